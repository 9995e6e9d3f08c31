"""Everything about one product, and a button that adds it to the sale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.catalog import Category, Product
from app.domain.stock import WarehouseLevel
from app.domain.text import isolate
from app.ui import figure, font, paint, thumbnail
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.label import Label, label, line

TILE = 132
FACTS = ("sku", "barcodes", "category", "tax")


class ProductDialog(Dialog):
    """Picture, names, price, codes, tax, and the stock of each warehouse."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("about_product", parent, width=USUAL)
        self._product: Product | None = None
        self._category: Category | None = None
        self._levels: Sequence[WarehouseLevel] = ()
        self._tile = _Tile()
        self._first = label("about_name", 18, font.BOLD)
        self._second = label("about_second_name", 15, tone="text-3")
        self._price = label("about_price", 32, font.BOLD)
        self._unit = label("about_unit", 15, font.SEMI_BOLD, "text-2")
        self._captions = {name: label(f"about_{name}_caption", 13, tone="text-3") for name in FACTS}
        self._facts = {name: label(f"about_{name}", 15) for name in FACTS}
        self._stock_title = label("about_stock_title", 13, font.SEMI_BOLD, "text-2")
        self._stock = QGridLayout()
        self._stock_rows: list[Label] = []
        self._lay_out_body()
        self.primary.clicked.connect(self._choose)
        self.retranslate()

    def show_product(
        self, product: Product, category: Category | None, levels: Sequence[WarehouseLevel]
    ) -> None:
        """Tell about this product."""
        self._product, self._category, self._levels = product, category, levels
        self._fill()
        self.open()

    def retranslate(self) -> None:
        words = {
            "sku": self.tr("SKU"),
            "barcodes": self.tr("Barcodes"),
            "category": self.tr("Category"),
            "tax": self.tr("Tax"),
        }
        for name, caption in self._captions.items():
            caption.setText(words[name])
        self.title.setText(self.tr("About the product"))
        self._stock_title.setText(self.tr("Stock"))
        self.primary.label(self.tr("Add to the sale"))
        self.cancel.label(self.tr("Close"))
        self._fill()

    def _lay_out_body(self) -> None:
        amount = QHBoxLayout()
        amount.setSpacing(6)
        amount.addWidget(self._price)
        amount.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        amount.addStretch()
        self._unit.setContentsMargins(0, 0, 0, 6)
        facts = QGridLayout()
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(4)
        facts.setColumnStretch(1, 1)
        for at, name in enumerate(FACTS):
            self._facts[name].setWordWrap(True)
            self._captions[name].setContentsMargins(0, 2, 0, 0)  # on the line of what it names
            facts.addWidget(self._captions[name], at, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(self._facts[name], at, 1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        for words in (self._first, self._second):
            words.setWordWrap(True)
            beside.addWidget(words)
        beside.addLayout(amount)
        beside.addLayout(facts)
        beside.addStretch()
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        self.body.addLayout(top)
        self._stock_part = QWidget()
        part = QVBoxLayout(self._stock_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(8)
        part.addWidget(line())
        part.addWidget(self._stock_title)
        self._stock.setVerticalSpacing(4)
        self._stock.setColumnStretch(0, 1)
        part.addLayout(self._stock)
        self.body.addWidget(self._stock_part)

    def _fill(self) -> None:
        product = self._product
        if product is None:
            return
        first, second = figure.names(product.name, product.name_ar)
        self._first.setText(isolate(first))
        self._second.setText(isolate(second))
        self._second.setVisible(bool(second))
        self._tile.show_product(product)
        self._price.setText(figure.plain(product.price))
        unit = figure.symbol(product.price.currency)
        if figure.is_measure(product.unit):
            unit = f"{unit}/{figure.unit_name(product.unit)}"
        self._unit.setText(unit)
        codes = " · ".join(figure.number(each.code) for each in product.barcodes)
        group = self._category
        facts = {
            "sku": figure.number(product.sku),
            "barcodes": codes,
            "category": isolate(figure.names(group.name, group.name_ar)[0]) if group else "",
            "tax": figure.tax(product.tax),
        }
        for name, text in facts.items():
            self._facts[name].setText(text)
            self._facts[name].setVisible(bool(text))
            self._captions[name].setVisible(bool(text))
        self._fill_stock(product)

    def _fill_stock(self, product: Product) -> None:
        for old in self._stock_rows:
            self._stock.removeWidget(old)
            old.deleteLater()
        self._stock_rows = []
        for at, level in enumerate(self._levels):
            place = level.warehouse
            name = label(f"about_place_{place.code}", 15)
            name.setText(isolate(figure.names(place.name, place.name_ar)[0]))
            count = label(f"about_level_{place.code}", 15, font.SEMI_BOLD)
            count.align(paint.RIGHT)
            unit = figure.unit_name(product.unit) if figure.is_measure(product.unit) else ""
            count.setText(f"{figure.quantity(level.on_hand, product.unit)} {unit}".strip())
            self._stock.addWidget(name, at, 0)
            self._stock.addWidget(count, at, 1)
            self._stock_rows += [name, count]
        self._stock_part.setVisible(product.tracked and bool(self._levels))

    def _choose(self) -> None:
        if self.isVisible() and self._product is not None:
            self.close_card()
            self.chosen.emit(self._product)


class _Tile(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._product: Product | None = None
        self.setFixedSize(TILE, TILE)

    def show_product(self, product: Product) -> None:
        self._product = product
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._product is not None:
            with QPainter(self) as painter:
                thumbnail.draw(painter, self.rect(), self._product)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LanguageChange}:
            self.update()
        super().changeEvent(event)
