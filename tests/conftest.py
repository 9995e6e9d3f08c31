"""Every test is quiet: an unexpected warning of ours or of Qt's fails it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine makes single examples slow; slowness is what benchmarks are for.
settings.register_profile("sanduq", deadline=None)
settings.load_profile("sanduq")

# What the platform without a screen says about itself.
_OF_OFFSCREEN = "This plugin does not support"
_QT_WARNINGS = {"QtWarningMsg", "QtCriticalMsg", "QtFatalMsg"}


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture, qtlog: Any) -> Iterator[None]:
    """Fail on log lines from WARNING up; a test that expects one looks, then `caplog.clear()`s."""
    yield
    lines = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    lines += [
        record.message
        for record in qtlog.records
        if record.type_name in _QT_WARNINGS and not record.message.startswith(_OF_OFFSCREEN)
    ]
    assert not lines, lines
