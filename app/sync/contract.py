"""What a connector is: one contract for all back ends.

A connector speaks one system's API and nothing else: no store, no clock of its own, no memory
from one call to the next. It raises the problems of `sync.problem` only; no error of a library
leaves it. All ids of a back end are opaque text here. Calls block; they come from one thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class Capability(StrEnum):
    """What a back end may be able to do."""

    PULL_PRODUCTS = "pull_products"
    FIND_PRODUCT = "find_product"  # one by its id
    CREATE_PRODUCT = "create_product"
    UPDATE_PRODUCT = "update_product"
    PULL_STOCK = "pull_stock"
    SET_STOCK = "set_stock"
    PULL_CUSTOMERS = "pull_customers"
    CREATE_CUSTOMER = "create_customer"
    UPDATE_CUSTOMER = "update_customer"
    CREATE_INVOICE = "create_invoice"
    LOOKUP_BY_REF = "lookup_by_ref"
    DEDUCTS_STOCK = "deducts_stock"
    IDEMPOTENCY_KEY = "idempotency_key"
    DECIMAL_STOCK = "decimal_stock"
    CONDITIONAL_STOCK = "conditional_stock"
    DELETE_PRODUCT = "delete_product"
    OPENING_STOCK = "opening_stock"  # a new product brings its stock along
    PULL_CATEGORIES = "pull_categories"
    CREATE_CATEGORY = "create_category"
    SERVER_PRICES = "server_prices"  # its own prices and taxes make an order's total, not ours
    TOTALS_AGREE = "totals_agree"  # and they came out as ours
    NEEDS_CUSTOMER = "needs_customer"
    NEEDS_LOCATION = "needs_location"
    PULL_ORDERS = "pull_orders"
    UPDATE_ORDER = "update_order"
    CREATE_ORDER = "create_order"
    MEMBERSHIP = "membership"  # loyalty points and subscriptions of customers
    SANDBOX = "sandbox"  # nothing here is real; unknown where a system has no sandbox


class Answer(StrEnum):
    """Whether it can."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a back end can do something, and how we know."""

    answer: Answer
    evidence: str


@dataclass(frozen=True, slots=True)
class Health:
    """What a back end says of itself.

    `business` is whose books these are; `server_time` its clock, from the answer's body or its
    Date header; `capabilities` what it claims beyond its document.
    """

    business: str
    server_time: datetime | None
    capabilities: frozenset[Capability] = frozenset()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class RemoteProduct:
    """A product as the back end has it; None is what it does not say."""

    id: str
    name: str
    name_ar: str | None = None
    price: Decimal | None = None
    cost: Decimal | None = None
    barcode: str | None = None
    category: str | None = None
    tax_rate: Decimal | None = None
    sku: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class RemoteCategory:
    """A category as the back end has it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RemoteLevel:
    """How much of a product one of its warehouses holds.

    `is_adjustable`: it can be set there, which is not so for a variant without an address.
    """

    product_id: str
    warehouse_id: str
    warehouse_name: str
    quantity: Decimal
    is_adjustable: bool = True


@dataclass(frozen=True, slots=True)
class RemoteCustomer:
    """A customer as the back end has it."""

    id: str
    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class RemoteInvoice:
    """An invoice of the back end; `reference` is ours, if it bears one."""

    id: str
    reference: str
    total: Decimal | None
    status: str = ""


@dataclass(frozen=True, slots=True)
class RemoteOrderLine:
    """A line of an online order; `price` is per unit, None where it is not said."""

    product_id: str
    name: str
    quantity: Decimal
    price: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RemoteOrder:
    """An online order in the back end's own words; None is what it does not say.

    `reference` is ours, if it bears one. What is not in the lines' totals is in `tax`, where
    prices exclude it, and in `shipping`.
    """

    id: str
    status: str
    number: str = ""
    lines: tuple[RemoteOrderLine, ...] = ()
    total: Decimal | None = None
    tax: Decimal | None = None
    shipping: Decimal | None = None
    currency: str = ""
    created_at: datetime | None = None
    changed_at: datetime | None = None
    customer_id: str = ""
    customer_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    notes: str = ""
    tracking_number: str = ""
    is_paid: bool | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a search for a reference found.

    `complete`: every page of the days asked for was read, so that what is not here is not there.
    `shows_references`: rows carry the text that a reference stands in.
    """

    found: tuple[RemoteInvoice, ...]
    complete: bool
    shows_references: bool


@dataclass(frozen=True, slots=True)
class InvoiceItem:
    """A line to be booked: `price` is per unit, in the currency's decimals, tax included."""

    product_id: str
    quantity: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class InvoicePush:
    """A sale to be booked; `total` is what we expect the server to make of it."""

    reference: str
    items: tuple[InvoiceItem, ...]
    total: Decimal
    method: str
    notes: str
    customer_id: str | None = None
    account_id: str | None = None
    location_id: str | None = None


