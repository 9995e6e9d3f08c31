"""Salloq's customers, their points and subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NoReturn
from uuid import uuid4

from app.connectors import _envelope, _errors, _json
from app.connectors import salloq_answer as answer
from app.connectors._http import Http
from app.connectors._json import Fields
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
from app.sync.problem import Rejected, SyncProblem, Transient

# What the day of the next order may be called.
_DAYS = ("next_billing_date", "billing_date", "scheduled_date", "date")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Members:
    """The calls about one customer or subscription."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def member(self, customer_id: str) -> Member | None:
        """GET /customers/{id}."""
        fields = answer.known(self._http, "/customers", customer_id, name="customer")
        return None if fields is None else _member(fields) or _wrong_shape()

    def create(
        self, email: str, password: str, *, first_name: str, last_name: str, phone: str
    ) -> Member:
        """POST /customers."""
        body = {
            "email": email,
            "password": password,
            "first_name": first_name,
            "last_name": last_name,
            "phone": phone,
        }
        try:
            said = self._write("POST", "/customers", {k: v for k, v in body.items() if v})
        except Rejected as problem:
            if password not in problem.message:
                raise
            words = problem.message.replace(password, "…")
            raise Rejected(problem.code, words, status=problem.status) from None
        made = _member(_envelope.record(said, "customer"))
        if made is None:
            raise _errors.unknown("no_id")
        return Member(
            id=made.id,
            first_name=made.first_name or first_name,
            last_name=made.last_name or last_name,
            email=made.email or email,
            phone=made.phone or phone,
            created_at=made.created_at,
        )

    def orders(self, customer_id: str) -> list[MemberOrder]:
        """GET /customers/{id}/orders; none of a customer that is not there."""
        path = answer.at("/customers", customer_id) + "/orders"
        scan = answer.scan(self._http, path, _order)
        try:
            found = [each for rows in scan.whole() for each in rows]
        except Transient as problem:
            if problem.code != "not_found":
                raise
            return []
        return sorted(found, key=lambda each: each.created_at or _LONG_AGO, reverse=True)

    def loyalty(self, customer_id: str) -> Loyalty | None:
        """GET /customers/{id}/loyalty."""
        fields = answer.known(
            self._http, "/customers", customer_id, name="loyalty", part="/loyalty"
        )
        if fields is None:
            return None
        return Loyalty(
            balance=_number(fields, "current_balance"),
            lifetime=_number(fields, "lifetime_points"),
            worth=_json.number(fields.get("dollar_value")),
        )

    def loyalty_rules(self) -> LoyaltyRules:
        """GET /loyalty/settings."""
        value, _ = self._http.read("/loyalty/settings")
        fields = _envelope.record(value, "settings")
        return LoyaltyRules(
            points_per_unit=_number(fields, "points_per_dollar"),
            point_value=_number(fields, "point_value"),
            least_points=_number(fields, "min_redeem_points"),
            is_enabled=fields.get("enabled") is True,
        )

    def subscription(self, subscription_id: str) -> Subscription | None:
        """GET /subscriptions/{id}."""
        fields = answer.known(self._http, "/subscriptions", subscription_id, name="subscription")
        return None if fields is None else _subscription(fields) or _wrong_shape()

    def upcoming(self, subscription_id: str) -> Upcoming | None:
        """GET /subscriptions/{id}/upcoming, whose answer the document does not show."""
        fields = answer.known(
            self._http, "/subscriptions", subscription_id, name="upcoming", part="/upcoming"
        )
        if fields is None:
            return None
        days = (_day(fields.get(name)) for name in _DAYS)
        totals = (_json.number(fields.get(name)) for name in ("total", "price"))
        items = fields.get("items")
        lines = map(_line, items if isinstance(items, list) else [fields])
        return Upcoming(
            on=next((day for day in days if day), None),
            total=next((total for total in totals if total is not None), None),
            lines=tuple(filter(None, lines)),
        )

    def subscribe(self, wanted: NewSubscription) -> Subscription:
        """POST /subscriptions."""
        body = {
            "customer_id": _json.identifier(wanted.customer_id),
            "product_id": _json.identifier(wanted.product_id),
            "frequency_id": _json.identifier(wanted.frequency_id),
            "quantity": wanted.quantity,
            "start_date": wanted.start.isoformat(),
        }
        said = self._write("POST", "/subscriptions", body)
        shown = _envelope.record(said, "subscription")
        told = {name: value for name, value in shown.items() if value is not None}
        made = _subscription({**body, **told})
        if made is None:
            raise _errors.unknown("no_id")
        return made

    def change(self, subscription_id: str, wanted: SubscriptionChange) -> Subscription:
        """PATCH /subscriptions/{id}; an answer that does not show it is followed by a GET."""
        body: Fields = {}
        if wanted.quantity is not None:
            body["quantity"] = wanted.quantity
        if wanted.frequency_id is not None:
            body["frequency_id"] = _json.identifier(wanted.frequency_id)
        if wanted.next_billing is not None:
            body["next_billing_date"] = wanted.next_billing.isoformat()
        said = self._write("PATCH", answer.at("/subscriptions", subscription_id), body)
        answer.done(said)
        shown = _subscription(_envelope.record(said, "subscription"))
        return shown or self._changed(subscription_id)

    def cancel(self, subscription_id: str, reason: str) -> None:
        """POST /subscriptions/{id}/cancel."""
        path = answer.at("/subscriptions", subscription_id) + "/cancel"
        answer.done(self._write("POST", path, {"reason": reason}))

    def _changed(self, subscription_id: str) -> Subscription:
        try:
            found = self.subscription(subscription_id)
        except SyncProblem as problem:
            raise _errors.unknown("bad_answer") from problem
        if found is None:
            raise _errors.unknown("bad_answer")
        return found

    def _write(self, method: str, path: str, body: Fields) -> Fields:
        # Each is a wish of its own, even if it is like another.
        return self._http.write(method, path, body, idempotency_key=uuid4().hex)


