"""The print worker: prints what is queued on a lane of its own, so that no sale waits for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.changes import Changes
from app.ui.desk import Desk
from app.ui.shop import PrintOutcome
from app.ui.strip import PrinterState

LOOK_MS = 5_000


class PrintWorker(QObject):
    """Tells the number of each receipt that came out, and of each whose first try failed."""

    printed = Signal(str)
    failed = Signal(str)
    state_changed = Signal(PrinterState)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy = False
        # A printer that failed is tried again after a pause that the queue knows.
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.wake)
        desk.settled.connect(self.start)
        self.start()

    def start(self) -> None:
        """Print from now on, in a shop that has a printer."""
        if not self._desk.counter.shop.printer:
            self._timer.stop()
            self.state_changed.emit(PrinterState.NONE)
        elif not self._timer.isActive():
            self._timer.start()
            self.state_changed.emit(PrinterState.READY)
            self.wake()

    def hear(self, changes: Changes) -> None:
        """Print at once what was queued just now."""
        if changes.print_jobs:
            self.wake()

    def wake(self) -> None:
        """Look whether something is due."""
        if not self._busy:
            self._busy = True
            shop, lane = self._desk.shop, self._desk.lanes.printer
            lane.submit(lambda: shop.printing.due(shop.store), self._home, self._fail)

    def stop(self) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def _home(self, outcome: PrintOutcome | None) -> None:
        self._busy = False
        if outcome is None:
            return
        good = outcome.printed
        self.state_changed.emit(PrinterState.READY if good else PrinterState.TROUBLE)
        if good:
            self.printed.emit(outcome.number)
        elif outcome.attempts == 1:
            self.failed.emit(outcome.number)
        self.wake()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self._desk.fail(error)
