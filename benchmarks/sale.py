"""A sale of ten lines, durable, against the same rows written by bare sqlite3.

After each sale of ours its rows are read back and written again, by hand-written SQL, into a twin
of the shop with the same indexes, triggers and pragmas. Both checkpoint between the sales, as
the till does when its counter is idle.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from app import bootstrap
from app.domain.cart import Cart, line_of
from app.domain.catalog import Found
from app.domain.payment import Method, Payment
from app.services import checkout
from app.services.counter import Counter
from app.storage import driver
from app.storage.store import Store
from benchmarks import shop
from benchmarks.measure import Figure, Times, timed

FACTOR = 2
P99_MS = 10.0
SALES, WARM_UP, LINES = 1_000, 50, 10
SALES_BETWEEN_PAUSES = 10

# A document's tables, and which of their rows are the last document's.
_TABLES = {
    "invoice": "id = (SELECT max(id) FROM invoice)",
    "invoice_line": "invoice_id = (SELECT max(id) FROM invoice)",
    "invoice_tax": "invoice_id = (SELECT max(id) FROM invoice)",
    "payment": "invoice_id = (SELECT max(id) FROM invoice)",
    "stock_move": "invoice_id = (SELECT max(id) FROM invoice)",
    "outbox": "id = (SELECT max(id) FROM outbox)",
    "journal": "sequence = (SELECT max(sequence) FROM journal)",
}
_NUMBER = "UPDATE register SET last_number = last_number + 1 WHERE id = 1"
_PAUSE = "PRAGMA wal_checkpoint(PASSIVE)"


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """Carts of random products, paid in cash."""
    with shop.scratch() as scratch:
        mine, its = _sell(shop.demo_shop(sizes.usual), scratch, sizes.usual)
    yield Figure(
        "sale of 10 lines",
        sizes.usual,
        "median",
        mine.median,
        bare=its.median,
        factor=FACTOR,
        calls=SALES,
    )
    yield Figure(
        "sale of 10 lines", sizes.usual, "p99", mine.p99, bare=its.p99, limit=P99_MS, calls=SALES
    )


def _sell(source: Path, scratch: Path, products: int) -> tuple[Times, Times]:
    folder, twin = shop.copy_of(source, scratch / "ours"), shop.copy_of(source, scratch / "bare")
    mine: list[float] = []
    its: list[float] = []
    with (
        closing(bootstrap.shop_store(folder, idle_checkpoints=True)) as store,
        shop.bare(folder) as reader,
        shop.bare(twin, checkpoint_pages=driver.RARE_CHECKPOINT) as connection,
    ):
        with store.read() as unit:
            counter = bootstrap.counter(unit, cashier="Noura")
        statements = {
            table: f"INSERT INTO {table} VALUES ({', '.join('?' * _width(reader, table))})"
            for table in _TABLES
        }
        for turn, (cart, payment) in enumerate(_carts(store, counter, products), 1):
            mine.append(timed(_ours, store, counter, cart, payment))
            rows = [(statements[table], _last(reader, table)) for table in _TABLES]
            its.append(timed(_bare, connection, rows))
            if turn % SALES_BETWEEN_PAUSES == 0:
                store.checkpoint()
                connection.execute(_PAUSE)
        _refuse_difference(reader, connection)
    return Times(mine[WARM_UP:]), Times(its[WARM_UP:])


def _carts(store: Store, counter: Counter, products: int) -> Iterator[tuple[Cart, Payment]]:
    chance = Random(1)
    for _ in range(SALES + WARM_UP):
        with store.read() as unit:
            found = counter.catalog(unit).products(chance.sample(range(1, products + 1), LINES))
        cart = Cart(counter.shop.pricing)
        for product in found:
            cart = cart.add(line_of(Found(product)))
        yield cart, Payment(Method.CASH, cart.totals().taxed.gross)


def _ours(store: Store, counter: Counter, cart: Cart, payment: Payment) -> None:
    with store.write() as unit:
        checkout.complete(unit, cart, [payment], counter)


def _bare(connection: Any, rows: list[tuple[str, list[Any]]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_NUMBER)
    for statement, each in rows:
        connection.executemany(statement, each)
    connection.execute("COMMIT")


def _last(reader: Any, table: str) -> list[Any]:
    return list(reader.execute(f"SELECT * FROM {table} WHERE {_TABLES[table]}"))


def _width(reader: Any, table: str) -> int:
    return len(reader.execute(f"SELECT * FROM {table} LIMIT 0").description)


def _refuse_difference(reader: Any, connection: Any) -> None:
    for table in (*_TABLES, "stock_level", "register"):
        count = f"SELECT count(*) FROM {table}"
        if reader.execute(count).fetchone() != connection.execute(count).fetchone():
            raise AssertionError(f"the twin shop has other rows in {table}")
