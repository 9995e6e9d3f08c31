"""Products made or changed at the till, as a back end takes them."""

from __future__ import annotations

import json
from decimal import ROUND_FLOOR, Decimal

from app.domain.backend import Backend
from app.domain.catalog import Product
from app.domain.currency import currency
from app.domain.number import ZERO, plain
from app.domain.stock import Reason
from app.storage import backend as backends
from app.storage import baseline, outbox, register, remote, setting, stock
from app.storage.catalog import Catalog
from app.storage.outbox import Entry
from app.storage.store import Unit
from app.sync import permission
from app.sync.contract import (
    Ack,
    Answer,
    Capability,
    CategoryPush,
    ProductPush,
    ProductRemoval,
)
from app.sync.link import Link
from app.sync.outcome import Held, Waits

FIELDS = ("name", "name_ar", "price", "cost", "barcode", "category", "tax_rate")


def prepared(
    unit: Unit, entry: Entry, link: Link
) -> ProductPush | ProductRemoval | Held | Waits | Ack:
    """What is to be sent of a product: all of a new one, else the fields that changed."""
    backend = link.backend
    product = load(unit, entry.record_id)
    known = remote.remote_id(unit, backend.name, "product", product.id)
    if entry.payload.get("removed"):
        return Ack("") if known is None or product.active else ProductRemoval(known)
    waits = _missing_category(unit, product, entry, link)
    if waits:
        return waits
    fields = fields_of(unit, product, backend)
    if known is None:
        if entry.payload.get("fields"):
            unit.sql("UPDATE outbox SET payload = '{}' WHERE id = ?", (entry.id,))
        opening = _opening(unit, product, entry, link)
        given = {name: value for name, value in fields.items() if value not in (None, "")}
        return ProductPush({**given, "currency": product.price.currency.code, **opening})
    changed = entry.payload.get("fields")
    if not changed:
        return Ack(known)  # it was made already, or found there
    told = {name: fields[name] for name in FIELDS if name in changed}
    if "category" in told:
        told["category_name"] = product.category
    return ProductPush(told, known)


def category(unit: Unit, entry: Entry, link: Link) -> CategoryPush | Held | Ack:
    """What is to be sent of a category that products were put into here."""
    known = remote.remote_id(unit, link.name, "category", entry.record_id)
    if known is not None:
        return Ack(known)
    row = unit.raw("SELECT name FROM category WHERE id = ?", (entry.record_id,)).fetchone()
    return CategoryPush(row[0]) if row else Held("gone", "This category is not here any more.")


def _missing_category(unit: Unit, product: Product, entry: Entry, link: Link) -> Waits | None:
    """The entry of a category that the back end must be told of before its product."""
    changed = entry.payload.get("fields")
    if not product.category or (changed and "category" not in changed):
        return None
    what = Capability.CREATE_CATEGORY
    if link.can(unit, what) is Answer.NO or permission.unproven(unit, link, what):
        return None
    row = unit.raw("SELECT id FROM category WHERE name = ?", (product.category,)).fetchone()
    if row is None or remote.remote_id(unit, link.name, "category", row[0]) is not None:
        return None
    told = outbox.of(unit, link.name, "category", row[0])
    if told is None:
        outgoing = outbox.Outgoing("category", row[0], number=product.category)
        return Waits(
            outbox.put(unit, outgoing, at=entry.created_at, backend=link.name), product.category
        )
    # One that was refused, or is in doubt, does not hold up its products.
    is_open = told.state in (outbox.READY, outbox.SENDING, outbox.UNKNOWN, outbox.RECONCILING)
    return Waits(told.id, product.category) if is_open else None


def load(unit: Unit, product_id: int) -> Product:
    """The product as the shop has it."""
    shop = setting.load_shop(unit)
    here = register.register(unit).warehouse_id
    (product,) = Catalog(unit, currency(shop.currency), here).products([product_id])
    return product


def fields_of(unit: Unit, product: Product, backend: Backend) -> dict[str, str | Decimal | None]:
    """All that a back end may hear of a product."""
    category = None
    if product.category:
        row = unit.raw("SELECT id FROM category WHERE name = ?", (product.category,)).fetchone()
        category = remote.remote_id(unit, backend.name, "category", row[0]) if row else None
    return {
        "name": product.name,
        "name_ar": product.name_ar,
        "price": product.price.amount,
        "cost": None if product.cost is None else product.cost.amount,
        "barcode": product.barcode,
        "category": category,
        "category_name": product.category,
        "tax_rate": product.tax.percent,
        "sku": product.sku,
    }


def _opening(
    unit: Unit, product: Product, entry: Entry, link: Link
) -> dict[str, str | Decimal | None]:
    """The stock that a new product begins with there.

    What was sold of it since is deducted when those sales are booked, and changes that wait come
    by themselves. Where a server counts whole pieces, a part of one is not told. One whose new
    products bring no stock hears of it as a change.
    """
    backend = link.backend
    if not product.tracked:
        return {}
    if "stock" in entry.payload:
        amount = Decimal(entry.payload["stock"])
    else:
        here = register.register(unit).warehouse_id
        waits = baseline.pending(unit, backend.name).get((product.id, here), ZERO)
        amount = stock.level(unit, product.id, here) - waits
        if link.can(unit, Capability.OPENING_STOCK) is Answer.NO:
            return _opened_later(unit, product, entry, amount)
        # From now on it counts as told with this entry, and as not told before.
        unit.sql(
            "UPDATE outbox SET payload = json_set(payload, '$.stock', ?) WHERE id = ?",
            (plain(amount), entry.id),
        )
    known = backends.capabilities(unit, backend.name).get(Capability.DECIMAL_STOCK)
    if known is None or known.answer != "yes":
        amount = amount.to_integral_value(ROUND_FLOOR)
    return {"stock": amount} if amount > ZERO else {}


def _opened_later(
    unit: Unit, product: Product, entry: Entry, amount: Decimal
) -> dict[str, str | Decimal | None]:
    if amount > ZERO and not entry.payload.get("opened"):
        place = register.code_of(unit, register.register(unit).warehouse_id)
        payload = {"warehouse": place, "delta": plain(amount), "reason": Reason.OPENING}
        told = outbox.Outgoing("stock", product.id, number=product.sku, payload=payload)
        outbox.put(unit, told, at=entry.created_at, backend=entry.backend)
        unit.sql(
            "UPDATE outbox SET payload = json_set(payload, '$.opened', json('true')) WHERE id = ?",
            (entry.id,),
        )
    return {}


def open_fields(unit: Unit, backend: str) -> dict[int, frozenset[str]]:
    """The fields of products that the till changed and the server has not been told of."""
    rows = unit.sql(
        "SELECT record_id, payload -> 'fields' FROM outbox WHERE backend = ? AND kind = 'product' "
        "AND state <> 'ACKED' AND verdict <> 'dropped'",
        (backend,),
    )
    found: dict[int, frozenset[str]] = {}
    for product_id, text in rows:
        # One that is not there yet is ours in every field.
        fields = frozenset(json.loads(text)) if text else frozenset(FIELDS)
        found[product_id] = found.get(product_id, frozenset()) | fields
    return found