def _member(fields: Mapping[str, Any]) -> Member | None:
    customer_id = answer.identity_of(fields, "customer")
    if not customer_id:
        return None
    return Member(
        id=customer_id,
        first_name=_json.text(fields.get("first_name")),
        last_name=_json.text(fields.get("last_name")),
        email=_json.text(fields.get("email")),
        phone=_json.text(fields.get("phone")),
        created_at=_json.time(fields.get("created_at")),
    )


def _order(row: Mapping[str, Any]) -> tuple[str, MemberOrder] | None:
    found = answer.order(row)
    if found is None:
        return None
    order_id, order = found
    return order_id, MemberOrder(order_id, order.status, order.total, order.created_at)


def _subscription(fields: Mapping[str, Any]) -> Subscription | None:
    subscription_id = answer.identity_of(fields, "subscription")
    quantity = _json.number(fields.get("quantity"))
    if not subscription_id or quantity is None:
        return None
    return Subscription(
        id=subscription_id,
        customer_id=_json.identity(fields.get("customer_id")),
        product_id=_json.identity(fields.get("product_id")),
        quantity=quantity,
        status=_json.text(fields.get("status")),
        frequency_id=_json.identity(fields.get("frequency_id")),
        frequency=_json.text(fields.get("frequency_name")),
        price=_json.number(fields.get("price")),
        next_billing=_day(fields.get("next_billing_date")),
    )


def _line(item: object) -> str:
    fields = item if isinstance(item, dict) else {}
    name = _json.text(fields.get("product_name")) or _json.text(fields.get("name"))
    quantity = _json.number(fields.get("qty")) or _json.number(fields.get("quantity"))
    return f"{name} × {quantity:f}" if name and quantity else name


def _number(fields: Mapping[str, Any], name: str) -> Decimal:
    number = _json.number(fields.get(name))
    if number is None:
        _wrong_shape()
    return number


def _wrong_shape() -> NoReturn:
    raise _errors.transient("wrong_shape")


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(_json.text(value)[:10])
    except ValueError:
        return None
