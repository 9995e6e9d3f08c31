"""A program that forks workers on a shop and kills them; it prints what it found as JSON.

It is a process of its own, with one thread and no open store when it forks, so that each worker
is like a freshly started till. The workers are killed by SIGKILL, which nothing can catch.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from app.services import books, checkout, held_sales, product_import, staged_import, stock
from app.services.stock import Adjustment
from app.storage import driver, register
from app.storage.opening import open_store
from app.storage.store import FILE_NAME, Store, Unit
from tests.shop import BREAD, DATES, LATTE, TEA, cart_of, counter_of, exactly, make_shop, sell

Deed = Callable[[Path], None]

NOT_YET, COMMITTED, DONE = b"not yet", b"committed", b"done"  # a worker's last words
STAGED, STEP = 40, 10  # products of an import in steps, and of one step
PATIENCE_S = 30  # for a worker's first sale

# Each document must have all its parts, and no part may be without its document.
PARTS = {
    "lines": "SELECT DISTINCT invoice_id FROM invoice_line",
    "taxes": "SELECT DISTINCT invoice_id FROM invoice_tax",
    "payments": "SELECT DISTINCT invoice_id FROM payment",
    "moves": "SELECT DISTINCT invoice_id FROM stock_move WHERE invoice_id IS NOT NULL",
    "outbox": "SELECT record_id FROM outbox WHERE kind = 'invoice'",
    "journal": "SELECT i.id FROM journal j JOIN invoice i ON i.number = j.subject "
    "WHERE j.event = 'sale_completed'",
}


@dataclass
class Report:
    """How many were killed, and what was wrong afterwards."""

    kills: int = 0
    committed: int = 0
    findings: list[str] = field(default_factory=list)
    places: list[tuple[int, ...]] = field(default_factory=list)  # that the carts were seen in


def main() -> None:
    """`victim FOLDER WHAT TIMES`."""
    folder, what, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    warm_up()
    report = Report()
    if what == "random":
        at_random_instants(folder, times, report)
    elif what == "steps":
        between_steps(folder, times, report)
    elif what == "crowd":
        in_a_crowd(folder, times, report)
    elif what == "inside":
        at_every_step(folder, Doom(sell_four, inside=True, every=times), report)
    else:
        at_every_step(folder, Doom(DEEDS[what], inside=False, every=times), report)
    print(json.dumps(vars(report)))  # noqa: T201


def warm_up() -> None:
    """Import everything that the workers need; they would spend their lives on it."""
    with TemporaryDirectory() as folder:
        for deed in DEEDS.values():
            deed(Path(folder, "shop"))


def sell_four(folder: Path) -> None:
    """Sell two products that have stock and two that have none."""
    with closed(folder) as store:
        sell(store, DATES, LATTE, BREAD, TEA)


def adjust(folder: Path) -> None:
    """Adjust the stock of a product."""
    with closed(folder) as store, store.write() as unit:
        counter = counter_of(unit)
        found = counter.catalog(unit).find(DATES)
        assert found
        wanted = Adjustment(found.product, register.warehouse(unit, "main"), Decimal(-1), "lost")
        stock.adjust(unit, wanted, counter)


def import_products(folder: Path) -> None:
    """Add a product with its category and stock, and change another."""
    path = folder.parent / f"{folder.name}.csv"
    path.write_text("sku,name,price,category,stock,barcode\nN-1,New,1,New,5,n1\nDT-00001,,9,,3,\n")
    with closed(folder) as store, store.write() as unit:
        product_import.read(unit, path, counter_of(unit))


def import_in_steps(folder: Path) -> None:
    """Add forty products with their stock, ten in each step."""
    path = folder.parent / f"{folder.name}-steps.csv"
    rows = [f"S-{row:02d},Product {row},1,New,{row},s{row:02d}" for row in range(STAGED)]
    path.write_text("\n".join(["sku,name,price,category,stock,barcode", *rows, ""]))
    for name in ("FEWEST", "FIRST", "MOST"):
        setattr(staged_import, name, STEP)
    with closed(folder) as store:
        with store.read() as unit:
            counter = counter_of(unit)
        staged_import.import_in_steps(store, path, counter)


def init(folder: Path) -> None:
    """Make the shop."""
    make_shop(folder)


def keep(folder: Path) -> None:
    """Keep an open cart."""
    with closed(folder) as store, store.write() as unit:
        counter = counter_of(unit)
        held_sales.keep(unit, cart_of(unit, counter, DATES, LATTE), counter)


def hold(folder: Path) -> None:
    """Hold the open cart."""
    with closed(folder) as store, store.write() as unit:
        counter = counter_of(unit)
        cart = held_sales.open_cart(unit, counter)
        assert cart
        held_sales.hold(unit, cart, "Abu Ali", counter)


def recall(folder: Path) -> None:
    """Recall the sale that was held."""
    with closed(folder) as store, store.write() as unit:
        counter = counter_of(unit)
        (waits,) = held_sales.listing(unit, counter)
        held_sales.recall(unit, waits.id, counter)


def pay(folder: Path) -> None:
    """Sell the open cart."""
    with closed(folder) as store, store.write() as unit:
        counter = counter_of(unit)
        cart = held_sales.open_cart(unit, counter)
        assert cart
        checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)


# In an order in which each finds what it needs.
DEEDS: dict[str, Deed] = {
    "init": init,
    "sell": sell_four,
    "adjust": adjust,
    "import": import_products,
    "steps": import_in_steps,
    "keep": keep,
    "hold": hold,
    "recall": recall,
    "pay": pay,
}


class closed:  # noqa: N801
    """An open store that is closed at the end."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(folder)

    def __enter__(self) -> Store:
        return self.store

    def __exit__(self, *_: object) -> None:
        self.store.close()


