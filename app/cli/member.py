"""`customers link|member` and `subscription`: customers as an online shop knows them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from app import bootstrap, bootstrap_sync
from app.cli import answer, session
from app.cli.answer import Answer
from app.domain.errors import Refusal
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
from app.domain.number import plain
from app.services import customers
from app.storage import backend as backends
from app.storage.store import Store, Unit
from app.sync.membership import Membership
from app.sync.problem import SyncProblem

Result = TypeVar("Result")


def link(wanted: Namespace) -> Answer:
    """A customer is this one of an online shop; whoever says so has looked."""
    with session.writing(wanted) as (unit, counter):
        customers.link(unit, wanted.id, wanted.backend, wanted.remote_id, counter)
    with session.reading(wanted) as (unit, _):
        return {"customer": wanted.id, "remote_ids": customers.remote_ids(unit, wanted.id)}


def show(wanted: Namespace) -> Answer:
    """What an online shop knows of a customer; what it would not tell is among the problems."""
    with session.opened(wanted) as store:
        with store.read() as unit:
            name = _shop(unit, wanted.backend)
            remote_id = _remote_id(unit, wanted.id, name)
        found = bootstrap_sync.ask(store, name, partial(_story, remote_id))
    return {"customer": wanted.id, "backend": name, "remote_id": remote_id, **found}


def subscription_show(wanted: Namespace) -> Answer:
    """A subscription."""
    return _asked(wanted, lambda shop: _subscription(_known(shop.subscription(wanted.id), wanted)))


def subscription_upcoming(wanted: Namespace) -> Answer:
    """The next order of a subscription."""
    return _asked(wanted, lambda shop: _upcoming(_known(shop.upcoming(wanted.id), wanted)))


def subscription_create(wanted: Namespace) -> Answer:
    """Make a subscription: once; where the answer is lost, somebody must look there."""
    with session.opened(wanted) as store:
        with store.read() as unit:
            name = _shop(unit, wanted.backend)
            asked = NewSubscription(
                customer_id=_remote_id(unit, wanted.customer, name),
                product_id=_product(unit, wanted.product, name),
                frequency_id=wanted.frequency,
                quantity=wanted.quantity,
                start=wanted.start or _today(unit),
            )
        made = bootstrap_sync.ask(store, name, lambda shop: shop.subscribe(asked))
    return _subscription(made)


def subscription_change(wanted: Namespace) -> Answer:
    """Change what is named of a subscription."""
    asked = SubscriptionChange(wanted.quantity, wanted.frequency, wanted.next_billing)
    if asked == SubscriptionChange():
        raise Refusal("incomplete", "Say what is to be different of the subscription.")
    return _asked(wanted, lambda shop: _subscription(shop.change_subscription(wanted.id, asked)))


def subscription_cancel(wanted: Namespace) -> Answer:
    """End a subscription."""
    if not wanted.reason.strip():
        raise Refusal("needs_reason", "Say why the subscription ends.")
    _asked(wanted, lambda shop: shop.cancel_subscription(wanted.id, wanted.reason.strip()))
    return {"cancelled": wanted.id}


def _asked(wanted: Namespace, question: Callable[[Membership], Result]) -> Result:
    with session.opened(wanted) as store:
        return bootstrap_sync.ask(store, _only(store, wanted.backend), question)


def _only(store: Store, name: str) -> str:
    with store.read() as unit:
        return _shop(unit, name)


def _shop(unit: Unit, name: str) -> str:
    """The back end of this name; without one, the only one that knows points."""
    if name:
        return backends.get(unit, name).name
    able = [each.name for each in backends.every(unit) if _knows_members(unit, each.name)]
    if len(able) != 1:
        known = ", ".join(able) or "none is set up"
        raise Refusal("which_backend", f"Name one back end that knows points: {known}.")
    return able[0]


def _knows_members(unit: Unit, name: str) -> bool:
    known = backends.capabilities(unit, name).get("membership")
    return known is not None and known.answer == "yes"


def _remote_id(unit: Unit, customer_id: int, name: str) -> str:
    if customers.get(unit, customer_id) is None:
        raise Refusal("unknown_customer", f"There is no customer {customer_id}.")
    remote_id = customers.remote_ids(unit, customer_id).get(name)
    if remote_id is None:
        raise Refusal("not_linked", f"It is not known which customer of {name} this is.")
    return remote_id


def _product(unit: Unit, code: str, name: str) -> str:
    found = session.product(unit, bootstrap.counter(unit), code)
    remote_id = dict(found.remote_ids).get(name)
    if remote_id is None:
        raise Refusal("not_there", f"{name} does not have “{found.name}”.")
    return remote_id


def _today(unit: Unit) -> date:
    zone = ZoneInfo(bootstrap.counter(unit).shop.time_zone)
    return bootstrap_sync.utc_now().astimezone(zone).date()


def _known(found: Result | None, wanted: Namespace) -> Result:
    if found is None:
        raise Refusal("unknown_subscription", f"There is no subscription {wanted.id[:80]}.")
    return found


def _story(remote_id: str, shop: Membership) -> Answer:
    member = shop.member(remote_id)
    if member is None:
        raise Refusal("unknown_customer", f"The online shop has no customer {remote_id[:80]}.")
    parts: dict[str, Callable[[], Any]] = {
        "loyalty": lambda: _loyalty(shop.loyalty(remote_id)),
        "orders": lambda: [_order(each) for each in shop.member_orders(remote_id)],
        "rules": lambda: _rules(shop.loyalty_rules()),
    }
    found: Answer = {"member": _member(member)}
    problems: dict[str, str] = {}
    for name, read in parts.items():
        try:
            found[name] = read()
        except SyncProblem as problem:  # a key may be for some of it only
            found[name], problems[name] = None, problem.message
    return {**found, "problems": problems}


def _member(value: Member) -> Answer:
    return {
        "id": value.id,
        "first_name": value.first_name,
        "last_name": value.last_name,
        "email": value.email,
        "phone": value.phone,
        "created_at": None if value.created_at is None else answer.time(value.created_at),
    }


def _loyalty(value: Loyalty | None) -> Answer | None:
    if value is None:
        return None
    return {
        "balance": plain(value.balance),
        "lifetime": plain(value.lifetime),
        "worth": _money(value.worth),
    }


def _rules(value: LoyaltyRules) -> Answer:
    return {
        "points_per_unit": plain(value.points_per_unit),
        "point_value": plain(value.point_value),
        "least_points": plain(value.least_points),
        "enabled": value.is_enabled,
        "plausible": value.agrees(None),
    }


def _order(value: MemberOrder) -> Answer:
    return {
        "id": value.id,
        "status": value.status,
        "total": _money(value.total),
        "created_at": None if value.created_at is None else answer.time(value.created_at),
    }


def _subscription(value: Subscription) -> Answer:
    return {
        "id": value.id,
        "customer_id": value.customer_id,
        "product_id": value.product_id,
        "quantity": plain(value.quantity),
        "status": value.status,
        "frequency_id": value.frequency_id,
        "frequency": value.frequency,
        "price": _money(value.price),
        "next_billing": None if value.next_billing is None else value.next_billing.isoformat(),
    }


def _upcoming(value: Upcoming) -> Answer:
    return {
        "on": None if value.on is None else value.on.isoformat(),
        "total": _money(value.total),
        "lines": list(value.lines),
    }


def _money(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
