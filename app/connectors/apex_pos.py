"""Apex POS, as its public document tells it; the shop's own hub speaks the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from app.connectors import _errors, _json
from app.connectors._address import segment
from app.connectors._auth import api_key
from app.connectors._finding import NAMED, NO_CALL, NOT_SAID
from app.connectors._http import MOST_BYTES, Http
from app.connectors._json import Fields
from app.connectors._paging import Page, ReadRow, Scan, page, readable
from app.domain import reference as references
from app.sync.contract import (
    Access,
    Ack,
    Answer,
    Capability,
    CustomerPush,
    Finding,
    Gate,
    Health,
    InvoicePush,
    LookUp,
    ProductPush,
    Push,
    RemoteCategory,
    RemoteCustomer,
    RemoteInvoice,
    RemoteLevel,
    RemoteOrder,
    RemoteProduct,
    StockPush,
)
from app.sync.problem import Transient

KIND = "apex_pos"

_PAGE_SIZE = 100  # the document's maximum
# GET /inventory has no pages: a hundred thousand products are 12 MB.
_MOST_OF_INVENTORY = 6 * MOST_BYTES
_LEVELS_AT_ONCE = 1000

CAPABILITIES = MappingProxyType(
    {
        Capability.PULL_PRODUCTS: NAMED,
        Capability.FIND_PRODUCT: NO_CALL,
        Capability.CREATE_PRODUCT: NAMED,
        Capability.UPDATE_PRODUCT: NAMED,
        Capability.PULL_STOCK: NAMED,
        Capability.SET_STOCK: NOT_SAID,  # which id its address wants
        Capability.PULL_CUSTOMERS: NAMED,
        Capability.CREATE_CUSTOMER: NAMED,
        Capability.UPDATE_CUSTOMER: NO_CALL,
        Capability.CREATE_INVOICE: NAMED,
        Capability.LOOKUP_BY_REF: NOT_SAID,
        Capability.DEDUCTS_STOCK: NOT_SAID,
        Capability.IDEMPOTENCY_KEY: NOT_SAID,
        Capability.DECIMAL_STOCK: Finding(Answer.NO, "the document's quantities are integers"),
        Capability.CONDITIONAL_STOCK: NO_CALL,
        Capability.DELETE_PRODUCT: NO_CALL,
        Capability.PULL_CATEGORIES: NO_CALL,
        Capability.CREATE_CATEGORY: NO_CALL,
        Capability.SERVER_PRICES: Finding(Answer.NO, "the example totals what is sent"),
        Capability.PULL_ORDERS: NO_CALL,
        Capability.UPDATE_ORDER: NO_CALL,
        Capability.CREATE_ORDER: NO_CALL,
        Capability.MEMBERSHIP: NO_CALL,
        Capability.OPENING_STOCK: NAMED,
        Capability.TOTALS_AGREE: Finding(Answer.YES, "the example totals what is sent"),
        Capability.NEEDS_CUSTOMER: Finding(Answer.NO, "the document's invoices may go without"),
        Capability.NEEDS_LOCATION: Finding(Answer.NO, "the document knows no locations"),
        Capability.SANDBOX: Finding(Answer.UNKNOWN, "the document names none"),
    }
)

# What our hub says in /health beyond the document.
_HUB = "sanduq-hub"
_CLAIMS = {
    "idempotency_key": Capability.IDEMPOTENCY_KEY,
    "lookup_by_reference": Capability.LOOKUP_BY_REF,
    "deducts_stock": Capability.DEDUCTS_STOCK,
    "decimal_stock": Capability.DECIMAL_STOCK,
    "conditional_stock": Capability.CONDITIONAL_STOCK,
}

_PRODUCT_FIELDS = {
    "name": "name",
    "name_ar": "name_ar",
    "price": "price",
    "cost": "cost",
    "barcode": "barcode",
    "category": "category_id",
    "tax_rate": "tax_rate",
    "stock": "stock",
}

_Record = TypeVar("_Record")


class ApexPos:
    """A back end that speaks the Apex POS REST API."""

    def __init__(self, access: Access, gate: Gate) -> None:
        self._http = Http(access, gate, api_key(access.key))
        self._finds_references = False

    @property
    def kind(self) -> str:
        """Which system this is."""
        return KIND

    def check(self) -> Health:
        """GET /health; Unserved wrong_address where there is no such call."""
        with _errors.at_the_right_address():
            value, reply = self._http.read("/health")
        fields = value if isinstance(value, dict) else {}
        status, business = fields.get("status"), _json.text(fields.get("business")).strip()
        if not isinstance(status, str) or not business:
            raise _errors.transient("wrong_shape")
        if status != "ok":
            raise Transient(
                "not_ready", f"The server says that it is not ready: {self._http.words(status)}."
            )
        claims = _claims(fields)
        self._finds_references = Capability.LOOKUP_BY_REF in claims
        return Health(
            business=business,
            server_time=_json.time(fields.get("timestamp")) or reply.date,
            capabilities=claims,
            currency=_json.text(fields.get("currency")).strip(),
        )

    def capabilities(self) -> Mapping[Capability, Finding]:
        """What the document says."""
        return CAPABILITIES

    def products(self) -> Iterator[list[RemoteProduct]]:
        """GET /products, a hundred at a time."""
        return self._scan("/products", _product, limit=_PAGE_SIZE).whole()

    def product(self, product_id: str) -> list[RemoteProduct]:
        """None: the document names no call for one."""
        del product_id
        return []

    def levels(self, warehouse_id: str | None = None) -> Iterator[list[RemoteLevel]]:
        """GET /inventory, one answer without pages; what it tells in two ways is left out."""
        params = {"warehouse_id": warehouse_id} if warehouse_id else {}
        value, _ = self._http.read("/inventory", params, most=_MOST_OF_INVENTORY)
        found = readable(page(value, _level))
        if found.total not in {None, len(found.rows) + found.unusable}:
            raise _errors.transient("incomplete_scan")
        levels = [
            level for level in _undisputed(found) if warehouse_id in {None, level.warehouse_id}
        ]
        for start in range(0, len(levels), _LEVELS_AT_ONCE):
            yield levels[start : start + _LEVELS_AT_ONCE]

    def level(self, product_id: str) -> list[RemoteLevel]:
        """GET /inventory, which has no filter by product."""
        return [row for rows in self.levels() for row in rows if row.product_id == product_id]

    def categories(self) -> Iterator[list[RemoteCategory]]:
        """None: the document names no call for them."""
        return iter(())

    def orders(self, since: datetime) -> Iterator[list[RemoteOrder]]:
        """None: there are no online orders here."""
        del since
        return iter(())

    def order(self, order_id: str) -> RemoteOrder | None:
        """None: there are no online orders here."""
        del order_id
        return None

    def customers(self, search: str = "") -> Iterator[list[RemoteCustomer]]:
        """GET /customers."""
        params = {"search": search} if search else {}
        return self._scan("/customers", _customer, **params).whole()

    def look_up(self, reference: str, first_day: date, last_day: date) -> LookUp:
        """GET /invoices of these days; the reference is the first in an invoice's notes.

        It is asked for by name too, once `check` has heard that the server finds it so.
        """
        params = {"date_from": first_day.isoformat(), "date_to": last_day.isoformat()}
        if reference and self._finds_references:
            params["reference"] = reference
        scan = self._scan("/invoices", _invoice, **params)
        rows = [row for rows in scan.pages() for row in rows]
        return LookUp(
            found=tuple(
                invoice
                for invoice, _ in rows
                if invoice.reference and reference in {"", invoice.reference}
            ),
            complete=scan.is_complete,
            shows_references=any(has_notes for _, has_notes in rows),
        )

    def push(self, record: Push, *, idempotency_key: str) -> Ack:
        """POST, PUT or PATCH one record."""
        method, path, body = _request(record)
        answer = self._http.write(method, path, body, idempotency_key=idempotency_key)
        return Ack(
            id=_remote_id(record, answer),
            total=_json.number(answer.get("total")),
            quantity=_json.number(answer.get("new_quantity")),
            message=self._http.words(answer.get("message")),
        )

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()

    def _scan(self, path: str, read_row: ReadRow[_Record], **params: str | int) -> Scan[_Record]:
        def fetch(number: int) -> Page[_Record]:
            value, _ = self._http.read(path, params | {"page": number})
            return page(value, read_row)

        return Scan(fetch)


# Answers


def _product(row: Mapping[str, Any]) -> tuple[str, RemoteProduct] | None:
    product_id = _json.identity(row.get("id"))
    if not product_id:
        return None
    return product_id, RemoteProduct(
        id=product_id,
        name=_json.text(row.get("name")),
        name_ar=_json.text(row.get("name_ar")) or None,
        price=_json.number(row.get("price")),
        cost=_json.number(row.get("cost")),
        barcode=_json.text(row.get("barcode")) or None,
        category=_json.identity(row.get("category_id")) or None,
        tax_rate=_json.number(row.get("tax_rate")),
    )


def _level(row: Mapping[str, Any]) -> tuple[tuple[str, str], RemoteLevel] | None:
    product_id, warehouse_id = map(_json.identity, (row.get("product_id"), row.get("warehouse_id")))
    quantity = _json.number(row.get("quantity"))
    if not product_id or not warehouse_id or quantity is None:
        return None
    name = _json.text(row.get("warehouse_name"))
    return (product_id, warehouse_id), RemoteLevel(product_id, warehouse_id, name, quantity)


def _undisputed(found: Page[RemoteLevel]) -> list[RemoteLevel]:
    levels: dict[Hashable, RemoteLevel] = {}
    disputed: set[Hashable] = set()
    for place, level in found.rows:
        if levels.setdefault(place, level).quantity != level.quantity:
            disputed.add(place)
    return [level for place, level in levels.items() if place not in disputed]


def _customer(row: Mapping[str, Any]) -> tuple[str, RemoteCustomer] | None:
    customer_id = _json.identity(row.get("id"))
    if not customer_id:
        return None
    name, phone, email = (_json.text(row.get(field)) for field in ("name", "phone", "email"))
    return customer_id, RemoteCustomer(customer_id, name, phone, email)


def _invoice(row: Mapping[str, Any]) -> tuple[str, tuple[RemoteInvoice, bool]] | None:
    """The invoice, and whether its notes are shown; the document does not name a row's fields."""
    invoice_id = _json.identity(row.get("id")) or _json.identity(row.get("invoice_id"))
    if not invoice_id:
        return None
    notes = row.get("notes")
    found = references.PATTERN.search(_json.text(notes))
    invoice = RemoteInvoice(
        id=invoice_id,
        reference=found.group() if found else "",
        total=_json.number(row.get("total")),
        status=_json.text(row.get("status")),
    )
    return invoice_id, (invoice, notes is not None)


