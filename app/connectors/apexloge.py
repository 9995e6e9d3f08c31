"""Apexloge, a salon's marketplace, as its public document tells it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from app.connectors import _envelope, _errors, _json, _record
from app.connectors._address import segment
from app.connectors._auth import bearer
from app.connectors._finding import NAMED, NO_CALL
from app.connectors._http import Http, Reply
from app.connectors._json import Fields
from app.connectors._paging import Page, ReadRow, page, readable
from app.connectors.apexloge_row import (
    FLOW,
    KIND,
    WAREHOUSE,
    Entry,
    entries,
    is_variant,
    levels,
    order,
    product_of,
)
from app.domain.order_flow import Stage
from app.sync.contract import (
    Access,
    Ack,
    Answer,
    Capability,
    Finding,
    Gate,
    Health,
    LookUp,
    OrderChange,
    ProductPush,
    ProductRemoval,
    Push,
    RemoteCategory,
    RemoteCustomer,
    RemoteLevel,
    RemoteOrder,
    RemoteProduct,
    StockPush,
)
from app.sync.problem import Rejected, Unserved

_MOST = 500  # of a list; there are no pages
_OPEN = tuple(status for status, stage in FLOW.stages.items() if stage in {Stage.NEW, Stage.READY})

_NO_SALES = Finding(Answer.NO, "the document takes no sales and no orders")

CAPABILITIES = MappingProxyType(
    {
        Capability.PULL_PRODUCTS: NAMED,
        Capability.FIND_PRODUCT: NAMED,
        Capability.CREATE_PRODUCT: NAMED,
        Capability.UPDATE_PRODUCT: NAMED,
        Capability.DELETE_PRODUCT: NAMED,
        Capability.PULL_CATEGORIES: NO_CALL,
        Capability.CREATE_CATEGORY: NO_CALL,
        Capability.PULL_STOCK: Finding(Answer.YES, "the document shows it in its products"),
        Capability.SET_STOCK: Finding(Answer.YES, "the document's example sets it"),
        Capability.DECIMAL_STOCK: Finding(Answer.NO, "the document counts whole pieces"),
        Capability.CONDITIONAL_STOCK: NO_CALL,
        Capability.DEDUCTS_STOCK: _NO_SALES,
        Capability.PULL_CUSTOMERS: NO_CALL,
        Capability.CREATE_CUSTOMER: NO_CALL,
        Capability.UPDATE_CUSTOMER: NO_CALL,
        Capability.MEMBERSHIP: NO_CALL,
        Capability.OPENING_STOCK: NAMED,
        Capability.CREATE_INVOICE: NO_CALL,
        Capability.LOOKUP_BY_REF: NO_CALL,
        Capability.IDEMPOTENCY_KEY: Finding(Answer.UNKNOWN, "the document does not say"),
        Capability.PULL_ORDERS: NAMED,
        Capability.UPDATE_ORDER: NAMED,
        Capability.CREATE_ORDER: NO_CALL,
        Capability.SERVER_PRICES: _NO_SALES,
        Capability.TOTALS_AGREE: _NO_SALES,
        Capability.NEEDS_CUSTOMER: _NO_SALES,
        Capability.NEEDS_LOCATION: Finding(Answer.NO, "the document knows no locations"),
        Capability.SANDBOX: Finding(Answer.UNKNOWN, "the document names none"),
    }
)

_PRODUCT_FIELDS = {
    "name": "name",
    "price": "price",
    "category": "category",
    "stock": "stock_count",
}

_Record = TypeVar("_Record")


class Apexloge:
    """A back end that speaks the Apexloge API."""

    def __init__(self, access: Access, gate: Gate) -> None:
        self._http = Http(access, gate, bearer(access.key))

    @property
    def kind(self) -> str:
        """Which system this is."""
        return KIND

    def check(self) -> Health:
        """GET one order; Unserved wrong_address where there is no such call."""
        with _errors.at_the_right_address():
            reply = self._let_in()
        return Health(business="", server_time=reply.date)

    def capabilities(self) -> Mapping[Capability, Finding]:
        """What the document says."""
        return CAPABILITIES

    def products(self) -> Iterator[list[RemoteProduct]]:
        """GET /products, each variant as a product of its own.

        Raises Transient list_full at the end where the list may be cut.
        """
        found = self._catalogue()
        if products := [product for each in _once(found) for product, _ in each]:
            yield products
        if _is_full(found) or (found.total or 0) > _count(found):
            raise _errors.transient("list_full")

    def product(self, product_id: str) -> list[RemoteProduct]:
        """GET /products/{id}, each variant as a product of its own."""
        return [product for product, _ in self._entries(product_id)]

    def categories(self) -> Iterator[list[RemoteCategory]]:
        """None: the document names no call for them."""
        return iter(())

    def levels(self, warehouse_id: str | None = None) -> Iterator[list[RemoteLevel]]:
        """GET /products: a full list is no trouble here, what it tells is so."""
        if warehouse_id not in {None, WAREHOUSE}:
            return
        if found := [level for each in _once(self._catalogue()) for level in levels(each)]:
            yield found

    def level(self, product_id: str) -> list[RemoteLevel]:
        """GET /products/{id}, also for a variant."""
        found = levels(self._entries(product_id))
        return [level for level in found if level.product_id == product_id]

    def customers(self, search: str = "") -> Iterator[list[RemoteCustomer]]:
        """None: the document names no call for them."""
        del search
        return iter(())

    def look_up(self, reference: str, first_day: date, last_day: date) -> LookUp:
        """Nothing: there are no sales to search."""
        del reference, first_day, last_day
        return LookUp((), complete=False, shows_references=False)

    def orders(self, since: datetime) -> Iterator[list[RemoteOrder]]:
        """GET /orders: the open ones by their status, then the latest.

        Raises Transient list_full at the end where a list may be cut.
        """
        seen: set[Hashable] = set()
        is_cut = False
        for status in (*_OPEN, ""):
            found = self._orders(status)
            is_cut |= _is_full(found) and (bool(status) or not _reaches_back(found, since))
            fresh = {
                order_id: each
                for order_id, each in found.rows
                if order_id not in seen and _is_wanted(each, since)
            }
            seen |= fresh.keys()
            if fresh:
                yield list(fresh.values())
        if is_cut:
            raise _errors.transient("list_full")

    def order(self, order_id: str) -> RemoteOrder | None:
        """GET /orders/{id}, which alone is sure to tell the variants."""
        return _record.get(self._http, f"/orders/{segment(order_id)}", "order", order)

    def push(self, record: Push, *, idempotency_key: str) -> Ack:
        """POST, PATCH or DELETE one record; an update of nothing that is kept there is done."""
        if isinstance(record, ProductPush) and record.id and not _product_body(record):
            return Ack(record.id)
        method, path, body = _request(record)
        answer = self._http.write(
            method,
            path,
            body,
            idempotency_key=idempotency_key,
            # The document does not say that a removal is answered by more than a status.
            has_answer=method != "DELETE",
        )
        return _ack(record, answer, self._http.words(answer.get("message")))

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()

    def _let_in(self) -> Reply:
        # One order is less than up to 500 products. A key has the scopes that its shop chose: one
        # that may not read orders is a good key all the same where it may read products.
        try:
            value, reply = self._http.read("/orders", {"limit": 1})
            _envelope.rows(value, "orders")
        except Unserved as problem:
            if problem.code != "forbidden":
                raise
            value, reply = self._http.read("/products")
            _envelope.rows(value, "products")
        return reply

    def _catalogue(self) -> Page[list[Entry]]:
        return self._list("/products", "products", entries)

    def _entries(self, product_id: str) -> list[Entry]:
        path = f"/products/{segment(product_of(product_id))}"
        return _record.get(self._http, path, "product", entries) or []

    def _orders(self, status: str) -> Page[RemoteOrder]:
        params: dict[str, str | int] = {"status": status} if status else {}
        return self._list("/orders", "orders", order, **params, limit=_MOST)

    def _list(
        self, path: str, name: str, read_row: ReadRow[_Record], **params: str | int
    ) -> Page[_Record]:
        value, _ = self._http.read(path, params)
        total = value.get("total") if isinstance(value, dict) else None
        data = _envelope.rows(value, name)
        return readable(page({"data": data, "total": total}, read_row))


# Lists


def _once(found: Page[_Record]) -> list[_Record]:
    kept: dict[Hashable, _Record] = {}
    for identity, record in found.rows:
        kept.setdefault(identity, record)
    return list(kept.values())


def _count(found: Page[_Record]) -> int:
    return len(found.rows) + found.unusable


def _is_full(found: Page[_Record]) -> bool:
    return _count(found) >= _MOST


def _is_wanted(each: RemoteOrder, since: datetime) -> bool:
    return each.status in _OPEN or each.created_at is None or each.created_at >= since


def _reaches_back(found: Page[RemoteOrder], since: datetime) -> bool:
    """Whether the list has the newest first and older ones too: those that it lacks are older."""
    times = [each.created_at for _, each in found.rows if each.created_at]
    falls = all(later >= earlier for later, earlier in pairwise(times))
    return falls and len(times) == _count(found) and times[-1] < since


# Requests


def _request(record: Push) -> tuple[str, str, Fields | None]:
    match record:
        case ProductPush(id=None):
            return "POST", "/products", _product_body(record)
        case ProductPush(id=str(product_id)):
            return "PATCH", _product_path(product_id), _product_body(record)
        case ProductRemoval():
            return "DELETE", _product_path(record.id), None
        case StockPush():
            return "PATCH", _product_path(record.product_id), _stock_body(record)
        case OrderChange():
            return "PATCH", f"/orders/{segment(record.id)}", _order_body(record)
        case _:
            raise _errors.no_call(KIND, record)


def _ack(record: Push, answer: Fields, message: str) -> Ack:
    match record:
        case ProductPush(id=None):
            row = _envelope.record(answer, "product")
            product_id = _json.identity(row.get("id")) or _json.identity(row.get("product_id"))
            if not product_id:
                raise _errors.unknown("no_id")
            return Ack(product_id, message=message)
        case ProductPush(id=str(product_id)) | ProductRemoval(id=product_id):
            return Ack(product_id, message=message)
        case StockPush(product_id=product_id):
            quantity = _json.number(_envelope.record(answer, "product").get("stock_count"))
            return Ack(product_id, quantity=quantity, message=message)
        case OrderChange():
            found = order(_envelope.record(answer, "order"))
            return Ack(record.id, message=message, order=found[1] if found else None)
        case _:
            raise _errors.no_call(KIND, record)


def _product_body(record: ProductPush) -> Fields:
    """Only what is kept there; the document has no way to take a field back."""
    body: Fields = {
        _PRODUCT_FIELDS[name]: value
        for name, value in record.fields.items()
        if name in _PRODUCT_FIELDS and value is not None
    }
    stock = body.pop("stock_count", None)
    if record.id is None and isinstance(stock, Decimal):
        body["stock_count"] = _json.amount(stock)
    return body


def _stock_body(record: StockPush) -> Fields:
    body: Fields = {"stock_count": _json.amount(record.quantity)}
    if record.quantity <= 0 or record.reopens:
        body["in_stock"] = record.quantity > 0
    return body


def _order_body(record: OrderChange) -> Fields:
    if record.status != "cancelled":
        return {"status": record.status}
    reason = record.reason.strip()
    if not reason:
        raise Rejected(
            "needs_reason",
            "A cancelled order needs a reason: the customer gets it by e-mail.",
            status=0,
        )
    return {"status": record.status, "cancel_reason": reason}


def _product_path(product_id: str) -> str:
    if is_variant(product_id):
        raise Rejected(
            "variant_fixed",
            "This is a variant, which can be changed in Apexloge's own dashboard only.",
            status=0,
        )
    return f"/products/{segment(product_id)}"
