"""The fake Apex POS server as a program: serves until it is told to end."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from threading import Event

from tests.fakes.apex import KEY, ApexServer, Knobs
from tests.fakes.ledger import Warehouse
from tests.fakes.wire import write_json


def main() -> None:
    """Print one line of JSON with the URL, serve until SIGTERM, and write the books if wanted."""
    given = _arguments()
    knobs = Knobs(
        business=given.business,
        keys=set(given.key or [KEY]),
        decimals=given.decimals,
        deducts_stock=not given.keeps_stock,
    )
    warehouses = [
        Warehouse(number, name) for number, name in enumerate(given.warehouse or ["Main"], 1)
    ]
    server = ApexServer(knobs, products=given.products, warehouses=warehouses, port=given.port)
    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    if given.state:
        server.ledger.committed = lambda: _write(given.state, server)
    with server:
        sys.stdout.write(write_json({"url": server.url, "key": min(knobs.keys)}).decode() + "\n")
        sys.stdout.flush()
        ended.wait()
    if given.state:
        _write(given.state, server)


def _write(path: Path, server: ApexServer) -> None:
    books = server.ledger.as_json() | {
        "requests": len(server.requests),
        "complaints": server.complaints,
    }
    written = path.with_name(f"{path.name}.new")
    written.write_bytes(write_json(books))
    written.replace(path)


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.fakes.apex", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--key", action="append", help="may be given several times")
    parser.add_argument("--business", default="My Store")
    parser.add_argument("--products", type=int, default=100)
    parser.add_argument("--warehouse", action="append", help="may be given several times")
    parser.add_argument("--decimals", type=int, default=2, help="of the currency")
    parser.add_argument("--keeps-stock", action="store_true", help="invoices deduct no stock")
    parser.add_argument("--state", type=Path, help="the books as JSON, written on each commit")
    return parser.parse_args()
