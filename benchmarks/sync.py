"""Sync against what it is made of: bare httpx requests and bare rows.

The server is the tests' fake one, as a program of its own. It answers from memory, so that our
own part of the time shows as much as it can.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import simplejson

from app import bootstrap, bootstrap_sync
from app.domain.backend import Backend, backend_settings
from app.domain.cart import Cart, line_of
from app.domain.catalog import Found
from app.domain.payment import Method, Payment
from app.domain.text import words
from app.secret_store import variable
from app.services import checkout
from app.services.counter import Counter
from app.storage import backend as backends
from app.storage import outbox
from app.storage.store import Store
from app.sync import engine, product_pull, sending
from app.sync.booking import booking
from app.sync.contract import InvoicePush
from app.sync.link import Link
from app.till_sync import TillSync
from app.ui.stall import NOTICED_MS, StallMonitor
from benchmarks import screen, shop
from benchmarks.measure import Figure, Times, timed

PULL_FACTOR, DRAIN_FACTOR = 2, 1.5
BUSY_MEDIAN, BUSY_P99 = 2, 5
INVOICES, LINES, ROUNDS = 300, 3, 3
IDLE_SALES = 300
BETWEEN_SALES = 0.02  # s, so that the pull is not starved by a cashier that no shop has
KEY = "apx_bench"
UNLIMITED = backend_settings({"requests_per_window": "600000"})

_WORDS = "INSERT INTO product_word (rowid, words) VALUES (?, ?)"
_GRAMS = "INSERT INTO product_gram (rowid, text) VALUES (?, ?)"
_TEXTS = "SELECT id, name_key || ' ' || name_ar_key, codes_key FROM product ORDER BY id"
_TABLES = ("category", "product", "barcode", "word", "remote_id", "remote_record")


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """First pull, sales beside it, and the outbox sent."""
    with server(sizes.usual) as url:
        yield _first_pull(url, sizes.usual)
        yield from _sales_beside(url, sizes)
        yield from _stalls(url, sizes)
    with server(sizes.usual) as url:
        yield _drain(url, sizes)


@contextmanager
def server(products: int) -> Iterator[str]:
    """The fake server as a program, with so many products; its address."""
    command = [sys.executable, "-m", "tests.fakes.apex", "--port", "0", "--key", KEY]
    command += ["--products", str(products)]
    with subprocess.Popen(command, cwd=shop.ROOT, stdout=subprocess.PIPE, text=True) as running:
        line = running.stdout.readline() if running.stdout else ""
        try:
            yield json.loads(line)["url"]
        finally:
            running.terminate()


@contextmanager
def linked(store: Store, url: str) -> Iterator[Link]:
    """The shop with this server as its back end."""
    with store.write() as unit:
        wanted = Backend(0, "bench", "apex_pos", url, "env", UNLIMITED)
        backend = backends.books(unit) or backends.add(unit, wanted, at=bootstrap.utc_now())
        unit.commit()
    link = bootstrap_sync.link(store, backend, KEY)
    try:
        yield link
    finally:
        link.connector.close()


def _empty(folder: Path) -> Path:
    shop.run(shop.sanduq("--data", str(folder), "init"))
    return folder


def _first_pull(url: str, products: int) -> Figure:
    mine: list[float] = []
    its: list[float] = []
    with shop.scratch() as scratch:
        for turn in range(ROUNDS):
            folder, twin = _empty(scratch / f"ours-{turn}"), _empty(scratch / f"bare-{turn}")
            with closing(bootstrap.shop_store(folder)) as store, linked(store, url) as link:
                mine.append(timed(product_pull.pull, link))
            its.append(_bare_pull(url, twin, _rows(folder, products)))
    return Figure(
        "first pull of products",
        products,
        "median",
        median(mine),
        bare=median(its),
        factor=PULL_FACTOR,
        calls=ROUNDS,
    )


def _bare_pull(url: str, folder: Path, rows: list[tuple[str, list[Any]]]) -> float:
    def pull() -> None:
        page, seen, total = 1, 0, 1
        with httpx.Client(headers={"X-API-Key": KEY}) as client:
            while seen < total:
                answer = client.get(f"{url}/products", params={"page": page, "limit": 100})
                found = simplejson.loads(answer.content, use_decimal=True)
                seen, total, page = seen + len(found["data"]), found["total"], page + 1
        connection.execute("BEGIN IMMEDIATE")
        for statement, each in rows:
            connection.executemany(statement, each)
        connection.execute("COMMIT")

    with shop.bare(folder) as connection:
        return timed(pull)


def _rows(folder: Path, products: int) -> list[tuple[str, list[Any]]]:
    """What our pull wrote, in the order of its tables."""
    with shop.bare(folder) as reader:
        result = []
        for table in _TABLES:
            cursor = reader.execute(f"SELECT * FROM {table}")
            marks = ", ".join("?" for _ in cursor.description)
            rows = list(cursor)
            if table == "product" and len(rows) != products:
                raise AssertionError(f"{len(rows)} products were pulled")
            result.append((f"INSERT INTO {table} VALUES ({marks})", rows))
        texts = list(reader.execute(_TEXTS))
    result.append((_WORDS, [(each, " ".join(words(names))) for each, names, _ in texts]))
    result.append((_GRAMS, [(each, f"{names} {codes}") for each, names, codes in texts]))
    return result


def _sales_beside(url: str, sizes: shop.Sizes) -> Iterator[Figure]:
    """Sales at a counter whose till pulls the whole catalogue for the first time meanwhile."""
    with shop.scratch() as scratch:
        folder = shop.copy_of(shop.demo_shop(sizes.usual), scratch / "ours")
        with closing(bootstrap.shop_store(folder)) as store:
            carts = _carts(store, sizes.usual)
            idle = Times([timed(_sell, store, *next(carts)) or _pause() for _ in range(IDLE_SALES)])
            busy = Times(_beside(store, url, carts))
    for name, limit in (("median", BUSY_MEDIAN), ("p99", BUSY_P99)):
        yield Figure(
            "sale while products are pulled",
            sizes.usual,
            name,
            getattr(busy, name),
            bare=getattr(idle, name),
            factor=limit,
            calls=len(busy.samples),
        )


def _stalls(url: str, sizes: shop.Sizes) -> Iterator[Figure]:
    """How long the window keeps a hand waiting during a first pull, with all screens listening."""
    with shop.scratch() as scratch:
        folder = scratch / "ours"
        shop.run(shop.sanduq("--data", str(folder), "init", "--demo", "--products", "60"))
        os.environ[variable("bench")] = KEY
        with screen.opened(folder) as opened:
            store, monitor = opened.till.desk.shop.store, StallMonitor()
            with linked(store, url):
                opened.pause()
            monitor.start()
            opened.till.desk.shop.syncing.wake()
            opened.until(lambda: _pulled(store))
            opened.pause()
            monitor.stop()
            with store.read() as unit:
                count = unit.sql("SELECT count(*) FROM product").scalar_one()
    if count < sizes.usual:
        raise AssertionError(f"{count} products were pulled")
    seen = monitor.seen()
    yield Figure(
        "stall while products are pulled",
        sizes.usual,
        "longest",
        seen.longest,
        limit=NOTICED_MS,
        calls=seen.probes,
    )


def _pause() -> float:
    time.sleep(BETWEEN_SALES)
    return 0.0


def _beside(store: Store, url: str, carts: Iterator[Any]) -> list[float]:
    """Sales while a process of its own pulls, as it does beside an open till."""
    found: list[float] = []
    os.environ[variable("bench")] = KEY
    with linked(store, url):
        beside = TillSync(store)
    beside.start(lambda _changes: None)
    while not _pulled(store):
        found.append(timed(_sell, store, *next(carts)))
        _pause()
    beside.stop()
    beside.join()
    return found


def _pulled(store: Store) -> bool:
    with store.read() as unit:
        return backends.state(unit, "bench").pulled_at is not None


def _carts(store: Store, products: int) -> Iterator[tuple[Counter, Cart, Payment]]:
    with store.read() as unit:
        counter = bootstrap.counter(unit, cashier="Noura")
    turn = 0
    while True:
        turn += 1
        wanted = [(turn * 37 + line * 101) % products + 1 for line in range(LINES)]
        with store.read() as unit:
            found = counter.catalog(unit).products(wanted)
        cart = Cart(counter.shop.pricing)
        for product in found:
            cart = cart.add(line_of(Found(product)))
        yield counter, cart, Payment(Method.CASH, cart.totals().taxed.gross)


def _sell(store: Store, counter: Counter, cart: Cart, payment: Payment) -> None:
    with store.write() as unit:
        checkout.complete(unit, cart, [payment], counter)


def _drain(url: str, sizes: shop.Sizes) -> Figure:
    """Invoices that waited, one after the other; the bare side has no store and reads no answer."""
    with shop.scratch() as scratch:
        folder = _empty(scratch / "ours")
        with closing(bootstrap.shop_store(folder)) as store, linked(store, url) as link:
            engine.run(link)
            carts = _carts(store, min(sizes.usual, 1000))
            mine, its = [], []
            for _ in range(ROUNDS):
                for _ in range(INVOICES):
                    _sell(store, *next(carts))
                bodies = _bodies(store, link)
                its.append(timed(_post, url, bodies))
                mine.append(timed(_send, link))
    return Figure(
        "outbox of 300 invoices sent",
        sizes.usual,
        "median",
        median(mine),
        bare=median(its),
        factor=DRAIN_FACTOR,
        calls=ROUNDS,
    )


def _send(link: Link) -> None:
    sent = sending.send_due(link)
    if sent != INVOICES:
        raise AssertionError(f"{sent} invoices were sent")


def _bodies(store: Store, link: Link) -> Sequence[bytes]:
    bodies = []
    with store.read() as unit:
        for entry in outbox.in_state(unit, link.name, outbox.READY):
            push = booking(unit, entry, link)
            if not isinstance(push, InvoicePush):
                raise TypeError(f"{entry.number} can't be sent")
            items = [
                {"product_id": int(each.product_id), "quantity": each.quantity, "price": each.price}
                for each in push.items
            ]
            # Without our reference, so that the fake server's books tell them apart.
            body = {"items": items, "payment_method": push.method, "notes": "bare"}
            bodies.append(simplejson.dumps(body).encode())
    return bodies


def _post(url: str, bodies: Sequence[bytes]) -> None:
    """A fresh connection for each, as money needs it: only so can a failure be told apart."""
    headers = {"X-API-Key": KEY, "Content-Type": "application/json"}
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(headers=headers, limits=limits) as client:
        for body in bodies:
            client.post(f"{url}/invoices", content=body).raise_for_status()
