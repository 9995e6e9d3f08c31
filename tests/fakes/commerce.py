"""A Commerce API as its document and the public copy tell it, over books of its own."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from tests.fakes.commerce_books import Deed, Item, Order, Product
from tests.fakes.commerce_login import Caller, Logins, Refusal
from tests.fakes.form import Refused, read_body, read_fields, read_query
from tests.fakes.server import FakeServer
from tests.fakes.wire import Answer, Request, answer_json

KEY = "ck_live_test_key"

_PRODUCT = {
    "name": "string*",
    "price": "number*",
    "currency": "string",
    "sku": "string",
    "category": "string",
    "stock": "integer",
}
_PATCH = {name: kind.rstrip("*") for name, kind in _PRODUCT.items()}
_ORDER = {"customerId": "string*", "items": "array*", "notes": "string", "coupon": "string"}
_ITEM = {"productId": "string*", "quantity": "integer*"}
_CHANGE = {"status": "string*", "reason": "string"}
_PRODUCTS_QUERY = {
    "page": "integer",
    "pageSize": "integer",
    "search": "string",
    "category": "string",
    "active": "string",
    "sort": "string",
    "order": "string",
}
_ORDERS_QUERY = {
    "page": "integer",
    "pageSize": "integer",
    "status": "string",
    "from": "string",
    "to": "string",
}
_CATEGORIES = {"footwear", "apparel", "accessories", "electronics", "home"}
_SORTS = {"name", "price", "stock", "createdAt"}
_STEPS = {
    "pending": {"confirmed", "cancelled"},
    "confirmed": {"shipped", "cancelled"},
    "shipped": {"delivered"},
    "delivered": {"refunded"},
    "cancelled": set(),
    "refunded": set(),
}


@dataclass(slots=True)
class Knobs:
    """What the document leaves open; may be turned while it runs."""

    keys: set[str] = field(default_factory=lambda: {KEY})
    wraps: str = ""  # what a single record stands under
    created: int = 201
    removed: int = 204  # or 200, with the product
    page_cap: int = 100
    tells_total: bool = True
    shows_notes: bool = True
    order_numbers: bool = False
    shortage: int = 422  # or 409
    tax: Decimal = Decimal(0)  # percent upon the prices
    coupons: dict[str, Decimal] = field(default_factory=lambda: {"SPRING": Decimal("5.00")})
    filters: bool = True  # whether it heeds the filters of its lists


class CommerceServer(FakeServer):
    """The API on a port of its own; what a client sends beyond the document is complained of."""

    base = "/v2"

    def __init__(
        self,
        knobs: Knobs | None = None,
        *,
        products: Sequence[Product] = (),
        orders: Sequence[Order] = (),
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(now=now)
        self.knobs = knobs or Knobs()
        self.complaints: list[str] = []
        self.products = {each.id: each for each in products}
        self.orders = {each.id: each for each in orders}
        self.deeds: list[Deed] = []
        self.logins = Logins(self.now, self.complaints.append)
        self._ids = count(1)
        self._lock = threading.RLock()

    def respond(self, request: Request) -> Answer:
        """Find the endpoint, check who asks, answer."""
        method, path = request.target.method, request.target.path
        try:
            with self._lock:
                if path.startswith("/auth/"):
                    return self.logins.respond(request)
                shape, number = _parts(path)
                caller = self._caller(request)
                return self._route(method, shape)(request, caller, number)
        except Refusal as refusal:
            return refusal.answer()
        except Refused as refused:
            return Refusal(refused.status, "VALIDATION_ERROR", str(refused)).answer()

    def _route(self, method: str, shape: str) -> Callable[[Request, Caller, str], Answer]:
        routes: dict[tuple[str, str], Callable[[Request, Caller, str], Answer]] = {
            ("GET", "products"): self._list_products,
            ("POST", "products"): self._create_product,
            ("GET", "products/"): self._get_product,
            ("PATCH", "products/"): self._change_product,
            ("DELETE", "products/"): self._delete_product,
            ("GET", "orders"): self._list_orders,
            ("POST", "orders"): self._create_order,
            ("GET", "orders/"): self._get_order,
            ("PATCH", "orders//status"): self._change_order,
        }
        if (method, shape) in routes:
            return routes[method, shape]
        known = any(each == shape for _, each in routes)
        raise Refusal(*((405, "METHOD", "Not allowed") if known else (404, "PATH", "Not found")))

    def _caller(self, request: Request) -> Caller:
        key = request.headers.get("x-api-key")
        if key is not None and "authorization" in request.headers:
            self.complaints.append("a key and a token at once")
        if key is None:
            return self.logins.caller(request)
        if key not in self.knobs.keys:
            raise Refusal(401, "INVALID_KEY", "Invalid API key")
        return Caller("", frozenset({"products:write"}), is_admin=True)

    # Products

    def _list_products(self, request: Request, _: Caller, __: str) -> Answer:
        query = read_query(request, _PRODUCTS_QUERY, self.complaints.append)
        _one_of(query, "category", _CATEGORIES)
        _one_of(query, "active", {"true", "false"})
        _one_of(query, "sort", _SORTS)
        _one_of(query, "order", {"asc", "desc"})
        found = [each for each in self.products.values() if self._is_wanted(each, query)]
        if query.get("sort", "createdAt") != "createdAt":
            found.sort(key=lambda each: getattr(each, query["sort"]))
        if query.get("order") == "desc":
            found.reverse()
        return self._page([self._product_row(each) for each in found], query)

    def _is_wanted(self, product: Product, query: Mapping[str, Any]) -> bool:
        if not self.knobs.filters:
            return True
        return (
            query.get("search", "").casefold() in product.name.casefold()
            and query.get("category", product.category) == product.category
            and query.get("active", str(product.active).lower()) == str(product.active).lower()
        )

    def _product_row(self, product: Product) -> dict[str, Any]:
        return {
            "productId": product.id,
            "sku": product.sku,
            "name": product.name,
            "price": product.price,
            "currency": product.currency,
            "stock": product.stock,
            "category": product.category or None,
            "active": product.active,
            "updatedAt": _moment(self.now()),
        }

    def _create_product(self, request: Request, caller: Caller, _: str) -> Answer:
        caller.need("products:write")
        fields = read_body(request, _PRODUCT, self.complaints.append)
        self._check_product(fields, "")
        product = Product(id=self._new_id(), **fields)
        self.products[product.id] = product
        self._did("product created", product.id, fields)
        return self._one(self._product_row(product), self.knobs.created)

    def _get_product(self, request: Request, _: Caller, number: str) -> Answer:
        read_query(request, {}, self.complaints.append)
        return self._one(self._product_row(self._product(number)))

    def _change_product(self, request: Request, caller: Caller, number: str) -> Answer:
        caller.need("products:write")
        fields = read_body(request, _PATCH, self.complaints.append)
        product = self._product(number)
        self._check_product(fields, product.id)
        self.products[product.id] = replace(product, **fields)
        self._did("product changed", product.id, fields)
        return self._one(self._product_row(self.products[product.id]))

    def _delete_product(self, request: Request, caller: Caller, number: str) -> Answer:
        caller.need("products:write")
        if request.body:
            self.complaints.append("a DELETE with a body")
        product = replace(self._product(number), active=False)
        self.products[product.id] = product
        self._did("product removed", product.id, {})
        if self.knobs.removed == 204:
            return Answer(204, b"", {})
        return self._one(self._product_row(product), self.knobs.removed)

    def _check_product(self, fields: Mapping[str, Any], own: str) -> None:
        _one_of(fields, "category", _CATEGORIES)
        if fields.get("price", 0) < 0 or fields.get("stock", 0) < 0:
            raise Refused(422, "price and stock can't be negative")
        sku = fields.get("sku")
        if sku and any(each.sku == sku and each.id != own for each in self.products.values()):
            raise Refusal(409, "DUPLICATE_SKU", f"SKU {sku} is taken")

    def _product(self, number: str) -> Product:
        found = self.products.get(_uuid(number))
        if found is None or not found.active:
            raise Refusal(404, "NOT_FOUND", f"Product {number} not found")
        return found

    # Orders

    def _list_orders(self, request: Request, caller: Caller, _: str) -> Answer:
        query = read_query(request, _ORDERS_QUERY, self.complaints.append)
        _one_of(query, "status", _STEPS.keys())
        first, end = (_date(query, name) for name in ("from", "to"))
        found = [
            each
            for each in reversed(self.orders.values())
            if self._may_see(each, caller)
            and (not self.knobs.filters or query.get("status", each.status) == each.status)
            and (first is None or each.at >= first)
            and (end is None or each.at < end)
        ]
        return self._page([self._order_row(each) for each in found], query)

    def _may_see(self, order: Order, caller: Caller) -> bool:
        return caller.is_admin or order.owner == caller.user

    def _order_row(self, order: Order) -> dict[str, Any]:
        row = {
            "orderId": order.id,
            "customerId": order.customer_id,
            "items": [
                {
                    "productId": each.product_id,
                    "name": each.name,
                    "quantity": each.quantity,
                    "unitPrice": each.price,
                    "lineTotal": each.quantity * each.price,
                }
                for each in order.items
            ],
            "total": order.total,
            "currency": "SAR",
            "status": order.status,
            "createdAt": _moment(order.at),
        }
        if self.knobs.shows_notes:
            row["notes"] = order.notes
        if self.knobs.order_numbers:
            row["orderNumber"] = f"SO-{list(self.orders).index(order.id) + 1}"
        return row

    def _create_order(self, request: Request, caller: Caller, _: str) -> Answer:
        fields = read_body(request, _ORDER, self.complaints.append)
        if not fields["items"]:
            raise Refused(422, "items is empty")
        items = tuple(self._item(each) for each in fields["items"])
        self._reserve(items)
        order = Order(
            id=self._new_id(),
            customer_id=fields["customerId"],
            items=items,
            total=self._total(items, fields.get("coupon", "")),
            at=self.now(),
            notes=fields.get("notes", ""),
            coupon=fields.get("coupon", ""),
            owner=caller.user,
        )
        self.orders[order.id] = order
        self._did("order created", order.id, fields)
        return self._one(self._order_row(order), self.knobs.created)

    def _item(self, item: object) -> Item:
        fields = read_fields(item, _ITEM, self.complaints.append)
        product = self._product(fields["productId"])
        if fields["quantity"] < 1:
            raise Refused(422, "quantity must be positive")
        return Item(product.id, product.name, fields["quantity"], product.price)

    def _reserve(self, items: Sequence[Item]) -> None:
        """All of it, or nothing."""
        left = {each.product_id: self.products[each.product_id].stock for each in items}
        for each in items:
            left[each.product_id] -= each.quantity
            if left[each.product_id] < 0:
                said = f"Insufficient stock for {each.name}"
                raise Refusal(self.knobs.shortage, "INSUFFICIENT_STOCK", said)
        for product_id, stock in left.items():
            self.products[product_id] = replace(self.products[product_id], stock=stock)

    def _total(self, items: Sequence[Item], coupon: str) -> Decimal:
        total = sum((each.quantity * each.price for each in items), Decimal(0))
        if coupon:
            if coupon not in self.knobs.coupons:
                raise Refusal(422, "UNKNOWN_COUPON", f"Coupon {coupon} is not valid")
            total -= self.knobs.coupons[coupon]
        return (total * (100 + self.knobs.tax) / 100).quantize(Decimal("0.01"))

    def _get_order(self, request: Request, caller: Caller, number: str) -> Answer:
        read_query(request, {}, self.complaints.append)
        return self._one(self._order_row(self._order(number, caller)))

    def _change_order(self, request: Request, caller: Caller, number: str) -> Answer:
        fields = read_body(request, _CHANGE, self.complaints.append)
        order, status = self._order(number, caller), fields["status"]
        if status not in _STEPS[order.status]:
            said = f"An order can't go from {order.status} to {status}"
            raise Refusal(422, "INVALID_TRANSITION", said)
        reason = fields.get("reason", "")
        if reason and status not in {"cancelled", "refunded"}:
            self.complaints.append(f"a reason for {status}")
        self.orders[order.id] = replace(order, status=status, reason=reason)
        self._did(f"order {status}", order.id, fields)
        return self._one(self._order_row(self.orders[order.id]))

    def _order(self, number: str, caller: Caller) -> Order:
        found = self.orders.get(_uuid(number))
        if found is None or not self._may_see(found, caller):
            raise Refusal(404, "NOT_FOUND", f"Order {number} not found")
        return found

    # What is asked and answered

    def _page(self, rows: list[dict[str, Any]], query: Mapping[str, Any]) -> Answer:
        page, size = query.get("page", 1), query.get("pageSize", 20)
        if page < 1 or not 1 <= size <= 100:
            raise Refused(422, "page and pageSize begin with 1, and pageSize ends with 100")
        size = min(size, self.knobs.page_cap)
        value: dict[str, Any] = {"data": rows[(page - 1) * size : page * size]}
        if self.knobs.tells_total:
            pages = -(-len(rows) // size)
            value |= {"total": len(rows), "page": page, "pageSize": size, "pages": pages}
        return answer_json(200, value)

    def _one(self, row: dict[str, Any], status: int = 200) -> Answer:
        return answer_json(status, {self.knobs.wraps: row} if self.knobs.wraps else row)

    def _new_id(self) -> str:
        return str(UUID(int=0x9E37_79B9_0000_4000_8000 << 48 | next(self._ids)))

    def _did(self, kind: str, number: str, fields: dict[str, Any]) -> None:
        self.deeds.append(Deed(kind, number, fields))


def _parts(path: str) -> tuple[str, str]:
    """What kind of path it is, and the id in it."""
    found = re.fullmatch(r"/(products|orders)(?:/([^/]+)(/status)?)?", path)
    if not found:
        raise Refusal(404, "NOT_FOUND", "Not found")
    name, number, status = found.groups("")
    return name + ("/" if number else "") + status, number


def _one_of(fields: Mapping[str, Any], name: str, values: Any) -> None:
    if name in fields and fields[name] not in values:
        raise Refused(422, f"{name} can't be {fields[name]}")


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise Refused(400, "The id is no UUID") from error


def _date(query: Mapping[str, Any], name: str) -> datetime | None:
    """A moment with its zone, as OpenAPI's date-time has it."""
    text = query.get(name)
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(400, f"{name} is no date-time") from error
    if at.tzinfo is None or "T" not in text:
        raise Refused(400, f"{name} has no zone")
    return at


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
