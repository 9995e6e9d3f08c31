"""The hub's tables, the same in SQLite and in PostgreSQL.

Amounts, quantities and rates are kept in whole millionths (`Exact`), so that sums are exact in
both databases. Times are text in UTC, ISO 8601, so that text order is time order.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from app.domain.number import SCALE

REVISION = 1

metadata = sa.MetaData()

# STRICT tables of SQLite know INTEGER alone, and it has 64 bits there.
_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Exact(sa.types.TypeDecorator[Decimal]):
    """A Decimal with at most six decimals, kept as an integer of millionths."""

    impl = _WHOLE
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:  # noqa: ARG002
        return None if value is None else int(value.scaleb(SCALE).to_integral_exact())

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(value).scaleb(-SCALE)


def _table(name: str, *parts: Any) -> sa.Table:
    return sa.Table(name, metadata, *parts, sqlite_strict=True)


def _id() -> Column[int]:
    return Column("id", _WHOLE, primary_key=True)


def _whole(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, _WHOLE, nullable=nullable)


def _exact(name: str, *, nullable: bool = False) -> Column[Decimal]:
    return Column(name, Exact, nullable=nullable)


def _text(name: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable, index=index)


def _key(name: str, target: str, *, nullable: bool = False, main: bool = False) -> Column[int]:
    return Column(name, _WHOLE, ForeignKey(target), nullable=nullable, primary_key=main)


# The one row of this table says what the database is.
hub = _table("hub", _whole("revision"), _text("business"), _text("currency"))

warehouse = _table("warehouse", _id(), Column("name", Text, nullable=False, unique=True))

api_key = _table(
    "api_key",
    _id(),
    _text("name"),
    Column("hash", Text, nullable=False, unique=True),
    _key("warehouse_id", "warehouse.id"),
    _text("created_at"),
    _text("revoked_at", nullable=True),
)

product = _table(
    "product",
    _id(),
    _text("name"),
    _text("name_ar", nullable=True),
    _exact("price"),
    _exact("cost", nullable=True),
    _text("barcode", nullable=True),
    Column("category_id", _WHOLE, index=True),
    _exact("tax_rate", nullable=True),
)

# A level is the sum of its adjustments less what its warehouse's invoices took.
level = _table(
    "level",
    _key("product_id", "product.id", main=True),
    _key("warehouse_id", "warehouse.id", main=True),
    _exact("quantity"),
    # Well inside 64 bits: no sum that is checked can have wrapped around.
    CheckConstraint(f"quantity BETWEEN -{10**18} AND {10**18}"),
)

adjustment = _table(
    "adjustment",
    _id(),
    _key("product_id", "product.id"),
    _key("warehouse_id", "warehouse.id"),
    _exact("delta"),
    _text("notes", nullable=True),
    _key("key_id", "api_key.id"),
    _text("created_at"),
)

customer = _table(
    "customer",
    _id(),
    _text("name"),
    _text("phone", nullable=True),
    _text("email", nullable=True),
    _text("address", nullable=True),
    _exact("credit_limit", nullable=True),
    _text("searched"),
)

invoice = _table(
    "invoice",
    _id(),
    _key("customer_id", "customer.id", nullable=True),
    _key("warehouse_id", "warehouse.id"),
    _key("key_id", "api_key.id"),
    _text("payment_method", nullable=True),
    _whole("account_id", nullable=True),
    _text("notes", nullable=True),
    _text("reference", nullable=True, index=True),
    _exact("total"),
    _text("status"),
    _text("day", index=True),
    _text("created_at"),
)

invoice_line = _table(
    "invoice_line",
    _key("invoice_id", "invoice.id", main=True),
    Column("position", _WHOLE, primary_key=True, autoincrement=False),
    _key("product_id", "product.id"),
    _exact("quantity"),
    _exact("price"),
)

# What was answered to a request with an Idempotency-Key.
answered = _table(
    "answered",
    _key("key_id", "api_key.id", main=True),
    Column("idempotency_key", Text, primary_key=True),
    _text("fingerprint"),
    _text("answer"),
    _text("created_at"),
)
