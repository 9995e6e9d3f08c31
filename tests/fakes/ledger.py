"""The books of a fake back end: what was really committed, told by nobody but itself."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any

# Written from the promise alone: the reference is what the notes begin with.
_REFERENCE = re.compile(r"POS:[A-Z0-9]+-[0-9]+:[0-9A-Z]+(?![0-9A-Z])")

API, OFFICE, OTHER_TILL = "api", "office", "other till"  # who did it

Level = tuple[int, int]  # product and warehouse


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A place where stock is kept."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the office knows it; `stock` is what it began with."""

    id: int
    name: str
    price: Decimal
    name_ar: str | None = None
    cost: Decimal | None = None
    barcode: str | None = None
    category_id: int | None = None
    tax_rate: Decimal | None = None
    stock: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer."""

    id: int
    name: str
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    credit_limit: Decimal | None = None
    balance: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of an invoice."""

    product_id: int
    quantity: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice; `warehouse_id` is where its stock was taken from, if it was."""

    id: int
    at: datetime
    items: tuple[Item, ...]
    total: Decimal
    status: str = "paid"
    customer_id: int | None = None
    payment_method: str | None = None
    account_id: int | None = None
    notes: str = ""
    warehouse_id: int | None = None

    @property
    def reference(self) -> str:
        """The reference that its notes begin with, or nothing."""
        found = _REFERENCE.match(self.notes)
        return found.group() if found else ""


@dataclass(frozen=True, slots=True)
class StockChange:
    """A level was set, or moved by a sale."""

    product_id: int
    warehouse_id: int
    quantity: Decimal  # the new level of a "set", the difference of a "sale"
    kind: str
    level: Decimal  # afterwards
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Deletion:
    """A product was deleted."""

    product_id: int


Effect = Invoice | StockChange | Product | Customer | Deletion


@dataclass(frozen=True, slots=True)
class Event:
    """One committed effect."""

    number: int
    at: datetime
    by: str
    effect: Effect

    @property
    def kind(self) -> str:
        """What it was, as one word."""
        return type(self.effect).__name__.lower()


def exact_total(items: Sequence[Item], decimals: int) -> Decimal:
    """What the items cost together, rounded once, halves away from zero."""
    total = sum((item.quantity * item.price for item in items), Decimal(0))
    return total.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


class Ledger:
    """Products, customers, invoices and levels, and every event since the start in its order.

    Each method is one transaction. Hold `lock` to do several as one.
    """

    def __init__(
        self,
        *,
        products: Sequence[Product],
        customers: Sequence[Customer],
        warehouses: Sequence[Warehouse],
        now: Callable[[], datetime],
        first_invoice: int = 1,
    ) -> None:
        self.lock = threading.RLock()
        self.committed: Callable[[], None] = lambda: None  # called inside each transaction
        self.warehouses = {each.id: each for each in warehouses}
        self.products = {each.id: each for each in products}
        self.customers = {each.id: each for each in customers}
        self.invoices: dict[int, Invoice] = {}
        self.events: list[Event] = []
        self._now = now
        self._start = {
            (product.id, warehouse.id): Decimal(0) if place else product.stock
            for product in products
            for place, warehouse in enumerate(warehouses)
        }
        self._levels = dict(self._start)
        self._invoice_ids = count(first_invoice)
        self._product_ids = count(max(self.products, default=0) + 1)
        self._customer_ids = count(max(self.customers, default=0) + 1)

    # Deeds

    def add_product(self, fields: Mapping[str, Any], *, by: str = OFFICE) -> Product:
        """Add a product; its first stock is in the first warehouse."""
        with self.lock:
            product = Product(id=next(self._product_ids), **fields)
            self.products[product.id] = product
            self._happened(product, by)
            for place, warehouse in enumerate(self.warehouses):
                first = Decimal(0) if place else product.stock
                self._set(StockChange(product.id, warehouse, first, "set", first, "initial"), by)
            self.committed()
        return product

    def change_product(self, product_id: int, *, by: str = OFFICE, **fields: Any) -> Product:
        """Change some fields of a product."""
        with self.lock:
            product = replace(self.products[product_id], **fields)
            self.products[product_id] = product
            self._happened(product, by)
            self.committed()
        return product

    def delete_product(self, product_id: int, *, by: str = OFFICE) -> None:
        """Delete a product; its levels go with it."""
        with self.lock:
            del self.products[product_id]
            for level in [each for each in self._levels if each[0] == product_id]:
                del self._levels[level]
            self._happened(Deletion(product_id), by)
            self.committed()

    def add_customer(self, fields: Mapping[str, Any], *, by: str = OFFICE) -> Customer:
        """Add a customer."""
        with self.lock:
            customer = Customer(id=next(self._customer_ids), **fields)
            self.customers[customer.id] = customer
            self._happened(customer, by)
            self.committed()
        return customer

    def add_invoice(self, fields: Mapping[str, Any], *, by: str = OFFICE) -> Invoice:
        """Book an invoice, and take its items out of `warehouse_id` if that is given."""
        with self.lock:
            invoice = Invoice(id=next(self._invoice_ids), at=self._now(), **fields)
            self.invoices[invoice.id] = invoice
            self._happened(invoice, by)
            if invoice.warehouse_id is not None:
                for item in invoice.items:
                    level = (item.product_id, invoice.warehouse_id)
                    self._levels[level] -= item.quantity
                    change = StockChange(*level, -item.quantity, "sale", self._levels[level])
                    self._happened(change, by)
            self.committed()
        return invoice

    def set_level(self, level: Level, quantity: Decimal, *, notes: str, by: str = OFFICE) -> None:
        """Set a level to an absolute quantity."""
        with self.lock:
            self._set(StockChange(*level, quantity, "set", quantity, notes), by)
            self.committed()

    def _set(self, change: StockChange, by: str) -> None:
        self._levels[change.product_id, change.warehouse_id] = change.quantity
        self._happened(change, by)

    def _happened(self, effect: Effect, by: str) -> None:
        self.events.append(Event(len(self.events) + 1, self._now(), by, effect))

    # Questions

    def invoices_by_reference(self, reference: str) -> list[Invoice]:
        """Every invoice that bears the reference."""
        with self.lock:
            return [each for each in self.invoices.values() if each.reference == reference]

    def references(self) -> Counter[str]:
        """How often each reference was booked."""
        with self.lock:
            return Counter(each.reference for each in self.invoices.values() if each.reference)

    def total(self, *, by: str = "") -> Decimal:
        """What all invoices come to, or those of one hand."""
        with self.lock:
            return sum(
                (
                    event.effect.total
                    for event in self.events
                    if isinstance(event.effect, Invoice) and by in {"", event.by}
                ),
                Decimal(0),
            )

    def count(self, kind: str = "", *, by: str = "") -> int:
        """How many effects there were: all, or one kind (`Event.kind`), or of one hand."""
        with self.lock:
            return sum(kind in {"", event.kind} and by in {"", event.by} for event in self.events)

    def level(self, product_id: int, warehouse_id: int = 1) -> Decimal:
        """What a warehouse has of a product."""
        with self.lock:
            return self._levels[product_id, warehouse_id]

    def levels(self) -> dict[Level, Decimal]:
        """All levels."""
        with self.lock:
            return dict(self._levels)

    def stock_model(self) -> dict[Level, Decimal]:
        """All levels, worked out anew: the start, what was set, and what the invoices sold."""
        with self.lock:
            levels = dict(self._start)
            for event in self.events:
                match event.effect:
                    case StockChange(product_id, warehouse_id, quantity, "set"):
                        levels[product_id, warehouse_id] = quantity
                    case Invoice(items=items, warehouse_id=int(warehouse_id)):
                        for item in items:
                            levels[item.product_id, warehouse_id] -= item.quantity
                    case Deletion(product_id):
                        levels = {key: each for key, each in levels.items() if key[0] != product_id}
            return levels

    def differences(self) -> dict[Level, tuple[Decimal | None, Decimal | None]]:
        """Levels that disagree with the model, both figures each; none if the books are right."""
        with self.lock:
            model = self.stock_model()
            return {
                level: (self._levels.get(level), model.get(level))
                for level in self._levels.keys() | model.keys()
                if self._levels.get(level) != model.get(level)
            }

    def as_json(self) -> dict[str, Any]:
        """All of it, for a file that another process reads."""
        with self.lock:
            return {
                "invoices": [_row(each) for each in self.invoices.values()],
                "total": self.total(),
                "references": dict(self.references()),
                "levels": [
                    {"product_id": product, "warehouse_id": warehouse, "quantity": quantity}
                    for (product, warehouse), quantity in self._levels.items()
                ],
                "events": [
                    {"number": each.number, "at": each.at.isoformat(), "by": each.by}
                    | {"kind": each.kind, "effect": _row(each.effect)}
                    for each in self.events
                ],
                "agrees": not self.differences(),
            }


def _row(effect: Effect) -> dict[str, Any]:
    row = asdict(effect)
    if isinstance(effect, Invoice):
        row |= {"at": effect.at.isoformat(), "reference": effect.reference}
    return row
