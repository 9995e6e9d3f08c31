"""Rows of the sell screen: the products found, and the lines of the cart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from app.domain.cart import Cart, CartLine, Totals
from app.domain.catalog import Product
from app.domain.money import Money
from app.domain.number import ZERO
from app.ui import figure
from app.ui.rows import PAGE, ROW, Index, Read, Rows


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product, and how much of it the cart holds."""

    product: Product
    in_cart: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the cart, what it comes to, and what it would without its own discount."""

    line: CartLine
    amount: Money
    subtotal: Money


class ProductModel(Rows[Product]):
    """The products that are shown, with what the cart holds of each."""

    def __init__(self, read: Read[Product]) -> None:
        super().__init__(read)
        self._held: Mapping[int, Decimal] = {}

    def hold(self, held: Mapping[int, Decimal]) -> None:
        """Tell how much of which product the cart holds."""
        old, self._held = self._held, held
        changed = {each for each in old.keys() | held.keys() if old.get(each) != held.get(each)}
        for at in self._places(changed):
            self.dataChanged.emit(self.index(at), self.index(at))

    def product(self, at: int) -> Product:
        """The product at a place that is shown; LookupError while it is being read."""
        found = self.row(at)
        if found is None:
            raise LookupError(f"the product at {at} is not there yet")
        return found

    def name(self, row: Product) -> str:
        return figure.names(row.name, row.name_ar)[0]

    def _places(self, wanted: Collection[int]) -> list[int]:
        """Where these products stand, as far as they are read."""
        if not wanted:
            return []
        return [
            page * PAGE + at
            for page, rows in self._pages.items()
            for at, product in enumerate(rows)
            if product.id in wanted
        ]

    def _spoken(self, row: Product) -> str:
        parts = [self.name(row), figure.money(row.price)]
        held = self._held.get(row.id)
        if held:
            count = figure.quantity(held, row.unit)
            parts.append(self.tr("{count} in the cart").format(count=count))
        if row.tracked and row.stock <= 0:
            parts.append(self.tr("out of stock"))
        return ", ".join(parts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW:
            found = super().data(index, ROW)
            return ProductRow(found, self._held.get(found.id, ZERO)) if found else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            found = super().data(index, ROW)
            return self._spoken(found) if found else None
        return super().data(index, role)


class CartModel(QAbstractListModel):
    """The lines of the cart, changed row by row."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[LineRow] = []

    def show(self, cart: Cart, totals: Totals) -> None:
        """Show this cart; only what differs changes."""
        new = [
            LineRow(line, each.amount, each.subtotal)
            for line, each in zip(cart.lines, totals.lines, strict=True)
        ]
        old = self._lines
        same = 0
        while same < min(len(old), len(new)) and _same_thing(old[same], new[same]):
            same += 1
        tail = 0
        while tail < min(len(old), len(new)) - same and _same_thing(old[-1 - tail], new[-1 - tail]):
            tail += 1
        if len(old) - tail > same:
            self.beginRemoveRows(QModelIndex(), same, len(old) - tail - 1)
            del old[same : len(old) - tail]
            self.endRemoveRows()
        if len(new) - tail > same:
            self.beginInsertRows(QModelIndex(), same, len(new) - tail - 1)
            old[same:same] = new[same : len(new) - tail]
            self.endInsertRows()
        for row, each in enumerate(new):
            if old[row] != each:
                old[row] = each
                self.dataChanged.emit(self.index(row), self.index(row))

    def row(self, row: int) -> LineRow:
        """The line of a row."""
        return self._lines[row]

    def _name(self, row: LineRow) -> str:
        return figure.names(row.line.name, row.line.name_ar)[0]

    def _spoken(self, row: LineRow) -> str:
        quantity = figure.quantity(row.line.quantity, row.line.unit)
        return f"{self._name(row)}, {quantity}, {figure.money(row.amount)}"

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        row = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return row if role == ROW else None


def _same_thing(one: LineRow, other: LineRow) -> bool:
    """Whether both are the same line, perhaps at other terms."""
    first, second = one.line, other.line
    return (first.product_id, first.name) == (second.product_id, second.name)
