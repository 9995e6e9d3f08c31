"""Online orders, what online shops may sell, what products cost there, and webhooks."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

# Frozen as it was: never changed when the tables change later.
STATEMENTS = (
    """
    CREATE TABLE online_order (
        id INTEGER NOT NULL,
        backend TEXT NOT NULL,
        remote_id TEXT DEFAULT '' NOT NULL,
        reference TEXT DEFAULT '' NOT NULL,
        number TEXT DEFAULT '' NOT NULL,
        status TEXT DEFAULT '' NOT NULL,
        stage TEXT NOT NULL CHECK (stage IN ('new', 'ready', 'done', 'off')),
        payment TEXT NOT NULL CHECK (payment IN ('paid', 'due', 'unknown')),
        currency TEXT NOT NULL,
        total INTEGER,
        tax INTEGER,
        shipping INTEGER,
        customer_id TEXT DEFAULT '' NOT NULL,
        customer_name TEXT DEFAULT '' NOT NULL,
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        address TEXT DEFAULT '' NOT NULL,
        notes TEXT DEFAULT '' NOT NULL,
        tracking_number TEXT DEFAULT '' NOT NULL,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        read_at TEXT NOT NULL,
        seen_at TEXT,
        moved INTEGER DEFAULT '0' NOT NULL CHECK (moved IN (0, 1)),
        invoice_id INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(invoice_id) REFERENCES invoice (id)
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX ix_online_order_remote ON online_order (backend, remote_id) WHERE remote_id <> ''
    """,
    """
    CREATE INDEX ix_online_order_stage ON online_order (stage, changed_at)
    """,
    """
    CREATE TABLE online_order_line (
        order_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        product_id INTEGER,
        remote_product_id TEXT DEFAULT '' NOT NULL,
        name TEXT NOT NULL,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        price INTEGER,
        total INTEGER,
        PRIMARY KEY (order_id, position),
        FOREIGN KEY(order_id) REFERENCES online_order (id),
        FOREIGN KEY(product_id) REFERENCES product (id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE order_scan (
        backend TEXT NOT NULL,
        read_at TEXT NOT NULL,
        PRIMARY KEY (backend)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE server_price (
        backend TEXT NOT NULL,
        remote_id TEXT NOT NULL,
        price INTEGER NOT NULL,
        PRIMARY KEY (backend, remote_id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE allocation (
        backend TEXT NOT NULL,
        product_id INTEGER NOT NULL,
        quantity INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (backend, product_id),
        FOREIGN KEY(product_id) REFERENCES product (id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE webhook_delivery (
        id INTEGER NOT NULL,
        backend TEXT NOT NULL,
        delivery TEXT NOT NULL,
        event TEXT NOT NULL,
        object_kind TEXT DEFAULT '' NOT NULL,
        object_id TEXT DEFAULT '' NOT NULL,
        received_at TEXT NOT NULL,
        done_at TEXT,
        PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX ix_webhook_delivery ON webhook_delivery (backend, delivery)
    """,
    """
    CREATE INDEX ix_webhook_open ON webhook_delivery (backend, id) WHERE done_at IS NULL
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement.strip())
