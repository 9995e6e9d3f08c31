"""Long work beside the window: one at a time, it tells how far it is and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.progress import Progress
from app.ui.task import Lane

T = TypeVar("T")


class LongWork(QObject):
    """Has a thread of its own, so that neither a sale nor a search waits for it."""

    told = Signal(int, int)
    _told = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = Lane("work", 1, self)
        self._stopped = Event()
        self._busy = False
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._busy

    def start(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do this now, then call `done` or `failed` here; refused while something is done."""
        if self._busy:
            return
        self._busy = True
        self._stopped.clear()

        def home(result: T) -> None:
            self._busy = False
            done(result)

        def broken(error: Exception) -> None:
            self._busy = False
            failed(error)

        self._lane.submit(lambda: work(self._progress), home, broken)

    def cancel(self) -> None:
        """Ask it to stop; it ends as its own rules say."""
        self._stopped.set()

    def close(self) -> None:
        """Stop what is being done and end the thread."""
        self._stopped.set()
        self._lane.close(drop=True)

    def _progress(self, done: int, total: int) -> bool:
        # Called on the thread; the figures go home as a signal.
        self._told.emit(done, total)
        return not self._stopped.is_set()

    def _tell(self, done: int, total: int) -> None:
        if self._busy:
            self.told.emit(done, total)
