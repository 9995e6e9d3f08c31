"""Scans: what a scanner types goes to the sale, wherever the focus is.

A scanner is a keyboard that types faster than people and ends with Enter or Tab. The first key of
a burst can't be told from a person's, so it passes at once and is taken back when the burst turns
out to be a scan; the others wait until it is known.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

GAP_MS = 35
LATE_MS = 5
LEAST = 4
TWICE_MS = 200

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

# What the keys of a US keyboard bear, by the scan codes of the PC keyboard (set 1), plain and
# shifted. Linux counts the same keys with the same numbers; X11 and xkb add 8.
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (55, "*", "*"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
)
_KEYS = {
    first + place: (plain, shifted)
    for first, plains, shifteds in _ROWS
    for place, (plain, shifted) in enumerate(zip(plains, shifteds, strict=True))
}
_OFFSET = 8 if sys.platform.startswith("linux") else 0


def us_character(scan_code: int, *, shift: bool, offset: int = _OFFSET) -> str:
    """What the key with this native scan code bears on a US keyboard; empty for other keys."""
    pair = _KEYS.get(scan_code - offset)
    return pair[shift] if pair else ""


@dataclass(slots=True)
class _Field:
    """A text field as it was before a burst."""

    edit: QLineEdit
    text: str
    cursor: int
    selection: tuple[int, int]

    def restore(self) -> None:
        self.edit.setText(self.text)
        self.edit.setCursorPosition(self.cursor)
        start, length = self.selection
        if start >= 0:
            self.edit.setSelection(start, length)
        self.edit.textEdited.emit(self.text)


@dataclass(slots=True)
class _Burst:
    """Keys that came fast: as they read, as a US keyboard bears them, and those held back."""

    last: float
    typed: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    held: list[QKeyEvent] = field(default_factory=list)
    target: QWidget | None = None
    before: _Field | None = None

    def code(self) -> str:
        """The scanned text; read from the keys when the keyboard's layout is no Latin one."""
        if all(text.isascii() for text in self.typed):
            return "".join(self.typed)
        return "".join(key or text for key, text in zip(self.keys, self.typed, strict=True))


class ScanFilter(QObject):
    """Watches every key of the application; `scanned` brings each scan once.

    Keys come to the window that has them before they come to a widget. To watch all widgets would
    bring every event of each here, which is felt.
    """

    scanned = Signal(str)

    def __init__(
        self,
        app: QApplication,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._clock = clock
        self._burst: _Burst | None = None
        self._window: QWindow | None = None
        self._last_code = ("", float("-inf"))
        self._timer = QTimer(self, singleShot=True, interval=GAP_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        # After the window was busy its timers may come before the keys that have long been pressed;
        # a round later those are here, and have started the timer anew.
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._timer.timeout.connect(self._late.start)
        self._late.timeout.connect(self._give_back)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def close(self) -> None:
        """Stop watching."""
        self._app.focusWindowChanged.disconnect(self._watch)
        self._watch(None)
        self._stop_timers()
        self._burst = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._keep_from_shortcuts(event)
        return False

    def _watch(self, window: QWindow | None) -> None:
        """Watch the window that has the keys now."""
        before, self._window = self._window, window
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if window is not None:
            window.installEventFilter(self)

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        # Within a burst a key belongs to the scan, even where it is a shortcut otherwise.
        mine = _is_printable(event) or event.key() in _ENDS
        if self._burst and mine and self._now(event) - self._burst.last <= GAP_MS:
            event.accept()
            return True
        return False

    def _key(self, event: QKeyEvent) -> bool:
        now = self._now(event)
        burst = self._burst
        if burst and now - burst.last > GAP_MS:
            self._give_back()
            burst = None
        # A key that is held down repeats as fast as a scanner types, but not at once: so it can't
        # begin a burst. Within one, two presses of a key in the same millisecond look like it.
        if _is_printable(event) and (burst or not event.isAutoRepeat()):
            return self._collect(event, now)
        if burst is None or event.key() in {Qt.Key.Key_Shift, Qt.Key.Key_AltGr}:
            return False
        if event.key() in _ENDS and len(burst.typed) >= LEAST:
            self._finish(burst, now)
            return True
        self._give_back()
        return False

    def _collect(self, event: QKeyEvent, now: float) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = us_character(event.nativeScanCode(), shift=shift)
        first = self._burst is None
        if self._burst is None:
            target = self._app.focusWidget()
            self._burst = _Burst(now, target=target, before=_field(target))
        self._burst.last = now
        self._burst.typed.append(event.text())
        self._burst.keys.append(key)
        if not first:
            self._burst.held.append(event.clone())
        self._late.stop()
        self._timer.start()
        return not first

    def _finish(self, burst: _Burst, now: float) -> None:
        self._burst = None
        self._stop_timers()
        if burst.before is not None:
            burst.before.restore()
        code = burst.code()
        last, at = self._last_code
        self._last_code = (code, now)
        if code != last or now - at > TWICE_MS:
            self.scanned.emit(code)

    def _give_back(self) -> None:
        """It was a person: let the held keys through."""
        burst, self._burst = self._burst, None
        self._stop_timers()
        if burst is None or burst.target is None or not isValid(burst.target):
            return
        for event in burst.held:
            self._app.sendEvent(burst.target, event)

    def _stop_timers(self) -> None:
        self._timer.stop()
        self._late.stop()

    def _now(self, event: QKeyEvent) -> float:
        """Milliseconds; by the keyboard's own clock where it has one, since we may be late."""
        return float(event.timestamp() or self._clock() * 1000)


def _is_printable(event: QKeyEvent) -> bool:
    text = event.text()
    chord = event.modifiers() & _CHORDS
    return bool(text) and text.isprintable() and not chord


def _field(widget: QWidget | None) -> _Field | None:
    edit = widget if isinstance(widget, QLineEdit) else None
    if isinstance(widget, QAbstractSpinBox | QComboBox):
        # They type into a field of their own.
        edit = widget.findChild(QLineEdit)
    if edit is None:
        return None
    chosen = (edit.selectionStart(), len(edit.selectedText()))
    return _Field(edit, edit.text(), edit.cursorPosition(), chosen)
