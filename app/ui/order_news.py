"""New online orders: who is not looking at them hears of them until somebody does."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.changes import Changes
from app.services.unit import Unit
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.widgets.toast import Notice, Tone

AGAIN_MS = 60_000  # the chime sounds until somebody has seen them


@dataclass(frozen=True, slots=True)
class _Found:
    """Whether the shop has online orders at all, and how many nobody has seen."""

    has_shops: bool
    unseen: int


class OrderNews(QObject):
    """`told` brings whether there are online orders and how many are new, `came` newer ones."""

    told = Signal(bool, int)
    came = Signal()
    asked = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unseen = 0
        self._reads: Newest[_Found] = Newest(desk)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._chime)

    def hear(self, changes: Changes) -> None:
        """Orders came in or were seen, or a shop was set up."""
        if changes.orders or changes.sync or changes.settings:
            self.look()

    def look(self) -> None:
        """Look how many are new."""

        def read(unit: Unit) -> _Found:
            from app.services import orders  # a start has no time for it

            return _Found(bool(orders.shops(unit)), orders.unseen(unit))

        self._reads.read(read, self._found)

    def stop(self) -> None:
        """Leave no timer behind."""
        self._again.stop()

    def _found(self, found: _Found) -> None:
        before, self._unseen = self._unseen, found.unseen
        self.told.emit(found.has_shops, found.unseen)
        if found.unseen > before:
            said = self.tr("%n new online order(s)", "", found.unseen)
            self._desk.offer(Notice(said, Tone.GOOD, self.tr("Show"), self.asked.emit))
            self._chime()
            self._again.start()
            self.came.emit()
        elif not found.unseen:
            self._again.stop()

    def _chime(self) -> None:
        self._desk.sound("order")
