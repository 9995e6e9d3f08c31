"""A Commerce API shop, as its public document and a public copy of the specification tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from http import HTTPStatus
from time import monotonic
from types import MappingProxyType
from typing import TypeVar

from app.connectors import _envelope, _errors, _json, _record
from app.connectors import commerce_answer as answers
from app.connectors._address import segment
from app.connectors._auth import api_key
from app.connectors._finding import NAMED, NO_CALL, NOT_SAID
from app.connectors._http import Http
from app.connectors._json import Fields
from app.connectors._login import Login
from app.connectors._paging import Page, ReadRow, Scan, page
from app.domain.order_flow import FLOWS, Stage
from app.sync.contract import (
    Access,
    Ack,
    Answer,
    Capability,
    Finding,
    Gate,
    Health,
    InvoicePush,
    LookUp,
    OrderChange,
    OrderPush,
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
from app.sync.problem import Rejected

KIND = "commerce"

_PAGE_SIZE = 100  # the document's maximum
_OPEN = tuple(
    status for status, stage in FLOWS[KIND].stages.items() if stage in {Stage.NEW, Stage.READY}
)
_ONE_DAY = timedelta(days=1)

CAPABILITIES = MappingProxyType(
    {
        Capability.PULL_PRODUCTS: NAMED,
        Capability.FIND_PRODUCT: NAMED,
        Capability.CREATE_PRODUCT: NAMED,
        Capability.UPDATE_PRODUCT: NAMED,
        Capability.DELETE_PRODUCT: NAMED,
        Capability.PULL_CATEGORIES: NO_CALL,
        Capability.CREATE_CATEGORY: Finding(Answer.NO, "the document has five fixed ones"),
        Capability.PULL_STOCK: Finding(Answer.YES, "the document sorts products by it"),
        Capability.SET_STOCK: Finding(
            Answer.YES, "a product has a stock, and a PATCH changes the fields that it bears"
        ),
        Capability.DECIMAL_STOCK: Finding(Answer.NO, "the specification counts whole pieces"),
        Capability.CONDITIONAL_STOCK: NO_CALL,
        Capability.DEDUCTS_STOCK: Finding(Answer.YES, "the document reserves it with the order"),
        Capability.PULL_CUSTOMERS: NO_CALL,
        Capability.CREATE_CUSTOMER: NO_CALL,
        Capability.UPDATE_CUSTOMER: NO_CALL,
        Capability.MEMBERSHIP: NO_CALL,
        Capability.OPENING_STOCK: NAMED,
        Capability.CREATE_INVOICE: NAMED,
        Capability.LOOKUP_BY_REF: NOT_SAID,
        Capability.IDEMPOTENCY_KEY: NOT_SAID,
        Capability.PULL_ORDERS: NAMED,
        Capability.UPDATE_ORDER: NAMED,
        Capability.CREATE_ORDER: NAMED,
        Capability.SERVER_PRICES: Finding(Answer.YES, "the specification's orders bear no prices"),
        Capability.TOTALS_AGREE: NOT_SAID,
        Capability.NEEDS_CUSTOMER: Finding(Answer.YES, "the specification's orders require one"),
        Capability.NEEDS_LOCATION: Finding(Answer.NO, "the document knows no locations"),
        Capability.SANDBOX: Finding(Answer.UNKNOWN, "the document names none"),
    }
)

_FIELDS = ("name", "price", "currency", "sku")

_Record = TypeVar("_Record")


class Commerce:
    """A back end that speaks the Commerce API, by a key or by a user's login."""

    def __init__(
        self, access: Access, gate: Gate, *, steady: Callable[[], float] = monotonic
    ) -> None:
        # It refuses a second product of one SKU so, and may refuse an order it has no stock for.
        refuses = frozenset({HTTPStatus.CONFLICT})
        self._login = Login(access, gate, steady=steady) if access.user else None
        if self._login:
            self._http = Http(
                access,
                gate,
                self._login.authorize,
                renew=self._login.renew,
                secrets=self._login.secrets,
                also_refuses=refuses,
            )
        else:
            self._http = Http(access, gate, api_key(access.key), also_refuses=refuses)

    @property
    def kind(self) -> str:
        """Which system this is."""
        return KIND

    def check(self) -> Health:
        """GET one product; Unserved wrong_address where there is no such call."""
        with _errors.at_the_right_address():
            value, reply = self._http.read("/products", {"page": 1, "pageSize": 1})
        rows = _envelope.rows(value, "products")
        said = _json.text(rows[0].get("currency")) if rows and isinstance(rows[0], dict) else ""
        return Health(business="", server_time=reply.date, currency=said.strip().upper())

    def capabilities(self) -> Mapping[Capability, Finding]:
        """What the document says."""
        return CAPABILITIES

    def products(self) -> Iterator[list[RemoteProduct]]:
        """GET /products, a hundred at a time, the oldest first: new ones move nothing."""
        return _present(self._products(answers.product))

    def product(self, product_id: str) -> list[RemoteProduct]:
        """GET /products/{id}; none that is no longer sold."""
        return self._one_product(product_id, answers.product)

    def categories(self) -> Iterator[list[RemoteCategory]]:
        """None: the document names no call for them."""
        return iter(())

    def levels(self, warehouse_id: str | None = None) -> Iterator[list[RemoteLevel]]:
        """GET /products, which bear their stock; it is all in one place."""
        if warehouse_id not in {None, answers.WAREHOUSE}:
            return iter(())
        return _present(self._products(answers.level))

    def level(self, product_id: str) -> list[RemoteLevel]:
        """GET /products/{id}."""
        return self._one_product(product_id, answers.level)

    def customers(self, search: str = "") -> Iterator[list[RemoteCustomer]]:
        """None: the document names no call for them."""
        del search
        return iter(())

    def look_up(self, reference: str, first_day: date, last_day: date) -> LookUp:
        """GET /orders of these days; the reference is the first in an order's notes."""
        days = {"from": _midnight(first_day), "to": _midnight(last_day + _ONE_DAY)}
        scan = self._scan("/orders", "orders", answers.invoice, **days)
        rows = [row for rows in scan.pages() for row in rows]
        return LookUp(
            found=tuple(
                sale for sale, _ in rows if sale.reference and reference in {"", sale.reference}
            ),
            complete=scan.is_complete,
            shows_references=any(has_notes for _, has_notes in rows),
        )

    def orders(self, since: datetime) -> Iterator[list[RemoteOrder]]:
        """GET /orders: those made since then, and the open ones of all times."""
        wanted = [{"from": _moment(since)}, *({"status": status} for status in _OPEN)]
        scans = [self._scan("/orders", "orders", answers.order, **each) for each in wanted]
        seen: set[str] = set()
        for scan in scans:
            for rows in scan.pages():
                fresh = [each for each in rows if each.id not in seen]
                seen.update(each.id for each in fresh)
                if fresh:
                    yield fresh
        if not all(scan.agrees for scan in scans):
            raise _errors.transient("incomplete_scan")

    def order(self, order_id: str) -> RemoteOrder | None:
        """GET /orders/{id}."""
        return _record.get(self._http, f"/orders/{segment(order_id)}", "order", answers.order)

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
            has_answer=method != "DELETE",
        )
        return _ack(record, answer, self._http.words(answer.get("message")))

    def logout(self) -> None:
        """DELETE /auth/logout, for a back end that is not used any more; a key has no such call."""
        if self._login:
            self._login.logout()

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()
        if self._login:
            self._login.close()

    def _products(self, read_row: ReadRow[_Record | None]) -> Scan[_Record | None]:
        params = {"active": "true", "sort": "createdAt", "order": "asc"}
        return self._scan("/products", "products", read_row, **params)

    def _scan(
        self, path: str, name: str, read_row: ReadRow[_Record], **params: str
    ) -> Scan[_Record]:
        def fetch(number: int) -> Page[_Record]:
            value, _ = self._http.read(path, {**params, "page": number, "pageSize": _PAGE_SIZE})
            total = value.get("total") if isinstance(value, dict) else None
            return page({"data": _envelope.rows(value, name), "total": total}, read_row)

        return Scan(fetch)

    def _one_product(self, product_id: str, read_row: ReadRow[_Record | None]) -> list[_Record]:
        found = _record.get(self._http, f"/products/{segment(product_id)}", "product", read_row)
        return [] if found is None else [found]


