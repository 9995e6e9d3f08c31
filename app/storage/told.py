"""Stock that a back end must be told of product by product, since its invoices do not deduct it."""

from __future__ import annotations

from datetime import datetime

from app.domain.backend import Backend
from app.storage import backend as backends
from app.storage import outbox, sale
from app.storage.outbox import Entry, Outgoing
from app.storage.store import Unit

DEDUCTS_STOCK = "deducts_stock"


def tell_sold(unit: Unit, backend: Backend, entry: Entry, *, at: datetime) -> None:
    """Queue what a sale that is booked there took, where the server does not deduct it."""
    by_hand = backend.settings.deducts_stock
    known = backends.capabilities(unit, backend.name).get(DEDUCTS_STOCK)
    found = by_hand if by_hand in {"yes", "no"} else known.answer if known else ""
    if found == "no":
        tell_gone(unit, backend.name, entry, at=at)


def tell_gone(unit: Unit, backend: str, entry: Entry, *, at: datetime) -> None:
    """Queue what a sale took, which this back end is not going to book."""
    for product_id, sku, code, quantity in sale.moved(unit, entry.record_id):
        payload = {"warehouse": code, "delta": quantity, "reason": "sale", "sale": entry.number}
        change = Outgoing("stock", product_id, number=sku, payload=payload)
        outbox.put(unit, change, at=at, backend=backend)
