"""A till on a screen that nobody sees: keys go in, and the clock stops when all is painted."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, perf_counter_ns

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import bootstrap
from app.ui import language, start
from app.ui.rows import ROW
from app.ui.scan import GAP_MS
from app.ui.till import Till
from app.ui.widgets.uniform_view import UniformView

SIZE = (1366, 768)
FRAME_MS = 16.7
PATIENCE_MS = 180_000
TICK_MS = 20
SAME_NS = 100_000_000
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
TILL_READY_MS = 400 * 12  # while the pages that nobody asked for yet are made


class Screen:
    """An open till, driven by key events."""

    def __init__(self, app: QApplication, till: Till) -> None:
        self.app = app
        self.till = till
        self._moment = 1_000  # of the keyboard's own clock, in milliseconds

    def press(self, key: Qt.Key, text: str = "") -> None:
        """Press and release a key, wherever the focus is."""
        window = self.app.focusWindow()
        if window is None:
            raise AssertionError("no window has the keys")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self._moment)
            self.app.sendEvent(window, event)

    def type(self, text: str) -> None:
        """Press the keys of a text as a scanner does, a millisecond apart."""
        for character in text:
            self._moment += 1
            self.press(Qt.Key(ord(character.upper())), character)

    def pause(self) -> None:
        """Let all work come home, and so much time pass that the next key is a person's.

        It does not sleep: a virtual processor that slept takes twice as long for whatever is next.
        """
        self._moment += 1_000
        end = perf_counter() + GAP_MS * 1.3 / 1000
        while perf_counter() < end:
            self.app.processEvents()
        # What waits for such a moment is done in it, and painted.
        self.until(self.is_idle)
        self.app.processEvents()

    def is_idle(self) -> bool:
        """Whether nothing is under way on any lane."""
        return not any(self.till.lanes.under_way().values())

    def until(self, holds: Callable[[], bool]) -> None:
        """Let events happen until it holds."""
        late, tick = QTimer(singleShot=True, interval=PATIENCE_MS), QTimer(interval=TICK_MS)
        late.start()
        tick.start()
        while not holds():
            self.app.processEvents(WAIT)
            if not late.isActive():
                raise AssertionError("nothing happened for a long time")

    def painted(
        self, act: Callable[[], object], *targets: QWidget, holds: Callable[[], bool]
    ) -> float:
        """Milliseconds from the act until one of the targets is painted in a state that holds.

        An answer that looks as what is shown already is not painted: it counts when it is known.
        """
        probe = _Probe(holds)
        for target in targets:
            target.installEventFilter(probe)
        known = 0
        begin = perf_counter_ns()

        def is_done() -> bool:
            nonlocal known
            if not known and holds():
                known = perf_counter_ns()
            return bool(probe.painted or (known and perf_counter_ns() - known > SAME_NS))

        act()
        self.until(is_done)
        end = perf_counter_ns() if probe.painted else known
        for target in targets:
            target.removeEventFilter(probe)
        return (end - begin) / 1e6


class _Probe(QObject):
    """Sees a target being painted; the painting ends before its event does."""

    def __init__(self, holds: Callable[[], bool]) -> None:
        super().__init__()
        self._holds = holds
        self.painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002
        if event.type() == QEvent.Type.Paint and self._holds():
            self.painted = True
        return False


@contextmanager
def opened(folder: Path) -> Iterator[Screen]:
    """The till of the shop in this folder, shown and at rest."""
    app = start.application()
    language.apply(app, language.ENGLISH)
    till = Till(app, bootstrap.open_shop(folder))
    till.window.resize(*SIZE)
    till.show()
    screen = Screen(app, till)
    try:
        screen.until(lambda: till.window.sell.grid.count() > 0)
        _make_all_pages(app)
        screen.pause()
        # As `start` does it; what the benchmarks themselves hold is not the till's.
        gc.collect()
        gc.freeze()
        yield screen
    finally:
        till.close()
        till.deleteLater()
        app.processEvents()


def _make_all_pages(app: QApplication) -> None:
    rest = QEventLoop()
    QTimer.singleShot(TILL_READY_MS, rest.quit)
    rest.exec()
    app.processEvents()


def is_filled(view: UniformView) -> bool:
    """Whether every cell in sight has its row."""
    model = view.model()
    return all(model.index(row, 0).data(ROW) is not None for row in view.shown())