def _present(scan: Scan[_Record | None]) -> Iterator[list[_Record]]:
    """The whole list without the rows that stand for nothing."""
    for rows in scan.whole():
        if present := [row for row in rows if row is not None]:
            yield present


# Requests


def _request(record: Push) -> tuple[str, str, Fields | None]:
    match record:
        case InvoicePush() | OrderPush():
            return "POST", "/orders", _order_body(record)
        case OrderChange():
            body = {"status": record.status, **_said(reason=record.reason.strip())}
            return "PATCH", f"/orders/{segment(record.id)}/status", body
        case ProductPush(id=None):
            return "POST", "/products", _product_body(record)
        case ProductPush(id=str(product_id)) | StockPush(product_id=product_id):
            return "PATCH", f"/products/{segment(product_id)}", _change_body(record)
        case ProductRemoval():
            return "DELETE", f"/products/{segment(record.id)}", None
        case _:
            raise _errors.no_call(KIND, record)


def _ack(record: Push, answer: Fields, message: str) -> Ack:
    match record:
        case InvoicePush() | OrderPush():
            row = _envelope.record(answer, "order")
            found = answers.order(row)
            return Ack(
                _told(answers.order_id(row)),
                total=_json.number(row.get("total")),
                message=message,
                order=found[1] if found else None,
            )
        case OrderChange():
            found = answers.order(_envelope.record(answer, "order"))
            return Ack(record.id, message=message, order=found[1] if found else None)
        case ProductPush(id=None):
            row = _envelope.record(answer, "product")
            return Ack(_told(answers.product_id(row)), message=message)
        case ProductPush(id=str(product_id)) | ProductRemoval(id=product_id):
            return Ack(product_id, message=message)
        case StockPush():
            row = _envelope.record(answer, "product")
            quantity = _json.number(row.get("stock"))
            return Ack(record.product_id, quantity=quantity, message=message)
        case _:
            raise _errors.no_call(KIND, record)


