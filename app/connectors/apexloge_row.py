"""Rows as Apexloge answers them: products with their variants, and orders.

The document names a product's fields where one is made, and no field of an order. What it leaves
open is read under each name that it may have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.connectors import _json
from app.domain.order_flow import FLOWS
from app.sync.contract import RemoteLevel, RemoteOrder, RemoteOrderLine, RemoteProduct

KIND = "apexloge"
FLOW = FLOWS[KIND]
WAREHOUSE = "main"  # a product's stock stands in the product

# A variant has no address of its own: it is called by its product's id and its own id or name.
_BETWEEN = "#"

Row = Mapping[str, Any]
# What is sold under one price, and how many there are; None where that is not said.
Entry = tuple[RemoteProduct, Decimal | None]

_LINES = ("items", "lines", "order_items", "product_order_items")
_CHANGES = ("updated_at", "ready_at", "picked_up_at", "cancelled_at")


def is_variant(product_id: str) -> bool:
    """Whether an id is a variant's."""
    return _BETWEEN in product_id


def product_of(product_id: str) -> str:
    """The id of the product itself, also for a variant."""
    return product_id.partition(_BETWEEN)[0]


def entries(row: Row) -> tuple[str, list[Entry]] | None:
    """The product's id, and what of it is sold: itself, or each of its variants."""
    product_id = _json.identity(row.get("id"))
    if not product_id or is_variant(product_id):
        return None
    if not _is_active(row):
        return product_id, []
    whole = RemoteProduct(
        id=product_id,
        name=_text(row, "name"),
        price=_number(row, "price", "price_eur"),
        barcode=_text(row, "barcode") or None,
        category=_json.identity(row.get("category")) or None,
        sku=_text(row, "sku") or None,
    )
    variants = row.get("variants")
    if not isinstance(variants, list) or not variants:
        return product_id, [(whole, _number(row, "stock_count"))]
    read = [_variant(whole, each) for each in variants if isinstance(each, dict)]
    found = [each for each in read if each]
    named = Counter(product.id for product, _ in found)
    # Nothing tells two of one name apart.
    return product_id, [each for each in found if named[each[0].id] == 1]


def levels(found: list[Entry]) -> list[RemoteLevel]:
    """The stock of each entry, where it is said."""
    return [
        RemoteLevel(product.id, WAREHOUSE, "", quantity, not is_variant(product.id))
        for product, quantity in found
        if quantity is not None
    ]


def order(row: Row) -> tuple[str, RemoteOrder] | None:
    """The order's id, and the order."""
    order_id, status = _json.identity(row.get("id")), _text(row, "status")
    if not order_id or not status:
        return None
    customer = _object(row, "customer")
    changes = [at for name in _CHANGES if (at := _json.time(row.get(name)))]
    return order_id, RemoteOrder(
        id=order_id,
        status=status,
        number=_text(row, "order_number", "number"),
        lines=_lines(row),
        total=_number(row, "total", "total_amount", "amount", "total_eur"),
        currency=_text(row, "currency").upper() or ("EUR" if "total_eur" in row else ""),
        created_at=_created(row),
        changed_at=max(changes, default=None),
        customer_id=_json.identity(row.get("customer_id")) or _json.identity(customer.get("id")),
        customer_name=_text(row, "customer_name") or _text(customer, "name", "full_name"),
        phone=_text(row, "customer_phone", "phone") or _text(customer, "phone"),
        email=_text(row, "customer_email", "email") or _text(customer, "email"),
        notes=_text(row, "notes", "note", "customer_note"),
        is_paid=True if status in FLOW.paid else None,
    )


def _is_active(row: Row) -> bool:
    return row.get("is_active") is not False and row.get("active") is not False


def _variant(whole: RemoteProduct, row: Row) -> Entry | None:
    name, price = _text(row, "name"), _number(row, "price_eur", "price")
    called = _called(whole.id, row.get("id"), name)
    if not is_variant(called) or not _is_active(row):
        return None
    product = replace(
        whole,
        id=called,
        name=f"{whole.name} {name}".strip(),
        price=whole.price if price is None else price,
        barcode=_text(row, "barcode") or None,
        sku=_text(row, "sku") or None,
    )
    return product, _number(row, "stock_count")


def _called(product_id: str, variant_id: object, variant_name: str) -> str:
    own = _json.identity(variant_id) or _json.identity(variant_name)
    return f"{product_id}{_BETWEEN}{own}" if product_id and own else product_id


def _lines(row: Row) -> tuple[RemoteOrderLine, ...]:
    listed = next((row[name] for name in _LINES if isinstance(row.get(name), list)), None)
    if listed is None:  # an order of one product bears it itself, and its total is the order's
        line = _line(row, names=("product_name",), totals=("line_total",))
        return (line,) if line else ()
    totals = ("total", "line_total", "total_eur")
    lines = (
        _line(each, names=("product_name", "name"), totals=totals)
        for each in listed
        if isinstance(each, dict)
    )
    return tuple(line for line in lines if line)


def _line(row: Row, *, names: tuple[str, ...], totals: tuple[str, ...]) -> RemoteOrderLine | None:
    product, variant = _object(row, "product"), _object(row, "variant")
    product_id = _json.identity(row.get("product_id")) or _json.identity(product.get("id"))
    name = _text(row, *names) or _text(product, "name")
    variant_name = _text(row, "variant_name") or _text(variant, "name")
    quantity = _quantity(row)
    if not (product_id or name) or quantity is None or quantity <= 0:
        return None
    price = _number(row, "variant_price", "variant_price_eur", "unit_price", "price", "price_eur")
    return RemoteOrderLine(
        product_id=_called(product_id, row.get("variant_id") or variant.get("id"), variant_name),
        name=f"{name} {variant_name}".strip(),
        quantity=quantity,
        price=_number(variant, "price_eur", "price") if price is None else price,
        total=_number(row, *totals),
    )


def _quantity(row: Row) -> Decimal | None:
    """How many; one where nothing is said of it, None where that can't be read."""
    said = [row[name] for name in ("quantity", "qty") if row.get(name) is not None]
    return _json.number(said[0]) if said else Decimal(1)


def _created(row: Row) -> datetime | None:
    return next((at for n in ("created_at", "placed_at") if (at := _json.time(row.get(n)))), None)


def _object(row: Row, name: str) -> Row:
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def _text(row: Row, *names: str) -> str:
    return next((said for name in names if (said := _json.text(row.get(name)).strip())), "")


def _number(row: Row, *names: str) -> Decimal | None:
    found = (_json.number(row.get(name)) for name in names)
    return next((number for number in found if number is not None), None)
