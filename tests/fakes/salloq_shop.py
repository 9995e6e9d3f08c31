"""The books of a fake shop at Salloq: what was really committed, told by nobody but itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any

CENT = Decimal("0.01")
FREQUENCIES = {1: "Every 15 days", 2: "Every 30 days", 3: "Every 60 days"}
SUBSCRIBED = Decimal("0.90")  # of the price
TAX = Decimal("0.084")  # of the subtotal, as in the document's example
SHIPPING = Decimal("8.00")


@dataclass(frozen=True, slots=True)
class Product:
    """A product; `stock` is what there is of it now."""

    id: int
    name: str
    slug: str
    price: Decimal
    stock: int = 0
    description: str = ""
    is_subscribable: bool = False
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with their points; nobody is told the password."""

    id: int
    email: str
    first_name: str
    last_name: str
    phone: str
    created_at: datetime
    password: str = ""
    points: int = 0
    lifetime: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order."""

    product_id: int
    name: str
    quantity: int
    price: Decimal

    @property
    def subtotal(self) -> Decimal:
        """What the line comes to."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Order:
    """An order; prices are without tax."""

    id: int
    customer_id: int
    lines: tuple[Line, ...]
    created_at: datetime
    discount: Decimal = Decimal(0)
    shipping: Decimal = SHIPPING
    tax_rate: Decimal = TAX
    status: str = "pending"
    tracking_number: str | None = None
    delivery: tuple[tuple[str, str], ...] = ()
    is_subscription: bool = False

    @property
    def subtotal(self) -> Decimal:
        """What the lines come to, less what a promo code takes off."""
        return sum((line.subtotal for line in self.lines), Decimal(0)) - self.discount

    @property
    def tax(self) -> Decimal:
        """The tax on it."""
        return (self.subtotal * self.tax_rate).quantize(CENT, ROUND_HALF_UP)

    @property
    def total(self) -> Decimal:
        """What is to be paid."""
        return self.subtotal + self.tax + self.shipping


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription."""

    id: int
    customer_id: int
    product_id: int
    frequency_id: int
    quantity: int
    price: Decimal
    next_billing: date
    created_at: datetime
    status: str = "active"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was committed: what, which, and for `set` the new stock."""

    kind: str
    id: int
    stock: int = 0


class Shop:
    """The books; what is asked of them under `lock` is one moment."""

    def __init__(
        self,
        products: Sequence[Product],
        customers: Sequence[Customer],
        now: Callable[[], datetime],
        first_order: int = 1,
    ) -> None:
        self.lock = threading.RLock()
        self.products = {each.id: each for each in products}
        self.customers = {each.id: each for each in customers}
        self.orders: dict[int, Order] = {}
        self.subscriptions: dict[int, Subscription] = {}
        self.events: list[Event] = []
        self.shipping, self.tax_rate = SHIPPING, TAX  # of orders that are made from now on
        self._start = {each.id: each.stock for each in products}
        self._now = now
        self._products = count(max(self.products, default=0) + 1)
        self._customers = count(max(self.customers, default=0) + 1)
        self._orders = count(first_order)
        self._subscriptions = count(42)

    # Changes

    def add_product(self, **fields: Any) -> Product:
        """A new product."""
        with self.lock:
            made = Product(id=next(self._products), **fields)
            self.products[made.id] = made
            self._start[made.id] = made.stock
            self.events.append(Event("product", made.id))
            return made

    def change_product(self, product_id: int, **fields: Any) -> Product:
        """Other fields of a product; its stock is set."""
        with self.lock:
            changed = replace(self.products[product_id], **fields)
            self.products[product_id] = changed
            kind = "set" if "stock" in fields else "change"
            self.events.append(Event(kind, product_id, changed.stock))
            return changed

    def add_order(self, customer_id: int, lines: Sequence[Line], **fields: Any) -> Order:
        """A new order, whose lines leave the stock."""
        with self.lock:
            usual = {
                "created_at": self._now(),
                "shipping": self.shipping,
                "tax_rate": self.tax_rate,
            }
            fields = {**usual, **fields}
            made = Order(next(self._orders), customer_id, tuple(lines), **fields)
            self.orders[made.id] = made
            for line in made.lines:
                product = self.products[line.product_id]
                left = product.stock - line.quantity
                self.products[product.id] = replace(product, stock=left)
            self.events.append(Event("order", made.id))
            return made

    def change_order(self, order_id: int, **fields: Any) -> Order:
        """Another status of an order."""
        with self.lock:
            changed = replace(self.orders[order_id], **fields)
            self.orders[order_id] = changed
            self.events.append(Event("status", order_id))
            return changed

    def add_customer(self, **fields: Any) -> Customer:
        """A new customer."""
        with self.lock:
            made = Customer(id=next(self._customers), created_at=self._now(), **fields)
            self.customers[made.id] = made
            self.events.append(Event("customer", made.id))
            return made

    def change_customer(self, customer_id: int, **fields: Any) -> Customer:
        """Other fields of a customer."""
        with self.lock:
            changed = replace(self.customers[customer_id], **fields)
            self.customers[customer_id] = changed
            self.events.append(Event("customer change", customer_id))
            return changed

    def add_subscription(self, **fields: Any) -> Subscription:
        """A new subscription."""
        with self.lock:
            price = self.products[fields["product_id"]].price * SUBSCRIBED
            made = Subscription(
                id=next(self._subscriptions),
                price=price.quantize(CENT, ROUND_HALF_UP),
                created_at=self._now(),
                **fields,
            )
            self.subscriptions[made.id] = made
            self.events.append(Event("subscription", made.id))
            return made

    def change_subscription(self, subscription_id: int, **fields: Any) -> Subscription:
        """Other fields of a subscription."""
        with self.lock:
            changed = replace(self.subscriptions[subscription_id], **fields)
            self.subscriptions[subscription_id] = changed
            self.events.append(Event("subscription change", subscription_id))
            return changed

    # Questions

    def count(self, kind: str = "") -> int:
        """How much was committed: all, or one kind."""
        with self.lock:
            return sum(kind in {"", event.kind} for event in self.events)

    def differences(self) -> dict[int, tuple[int, int]]:
        """Products whose stock is not what the events make of it, both figures each."""
        with self.lock:
            model = dict(self._start)
            for event in self.events:
                if event.kind == "set":
                    model[event.id] = event.stock
                elif event.kind == "order":
                    for line in self.orders[event.id].lines:
                        model[line.product_id] -= line.quantity
            there = {each.id: each.stock for each in self.products.values()}
            return {key: (there[key], model[key]) for key in there if there[key] != model[key]}
