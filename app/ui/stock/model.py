"""Rows of the stock screen: products with their stock, and the moves of one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.services.stock import MoveRow, StockRow
from app.ui import figure
from app.ui.rows import ROW, Read, Rows
from app.ui.stock import words

Index = QModelIndex | QPersistentModelIndex


class StockRows(Rows[StockRow]):
    """The products that fit, each with what the warehouse holds of it."""

    def __init__(self, read: Read[StockRow]) -> None:
        super().__init__(read)
        self._ascending = True

    def show_found(self, ids: Sequence[int], first: Sequence[StockRow], *, by_text: bool) -> None:
        """Show what was found; found `by_text`, the best comes first."""
        self._ascending = not by_text
        self.show(ids, first)

    def place(self, wanted: int) -> int:
        if not self._ascending:
            return super().place(wanted)
        # There may be a million of them.
        ids = self.ids()
        at = bisect_left(ids, wanted)
        return at if at < len(ids) and ids[at] == wanted else -1

    def name(self, row: StockRow) -> str:
        name, _ = figure.names(row.name, row.name_ar)
        return f"{name}, {words.amount(figure.quantity(row.on_hand, row.unit), row.unit)}"


class MoveModel(QAbstractListModel):
    """Moves, the newest first; who scrolls to the end asks for the ones before the last."""

    older_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime.min.replace(tzinfo=UTC)
        self.unit = ""
        self._moves: list[MoveRow] = []
        self._more = False

    def show(self, moves: Sequence[MoveRow], unit: str, now: datetime, *, more: bool) -> None:
        """Show these moves of a product of this unit; `more` says that there may be older ones."""
        self.beginResetModel()
        self._moves, self._more = list(moves), more
        self.unit, self.now = unit, now
        self.endResetModel()

    def add(self, older: Sequence[MoveRow], *, more: bool) -> None:
        """Show older moves beneath."""
        if older:
            at = len(self._moves)
            self.beginInsertRows(QModelIndex(), at, at + len(older) - 1)
            self._moves += older
            self.endInsertRows()
        self._more = more

    def moves(self) -> Sequence[MoveRow]:
        """All moves that are shown."""
        return self._moves

    def _spoken(self, move: MoveRow) -> str:
        change = figure.change(move.quantity, self.unit)
        return f"{words.title(move)}, {change}, {figure.quantity(move.left, self.unit)}"

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._moves)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._moves):
            return None
        move = self._moves[index.row()]
        if role == ROW:
            return move
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(move)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self._more and self._moves:
            self._more = False
            self.older_wanted.emit(self._moves[-1].id)
