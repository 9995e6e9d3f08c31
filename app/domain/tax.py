"""Value added tax: rates, and the tax of a document's lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.errors import Refusal
from app.domain.money import Money
from app.domain.number import EXACT, ZERO, apportioned, exact, plain, rounded

HUNDRED = Decimal(100)


class TaxCategory(StrEnum):
    """Why a line bears the rate it bears (UN/ECE 5305: S, Z, E, O)."""

    STANDARD = "standard"
    ZERO = "zero"
    EXEMPT = "exempt"
    OUT_OF_SCOPE = "out_of_scope"


class TaxRounding(StrEnum):
    """Where tax is rounded: once per category of a document (Saudi Arabia), or per line (UAE)."""

    DOCUMENT = "document"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A category with its rate in percent; only the standard category has a rate above zero."""

    category: TaxCategory
    percent: Decimal = ZERO

    def __post_init__(self) -> None:
        if self.percent < 0 or (self.percent > 0) != (self.category is TaxCategory.STANDARD):
            raise ValueError(f"{self.category} does not go with {self.percent} %")

    def __str__(self) -> str:
        if self.category in {TaxCategory.STANDARD, TaxCategory.ZERO}:
            return plain(self.percent)
        return self.category.value


def tax_rate(text: object) -> TaxRate:
    """The rate that “15”, “0”, “exempt” or “out_of_scope” stands for."""
    if text in (TaxCategory.EXEMPT, TaxCategory.OUT_OF_SCOPE):
        return TaxRate(TaxCategory(str(text)))
    percent = exact(text, "tax rate", digits=4)
    if not ZERO <= percent <= HUNDRED:
        raise Refusal("bad_tax_rate", f"A tax rate of {plain(percent)} % is not possible.")
    return TaxRate(TaxCategory.STANDARD if percent else TaxCategory.ZERO, percent)


@dataclass(frozen=True, slots=True)
class Taxed:
    """Net, tax and gross of one thing; refuses to exist when they do not add up."""

    net: Money
    tax: Money
    gross: Money

    def __post_init__(self) -> None:
        if self.net + self.tax != self.gross:
            raise ValueError(f"{self.net} + {self.tax} is not {self.gross}")


def tax_of(amount: Decimal, rate: TaxRate, step: Decimal, *, included: bool) -> Decimal:
    """The tax in (or on) an amount, rounded half up to a multiple of `step`."""
    if not rate.percent:
        return ZERO
    whole = HUNDRED + rate.percent if included else HUNDRED
    return rounded(EXACT.divide(EXACT.multiply(amount, rate.percent), whole), step)


def line_taxes(
    amounts: Sequence[Decimal],
    rates: Sequence[TaxRate],
    step: Decimal,
    *,
    included: bool,
    rounding: TaxRounding,
) -> list[Decimal]:
    """The tax of each line, in the order of the lines.

    `amounts` are the lines' final amounts, with or without tax as `included` says. With document
    rounding the taxes of a category sum to the tax of the category's sum, and for prices that
    include tax it is the nets that are spread, so that they sum to the header's net
    (EN 16931 BR-CO-10, BR-S-08; the 58 + 288 = 346 case of the ZATCA forum).
    """
    if rounding is TaxRounding.LINE:
        pairs = zip(amounts, rates, strict=True)
        return [tax_of(amount, rate, step, included=included) for amount, rate in pairs]
    taxes = [ZERO] * len(amounts)
    rows_of: dict[TaxRate, list[int]] = {}
    for row, rate in enumerate(rates):
        if rate.percent:
            rows_of.setdefault(rate, []).append(row)
    for rate, rows in rows_of.items():
        whole = sum((amounts[row] for row in rows), ZERO)
        tax = tax_of(whole, rate, step, included=included)
        if included:
            divisor = HUNDRED + rate.percent
            nets = [EXACT.divide(EXACT.multiply(amounts[row], HUNDRED), divisor) for row in rows]
            parts = apportioned(nets, whole - tax, step)
            for row, net in zip(rows, parts, strict=True):
                taxes[row] = amounts[row] - net
        else:
            shares = [EXACT.multiply(amounts[row], rate.percent) / HUNDRED for row in rows]
            for row, part in zip(rows, apportioned(shares, tax, step), strict=True):
                taxes[row] = part
    return taxes
