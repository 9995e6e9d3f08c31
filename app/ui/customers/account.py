"""A customer's account at an online shop: whether there is one, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from app.domain.currency import Currency, currency
from app.domain.membership import Loyalty, LoyaltyRules, Member, MemberOrder
from app.services import backends, customers, orders
from app.services.counter import Counter
from app.services.unit import Unit
from app.sync.membership import Membership
from app.sync.problem import SyncProblem

T = TypeVar("T")

# What a write ends with of which nobody knows whether it happened.
LOST = {
    *("no_answer", "late_answer", "bad_answer", "redirected_write"),
    *("no_id", "no_reason", "failed_write"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """What an online shop calls a customer, empty for nothing; `title` is the shop's name."""

    backend: str
    title: str
    currency: Currency
    remote_id: str = ""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """An answer, or a code and a sentence that say why there is none."""

    value: T | None = None
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """All that a shop tells of a customer."""

    member: Member
    loyalty: Part[Loyalty]
    rules: Part[LoyaltyRules]
    orders: Part[list[MemberOrder]]


def accounts(unit: Unit, customer_id: int, counter: Counter) -> tuple[Account, ...]:
    """The shops that know points and subscriptions, and what each calls a customer."""
    able = [each for each in backends.every(unit) if _knows_members(each)]
    if not able:
        return ()
    titles = {each.name: each.title for each in orders.shops(unit)}
    known = customers.remote_ids(unit, customer_id)
    return tuple(
        Account(
            each.backend.name,
            titles.get(each.backend.name, each.backend.name),
            currency(each.backend.settings.currency or counter.currency.code),
            known.get(each.backend.name, ""),
        )
        for each in able
    )


def read(shop: Membership, customer_id: str) -> Story | None:
    """Ask a shop all of a customer; None where it does not know them.

    A key may be for some of it only, so each part may fail for itself.
    """
    member = shop.member(customer_id)
    if member is None:
        return None
    return Story(
        member,
        _part(partial(shop.loyalty, customer_id)),
        _part(shop.loyalty_rules),
        _part(partial(shop.member_orders, customer_id)),
    )


def _part(ask: Callable[[], T | None]) -> Part[T]:
    try:
        return Part(ask())
    except SyncProblem as problem:
        return Part(None, problem.code, problem.message)


def _knows_members(card: backends.BackendCard) -> bool:
    known = card.capabilities.get("membership")
    return known is not None and known.answer == "yes"
