"""Payment: cash rounding as published, change from cash only, and no card number is kept."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.cart import Cart, CartLine, Pricing
from app.domain.currency import Currency, currency
from app.domain.errors import Refusal
from app.domain.money import Money, zero
from app.domain.number import Rounding, rounded
from app.domain.payment import (
    CashRounding,
    Method,
    Payment,
    Settlement,
    Status,
    cash_rounding,
    refuse_card_number,
    settle,
)
from app.domain.tax import TaxRounding, tax_rate

D = Decimal
SAR, KWD = currency("SAR"), currency("KWD")
LAWS = settings(max_examples=200, deadline=None)
DATA = Path(__file__).parents[1] / "data"
FIVE = CashRounding(D("0.05"))


def riyals(text: str) -> Money:
    return Money(D(text), SAR)


def cash(text: str) -> Payment:
    return Payment(Method.CASH, riyals(text))


def card(text: str) -> Payment:
    return Payment(Method.CARD, riyals(text))


def bank(text: str) -> Payment:
    return Payment(Method.BANK, riyals(text))


# --- Cash rounding of Odoo and ERPNext ----------------------------------------

CASES: dict[str, dict[str, Any]] = {
    case["source"]: case
    for case in json.loads((DATA / "cash_rounding.json").read_text(encoding="utf-8"))["cases"]
}
_SDK_SAMPLE = (
    'ZATCA SDK sample "Standard Invoice with Payable Rounding Adjustment.xml"'
    " (PayableRoundingAmount)"
)
NOT_OFFERED = {_SDK_SAMPLE: "it names a file of e-invoicing and gives no figures"}
OFFERED = {source: case for source, case in CASES.items() if source not in NOT_OFFERED}

# The cases of split payments do not say how much came by bank: these parts, chosen here, leave a
# rest in cash that rounds as they say (15.72 - 5.04 = 10.68, 15.72 - 5.03 = 10.69).
BANK_PARTS = {
    "down_add_invoice_line_not_only_round_cash_method_no_rounding_left": "15.72",
    "up … (split payment)": "5.04",
    "down … with_residual_rounding (split payment)": "5.03",
    "halfup … pay_by_bank_and_cash (split payment)": "5.03",
}


def tenders(source: str, total: Money) -> list[Payment]:
    """What the case's customer hands over: its part by bank, and cash for the rest."""
    for name, part in BANK_PARTS.items():
        if source.endswith(name):
            rest = total - riyals(part)
            return [bank(part), *([Payment(Method.CASH, rest)] if rest else [])]
    return [Payment(Method.CASH, total)]


def test_every_case_of_cash_rounding_runs_or_has_a_reason() -> None:
    assert len(CASES) == 10
    assert set(OFFERED) | set(NOT_OFFERED) == set(CASES)
    assert {source for source, case in CASES.items() if "payable" not in case} == set(NOT_OFFERED)
    for name in BANK_PARTS:
        assert sum(source.endswith(name) for source in CASES) == 1


@pytest.mark.parametrize("source", OFFERED, ids=lambda source: source[-48:])
def test_a_case_of_cash_rounding_comes_out_exactly(source: str) -> None:
    case = OFFERED[source]
    total, step, mode = riyals(case["total"]), D(case["step"]), Rounding(case["mode"])
    if total < zero(SAR):
        # A refund hands out what the sale took in.
        assert str(rounded(total.amount, step, mode)) == case["payable"]
        sale = settle(-total, [], CashRounding(step, mode))
        payable, adjustment = -sale.payable, -sale.rounding_adjustment
    else:
        settlement = settle(total, tenders(source, total), CashRounding(step, mode))
        payable, adjustment = settlement.payable, settlement.rounding_adjustment
    assert (str(payable), str(adjustment)) == (case["payable"], case["rounding_adjustment"])
    if case.get("invoice", {}).get("net_incl_rounding_line"):
        assert (
            str(payable - riyals(case["invoice"]["tax"]))
            == (case["invoice"]["net_incl_rounding_line"])
        )


@pytest.mark.parametrize(
    "case", [case for case in OFFERED.values() if "net" in case], ids=lambda case: case["payable"]
)
def test_cash_rounding_leaves_the_tax_as_it_is(case: dict[str, Any]) -> None:
    # ERPNext names no rate; 18 % of the net is the tax that it states.
    rate = tax_rate(case.get("tax_rate", 18))
    pricing = Pricing(SAR, prices_include_tax=False, rounding=TaxRounding.DOCUMENT)
    taxed = Cart(pricing, (CartLine("item", "", D(case["net"]), rate),)).totals().taxed
    assert (str(taxed.tax), str(taxed.gross)) == (case["tax"], case["total"])
    settlement = settle(taxed.gross, [], CashRounding(D(case["step"]), Rounding(case["mode"])))
    assert str(settlement.payable - taxed.net - settlement.rounding_adjustment) == case["tax"]


