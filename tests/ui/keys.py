"""Key events as a scanner sends them: all at once, each with its native scan code."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.scan import _KEYS, _OFFSET

# What the Arabic (101) layout types on the digit keys of a German or Egyptian setup, and letters.
ARABIC = dict(zip("1234567890", "١٢٣٤٥٦٧٨٩٠", strict=True)) | {"A": "ش", "B": "لا", "-": "-"}
_SCAN_CODES = {
    character: (code + _OFFSET, shifted)
    for code, pair in reversed(_KEYS.items())
    for shifted, character in enumerate(pair)
}


@dataclass(slots=True)
class Clock:
    """A clock in seconds that the test moves."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def press(app: QApplication, character: str, *, typed: str | None = None) -> None:
    """One key press and release of the character, as typed text of another layout perhaps."""
    code, shifted = _SCAN_CODES.get(character, (0, 0))
    modifiers = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
    key = Qt.Key(ord(character.upper()))
    text = character if typed is None else typed
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        _send(app, QKeyEvent(kind, key, modifiers, code, 0, 0, text))


def enter(app: QApplication, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """The key that ends a scan."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        _send(app, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "\r"))


def scan(app: QApplication, code: str, *, layout: dict[str, str] | None = None) -> None:
    """A scanner's burst."""
    for character in code:
        press(app, character, typed=layout[character] if layout else None)
    enter(app)


def _send(app: QApplication, event: QKeyEvent) -> None:
    target: QWidget | None = app.focusWidget() or app.activeWindow()
    assert target is not None
    app.sendEvent(target, event)
