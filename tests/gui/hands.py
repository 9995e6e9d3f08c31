"""Hands at the till: one pair has only a keyboard and a scanner, the other only fingers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.scan import GAP_MS
from app.ui.till import Till
from tests.ui import keys

TABS = 120  # a window has fewer places to stop at


class Keyboard:
    """Presses keys wherever the focus is; never touches anything."""

    def __init__(self, app: QApplication, till: Till, qtbot: QtBot) -> None:
        self._app, self._till, self._qtbot = app, till, qtbot

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """Press a key."""
        target = self._app.focusWidget() or self._till.window
        QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)
        self._app.processEvents()

    def control(self, key: Qt.Key) -> None:
        """Press a key with Ctrl."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        """Type as a person does."""
        assert isinstance(self._app.focusWidget(), QLineEdit), self._app.focusWidget()
        for character in text:
            keys.press(self._app, character)
            QTest.qWait(GAP_MS + 3)

    def scan(self, code: str) -> None:
        """Scan a code and wait until the catalogue has answered."""
        keys.scan(self._app, code)
        self._qtbot.waitUntil(lambda: not self._till.sell._look_ups)

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is where it is wanted."""
        for _ in range(TABS):
            at = self._app.focusWidget()
            if at is not None and at.objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")


class Fingers:
    """Taps; never presses a key."""

    def __init__(self, app: QApplication, till: Till, qtbot: QtBot) -> None:
        self._app, self._till, self._qtbot = app, till, qtbot
        self._screen = QTest.createTouchDevice(
            QInputDevice.DeviceType.TouchScreen, QInputDevice.Capability.Position
        )
        assert isinstance(self._screen, QPointingDevice)

    def tap(self, name: str) -> None:
        """Tap a widget in its middle, once it can be used."""
        found = self.seen(name)
        self._qtbot.waitUntil(found.isEnabled)
        assert min(found.width(), found.height()) >= 35, (name, found.size())
        self.tap_at(found, found.rect().center())

    def tap_at(self, widget: QWidget, at: QPoint) -> None:
        """Tap a place of a widget, once nothing lies over it: dialogs go when answered."""
        window = self._till.window
        place = widget.mapTo(window, at)

        def lies_free() -> None:
            top = window.childAt(place)
            assert top is not None
            assert top is widget or widget.isAncestorOf(top), (widget.objectName(), top)

        self._qtbot.waitUntil(lies_free)
        QTest.touchEvent(window, self._screen).press(0, place, window).commit()
        QTest.touchEvent(window, self._screen).release(0, place, window).commit()
        self._app.processEvents()

    def tap_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Tap a row or a card."""
        view.scrollTo(index)
        self._app.processEvents()
        self.tap_at(view.viewport(), view.visualRect(index).center())

    def tap_digits(self, pad: QWidget, digits: str) -> None:
        """Tap keys of a number pad."""
        for digit in digits:
            name = f"pad_{'point' if digit == '.' else digit}"
            key = next(each for each in pad.findChildren(QWidget, name) if each.isVisible())
            self.tap_at(key, key.rect().center())

    def seen(self, name: str) -> QWidget:
        """The visible widget of that name."""

        def found() -> list[QWidget]:
            return [
                each for each in self._till.window.findChildren(QWidget, name) if each.isVisible()
            ]

        self._qtbot.waitUntil(lambda: bool(found()))
        return found()[0]
