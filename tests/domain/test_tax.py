"""Tax: published cases of other systems, rates right and wrong, and the laws of a line's tax."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.cart import Cart, CartLine, Pricing
from app.domain.currency import Currency, currency
from app.domain.discount import amount_off
from app.domain.errors import Refusal
from app.domain.money import Money
from app.domain.number import rounded
from app.domain.tax import TaxCategory, Taxed, TaxRate, TaxRounding, line_taxes, tax_of, tax_rate

D = Decimal
SAR, IQD = currency("SAR"), currency("IQD")
LAWS = settings(max_examples=200, deadline=None)
DATA = Path(__file__).parents[1] / "data"


def cases(name: str) -> list[dict[str, Any]]:
    text = (DATA / name).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)["cases"]
    return found


# --- The cases of Odoo and ERPNext --------------------------------------------

_SEVERAL_TAXES = "a line of ours bears one rate of VAT; here several taxes lie on one line"
_COMPOUND = "Indian GST: several taxes on one line, one of them on top of another"

NOT_OFFERED = {
    "odoo-09": _SEVERAL_TAXES,
    "odoo-10": _SEVERAL_TAXES,
    "odoo-29": _SEVERAL_TAXES,
    "odoo-30": _SEVERAL_TAXES,
    "odoo-31": _SEVERAL_TAXES,
    "odoo-32": _SEVERAL_TAXES,
    "odoo-34": _COMPOUND,
    "odoo-35": _COMPOUND,
    "odoo-36": _COMPOUND,
    "odoo-37": _COMPOUND,
    "odoo-38": _SEVERAL_TAXES,
    "odoo-39": _COMPOUND,
    "odoo-40": _COMPOUND,
    "odoo-41": _COMPOUND,
    "odoo-42": _COMPOUND,
    "erpnext-45": "a discount on the net of prices that include VAT; ours is on the price basis",
}

VECTORS = {case["id"]: case for case in cases("tax_vectors.json")}
OFFERED = {id_: case for id_, case in VECTORS.items() if id_ not in NOT_OFFERED}

# A step that no currency has is tried on the tax alone, without a cart.
CURRENCIES = {D("0.01"): SAR, D(1): IQD}


def rates_of(line: dict[str, Any]) -> list[dict[str, Any]]:
    """The taxes that add something: 0 % beside another rate does not."""
    return [tax for tax in line["taxes"] if tax["rate"]]


def is_beyond_us(case: dict[str, Any]) -> bool:
    several = any(len(rates_of(line)) > 1 for line in case["lines"])
    included = any(tax["included"] for line in case["lines"] for tax in rates_of(line))
    return several or (included and case.get("document_discount_on") == "net")


def test_every_vector_runs_or_has_a_reason() -> None:
    assert len(VECTORS) == len(cases("tax_vectors.json")) == 46
    assert set(OFFERED) | set(NOT_OFFERED) == set(VECTORS)
    assert {id_ for id_, case in VECTORS.items() if is_beyond_us(case)} == set(NOT_OFFERED)


def figures(case: dict[str, Any]) -> tuple[Decimal, Decimal, Decimal]:
    """Net, tax and total of the case as we compute them."""
    step = D(case["precision"])
    included = any(tax["included"] for line in case["lines"] for tax in rates_of(line))
    rounding = TaxRounding.LINE if case["rounding"] == "per_line" else TaxRounding.DOCUMENT
    rates = [tax_rate(tax["rate"]) for line in case["lines"] for tax in rates_of(line)]
    if step in CURRENCIES:
        unit = CURRENCIES[step]
        lines = tuple(
            CartLine("item", "", D(line["unit_price"]), rate, D(line["qty"]))
            for line, rate in zip(case["lines"], rates, strict=True)
        )
        off = case.get("document_discount_amount")
        cart = Cart(Pricing(unit, included, rounding), lines, off and amount_off(off, unit))
        taxed = cart.totals().taxed
        return taxed.net.amount, taxed.tax.amount, taxed.gross.amount
    amounts = [line["qty"] * D(line["unit_price"]) for line in case["lines"]]
    taxes = line_taxes(amounts, rates, step, included=included, rounding=rounding)
    whole, tax = sum(amounts, D(0)), sum(taxes, D(0))
    return (whole - tax, tax, whole) if included else (whole, tax, whole + tax)


@pytest.mark.parametrize("case", OFFERED.values(), ids=list(OFFERED))
def test_a_vector_comes_out_exactly(case: dict[str, Any]) -> None:
    expected = {name: D(case["expected"][name]) for name in ("net", "total")}
    expected["tax"] = D(case["expected"].get("tax", expected["total"] - expected["net"]))
    net, tax, total = figures(case)
    step = D(case["precision"])
    if case["rounding"] == "per_line":
        assert (net, tax, total) == (expected["net"], expected["tax"], expected["total"])
        return
    # These figures are not rounded yet. We round the tax of the document once, half up; the
    # price basis is exact, and the other sum follows, so that net + tax = total.
    assert tax == rounded(expected["tax"], step)
    if case["lines"][0]["taxes"][0]["included"]:
        assert total == rounded(expected["total"], step)
        assert net == total - tax
    else:
        assert net == expected["net"]
        assert total == net + tax


# --- Prices of two and three decimals -----------------------------------------

SINGLE_PRICES = cases("tax_three_decimals.json")


def test_every_single_price_is_tried() -> None:
    assert len(SINGLE_PRICES) == 50
    assert {case["currency"] for case in SINGLE_PRICES} == {"BHD", "OMR", "KWD", "SAR", "AED"}


@pytest.mark.parametrize("rounding", TaxRounding)
@pytest.mark.parametrize(
    "case",
    SINGLE_PRICES,
    ids=lambda case: f"{case['currency']}-{case['price']}-{case['price_includes_tax']}",
)
def test_a_single_price_is_taxed_in_the_decimals_of_its_currency(
    case: dict[str, Any], rounding: TaxRounding
) -> None:
    pricing = Pricing(currency(case["currency"]), case["price_includes_tax"], rounding)
    line = CartLine("item", "", D(case["price"]), tax_rate(case["rate"]))
    taxed = Cart(pricing, (line,)).totals().taxed
    assert (str(taxed.net), str(taxed.tax), str(taxed.gross)) == (
        case["net"],
        case["tax"],
        case["gross"],
    )


# --- Rates --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_rate", "category", "percent", "text"),
    [
        ("15", TaxCategory.STANDARD, "15", "15"),
        ("15.00", TaxCategory.STANDARD, "15", "15"),
        (5, TaxCategory.STANDARD, "5", "5"),
        ("5.5", TaxCategory.STANDARD, "5.5", "5.5"),
        ("100", TaxCategory.STANDARD, "100", "100"),
        ("0", TaxCategory.ZERO, "0", "0"),
        ("-0.0", TaxCategory.ZERO, "0", "0"),
        ("exempt", TaxCategory.EXEMPT, "0", "exempt"),
        ("out_of_scope", TaxCategory.OUT_OF_SCOPE, "0", "out_of_scope"),
    ],
)
def test_a_rate_is_read(given_rate: object, category: TaxCategory, percent: str, text: str) -> None:
    rate = tax_rate(given_rate)
    assert rate == TaxRate(category, D(percent))
    assert str(rate) == text
    assert tax_rate(str(rate)) == rate


@pytest.mark.parametrize(
    ("given_rate", "code"),
    [
        ("-5", "bad_tax_rate"),
        ("100.01", "bad_tax_rate"),
        ("15.00005", "too_many_decimals"),
        (D("1E-999999999"), "too_many_decimals"),
        ("", "bad_number"),
        ("15%", "bad_number"),
        ("standard", "bad_number"),
        ("zero", "bad_number"),
        ("EXEMPT", "bad_number"),
        (None, "bad_number"),
        (True, "bad_number"),
        (["exempt"], "bad_number"),
        ({}, "bad_number"),
        (D("NaN"), "bad_number"),
    ],
)
def test_an_impossible_rate_is_refused(given_rate: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        tax_rate(given_rate)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("category", "percent"),
    [
        (TaxCategory.STANDARD, "0"),
        (TaxCategory.STANDARD, "-5"),
        (TaxCategory.ZERO, "5"),
        (TaxCategory.EXEMPT, "15"),
        (TaxCategory.EXEMPT, "-15"),
        (TaxCategory.OUT_OF_SCOPE, "0.0001"),
    ],
)
def test_only_the_standard_category_has_a_rate(category: TaxCategory, percent: str) -> None:
    with pytest.raises(ValueError, match="does not go with"):
        TaxRate(category, D(percent))


def test_amounts_that_do_not_add_up_never_become_a_taxed_amount() -> None:
    def riyals(text: str) -> Money:
        return Money(D(text), SAR)

    Taxed(riyals("50.43"), riyals("7.57"), riyals("58.00"))
    with pytest.raises(ValueError, match=r"50\.43 \+ 7\.56 is not 58\.00"):
        Taxed(riyals("50.43"), riyals("7.56"), riyals("58.00"))


# --- The tax of lines ---------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "rate", "included", "tax"),
    [
        ("100.00", "15", False, "15.00"),
        ("115.00", "15", True, "15.00"),
        ("0.10", "5", False, "0.01"),  # half a halala goes up
        ("0.09", "5", False, "0.00"),
        ("0.23", "15", True, "0.03"),  # exactly 0.03
        ("-0.10", "5", False, "-0.01"),
        ("100.00", "0", True, "0"),
        ("100.00", "exempt", True, "0"),
    ],
)
def test_the_tax_of_an_amount(amount: str, rate: str, included: bool, tax: str) -> None:
    assert tax_of(D(amount), tax_rate(rate), D("0.01"), included=included) == D(tax)


def test_document_rounding_keeps_what_line_rounding_loses() -> None:
    amounts, rates = [D("0.03")] * 3, [tax_rate("15")] * 3

    def taxes(rounding: TaxRounding) -> list[Decimal]:
        return line_taxes(amounts, rates, D("0.01"), included=False, rounding=rounding)

    assert taxes(TaxRounding.LINE) == [0, 0, 0]
    assert sorted(taxes(TaxRounding.DOCUMENT)) == [0, 0, D("0.01")]


UNITS = st.sampled_from([currency(code) for code in ("IQD", "SAR", "KWD")])
RATES = st.sampled_from(
    [tax_rate(rate) for rate in ("15", "5", "0", "exempt", "out_of_scope", "14", "7.5", "100")]
)
ROWS = st.lists(st.tuples(st.integers(-(10**6), 10**9), RATES), max_size=10)


def exact_tax(amount: Decimal, rate: TaxRate, *, included: bool) -> Fraction:
    percent = Fraction(rate.percent)
    return Fraction(amount) * percent / (100 + percent if included else 100)


def half_up(value: Fraction, step: Decimal) -> Decimal:
    """A second rounding, from the definition and with whole numbers only."""
    count = (abs(value) / Fraction(step) + Fraction(1, 2)).__floor__()
    return (count if value >= 0 else -count) * step


@LAWS
@given(ROWS, UNITS, st.booleans())
def test_line_rounding_rounds_the_exact_tax_of_each_line(
    rows: list[tuple[int, TaxRate]], unit: Currency, included: bool
) -> None:
    amounts, rates = [count * unit.step for count, _ in rows], [rate for _, rate in rows]
    taxes = line_taxes(amounts, rates, unit.step, included=included, rounding=TaxRounding.LINE)
    assert taxes == [
        half_up(exact_tax(amount, rate, included=included), unit.step)
        for amount, rate in zip(amounts, rates, strict=True)
    ]


@LAWS
@given(ROWS, UNITS, st.booleans())
def test_document_rounding_rounds_the_exact_tax_of_each_rate_once(
    rows: list[tuple[int, TaxRate]], unit: Currency, included: bool
) -> None:
    amounts, rates = [count * unit.step for count, _ in rows], [rate for _, rate in rows]
    taxes = line_taxes(amounts, rates, unit.step, included=included, rounding=TaxRounding.DOCUMENT)
    lines = list(zip(amounts, rates, taxes, strict=True))
    for rate in set(rates):
        whole = sum((amount for amount, other, _ in lines if other == rate), D(0))
        tax = sum((tax for _, other, tax in lines if other == rate), D(0))
        assert tax == half_up(exact_tax(whole, rate, included=included), unit.step)
    for amount, rate, tax in lines:
        assert abs(Fraction(tax) - exact_tax(amount, rate, included=included)) < Fraction(unit.step)
