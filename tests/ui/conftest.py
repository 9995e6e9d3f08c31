"""An open till per test, over a demo shop of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.ui import font, language, theme
from app.ui.garbage import Garbage
from app.ui.shop import OpenShop
from app.ui.till import Till
from tests.shop import demo_shop, fixed_source, shop
from tests.ui.silence import Printers, Silence
from tests.ui.syncing import Idle

__all__ = ["demo_shop", "shop"]


@pytest.fixture(scope="session")
def swept(qapp: QApplication) -> QApplication:
    """The one application, whose garbage is found on its own thread as in the program."""
    Garbage(qapp)
    return qapp


@pytest.fixture
def app(swept: QApplication) -> Iterator[QApplication]:
    """The application in English and light."""
    _dress(swept)
    yield swept
    _dress(swept)


def _dress(app: QApplication) -> None:
    """As a start does it; only what is not so already, as each test would pay for it."""
    if not app.property("is_styled"):
        app.setStyle("Fusion")
        font.load(app)
        app.setProperty("is_styled", True)
    language.apply(app, language.ENGLISH)
    if app.styleSheet() != theme.sheet(theme.LIGHT):
        theme.apply(app, theme.LIGHT)


@pytest.fixture
def speaker() -> Silence:
    """The till's speaker, which is silent."""
    return Silence()


@pytest.fixture
def printers() -> Printers:
    """The machine's printers, which use no paper."""
    return Printers()


@pytest.fixture
def syncing() -> Idle:
    """The till's sync, which asks no server."""
    return Idle()


def opened_shop(
    folder: Path,
    speaker: Silence | None = None,
    printers: Printers | None = None,
    syncing: Idle | None = None,
) -> OpenShop:
    """The shop at a fixed time, in English, silent, without paper and without a network."""
    opened = bootstrap.open_shop(folder)
    return replace(
        opened,
        counter=replace(opened.counter, source=fixed_source()),
        preferences=replace(opened.preferences, language=opened.preferences.language or "en"),
        speaker=speaker or Silence(),
        printing=(printers or Printers()).printing(),
        syncing=syncing or Idle(),
    )


@pytest.fixture
def till(
    app: QApplication,
    shop: Path,
    qtbot: QtBot,
    speaker: Silence,
    printers: Printers,
    syncing: Idle,
) -> Iterator[Till]:
    """The open till, shown and ready; nothing of it may be left when it has closed."""
    opened = Till(app, opened_shop(shop, speaker, printers, syncing))
    opened.window.resize(1366, 768)
    with qtbot.waitExposed(opened.window):
        opened.show()
    qtbot.waitUntil(lambda: opened.sell.products.rowCount() > 0)
    qtbot.waitUntil(lambda: opened.window.strip.sync.text() != "")
    yield opened
    opened.close()
    left = [each.name for each in threading.enumerate() if each.name.startswith("sanduq-")]
    assert left == []
    timers = [each for each in opened.findChildren(QTimer) if each.isActive()]
    timers += [each for each in opened.window.findChildren(QTimer) if each.isActive()]
    assert timers == []
    opened.window.deleteLater()
    opened.deleteLater()
    app.processEvents()


def find(till: Till, name: str) -> QWidget:
    """The widget with this objectName."""
    found = till.window.findChild(QWidget, name)
    assert found is not None, name
    return found
