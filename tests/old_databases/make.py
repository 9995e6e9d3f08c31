"""Makes the old store of today's schema, once, before a release: python -m tests.old_databases.make

Writes NNNN.db.gz and NNNN.txt beside this file. One that was released is never made again.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.cli.main import run
from app.domain.currency import currency
from app.domain.customer import Customer
from app.domain.money import Money
from app.domain.order import Buyer, OrderLine, Paid
from app.domain.order_flow import Stage
from app.domain.webhook import Event
from app.services import cashiers, customers, held_sales
from app.storage import allocation, order_scan, outbox, remote, webhook
from app.storage import backend as backends
from app.storage import order as orders
from app.storage.opening import open_store
from app.storage.order import Facts
from app.storage.schema import REVISION
from app.storage.store import FILE_NAME, Store
from tests.backends import add_backend, link_dates
from tests.old_databases.test_old_databases import HERE, receipts
from tests.shop import DATES, LATTE, NOON, TEA, cart_of, counter_of

SALES: list[dict[str, Any]] = [
    {
        "cashier": "Sara",
        "lines": [
            {"product": "6281000000014", "quantity": "2"},
            {"product": "6281000000021"},
            {
                "name": "Loose dates",
                "name_ar": "تمر",
                "unit_price": "12.345",
                "quantity": "0.755",
                "tax_rate": "15",
                "discount": {"percent": "10"},
            },
        ],
        "discount": {"amount": "1.00"},
        "cash_rounding": "0.05",
        "payments": [
            {"method": "card", "amount": "20.00", "reference": "slip 7"},
            {"method": "cash", "amount": "100"},
        ],
        "notes": "deliver to the office",
    },
    {
        "cashier": "Omar",
        "lines": [
            {"product": "6281000000076", "quantity": "3", "note": "fresh"},
            {"name": "Newspaper", "name_ar": "جريدة", "unit_price": "3", "tax_rate": "0"},
        ],
        "discount": {"percent": "5"},
        "customer": {
            "name": "Oasis Trading",
            "vat_number": "310122393500003",
            "address": "Jeddah",
        },
        "payments": [{"method": "bank", "amount": "12.82"}],
    },
    {
        "lines": [{"product": "10019", "quantity": "0.755"}],
        "prices_include_tax": False,
        "rounding": "line",
        "payments": [{"method": "cash", "amount": "100"}],
    },
]


def make(folder: Path) -> None:
    """The shop, its sales, and the two files."""
    data = ("--data", str(folder))
    done = [run([*data, "init", "--demo", "--products", "30"])]
    for number, sale in enumerate(SALES):
        cart = folder / f"{number}.json"
        cart.write_text(json.dumps(sale), encoding="utf-8")
        done.append(run([*data, "sell", str(cart)]))
    if any(done):
        raise SystemExit("a command was refused")
    store = open_store(folder)
    keep(store)
    link(store)
    order(store)
    store.close()
    packed = gzip.compress((folder / FILE_NAME).read_bytes(), mtime=0)
    (HERE / f"{REVISION}.db.gz").write_bytes(packed)
    store = open_store(folder)
    (HERE / f"{REVISION}.txt").write_text(receipts(store), encoding="utf-8")
    store.close()


def keep(store: Store) -> None:
    """A cashier, a customer, a held sale and an open cart."""
    with store.write() as unit:
        cashiers.add(unit, "Sara", counter_of(unit))
    with store.write() as unit:
        wanted = Customer(None, "Oasis Trading", "+966 50 123 4567", vat_number="310122393500003")
        customer, _ = customers.add(unit, wanted, counter_of(unit))
    with store.write() as unit:
        counter = counter_of(unit)
        held_sales.hold(unit, cart_of(unit, counter, DATES, LATTE), "أبو علي", counter)
    with store.write() as unit:
        counter = counter_of(unit)
        held_sales.keep(unit, replace(cart_of(unit, counter, TEA), customer=customer), counter)


def link(store: Store) -> None:
    """A back end that has one sale, while nobody knows of another."""
    backend = add_backend(store, settle_seconds="60")
    with store.write() as unit:
        link_dates(unit)
        sent, lost = outbox.in_state(unit, backend.name, outbox.READY, kind="invoice")[:2]
        for entry in (sent, lost):
            outbox.claim(unit, entry, body_hash="0" * 64, at=NOON, server_at=NOON)
        outbox.mark(unit, sent.id, outbox.ACKED, at=NOON, remote_id="1084")
        outbox.mark(unit, lost.id, outbox.UNKNOWN, at=NOON, unknown_since=NOON, verdict="no_answer")
        backends.bind(unit, backend.name, "Palm Grove Market")
        unit.commit()


def order(store: Store) -> None:
    """An online order that nobody has seen, what its shop offers, and a webhook."""
    total = Money(Decimal("36.00"), currency("SAR"))
    facts = Facts(
        remote_id="307",
        number="AL-307",
        status="paid",
        stage=Stage.NEW,
        payment=Paid.PAID,
        currency="SAR",
        lines=(OrderLine("تمر سكري", Decimal(2), 1, "p-1", Decimal("18.00"), total),),
        total=total.amount,
        tax=None,
        shipping=None,
        buyer=Buyer("لمى الدوسري", "0550001203"),
        notes="",
        tracking_number="",
        reference="",
        created_at=NOON,
        changed_at=NOON,
    )
    with store.write() as unit:
        orders.insert(unit, "apex", facts, at=NOON, is_seen=False)
        order_scan.note_read(unit, "apex", at=NOON)
        allocation.keep(unit, "apex", {1: Decimal(22)}, at=NOON)
        remote.keep_prices(unit, "apex", {"p-1": Decimal("18.00")})
        webhook.keep(unit, "apex", Event("order.created", "d-1", "order", "307"), at=NOON)
        unit.commit()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch))
    sys.stdout.write(f"made {REVISION}\n")
