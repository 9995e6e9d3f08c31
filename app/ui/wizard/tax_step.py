"""The second step: currency and VAT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.country import country
from app.ui import figure, font, paint
from app.ui.widgets.chip import Chip, Chips
from app.ui.widgets.label import label
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.vat_field import VatField
from app.ui.wizard.draft import Draft
from app.ui.wizard.step import FIELD, Step, caption, large, pairs

# The countries whose rules are known, the larger ones first, and what their money is called.
PLACES = {
    "SA": QT_TRANSLATE_NOOP("currency", "Saudi riyal"),
    "AE": QT_TRANSLATE_NOOP("currency", "UAE dirham"),
    "KW": QT_TRANSLATE_NOOP("currency", "Kuwaiti dinar"),
    "QA": QT_TRANSLATE_NOOP("currency", "Qatari riyal"),
    "BH": QT_TRANSLATE_NOOP("currency", "Bahraini dinar"),
    "OM": QT_TRANSLATE_NOOP("currency", "Omani rial"),
    "EG": QT_TRANSLATE_NOOP("currency", "Egyptian pound"),
    "JO": QT_TRANSLATE_NOOP("currency", "Jordanian dinar"),
    "IQ": QT_TRANSLATE_NOOP("currency", "Iraqi dinar"),
}
CODES = tuple(PLACES)


class TaxStep(Step):
    """The currency, whose country decides the rules; VAT number, and what shelf prices mean."""

    def __init__(self) -> None:
        super().__init__("tax")
        self.currencies = Chips("setup_currency", wraps=True)
        self.currencies.set_chips([Chip(f"currency_{code}") for code in CODES])
        self.vat = VatField("setup_vat_number")
        large(self.vat)
        self.prices = Segmented("setup_prices", [("with_vat", ""), ("without_vat", "")])
        self._currency = caption("setup_currency_caption")
        self._currency_hint = label("setup_currency_hint", 12, tone="text-3")
        self._currency_hint.setContentsMargins(0, 8, 0, 0)
        self._currency_hint.setWordWrap(True)
        self._prices = caption("setup_prices_caption")
        self.rate = Rate()
        self._lay_out()
        self.currencies.chosen.connect(self._choose)
        self.prices.chosen.connect(self.edited)
        self.vat.edit.textEdited.connect(self.edited)
        self.retranslate()

    def _lay_out(self) -> None:
        grid = pairs(self.vat, self.rate)
        prices = QHBoxLayout()
        prices.addWidget(self.prices)
        prices.addStretch()
        parts: Sequence[QWidget] = (self._currency, self.currencies, self._currency_hint)
        for part in parts:
            self.column.addWidget(part)
        self.column.addSpacing(24)
        self.column.addLayout(grid)
        self.column.addSpacing(24)
        self.column.addWidget(self._prices)
        self.column.addLayout(prices)
        self.column.addStretch()

    def fill(self, draft: Draft) -> None:
        self.currencies.choose(CODES.index(draft.country))
        self.vat.set_text(draft.vat_number)
        self.prices.choose(0 if draft.prices_include_tax else 1)
        self._show_rules()

    def draft(self, draft: Draft) -> Draft:
        return replace(
            draft,
            country=self._code(),
            vat_number=self.vat.text(),
            prices_include_tax=self.prices.current() == 0,
        )

    def first_field(self) -> QWidget:
        return self.vat

    def is_good(self) -> bool:
        """Whether the VAT number has its country's form, or is empty."""
        return self.vat.is_good()

    def refuse(self) -> None:
        """Say what is wrong with the VAT number."""
        self.vat.judge()
        self.vat.setFocus()

    def forget_number(self) -> None:
        """The shop has no VAT number."""
        self.vat.set_text("")

    def _code(self) -> str:
        return CODES[self.currencies.current()]

    def _choose(self, _at: int) -> None:
        self._show_rules()
        self.edited.emit()

    def _show_rules(self) -> None:
        rules = country(self._code())
        self.vat.set_rules(rules)
        self.rate.show_rate(rules.standard_rate)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Tax and currency"))
        self.subtitle.setText(self.tr("They are printed on every receipt."))
        self._currency.setText(self.tr("Currency"))
        self._currency_hint.setText(
            self.tr("Decides the tax rules and the decimals (KWD, BHD, OMR and JOD have three)")
        )
        for chip, (code, name) in zip(self.currencies.chips(), PLACES.items(), strict=True):
            words = QCoreApplication.translate("currency", str(name))
            chip.label(f"{figure.number(country(code).currency)}  {words}")
        self.vat.write(self.tr("VAT number"))
        self._prices.setText(self.tr("Prices on the shelf"))
        self.prices.label([self.tr("Include VAT"), self.tr("VAT is added at the till")])
        self._show_rules()


class Rate(QWidget):
    """The country's usual rate; it is told, not asked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("setup_rate")
        self._caption = label("setup_rate_caption", 13, font.SEMI_BOLD, "text-2")
        self._rate = label("setup_rate_figure", 16)
        self._hint = label("setup_rate_hint", 12, tone="text-3")
        self._hint.setWordWrap(True)
        box = Sunken()
        row = QHBoxLayout(box)
        row.setContentsMargins(13, 0, 13, 0)
        row.addWidget(self._rate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._caption, box, self._hint):
            column.addWidget(part)

    def show_rate(self, percent: str) -> None:
        """Show this rate."""
        self._rate.setText(figure.number(f"{percent}%"))
        self._caption.setText(self.tr("Usual VAT rate"))
        self._hint.setText(self.tr("Each product can have its own rate"))


class Sunken(QWidget):
    """Where a figure stands that can't be changed here."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(FIELD)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, "surface-2", "border")
