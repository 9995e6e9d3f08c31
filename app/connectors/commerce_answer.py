"""What a Commerce API answers: products with their stock, and orders.

Its document names no fields; a public copy of the same specification does. What neither shows is
read under each name that it may have.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.connectors import _json
from app.domain import reference as references
from app.sync.contract import (
    RemoteInvoice,
    RemoteLevel,
    RemoteOrder,
    RemoteOrderLine,
    RemoteProduct,
)

WAREHOUSE = "main"  # a product's stock stands in the product
CATEGORIES = frozenset({"footwear", "apparel", "accessories", "electronics", "home"})

_NUMBER_LENGTH = 8  # of an order that has none: so much of its id is read aloud

Row = Mapping[str, Any]


def product_id(row: Row) -> str:
    """The id of a product; nothing where there is none."""
    return _identity(row, "productId", "id", "product_id")


def order_id(row: Row) -> str:
    """The id of an order; nothing where there is none."""
    return _identity(row, "orderId", "id", "order_id")


def product(row: Row) -> tuple[str, RemoteProduct | None] | None:
    """The product's id, and the product unless it is no longer sold."""
    known = product_id(row)
    if not known:
        return None
    return known, None if _is_gone(row) else RemoteProduct(
        id=known,
        name=_json.text(row.get("name")),
        price=_json.number(row.get("price")),
        barcode=_text(row, "barcode") or None,
        category=_text(row, "category") or None,
        sku=_text(row, "sku") or None,
        currency=_text(row, "currency").strip().upper() or None,
    )


def level(row: Row) -> tuple[str, RemoteLevel | None] | None:
    """The product's id, and its stock if that is said."""
    known, quantity = product_id(row), _json.number(row.get("stock"))
    if not known:
        return None
    if quantity is None or _is_gone(row):
        return known, None
    return known, RemoteLevel(known, WAREHOUSE, "", quantity)


def invoice(row: Row) -> tuple[str, tuple[RemoteInvoice, bool]] | None:
    """The order as a sale of ours, and whether its notes are shown."""
    known = order_id(row)
    if not known:
        return None
    sale = RemoteInvoice(
        id=known,
        reference=_reference(_json.text(row.get("notes"))),
        total=_number(row, "total", "totalAmount"),
        status=_text(row, "status"),
    )
    return known, (sale, row.get("notes") is not None)


def order(row: Row) -> tuple[str, RemoteOrder] | None:
    """The order's id, and the order."""
    known, status = order_id(row), _text(row, "status")
    if not known or not status:
        return None
    customer, notes = _object(row, "customer"), _json.text(row.get("notes"))
    return known, RemoteOrder(
        id=known,
        status=status,
        number=_text(row, "orderNumber", "number") or known[:_NUMBER_LENGTH],
        lines=_lines(row),
        total=_number(row, "total", "totalAmount"),
        currency=_text(row, "currency").upper(),
        created_at=_json.time(row.get("createdAt")),
        changed_at=_json.time(row.get("updatedAt")),
        customer_id=_identity(row, "customerId") or _identity(customer, "customerId", "id"),
        customer_name=_text(row, "customerName") or _name(customer),
        phone=_text(row, "customerPhone", "phone") or _text(customer, "phone"),
        email=_text(row, "customerEmail", "email") or _text(customer, "email"),
        address=_address(row),
        notes=notes,
        reference=_reference(notes),
    )


def _lines(row: Row) -> tuple[RemoteOrderLine, ...]:
    items = row.get("items", row.get("lines"))
    listed = items if isinstance(items, list) else []
    lines = (_line(each) for each in listed if isinstance(each, dict))
    return tuple(line for line in lines if line)


def _line(row: Row) -> RemoteOrderLine | None:
    sold = _object(row, "product")
    known = _identity(row, "productId", "product_id") or product_id(sold)
    name = _text(row, "name", "productName") or _text(sold, "name")
    quantity = _number(row, "quantity", "qty")
    if not (known or name) or quantity is None or quantity <= 0:
        return None
    price, total = _number(row, "price", "unitPrice"), _number(row, "lineTotal", "total")
    return RemoteOrderLine(known, name, quantity, price, total)


def _is_gone(row: Row) -> bool:
    return row.get("active") is False or row.get("isActive") is False


def _reference(notes: str) -> str:
    found = references.PATTERN.search(notes)
    return found.group() if found else ""


def _name(customer: Row) -> str:
    parts = (_text(customer, "firstName"), _text(customer, "lastName"))
    return _text(customer, "name", "fullName") or " ".join(filter(None, parts))


def _address(row: Row) -> str:
    for name in ("shippingAddress", "address"):
        value = row.get(name)
        parts = value.values() if isinstance(value, dict) else (value,)
        if said := ", ".join(filter(None, (_json.text(part).strip() for part in parts))):
            return said
    return ""


def _object(row: Row, name: str) -> Row:
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def _identity(row: Row, *names: str) -> str:
    return next((found for name in names if (found := _json.identity(row.get(name)))), "")


def _text(row: Row, *names: str) -> str:
    return next((said for name in names if (said := _json.text(row.get(name)).strip())), "")


def _number(row: Row, *names: str) -> Decimal | None:
    found = (_json.number(row.get(name)) for name in names)
    return next((number for number in found if number is not None), None)
