"""Quick amounts: the sums that a customer is likely to hand over."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile

from app.domain.currency import Currency
from app.domain.money import Money

# Banknotes in circulation, by the central banks' lists; other currencies count 1-2-5.
_NOTES = {
    "SAR": "5 10 20 50 100 200 500",
    "AED": "5 10 20 50 100 200 500 1000",
    "QAR": "1 5 10 50 100 200 500",
    "KWD": "0.250 0.500 1 5 10 20",
    "BHD": "0.500 1 5 10 20",
    "OMR": "0.100 0.500 1 5 10 20 50",
    "JOD": "1 5 10 20 50",
    "EGP": "5 10 20 50 100 200",
    "IQD": "250 500 1000 5000 10000 25000 50000",
}
_ROUND = (Decimal(1), Decimal(2), Decimal(5))


def quick_amounts(due: Money, count: int = 3) -> list[Money]:
    """Sums above what is due, smallest first: the next ten, then the next notes."""
    currency = due.currency
    notes = _notes(currency, due.amount)
    ten = Decimal(10) if currency.digits < 3 else Decimal(1)
    if currency.digits == 0:
        ten = notes[0]
    sums = {(due.amount // ten + 1) * ten}
    sums |= {note for note in notes if note > due.amount}
    largest = notes[-1]
    sums |= {(due.amount // largest + more) * largest for more in (1, 2, 3)}
    return [Money(each, currency) for each in sorted(sums)[:count]]


def _notes(currency: Currency, upto: Decimal) -> list[Decimal]:
    known = _NOTES.get(currency.code)
    if known:
        return [Decimal(note) for note in known.split()]
    scale = currency.step * 100
    series = (each * scale * 10**power for power in range(9) for each in _ROUND)
    return [*takewhile(lambda note: note <= upto * 20 or note <= scale * 100, series)]
