"""What the counter keeps: carts that outlive the program, customers to be found, ids to browse."""

from __future__ import annotations

from alembic import op

from app.domain.text import digits, fold

revision = "0002"
down_revision = "0001"

# Frozen as it was: never changed when the tables change later.
STATEMENTS = (
    """
    CREATE TABLE kept_cart (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        register_id INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'held')),
        name TEXT DEFAULT '' NOT NULL,
        cart TEXT NOT NULL CHECK (json_valid(cart)),
        cashier TEXT DEFAULT '' NOT NULL,
        at TEXT NOT NULL,
        FOREIGN KEY(register_id) REFERENCES register (id)
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX ix_kept_cart_open ON kept_cart (register_id) WHERE state = 'open'
    """,
    """
    CREATE INDEX ix_product_active ON product (active)
    """,
    """
    DROP INDEX ix_product_category_id
    """,
    """
    CREATE INDEX ix_product_category_id ON product (category_id, active)
    """,
    """
    CREATE INDEX ix_product_tracked ON product (id, reorder_level) WHERE active = 1 AND tracked = 1
    """,
    """
    CREATE TEMP TABLE kept_level AS SELECT product_id, warehouse_id, quantity FROM stock_level
    """,
    """
    DROP TABLE stock_level
    """,
    """
    CREATE TABLE stock_level (
        product_id INTEGER NOT NULL,
        warehouse_id INTEGER NOT NULL,
        quantity INTEGER NOT NULL,
        PRIMARY KEY (product_id, warehouse_id),
        FOREIGN KEY(product_id) REFERENCES product (id),
        FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
    )
     WITHOUT ROWID,
     STRICT
    """,
    """
    INSERT INTO stock_level SELECT product_id, warehouse_id, quantity FROM kept_level
    """,
    """
    DROP TABLE kept_level
    """,
    """
    ALTER TABLE invoice ADD COLUMN text_key TEXT DEFAULT '' NOT NULL
    """,
    """
    DROP INDEX ix_invoice_issued_at
    """,
)

INVOICE_LIST = """
    CREATE INDEX ix_invoice_list ON invoice (issued_at, id, status, currency, total, payable, paid, change, text_key)
"""

NEW_CUSTOMERS = (
    """
    DROP TABLE customer
    """,
    """
    CREATE TABLE customer (
        id INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        name_key TEXT NOT NULL,
        codes_key TEXT NOT NULL,
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        address TEXT DEFAULT '' NOT NULL,
        vat_number TEXT DEFAULT '' NOT NULL,
        credit_limit INTEGER,
        PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_customer_name_key ON customer (name_key, codes_key)
    """,
)


def upgrade() -> None:
    """Make the table and the indexes; give each customer the keys that search compares."""
    for statement in STATEMENTS:
        op.execute(statement.strip())
    _renew_customers()
    _fold_invoices()


def _renew_customers() -> None:
    # Made again rather than altered, so that old and new stores have the very same table.
    connection = op.get_bind()
    rows = connection.exec_driver_sql(
        "SELECT id, name, phone, email, address, vat_number, credit_limit FROM customer"
    ).fetchall()
    for statement in NEW_CUSTOMERS:
        op.execute(statement.strip())
    for row in rows:
        connection.exec_driver_sql(
            "INSERT INTO customer (id, name, phone, email, address, vat_number, credit_limit, "
            "name_key, codes_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, fold(row[1]), _codes(row[2], row[5])),
        )


def _fold_invoices() -> None:
    connection = op.get_bind()
    rows = connection.exec_driver_sql(
        "SELECT number || ' ' || reference || ' ' || notes || ' ' "
        "|| coalesce(customer ->> 'name', ''), id FROM invoice"
    ).fetchall()
    if rows:
        connection.exec_driver_sql(
            "UPDATE invoice SET text_key = ? WHERE id = ?", [(fold(row[0]), row[1]) for row in rows]
        )
    op.execute(INVOICE_LIST.strip())


def _codes(phone: str, vat_number: str) -> str:
    figures = "".join(char for char in digits(phone) if char.isdigit())
    return f"{figures} {fold(vat_number)}".strip()