@dataclass(frozen=True, slots=True)
class ProductPush:
    """A product to be made, or with an `id` the fields of it that changed.

    Fields: name, name_ar, price, cost, barcode, sku, category (its id there), category_name,
    tax_rate; currency and stock for a new one only.
    """

    fields: Mapping[str, str | Decimal | None]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerPush:
    """A customer to be made."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    credit_limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StockPush:
    """A new absolute quantity of a product in a warehouse, read and computed just before.

    `expected` is the quantity that was read: a server that heeds it refuses to set another one.
    `reopens` unless there was some before: then it is on sale, or somebody took it off on purpose.
    """

    product_id: str
    warehouse_id: str
    quantity: Decimal
    notes: str
    expected: Decimal | None = None
    reopens: bool = True


@dataclass(frozen=True, slots=True)
class ProductRemoval:
    """A product that is no longer sold; the back end keeps it for its old orders."""

    id: str


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """The fields of a customer that changed: name, phone, email."""

    id: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CategoryPush:
    """A category to be made."""

    name: str


@dataclass(frozen=True, slots=True)
class OrderPush:
    """An online order to be placed for a customer at the counter; the server prices it.

    `address` has street, city, state, zip and country, as far as they are known.
    """

    reference: str
    items: tuple[InvoiceItem, ...]
    customer_id: str
    notes: str = ""
    promo_code: str = ""
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderChange:
    """An online order's next status; whoever cancels says why.

    The customer reads the reason where the system passes it on.
    """

    id: str
    status: str
    reason: str = ""
    tracking_number: str = ""


Push = (
    InvoicePush
    | ProductPush
    | ProductRemoval
    | CustomerPush
    | CustomerChange
    | CategoryPush
    | StockPush
    | OrderPush
    | OrderChange
)


@dataclass(frozen=True, slots=True)
class Ack:
    """The server's word that a record is booked: its id there, and what it made of it."""

    id: str
    total: Decimal | None = None
    quantity: Decimal | None = None
    message: str = ""
    order: RemoteOrder | None = None


class Tokens(Protocol):
    """Where a back end's login is kept between two starts: a secret place."""

    def load(self) -> str | None:
        """What was kept; None when nothing was."""

    def save(self, text: str) -> None:
        """Keep this instead; it is safe when this returns."""

    def forget(self) -> None:
        """Keep nothing."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where a back end is and how it lets us in. The key is a secret.

    With a `user` the key is the password of a login, whose tokens are kept in `tokens`.
    """

    url: str
    key: str = field(repr=False)
    deadline_seconds: float = 30.0
    user: str = ""
    tokens: Tokens | None = None


# Asked before each request, with its HTTP method: it waits until the account's limit lets the
# request go, or raises Transient (throttled) when that would take too long.
Gate = Callable[[str], None]


class Connector(Protocol):
    """A back end. Every call raises Transient, Unserved or Rejected; a push also OutcomeUnknown."""

    @property
    def kind(self) -> str:
        """Which system this is, such as apex_pos."""

    def check(self) -> Health:
        """Ask whether the back end is there and lets us in; whose books they are."""

    def capabilities(self) -> Mapping[Capability, Finding]:
        """What the system can do as far as its document says; costs no request."""

    def products(self) -> Iterator[list[RemoteProduct]]:
        """All products, a page at a time, each once.

        Raises Transient incomplete_scan at the end when the pages contradict each other.
        """

    def product(self, product_id: str) -> list[RemoteProduct]:
        """One product read now, each of its variants; none when the back end does not have it."""

    def categories(self) -> Iterator[list[RemoteCategory]]:
        """All categories."""

    def levels(self, warehouse_id: str | None = None) -> Iterator[list[RemoteLevel]]:
        """All stock levels, of one warehouse or of all."""

    def level(self, product_id: str) -> list[RemoteLevel]:
        """The stock levels of one product, read now; none when it has none there."""

    def customers(self, search: str = "") -> Iterator[list[RemoteCustomer]]:
        """All customers, or those that the server finds for a text."""

    def look_up(self, reference: str, first_day: date, last_day: date) -> LookUp:
        """Search the invoices of these days, on the server's calendar, for one reference.

        With an empty reference every invoice that bears one of ours is found.
        """

    def orders(self, since: datetime) -> Iterator[list[RemoteOrder]]:
        """The online orders made since then and all that are still open, as far as it lists them.

        Raises Transient incomplete_scan at the end when there are more than it can list.
        """

    def order(self, order_id: str) -> RemoteOrder | None:
        """One online order with its lines, read now; None when the back end does not know it."""

    def push(self, record: Push, *, idempotency_key: str) -> Ack:
        """Send one record, once: no retries, no redirects, a fresh connection."""

    def close(self) -> None:
        """Let go of connections."""