def _told(remote_id: str) -> str:
    if remote_id:
        return remote_id
    raise _errors.unknown("no_id")


def _order_body(record: InvoicePush | OrderPush) -> Fields:
    """An order bears no prices: the server makes its total."""
    if not record.customer_id:
        raise Rejected(
            "needs_customer",
            "This back end takes no order without a customer: choose one in its settings.",
            status=0,
        )
    begins_so = record.notes.startswith(record.reference)
    coupon = record.promo_code if isinstance(record, OrderPush) else ""
    return {
        "customerId": record.customer_id,
        "items": [
            {"productId": item.product_id, "quantity": _json.amount(item.quantity)}
            for item in record.items
        ],
        "notes": record.notes if begins_so else f"{record.reference} {record.notes}".strip(),
        **_said(coupon=coupon),
    }


def _change_body(record: ProductPush | StockPush) -> Fields:
    if isinstance(record, StockPush):
        return {"stock": _json.amount(record.quantity)}
    return _product_body(record)


def _product_body(record: ProductPush) -> Fields:
    """Only what is kept there; a field can't be taken back, and stock is set by its own record."""
    fields = record.fields
    body: Fields = {name: fields[name] for name in _FIELDS if fields.get(name) is not None}
    named = (str(fields.get(name) or "").casefold() for name in ("category", "category_name"))
    category = next((each for each in named if each in answers.CATEGORIES), None)
    if category:
        body["category"] = category
    if record.id is None:
        stock = fields.get("stock")
        body["stock"] = _json.amount(stock) if isinstance(stock, Decimal) else 0
    return body


def _said(**fields: str) -> Fields:
    return {name: text for name, text in fields.items() if text}


def _midnight(day: date) -> str:
    return _moment(datetime.combine(day, time(), UTC))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
