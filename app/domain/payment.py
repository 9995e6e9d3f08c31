"""Payment: tenders, cash rounding and change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.errors import Refusal
from app.domain.money import Money, total, zero
from app.domain.number import Rounding, rounded


class Method(StrEnum):
    """How a tender is made."""

    CASH = "cash"
    CARD = "card"
    BANK = "bank"


class Status(StrEnum):
    """How much of a document is paid."""

    PAID = "paid"
    PARTIAL = "partial"
    UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class Payment:
    """One tender, as handed over: cash may exceed what is due."""

    method: Method
    amount: Money
    reference: str = ""

    def __post_init__(self) -> None:
        if self.amount.amount <= 0:
            raise Refusal("bad_payment", "A payment must be more than zero.")
        refuse_card_number(self.reference, "payment reference")


@dataclass(frozen=True, slots=True)
class CashRounding:
    """The smallest sum that is handed over in cash, and which way to round to it."""

    step: Decimal
    mode: Rounding = Rounding.HALF_UP

    def __post_init__(self) -> None:
        if self.step <= 0:
            raise Refusal("bad_cash_rounding", "The cash rounding step must be more than zero.")


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the tenders come to. payable = total + rounding_adjustment; tax never changes."""

    rounding_adjustment: Money
    payable: Money
    paid: Money
    change: Money
    status: Status


def settle(
    due: Money, payments: Sequence[Payment], cash_rounding: CashRounding | None = None
) -> Settlement:
    """Hold the tenders against what is due.

    Cash rounding applies to what the other tenders leave over, when cash is given or nothing is
    given yet. Change is given from cash only, so other tenders may not exceed what is due.
    """
    currency = due.currency
    paid = total((payment.amount for payment in payments), currency)
    in_cash = [payment for payment in payments if payment.method is Method.CASH]
    other = paid - total((payment.amount for payment in in_cash), currency)
    if other > due:
        raise Refusal(
            "overpaid", f"Card and bank payments of {other} are more than the {due} that is due."
        )
    adjustment = zero(currency)
    if cash_rounding and (in_cash or not payments):
        rest = (due - other).amount
        adjustment = Money(rounded(rest, cash_rounding.step, cash_rounding.mode) - rest, currency)
    payable = due + adjustment
    if paid >= payable:
        return Settlement(adjustment, payable, paid, paid - payable, Status.PAID)
    status = Status.PARTIAL if paid else Status.UNPAID
    return Settlement(adjustment, payable, paid, zero(currency), status)


# Payment card numbers (PAN): 13 to 19 digits, issuer prefixes 2 to 6, Luhn-valid
# (ISO/IEC 7812-1).
_CARD_NUMBER = re.compile(r"(?<!\d)[2-6](?:[ -]?\d){12,18}(?!\d)", re.ASCII)


def refuse_card_number(text: str, what: str) -> None:
    """Refuse free text that holds a payment card number: it must never be stored."""
    for match in _CARD_NUMBER.finditer(text):
        digits = [int(digit) for digit in match.group() if digit.isdigit()]
        doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
        if (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0:
            raise Refusal(
                "card_number", f"The {what} looks like a card number; card numbers are not kept."
            )
