"""Figures and names as the window writes them: Latin digits, each isolated from its neighbours."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from PySide6.QtCore import QCoreApplication

from app.domain.currency import Currency
from app.domain.figure import MINUS, UNITS, amount
from app.domain.money import Money
from app.domain.number import decimals
from app.domain.tax import TaxCategory, TaxRate
from app.domain.text import is_rtl, isolate, ltr
from app.ui import language

_MEASURES = frozenset({"kg", "g", "litre", "ml", "metre", "hour"})


def money(value: Money) -> str:
    """An amount with its currency: SAR 160.95, in Arabic 160.95 ر.س."""
    figure, unit = ltr(amount(value)), symbol(value.currency)
    return f"{figure} {unit}" if language.is_arabic() else f"{unit} {figure}"


def alone(said: str) -> str:
    """An amount as the whole text of a label, which would guess its direction by its letters."""
    return f"\u200f{said}" if language.is_arabic() else said


def symbol(currency: Currency) -> str:
    """The currency as it stands beside an amount: its code, in Arabic its sign."""
    return isolate(_arabic_symbol(currency.code)) if language.is_arabic() else currency.code


def plain(value: Money) -> str:
    """An amount alone, for a column whose head names the currency."""
    return ltr(amount(value))


def number(value: int | Decimal | str) -> str:
    """Any number or code inside a text."""
    return ltr(str(value))


def quantity(value: Decimal, unit: str) -> str:
    """A quantity; a weight always shows the scale's three decimals."""
    digits = decimals(value)
    if digits and unit == "kg":
        digits = max(digits, 3)
    return ltr(f"{value:,.{digits}f}".replace("-", MINUS))


def change(value: Decimal, unit: str) -> str:
    """A quantity that was added, or taken away, with its sign."""
    return ltr(f"+{quantity(value, unit)}") if value > 0 else quantity(value, unit)


def unit_price(value: Decimal, currency: Currency) -> str:
    """A price per unit, with all the decimals it has."""
    return ltr(f"{value:,.{max(currency.digits, decimals(value))}f}")


def unit_name(unit: str) -> str:
    """A unit's name, empty for pieces."""
    known = UNITS.get(unit)
    if known is None:
        return ""
    return isolate(known.ar if language.is_arabic() else known.en)


def is_measure(unit: str) -> bool:
    """Whether the unit is a measure that a price goes by, and no single thing."""
    return unit in _MEASURES


def names(name: str, name_ar: str) -> tuple[str, str]:
    """Both names, that of the window's language first; the second is empty where one is missing."""
    first, second = (name_ar, name) if language.is_arabic() else (name, name_ar)
    if not first or first == second:
        first, second = first or second, ""
    return first, second


def tax(rate: TaxRate) -> str:
    """A tax rate: 15%, or why there is none."""
    if rate.category is TaxCategory.EXEMPT:
        return QCoreApplication.translate("figure", "Exempt")
    if rate.category is TaxCategory.OUT_OF_SCOPE:
        return QCoreApplication.translate("figure", "Out of scope")
    return ltr(f"{rate}%")


def directed(name: str) -> str:
    """A name that is painted alone: in its own direction, also where the window has the other."""
    return name if is_rtl(name) == language.is_arabic() else isolate(name)


@cache
def _arabic_symbol(code: str) -> str:
    from babel.numbers import get_currency_symbol

    # CLDR ends the sign with a full stop and a mark of direction, which the isolate makes needless.
    return str(get_currency_symbol(code, "ar")).strip("\u200e\u200f .")
