"""Discounts: a percentage or a fixed amount, off a line or off the whole sale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.currency import Currency
from app.domain.errors import Refusal
from app.domain.money import money
from app.domain.number import EXACT, ZERO, apportioned, exact, plain, rounded

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Discount:
    """Either `percent` of an amount or a fixed `amount` off it; exactly one is given."""

    percent: Decimal | None = None
    amount: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.amount is None):
            raise ValueError("a discount is a percentage or an amount")

    def off(self, amount: Decimal, step: Decimal) -> Decimal:
        """How much comes off `amount`; refuses more than all of it."""
        if self.percent is not None:
            return rounded(EXACT.divide(EXACT.multiply(amount, self.percent), HUNDRED), step)
        taken = self.amount or ZERO
        if taken > amount:
            raise Refusal(
                "discount_too_large",
                f"A discount of {plain(taken)} is more than the {plain(amount)} it is taken from.",
            )
        return taken


def percent_off(value: object) -> Discount:
    """A discount in percent, 0 to 100 with at most four decimals."""
    percent = exact(value, "discount percentage", digits=4)
    if not ZERO <= percent <= HUNDRED:
        raise Refusal("bad_discount", f"A discount of {plain(percent)} % is not possible.")
    return Discount(percent=percent)


def amount_off(value: object, currency: Currency) -> Discount:
    """A discount of a fixed amount in the currency."""
    amount = money(value, currency, "discount").amount
    if amount < 0:
        raise Refusal("bad_discount", f"A discount of {plain(amount)} is not possible.")
    return Discount(amount=amount)


def spread(taken: Decimal, amounts: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """Split a document's discount over its lines by their amounts; the parts sum exactly."""
    whole = sum(amounts, ZERO)
    if not taken or not whole:
        return [ZERO] * len(amounts)
    shares = [EXACT.divide(EXACT.multiply(taken, amount), whole) for amount in amounts]
    return apportioned(shares, taken, step)
