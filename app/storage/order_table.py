"""The tables of online orders, of stock that online shops may sell, and of webhooks."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text

from app.storage.column import Exact, Moment, flag, key, made, one_of, text

# An order of an online shop, in its own words. One that is being placed from here has no remote id
# yet. `seen_at`: somebody took notice of it. `moved`: its stock was taken. `invoice_id`: the sale
# that its payment at the counter became.
online_order = made(
    "online_order",
    Column("id", Integer, primary_key=True),
    Column("backend", Text, nullable=False),
    text("remote_id"),
    text("reference"),
    text("number"),
    text("status"),
    Column("stage", Text, one_of("stage", "new", "ready", "done", "off"), nullable=False),
    Column("payment", Text, one_of("payment", "paid", "due", "unknown"), nullable=False),
    Column("currency", Text, nullable=False),
    Column("total", Exact),
    Column("tax", Exact),
    Column("shipping", Exact),
    text("customer_id"),
    text("customer_name"),
    text("phone"),
    text("email"),
    text("address"),
    text("notes"),
    text("tracking_number"),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("read_at", Moment, nullable=False),
    Column("seen_at", Moment),
    flag("moved", "0"),
    key("invoice_id", "invoice.id", nullable=True),
    Index(
        "ix_online_order_remote",
        "backend",
        "remote_id",
        unique=True,
        sqlite_where=sa.text("remote_id <> ''"),
    ),
    Index("ix_online_order_stage", "stage", "changed_at"),
)

online_order_line = made(
    "online_order_line",
    Column("order_id", Integer, ForeignKey("online_order.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    key("product_id", "product.id", nullable=True),
    text("remote_product_id"),
    Column("name", Text, nullable=False),
    Column("quantity", Exact, CheckConstraint("quantity > 0"), nullable=False),
    Column("price", Exact),
    Column("total", Exact),
    sqlite_with_rowid=False,
)

# When a back end's online orders were last read to their end.
order_scan = made(
    "order_scan",
    Column("backend", Text, primary_key=True),
    Column("read_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# What a product costs at a back end that prices sales by itself.
server_price = made(
    "server_price",
    Column("backend", Text, primary_key=True),
    Column("remote_id", Text, primary_key=True),
    Column("price", Exact, nullable=False),
    sqlite_with_rowid=False,
)

# How much of a product an online shop offers, as far as we know: what we last told it, or what it
# last said itself.
allocation = made(
    "allocation",
    Column("backend", Text, primary_key=True),
    Column("product_id", Integer, ForeignKey("product.id"), primary_key=True),
    Column("quantity", Exact, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Every webhook that was let in; `delivery` is its id there, or its body's hash. `done_at`: what it
# spoke of was read anew.
webhook_delivery = made(
    "webhook_delivery",
    Column("id", Integer, primary_key=True),
    Column("backend", Text, nullable=False),
    Column("delivery", Text, nullable=False),
    Column("event", Text, nullable=False),
    text("object_kind"),
    text("object_id"),
    Column("received_at", Moment, nullable=False),
    Column("done_at", Moment),
    Index("ix_webhook_delivery", "backend", "delivery", unique=True),
    Index("ix_webhook_open", "backend", "id", sqlite_where=sa.text("done_at IS NULL")),
)
