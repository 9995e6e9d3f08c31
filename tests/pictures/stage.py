"""The stage: a real window in one look, played by its public parts as a person plays it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app import bootstrap
from app.domain.shop import Shop
from app.services.unit import Store
from app.ui import font, language, theme
from app.ui.shop import Printing
from app.ui.task import Lane
from tests.pictures.seen import Seen
from tests.pictures.words import Typed

W = TypeVar("W", bound=QWidget)

PATIENCE_S = 20.0
SOON_MS = 600  # timers that last no longer are hurried
TURNS = 3  # of the event loop, until what is under way shows itself


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks: language, theme and size; `scale` is that of the screen."""

    language: str
    theme: str
    width: int
    height: int
    scale: float = 1.0

    @property
    def size(self) -> str:
        """The size in the screen's own dots, and the scale where it is not usual."""
        dots = f"{round(self.width * self.scale)}x{round(self.height * self.scale)}"
        return dots if self.scale == 1 else f"{dots}@{self.scale * 100:.0f}"


# 1366 × 768 at 150 % leaves 910 × 512.
SIZES = ((1280, 800, 1.0), (1366, 768, 1.0), (1920, 1080, 1.0), (910, 512, 1.5))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a print went."""

    number: str
    printed: bool
    attempts: int = 1


class Printers:
    """The machine's printers, which use no paper; `next` is how the next receipt goes."""

    def __init__(self) -> None:
        self.names = ["Star TSP143 (receipts)", "Office"]
        self.next: Outcome | None = None

    def printing(self) -> Printing:
        """What a till has to do with these printers."""
        return Printing(self._due, lambda: self.names, self._test, bootstrap.test_page_pdf)

    def _due(self, _: Store) -> Outcome | None:
        outcome, self.next = self.next, None
        return outcome

    def _test(self, shop: Shop, printer: str) -> None:
        """Every test page comes out."""


class Stage:
    """One open window; `clear` makes it as it was, `close` ends it."""

    def __init__(self, app: QApplication, look: Look) -> None:
        self.app, self.look = app, look
        self.typed = Typed()
        font.load(app)
        language.apply(app, look.language)
        theme.apply(app, look.theme)
        app.setCursorFlashTime(0)
        self.printers = Printers()
        self.window = QWidget()

    def raise_curtain(self, window: QWidget) -> None:
        """Show this window."""
        self.window = window
        window.resize(self.look.width, self.look.height)
        window.show()
        window.activateWindow()
        self.wait(window.isActiveWindow, "the window is active")
        self.settle()

    def clear(self) -> None:
        """Undo what a scene did."""
        raise NotImplementedError

    def turn(self, wanted: str) -> None:
        """Turn to another theme."""
        raise NotImplementedError

    def close(self) -> None:
        """End it."""
        raise NotImplementedError

    def resize(self, width: int, height: int) -> None:
        """Make the window so large."""
        self.look = replace(self.look, width=width, height=height)
        self.window.resize(width, height)
        self.settle()

    def look_at(self) -> Seen:
        """What is seen now."""
        self._light(on=True)
        self.window.grab()  # lists ask for rows once they are painted
        self.settle()
        self._light(on=True)
        # A word that came in the last turn is laid out before anybody looks.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return Seen(self.window, self.typed, is_arabic=self.look.language == language.ARABIC)

    def find(self, name: str) -> QWidget:
        """The widget of this name, that which is seen if there are several."""
        return self.part(QWidget, name)

    def part(self, kind: type[W], name: str) -> W:
        """The widget of this kind and name."""
        found = self.window.findChildren(kind, name)
        assert found, f"there is no {name}"
        return next((each for each in found if each.isVisible()), found[0])

    def click(self, name: str) -> None:
        """Click what has this name."""
        widget = self.find(name)
        assert widget.isVisible(), f"{name} is not to be seen"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            target = self.app.focusWidget() or self.window
            self.app.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Put a text into a field as a keyboard does, faster than fingers can."""
        self.typed.add(text)
        field = self.part(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(field.text())
        self.settle()

    def rest(self, seconds: float) -> None:
        """Let time pass."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > until, "time passes")

    def wait(self, ready: Callable[[], bool], what: str) -> None:
        """Wait for this to become true."""
        self._light(on=False)
        until = time.monotonic() + PATIENCE_S
        while not ready():
            assert time.monotonic() < until, f"waited in vain: {what}"
            self.app.processEvents()
            time.sleep(0.001)

    def settle(self) -> None:
        """Wait until nothing is under way any more; not for what is held."""

        def at_rest() -> bool:
            for _ in range(TURNS):
                self.app.processEvents()
            return not self._is_busy()

        self.wait(at_rest, "the window comes to rest")

    def discard(self, *owners: QObject) -> None:
        """Delete these now; outside of an event loop of its own Qt would keep them for ever."""
        for each in owners:
            each.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def roots(self) -> tuple[QObject, ...]:
        """What owns the window's timers and lanes."""
        return (self.window,)

    def _light(self, *, on: bool) -> None:
        """Let the window be painted; while nobody looks that would take most of the time."""
        self.window.setUpdatesEnabled(on)

    def _is_busy(self) -> bool:
        """Whether something is under way; what was put off for a moment comes at once."""
        timers = [each for root in self.roots() for each in root.findChildren(QTimer)]
        soon = [each for each in timers if _ends_soon(each)]
        for timer in soon:
            timer.stop()
            timer.timeout.emit()
        lanes = [each for root in self.roots() for each in root.findChildren(Lane)]
        return bool(soon) or any(each.under_way for each in lanes)


def _ends_soon(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() < SOON_MS
