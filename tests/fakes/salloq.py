"""The Salloq API as its document tells it, over books of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.fakes import salloq_form as form
from tests.fakes.form import Refused, read_body, read_fields, read_query
from tests.fakes.salloq_shop import (
    CENT,
    FREQUENCIES,
    Customer,
    Line,
    Order,
    Product,
    Shop,
    Subscription,
)
from tests.fakes.server import FakeServer
from tests.fakes.wire import Answer, Request, answer_json

KEY = "ak_live_test_key"
PER_HOUR = 1000

Handler = Callable[[Request, str], Answer]


@dataclass(slots=True)
class Knobs:
    """What the document leaves open, and what may be wrong; may be turned while it runs."""

    keys: dict[str, set[str]] = field(default_factory=lambda: {KEY: {"*"}})  # and their scopes
    per_hour: int = PER_HOUR
    per_page: int = 25
    page_cap: int = 100
    tells_pages: bool = True  # lists come with `meta`
    newest_first: bool = True  # order of GET /orders
    lists_items: bool = False  # rows of GET /orders have their items
    leaves_out_days: bool = True  # “after this date” does not mean the date itself
    shows_written: bool = True  # answers to writes show the record, not its id alone
    promo_codes: dict[str, Decimal] = field(default_factory=lambda: {"SAVE10": Decimal("0.10")})


class SalloqServer(FakeServer):
    """The API on a port of its own; what a client sends beyond the document is complained of."""

    base = "/api"

    def __init__(
        self,
        knobs: Knobs | None = None,
        *,
        products: Sequence[Product] = (),
        customers: Sequence[Customer] = (),
        first_order: int = 1,
        port: int = 0,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(port=port, now=now)
        self.knobs = knobs or Knobs()
        self.complaints: list[str] = []
        self.shop = Shop(products, customers, self.now, first_order)
        self._asked: list[datetime] = []
        # What is asked for, the scope that it takes, and how it is answered.
        self._routes: dict[tuple[str, str], tuple[str, Handler]] = {
            ("GET", "/products"): ("products:read", self._list_products),
            ("GET", "/products/{}"): ("products:read", self._show_product),
            ("GET", "/products/{}/inventory"): ("products:read", self._show_inventory),
            ("POST", "/products"): ("products:write", self._create_product),
            ("PATCH", "/products/{}"): ("products:write", self._change_product),
            ("GET", "/orders"): ("orders:read", self._list_orders),
            ("GET", "/orders/{}"): ("orders:read", self._show_order),
            ("POST", "/orders"): ("orders:write", self._create_order),
            ("PATCH", "/orders/{}/status"): ("orders:write", self._change_status),
            ("GET", "/customers/{}"): ("customers:read", self._show_customer),
            ("GET", "/customers/{}/orders"): ("customers:read", self._customer_orders),
            ("GET", "/customers/{}/loyalty"): ("customers:read", self._show_loyalty),
            ("POST", "/customers"): ("customers:write", self._create_customer),
            ("PATCH", "/customers/{}"): ("customers:write", self._change_customer),
            ("GET", "/subscriptions/{}"): ("subscriptions:read", self._show_subscription),
            ("GET", "/subscriptions/{}/upcoming"): ("subscriptions:read", self._show_upcoming),
            ("POST", "/subscriptions"): ("subscriptions:write", self._subscribe),
            ("PATCH", "/subscriptions/{}"): ("subscriptions:write", self._change_subscription),
            ("POST", "/subscriptions/{}/cancel"): ("subscriptions:write", self._unsubscribe),
            ("GET", "/loyalty/settings"): ("loyalty:read", self._show_settings),
        }

    def respond(self, request: Request) -> Answer:
        """Check the key and its limit, find the endpoint, answer."""
        try:
            scopes = self._scopes(request)
            self._count()
            answer, name = self._route(request, scopes)
            with self.shop.lock:
                return answer(request, name)
        except Refused as refused:
            error = {"message": str(refused), "code": refused.status, "details": {}}
            return answer_json(refused.status, {"success": False, "error": error})

    def _scopes(self, request: Request) -> set[str]:
        key = request.headers.get("x-api-key", "")
        if key not in self.knobs.keys:
            raise Refused(401, "Invalid API key")
        return self.knobs.keys[key]

    def _count(self) -> None:
        hour_ago = self.now() - timedelta(hours=1)
        with self.shop.lock:
            self._asked = [each for each in self._asked if each > hour_ago]
            if len(self._asked) >= self.knobs.per_hour:
                raise Refused(429, "Too Many Requests")
            self._asked.append(self.now())

    def _route(self, request: Request, scopes: set[str]) -> tuple[Handler, str]:
        path = request.target.path
        for (method, pattern), (scope, answer) in self._routes.items():
            found = re.fullmatch(pattern.replace("{}", "([^/]+)"), path)
            if found and method == request.target.method:
                if not scopes & {scope, "*"}:
                    raise Refused(403, f"This key lacks the scope {scope}")
                return answer, found.group(1) if found.groups() else ""
        raise Refused(404, "Not found")

    # Products

    def _list_products(self, request: Request, _: str) -> Answer:
        query = read_query(request, form.PRODUCTS_QUERY, self._complain)
        in_stock, subscribable = _flag(query, "in_stock"), _flag(query, "subscription_enabled")
        wanted = query.get("search", "").casefold()
        found = [
            each
            for each in self.shop.products.values()
            if query.get("category") in {None, *each.categories}
            and wanted in f"{each.name} {each.description}".casefold()
            and in_stock in {None, each.stock > 0}
            and subscribable in {None, each.is_subscribable}
        ]
        return self._page(found, query, form.product_row)

    def _show_product(self, request: Request, name: str) -> Answer:
        read_query(request, {}, self._complain)
        return _ok(form.product_row(self._product(name)))

    def _show_inventory(self, request: Request, name: str) -> Answer:
        read_query(request, {}, self._complain)
        product = self._product(name)
        there = {"stock_qty": product.stock, "in_stock": product.stock > 0}
        return _ok({"product_id": product.id, **there})

    def _create_product(self, request: Request, _: str) -> Answer:
        fields = read_body(request, form.PRODUCT, self._complain)
        if any(each.slug == fields["slug"] for each in self.shop.products.values()):
            raise Refused(422, "This slug is taken")
        made = self.shop.add_product(
            name=fields["name"],
            slug=fields["slug"],
            price=fields["price"],
            stock=fields.get("stock_qty", 0),
            description=fields.get("description", ""),
            is_subscribable=fields.get("subscription_enabled", False),
        )
        return self._created(form.product_row(made))

    def _change_product(self, request: Request, name: str) -> Answer:
        fields = read_body(request, form.PRODUCT_CHANGE, self._complain)
        product = self._product(name)
        if "stock_qty" in fields:
            fields["stock"] = fields.pop("stock_qty")
        return self._changed(form.product_row(self.shop.change_product(product.id, **fields)))

    def _product(self, name: str) -> Product:
        for product in self.shop.products.values():
            if name in {str(product.id), product.slug}:
                return product
        raise Refused(404, f"Product {name} not found")

    # Orders

    def _list_orders(self, request: Request, _: str) -> Answer:
        query = read_query(request, form.ORDERS_QUERY, self._complain)
        if query.get("status", "pending") not in form.STATUSES:
            raise Refused(400, "There is no such status")
        subscribed = _flag(query, "is_subscription")
        found = [
            each
            for each in self.shop.orders.values()
            if query.get("customer_id", each.customer_id) == each.customer_id
            and query.get("status", each.status) == each.status
            and self._is_within(each.created_at.date(), query)
            and subscribed in {None, each.is_subscription}
        ]
        return self._page_of_orders(found, query)

    def _is_within(self, day: date, query: Mapping[str, Any]) -> bool:
        beside = timedelta(days=1) if self.knobs.leaves_out_days else timedelta()
        first = query.get("date_from", date(2000, 1, 1)) + beside
        last = query.get("date_to", date(2100, 1, 1)) - beside
        return bool(first <= day <= last)

    def _page_of_orders(self, found: Sequence[Order], query: Mapping[str, Any]) -> Answer:
        if self.knobs.newest_first:
            found = found[::-1]
        row = form.whole_order if self.knobs.lists_items else form.order_row
        return self._page(found, query, row)

    def _show_order(self, request: Request, name: str) -> Answer:
        read_query(request, {}, self._complain)
        return _ok(form.whole_order(self._known(name, self.shop.orders, "Order")))

    def _create_order(self, request: Request, _: str) -> Answer:
        fields = read_body(request, form.ORDER, self._complain)
        customer = self._related(fields["customer_id"], self.shop.customers, "Customer")
        lines = [self._line(each) for each in fields["items"]]
        if not lines:
            raise Refused(422, "items is empty")
        rate = self._discount(fields.get("promo_code"))
        subtotal = sum((each.subtotal for each in lines), Decimal(0))
        made = self.shop.add_order(
            customer.id,
            lines,
            discount=(subtotal * rate).quantize(CENT),
            delivery=tuple((name, fields[name]) for name in form.SHIPPING if name in fields),
        )
        return self._created(form.whole_order(made))

    def _line(self, item: object) -> Line:
        fields = read_fields(item, form.ITEM, self._complain)
        product = self._related(fields["product_id"], self.shop.products, "Product")
        if fields["qty"] < 1:
            raise Refused(422, "qty must be one or more")
        if fields["qty"] > product.stock:
            raise Refused(422, f"Insufficient stock for product {product.id}")
        return Line(product.id, product.name, fields["qty"], product.price)

    def _discount(self, code: str | None) -> Decimal:
        if code is None:
            return Decimal(0)
        if code not in self.knobs.promo_codes:
            raise Refused(422, "Invalid promo code")
        return self.knobs.promo_codes[code]

    def _change_status(self, request: Request, name: str) -> Answer:
        fields = read_body(request, form.STATUS, self._complain)
        order = self._known(name, self.shop.orders, "Order")
        if fields["status"] not in form.STATUSES:
            raise Refused(422, "There is no such status")
        return self._changed(form.whole_order(self.shop.change_order(order.id, **fields)))

    # Customers

    def _show_customer(self, request: Request, name: str) -> Answer:
        read_query(request, {}, self._complain)
        return _ok(form.customer_row(self._known(name, self.shop.customers, "Customer")))

    def _customer_orders(self, request: Request, name: str) -> Answer:
        query = read_query(request, form.PAGE, self._complain)
        customer = self._known(name, self.shop.customers, "Customer")
        orders = [each for each in self.shop.orders.values() if each.customer_id == customer.id]
        return self._page_of_orders(orders, query)

    def _show_loyalty(self, request: Request, name: str) -> Answer:
        read_query(request, {}, self._complain)
        customer = self._known(name, self.shop.customers, "Customer")
        return _ok(
            {
                "customer_id": customer.id,
                "current_balance": customer.points,
                "lifetime_points": customer.lifetime,
                "dollar_value": (customer.points * form.POINT).quantize(CENT),
            }
        )

    def _create_customer(self, request: Request, _: str) -> Answer:
        fields = read_body(request, form.CUSTOMER, self._complain)
        if any(each.email == fields["email"] for each in self.shop.customers.values()):
            raise Refused(422, "This email is taken")
        if len(fields["password"]) < 8:
            raise Refused(422, f"The password {fields['password']} is too short")
        names = {name: fields.setdefault(name, "") for name in ("first_name", "last_name", "phone")}
        return self._created(form.customer_row(self.shop.add_customer(**fields | names)))

    def _change_customer(self, request: Request, name: str) -> Answer:
        fields = read_body(request, form.CUSTOMER_CHANGE, self._complain)
        customer = self._known(name, self.shop.customers, "Customer")
        return self._changed(form.customer_row(self.shop.change_customer(customer.id, **fields)))

    # Subscriptions and points

    def _show_subscription(self, request: Request, name: str) -> Answer:
        read_query(request, {}, self._complain)
        return _ok(
            form.subscription_row(self._known(name, self.shop.subscriptions, "Subscription"))
        )

    def _show_upcoming(self, request: Request, name: str) -> Answer:
        read_query(request, {}, self._complain)
        found: Subscription = self._known(name, self.shop.subscriptions, "Subscription")
        product = self.shop.products[found.product_id]
        line = Line(product.id, product.name, found.quantity, found.price)
        coming = Order(0, found.customer_id, (line,), self.now())
        named = {"subscription_id": found.id, "next_billing_date": found.next_billing.isoformat()}
        return _ok(named | {"items": [form.item(line)], "total": coming.total})

    def _subscribe(self, request: Request, _: str) -> Answer:
        fields = read_body(request, form.SUBSCRIPTION, self._complain)
        self._related(fields["customer_id"], self.shop.customers, "Customer")
        self._related(fields["product_id"], self.shop.products, "Product")
        self._related(fields["frequency_id"], FREQUENCIES, "Frequency")
        start = fields.pop("start_date", self.now().date().isoformat())
        fields["next_billing"] = _day(start) + timedelta(days=31)
        return self._created(form.subscription_row(self.shop.add_subscription(**fields)))

    def _change_subscription(self, request: Request, name: str) -> Answer:
        fields = read_body(request, form.SUBSCRIPTION_CHANGE, self._complain)
        found = self._known(name, self.shop.subscriptions, "Subscription")
        if "frequency_id" in fields:
            self._related(fields["frequency_id"], FREQUENCIES, "Frequency")
        if "next_billing_date" in fields:
            fields["next_billing"] = _day(fields.pop("next_billing_date"))
        changed = self.shop.change_subscription(found.id, **fields)
        return self._changed(form.subscription_row(changed))

    def _unsubscribe(self, request: Request, name: str) -> Answer:
        fields = read_body(request, {"reason": "string"}, self._complain)
        found = self._known(name, self.shop.subscriptions, "Subscription")
        ended = self.shop.change_subscription(
            found.id, status="cancelled", reason=fields.get("reason", "")
        )
        return self._changed(form.subscription_row(ended))

    def _show_settings(self, request: Request, _: str) -> Answer:
        read_query(request, {}, self._complain)
        points = {"points_per_dollar": 100, "point_value": form.POINT, "min_redeem_points": 500}
        return _ok({**points, "enabled": True})

    # What is asked and answered

    def _known(self, name: str, among: Mapping[int, Any], what: str) -> Any:
        if not name.isdecimal() or int(name) not in among:
            raise Refused(404, f"{what} {name} not found")
        return among[int(name)]

    def _related(self, number: int, among: Mapping[int, Any], what: str) -> Any:
        if number not in among:
            raise Refused(422, f"{what} {number} not found")
        return among[number]

    def _page(
        self,
        found: Sequence[Any],
        query: Mapping[str, Any],
        row: Callable[[Any], dict[str, Any]],
    ) -> Answer:
        page, size = query.get("page", 1), query.get("per_page", self.knobs.per_page)
        if page < 1 or size < 1:
            raise Refused(400, "page and per_page begin with 1")
        size = min(size, self.knobs.page_cap)
        data = [row(each) for each in found[(page - 1) * size : page * size]]
        pagination = {
            "page": page,
            "per_page": size,
            "total": len(found),
            "total_pages": -(-len(found) // size),
        }
        more = {"meta": {"pagination": pagination}} if self.knobs.tells_pages else {}
        return answer_json(200, {"success": True, "data": data, **more})

    def _created(self, row: dict[str, Any]) -> Answer:
        data = row if self.knobs.shows_written else {"id": row["id"]}
        return answer_json(201, {"success": True, "data": data})

    def _changed(self, row: dict[str, Any]) -> Answer:
        return _ok(row) if self.knobs.shows_written else answer_json(200, {"success": True})

    def _complain(self, what: str) -> None:
        self.complaints.append(what)


def _flag(query: Mapping[str, Any], name: str) -> bool | None:
    if query.get(name, "true") not in {"true", "false"}:
        raise Refused(400, f"{name} is true or false")
    return bool(query[name] == "true") if name in query else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(422, "This is no date") from error


def _ok(data: dict[str, Any]) -> Answer:
    return answer_json(200, {"success": True, "data": data})
