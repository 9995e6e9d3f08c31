"""Eight tills at once: stock equals what an independent model says, on every database."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.hub import database as databases
from app.hub import server
from app.hub.database import Database, open_database
from app.hub.table import adjustment, invoice, invoice_line, level
from tests.hub.till import Till, item, key_of

TILLS, SALES, PRODUCTS, START = 8, 25, 6, 1_000


class Seller:
    """A till that sells at random and knows what it has sold."""

    def __init__(self, url: str, api_key: str, number: int) -> None:
        self.url, self.api_key = url, api_key
        self.random = random.Random(number)
        self.sold: Counter[int] = Counter()  # millionths by product
        self.restocked: Counter[int] = Counter()

    def work(self) -> None:
        with Till(self.url, self.api_key) as till:
            for _ in range(SALES):
                self._sell(till)
                if self.random.random() < 0.2:
                    self._count(till)

    def _sell(self, till: Till) -> None:
        chosen = self.random.choices(range(1, PRODUCTS + 2), k=self.random.randint(1, 5))
        amounts = [self.random.randint(1, 3_000_000) for _ in chosen]
        items = [
            item(product, float(Decimal(amount).scaleb(-6)))
            for product, amount in zip(chosen, amounts, strict=True)
        ]
        till.post("/invoices", {"items": items})
        for product, amount in zip(chosen, amounts, strict=True):
            self.sold[product] += amount

    def _count(self, till: Till) -> None:
        # Somebody counts the last product over and over while it is sold.
        till.set_level(PRODUCTS + 1, self.random.randint(0, 99))


def level_of(database: Database) -> dict[int, Decimal]:
    with database.read() as connection:
        rows = connection.execute(sa.select(level.c.product_id, level.c.quantity)).all()
    return {row[0]: row[1] for row in rows}


def ledger_of(database: Database) -> dict[int, Decimal]:
    """Each level as the sum of everything that ever changed it."""
    found: dict[int, Decimal] = {}
    with database.read() as connection:
        for column, sign in ((adjustment.c.delta, 1), (invoice_line.c.quantity, -1)):
            products = column.table.c.product_id
            query = sa.select(products, sa.func.sum(column)).group_by(products)
            for product, amount in connection.execute(query):
                found[product] = found.get(product, Decimal(0)) + sign * amount
    return found


def sell_at_once(database_url: str) -> None:
    with server.running(database_url) as url:
        keys = [key_of(database_url) for _ in range(TILLS)]
        with Till(url, keys[0]) as till:
            for _ in range(PRODUCTS + 1):
                till.product(stock=START)
        sellers = [Seller(url, api_key, number) for number, api_key in enumerate(keys)]
        with ThreadPoolExecutor(TILLS) as pool:
            for done in [pool.submit(seller.work) for seller in sellers]:
                done.result()
    sold = sum((seller.sold for seller in sellers), Counter())
    database = open_database(database_url)
    levels = level_of(database)
    last = levels.pop(PRODUCTS + 1)
    assert levels == {
        product: START - Decimal(sold[product]).scaleb(-6) for product in range(1, PRODUCTS + 1)
    }
    assert {**levels, PRODUCTS + 1: last} == ledger_of(database)
    with database.read() as connection:
        assert connection.scalar(sa.select(sa.func.count(invoice.c.id))) == TILLS * SALES
    database.close()


def test_tills_at_once_never_make_stock_wrong(database_url: str) -> None:
    sell_at_once(database_url)


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 37), reason="STRICT tables are newer")
def test_older_sqlite_serves_without_its_write_ahead_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "SQLITE", sqlite3)
    monkeypatch.setattr(databases, "OLDEST_FOR_WAL", (99,))
    sell_at_once(f"sqlite:///{tmp_path}/hub.db")
    raw = sqlite3.connect(tmp_path / "hub.db")
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    raw.close()


def test_two_products_sold_in_opposite_order_do_not_block_each_other(till: Till) -> None:
    ids = [till.product(stock=START) for _ in range(40)]

    def work(order: list[int]) -> None:
        with Till(str(till.client.base_url), till.api_key) as one:
            for _ in range(15):
                one.post("/invoices", {"items": [item(each) for each in order]})

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work, ids), pool.submit(work, ids[::-1])]:
            done.result()
    assert set(till.levels().values()) == {START - 30}
