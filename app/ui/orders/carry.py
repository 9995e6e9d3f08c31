"""A card that is dragged from one column to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.order_flow import Stage
from app.ui.orders.column import Column


class Carry(QObject):
    """Shows the card under the finger; `moved` brings the order and the column's stage."""

    moved = Signal(int, Stage)

    def __init__(
        self, board: QWidget, columns: Sequence[Column], may_go: Callable[[int, Stage], bool]
    ) -> None:
        super().__init__(board)
        self._board, self._columns, self._may_go = board, columns, may_go
        self._order_id, self._held = 0, QPoint()
        self._ghost = QLabel(board)
        self._ghost.setObjectName("order_carried")
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.hide()
        for each in columns:
            each.view.lifted.connect(self._lift)
            each.view.carried.connect(self._move)
            each.view.dropped.connect(self._drop)

    def _lift(self, order_id: int, picture: QPixmap, held: QPoint) -> None:
        self._order_id, self._held = order_id, held
        self._ghost.setPixmap(picture)
        self._ghost.adjustSize()
        self._ghost.show()
        self._ghost.raise_()

    def _move(self, at: QPoint) -> None:
        self._ghost.move(self._board.mapFromGlobal(at) - self._held)
        under = self._under(at)
        for each in self._columns:
            each.invite(invites=each is under)

    def _drop(self, at: QPoint) -> None:
        under = self._under(at)
        self._ghost.hide()
        for each in self._columns:
            each.invite(invites=False)
        if under is not None:
            self.moved.emit(self._order_id, under.stage)

    def _under(self, at: QPoint) -> Column | None:
        """The column at this place, if the card may go there."""
        found = (each for each in self._columns if each.rect().contains(each.mapFromGlobal(at)))
        column = next(found, None)
        is_target = column is not None and self._may_go(self._order_id, column.stage)
        return column if is_target else None
