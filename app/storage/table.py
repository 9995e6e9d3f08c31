"""The tables of the store. What the schema can check, it checks."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from app.storage import order_table, sync_table
from app.storage.column import Exact, Moment, flag, key, made, metadata, one_of, text

__all__ = ["metadata", "order_table", "sync_table"]

# The shop's settings, a JSON value each.
setting = made(
    "setting",
    Column("key", Text, primary_key=True),
    Column("value", Text, CheckConstraint("json_valid(value)"), nullable=False),
)

category = made(
    "category",
    Column("id", Integer, primary_key=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False, unique=True),
    text("name_ar"),
    text("tint"),
)

# name_key, name_ar_key and codes_key are names, SKU and barcodes folded (domain.text.fold), for
# search.
product = made(
    "product",
    Column("id", Integer, primary_key=True),
    Column("sku", Text, CheckConstraint("sku <> ''"), nullable=False, unique=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False),
    text("name_ar"),
    Column("name_key", Text, nullable=False, index=True),
    Column("name_ar_key", Text, nullable=False, index=True),
    Column("codes_key", Text, nullable=False),
    key("category_id", "category.id", nullable=True),
    Column("unit", Text, CheckConstraint("unit <> ''"), nullable=False),
    Column("price", Exact, CheckConstraint("price >= 0"), nullable=False),
    Column("cost", Exact, CheckConstraint("cost >= 0")),
    Column(
        "tax_category",
        Text,
        one_of("tax_category", "standard", "zero", "exempt", "out_of_scope"),
        nullable=False,
    ),
    Column("tax_rate", Exact, nullable=False),
    flag("active", "1"),
    flag("tracked", "1"),
    text("picture"),
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
barcode = made(
    "barcode",
    Column("key", Text, CheckConstraint("key <> ''"), primary_key=True),
    Column("code", Text, nullable=False, index=True),
    key("product_id", "product.id"),
    Column("position", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("quantity", Exact, CheckConstraint("quantity > 0"), nullable=False),
    UniqueConstraint("product_id", "position"),
)

# Distinct folded words of all product names, to find short fragments inside words.
word = made("word", Column("word", Text, primary_key=True))

# What a back end calls our records.
remote_id = made(
    "remote_id",
    Column("kind", Text, primary_key=True),
    Column("local_id", Integer, primary_key=True),
    Column("backend", Text, primary_key=True),
    Column("remote_id", Text, nullable=False),
    UniqueConstraint("backend", "kind", "remote_id"),
)

# name_key is the name folded (domain.text.fold), codes_key the digits of phone and VAT number.
customer = made(
    "customer",
    Column("id", Integer, primary_key=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False),
    Column("name_key", Text, nullable=False),
    Column("codes_key", Text, nullable=False),
    text("phone"),
    text("email"),
    text("address"),
    text("vat_number"),
    Column("credit_limit", Exact),
    # All that search compares, in the order of names.
    Index("ix_customer_name_key", "name_key", "codes_key"),
)

warehouse = made(
    "warehouse",
    Column("id", Integer, primary_key=True),
    Column("code", Text, CheckConstraint("code <> ''"), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    text("name_ar"),
)

register = made(
    "register",
    Column("id", Integer, primary_key=True),
    Column("code", Text, CheckConstraint("code <> ''"), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    key("warehouse_id", "warehouse.id"),
    Column("last_number", Integer, CheckConstraint("last_number >= 0"), nullable=False),
)

user = made(
    "user",
    Column("id", Integer, primary_key=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False, unique=True),
    Column("role", Text, one_of("role", "cashier", "manager"), nullable=False),
    flag("active", "1"),
)

# A document. Immutable once numbered; seller and customer are copies as of that day. text_key is
# its number, reference, notes and customer's name folded, for search; it may be made again when
# folding changes.
invoice = made(
    "invoice",
    Column("id", Integer, primary_key=True),
    Column("uuid", Text, nullable=False, unique=True),
    Column("kind", Text, one_of("kind", "sale", "credit_note"), nullable=False),
    key("register_id", "register.id"),
    Column("sequence", Integer, CheckConstraint("sequence > 0"), nullable=False),
    Column("number", Text, nullable=False, unique=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("issued_at", Moment, nullable=False),
    Column("time_zone", Text, nullable=False),
    text("cashier"),
    Column("seller", Text, CheckConstraint("json_valid(seller)"), nullable=False),
    key("customer_id", "customer.id", nullable=True, index=True),
    Column("customer", Text, CheckConstraint("json_valid(customer)")),
    Column("currency", Text, nullable=False),
    flag("prices_include_tax", "1"),
    Column("rounding", Text, one_of("rounding", "document", "line"), nullable=False),
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
    Column("status", Text, one_of("status", "paid", "partial", "unpaid"), nullable=False),
    text("notes"),
    text("qr"),
    text("text_key"),
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

invoice_line = made(
    "invoice_line",
    key("invoice_id", "invoice.id"),
    Column("position", Integer, nullable=False),
    key("product_id", "product.id", nullable=True, index=True),
    text("sku"),
    text("barcode"),
    Column("name", Text, nullable=False),
    text("name_ar"),
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
    flag("tracked", "0"),
    text("note"),
    sa.PrimaryKeyConstraint("invoice_id", "position"),
    CheckConstraint("net + tax = gross"),
)

invoice_tax = made(
    "invoice_tax",
    key("invoice_id", "invoice.id"),
    Column("position", Integer, nullable=False),
    Column("tax_category", Text, nullable=False),
    Column("tax_rate", Exact, nullable=False),
    Column("base", Exact, nullable=False),
    Column("amount", Exact, nullable=False),
    sa.PrimaryKeyConstraint("invoice_id", "position"),
)

payment = made(
    "payment",
    key("invoice_id", "invoice.id"),
    Column("position", Integer, nullable=False),
    Column("method", Text, one_of("method", "cash", "card", "bank"), nullable=False),
    Column("amount", Exact, CheckConstraint("amount <> 0"), nullable=False),
    text("reference"),
    Column("at", Moment, nullable=False),
    sa.PrimaryKeyConstraint("invoice_id", "position"),
)

# The ledger. stock_level is its running sum, kept by a trigger; without rowids the levels of all
# products are read in a third less time.
stock_move = made(
    "stock_move",
    Column("id", Integer, primary_key=True),
    key("product_id", "product.id"),
    key("warehouse_id", "warehouse.id"),
    Column("quantity", Exact, CheckConstraint("quantity <> 0"), nullable=False),
    Column("reason", Text, nullable=False),
    text("note"),
    key("invoice_id", "invoice.id", nullable=True, index=True),
    text("actor"),
    Column("at", Moment, nullable=False),
    Index("ix_stock_move_product_id", "product_id", "warehouse_id"),
)

stock_level = made(
    "stock_level",
    key("product_id", "product.id"),
    key("warehouse_id", "warehouse.id"),
    Column("quantity", Exact, nullable=False),
    sa.PrimaryKeyConstraint("product_id", "warehouse_id"),
    sqlite_with_rowid=False,
)

# Who did what, as a hash chain: each entry's hash covers the one before it.
journal = made(
    "journal",
    Column("sequence", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    text("actor"),
    Column("event", Text, nullable=False),
    text("subject"),
    Column("data", Text, CheckConstraint("json_valid(data)"), nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# Printing survives a restart: a job stays until the printer took it. While a worker prints, no
# other may take the job before `not_before`; a held job waits for a person.
print_job = made(
    "print_job",
    Column("id", Integer, primary_key=True),
    Column("number", Text, nullable=False),
    text("printer"),
    Column("form", Text, one_of("form", "slip80", "slip58", "a4"), nullable=False),
    flag("copy", "0"),
    Column("state", Text, one_of("state", "waiting", "printing", "held", "done"), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", Moment),
    text("message"),
    Column("created_at", Moment, nullable=False),
    Index("ix_print_job_state", "state", "id"),
)

# Carts that outlive the program: the one that is open at a register, and those that were held.
# An id never comes again: who asks for a held sale that is gone must not get another one.
kept_cart = made(
    "kept_cart",
    Column("id", Integer, primary_key=True),
    key("register_id", "register.id"),
    Column("state", Text, one_of("state", "open", "held"), nullable=False),
    text("name"),
    Column("cart", Text, CheckConstraint("json_valid(cart)"), nullable=False),
    text("cashier"),
    Column("at", Moment, nullable=False),
    Index("ix_kept_cart_open", "register_id", unique=True, sqlite_where=sa.text("state = 'open'")),
    sqlite_autoincrement=True,
)
