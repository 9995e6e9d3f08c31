"""Tax and money: what prices mean, how tax and cash are rounded, and the currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.currency import currency
from app.domain.number import Rounding, rounded
from app.domain.shop import Shop
from app.domain.tax import TaxRounding
from app.ui import figure, font
from app.ui.settings.section import ShopSection
from app.ui.widgets import tag
from app.ui.widgets.chip import Chip, Chips
from app.ui.widgets.choice import Choice, Choices
from app.ui.widgets.label import label
from app.ui.widgets.panel import Panel
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented

CURRENCIES = ("SAR", "AED", "KWD", "QAR", "BHD", "OMR", "EGP", "JOD", "IQD")
ROUNDINGS = (TaxRounding.DOCUMENT, TaxRounding.LINE)
MODES = (Rounding.HALF_UP, Rounding.DOWN, Rounding.UP)
# The smallest coins of the currencies with so many decimals, and a sum that shows what they do.
STEPS = {
    0: ("5", "10", "25", "50", "100", "250"),
    2: ("0.05", "0.10", "0.25", "0.50", "1.00"),
    3: ("0.005", "0.010", "0.025", "0.050", "0.100", "0.250"),
}
EXAMPLES = {0: "12381", 2: "12.38", 3: "12.383"}


def steps_of(code: str, kept: Decimal | None) -> list[Decimal | None]:
    """What cash may be rounded to in a currency, None for not at all; `kept` is among them."""
    found: set[Decimal] = {Decimal(text) for text in STEPS[currency(code).digits]}
    return [None, *sorted(found | ({kept} if kept else set()))]


class TaxForm(ShopSection):
    """How amounts come about."""

    def __init__(self) -> None:
        super().__init__("tax")
        self._currency = ""
        self._steps: list[Decimal | None] = [None]
        self._is_fixed = True
        self.prices = Segmented("prices", [("prices_with_tax", ""), ("prices_without_tax", "")])
        self._prices_hint = label("prices_hint", 13, tone="text-3")
        self.rounding = Choices("tax_rounding")
        self.rounding.set_choices([Choice(f"rounding_{each}") for each in ROUNDINGS])
        self.currencies = Chips("currencies")
        self.fixed = Remark("currency_fixed")
        self.cash = Chips("cash_rounding")
        modes = [(f"cash_{mode}", "") for mode in MODES]
        self.mode = Segmented("cash_rounding_mode", modes)
        self._cash_hint = label("cash_rounding_hint", 13, tone="text-3")
        self._lay_out()
        self.prices.chosen.connect(self._edit)
        self.rounding.chosen.connect(self._edit)
        self.mode.chosen.connect(self._edit)
        self.cash.chosen.connect(self._edit)
        self.currencies.chosen.connect(self._choose_currency)
        self.retranslate()

    def _lay_out(self) -> None:
        self._panels = {
            name: Panel(f"panel_{name}") for name in ("prices", "rounding", "cash", "currency")
        }
        self._prices_hint.setWordWrap(True)
        self._mode_caption = label("cash_mode_caption", 13, font.SEMI_BOLD, "text-2")
        parts: dict[str, Sequence[QWidget]] = {
            "prices": (_at_start(self.prices), self._prices_hint),
            "rounding": (self.rounding,),
            "cash": (self.cash, self._mode_row(), self._cash_hint),
            "currency": (self.currencies, self.fixed),
        }
        for name, panel in self._panels.items():
            for part in parts[name]:
                panel.column.addWidget(part)
            self.column.addWidget(panel)
        self.column.addStretch()

    def _mode_row(self) -> QWidget:
        self._mode = QWidget()
        column = QVBoxLayout(self._mode)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._mode_caption)
        column.addWidget(_at_start(self.mode))
        return self._mode

    def show_currency_fixed(self, fixed: bool) -> None:
        """Whether the currency can still be another one."""
        self._is_fixed = fixed
        self._show_currency()

    def fill(self, shop: Shop) -> None:
        self.prices.choose(0 if shop.prices_include_tax else 1)
        self.rounding.choose(ROUNDINGS.index(shop.rounding))
        self.mode.choose(MODES.index(shop.cash_rounding_mode))
        self._currency = shop.currency
        self._set_steps(shop.cash_rounding_step)
        self._show_currency()
        self._show()

    def draft(self, shop: Shop) -> Shop:
        return replace(
            shop,
            prices_include_tax=self.prices.current() == 0,
            rounding=ROUNDINGS[self.rounding.current()],
            currency=self._currency,
            cash_rounding_step=self._step(),
            cash_rounding_mode=MODES[self.mode.current()],
        )

    def refuse(self, code: str, problem: str) -> QWidget | None:
        if code != "currency_fixed":
            return None
        self.fixed.say(problem, tag.BAD)
        return self.currencies

    def _step(self) -> Decimal | None:
        return self._steps[self.cash.current()]

    def _edit(self) -> None:
        self._show()
        self.edited.emit()

    def _choose_currency(self, at: int) -> None:
        self._currency = self._codes()[at]
        self._set_steps(None)
        self._edit()

    def _codes(self) -> list[str]:
        return list(dict.fromkeys((*CURRENCIES, self._currency)))

    def _set_steps(self, kept: Decimal | None) -> None:
        steps = steps_of(self._currency, kept)
        if steps != self._steps or len(self.cash.chips()) != len(steps):
            self._steps = steps
            self.cash.set_chips([Chip(f"cash_step_{step or 'off'}") for step in steps])
            self._write_steps()
        self.cash.choose(steps.index(kept))

    def _write_steps(self) -> None:
        digits = currency(self._currency).digits if self._currency else 0
        for chip, step in zip(self.cash.chips(), self._steps, strict=False):
            chip.label(figure.number(f"{step:.{digits}f}") if step else self.tr("Not rounded"))

    def _show_currency(self) -> None:
        codes = [self._currency] if self._is_fixed else self._codes()
        if [chip.objectName() for chip in self.currencies.chips()] != list(map(_chip_name, codes)):
            self.currencies.set_chips([Chip(_chip_name(code)) for code in codes])
            for chip, code in zip(self.currencies.chips(), codes, strict=True):
                chip.label(figure.number(code))
        self.currencies.choose(codes.index(self._currency))
        words = self.tr(
            "There are prices or invoices in {currency} already, so the currency can't change."
        )
        said = words.format(currency=figure.number(self._currency)) if self._is_fixed else ""
        self.fixed.say(said)

    def _show(self) -> None:
        self._prices_hint.setText(
            self.tr("The price on the shelf is what the customer pays.")
            if self.prices.current() == 0
            else self.tr("Tax is added to the price on the shelf at the till.")
        )
        step = self._step()
        self._mode.setVisible(step is not None)
        words = self.tr("Nothing is rounded: customers pay the exact sum in cash.")
        if step is not None:
            digits = currency(self._currency).digits
            example = Decimal(EXAMPLES[digits])
            paid = rounded(example, step, MODES[self.mode.current()])
            words = self.tr("A sum of {sum} is paid with {paid} in cash; cards pay the exact sum.")
            words = words.format(
                sum=figure.number(f"{example:.{digits}f}"),
                paid=figure.number(f"{paid:.{digits}f}"),
            )
        self._cash_hint.setText(words)

    def retranslate(self) -> None:
        self._panels["prices"].label(self.tr("Prices on the shelf"))
        self._panels["rounding"].label(self.tr("Rounding of tax"))
        self._panels["cash"].label(
            self.tr("Rounding of cash"), self.tr("To the smallest coin that you give back.")
        )
        self._panels["currency"].label(self.tr("Currency"))
        self.prices.label([self.tr("Include tax"), self.tr("Tax is added at the till")])
        on_document, on_line = self.rounding.choices()
        on_document.label(
            self.tr("Once on the whole receipt"),
            self.tr("The tax of all lines is added up, then rounded. Usual in Saudi Arabia."),
        )
        on_line.label(
            self.tr("On each line"),
            self.tr("Each line's tax is rounded, then added up. Usual in the Emirates."),
        )
        self._mode_caption.setText(self.tr("Which way"))
        self.mode.label([self.tr("To the nearest"), self.tr("Down"), self.tr("Up")])
        self.cash.setAccessibleName(self.tr("Rounding of cash"))
        self.currencies.setAccessibleName(self.tr("Currency"))
        if self._currency:
            self._write_steps()
            self._show_currency()
            self._show()


def _chip_name(code: str) -> str:
    return f"currency_{code}"


def _at_start(widget: QWidget) -> QWidget:
    """The widget at the start of its row, no wider than it likes."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    return held
