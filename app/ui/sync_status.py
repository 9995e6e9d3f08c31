"""How sync stands, for the strip: read after each change, at most once a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.changes import Changes
from app.services.unit import Unit
from app.ui.desk import Desk

if TYPE_CHECKING:
    from app.services.outbox import Status

LEAST_MS = 1_000
OLDER_MS = 60_000  # the oldest that waits grows older, though nothing changes


class SyncStatus(QObject):
    """`told` brings the status and the time it was read at.

    `sandbox_told` brings whether the books are kept in a sandbox.
    """

    told = Signal(object, object)
    sandbox_told = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_wanted = self._is_reading = False
        self._pause = QTimer(self, singleShot=True, interval=LEAST_MS)
        self._pause.timeout.connect(self._go_on)
        self._older = QTimer(self, interval=OLDER_MS)
        self._older.timeout.connect(self.look)
        self._older.start()

    def hear(self, changes: Changes) -> None:
        """Something was queued, sent or set up."""
        if changes.outbox or changes.sync or changes.settings:
            self.look()

    def look(self) -> None:
        """Look how it stands, as soon as that may be."""
        if self._is_reading or self._pause.isActive():
            self._is_wanted = True
            return
        self._is_wanted, self._is_reading = False, True
        self._pause.start()
        now = self._desk.now()

        def read(unit: Unit) -> tuple[Status, bool]:
            from app.services import backends, outbox  # a start has no time for them

            return outbox.status(unit, now), backends.in_sandbox(unit)

        self._desk.lanes.read(read, self._home, self._failed)

    def stop(self) -> None:
        """Leave no timer behind."""
        self._pause.stop()
        self._older.stop()

    def _home(self, found: tuple[Status, bool]) -> None:
        status, in_sandbox = found
        self._is_reading = False
        self.told.emit(status, self._desk.now())
        self.sandbox_told.emit(in_sandbox)

    def _failed(self, error: Exception) -> None:
        self._is_reading = False
        self._desk.fail(error)

    def _go_on(self) -> None:
        if self._is_wanted:
            self.look()
