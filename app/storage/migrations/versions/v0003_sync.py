"""Sync: back ends, what waits for them and how each attempt ended, what they last said."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

KEPT = "id, backend, kind, record_id, state, reference, number, payload, waits_for, attempts, not_before, verdict, message, created_at"

# Frozen as it was: never changed when the tables change later.
STATEMENTS = (
    f"CREATE TEMP TABLE kept_outbox AS SELECT {KEPT} FROM outbox",
    "DROP TABLE outbox",
    """
    CREATE TABLE backend (
        id INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        kind TEXT NOT NULL,
        url TEXT NOT NULL,
        key_store TEXT NOT NULL CHECK (key_store IN ('keyring', 'file', 'env')),
        settings TEXT NOT NULL CHECK (json_valid(settings)),
        business TEXT DEFAULT '' NOT NULL,
        added_at TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (name)
    )
     STRICT
    """,
    """
    CREATE TABLE backend_state (
        backend TEXT NOT NULL,
        paused INTEGER DEFAULT '0' NOT NULL CHECK (paused IN (0, 1)),
        problem TEXT DEFAULT '' NOT NULL,
        message TEXT DEFAULT '' NOT NULL,
        failures INTEGER DEFAULT '0' NOT NULL,
        next_try_at TEXT,
        served_at TEXT,
        reading INTEGER,
        scanned_at TEXT,
        pulled_at TEXT,
        levels_at TEXT,
        swept_at TEXT,
        clock_skew INTEGER DEFAULT '0' NOT NULL,
        tokens INTEGER,
        tokens_at TEXT,
        PRIMARY KEY (backend)
    )
     STRICT
    """,
    """
    CREATE TABLE capability (
        backend TEXT NOT NULL,
        name TEXT NOT NULL,
        answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')),
        evidence TEXT DEFAULT '' NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (backend, name)
    )
     STRICT
    """,
    """
    CREATE TABLE outbox (
        id INTEGER NOT NULL,
        backend TEXT DEFAULT '' NOT NULL,
        kind TEXT NOT NULL,
        record_id INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('BLOCKED', 'READY', 'SENDING', 'ACKED', 'REJECTED', 'UNKNOWN', 'RECONCILING', 'DUPLICATE', 'CONFLICT', 'MANAGER')),
        reference TEXT DEFAULT '' NOT NULL,
        number TEXT DEFAULT '' NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload)),
        waits_for INTEGER,
        attempts INTEGER DEFAULT '0' NOT NULL,
        not_before TEXT,
        verdict TEXT DEFAULT '' NOT NULL,
        message TEXT DEFAULT '' NOT NULL,
        remote_id TEXT DEFAULT '' NOT NULL,
        unknown_since TEXT,
        absent_at TEXT,
        resent INTEGER DEFAULT '0' NOT NULL CHECK (resent IN (0, 1)),
        changed_at TEXT,
        created_at TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(waits_for) REFERENCES outbox (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_outbox_kind ON outbox (kind, record_id)
    """,
    """
    CREATE INDEX ix_outbox_open ON outbox (backend, id, state) WHERE state NOT IN ('ACKED', 'REJECTED')
    """,
    """
    CREATE INDEX ix_outbox_sent ON outbox (changed_at) WHERE state = 'ACKED'
    """,
    """
    CREATE INDEX ix_outbox_state ON outbox (state, id)
    """,
    """
    CREATE TABLE attempt (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        outbox_id INTEGER NOT NULL,
        backend TEXT NOT NULL,
        started_at TEXT NOT NULL,
        server_at TEXT NOT NULL,
        body_hash TEXT NOT NULL,
        ended_at TEXT,
        outcome TEXT DEFAULT '' NOT NULL,
        message TEXT DEFAULT '' NOT NULL,
        FOREIGN KEY(outbox_id) REFERENCES outbox (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_attempt_outbox_id ON attempt (outbox_id)
    """,
    """
    CREATE TABLE remote_record (
        backend TEXT NOT NULL,
        kind TEXT NOT NULL,
        remote_id TEXT NOT NULL,
        hash TEXT NOT NULL,
        absences INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (backend, kind, remote_id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE stock_baseline (
        backend TEXT NOT NULL,
        product_id INTEGER NOT NULL,
        warehouse_id INTEGER NOT NULL,
        quantity INTEGER NOT NULL,
        read_at TEXT NOT NULL,
        exact INTEGER DEFAULT '1' NOT NULL CHECK (exact IN (0, 1)),
        PRIMARY KEY (backend, product_id, warehouse_id),
        FOREIGN KEY(product_id) REFERENCES product (id),
        FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE review (
        id INTEGER NOT NULL,
        backend TEXT DEFAULT '' NOT NULL,
        code TEXT NOT NULL,
        subject TEXT NOT NULL,
        message TEXT NOT NULL,
        at TEXT NOT NULL,
        done_at TEXT,
        PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX ix_review_open ON review (backend, code, subject) WHERE done_at IS NULL
    """,
    f"INSERT INTO outbox ({KEPT}) SELECT {KEPT} FROM kept_outbox",
    "DROP TABLE kept_outbox",
)


def upgrade() -> None:
    """Make the tables; what waited goes on waiting."""
    for statement in STATEMENTS:
        op.execute(statement.strip())