@dataclass(frozen=True)
class Doom:
    """A deed and where its worker dies: before every so many SQL statements, or inside them."""

    deed: Deed
    inside: bool
    every: int


def at_every_step(folder: Path, doom: Doom, report: Report) -> None:
    """Kill a worker at the first step of its deed, the second … and right after the deed."""
    for step in count(1):
        before = fingerprint(folder)
        reader, writer = os.pipe()
        worker = fork(partial(doomed, folder, doom, step, writer))
        os.close(writer)
        with os.fdopen(reader, "rb") as told:
            last_words = told.read()
        _, status = os.waitpid(worker, 0)
        if os.WIFEXITED(status):
            report.findings.append(f"Worker {step} failed.")
            return
        report.kills += 1
        after = fingerprint(folder)
        if (after == before) not in wanted(last_words, before):
            report.findings.append(f"Killed at step {step}: {before} became {after}.")
        report.findings += faults(folder)
        report.committed += after != before
        if (found := places(folder)) not in report.places:
            report.places.append(found)
        if last_words == DONE:
            return


def between_steps(folder: Path, every: int, report: Report) -> None:
    """Kill an import further and further on: whole steps stay, and it goes on to its end."""
    for step in count(1):
        reader, writer = os.pipe()
        doom = Doom(import_in_steps, inside=False, every=every)
        worker = fork(partial(doomed, folder, doom, step, writer))
        os.close(writer)
        last_words = drain(reader)
        os.waitpid(worker, 0)
        report.kills += 1
        there, in_stock = staged(folder)
        report.committed = max(report.committed, there)
        if there % STEP or there < report.committed or in_stock != sum(range(there)):
            report.findings.append(f"Killed at step {step}: {there} products, {in_stock} in stock.")
        report.findings += faults(folder)
        if last_words == DONE:
            return


def staged(folder: Path) -> tuple[int, int]:
    """How many products of the import in steps there are, and their stock together."""
    found = "FROM product WHERE sku LIKE 'S-%'"
    levels = "SELECT coalesce(sum(quantity), 0) / 1000000 FROM stock_level WHERE product_id IN"
    with closed(folder) as store, store.read() as unit:
        return number(unit, f"SELECT count(*) {found}"), number(
            unit, f"{levels} (SELECT id {found})"
        )


def wanted(last_words: bytes, before: tuple[int, ...]) -> set[bool]:
    """Whether the store may be as before."""
    if last_words == NOT_YET:
        return {True}
    # A new shop commits to its draft several times before it gets its name.
    settled = last_words == DONE or (last_words == COMMITTED and before)
    return {False} if settled else {True, False}


def doomed(folder: Path, doom: Doom, step: int, writer: int) -> None:
    """Do the deed, but die at this step of it or, when it has fewer, right after it.

    The last words tell whether it was committed; there are none while it is just being done.
    """
    seen: list[str] = []
    ticks = count(1)

    def tick(statement: str = "") -> int:
        if statement:
            seen.append(statement)
        if next(ticks) == step * doom.every:
            if "COMMIT" in seen[:-1]:
                os.write(writer, COMMITTED)
            elif not doom.inside or "COMMIT" not in seen:
                os.write(writer, NOT_YET)
            kill_oneself()
        return 0

    def connect(path: Path, **options: int) -> Any:
        connection = original(path, **options)
        connection.set_trace_callback(seen.append if doom.inside else tick)
        if doom.inside:
            connection.set_progress_handler(tick, 10)
        return connection

    original, driver.connect = driver.connect, connect
    doom.deed(folder)
    os.write(writer, DONE)
    kill_oneself()


