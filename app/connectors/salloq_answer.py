"""What Salloq answers: its envelope, its lists in pages, products and orders."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from app.connectors import _envelope, _errors, _json, _record
from app.connectors._address import segment
from app.connectors._http import Http
from app.connectors._json import Fields
from app.connectors._paging import Page, ReadRow, Scan, page
from app.sync.contract import RemoteLevel, RemoteOrder, RemoteOrderLine, RemoteProduct

PAGE_SIZE = 100  # the document's maximum
WAREHOUSE = "main"  # the document knows of no other place

_ADDRESS = ("shipping_address", "shipping_city", "shipping_state", "shipping_zip")

_Record = TypeVar("_Record")


# The envelope


def at(collection: str, identity: str) -> str:
    """The path of one record, whatever its id may be."""
    return f"{collection}/{segment(identity)}"


def known(
    http: Http, collection: str, identity: str, *, name: str, part: str = ""
) -> Fields | None:
    """GET one record, or a part of it; None where the server does not know it."""
    if not identity.strip():
        return None
    return _record.known(http, at(collection, identity) + part, name)


def scan(http: Http, path: str, read_row: ReadRow[_Record], **params: str) -> Scan[_Record]:
    """GET a list, a hundred at a time."""

    def fetch(number: int) -> Page[_Record]:
        value, _ = http.read(path, {**params, "page": number, "per_page": PAGE_SIZE})
        return listed(value, read_row, path.rpartition("/")[2])

    return Scan(fetch)


def listed(value: object, read_row: ReadRow[_Record], name: str) -> Page[_Record]:
    """The page in an answer; how long the whole list is stands in `meta`."""
    pagination = _object(_object(_object(value).get("meta")).get("pagination"))
    rows = {"data": _envelope.rows(value, name), "total": pagination.get("total")}
    return page(rows, read_row)


def identity_of(fields: Mapping[str, Any], kind: str) -> str:
    """The id of a record: the document shows `id`, and `product_id` for one kind."""
    return _json.identity(fields.get("id")) or _json.identity(fields.get(f"{kind}_id"))


def done(answer: Fields) -> None:
    """Raises OutcomeUnknown unless the server says that a change worked."""
    if answer.get("success") is not True:
        raise _errors.unknown("bad_answer")


# Products


def product(row: Mapping[str, Any]) -> tuple[str, RemoteProduct] | None:
    """A product; the first of its categories is its category."""
    product_id = identity_of(row, "product")
    if not product_id:
        return None
    categories = row.get("categories")
    named = map(_json.text, categories) if isinstance(categories, list) else iter(())
    return product_id, RemoteProduct(
        id=product_id,
        name=_json.text(row.get("name")),
        price=_json.number(row.get("price")),
        category=next(filter(None, named), None),
        sku=_json.text(row.get("slug")) or None,
    )


def level(row: Mapping[str, Any]) -> tuple[str, RemoteLevel | None] | None:
    """What there is of a product; None for one whose stock is not told."""
    product_id = identity_of(row, "product")
    if not product_id:
        return None
    quantity = _json.number(row.get("stock_qty"))
    there = None if quantity is None else RemoteLevel(product_id, WAREHOUSE, "", quantity)
    return product_id, there


# Orders


def order(row: Mapping[str, Any]) -> tuple[str, RemoteOrder] | None:
    """An order; a list may show it without its lines."""
    order_id = identity_of(row, "order")
    if not order_id:
        return None
    items = row.get("items")
    lines = map(_line, items) if isinstance(items, list) else iter(())
    address = (_json.text(row.get(field)).strip() for field in _ADDRESS)
    return order_id, RemoteOrder(
        id=order_id,
        number=order_id,
        status=_json.text(row.get("status")),
        lines=tuple(line for line in lines if line is not None),
        total=_json.number(row.get("total")),
        tax=_json.number(row.get("tax")),
        shipping=_json.number(row.get("shipping")),
        created_at=_json.time(row.get("created_at")),
        customer_id=_json.identity(row.get("customer_id")),
        address=", ".join(filter(None, address)),
        tracking_number=_json.text(row.get("tracking_number")),
    )


def _line(item: object) -> RemoteOrderLine | None:
    fields = _object(item)
    quantity: Decimal | None = _json.number(fields.get("qty"))
    if quantity is None:
        return None
    return RemoteOrderLine(
        product_id=_json.identity(fields.get("product_id")),
        name=_json.text(fields.get("product_name")),
        quantity=quantity,
        price=_json.number(fields.get("price")),
        total=_json.number(fields.get("subtotal")),
    )


def _object(value: object) -> Fields:
    return value if isinstance(value, dict) else {}
