"""What the store's tables are made of.

Every number that is not a count or a key is kept in whole millionths (`Exact`): amounts of any
currency, quantities and rates stay exact, and SQL sums are exact too.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text

from app.storage.value import from_millionths, moment_text, to_millionths

metadata = sa.MetaData()


class Exact(sa.types.TypeDecorator[Decimal]):
    """A Decimal with at most six decimals, kept as an integer of millionths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:  # noqa: ARG002
        return None if value is None else to_millionths(value)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:  # noqa: ARG002
        return None if value is None else from_millionths(value)


class Moment(sa.types.TypeDecorator[datetime]):
    """A UTC time, kept as text (see `moment_text`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromisoformat(value)


def made(name: str, *parts: Any, **options: Any) -> sa.Table:
    """A table of this store; every column keeps to its type."""
    return sa.Table(name, metadata, *parts, sqlite_strict=True, **options)


def text(name: str, *parts: Any) -> Column[str]:
    """Text, empty where nothing is known."""
    return Column(name, Text, *parts, nullable=False, server_default="")


def flag(name: str, default: str) -> Column[int]:
    """0 or 1."""
    check = CheckConstraint(f"{name} IN (0, 1)")
    return Column(name, Integer, check, nullable=False, server_default=default)


def key(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """The id of a row of another table."""
    return Column(name, Integer, ForeignKey(target), nullable=nullable, index=index)


def one_of(column: str, *values: str) -> CheckConstraint:
    """One of these texts."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})")