def _claims(fields: Fields) -> frozenset[Capability]:
    named = fields.get("capabilities")
    if fields.get("server") != _HUB or not isinstance(named, list):
        return frozenset()
    return frozenset(claim for name, claim in _CLAIMS.items() if name in named)


# Requests


def _request(record: Push) -> tuple[str, str, Fields]:
    match record:
        case InvoicePush():
            return "POST", "/invoices", _invoice_body(record)
        case ProductPush():
            if record.id is None:
                return "POST", "/products", _product_body(record)
            return "PUT", f"/products/{segment(record.id)}", _product_body(record)
        case CustomerPush():
            return "POST", "/customers", _customer_body(record)
        case StockPush():
            return "PATCH", f"/inventory/{segment(record.product_id)}", _stock_body(record)
        case _:
            raise _errors.no_call(KIND, record)


def _remote_id(record: Push, answer: Fields) -> str:
    match record:
        case InvoicePush():
            return _told(answer, "invoice_id")
        case ProductPush():
            return _told(answer, "product_id") if record.id is None else _kept(answer, record.id)
        case CustomerPush():
            return _told(answer, "customer_id")
        case StockPush():
            return _kept(answer, record.product_id)
        case _:
            raise _errors.no_call(KIND, record)


def _told(answer: Fields, name: str) -> str:
    if remote_id := _json.identity(answer.get(name)):
        return remote_id
    raise _errors.unknown("no_id")


