"""Key events as a keyboard sends them, with native scan codes; a scanner's bear their time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

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


def press(
    app: QApplication, character: str, *, typed: str | None = None, at_ms: int | None = None
) -> None:
    """One key press and release of the character, as typed text of another layout perhaps."""
    code, shifted = _SCAN_CODES.get(character, (0, 0))
    modifiers = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
    key = Qt.Key(ord(character.upper()))
    text = character if typed is None else typed
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        _send(app, QKeyEvent(kind, key, modifiers, code, 0, 0, text), at_ms)


def enter(app: QApplication, key: Qt.Key = Qt.Key.Key_Return, *, at_ms: int | None = None) -> None:
    """The key that ends a scan."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        _send(app, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "\r"), at_ms)


def scan(
    app: QApplication,
    code: str,
    *,
    layout: dict[str, str] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """A scanner's burst, a key each millisecond by the keyboard's own time.

    That time makes it a scan even where the machine is too busy to let the test run on.
    """
    times = count(round(clock() * 1000))
    for character in code:
        press(app, character, typed=layout[character] if layout else None, at_ms=next(times))
    enter(app, at_ms=next(times))


def _send(app: QApplication, event: QKeyEvent, at_ms: int | None) -> None:
    window = app.focusWindow()
    assert window is not None
    if at_ms is not None:
        event.setTimestamp(at_ms)
    app.sendEvent(window, event)
