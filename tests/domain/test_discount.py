"""Discounts: percent or amount, refused when absurd, spread so that the parts sum."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.currency import currency
from app.domain.discount import Discount, amount_off, percent_off, spread
from app.domain.errors import Refusal

D = Decimal
SAR = currency("SAR")
STEP = SAR.step
LAWS = settings(max_examples=200, deadline=None)
AMOUNTS = st.integers(0, 10**9).map(lambda count: count * STEP)


@pytest.mark.parametrize(
    ("percent", "amount", "taken"),
    [
        ("10", "9.32", "0.93"),
        ("50", "0.01", "0.01"),  # half a step goes up
        ("0", "9.32", "0.00"),
        ("100", "9.32", "9.32"),
        ("33.3333", "100.00", "33.33"),
        ("0.0001", "999999999999.99", "1000000.00"),
    ],
)
def test_a_percentage_comes_off(percent: str, amount: str, taken: str) -> None:
    assert str(percent_off(percent).off(D(amount), STEP)) == taken


def test_an_amount_comes_off_up_to_all_of_it() -> None:
    assert amount_off("9.32", SAR).off(D("9.32"), STEP) == D("9.32")
    assert amount_off("0", SAR).off(D("0.00"), STEP) == 0


def test_a_discount_of_more_than_the_amount_is_refused() -> None:
    with pytest.raises(Refusal, match=r"A discount of 9\.33 is more than the 9\.32 ") as refused:
        amount_off("9.33", SAR).off(D("9.32"), STEP)
    assert refused.value.code == "discount_too_large"


@pytest.mark.parametrize(
    ("percent", "code"),
    [
        ("-1", "bad_discount"),
        ("-0.0001", "bad_discount"),
        ("100.0001", "bad_discount"),
        ("10.00005", "too_many_decimals"),
        ("", "bad_number"),
        ("10%", "bad_number"),
        (True, "bad_number"),
        (D("NaN"), "bad_number"),
    ],
)
def test_an_impossible_percentage_is_refused(percent: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        percent_off(percent)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-0.01", "bad_discount"),
        ("0.005", "too_many_decimals"),
        ("1000000000000", "too_large"),
        ("one", "bad_number"),
    ],
)
def test_an_impossible_amount_is_refused(amount: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        amount_off(amount, SAR)
    assert refused.value.code == code


def test_a_discount_is_either_a_percentage_or_an_amount() -> None:
    with pytest.raises(ValueError, match="percentage or an amount"):
        Discount()
    with pytest.raises(ValueError, match="percentage or an amount"):
        Discount(percent=D(1), amount=D(1))


@LAWS
@given(st.lists(AMOUNTS, max_size=12), st.integers(0, 1000))
def test_a_spread_discount_sums_exactly_and_takes_no_more_than_a_line_has(
    amounts: list[Decimal], permille: int
) -> None:
    whole = sum(amounts, D(0))
    taken = percent_off(D(permille) / 10).off(whole, STEP)
    parts = spread(taken, amounts, STEP)
    assert sum(parts, D(0)) == taken
    for part, amount in zip(parts, amounts, strict=True):
        assert 0 <= part <= amount
        if whole:
            assert abs(Fraction(part) - Fraction(taken) * Fraction(amount) / Fraction(whole)) < STEP


def test_a_discount_is_spread_by_the_amounts_of_the_lines() -> None:
    assert spread(D("1.00"), [D("10.00"), D("0.00"), D("20.00")], STEP) == [
        D("0.33"),
        D("0.00"),
        D("0.67"),
    ]


def test_nothing_is_spread_over_nothing() -> None:
    assert spread(D(0), [D("5.00")], STEP) == [D(0)]
    assert spread(D(0), [D(0), D(0)], STEP) == [D(0), D(0)]
    assert spread(D(0), [], STEP) == []
