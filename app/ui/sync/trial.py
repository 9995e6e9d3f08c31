"""Trying a back end out: what is asked, and in plain words what came of it. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.text import isolate
from app.services.backends import Check
from app.ui import sentence
from app.ui.sync import told
from app.ui.widgets import tag
from app.ui.widgets.tag import Look

WORST_SKEW_MS = 5 * 60_000
_OF_KEY = {"bad_key", "other_system", "no_key", "wrong_key", "forbidden"}
_OF_ADDRESS = {"bad_url", "plain_http", "wrong_address", "redirected", "wrong_host", "no_server"}


def said(check: Check) -> tuple[str, Look]:
    """What a check found out, and how good that is."""
    if not check.ok:
        return told.said(check.problem, check.message), tag.BAD
    words = QCoreApplication.translate("sync", "Connected to “{business}”.")
    words = words.format(business=isolate(check.business))
    minutes = abs(check.clock_skew) // 60_000
    if abs(check.clock_skew) <= WORST_SKEW_MS:
        return words, tag.GOOD
    clock = QCoreApplication.translate(
        "sync", "This computer's clock is %n minute(s) off. Please set it.", "", minutes
    )
    return f"{words} {clock}", tag.WARNING


def failed(error: Exception) -> tuple[str, Look]:
    """Why nothing could be tried."""
    return sentence.of(error), tag.BAD


def is_about_key(code: str) -> bool:
    """Whether a problem is the key's."""
    return code in _OF_KEY


def is_about_address(code: str) -> bool:
    """Whether a problem is the address's."""
    return code in _OF_ADDRESS