# --- Examples -----------------------------------------------------------------


def outcome(settlement: Settlement) -> tuple[str, str, str, str, Status]:
    return (
        str(settlement.rounding_adjustment),
        str(settlement.payable),
        str(settlement.paid),
        str(settlement.change),
        settlement.status,
    )


@pytest.mark.parametrize(
    ("payments", "rule", "expected"),
    [
        ([], None, ("0.00", "15.72", "0.00", "0.00", Status.UNPAID)),
        ([], FIVE, ("-0.02", "15.70", "0.00", "0.00", Status.UNPAID)),
        ([cash("20.00")], None, ("0.00", "15.72", "20.00", "4.28", Status.PAID)),
        ([cash("20.00")], FIVE, ("-0.02", "15.70", "20.00", "4.30", Status.PAID)),
        ([cash("15.70")], FIVE, ("-0.02", "15.70", "15.70", "0.00", Status.PAID)),
        ([cash("15.69")], FIVE, ("-0.02", "15.70", "15.69", "0.00", Status.PARTIAL)),
        ([cash("15.70")], None, ("0.00", "15.72", "15.70", "0.00", Status.PARTIAL)),
        ([card("15.72")], FIVE, ("0.00", "15.72", "15.72", "0.00", Status.PAID)),
        ([card("15.70")], FIVE, ("0.00", "15.72", "15.70", "0.00", Status.PARTIAL)),
        ([card("10.00"), bank("5.72")], FIVE, ("0.00", "15.72", "15.72", "0.00", Status.PAID)),
        ([card("10.00"), cash("10.00")], FIVE, ("-0.02", "15.70", "20.00", "4.30", Status.PAID)),
        ([cash("10.00"), card("15.72")], None, ("0.00", "15.72", "25.72", "10.00", Status.PAID)),
    ],
)
def test_tenders_settle_what_is_due(
    payments: list[Payment], rule: CashRounding | None, expected: tuple[str, str, str, str, Status]
) -> None:
    assert outcome(settle(riyals("15.72"), payments, rule)) == expected


def test_nothing_due_is_paid() -> None:
    assert settle(zero(SAR), []).status is Status.PAID


@pytest.mark.parametrize("payments", [[card("15.73")], [bank("10.00"), card("5.73"), cash("1.00")]])
def test_other_tenders_than_cash_may_not_exceed_what_is_due(payments: list[Payment]) -> None:
    with pytest.raises(Refusal) as refused:
        settle(riyals("15.72"), payments)
    assert refused.value.code == "overpaid"


def test_an_absurd_heap_of_cash_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        settle(riyals("1.00"), [cash("500000000000.00")] * 2)
    assert refused.value.code == "too_large"


def test_a_tender_in_another_currency_is_an_error() -> None:
    with pytest.raises(TypeError):
        settle(riyals("1.00"), [Payment(Method.CASH, Money(D(1), KWD))])


@pytest.mark.parametrize("amount", ["0.00", "-0.00", "-1.00"])
def test_a_tender_of_nothing_is_refused(amount: str) -> None:
    with pytest.raises(Refusal) as refused:
        cash(amount)
    assert refused.value.code == "bad_payment"


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("0", "bad_cash_rounding"),
        ("-0.05", "bad_cash_rounding"),
        ("0.025", "too_many_decimals"),
        ("five", "bad_number"),
    ],
)
def test_an_impossible_cash_rounding_is_refused(step: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        cash_rounding(step, SAR)
    assert refused.value.code == code


def test_a_cash_rounding_is_read_in_the_currency() -> None:
    assert cash_rounding("0.025", KWD, Rounding.UP) == CashRounding(D("0.025"), Rounding.UP)
    assert cash_rounding("0.05", SAR) == FIVE


# --- Card numbers -------------------------------------------------------------


def luhn_digit(digits: str) -> str:
    """The digit that completes a number by ISO/IEC 7812-1."""
    doubled = [
        2 * int(digit) if place % 2 == 0 else int(digit)
        for place, digit in enumerate(reversed(digits))
    ]
    return str(-sum(each - 9 if each > 9 else each for each in doubled) % 10)


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\N{NO-BREAK SPACE}1111\N{NO-BREAK SPACE}1111\N{NO-BREAK SPACE}1111",
        "card 4111111111111111 approved",
        "No.4111111111111111,12/27",
        "4111 1111 1111 1111 12/27",  # expiry beside it
        "4111111111111111 123",
        "5 4111111111111111",  # a counter before it
        "2024-05-01 4111111111111111",
        "378282246310005",
        "5555555555554444",
        "30569309025904",
        "2223003122003222",
        "٤١١١١١١١١١١١١١١١",
        "４１１１１１１１１１１１１１１１",
    ],
)
def test_a_card_number_in_a_reference_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="card numbers are not kept") as refused:
        Payment(Method.CARD, riyals("1.00"), text)
    assert refused.value.code == "card_number"
    assert text not in refused.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456",
        "RRN 412345678901",  # 12 digits
        "4111111111111112",  # the last digit is wrong
        "1111111111111117",  # no issuer begins with 1
        "41111111111111111111",  # 20 digits
        "**** **** **** 1111",
        "6281000000014",  # EAN-13
        "5449000000996",  # EAN-13 that is right by Luhn, as one in ten is
        "6291041500213",  # EAN-13
        "4006381333931",  # EAN-13
        "+966 50 123 4567",
        "POS:T1-000001:ABCDEF0",
        "²²²²²²²²²²²²²²²²",
    ],
)
def test_other_digits_are_kept(text: str) -> None:
    assert Payment(Method.CARD, riyals("1.00"), text).reference == text


