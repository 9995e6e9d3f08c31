"""What StackNex answers, read leniently: its document shows one order and one error only."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar

from app.connectors import _envelope, _json
from app.connectors._json import Fields
from app.connectors._paging import Page, ReadRow, page
from app.domain import reference as references
from app.sync.contract import (
    RemoteCategory,
    RemoteCustomer,
    RemoteLevel,
    RemoteOrder,
    RemoteOrderLine,
    RemoteProduct,
)
from app.sync.problem import Transient

# What things are called one by one; their collections are called as in the addresses.
NOUNS = {
    "products": "product",
    "orders": "order",
    "customers": "customer",
    "categories": "category",
    "inventory": "inventory",
}
# The place of stock whose row names no location.
MAIN = "main"

_DONE = "completed"

_Record = TypeVar("_Record")
# An inventory row's own id, empty where it has none, and the level that it tells.
Row = tuple[str, RemoteLevel]


def rows(value: object, collection: str, read_row: ReadRow[_Record]) -> Page[_Record]:
    """The page in an answer: its list bare or in an envelope. Raises Transient wrong_shape."""
    found = {"data": _envelope.rows(value, collection), "total": _total(value)}
    return page(found, read_row)


def one(value: object, collection: str) -> Fields:
    """The object in an answer, bare or in an envelope; nothing where there is none."""
    fields = value if isinstance(value, dict) else {}
    for envelope in ("data", NOUNS[collection]):
        inner = fields.get(envelope)
        fields = inner if isinstance(inner, dict) else fields
    return fields


def organization(value: object) -> str:
    """Whose books these are, where the answer says so."""
    fields = value if isinstance(value, dict) else {}
    return _json.identity(fields.get("organizationId"))


def product(row: Mapping[str, Any]) -> tuple[str, RemoteProduct | None] | None:
    """The product, or None for one that is no longer sold."""
    product_id = _json.identity(row.get("id"))
    if not product_id:
        return None
    if _first(row, "isActive", "is_active", "active") is False:
        return product_id, None
    return product_id, RemoteProduct(
        id=product_id,
        name=_json.text(row.get("name")),
        name_ar=_text(row, "nameAr", "name_ar") or None,
        price=_json.number(_first(row, "price", "unitPrice")),
        cost=_json.number(row.get("cost")),
        barcode=_text(row, "barcode") or None,
        category=_named(row, "categoryId", "category_id", "category") or None,
        tax_rate=_json.number(_first(row, "taxRate", "tax_rate")),
        sku=_text(row, "sku") or None,
    )


def category(row: Mapping[str, Any]) -> tuple[str, RemoteCategory] | None:
    """The category."""
    category_id = _json.identity(row.get("id"))
    name = _json.text(row.get("name"))
    return (category_id, RemoteCategory(category_id, name)) if category_id else None


def customer(row: Mapping[str, Any]) -> tuple[str, RemoteCustomer] | None:
    """The customer."""
    customer_id = _json.identity(row.get("id"))
    if not customer_id:
        return None
    return customer_id, RemoteCustomer(
        customer_id, _person(row), _text(row, "phone"), _text(row, "email")
    )


def level(row: Mapping[str, Any]) -> tuple[Hashable, Row] | None:
    """The level, and its row's own id; a row told in two ways is two rows."""
    product_id = _named(row, "productId", "product_id", "product")
    places = [row[name] for name in ("locationId", "location_id", "location") if name in row]
    place = _identity(places[0]) if places else MAIN
    quantity = _json.number(_first(row, "quantity", "stock"))
    if not product_id or not place or quantity is None:
        return None
    row_id = _json.identity(row.get("id"))
    name = _text(row, "locationName", "location_name") or _name(row.get("location"))
    told = RemoteLevel(product_id, place, name, quantity)
    return (row_id, product_id, place, quantity), (row_id, told)


def levels(value: object) -> list[RemoteLevel]:
    """The levels in an answer about one place or one product; none where it can't be read."""
    try:
        each = _envelope.rows(value, "inventory")
    except Transient:
        each = [one(value, "inventory")]
    read = [level(row) for row in each if isinstance(row, dict)]
    return [row[1][1] for row in read if row]


def undisputed(found: Iterable[Row]) -> list[RemoteLevel]:
    """The levels, without those that are told in two ways."""
    told: dict[tuple[str, str], list[RemoteLevel]] = {}
    for _, each in found:
        told.setdefault((each.product_id, each.warehouse_id), []).append(each)
    return [each[0] for each in told.values() if len(each) == 1]


def order(row: Mapping[str, Any]) -> tuple[str, RemoteOrder] | None:
    """The order."""
    order_id = _json.identity(row.get("id"))
    if not order_id:
        return None
    status, notes = _json.text(row.get("status")), _text(row, "notes")
    buyer = row.get("customer")
    person = buyer if isinstance(buyer, dict) else {}
    found = references.PATTERN.search(notes)
    return order_id, RemoteOrder(
        id=order_id,
        status=status,
        number=_text(row, "orderNumber", "order_number"),
        lines=_lines(row.get("items")),
        total=_json.number(row.get("total")),
        tax=_json.number(_first(row, "tax", "taxAmount")),
        shipping=_json.number(row.get("shipping")),
        currency=_text(row, "currency"),
        created_at=_json.time(_first(row, "createdAt", "created_at")),
        changed_at=_json.time(_first(row, "updatedAt", "updated_at")),
        customer_id=_named(row, "customerId", "customer_id", "customer"),
        customer_name=_person(person) or _text(row, "customerName", "customer_name"),
        phone=_text(person, "phone") or _text(row, "customerPhone"),
        email=_text(person, "email") or _text(row, "customerEmail"),
        notes=notes,
        is_paid=True if status == _DONE else None,
        reference=found.group() if found else "",
    )


def _lines(value: object) -> tuple[RemoteOrderLine, ...]:
    each = value if isinstance(value, list) else []
    read = [_line(row) for row in each if isinstance(row, dict)]
    return tuple(line for line in read if line)


def _line(row: Mapping[str, Any]) -> RemoteOrderLine | None:
    quantity = _json.number(row.get("quantity"))
    if quantity is None:
        return None
    return RemoteOrderLine(
        product_id=_named(row, "productId", "product_id", "product"),
        name=_text(row, "name", "productName") or _name(row.get("product")),
        quantity=quantity,
        price=_json.number(_first(row, "unitPrice", "price")),
        total=_json.number(row.get("total")),
    )


def _total(value: object) -> object:
    if not isinstance(value, dict):
        return None
    if value.get("total") is not None:
        return value["total"]
    inner = (_total(value.get(name)) for name in ("meta", "pagination", "data"))
    return next((total for total in inner if total is not None), None)


def _first(row: Mapping[str, Any], *names: str) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _text(row: Mapping[str, Any], *names: str) -> str:
    return _json.text(_first(row, *names))


def _named(row: Mapping[str, Any], *names: str) -> str:
    return _identity(_first(row, *names))


def _identity(value: object) -> str:
    return _json.identity(value.get("id") if isinstance(value, dict) else value)


def _name(value: object) -> str:
    return _json.text(value.get("name")) if isinstance(value, dict) else ""


def _person(row: Mapping[str, Any]) -> str:
    parts = (_text(row, "firstName", "first_name"), _text(row, "lastName", "last_name"))
    return _text(row, "name") or " ".join(filter(None, parts))
