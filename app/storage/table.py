"""The tables of the store. What the schema can check, it checks.

Every number that is not a count or a key is kept in whole millionths (`Exact`): amounts of any
currency, quantities and rates stay exact, and SQL sums are exact too.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

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


def _table(name: str, *parts: Any, **options: Any) -> sa.Table:
    return sa.Table(name, metadata, *parts, sqlite_strict=True, **options)


def _text(name: str, *parts: Any) -> Column[str]:
    return Column(name, Text, *parts, nullable=False, server_default="")


def _flag(name: str, default: str) -> Column[int]:
    check = CheckConstraint(f"{name} IN (0, 1)")
    return Column(name, Integer, check, nullable=False, server_default=default)


def _key(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), nullable=nullable, index=index)


def _one_of(column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})")


# The shop's settings, a JSON value each.
setting = _table(
    "setting",
    Column("key", Text, primary_key=True),
    Column("value", Text, CheckConstraint("json_valid(value)"), nullable=False),
)

category = _table(
    "category",
    Column("id", Integer, primary_key=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False, unique=True),
    _text("name_ar"),
    _text("tint"),
)

# name_key, name_ar_key and codes_key are names, SKU and barcodes folded (domain.text.fold), for
# search.
product = _table(
    "product",
    Column("id", Integer, primary_key=True),
    Column("sku", Text, CheckConstraint("sku <> ''"), nullable=False, unique=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False),
    _text("name_ar"),
    Column("name_key", Text, nullable=False, index=True),
    Column("name_ar_key", Text, nullable=False, index=True),
    Column("codes_key", Text, nullable=False),
    _key("category_id", "category.id", nullable=True),
    Column("unit", Text, CheckConstraint("unit <> ''"), nullable=False),
    Column("price", Exact, CheckConstraint("price >= 0"), nullable=False),
    Column("cost", Exact, CheckConstraint("cost >= 0")),
    Column(
        "tax_category",
        Text,
        _one_of("tax_category", "standard", "zero", "exempt", "out_of_scope"),
        nullable=False,
    ),
    Column("tax_rate", Exact, nullable=False),
    _flag("active", "1"),
    _flag("tracked", "1"),
    _text("picture"),
    Column("reorder_level", Exact),
    CheckConstraint("(tax_category = 'standard') = (tax_rate > 0)"),
    # To browse: ids alone, in order, without reading a product.
    Index("ix_product_active", "active"),
    Index("ix_product_category_id", "category_id", "active"),
    Index(
        "ix_product_tracked",
        "id",
        "reorder_level",
        sqlite_where=sa.text("active = 1 AND tracked = 1"),
    ),
)

# `key` is the canonical look-up key (domain.barcode.key), `code` the text as printed.
barcode = _table(
    "barcode",
    Column("key", Text, CheckConstraint("key <> ''"), primary_key=True),
    Column("code", Text, nullable=False, index=True),
    _key("product_id", "product.id"),
    Column("position", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("quantity", Exact, CheckConstraint("quantity > 0"), nullable=False),
    UniqueConstraint("product_id", "position"),
)

# Distinct folded words of all product names, to find short fragments inside words.
word = _table("word", Column("word", Text, primary_key=True))

# What a back end calls our records.
remote_id = _table(
    "remote_id",
    Column("kind", Text, primary_key=True),
    Column("local_id", Integer, primary_key=True),
    Column("backend", Text, primary_key=True),
    Column("remote_id", Text, nullable=False),
    UniqueConstraint("backend", "kind", "remote_id"),
)

# name_key is the name folded (domain.text.fold), codes_key the digits of phone and VAT number.
customer = _table(
    "customer",
    Column("id", Integer, primary_key=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False),
    Column("name_key", Text, nullable=False),
    Column("codes_key", Text, nullable=False),
    _text("phone"),
    _text("email"),
    _text("address"),
    _text("vat_number"),
    Column("credit_limit", Exact),
    # All that search compares, in the order of names.
    Index("ix_customer_name_key", "name_key", "codes_key"),
)

warehouse = _table(
    "warehouse",
    Column("id", Integer, primary_key=True),
    Column("code", Text, CheckConstraint("code <> ''"), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    _text("name_ar"),
)

register = _table(
    "register",
    Column("id", Integer, primary_key=True),
    Column("code", Text, CheckConstraint("code <> ''"), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    _key("warehouse_id", "warehouse.id"),
    Column("last_number", Integer, CheckConstraint("last_number >= 0"), nullable=False),
)

user = _table(
    "user",
    Column("id", Integer, primary_key=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False, unique=True),
    Column("role", Text, _one_of("role", "cashier", "manager"), nullable=False),
    _flag("active", "1"),
)

# A document. Immutable once numbered; seller and customer are copies as of that day. text_key is
# its number, reference, notes and customer's name folded, for search; it may be made again when
# folding changes.
invoice = _table(
    "invoice",
    Column("id", Integer, primary_key=True),
    Column("uuid", Text, nullable=False, unique=True),
    Column("kind", Text, _one_of("kind", "sale", "credit_note"), nullable=False),
    _key("register_id", "register.id"),
    Column("sequence", Integer, CheckConstraint("sequence > 0"), nullable=False),
    Column("number", Text, nullable=False, unique=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("issued_at", Moment, nullable=False),
    Column("time_zone", Text, nullable=False),
    _text("cashier"),
    Column("seller", Text, CheckConstraint("json_valid(seller)"), nullable=False),
    _key("customer_id", "customer.id", nullable=True, index=True),
    Column("customer", Text, CheckConstraint("json_valid(customer)")),
    Column("currency", Text, nullable=False),
    _flag("prices_include_tax", "1"),
    Column("rounding", Text, _one_of("rounding", "document", "line"), nullable=False),
    Column("subtotal", Exact, nullable=False),
    Column("discount", Exact, nullable=False),
    Column("document_discount", Exact, nullable=False),
    Column("discount_percent", Exact),
    Column("net", Exact, nullable=False),
    Column("tax", Exact, nullable=False),
    Column("total", Exact, nullable=False),
    Column("rounding_adjustment", Exact, nullable=False),
    Column("payable", Exact, nullable=False),
    Column("paid", Exact, nullable=False),
    Column("change", Exact, CheckConstraint('"change" >= 0'), nullable=False),
    Column("status", Text, _one_of("status", "paid", "partial", "unpaid"), nullable=False),
    _text("notes"),
    _text("qr"),
    _text("text_key"),
    UniqueConstraint("register_id", "sequence"),
    CheckConstraint("net + tax = total"),
    CheckConstraint("total + rounding_adjustment = payable"),
    CheckConstraint("status <> 'paid' OR paid - \"change\" = payable"),
    # Finds, counts and sums without reading a document.
    Index(
        "ix_invoice_list",
        "issued_at",
        "id",
        "status",
        "currency",
        "total",
        "payable",
        "paid",
        "change",
        "text_key",
    ),
)

invoice_line = _table(
    "invoice_line",
    _key("invoice_id", "invoice.id"),
    Column("position", Integer, nullable=False),
    _key("product_id", "product.id", nullable=True, index=True),
    _text("sku"),
    _text("barcode"),
    Column("name", Text, nullable=False),
    _text("name_ar"),
    Column("quantity", Exact, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_price", Exact, nullable=False),
    Column("list_price", Exact),
    Column("subtotal", Exact, nullable=False),
    Column("discount", Exact, nullable=False),
    Column("discount_percent", Exact),
    Column("document_discount", Exact, nullable=False),
    Column("tax_category", Text, nullable=False),
    Column("tax_rate", Exact, nullable=False),
    Column("net", Exact, nullable=False),
    Column("tax", Exact, nullable=False),
    Column("gross", Exact, nullable=False),
    _flag("tracked", "0"),
    _text("note"),
    sa.PrimaryKeyConstraint("invoice_id", "position"),
    CheckConstraint("net + tax = gross"),
)

invoice_tax = _table(
    "invoice_tax",
    _key("invoice_id", "invoice.id"),
    Column("position", Integer, nullable=False),
    Column("tax_category", Text, nullable=False),
    Column("tax_rate", Exact, nullable=False),
    Column("base", Exact, nullable=False),
    Column("amount", Exact, nullable=False),
    sa.PrimaryKeyConstraint("invoice_id", "position"),
)

payment = _table(
    "payment",
    _key("invoice_id", "invoice.id"),
    Column("position", Integer, nullable=False),
    Column("method", Text, _one_of("method", "cash", "card", "bank"), nullable=False),
    Column("amount", Exact, CheckConstraint("amount <> 0"), nullable=False),
    _text("reference"),
    Column("at", Moment, nullable=False),
    sa.PrimaryKeyConstraint("invoice_id", "position"),
)

# The ledger. stock_level is its running sum, kept by a trigger; without rowids the levels of all
# products are read in a third less time.
stock_move = _table(
    "stock_move",
    Column("id", Integer, primary_key=True),
    _key("product_id", "product.id"),
    _key("warehouse_id", "warehouse.id"),
    Column("quantity", Exact, CheckConstraint("quantity <> 0"), nullable=False),
    Column("reason", Text, nullable=False),
    _text("note"),
    _key("invoice_id", "invoice.id", nullable=True, index=True),
    _text("actor"),
    Column("at", Moment, nullable=False),
    Index("ix_stock_move_product_id", "product_id", "warehouse_id"),
)

stock_level = _table(
    "stock_level",
    _key("product_id", "product.id"),
    _key("warehouse_id", "warehouse.id"),
    Column("quantity", Exact, nullable=False),
    sa.PrimaryKeyConstraint("product_id", "warehouse_id"),
    sqlite_with_rowid=False,
)

# A back end; `settings` are what a manager set for it, `business` whose books they turned out to
# be. Keys and tokens are never here.
backend = _table(
    "backend",
    Column("id", Integer, primary_key=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("key_store", Text, _one_of("key_store", "keyring", "file", "env"), nullable=False),
    Column("settings", Text, CheckConstraint("json_valid(settings)"), nullable=False),
    _text("business"),
    Column("added_at", Moment, nullable=False),
)

# How a back end stands: requests left in its bucket, its clock (ms ahead of ours), its problem.
backend_state = _table(
    "backend_state",
    Column("backend", Text, primary_key=True),
    _flag("paused", "0"),
    _text("problem"),
    _text("message"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Moment),
    Column("served_at", Moment),
    Column("scanned_at", Moment),
    Column("pulled_at", Moment),
    Column("levels_at", Moment),
    Column("swept_at", Moment),
    Column("clock_skew", Integer, nullable=False, server_default="0"),
    Column("tokens", Exact),
    Column("tokens_at", Moment),
)

# What a back end can do, and how we know.
capability = _table(
    "capability",
    Column("backend", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("answer", Text, _one_of("answer", "yes", "no", "unknown"), nullable=False),
    _text("evidence"),
    Column("at", Moment, nullable=False),
)

# What waits for a back end; an empty `backend` means the first one that will be set up.
# `unknown_since`: when an attempt's outcome was lost; `absent_at`: when a complete search first
# did not find it; `resent`: it was sent again after it was proven absent, which happens once.
outbox = _table(
    "outbox",
    Column("id", Integer, primary_key=True),
    _text("backend"),
    Column("kind", Text, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column(
        "state",
        Text,
        _one_of(
            "state",
            "BLOCKED",
            "READY",
            "SENDING",
            "ACKED",
            "REJECTED",
            "UNKNOWN",
            "RECONCILING",
            "DUPLICATE",
            "CONFLICT",
            "MANAGER",
        ),
        nullable=False,
    ),
    _text("reference"),
    _text("number"),
    Column("payload", Text, CheckConstraint("json_valid(payload)"), nullable=False),
    Column("waits_for", Integer, ForeignKey("outbox.id")),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", Moment),
    _text("verdict"),
    _text("message"),
    _text("remote_id"),
    Column("unknown_since", Moment),
    Column("absent_at", Moment),
    _flag("resent", "0"),
    Column("changed_at", Moment),
    Column("created_at", Moment, nullable=False),
    Index("ix_outbox_state", "state", "id"),
    Index("ix_outbox_kind", "kind", "record_id"),
    Index(
        "ix_outbox_open",
        "backend",
        "id",
        "state",
        sqlite_where=sa.text("state NOT IN ('ACKED', 'REJECTED')"),
    ),
    Index("ix_outbox_sent", "changed_at", sqlite_where=sa.text("state = 'ACKED'")),
)

# Every time that bytes left for a back end, written before they did.
attempt = _table(
    "attempt",
    Column("id", Integer, primary_key=True),
    _key("outbox_id", "outbox.id", index=True),
    Column("backend", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("server_at", Moment, nullable=False),
    Column("body_hash", Text, nullable=False),
    Column("ended_at", Moment),
    _text("outcome"),
    _text("message"),
    sqlite_autoincrement=True,
)

# What a scan of a back end last saw of each of its records: a hash of it, and in how many scans in
# a row it was missing.
remote_record = _table(
    "remote_record",
    Column("backend", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("remote_id", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("absences", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# What a back end last said of a product's stock; where `exact` is 0, a sale was in doubt then.
stock_baseline = _table(
    "stock_baseline",
    Column("backend", Text, primary_key=True),
    Column("product_id", Integer, ForeignKey("product.id"), primary_key=True),
    Column("warehouse_id", Integer, ForeignKey("warehouse.id"), primary_key=True),
    Column("quantity", Exact, nullable=False),
    Column("read_at", Moment, nullable=False),
    _flag("exact", "1"),
    sqlite_with_rowid=False,
)

# What a manager should look at and no outbox row tells: a product that can't be taken, say.
review = _table(
    "review",
    Column("id", Integer, primary_key=True),
    _text("backend"),
    Column("code", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("done_at", Moment),
    Index(
        "ix_review_open",
        "backend",
        "code",
        "subject",
        unique=True,
        sqlite_where=sa.text("done_at IS NULL"),
    ),
)

# Who did what, as a hash chain: each entry's hash covers the one before it.
journal = _table(
    "journal",
    Column("sequence", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    _text("actor"),
    Column("event", Text, nullable=False),
    _text("subject"),
    Column("data", Text, CheckConstraint("json_valid(data)"), nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# Printing survives a restart: a job stays until the printer took it. While a worker prints, no
# other may take the job before `not_before`; a held job waits for a person.
print_job = _table(
    "print_job",
    Column("id", Integer, primary_key=True),
    Column("number", Text, nullable=False),
    _text("printer"),
    Column("form", Text, _one_of("form", "slip80", "slip58", "a4"), nullable=False),
    _flag("copy", "0"),
    Column("state", Text, _one_of("state", "waiting", "printing", "held", "done"), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", Moment),
    _text("message"),
    Column("created_at", Moment, nullable=False),
    Index("ix_print_job_state", "state", "id"),
)

# Carts that outlive the program: the one that is open at a register, and those that were held.
# An id never comes again: who asks for a held sale that is gone must not get another one.
kept_cart = _table(
    "kept_cart",
    Column("id", Integer, primary_key=True),
    _key("register_id", "register.id"),
    Column("state", Text, _one_of("state", "open", "held"), nullable=False),
    _text("name"),
    Column("cart", Text, CheckConstraint("json_valid(cart)"), nullable=False),
    _text("cashier"),
    Column("at", Moment, nullable=False),
    Index("ix_kept_cart_open", "register_id", unique=True, sqlite_where=sa.text("state = 'open'")),
    sqlite_autoincrement=True,
)
