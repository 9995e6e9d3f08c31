"""Money: an exact amount in one currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

from app.domain.currency import Currency
from app.domain.number import LIMIT, ZERO, exact, rounded


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class Money:
    """An amount with exactly the decimals of its currency.

    Raises TypeError for a float or for mixed currencies, ValueError for more decimals than the
    currency has.
    """

    amount: Decimal
    currency: Currency

    def __post_init__(self) -> None:
        amount = self.amount
        if not isinstance(amount, Decimal):
            raise TypeError(f"money takes a Decimal, not {type(amount).__name__}")
        if not amount.same_quantum(self.currency.step):
            exact_amount = amount.quantize(self.currency.step)
            if exact_amount != amount:
                raise ValueError(f"{amount} has more decimals than {self.currency} allows")
            object.__setattr__(self, "amount", exact_amount)

    def __str__(self) -> str:
        return f"{self.amount:f}"

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._amount_of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._amount_of(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._amount_of(other)

    def _amount_of(self, other: Money) -> Decimal:
        if not isinstance(other, Money) or other.currency != self.currency:
            raise TypeError(f"{self.currency} money does not meet {other!r}")
        return other.amount


def money(value: object, currency: Currency, what: str = "amount") -> Money:
    """Money from text, an int or a Decimal; refuses more decimals than the currency has."""
    # A catalogue of a million prices is of this kind.
    if type(value) is Decimal and value.same_quantum(currency.step) and 0 < value < LIMIT:
        return Money(value, currency)
    return Money(exact(value, what, digits=currency.digits), currency)


def rounded_money(value: Decimal, currency: Currency) -> Money:
    """Any exact value as money, half a step going up."""
    return Money(rounded(value, currency.step), currency)


def zero(currency: Currency) -> Money:
    """No money."""
    return Money(ZERO, currency)


def total(parts: Iterable[Money], currency: Currency) -> Money:
    """The sum of the parts, zero when there are none."""
    amount = ZERO
    for part in parts:
        if part.currency != currency:
            raise TypeError(f"{part.currency} money does not meet {currency}")
        amount += part.amount
    return Money(amount, currency)
