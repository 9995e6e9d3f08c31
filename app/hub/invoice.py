"""Invoices: a sale and the stock it takes are booked together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.domain.currency import Currency
from app.domain.errors import Refusal
from app.domain.number import EXACT, LIMIT, ZERO, rounded
from app.hub import customer, product, stock
from app.hub.answer import Answer, amount, figure
from app.hub.body import Item, NewInvoice
from app.hub.database import Database, new_id
from app.hub.deed import Deed
from app.hub.listing import Page, total
from app.hub.moment import moment_text
from app.hub.table import invoice, invoice_line

PAID = "paid"
REFERENCE = "POS:"
LONGEST_REFERENCE = 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which invoices are asked for; both days are included."""

    status: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    reference: str | None = None


def book(deed: Deed, body: NewInvoice) -> Answer:
    """Book a sale that has happened: stock may fall below nothing."""
    product.require(deed.connection, [item.product_id for item in body.items])
    if body.customer_id is not None:
        customer.require(deed.connection, body.customer_id)
    whole = sum((_gross(item, deed.currency) for item in body.items), ZERO)
    if whole >= LIMIT:
        raise Refusal("too_large", "The total is too large.")
    invoice_id = new_id(deed.connection, invoice, _row(deed, body, whole))
    lines = [
        {"invoice_id": invoice_id, "position": position, **item.model_dump()}
        for position, item in enumerate(body.items)
    ]
    deed.connection.execute(sa.insert(invoice_line), lines)
    taken: defaultdict[int, Decimal] = defaultdict(Decimal)
    for item in body.items:
        taken[item.product_id] -= item.quantity
    stock.add(deed, deed.caller.warehouse_id, taken)
    return {
        "success": True,
        "invoice_id": invoice_id,
        "total": amount(whole, deed.currency),
        "status": PAID,
    }


def _gross(item: Item, currency: Currency) -> Decimal:
    return rounded(EXACT.multiply(item.quantity, item.price), currency.step)


def _row(deed: Deed, body: NewInvoice, whole: Decimal) -> dict[str, Any]:
    at = moment_text(deed.at)
    return {
        **body.model_dump(exclude={"items"}),
        "warehouse_id": deed.caller.warehouse_id,
        "key_id": deed.caller.key_id,
        "reference": _reference(body.notes),
        "total": whole,
        "status": PAID,
        "day": at[:10],
        "created_at": at,
    }


def _reference(notes: str | None) -> str | None:
    first = next(iter((notes or "").split(maxsplit=1)), "")
    return first if first.startswith(REFERENCE) and len(first) <= LONGEST_REFERENCE else None


def page(database: Database, wanted: Page, filters: Wanted) -> Answer:
    """A page of invoices with their items, the oldest first."""
    query = _query(filters)
    with database.read() as connection:
        rows = wanted.rows(connection, query)
        items = _items(connection, [row.id for row in rows], database.about.currency)
        count = total(connection, query)
    currency = database.about.currency
    return wanted.answer([_shown(row, items[row.id], currency) for row in rows], count)


def _query(wanted: Wanted) -> sa.Select[Any]:
    query = sa.select(invoice).order_by(invoice.c.id)
    if wanted.status is not None:
        query = query.where(invoice.c.status == wanted.status)
    if wanted.first_day is not None:
        query = query.where(invoice.c.day >= wanted.first_day.isoformat())
    if wanted.last_day is not None:
        query = query.where(invoice.c.day <= wanted.last_day.isoformat())
    if wanted.reference is not None:
        query = query.where(invoice.c.reference == wanted.reference)
    return query


def _items(
    connection: sa.Connection, ids: list[int], currency: Currency
) -> defaultdict[int, list[Answer]]:
    found: defaultdict[int, list[Answer]] = defaultdict(list)
    order = invoice_line.c.invoice_id, invoice_line.c.position
    query = sa.select(invoice_line).where(invoice_line.c.invoice_id.in_(ids)).order_by(*order)
    for row in connection.execute(query):
        item = {
            "product_id": row.product_id,
            "quantity": figure(row.quantity),
            "price": amount(row.price, currency),
        }
        found[row.invoice_id].append(item)
    return found


def _shown(row: Any, items: list[Answer], currency: Currency) -> Answer:
    return {
        "id": row.id,
        "invoice_id": row.id,
        "customer_id": row.customer_id,
        "payment_method": row.payment_method,
        "account_id": row.account_id,
        "notes": row.notes,
        "total": amount(row.total, currency),
        "status": row.status,
        "date": row.day,
        "created_at": row.created_at,
        "items": items,
    }
