"""The print worker: prints what is queued on a lane of its own, so that no sale waits for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.changes import Changes
from app.ui.shop import OpenShop, PrintOutcome
from app.ui.task import Lanes

LOOK_MS = 5_000


class PrintWorker(QObject):
    """Tells the number of each receipt that came out, and of each whose first try failed."""

    printed = Signal(str)
    failed = Signal(str)

    def __init__(self, shop: OpenShop, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._shop = shop
        self._lanes = lanes
        self._busy = False
        # A printer that failed is tried again after a pause that the queue knows.
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.wake)
        if shop.counter.shop.printer:
            self._timer.start()
            self.wake()

    def hear(self, changes: Changes) -> None:
        """Print at once what was queued just now."""
        if changes.print_jobs:
            self.wake()

    def wake(self) -> None:
        """Look whether something is due."""
        if not self._busy:
            self._busy = True
            shop = self._shop
            self._lanes.printer.submit(lambda: shop.print_due(shop.store), self._home, self._fail)

    def stop(self) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def _home(self, outcome: PrintOutcome | None) -> None:
        self._busy = False
        if outcome is None:
            return
        if outcome.printed:
            self.printed.emit(outcome.number)
        elif outcome.attempts == 1:
            self.failed.emit(outcome.number)
        self.wake()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self._lanes.failed.emit(error)
