"""The state of a payment, as the dialog shows it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.money import Money
from app.domain.payment import Method, Payment


@dataclass(frozen=True, slots=True)
class TenderState:
    """How the payment stands.

    `due` is what the sale comes to and `rest` what is left of it, paid by this method; `given` is
    what was typed. `short` says that the rest is more than that: the payment joins those `taken`.
    `asked` is the place of the one that is perhaps to be taken away, `leaving` what would be lost
    by leaving now. `at_hand` is false for what is no sale at this till yet, an online order.
    """

    method: Method
    due: Money
    rest: Money
    lines: int
    taken: tuple[Payment, ...] = ()
    quick: tuple[Money, ...] = ()
    given: Money | None = None
    change: Money | None = None
    missing: Money | None = None
    problem: str = ""
    asked: int | None = None
    leaving: Money | None = None
    short: bool = False
    can_complete: bool = False
    at_hand: bool = True
    busy: bool = False
