"""The tables of sync: back ends, what waits for them, what they last said."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text

from app.storage.column import Exact, Moment, flag, key, made, one_of, text

# A back end; `settings` are what a manager set for it, `business` whose books they turned out to
# be. Keys and tokens are never here.
backend = made(
    "backend",
    Column("id", Integer, primary_key=True),
    Column("name", Text, CheckConstraint("name <> ''"), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("key_store", Text, one_of("key_store", "keyring", "file", "env"), nullable=False),
    Column("settings", Text, CheckConstraint("json_valid(settings)"), nullable=False),
    text("business"),
    Column("added_at", Moment, nullable=False),
)

# How a back end stands: requests left in its bucket, its clock (ms ahead of ours), its problem, and
# how many products were read while they are.
backend_state = made(
    "backend_state",
    Column("backend", Text, primary_key=True),
    flag("paused", "0"),
    text("problem"),
    text("message"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Moment),
    Column("served_at", Moment),
    Column("reading", Integer),
    Column("scanned_at", Moment),
    Column("pulled_at", Moment),
    Column("levels_at", Moment),
    Column("swept_at", Moment),
    Column("clock_skew", Integer, nullable=False, server_default="0"),
    Column("tokens", Exact),
    Column("tokens_at", Moment),
)

# What a back end can do, and how we know.
capability = made(
    "capability",
    Column("backend", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("answer", Text, one_of("answer", "yes", "no", "unknown"), nullable=False),
    text("evidence"),
    Column("at", Moment, nullable=False),
)

# What waits for a back end; an empty `backend` means the first one that will be set up.
# `unknown_since`: when an attempt's outcome was lost; `absent_at`: when a complete search first
# did not find it; `resent`: it was sent again after it was proven absent, which happens once.
outbox = made(
    "outbox",
    Column("id", Integer, primary_key=True),
    text("backend"),
    Column("kind", Text, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column(
        "state",
        Text,
        one_of(
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
    text("reference"),
    text("number"),
    Column("payload", Text, CheckConstraint("json_valid(payload)"), nullable=False),
    Column("waits_for", Integer, ForeignKey("outbox.id")),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", Moment),
    text("verdict"),
    text("message"),
    text("remote_id"),
    Column("unknown_since", Moment),
    Column("absent_at", Moment),
    flag("resent", "0"),
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
attempt = made(
    "attempt",
    Column("id", Integer, primary_key=True),
    key("outbox_id", "outbox.id", index=True),
    Column("backend", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("server_at", Moment, nullable=False),
    Column("body_hash", Text, nullable=False),
    Column("ended_at", Moment),
    text("outcome"),
    text("message"),
    sqlite_autoincrement=True,
)

# What a scan of a back end last saw of each of its records: a hash of it, and in how many scans in
# a row it was missing.
remote_record = made(
    "remote_record",
    Column("backend", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("remote_id", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("absences", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# What a back end last said of a product's stock; where `exact` is 0, a sale was in doubt then.
stock_baseline = made(
    "stock_baseline",
    Column("backend", Text, primary_key=True),
    Column("product_id", Integer, ForeignKey("product.id"), primary_key=True),
    Column("warehouse_id", Integer, ForeignKey("warehouse.id"), primary_key=True),
    Column("quantity", Exact, nullable=False),
    Column("read_at", Moment, nullable=False),
    flag("exact", "1"),
    sqlite_with_rowid=False,
)

# What a manager should look at and no outbox row tells: a product that can't be taken, say.
review = made(
    "review",
    Column("id", Integer, primary_key=True),
    text("backend"),
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
