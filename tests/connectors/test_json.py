"""Exact numbers, both ways."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors import _json


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4
    )
)
def test_a_number_goes_and_comes_as_it_is(number: Decimal) -> None:
    came = _json.number(_json.read(_json.write(number)))

    assert came == number
    assert str(came) == f"{number:f}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b'{"a": 1} x',
        b'{"a": NaN}',
        b"[Infinity]",
        b"[-Infinity]",
        b'{"a": 1, "a": 1}',
        b'[{"b": {"a": 1, "a": 2}}]',
        b'"\xff"',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"9" * 5000,
        b"1e99999999999999999999",
        '{"a": 1}'.encode("utf-16"),
    ],
)
def test_what_can_not_be_relied_on_is_no_json(body: bytes) -> None:
    with pytest.raises(_json.BadJson):
        _json.read(body)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, Decimal(3)),
        (Decimal("3.50"), Decimal("3.50")),
        ("3.50", Decimal("3.50")),
        ("-3", Decimal(-3)),
        ("+3", Decimal(3)),
        ("1e3", None),
        (".5", None),
        ("1_000", None),
        ("9" * 16, None),
        (10**15, None),
        (-(10**15), None),
        (Decimal("1E-40"), None),
        (Decimal("0E+9999"), None),
        (Decimal("NaN"), None),
        (Decimal("Infinity"), None),
        (False, None),
        (1.5, None),
    ],
)
def test_a_number_is_one_that_a_shop_can_have(value: object, number: Decimal | None) -> None:
    assert _json.number(value) == number


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2026-04-24T10:32:00Z", datetime(2026, 4, 24, 10, 32, tzinfo=UTC)),
        ("2026-04-24T13:32:00+03:00", datetime(2026, 4, 24, 10, 32, tzinfo=UTC)),
        ("2026-04-24 10:32", datetime(2026, 4, 24, 10, 32, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
        (1777026720, None),
        (None, None),
        (True, None),
        (["2026-04-24"], None),
    ],
)
def test_a_time_is_what_an_iso_text_names(value: object, time: datetime | None) -> None:
    assert _json.time(value) == time
