"""Salloq, as its public document tells it: an online shop with a server of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlsplit

from app.connectors import _errors, _json, _paging, _record, salloq_request
from app.connectors import salloq_answer as answers
from app.connectors._auth import api_key
from app.connectors._finding import NAMED, NO_CALL, NOT_SAID
from app.connectors._http import Http
from app.connectors.salloq_member import Members
from app.domain.membership import (
    Loyalty,
    LoyaltyRules,
    Member,
    MemberOrder,
    NewSubscription,
    Subscription,
    SubscriptionChange,
    Upcoming,
)
from app.sync.contract import (
    Access,
    Ack,
    Answer,
    Capability,
    Finding,
    Gate,
    Health,
    LookUp,
    ProductPush,
    Push,
    RemoteCategory,
    RemoteCustomer,
    RemoteLevel,
    RemoteOrder,
    RemoteProduct,
)

KIND = "salloq"

CAPABILITIES = MappingProxyType(
    {
        Capability.PULL_PRODUCTS: NAMED,
        Capability.FIND_PRODUCT: NAMED,
        Capability.CREATE_PRODUCT: NAMED,
        Capability.UPDATE_PRODUCT: NAMED,
        Capability.PULL_STOCK: NAMED,
        Capability.SET_STOCK: NAMED,
        Capability.PULL_CUSTOMERS: Finding(Answer.NO, "the document names no list, no search"),
        Capability.CREATE_CUSTOMER: Finding(
            Answer.NO, "it wants a password, and none is invented for a person"
        ),
        Capability.UPDATE_CUSTOMER: NAMED,
        Capability.CREATE_INVOICE: Finding(Answer.YES, "the document names it, as an order"),
        Capability.LOOKUP_BY_REF: Finding(Answer.NO, "the document's orders carry no reference"),
        Capability.DEDUCTS_STOCK: Finding(
            Answer.YES, "the document says that an order decrements the inventory"
        ),
        Capability.IDEMPOTENCY_KEY: NOT_SAID,
        Capability.DECIMAL_STOCK: Finding(Answer.NO, "the document's quantities are integers"),
        Capability.CONDITIONAL_STOCK: NO_CALL,
        Capability.DELETE_PRODUCT: NO_CALL,
        Capability.PULL_CATEGORIES: NO_CALL,
        Capability.CREATE_CATEGORY: NO_CALL,
        Capability.SERVER_PRICES: Finding(
            Answer.YES, "the document says that it calculates tax and totals"
        ),
        Capability.TOTALS_AGREE: NOT_SAID,
        Capability.NEEDS_CUSTOMER: Finding(Answer.YES, "the document's orders are a customer's"),
        Capability.NEEDS_LOCATION: Finding(Answer.NO, "the document knows no locations"),
        Capability.PULL_ORDERS: NAMED,
        Capability.UPDATE_ORDER: NAMED,
        Capability.CREATE_ORDER: NAMED,
        Capability.MEMBERSHIP: NAMED,
        Capability.OPENING_STOCK: NAMED,
        Capability.SANDBOX: Finding(Answer.UNKNOWN, "the document names none"),
    }
)

_OPEN = ("pending", "processing")
_ONE_DAY = timedelta(days=1)


class Salloq:
    """A back end that speaks the Salloq REST API."""

    def __init__(self, access: Access, gate: Gate) -> None:
        self._http = Http(access, gate, api_key(access.key))
        self._business = urlsplit(access.url).hostname or ""
        self._members = Members(self._http)

    @property
    def kind(self) -> str:
        """Which system this is."""
        return KIND

    def check(self) -> Health:
        """GET /products, one of them; the books are those of the host, which a tenant has alone."""
        with _errors.at_the_right_address():
            value, reply = self._http.read("/products", {"page": 1, "per_page": 1})
        _paging.readable(answers.listed(value, answers.product, "products"))
        return Health(business=self._business, server_time=reply.date)

    def capabilities(self) -> Mapping[Capability, Finding]:
        """What the document says."""
        return CAPABILITIES

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()

    # Products

    def products(self) -> Iterator[list[RemoteProduct]]:
        """GET /products."""
        return answers.scan(self._http, "/products", answers.product).whole()

    def product(self, product_id: str) -> list[RemoteProduct]:
        """GET /products/{id}, which may be its slug too."""
        fields = answers.known(self._http, "/products", product_id, name="product")
        found = _record.read(fields, answers.product)
        return [] if found is None else [found]

    def categories(self) -> Iterator[list[RemoteCategory]]:
        """None: the document names no call for them."""
        return iter(())

    def levels(self, warehouse_id: str | None = None) -> Iterator[list[RemoteLevel]]:
        """GET /products, which tells their stock."""
        if warehouse_id not in {None, answers.WAREHOUSE}:
            return
        for rows in answers.scan(self._http, "/products", answers.level).whole():
            if told := [level for level in rows if level is not None]:
                yield told

    def level(self, product_id: str) -> list[RemoteLevel]:
        """GET /products/{id}/inventory."""
        fields = answers.known(
            self._http, "/products", product_id, name="inventory", part="/inventory"
        )
        if fields is None:
            return []
        quantity = _json.number(fields.get("stock_qty"))
        if quantity is None:
            raise _errors.transient("wrong_shape")
        return [RemoteLevel(product_id, answers.WAREHOUSE, "", quantity)]

    # Orders

    def orders(self, since: datetime) -> Iterator[list[RemoteOrder]]:
        """GET /orders: those after the day before, as “after” may leave a day out, and the open."""
        after = since.astimezone(UTC).date() - _ONE_DAY
        seen: set[str] = set()
        filters = ({"date_from": after.isoformat()}, *({"status": each} for each in _OPEN))
        scans = [answers.scan(self._http, "/orders", answers.order, **each) for each in filters]
        for rows in (rows for scan in scans for rows in scan.pages()):
            fresh = [order for order in rows if order.id not in seen]
            seen.update(order.id for order in fresh)
            if fresh:
                yield fresh
        if not all(scan.agrees for scan in scans):
            raise _errors.transient("incomplete_scan")

    def order(self, order_id: str) -> RemoteOrder | None:
        """GET /orders/{id}."""
        fields = answers.known(self._http, "/orders", order_id, name="order")
        return _record.read(fields, answers.order)

    def look_up(self, reference: str, first_day: date, last_day: date) -> LookUp:
        """Nothing: an order bears no reference."""
        del reference, first_day, last_day
        return LookUp((), complete=False, shows_references=False)

    # Customers

    def customers(self, search: str = "") -> Iterator[list[RemoteCustomer]]:
        """None: the document names no list and no search."""
        del search
        return iter(())

    def create_member(
        self, email: str, password: str, *, first_name: str, last_name: str, phone: str = ""
    ) -> Member:
        """POST /customers, with a password that the person typed."""
        return self._members.create(
            email, password, first_name=first_name, last_name=last_name, phone=phone
        )

    def member(self, customer_id: str) -> Member | None:
        """GET /customers/{id}."""
        return self._members.member(customer_id)

    def member_orders(self, customer_id: str) -> list[MemberOrder]:
        """GET /customers/{id}/orders."""
        return self._members.orders(customer_id)

    def loyalty(self, customer_id: str) -> Loyalty | None:
        """GET /customers/{id}/loyalty."""
        return self._members.loyalty(customer_id)

    def loyalty_rules(self) -> LoyaltyRules:
        """GET /loyalty/settings."""
        return self._members.loyalty_rules()

    def subscription(self, subscription_id: str) -> Subscription | None:
        """GET /subscriptions/{id}."""
        return self._members.subscription(subscription_id)

    def upcoming(self, subscription_id: str) -> Upcoming | None:
        """GET /subscriptions/{id}/upcoming."""
        return self._members.upcoming(subscription_id)

    def subscribe(self, wanted: NewSubscription) -> Subscription:
        """POST /subscriptions."""
        return self._members.subscribe(wanted)

    def change_subscription(self, subscription_id: str, wanted: SubscriptionChange) -> Subscription:
        """PATCH /subscriptions/{id}."""
        return self._members.change(subscription_id, wanted)

    def cancel_subscription(self, subscription_id: str, reason: str) -> None:
        """POST /subscriptions/{id}/cancel."""
        self._members.cancel(subscription_id, reason)

    # Writes

    def push(self, record: Push, *, idempotency_key: str) -> Ack:
        """POST or PATCH one record; nothing of a product that Salloq does not keep is sent."""
        method, path, body = salloq_request.of(record, hint=idempotency_key)
        if isinstance(record, ProductPush) and record.id is not None and not body:
            return Ack(record.id)
        said = self._http.write(method, path, body, idempotency_key=idempotency_key)
        return salloq_request.ack(record, said)
