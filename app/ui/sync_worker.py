"""The sync worker: begins sync beside the window, and brings home what it changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.services.changes import Changes
from app.ui.desk import Desk

TELL_MS = 200  # between two pieces of news; a first pull has thousands


class SyncWorker(QObject):
    """Screens hear of what sync changed as of everything else: from the bus, once."""

    _told = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_on = self._is_telling = False
        self._news = Changes()
        self._timer = QTimer(self, singleShot=True, interval=TELL_MS)
        self._timer.timeout.connect(self._tell)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Sync from now on."""
        if not self._is_on:
            self._is_on = True
            self._desk.shop.syncing.start(self._bring)

    def hear(self, changes: Changes) -> None:
        """Something of ours may be there to be sent, or a back end was set up."""
        if self._is_on and not self._is_telling and (changes.outbox or changes.settings):
            self._desk.shop.syncing.wake()

    def stop(self) -> None:
        """Begin nothing new, and leave no timer behind."""
        self._timer.stop()
        if self._is_on:
            self._is_on = False
            self._desk.shop.syncing.stop()

    def _bring(self, changes: Changes) -> None:
        # Called on the thread that syncs, which may go on for a moment after the end.
        if self._is_on:
            self._told.emit(changes)

    def _take(self, changes: Changes) -> None:
        self._news |= changes
        if self._is_on and not self._timer.isActive():
            self._tell()

    def _tell(self) -> None:
        if self._news == Changes():
            return
        news, self._news = self._news, Changes()
        self._timer.start()
        self._is_telling = True
        try:
            self._desk.announce(news)
        finally:
            self._is_telling = False