def test_a_long_note_is_looked_through() -> None:
    note = "1 " * 2_000
    refuse_card_number(note, "note")
    with pytest.raises(Refusal, match="The note looks like a card number"):
        refuse_card_number(note + "4111111111111111", "note")


@LAWS
@given(
    st.from_regex(r"[2-6][0-9]{12,17}", fullmatch=True),
    st.text(st.characters(exclude_categories=["Nd"]), max_size=5),
    st.sampled_from(["", " ", "-", "."]),
)
def test_every_number_with_a_right_luhn_digit_is_a_card_number(
    digits: str, around: str, between: str
) -> None:
    whole = digits + luhn_digit(digits)
    with pytest.raises(Refusal):
        refuse_card_number(around + between.join(whole) + around, "note")
    wrong = digits + str((int(whole[-1]) + 1) % 10)
    refuse_card_number(around + wrong + around, "note")


# --- Laws ---------------------------------------------------------------------


@st.composite
def settlements(
    draw: st.DrawFn,
) -> tuple[Money, list[Payment], CashRounding | None, Settlement]:
    unit: Currency = currency(draw(st.sampled_from(["IQD", "SAR", "KWD"])))
    due = Money(draw(st.integers(0, 10**6)) * unit.step, unit)
    payments, left = [], int(due.amount / unit.step)
    for _ in range(draw(st.integers(0, 2))):
        if left:
            part = draw(st.integers(1, left))
            left -= part
            method = draw(st.sampled_from([Method.CARD, Method.BANK]))
            payments.append(Payment(method, Money(part * unit.step, unit)))
    for _ in range(draw(st.integers(0, 2))):
        part = draw(st.integers(1, 2 * left + 100))
        payments.append(Payment(Method.CASH, Money(part * unit.step, unit)))
    rule = draw(
        st.none()
        | st.builds(
            CashRounding,
            st.sampled_from([1, 5, 25, 250]).map(lambda count: count * unit.step),
            st.sampled_from(Rounding),
        )
    )
    return due, payments, rule, settle(due, payments, rule)


def sum_of(payments: list[Payment], *, by_cash: bool) -> Decimal:
    chosen = [each for each in payments if (each.method is Method.CASH) == by_cash]
    return sum((each.amount.amount for each in chosen), D(0))


@LAWS
@given(settlements())
def test_payable_is_the_total_and_the_adjustment_of_less_than_a_step(
    case: tuple[Money, list[Payment], CashRounding | None, Settlement],
) -> None:
    due, payments, rule, settlement = case
    assert settlement.payable == due + settlement.rounding_adjustment
    in_cash = bool(sum_of(payments, by_cash=True)) or not payments
    if rule is None or not in_cash:
        assert not settlement.rounding_adjustment
    else:
        rest = settlement.payable.amount - sum_of(payments, by_cash=False)
        assert rest % rule.step == 0
        assert abs(settlement.rounding_adjustment.amount) < rule.step


@LAWS
@given(settlements())
def test_change_comes_from_cash_and_only_once_all_is_paid(
    case: tuple[Money, list[Payment], CashRounding | None, Settlement],
) -> None:
    _, payments, _, settlement = case
    given_cash = sum_of(payments, by_cash=True)
    assert settlement.paid.amount == given_cash + sum_of(payments, by_cash=False)
    assert 0 <= settlement.change.amount <= given_cash
    if settlement.status is Status.PAID:
        assert settlement.paid - settlement.change == settlement.payable
    else:
        assert not settlement.change
        assert settlement.paid < settlement.payable
        assert (settlement.status is Status.PARTIAL) == bool(settlement.paid)
