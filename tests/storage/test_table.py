"""Columns: what goes in comes out, exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.domain.number import LIMIT
from app.storage import driver
from app.storage.column import Exact, Moment
from app.storage.value import from_millionths, moment_text, to_millionths

amounts = st.decimals(
    min_value=1 - LIMIT, max_value=LIMIT - 1, places=6, allow_nan=False, allow_infinity=False
)
moments = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001
    max_value=datetime(2999, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(timedelta(hours=-9))]),
)

TABLE = sa.Table(
    "t", sa.MetaData(), sa.Column("a", Exact), sa.Column("m", Moment), sqlite_strict=True
)


@given(amounts)
def test_an_amount_comes_back_as_it_was(value: Decimal) -> None:
    assert from_millionths(to_millionths(value)) == value


@given(amounts)
def test_an_amount_fits_the_64_bits_of_sqlite(value: Decimal) -> None:
    assert abs(to_millionths(value)) < 2**63


@given(st.lists(amounts, max_size=20))
def test_sums_of_stored_amounts_are_exact(values: list[Decimal]) -> None:
    assert from_millionths(sum(map(to_millionths, values))) == sum(values)


@pytest.mark.parametrize("text", ["0.0000001", "1.23456789", "-3.1415926"])
def test_what_is_finer_than_a_millionth_is_not_cut(text: str) -> None:
    with pytest.raises(ValueError, match="finer"):
        to_millionths(Decimal(text))


@given(moments, moments)
def test_the_order_of_times_is_the_order_of_their_texts(one: datetime, other: datetime) -> None:
    assert (one < other) == (moment_text(one) < moment_text(other))


def test_a_time_is_written_in_utc() -> None:
    riyadh = datetime(2026, 3, 1, 2, 30, tzinfo=timezone(timedelta(hours=3)))
    assert moment_text(riyadh) == "2026-02-28T23:30:00.000000Z"


@given(st.lists(st.tuples(st.none() | amounts, st.none() | moments), max_size=5))
def test_columns_give_back_what_was_stored(
    rows: list[tuple[Decimal | None, datetime | None]],
) -> None:
    engine = sa.create_engine(
        "sqlite://", module=driver.dbapi, creator=lambda: driver.dbapi.connect(":memory:")
    )
    with engine.begin() as connection:
        TABLE.create(connection)
        for amount, moment in rows:
            connection.execute(TABLE.insert(), {"a": amount, "m": moment})
        found = [tuple(row) for row in connection.execute(TABLE.select())]
    engine.dispose()
    assert found == rows
