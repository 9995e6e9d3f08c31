"""The finger on a table's painted buttons: which of them it is on, and which it has tapped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QMouseEvent

from app.ui import paint
from app.ui.rows import ROW
from app.ui.sync import cell
from app.ui.sync.cell import Cells
from app.ui.sync.words import Act, Item
from app.ui.widgets.table import Table, places


class Pointer(QObject):
    """`tapped` brings the row and the act, once a tap ends where it began."""

    tapped = Signal(int, object)

    def __init__(self, table: Table, cells: Cells) -> None:
        super().__init__(table)
        self._table, self._cells = table, cells
        self._at = QPoint()
        table.view.viewport().installEventFilter(self)
        table.view.clicked.connect(self._clicked)

    def place_of(self, row: int, wanted: Act) -> QRect:
        """Where a row's button is, in the list; the row itself where it has none."""
        index = self._table.view.model().index(row, 0)
        found = dict(self._spots(index)).get(wanted)
        return found or self._table.view.visualRect(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._hold(event.position().toPoint())
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._at = event.position().toPoint()
                self._let_go()
        return False

    def _clicked(self, index: QModelIndex) -> None:
        act = self._act_at(index, self._at)
        if act is not None:
            self.tapped.emit(index.row(), act)

    def _hold(self, at: QPoint) -> None:
        index = self._table.view.indexAt(at)
        item, act = index.data(ROW), self._act_at(index, at)
        if item is not None and act is not None:
            self._cells.held = (item, act)
            self._table.view.viewport().update()

    def _let_go(self) -> None:
        if self._cells.held is not None:
            self._cells.held = None
            self._table.view.viewport().update()

    def _act_at(self, index: QModelIndex, at: QPoint) -> Act | None:
        return next((act for act, spot in self._spots(index) if spot.contains(at)), None)

    def _spots(self, index: QModelIndex) -> list[tuple[Act, QRect]]:
        item: Item | None = index.data(ROW)
        if item is None:
            return []
        rtl = paint.is_rtl(self._table.view)
        area = self._table.view.visualRect(index)
        return list(cell.spots(places(self._table.columns, area, rtl=rtl)[-1], item, rtl=rtl))
