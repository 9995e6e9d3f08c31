"""Invoices booked by the hub, over HTTP, against the same rows written bare.

A figure is milliseconds per invoice of five products, of one till and of eight at once. PostgreSQL
is a throw-away cluster without fsync on both sides.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
import psycopg

from app.hub import key
from app.hub.database import SQLITE, open_database
from app.hub.moment import utc_now
from benchmarks import shop
from benchmarks.measure import Figure
from tests.hub import postgres

INVOICES, ITEMS, PRODUCTS, TILLS = 400, 5, 200, 8
_TABLES = ("invoice", "invoice_line", "answered")


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """SQLite, then PostgreSQL."""
    del sizes
    with shop.scratch() as folder:
        path = folder / "hub.db"
        yield from _measured("SQLite", str(path), lambda: _bare_sqlite(path))
    with postgres.cluster() as cluster, postgres.database(cluster, "bench") as url:
        yield from _measured("PostgreSQL", url, lambda: _bare_postgresql(url))


def _measured(name: str, url: str, bare: Callable[[], float]) -> Iterator[Figure]:
    database = open_database(url, business="Bench", currency_code="SAR")
    keys = [key.add(database, f"till {at}", at=utc_now()).key for at in range(TILLS)]
    database.close()
    with _serving(url) as base:
        with httpx.Client(base_url=base, headers={"X-API-Key": keys[0]}) as client:
            for at in range(PRODUCTS):
                client.post("/products", json={"name": f"Product {at}", "price": 3.5, "stock": 100})
        found = {1: _booked(base, keys[:1]), TILLS: _booked(base, keys)}
    its = bare()
    for tills, each in found.items():
        yield Figure(
            f"hub on {name}: an invoice, {tills} till{'s' if tills > 1 else ''}",
            PRODUCTS,
            "mean",
            each,
            bare=its,
            calls=INVOICES,
        )


@contextmanager
def _serving(url: str) -> Iterator[str]:
    command = [sys.executable, "-m", "app", "hub", "serve", "--json", "--db", url]
    command += ["--port", "0", "--limit", "1000000"]
    with subprocess.Popen(command, cwd=shop.ROOT, stdout=subprocess.PIPE, text=True) as running:
        line = running.stdout.readline() if running.stdout else ""
        try:
            yield json.loads(line)["url"]
        finally:
            running.terminate()


_numbers = count(1)


def _booked(base: str, keys: list[str]) -> float:
    """Milliseconds per invoice, as many tills at once as there are keys."""

    def till(api_key: str) -> None:
        with httpx.Client(base_url=base, headers={"X-API-Key": api_key}) as client:
            for _ in range(INVOICES // len(keys)):
                number = next(_numbers)
                items = [
                    {"product_id": (number * 7 + at) % PRODUCTS + 1, "quantity": 1, "price": 3.5}
                    for at in range(ITEMS)
                ]
                notes = f"POS:A1-{number:06d}:0000000"
                client.post(
                    "/invoices",
                    json={"items": items, "payment_method": "cash", "notes": notes},
                    headers={"Idempotency-Key": notes},
                ).raise_for_status()

    start = perf_counter()
    with ThreadPoolExecutor(len(keys)) as pool:
        list(pool.map(till, keys))
    return (perf_counter() - start) * 1e3 / INVOICES


def _bare_sqlite(path: Path) -> float:
    with closing(SQLITE.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return _bare(connection.execute, connection.executemany, "?", "BEGIN IMMEDIATE")


def _bare_postgresql(url: str) -> float:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor: Any = connection.cursor()
        return _bare(cursor.execute, cursor.executemany, "%s", "BEGIN")


def _bare(execute: Any, many: Any, mark: str, begin: str) -> float:
    """The rows of invoices again, under other numbers, and the stock that they take."""
    rows = {table: execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
    widths = {table: len(found[0]) for table, found in rows.items()}
    sql = {
        table: f"INSERT INTO {table} VALUES ({', '.join([mark] * width)})"
        for table, width in widths.items()
    }
    lines: dict[int, list[Any]] = {}
    for line in rows["invoice_line"]:
        lines.setdefault(line[0], []).append(line)
    take = (
        f"UPDATE level SET quantity = quantity - 1000000 WHERE product_id = {mark} "
        "AND warehouse_id = 1"
    )
    answers = iter([each for each in rows["answered"] if str(each[1]).startswith("POS:")])
    start = perf_counter()
    for invoice in rows["invoice"]:
        own = invoice[0] + 1_000_000
        answer = next(answers)
        execute(begin)
        execute(sql["invoice"], (own, *invoice[1:]))
        many(sql["invoice_line"], [(own, *line[1:]) for line in lines[invoice[0]]])
        many(take, [(line[2],) for line in lines[invoice[0]]])
        execute(sql["answered"], (answer[0], f"again {answer[1]}", *answer[2:]))
        execute("COMMIT")
    return (perf_counter() - start) * 1e3 / len(rows["invoice"])
