"""Numbers: what is read and refused, the one rounding, and parts that sum to their whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.number import Rounding, apportioned, decimals, exact, number, plain, rounded

D = Decimal
STEPS = [D(step) for step in ("0.000001", "0.001", "0.01", "0.05", "0.25", "1", "5", "1E+1")]
VALUES = st.decimals(min_value=-(10**12), max_value=10**12, places=8)
LAWS = settings(max_examples=200, deadline=None)


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        ("0", D(0)),
        ("-0", D(0)),
        ("+5", D(5)),
        (" 5 ", D(5)),
        ("5\n", D(5)),
        (".5", D("0.5")),
        ("5.", D(5)),
        ("007.10", D("7.1")),
        ("-3.25", D("-3.25")),
        ("999999999999.999999", D("999999999999.999999")),
        (12, D(12)),
        (D("1E+5"), D(100000)),
        (D("0E+999999999"), D(0)),
        (D("0E-50"), D(0)),
    ],
)
def test_a_number_is_read(given_value: object, expected: Decimal) -> None:
    assert exact(given_value, "amount") == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "-",
        ".",
        "abc",
        "1e5",
        "0x10",
        "1_000",
        "1,000",
        "1 000",
        "1.2.3",
        "--1",
        "5%",
        "NaN",
        "Infinity",
        "１２",
        "٣",
        "۵",
        "५",
        "\N{RIGHT-TO-LEFT MARK}5",
        "0" * 41,
        True,
        False,
        None,
        [],
        {},
        b"5",
        D("NaN"),
        D("sNaN"),
        D("Infinity"),
        D("-Infinity"),
    ],
)
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(Refusal, match=r"^The amount .*number\.$") as refused:
        number(value, "amount")
    assert refused.value.code == "bad_number"


@pytest.mark.parametrize(
    "value",
    [
        "1000000000000",
        "-1000000000000",
        10**12,
        10**400,
        D("1E+12"),
        D("-1E+999999999"),
        D("9" * 70),
    ],
)
def test_a_number_of_a_million_millions_is_refused(value: object) -> None:
    with pytest.raises(Refusal) as refused:
        number(value, "amount")
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "value",
    [
        "0.30000000000000004",
        "0.0000001",
        D(repr(0.1 + 0.2)),
        D("1E-7"),
        D("1E-999999999"),
        D("0." + "1" * 70),
        D("1." + "0" * 60 + "1"),
    ],
)
def test_more_than_six_decimals_are_refused_in_a_short_sentence(value: object) -> None:
    with pytest.raises(Refusal) as refused:
        exact(value, "amount")
    assert refused.value.code == "too_many_decimals"
    assert str(value)[:40] in refused.value.message
    assert len(refused.value.message) < 90


def test_a_fraction_is_refused_where_a_whole_number_is_due() -> None:
    assert exact("5.000", "count", digits=0) == 5
    with pytest.raises(Refusal, match=r"^The count 5\.5 must be a whole number\.$"):
        exact("5.5", "count", digits=0)


def test_a_float_is_the_developers_mistake() -> None:
    with pytest.raises(TypeError, match="price came as a float"):
        number(1.0, "price")


def test_zero_has_no_sign() -> None:
    assert str(number("-0.00", "amount")) == "0"
    assert str(rounded(D("-0.004"), D("0.01"))) == "0.00"


@pytest.mark.parametrize(
    ("value", "count", "text"),
    [
        (D("1.50"), 1, "1.5"),
        (D("2.000000"), 0, "2"),
        (D("0.755"), 3, "0.755"),
        (D("100"), 0, "100"),
        (D("1E+5"), 0, "100000"),
        (D("1E-6"), 6, "0.000001"),
        (D("-0.10"), 1, "-0.1"),
        (D("-0.00"), 0, "0"),
        (D(0), 0, "0"),
    ],
)
def test_a_number_shows_the_decimals_that_it_has(value: Decimal, count: int, text: str) -> None:
    assert decimals(value) == count
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "step", "half_up", "up", "down"),
    [
        ("0.005", "0.01", "0.01", "0.01", "0.00"),
        ("0.0049999", "0.01", "0.00", "0.01", "0.00"),
        ("-0.005", "0.01", "-0.01", "-0.01", "0.00"),
        ("1.015", "0.01", "1.02", "1.02", "1.01"),
        ("1.025", "0.01", "1.03", "1.03", "1.02"),
        ("2.357", "0.01", "2.36", "2.36", "2.35"),  # UAE, FTA VATP006
        ("9.862", "0.01", "9.86", "9.87", "9.86"),  # UAE, FTA VATP006
        ("0.0625", "0.001", "0.063", "0.063", "0.062"),
        ("22688.5", "1", "22689", "22689", "22688"),
        ("15.72", "0.05", "15.70", "15.75", "15.70"),
        ("15.725", "0.05", "15.75", "15.75", "15.70"),
        ("0.375", "0.25", "0.50", "0.50", "0.25"),
        ("14.99", "1E+1", "10", "20", "10"),
        ("15", "1E+1", "20", "20", "10"),
        ("7", "0.01", "7.00", "7.00", "7.00"),
    ],
)
def test_a_value_moves_to_the_step(value: str, step: str, half_up: str, up: str, down: str) -> None:
    moved = [str(rounded(D(value), D(step), mode)) for mode in Rounding]
    assert moved == [half_up, up, down]


@LAWS
@given(VALUES, st.sampled_from(STEPS))
def test_half_up_finds_the_nearest_step(value: Decimal, step: Decimal) -> None:
    result = rounded(value, step)
    assert Fraction(result) % Fraction(step) == 0
    assert abs(Fraction(result) - Fraction(value)) <= Fraction(step) / 2


@LAWS
@given(st.integers(0, 10**12), st.sampled_from(STEPS))
def test_the_middle_between_two_steps_moves_away_from_zero(count: int, step: Decimal) -> None:
    middle = count * step + step / 2
    assert rounded(middle, step) == (count + 1) * step
    assert rounded(-middle, step) == -(count + 1) * step
    assert rounded(middle, step, Rounding.DOWN) == count * step


@LAWS
@given(VALUES, st.sampled_from(STEPS))
def test_up_leaves_zero_and_down_approaches_it_by_less_than_a_step(
    value: Decimal, step: Decimal
) -> None:
    up, down = rounded(value, step, Rounding.UP), rounded(value, step, Rounding.DOWN)
    assert Fraction(up) % Fraction(step) == Fraction(down) % Fraction(step) == 0
    assert abs(down) <= abs(value) <= abs(up)
    assert abs(up) - abs(down) == (0 if up == value else step)


@LAWS
@given(VALUES, st.sampled_from(STEPS), st.sampled_from(Rounding))
def test_rounding_mirrors_the_sign_and_rounds_once(
    value: Decimal, step: Decimal, mode: Rounding
) -> None:
    result = rounded(value, step, mode)
    assert rounded(value.copy_negate(), step, mode) == -result
    assert rounded(result, step, mode) == result


SHARES = st.lists(st.decimals(min_value=-(10**6), max_value=10**6, places=9), max_size=12)


@LAWS
@given(SHARES, st.sampled_from(STEPS), st.booleans())
def test_apportioned_parts_sum_exactly_and_stay_within_a_step(
    shares: list[Decimal], step: Decimal, away: bool
) -> None:
    # Half a step may go either way: a net is a total less a tax that went up.
    whole, large = sum(shares, D(0)), D(10**9)
    total = rounded(whole, step) if away else large - rounded(large - whole, step)
    parts = apportioned(shares, total, step)
    assert sum(parts, D(0)) == total
    for part, share in zip(parts, shares, strict=True):
        assert Fraction(part) % Fraction(step) == 0
        assert abs(part - share) < step


@LAWS
@given(st.lists(st.integers(0, 500), min_size=1, max_size=12), st.sampled_from(STEPS))
def test_apportioned_gives_what_is_left_to_the_largest_remainders(
    eighths: list[int], step: Decimal
) -> None:
    shares = [step * count / 8 for count in eighths]
    parts = apportioned(shares, rounded(sum(shares, D(0)), step), step)
    raised = [share % step for share, part in zip(shares, parts, strict=True) if part > share]
    kept = [share % step for share, part in zip(shares, parts, strict=True) if part <= share]
    assert not raised or not kept or min(raised) >= max(kept)


def test_equal_remainders_favour_the_larger_share_and_then_the_first() -> None:
    step = D("0.01")
    assert apportioned([D("0.005"), D("1.005")], D("1.01"), step) == [D("0.00"), D("1.01")]
    assert apportioned([D("0.005"), D("0.005")], D("0.01"), step) == [D("0.01"), D("0.00")]
