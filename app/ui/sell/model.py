"""Rows of the sell screen: the products found, and the lines of the cart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.cart import Cart, CartLine
from app.domain.catalog import Product
from app.domain.money import Money
from app.ui import figure

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product, and how much of it the cart holds."""

    product: Product
    in_cart: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the cart, and what it comes to."""

    line: CartLine
    amount: Money


class _Model(QAbstractListModel):
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        rows = self._rows()
        if not index.isValid() or index.row() >= len(rows):
            return None
        if role == ROW:
            return rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row())
        return None

    def _rows(self) -> Sequence[Any]:
        raise NotImplementedError

    def _name(self, row: int) -> str:
        raise NotImplementedError

    def _spoken(self, row: int) -> str:
        raise NotImplementedError


class ProductModel(_Model):
    """The products that are shown, with what the cart holds of each."""

    def __init__(self) -> None:
        super().__init__()
        self._products: Sequence[Product] = ()
        self._held: Mapping[int, Decimal] = {}

    def show(self, products: Sequence[Product]) -> None:
        """Show these products."""
        if [each.id for each in products] == [each.id for each in self._products]:
            self._products = products
            self._touch(range(len(products)))
            return
        self.beginResetModel()
        self._products = products
        self.endResetModel()

    def hold(self, held: Mapping[int, Decimal]) -> None:
        """Tell how much of which product the cart holds."""
        old, self._held = self._held, held
        self._touch(
            row for row, each in enumerate(self._products) if old.get(each.id) != held.get(each.id)
        )

    def product(self, row: int) -> Product:
        """The product of a row."""
        return self._products[row]

    def ids(self) -> list[int]:
        """The products that are shown."""
        return [each.id for each in self._products]

    def _touch(self, rows: Any) -> None:
        for row in rows:
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW and index.isValid() and index.row() < len(self._products):
            product = self._products[index.row()]
            return ProductRow(product, self._held.get(product.id, Decimal(0)))
        return super().data(index, role)

    def _rows(self) -> Sequence[Product]:
        return self._products

    def _name(self, row: int) -> str:
        product = self._products[row]
        return figure.names(product.name, product.name_ar)[0]

    def _spoken(self, row: int) -> str:
        return f"{self._name(row)}, {figure.money(self._products[row].price)}"


class CartModel(_Model):
    """The lines of the cart, changed row by row."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[LineRow] = []

    def show(self, cart: Cart) -> None:
        """Show this cart; only what differs changes."""
        amounts = cart.totals().lines
        new = [LineRow(line, each.amount) for line, each in zip(cart.lines, amounts, strict=True)]
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

    def _rows(self) -> Sequence[LineRow]:
        return self._lines

    def _name(self, row: int) -> str:
        line = self._lines[row].line
        return figure.names(line.name, line.name_ar)[0]

    def _spoken(self, row: int) -> str:
        shown = self._lines[row]
        quantity = figure.quantity(shown.line.quantity, shown.line.unit)
        return f"{self._name(row)}, {quantity}, {figure.money(shown.amount)}"


def _same_thing(one: LineRow, other: LineRow) -> bool:
    """Whether both are the same line, perhaps with another quantity."""
    first, second = one.line, other.line
    return (first.product_id, first.name, first.unit_price, first.discount, first.note) == (
        second.product_id,
        second.name,
        second.unit_price,
        second.discount,
        second.note,
    )
