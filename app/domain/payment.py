"""Payment: tenders, cash rounding and change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from app.domain.currency import Currency
from app.domain.errors import Refusal
from app.domain.money import Money, money, total, zero
from app.domain.number import LIMIT, Rounding, rounded


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


def cash_rounding(
    value: object, currency: Currency, mode: Rounding = Rounding.HALF_UP
) -> CashRounding:
    """The rule for a step in the currency; refuses a step finer than the currency."""
    return CashRounding(money(value, currency, "cash rounding step").amount, mode)


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
    if paid.amount >= LIMIT:
        raise Refusal("too_large", "The payments are too large.")
    adjustment = zero(currency)
    if cash_rounding and (in_cash or not payments):
        rest = (due - other).amount
        adjustment = Money(rounded(rest, cash_rounding.step, cash_rounding.mode) - rest, currency)
    payable = due + adjustment
    if paid >= payable:
        return Settlement(adjustment, payable, paid, paid - payable, Status.PAID)
    status = Status.PARTIAL if paid else Status.UNPAID
    return Settlement(adjustment, payable, paid, zero(currency), status)


# Payment card numbers (PAN): 14 to 19 digits, issuer prefixes 2 to 6, Luhn-valid; 13 digits, no
# longer issued, would take EAN-13 codes for cards
# (ISO/IEC 7812-1). People write them in groups, and other digits may stand beside them.
_DIGIT_GROUPS = re.compile(r"\d+(?:[\s.-]\d+)*")


def refuse_card_number(text: str, what: str) -> None:
    """Refuse free text that holds a payment card number: it must never be stored."""
    if any(_is_card_number(digits) for digits in _joined_groups(text)):
        raise Refusal(
            "card_number", f"The {what} looks like a card number; card numbers are not kept."
        )


def _joined_groups(text: str) -> Iterator[str]:
    for match in _DIGIT_GROUPS.finditer(text):
        groups = re.findall(r"\d+", match.group())
        for first in range(len(groups)):
            yield from accumulate(groups[first : first + 19])


def _is_card_number(text: str) -> bool:
    if not 14 <= len(text) <= 19:
        return False
    digits = [int(digit) for digit in text]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return 2 <= digits[0] <= 6 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
