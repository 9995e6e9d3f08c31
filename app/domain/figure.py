"""Amounts and units as people read them, on paper as in the window."""

from __future__ import annotations

from app.domain.country import Bilingual
from app.domain.money import Money

MINUS = "\N{MINUS SIGN}"

UNITS = {
    "kg": Bilingual("كغ", "kg"),
    "g": Bilingual("غ", "g"),
    "litre": Bilingual("لتر", "l"),
    "ml": Bilingual("مل", "ml"),
    "metre": Bilingual("متر", "m"),
    "cup": Bilingual("كوب", "cup"),
    "hour": Bilingual("ساعة", "h"),
}


def amount(value: Money) -> str:
    """Money as it is read: grouped, a real minus, no currency."""
    return f"{value.amount:,f}".replace("-", MINUS)


def signed(value: Money) -> str:
    """Money with its sign, for an adjustment."""
    return f"+{amount(value)}" if value.amount > 0 else amount(value)