def _kept(answer: Fields, remote_id: str) -> str:
    if answer.get("success") is True:
        return remote_id
    raise _errors.unknown("bad_answer")


def _invoice_body(record: InvoicePush) -> Fields:
    begins_so = record.notes.startswith(record.reference)
    body: Fields = {
        "items": [
            {
                "product_id": _json.identifier(item.product_id),
                "quantity": _json.amount(item.quantity),
                "price": item.price,
            }
            for item in record.items
        ],
        "payment_method": record.method,
        "notes": record.notes if begins_so else f"{record.reference} {record.notes}".strip(),
    }
    if record.customer_id:
        body["customer_id"] = _json.identifier(record.customer_id)
    if record.account_id:
        body["account_id"] = _json.identifier(record.account_id)
    return body


def _product_body(record: ProductPush) -> Fields:
    """Only what is said: in a new product nothing is null, in a known one its stock is not set."""
    body = {
        _PRODUCT_FIELDS[name]: value
        for name, value in record.fields.items()
        if name in _PRODUCT_FIELDS
    }
    if record.id is None:
        body = {name: value for name, value in body.items() if value is not None}
    else:
        body.pop("stock", None)
    return {name: _product_value(name, value) for name, value in body.items()}


def _product_value(name: str, value: str | Decimal | None) -> Any:
    if name == "category_id" and isinstance(value, str):
        return _json.identifier(value)
    if name in {"stock", "tax_rate"} and isinstance(value, Decimal):
        return _json.amount(value)
    return value


def _customer_body(record: CustomerPush) -> Fields:
    body: Fields = {
        "name": record.name,
        "phone": record.phone,
        "email": record.email,
        "address": record.address,
        "credit_limit": record.credit_limit,
    }
    return {name: value for name, value in body.items() if value not in {"", None}}


def _stock_body(record: StockPush) -> Fields:
    body: Fields = {
        "product_id": _json.identifier(record.product_id),
        "warehouse_id": _json.identifier(record.warehouse_id),
        "quantity": _json.amount(record.quantity),
        "notes": record.notes,
    }
    if record.expected is not None:
        body["expected_quantity"] = _json.amount(record.expected)
    return body