def at_random_instants(folder: Path, times: int, report: Report) -> None:
    """Kill a worker that does nothing but sell, after some milliseconds, again and again."""
    chance = random.Random(1)
    told: list[str] = []
    for turn in range(times):
        reader, writer = os.pipe()
        worker = fork(partial(sell_on, folder, writer))
        os.close(writer)
        if turn % 2:
            # Half of them die while they sell, the others as early as while they open the store.
            select.select([reader], [], [], PATIENCE_S)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        told += whole_lines(drain(reader))
        report.kills += 1
        if turn % 10 == 0:
            report.findings += faults(folder)
    report.committed = len(told)
    report.findings += [*faults(folder), *lost(folder, told)]


def in_a_crowd(folder: Path, times: int, report: Report) -> None:
    """Kill one of two workers that sell from the same store at the same time."""
    chance = random.Random(2)
    reader, writer = os.pipe()
    workers = [fork(partial(sell_on, folder, writer)) for _ in range(2)]
    heard = b""
    for turn in range(times):
        heard += os.read(reader, 65_536)  # waits until one of them has sold again
        time.sleep(chance.uniform(0, 0.03))
        os.kill(workers[turn % 2], signal.SIGKILL)
        os.waitpid(workers[turn % 2], 0)
        report.kills += 1
        if turn % 10 == 0:
            report.findings += faults(folder)
        workers[turn % 2] = fork(partial(sell_on, folder, writer))
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    os.close(writer)
    told = whole_lines(heard + drain(reader))
    report.committed = len(told)
    report.findings += [*faults(folder), *lost(folder, told)]


def sell_on(folder: Path, writer: int) -> None:
    """Sell until the end, and tell the number of each sale that is done."""
    store = open_store(folder)
    while True:
        sale = sell(store, DATES, LATTE, BREAD)
        os.write(writer, f"{sale.number}\n".encode())


def fork(work: Callable[[], None]) -> int:
    """A worker process; whatever happens in it, it never comes back here."""
    worker = os.fork()
    if worker:
        return worker
    try:
        work()
    finally:
        os._exit(1)


def kill_oneself() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def drain(reader: int) -> bytes:
    """Everything that was told."""
    with os.fdopen(reader, "rb") as file:
        return file.read()


def whole_lines(told: bytes) -> list[str]:
    """The numbers that were told to the end."""
    return [line.decode() for line in told.split(b"\n")[:-1]]


def fingerprint(folder: Path) -> tuple[int, ...]:
    """How many rows there are; nothing when there is no shop."""
    if not (folder / FILE_NAME).exists():
        return ()
    names = (
        *("invoice", "stock_move", "journal", "outbox", "product", "barcode", "category"),
        *("kept_cart WHERE state = 'open'", "kept_cart WHERE state = 'held'"),
    )
    with closed(folder) as store, store.read() as unit:
        return tuple(number(unit, f"SELECT count(*) FROM {name}") for name in names)


def places(folder: Path) -> tuple[int, ...]:
    """How many carts are open, held and sold."""
    found = fingerprint(folder)
    return (*found[-2:], found[0]) if found else ()


def faults(folder: Path) -> list[str]:
    """What is not whole."""
    if not (folder / FILE_NAME).exists():
        return []
    with closed(folder) as store, store.read() as unit:
        documents = {row[0] for row in unit.sql("SELECT id FROM invoice")}
        found = [
            f"{part} do not match the documents."
            for part, sql in PARTS.items()
            if sorted(row[0] for row in unit.sql(sql)) != sorted(documents)
        ]
        if number(unit, "SELECT last_number FROM register") != len(documents):
            found.append("The register's number does not match the documents.")
        if number(unit, "SELECT count(*) FROM product") < 30:
            found.append("The shop has not all its products.")
        return [*found, *books.verify(unit)]


def lost(folder: Path, told: list[str]) -> list[str]:
    """Sales that were told to be done and are not there."""
    with closed(folder) as store, store.read() as unit:
        there = {row[0] for row in unit.sql("SELECT number FROM invoice")}
    return [f"Sale {each} is lost." for each in told if each not in there]


def number(unit: Unit, sql: str) -> int:
    return int(unit.raw(sql).fetchone()[0])


if __name__ == "__main__":
    main()
