"""Quick add: a product that is missing is written down at the counter and sold at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.catalog import Category, Product, ProductBarcode, ProductDraft
from app.domain.errors import SanduqError
from app.domain.money import money
from app.domain.number import exact
from app.domain.tax import TaxRate
from app.domain.text import digits, is_rtl
from app.services import products
from app.services.unit import Unit
from app.ui import sentence
from app.ui.desk import Desk

if TYPE_CHECKING:
    from app.ui.sell.quick_add_dialog import Filled, QuickAddDialog

LEAST_CODE = 4  # characters of a text that is taken for a code

# Which field a refusal of the store is about.
_FIELDS = {
    "bad_barcode": "barcode",
    "barcode_taken": "barcode",
    "bad_price": "price",
    "not_tracked": "stock",
    "too_large": "stock",
}


class QuickAdd(QObject):
    """Asks for what a product needs; `added` brings it once it is stored."""

    added = Signal(object)

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._is_busy = False

    @cached_property
    def _dialog(self) -> QuickAddDialog:
        from app.ui.sell.quick_add_dialog import QuickAddDialog

        dialog = QuickAddDialog(self._window)
        dialog.given.connect(self._add)
        return dialog

    def ask(self, text: str, category_id: int | None = None) -> None:
        """Ask for the product that was looked for by this code or name."""
        from app.ui.sell.quick_add_dialog import Terms

        counter = self._desk.counter

        def read(unit: Unit) -> tuple[list[TaxRate], list[Category]]:
            return products.rates(unit, counter), counter.catalog(unit).categories()

        def done(found: tuple[list[TaxRate], list[Category]]) -> None:
            rates, categories = found
            shop = counter.shop
            terms = Terms(counter.currency, shop.prices_include_tax, rates, categories)
            group = next((each for each in categories if each.id == category_id), None)
            self._dialog.ask(terms, _known(text), group)

        self._desk.lanes.read(read, done)

    def _add(self, filled: Filled) -> None:
        if self._is_busy:
            return
        counter, texts = self._desk.counter, filled.texts
        if not texts["price"]:
            self._dialog.refuse("price", self.tr("A price is needed."))
            return
        field = "price"
        try:
            price = money(_number(texts["price"]), counter.currency, "price").amount
            field = "stock"
            opening = exact(_number(texts["stock"]), "stock") if texts["stock"] else None
        except SanduqError as error:
            self._refuse(field, error)
            return
        draft = ProductDraft(
            sku="",
            name=texts["name"],
            name_ar=texts["name_ar"],
            price=price,
            tax=filled.tax,
            category=filled.category.name if filled.category else "",
            barcodes=(ProductBarcode(texts["barcode"]),) if texts["barcode"] else (),
        )

        def done(product: Product) -> None:
            self._is_busy = False
            self._dialog.close_card()
            self.added.emit(product)

        def failed(error: Exception) -> None:
            self._is_busy = False
            code = error.code if isinstance(error, SanduqError) else ""
            self._refuse(_FIELDS.get(code, "name"), error)

        self._is_busy = True
        self._desk.lanes.write(
            lambda unit: products.add(unit, draft, counter, opening), done, failed
        )

    def _refuse(self, field: str, error: Exception) -> None:
        self._desk.sound("refused")
        self._dialog.refuse(field, sentence.of(error))


def _known(text: str) -> dict[str, str]:
    """The field that a text which found nothing belongs to."""
    solid = len(text) >= LEAST_CODE and not any(each.isspace() for each in text)
    if solid and any(each.isdigit() for each in text) and text == text.upper() and not is_rtl(text):
        return {"barcode": digits(text)}
    return {"name_ar" if is_rtl(text) else "name": text}


def _number(text: str) -> str:
    return digits(text).replace(",", "").strip()
