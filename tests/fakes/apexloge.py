"""The Apexloge API as its document tells it, over books of its own."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

from tests.fakes.form import Refused, read_body, read_fields, read_query
from tests.fakes.server import FakeServer
from tests.fakes.wire import Answer, Request, answer_json

KEY = "apx_live_test_key"
SCOPES = frozenset({"products:read", "products:write", "orders:read", "orders:write"})
MOST = 500

# What the document shows of each body and query, and * where a product is none without it.
_PRODUCT = {
    "name": "string*",
    "description": "string",
    "price": "number*",
    "category": "string",
    "subcategory": "string",
    "image_urls": "array",
    "stock_count": "integer",
    "variants": "array",
}
_PATCH = {name: kind.rstrip("*") for name, kind in _PRODUCT.items() if name != "variants"} | {
    "in_stock": "boolean"
}
_VARIANT = {
    "axis_type": "string",
    "name": "string*",
    "price_eur": "number*",
    "stock_count": "integer",
}
_LISTS = {"image_urls", "variants"}
_CHANGE = {"status": "string*", "cancel_reason": "string"}
_ORDERS_QUERY = {"status": "string", "limit": "integer"}
_STATUSES = {"paid", "ready_for_pickup", "picked_up", "cancelled", "expired", "refunded"}
_STEPS = {
    "paid": {"ready_for_pickup", "cancelled"},
    "ready_for_pickup": {"picked_up", "cancelled"},
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One size or colour of a product."""

    name: str
    price_eur: Decimal
    stock_count: int = 0
    axis_type: str = "size"
    id: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the salon."""

    id: str
    name: str
    price: Decimal
    stock_count: int = 0
    description: str = ""
    category: str = ""
    subcategory: str = ""
    image_urls: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    in_stock: bool = True
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a product or of one of its variants."""

    product_id: str
    product_name: str
    quantity: int
    unit_price: Decimal
    variant_id: str = ""
    variant_name: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order that a customer has paid at the marketplace."""

    id: str
    number: str
    created_at: datetime
    lines: tuple[Line, ...]
    status: str = "paid"
    customer_name: str = "Lina Haddad"
    customer_phone: str = "+33601020304"
    customer_email: str = "lina@example.com"
    cancel_reason: str = ""
    updated_at: datetime | None = None

    @property
    def total(self) -> Decimal:
        """What the customer paid."""
        return sum((each.quantity * each.unit_price for each in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class Deed:
    """One committed change: what was done to which record, and the fields that were sent."""

    kind: str
    id: str
    fields: dict[str, Any]


@dataclass(slots=True)
class Knobs:
    """What the document leaves open; may be turned while it runs."""

    keys: dict[str, frozenset[str]] = field(default_factory=lambda: {KEY: SCOPES})
    wraps: str = "data"  # what an answer stands under: "data", "name" (products, order), or ""
    names_variants: bool = True  # a variant has an id
    order_shape: str = "lines"  # or "single": an order of one product bears it itself
    lists_variants: bool = True  # the rows of GET /orders have the variants too
    created: int = 201  # status of a POST that worked
    removed: int = 200  # status of a DELETE that worked; 204 has no body


class ApexlogeServer(FakeServer):
    """The API on a port of its own; what a client sends beyond the document is complained of."""

    base = "/api/v1"

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
        self.refunds: list[str] = []  # of orders, each time that one was refunded
        self._lock = threading.RLock()
        self._numbers = count(1)
        self._routes: dict[tuple[str, str], tuple[str, Callable[[Request, str], Answer]]] = {
            ("GET", "products"): ("products:read", self._list_products),
            ("POST", "products"): ("products:write", self._create_product),
            ("GET", "products/"): ("products:read", self._show_product),
            ("PATCH", "products/"): ("products:write", self._change_product),
            ("DELETE", "products/"): ("products:write", self._remove_product),
            ("GET", "orders"): ("orders:read", self._list_orders),
            ("GET", "orders/"): ("orders:read", self._show_order),
            ("PATCH", "orders/"): ("orders:write", self._change_order),
        }

    def respond(self, request: Request) -> Answer:
        """Check the key and its scopes, find the endpoint, answer."""
        try:
            key = request.headers.get("authorization", "").removeprefix("Bearer ")
            if key not in self.knobs.keys:
                return _refusal(401, "Missing or revoked key")
            found = re.fullmatch(r"/([a-z]+)(?:(/)([^/]+))?", request.target.path)
            name, slash, identity = found.groups("") if found else ("", "", "")
            scope, route = self._routes.get((request.target.method, name + slash), ("", None))
            if route is None:
                return _refusal(404, "Not found")
            if scope not in self.knobs.keys[key]:
                return _refusal(403, f"The key lacks the scope {scope}")
            with self._lock:
                return route(request, identity)
        except Refused as refused:
            return _refusal(400 if refused.status == 422 else refused.status, str(refused))

    def done(self, kind: str) -> list[Deed]:
        """What was committed of one kind: create, change, remove or order."""
        with self._lock:
            return [each for each in self.deeds if each.kind == kind]

    # Products

    def _list_products(self, request: Request, _: str) -> Answer:
        read_query(request, {}, self.complaints.append)
        found = [each for each in self.products.values() if each.is_active]
        return self._answer("products", [self._product_row(each) for each in found[::-1][:MOST]])

    def _show_product(self, request: Request, identity: str) -> Answer:
        read_query(request, {}, self.complaints.append)
        return self._answer("product", self._product_row(self._product(identity)))

    def _create_product(self, request: Request, _: str) -> Answer:
        fields = read_body(request, _PRODUCT, self.complaints.append)
        made = Product(
            id=f"new-{next(self._numbers)}",
            **{name: value for name, value in fields.items() if name not in _LISTS},
            image_urls=tuple(fields.get("image_urls", ())),
            variants=tuple(
                Variant(**read_fields(each, _VARIANT, self.complaints.append), id=f"v{place}")
                for place, each in enumerate(fields.get("variants", ()), 1)
            ),
        )
        self.deeds.append(Deed("create", made.id, fields))
        self.products[made.id] = made
        return self._answer("product", self._product_row(made), self.knobs.created)

    def _change_product(self, request: Request, identity: str) -> Answer:
        product = self._product(identity)
        fields = read_body(request, _PATCH, self.complaints.append)
        if not fields:
            self.complaints.append("a change of nothing")
        if fields.get("stock_count", 0) < 0:
            raise Refused(400, "stock_count can't be negative")
        if product.variants and "stock_count" in fields:
            self.complaints.append("the stock of a product with variants")
        self.deeds.append(Deed("change", identity, fields))
        self.products[identity] = replace(product, **fields)
        return self._answer("product", self._product_row(self.products[identity]))

    def _remove_product(self, request: Request, identity: str) -> Answer:
        product = self._product(identity)
        if request.body:
            self.complaints.append("a removal with a body")
        self.deeds.append(Deed("remove", identity, {}))
        self.products[identity] = replace(product, is_active=False)
        if self.knobs.removed == 204:
            return Answer(204, b"", {})
        row = self._product_row(self.products[identity])
        return self._answer("product", row, self.knobs.removed)

    def _product(self, identity: str) -> Product:
        if identity not in self.products:
            raise Refused(404, "Product not found")
        return self.products[identity]

    def _product_row(self, product: Product) -> dict[str, Any]:
        return {
            "id": product.id,
            "name": product.name,
            "description": product.description,
            "price": product.price,
            "category": product.category,
            "subcategory": product.subcategory,
            "image_urls": list(product.image_urls),
            "stock_count": product.stock_count,
            "in_stock": product.in_stock,
            "is_active": product.is_active,
            "variants": [self._variant_row(each) for each in product.variants if each.is_active],
        }

    def _variant_row(self, variant: Variant) -> dict[str, Any]:
        row: dict[str, Any] = {"id": variant.id} if self.knobs.names_variants else {}
        return row | {
            "axis_type": variant.axis_type,
            "name": variant.name,
            "price_eur": variant.price_eur,
            "stock_count": variant.stock_count,
        }

    # Orders

    def _list_orders(self, request: Request, _: str) -> Answer:
        query = read_query(request, _ORDERS_QUERY, self.complaints.append)
        status, limit = query.get("status"), query.get("limit", MOST)
        if status not in {None, *_STATUSES}:
            raise Refused(400, f"There is no status {status}")
        if limit < 1:
            raise Refused(400, "limit begins with 1")
        found = [each for each in self.orders.values() if status in {None, each.status}]
        found.sort(key=lambda each: each.created_at, reverse=True)
        rows = [
            self._order_row(each, whole=self.knobs.lists_variants)
            for each in found[: min(limit, MOST)]
        ]
        return self._answer("orders", rows)

    def _show_order(self, request: Request, identity: str) -> Answer:
        read_query(request, {}, self.complaints.append)
        return self._answer("order", self._order_row(self._order(identity), whole=True))

    def _change_order(self, request: Request, identity: str) -> Answer:
        order = self._order(identity)
        fields = read_body(request, _CHANGE, self.complaints.append)
        status, reason = fields["status"], fields.get("cancel_reason", "")
        if status == "cancelled" and not reason.strip():
            raise Refused(400, "cancel_reason is required")
        if reason and status != "cancelled":
            self.complaints.append("a reason for what is not cancelled")
        if status not in _STEPS.get(order.status, ()):
            raise Refused(400, f"An order can't go from {order.status} to {status}")
        self.deeds.append(Deed("order", identity, fields))
        if status == "cancelled":
            self.refunds.append(identity)
        changed = replace(order, status=status, cancel_reason=reason, updated_at=self.now())
        self.orders[identity] = changed
        return self._answer("order", self._order_row(changed, whole=True))

    def _order(self, identity: str) -> Order:
        if identity not in self.orders:
            raise Refused(404, "Order not found")
        return self.orders[identity]

    def _order_row(self, order: Order, *, whole: bool) -> dict[str, Any]:
        row = {
            "id": order.id,
            "order_number": order.number,
            "status": order.status,
            "total": order.total,
            "currency": "EUR",
            "customer_name": order.customer_name,
            "customer_phone": order.customer_phone,
            "customer_email": order.customer_email,
            "cancel_reason": order.cancel_reason or None,
            "created_at": order.created_at.isoformat(),
            "updated_at": order.updated_at.isoformat() if order.updated_at else None,
        }
        lines = [_line_row(each, whole=whole) for each in order.lines]
        return row | (lines[0] if self.knobs.order_shape == "single" else {"items": lines})

    # What is answered

    def _answer(self, name: str, value: object, status: int = 200) -> Answer:
        under = {"data": "data", "name": name}.get(self.knobs.wraps)
        return answer_json(status, {under: value} if under else value)


def _line_row(line: Line, *, whole: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "product_id": line.product_id,
        "product_name": line.product_name,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
    }
    if whole:
        row |= {
            "variant_id": line.variant_id or None,
            "variant_name": line.variant_name or None,
            "variant_price": line.unit_price if line.variant_name else None,
        }
    return row


def _refusal(status: int, message: str) -> Answer:
    return answer_json(status, {"error": message})
