"""A product's card, small and large: initials and badges leave each other alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, QRect, QStringListModel
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QListView, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from app.domain.catalog import Product
from app.domain.country import country
from app.domain.currency import currency
from app.domain.money import Money
from app.domain.tax import tax_rate
from app.ui import language
from app.ui.rows import ROW
from app.ui.sell.card import GAP, CardDelegate
from app.ui.sell.model import ProductRow
from tests.pictures import rule
from tests.pictures.seen import Seen
from tests.pictures.words import Typed

# There is none, there is a lot, there is little left; and how much of it the cart holds.
SHOWN = [
    (stock, in_cart, level)
    for stock, level in (("0", "0"), ("12345", "0"), ("2", "5"))
    for in_cart in ("0", "3", "1250")
]


class OneRow(QStringListModel):
    """A model of one product."""

    def __init__(self, row: ProductRow) -> None:
        super().__init__([row.product.name])
        self._row = row

    def data(self, index: QModelIndex, role: int = 0) -> object:  # type: ignore[override]
        return self._row if role == ROW else super().data(index, role)


class Card(QWidget):
    """A card that stands alone."""

    def __init__(self, row: ProductRow, width: int, height: int) -> None:
        super().__init__()
        self._model, self._delegate = OneRow(row), CardDelegate(QListView(self))
        self.setFixedSize(width + GAP, height + GAP)

    def paintEvent(self, _: QPaintEvent) -> None:
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, self.width(), self.height())
        option.widget = self
        with QPainter(self) as painter:
            self._delegate.paint(painter, option, self._model.index(0))


def row(stock: str, in_cart: str, reorder_level: str = "0") -> ProductRow:
    """Rose water, which nobody has drawn."""
    product = Product(
        id=1,
        sku="N-2",
        name="Rose Water",
        name_ar="ماء ورد",
        category="",
        unit="each",
        price=Money(Decimal("8.75"), currency("SAR")),
        cost=None,
        tax=tax_rate(country("SA").standard_rate),
        active=True,
        barcodes=(),
        tracked=True,
        stock=Decimal(stock),
        reorder_level=Decimal(reorder_level),
    )
    return ProductRow(product, Decimal(in_cart))


@pytest.mark.parametrize("code", [language.ENGLISH, language.ARABIC])
@pytest.mark.parametrize("size", [(122, 138), (150, 138), (173, 148), (186, 128), (200, 216)])
@pytest.mark.parametrize("shown", SHOWN)
def test_nothing_on_a_card_lies_over_its_initials(
    app: QApplication,
    qtbot: QtBot,
    code: str,
    size: tuple[int, int],
    shown: tuple[str, str, str],
) -> None:
    language.apply(app, code)
    window = QWidget()
    qtbot.addWidget(window)
    card = Card(row(*shown), *size)
    card.setParent(window)
    window.resize(card.size())
    window.show()
    seen = Seen(window, Typed(), is_arabic=language.is_arabic())
    said = [each.words for each in seen.texts]
    assert {"RW", "م و"} & set(said)
    assert [str(each) for each in rule.apart(seen)] == []
    assert [str(each) for each in rule.uncut(seen)] == []
