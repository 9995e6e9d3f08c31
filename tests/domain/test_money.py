"""Money: exact, of one currency, and never a float."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.currency import Currency, currency
from app.domain.errors import Refusal
from app.domain.money import Money, money, rounded_money, total, zero

SAR, AED, KWD, IQD = (currency(code) for code in ("SAR", "AED", "KWD", "IQD"))
LAWS = settings(max_examples=100, deadline=None)
STEPS = st.integers(-(10**14), 10**14)


def steps(count: int, of: Currency = SAR) -> Money:
    return Money(count * of.step, of)


@pytest.mark.parametrize(
    ("amount", "of", "text"),
    [
        ("3.5", SAR, "3.50"),
        ("1E+2", SAR, "100.00"),
        ("0.5", KWD, "0.500"),
        ("7.000", IQD, "7"),
        ("-12.345", KWD, "-12.345"),
    ],
)
def test_money_shows_the_decimals_of_its_currency(amount: str, of: Currency, text: str) -> None:
    assert str(Money(Decimal(amount), of)) == text


@pytest.mark.parametrize("amount", [1.5, 1, "1.50", True, None])
def test_money_takes_nothing_but_decimal(amount: Any) -> None:
    with pytest.raises(TypeError, match="money takes a Decimal"):
        Money(amount, SAR)


@pytest.mark.parametrize(("amount", "of"), [("1.005", SAR), ("0.5", IQD), ("NaN", SAR)])
def test_money_holds_no_more_decimals_than_its_currency(amount: str, of: Currency) -> None:
    with pytest.raises(ValueError, match="more decimals"):
        Money(Decimal(amount), of)


def test_a_persons_float_noise_is_refused_and_a_programs_float_is_an_error() -> None:
    with pytest.raises(Refusal) as refused:
        money("0.30000000000000004", SAR)
    assert refused.value.code == "too_many_decimals"
    with pytest.raises(TypeError):
        money(0.3, SAR)


@pytest.mark.parametrize(("text", "of"), [("1.005", SAR), ("0.0005", KWD), ("1.5", IQD)])
def test_more_decimals_than_the_currency_has_are_refused(text: str, of: Currency) -> None:
    with pytest.raises(Refusal) as refused:
        money(text, of, "price")
    assert refused.value.code == "too_many_decimals"
    assert refused.value.message.startswith(f"The price {text} ")


def test_mixed_currencies_never_meet() -> None:
    riyal, dirham = steps(100), steps(100, AED)
    with pytest.raises(TypeError):
        riyal + dirham
    with pytest.raises(TypeError):
        riyal - dirham
    with pytest.raises(TypeError):
        _ = riyal < dirham
    with pytest.raises(TypeError):
        _ = riyal >= dirham
    with pytest.raises(TypeError):
        total([riyal, dirham], SAR)
    assert riyal != dirham


@pytest.mark.parametrize("other", [1, Decimal(1), 0, None])
def test_money_meets_nothing_but_money(other: Any) -> None:
    with pytest.raises(TypeError):
        steps(100) + other
    with pytest.raises(TypeError):
        _ = steps(100) < other
    assert steps(100) != other


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        ("0.005", SAR, "0.01"),
        ("-0.005", SAR, "-0.01"),
        ("-0.004", SAR, "0.00"),
        ("1.0005", KWD, "1.001"),
        ("2.5", IQD, "3"),
        ("9.320475", SAR, "9.32"),
    ],
)
def test_half_a_step_goes_up(value: str, of: Currency, text: str) -> None:
    assert str(rounded_money(Decimal(value), of)) == text


def test_only_zero_is_nothing() -> None:
    assert not zero(SAR)
    assert steps(1)
    assert total([], KWD) == zero(KWD)


@LAWS
@given(STEPS, STEPS)
def test_money_adds_subtracts_and_compares_like_whole_steps(one: int, two: int) -> None:
    assert steps(one) + steps(two) == steps(one + two)
    assert steps(one) - steps(two) == steps(one - two)
    assert -steps(one) == steps(-one)
    assert (steps(one) < steps(two)) == (one < two)
    assert (steps(one) <= steps(two)) == (one <= two)
    assert hash(steps(one)) == hash(Money(Decimal(one).scaleb(-2), SAR))


@LAWS
@given(st.lists(STEPS, max_size=20))
def test_a_total_is_the_exact_sum(counts: list[int]) -> None:
    assert total((steps(count, KWD) for count in counts), KWD) == steps(sum(counts), KWD)
