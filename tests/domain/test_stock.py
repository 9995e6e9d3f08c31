"""Stock: what change a person may make, and why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.errors import Refusal
from app.domain.stock import MAX_REASON, Reason, State, counted, delta, reason, state


@pytest.mark.parametrize(
    "value", ["1", "-1", "0.000001", "-0.755", "9999999.999999", "-9999999.999999", 5]
)
def test_stock_moves_up_or_down(value: object) -> None:
    assert delta(value) == Decimal(str(value))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0", "bad_quantity"),
        ("-0.000", "bad_quantity"),
        ("10000000", "bad_quantity"),
        ("-10000000", "bad_quantity"),
        ("1000000000000", "too_large"),
        ("0.0000001", "too_many_decimals"),
        ("0.30000000000000004", "too_many_decimals"),
        ("", "bad_number"),
        ("1e3", "bad_number"),
        ("٣", "bad_number"),
        (True, "bad_number"),
        (Decimal("NaN"), "bad_number"),
    ],
)
def test_an_impossible_change_is_refused(value: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        delta(value)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("lost", Reason.LOST),
        ("own_use", Reason.OWN_USE),
        ("  eaten by\n the cat ", "eaten by the cat"),
        ("تالف", "تالف"),
        ("for sale", "for sale"),
        ("x" * MAX_REASON, "x" * MAX_REASON),
    ],
)
def test_a_reason_is_ours_or_the_shops_own(text: str, kept: str) -> None:
    assert reason(text) == kept


@pytest.mark.parametrize("text", ["", " \n", "sale", "SALE", " Sale ", "x" * (MAX_REASON + 1)])
def test_a_sale_or_no_reason_at_all_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        reason(text)
    assert refused.value.code == "bad_reason"


@pytest.mark.parametrize("value", ["0", "0.000001", "41", "9999999.999999", 5])
def test_a_count_is_nothing_or_more(value: object) -> None:
    assert counted(value) == Decimal(str(value))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("-1", "bad_quantity"),
        ("-0.000001", "bad_quantity"),
        ("10000000", "bad_quantity"),
        ("0.0000001", "too_many_decimals"),
        ("many", "bad_number"),
    ],
)
def test_what_can_not_be_counted_is_refused(value: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        counted(value)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("on_hand", "reorder_level", "wanted"),
    [
        ("7", "6", State.OK),
        ("6.000001", "6", State.OK),
        ("6", "6", State.LOW),
        ("0.000001", "6", State.LOW),
        ("0", "6", State.OUT),
        ("-3", "6", State.OUT),
        ("0.000001", "0", State.OK),
        ("0", None, State.OUT),
        ("1", None, State.OK),
    ],
)
def test_stock_is_low_from_the_reorder_level_down_and_out_when_nothing_is_left(
    on_hand: str, reorder_level: str | None, wanted: State
) -> None:
    assert state(Decimal(on_hand), Decimal(reorder_level) if reorder_level else None) is wanted
