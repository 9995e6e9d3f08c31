"""StackNex, as its public document tells it.

The document lost its HTTP methods: the usual ones are used, and a change that a server does not
take as PATCH goes as PUT. What is not shown there is unknown until it is proven in the sandbox.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import TypeVar

from app.connectors import _errors, _json, _record, stacknex_proof
from app.connectors import stacknex_answer as answers
from app.connectors import stacknex_request as requests
from app.connectors._address import segment
from app.connectors._auth import bearer
from app.connectors._finding import NAMED, NO_CALL, NOT_SAID
from app.connectors._http import Http
from app.connectors._json import Fields
from app.connectors._paging import Page, ReadRow, Scan, readable
from app.domain.backend import SANDBOX_KEYS
from app.domain.order_flow import Stage, stage
from app.domain.text import digits, fold
from app.sync.contract import (
    Access,
    Ack,
    Answer,
    Capability,
    Finding,
    Gate,
    Health,
    LookUp,
    ProductRemoval,
    Push,
    RemoteCategory,
    RemoteCustomer,
    RemoteLevel,
    RemoteOrder,
    RemoteProduct,
    StockPush,
)
from app.sync.problem import Rejected, Transient

KIND = "stacknex"

_SANDBOX = SANDBOX_KEYS[KIND]
_PAGE_SIZE = 100
_INVENTORY = "inventory"
_LEVELS_AT_ONCE = 1000
# How a server says that it has no such call, and the status of it.
_ABSENT = {"not_found": HTTPStatus.NOT_FOUND, "not_allowed": HTTPStatus.METHOD_NOT_ALLOWED}
_OPEN = {Stage.NEW, Stage.READY}

_HARMLESS = Finding(Answer.YES, "a read is harmless")
_TOTALLED = "the example totals what is sent"
_LOST = Finding(Answer.UNKNOWN, "the document lost its methods; proven in the sandbox first")

_CAPABILITIES = {
    Capability.PULL_PRODUCTS: NAMED,
    Capability.FIND_PRODUCT: _HARMLESS,
    Capability.CREATE_PRODUCT: _LOST,
    Capability.UPDATE_PRODUCT: _LOST,
    Capability.DELETE_PRODUCT: _LOST,
    Capability.PULL_STOCK: _HARMLESS,
    Capability.SET_STOCK: _LOST,
    Capability.PULL_CUSTOMERS: _HARMLESS,
    Capability.CREATE_CUSTOMER: _LOST,
    Capability.UPDATE_CUSTOMER: _LOST,
    Capability.PULL_CATEGORIES: _HARMLESS,
    Capability.CREATE_CATEGORY: _LOST,
    Capability.CREATE_INVOICE: NAMED,
    Capability.LOOKUP_BY_REF: Finding(Answer.NO, "the document's orders have no notes"),
    Capability.DEDUCTS_STOCK: NOT_SAID,
    Capability.IDEMPOTENCY_KEY: NOT_SAID,
    Capability.DECIMAL_STOCK: NOT_SAID,
    Capability.CONDITIONAL_STOCK: NO_CALL,
    Capability.SERVER_PRICES: Finding(Answer.NO, _TOTALLED),
    Capability.TOTALS_AGREE: Finding(Answer.YES, _TOTALLED),
    Capability.NEEDS_CUSTOMER: Finding(Answer.NO, "the document's orders have no customer"),
    Capability.NEEDS_LOCATION: Finding(Answer.YES, "the document's orders name a location"),
    Capability.PULL_ORDERS: _HARMLESS,
    Capability.UPDATE_ORDER: _LOST,
    Capability.CREATE_ORDER: Finding(Answer.NO, "the document's orders are paid at once"),
    Capability.MEMBERSHIP: NO_CALL,
    Capability.OPENING_STOCK: Finding(Answer.NO, "the document shows no stock of a product"),
}

_Record = TypeVar("_Record")


class StackNex:
    """A back end that speaks the StackNex REST API.

    It remembers, as long as it lives, what only trying tells: which collections take PUT instead
    of PATCH, and how the rows of the inventory are called.
    """

    def __init__(self, access: Access, gate: Gate) -> None:
        refuses = frozenset({int(HTTPStatus.METHOD_NOT_ALLOWED)})
        self._http = Http(access, gate, bearer(access.key), also_refuses=refuses)
        self._is_sandbox = access.key.startswith(_SANDBOX)
        self._takes_put: set[str] = set()
        self._row_ids: dict[tuple[str, str], str] = {}

    @property
    def kind(self) -> str:
        """Which system this is."""
        return KIND

    def check(self) -> Health:
        """GET /products, one row; Unserved wrong_address where there is no such call."""
        with _errors.at_the_right_address():
            value, reply = self._http.read("/products", {"limit": 1})
        readable(answers.rows(value, "products", answers.product))
        return Health(business=answers.organization(value), server_time=reply.date)

    def capabilities(self) -> Mapping[Capability, Finding]:
        """What the document says, and which of its two worlds the key belongs to."""
        begins = f"the key {'begins' if self._is_sandbox else 'does not begin'} with {_SANDBOX}"
        world = Finding(Answer.YES if self._is_sandbox else Answer.NO, begins)
        return MappingProxyType({**_CAPABILITIES, Capability.SANDBOX: world})

    def products(self) -> Iterator[list[RemoteProduct]]:
        """GET /products, without those that are no longer sold."""
        for rows in self._scan("products", answers.product).whole():
            if sold := [row for row in rows if row is not None]:
                yield sold

    def product(self, product_id: str) -> list[RemoteProduct]:
        """GET /products/:id; none that is no longer sold, and none without the call."""
        value = self.item("products", product_id)
        if value is None:
            return []
        found = _record.read(answers.one(value, "products"), answers.product)
        return [found] if found else []

    def categories(self) -> Iterator[list[RemoteCategory]]:
        """GET /categories; none where there is no such call."""
        return self._scan("categories", answers.category, is_optional=True).whole()

    def levels(self, warehouse_id: str | None = None) -> Iterator[list[RemoteLevel]]:
        """GET /inventory, of which what is told in two ways is left out; none without the call."""
        scan = self._scan(_INVENTORY, answers.level, is_optional=True)
        rows = [row for rows in scan.whole() for row in rows]
        self._row_ids = {
            (level.product_id, level.warehouse_id): row_id or level.product_id
            for row_id, level in rows
        }
        levels = [
            level
            for level in answers.undisputed(rows)
            if warehouse_id in {None, level.warehouse_id}
        ]
        for start in range(0, len(levels), _LEVELS_AT_ONCE):
            yield levels[start : start + _LEVELS_AT_ONCE]

    def level(self, product_id: str) -> list[RemoteLevel]:
        """GET /inventory/:id of the product's rows; the whole list where these don't tell all."""
        told = self._told_levels(product_id)
        if told is not None:
            return told
        return [row for rows in self.levels() for row in rows if row.product_id == product_id]

    def customers(self, search: str = "") -> Iterator[list[RemoteCustomer]]:
        """GET /customers, none without the call; the document names no search, so we do it."""
        for rows in self._scan("customers", answers.customer, is_optional=True).whole():
            if found := [row for row in rows if _is_found(search, row)]:
                yield found

    def look_up(self, reference: str, first_day: date, last_day: date) -> LookUp:
        """Nothing: an order bears no reference, and one that is not found would prove nothing."""
        del reference, first_day, last_day
        return LookUp((), complete=False, shows_references=False)

    def orders(self, since: datetime) -> Iterator[list[RemoteOrder]]:
        """GET /orders, of which the document names no filter."""
        for rows in self._scan("orders", answers.order).whole():
            if wanted := [row for row in rows if _is_open(row) or _is_new(row, since)]:
                yield wanted

    def order(self, order_id: str) -> RemoteOrder | None:
        """GET /orders/:id."""
        try:
            value, _ = self._http.read(_address("orders", order_id))
        except Transient as problem:
            if problem.code == "not_found":
                return None
            raise
        return _record.read(answers.one(value, "orders"), answers.order)

    def push(self, record: Push, *, idempotency_key: str) -> Ack:
        """POST, PATCH or DELETE one record; a PATCH that the server does not know goes as PUT."""
        if isinstance(record, StockPush):
            return self._set_stock(record, idempotency_key)
        if isinstance(record, ProductRemoval):
            return self._delete("products", record.id, idempotency_key)
        if made := requests.made(record):
            return self._create(*made, hint=idempotency_key)
        if changed := requests.changed(record):
            return self._change(*changed, hint=idempotency_key)
        raise _errors.no_call(KIND, record)

    def prove(self) -> Iterator[tuple[Capability, Finding]]:
        """Try out every write in the sandbox, one after the other, and tell what came of each.

        Raises Rejected no_sandbox with a live key.
        """
        if not self._is_sandbox:
            sentence = f"Only a key of the sandbox can prove this; it begins with “{_SANDBOX}”."
            raise Rejected("no_sandbox", sentence, status=0)
        return stacknex_proof.prove(self, self.item, run=secrets.token_hex(4))

    def item(self, collection: str, item_id: str) -> object:
        """GET one object, in its envelope; None where there is none, or no such call."""
        try:
            value, _ = self._http.read(_address(collection, item_id))
        except Transient as problem:
            if problem.code in _ABSENT:
                return None
            raise
        return value

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()

    # Reading

    def _scan(
        self, collection: str, read_row: ReadRow[_Record], *, is_optional: bool = False
    ) -> Scan[_Record]:
        def fetch(number: int) -> Page[_Record]:
            params = {"page": number, "limit": _PAGE_SIZE}
            try:
                value, _ = self._http.read(f"/{collection}", params)
            except Transient as problem:
                if is_optional and number == 1 and problem.code in _ABSENT:
                    return Page((), 0, None)
                raise
            return answers.rows(value, collection, read_row)

        return Scan(fetch)

    def _told_levels(self, product_id: str) -> list[RemoteLevel] | None:
        """What the product's known rows say one by one; None unless that is all of them."""
        known = {
            place: row_id
            for (product, place), row_id in self._row_ids.items()
            if product == product_id
        }
        found: dict[str, RemoteLevel] = {}
        for row_id in dict.fromkeys(known.values()):
            for level in answers.levels(self.item(_INVENTORY, row_id)):
                if level.product_id == product_id:
                    found[level.warehouse_id] = level
        return list(found.values()) if known and found.keys() >= known.keys() else None

    # Writing

    def _create(self, collection: str, body: Fields, *, hint: str) -> Ack:
        answer = self._http.write("POST", f"/{collection}", body, idempotency_key=hint)
        made = answers.one(answer, collection)
        made_id = _json.identity(made.get("id"))
        if not made_id:
            raise _errors.unknown("no_id")
        return self._ack(collection, made_id, answer)

    def _change(self, collection: str, item_id: str, changed: Fields, *, hint: str) -> Ack:
        if not changed:
            return Ack(item_id)  # all that changed is something that these records do not have
        path = _address(collection, item_id)
        if collection not in self._takes_put:
            try:
                answer = self._http.write("PATCH", path, changed, idempotency_key=hint)
                return _kept(self._ack(collection, item_id, answer), collection, answer)
            except Rejected as problem:
                # By a method that is not there nothing was done.
                if problem.status != HTTPStatus.METHOD_NOT_ALLOWED:
                    raise
        whole = self._whole(collection, item_id)
        answer = self._http.write("PUT", path, whole | changed, idempotency_key=hint)
        self._takes_put.add(collection)
        return _kept(self._ack(collection, item_id, answer), collection, answer)

    def _whole(self, collection: str, item_id: str) -> Fields:
        """The object that a PUT replaces, as it is now; a change of stock says enough itself."""
        try:
            value, _ = self._http.read(_address(collection, item_id))
        except Transient as problem:
            if problem.code not in _ABSENT:
                raise
            if collection == _INVENTORY:
                return {}
            raise _errors.rejected(_ABSENT[problem.code], problem.message) from problem
        whole = answers.one(value, collection)
        if collection == _INVENTORY:
            return whole if answers.level(whole) else {}
        if not _json.identity(whole.get("id")):
            raise _errors.transient("wrong_shape")
        return whole

    def _set_stock(self, record: StockPush, hint: str) -> Ack:
        row_id = self._row_id(record.product_id, record.warehouse_id)
        ack = self._change(_INVENTORY, row_id, requests.stock(record), hint=hint)
        return replace(ack, id=record.product_id)

    def _row_id(self, product_id: str, warehouse_id: str) -> str:
        """What the inventory calls a place; the product's id where rows have none of their own."""
        place = product_id, warehouse_id
        if place not in self._row_ids:
            for _ in self.levels():
                pass
        if place in self._row_ids:
            return self._row_ids[place]
        if any(row_id != product for (product, _), row_id in self._row_ids.items()):
            # The product's id might be another product's row.
            sentence = "The server keeps no stock of this product in this warehouse."
            raise Rejected("no_stock_there", sentence, status=0)
        return product_id

    def _delete(self, collection: str, item_id: str, hint: str) -> Ack:
        path = _address(collection, item_id)
        answer = self._http.write("DELETE", path, None, idempotency_key=hint, has_answer=False)
        return self._ack(collection, item_id, answer)

    def _ack(self, collection: str, item_id: str, answer: Fields) -> Ack:
        told = answers.one(answer, collection)
        order = answers.order(told) if collection == "orders" else None
        return Ack(
            id=item_id,
            total=order[1].total if order else None,
            quantity=_json.number(told.get("quantity")) if collection == _INVENTORY else None,
            message=self._http.words(answer.get("message")),
            order=order[1] if order else None,
        )


def _kept(ack: Ack, collection: str, answer: Fields) -> Ack:
    """A change that the answer confirms: it says so, or shows the object."""
    told = answers.one(answer, collection)
    named = {_json.identity(told.get(name)) for name in ("id", "productId")}
    if answer.get("success") is not True and ack.id not in named:
        raise _errors.unknown("bad_answer")
    return ack


def _is_open(order: RemoteOrder) -> bool:
    return stage(KIND, order.status) in _OPEN


def _is_new(order: RemoteOrder, since: datetime) -> bool:
    return order.created_at is not None and order.created_at >= since


def _is_found(search: str, customer: RemoteCustomer) -> bool:
    """Whether a text stands in a customer's fields, however it or the phone number is written."""
    wanted, number = fold(search), _digits(search)
    texts = (customer.name, customer.phone, customer.email)
    return any(wanted in fold(text) for text in texts) or bool(
        number and number in _digits(customer.phone)
    )


def _digits(text: str) -> str:
    return "".join(char for char in digits(text) if char.isdecimal())


def _address(collection: str, item_id: str) -> str:
    return f"/{collection}/{segment(item_id)}"
