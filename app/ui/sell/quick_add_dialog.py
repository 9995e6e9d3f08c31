"""The form for a product that is missing: what it needs to be sold at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.catalog import Category
from app.domain.currency import Currency
from app.domain.tax import TaxRate
from app.ui import figure, font, language
from app.ui.widgets.chip import Chip, Chips
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.label import Label, label

_FIELDS = ("name", "name_ar", "price", "barcode", "stock")
_FIGURES = {"price", "barcode", "stock"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the form offers to choose from, and what a price is here."""

    currency: Currency
    with_tax: bool
    rates: Sequence[TaxRate]
    categories: Sequence[Category]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in: texts by field as they were typed, and what was chosen."""

    texts: Mapping[str, str]
    tax: TaxRate
    category: Category | None


class QuickAddDialog(Dialog):
    """One product at a time; the presenter closes it, or says which field is wrong."""

    given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("quick_add", parent, width=USUAL)
        self.fields = {
            name: FormField(f"quick_add_{name}", figures=name in _FIGURES) for name in _FIELDS
        }
        self.taxes = Chips("quick_add_taxes", wraps=True)
        self.groups = Chips("quick_add_categories", wraps=True)
        self._terms: Terms | None = None
        self._tax_caption = label("quick_add_tax_caption", 13, font.SEMI_BOLD, "text-2")
        self._group_caption = label("quick_add_category_caption", 13, font.SEMI_BOLD, "text-2")
        self._grid = QGridLayout()
        self._lay_out_body()
        self.primary.clicked.connect(self._give)
        self.retranslate()

    def ask(self, terms: Terms, known: Mapping[str, str], category: Category | None) -> None:
        """Ask for a product of which some texts are known, and perhaps the category."""
        self._terms = terms
        self.taxes.set_chips([Chip(f"quick_add_tax_{rate}", low=True) for rate in terms.rates])
        dots = ["", *(f"{each.tint or 'c5'}f" for each in terms.categories)]
        chips = [Chip(f"quick_add_category_{at}", dot=dot, low=True) for at, dot in enumerate(dots)]
        at = terms.categories.index(category) + 1 if category else 0
        self.groups.set_chips(chips, at)
        for name, field in self.fields.items():
            field.set_text(known.get(name, ""))
        self.retranslate()
        self.open()

    def scan(self, code: str) -> bool:
        self.fields["barcode"].set_text(code)
        return True

    def refuse(self, field: str, problem: str) -> None:
        """Say what is wrong with a field."""
        self.fields[field].refuse(problem)
        self.go_to(self.fields[field].edit)
        self.fields[field].edit.selectAll()

    def first_field(self) -> QWidget:
        first, second = self._names()
        named = first.text() or second.text()
        return self.fields["price"].edit if named else first.edit

    def retranslate(self) -> None:
        self.title.setText(self.tr("Add a product"))
        self.primary.label(self.tr("Add and sell"))
        terms = self._terms
        price = self.tr("Price, {currency}")
        price = price.format(currency=figure.symbol(terms.currency) if terms else "")
        with_tax = self.tr("With tax") if terms and terms.with_tax else self.tr("Without tax")
        self.fields["name"].label(self.tr("Name"))
        self.fields["name_ar"].label(self.tr("Arabic name"))
        self.fields["price"].label(price, with_tax)
        self.fields["barcode"].label(self.tr("Barcode (optional)"))
        self.fields["stock"].label(self.tr("Stock now (optional)"))
        self._tax_caption.setText(self.tr("Tax"))
        self._group_caption.setText(self.tr("Category"))
        self._label_chips()
        for column, field in enumerate(self._names()):
            self._grid.addWidget(field, 0, column, Qt.AlignmentFlag.AlignTop)
        self._order_tabs()

    def _lay_out_body(self) -> None:
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.fields["price"], 1, 0, top)
        grid.addWidget(_captioned(self._tax_caption, self.taxes), 1, 1, top)
        grid.addWidget(self.fields["barcode"], 2, 0, top)
        grid.addWidget(self.fields["stock"], 2, 1, top)
        grid.addWidget(_captioned(self._group_caption, self.groups), 3, 0, 1, 2, top)
        self.body.addLayout(grid)
        for name, most in (("name", 120), ("name_ar", 120), ("barcode", 80), ("stock", 16)):
            self.fields[name].edit.setMaxLength(most)

    def _names(self) -> tuple[FormField, FormField]:
        """Both names, that of the window's language first."""
        english, arabic = self.fields["name"], self.fields["name_ar"]
        return (arabic, english) if language.is_arabic() else (english, arabic)

    def _order_tabs(self) -> None:
        first, second = self._names()
        fields = self.fields
        stops: list[QWidget] = [first.edit, second.edit, fields["price"].edit, *self.taxes.chips()]
        stops += [fields["barcode"].edit, fields["stock"].edit, *self.groups.chips()]
        stops += [self.cancel, self.primary]
        for one, other in pairwise(stops):
            self.setTabOrder(one, other)

    def _label_chips(self) -> None:
        if self._terms is None:
            return
        for chip, rate in zip(self.taxes.chips(), self._terms.rates, strict=True):
            chip.label(figure.tax(rate))
        names = [figure.names(each.name, each.name_ar)[0] for each in self._terms.categories]
        none = self.tr("No category")
        for chip, name in zip(self.groups.chips(), [none, *names], strict=True):
            chip.label(name)

    def _give(self) -> None:
        terms = self._terms
        if terms is None or not self.isVisible():
            return
        at = self.groups.current()
        category = terms.categories[at - 1] if at > 0 else None
        texts = {name: field.text() for name, field in self.fields.items()}
        self.given.emit(Filled(texts, terms.rates[max(0, self.taxes.current())], category))


def _captioned(caption: Label, chips: Chips) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(caption)
    column.addWidget(chips)
    return part
