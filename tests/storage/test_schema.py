"""The schema: migrations make what the tables say, and it holds its own promises."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from app.storage import driver, migration, schema
from app.storage.store import Store
from app.storage.table import metadata
from tests.shop import sell

ROWS_THAT_STAND = ("stock_move", "journal", "invoice", "invoice_line", "invoice_tax", "payment")
STANDS = r"append-only|never changes"
MAY_FOLLOW_A_PAYMENT = {"paid", "change", "status"}
KEYS = {"id", "customer_id", "text_key"}


def statements(connection: Any) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    )
    return {name: re.sub(r"\s+", "", sql) for name, sql in rows}


def test_migrations_make_exactly_what_the_tables_say(store: Store) -> None:
    plain = sa.create_engine(
        "sqlite://", module=driver.dbapi, creator=lambda: driver.dbapi.connect(":memory:")
    )
    with plain.begin() as connection:
        metadata.create_all(connection)
        for statement in (*schema.SEARCH_INDEXES, *schema.TRIGGERS):
            connection.exec_driver_sql(statement)
        wanted = statements(connection.connection.driver_connection)
    plain.dispose()
    with store.read() as unit:
        found = statements(unit.connection)
    assert found == wanted


def test_the_programs_revision_is_the_last_migration(store: Store) -> None:
    head = ScriptDirectory.from_config(migration.config()).get_current_head()
    assert head == schema.REVISION
    with store.read() as unit:
        assert unit.sql("SELECT version_num FROM alembic_version").scalar_one() == schema.REVISION


def test_each_table_is_strict(store: Store) -> None:
    with store.read() as unit:
        rows = unit.sql("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
        loose = {name for name, strict in rows if not strict}
    assert {name for name in loose if name in metadata.tables} == set()


@pytest.mark.parametrize("table", ROWS_THAT_STAND)
def test_what_was_written_is_never_deleted(store: Store, table: str) -> None:
    sell(store)
    with store.write() as unit, pytest.raises(driver.dbapi.IntegrityError, match=STANDS):
        unit.sql(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column.name)
        for table in ROWS_THAT_STAND
        for column in metadata.tables[table].columns
        if table != "invoice" or column.name not in MAY_FOLLOW_A_PAYMENT | KEYS
    ],
)
def test_what_was_written_never_changes(store: Store, table: str, column: str) -> None:
    sell(store)
    with store.write() as unit, pytest.raises(driver.dbapi.IntegrityError, match=STANDS):
        unit.sql(f'UPDATE {table} SET "{column}" = "{column}"')


@pytest.mark.parametrize("table", ROWS_THAT_STAND)
def test_what_was_written_is_not_replaced_either(store: Store, table: str) -> None:
    sell(store)
    with store.write() as unit:
        unit.sql("PRAGMA defer_foreign_keys = ON")
        with pytest.raises(driver.dbapi.IntegrityError, match=STANDS):
            unit.sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


NO_MOVE = """
INSERT INTO stock_move (product_id, warehouse_id, quantity, reason, at) VALUES (1, 1, 0, 'no', 'x')
"""


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE product SET price = -1", "price >= 0"),
        ("UPDATE product SET name = ''", "name <> ''"),
        ("UPDATE product SET sku = ''", "sku <> ''"),
        ("UPDATE product SET sku = 'same'", "UNIQUE"),
        ("UPDATE product SET active = 2", "active IN"),
        ("UPDATE product SET tax_category = 'zero', tax_rate = 15000000", "tax_category"),
        ("UPDATE product SET tax_category = 'luxury'", "tax_category"),
        ("UPDATE product SET price = 'free'", "cannot store TEXT"),
        ("UPDATE barcode SET quantity = 0", "quantity > 0"),
        ("UPDATE barcode SET product_id = 999999 WHERE rowid = 1", "FOREIGN KEY"),
        ("DELETE FROM product", "FOREIGN KEY"),
        ("UPDATE register SET last_number = -1", "last_number >= 0"),
        ("UPDATE setting SET value = 'no json'", "json_valid"),
        ("UPDATE outbox SET state = 'SOMEHOW'", "state IN"),
        ("UPDATE invoice SET status = 'lost'", "status IN"),
        ("UPDATE invoice SET paid = paid - 1", "status <> 'paid'"),
        ('UPDATE invoice SET "change" = -1', "change"),
        (NO_MOVE, "quantity <> 0"),
    ],
)
def test_the_schema_refuses_what_can_not_be(store: Store, statement: str, rule: str) -> None:
    sell(store)
    with store.write() as unit, pytest.raises(driver.dbapi.IntegrityError, match=re.escape(rule)):
        unit.sql(statement)


COPIED = {
    "invoice": {
        "uuid": "'other'",
        "sequence": "2",
        "number": "'A1-000002'",
        "reference": "'POS:other'",
        "id": "NULL",
    },
    "invoice_line": {"position": "position + 1"},
    "payment": {"position": "position + 1"},
}


@pytest.mark.parametrize(
    ("table", "changes", "rule"),
    [
        ("invoice", {"tax": "tax + 1"}, "net + tax = total"),
        ("invoice", {"payable": "payable + 1"}, "total + rounding_adjustment = payable"),
        ("invoice", {"kind": "'gift'"}, "kind IN"),
        ("invoice", {"rounding": "'never'"}, "rounding IN"),
        ("invoice", {"sequence": "1"}, "UNIQUE"),
        ("invoice", {"number": "number"}, "UNIQUE"),
        ("invoice", {"reference": "reference"}, "UNIQUE"),
        ("invoice", {"uuid": "uuid"}, "UNIQUE"),
        ("invoice", {"seller": "'no json'"}, "json_valid"),
        ("invoice_line", {"net": "net + 1"}, "net + tax = gross"),
        ("invoice_line", {"invoice_id": "999"}, "FOREIGN KEY"),
        ("payment", {"amount": "0"}, "amount <> 0"),
        ("payment", {"method": "'gold'"}, "method IN"),
    ],
)
def test_a_document_that_does_not_add_up_is_not_stored(
    store: Store, table: str, changes: dict[str, str], rule: str
) -> None:
    sell(store)
    values = COPIED[table] | changes
    names = [f'"{column.name}"' for column in metadata.tables[table].columns]
    parts = [values.get(name.strip('"'), name) for name in names]
    copy = f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(parts)} FROM {table}"
    with store.write() as unit, pytest.raises(driver.dbapi.IntegrityError, match=re.escape(rule)):
        unit.sql(copy)


@pytest.mark.parametrize("table", COPIED)
def test_without_the_change_the_copied_row_would_be_taken(store: Store, table: str) -> None:
    sell(store)
    names = [f'"{column.name}"' for column in metadata.tables[table].columns]
    parts = [COPIED[table].get(name.strip('"'), name) for name in names]
    with store.write() as unit:
        unit.sql(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(parts)} FROM {table}")
