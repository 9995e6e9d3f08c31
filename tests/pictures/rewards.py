"""An online shop that knows points and subscriptions, and what it says of its customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.connectors.salloq import CAPABILITIES
from app.domain.backend import BackendSettings
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
from app.services import customers
from app.storage import backend as backends
from app.storage import remote
from app.storage.backend import Known
from app.storage.store import Store
from app.sync.problem import SyncProblem, Unserved
from tests.pictures import linked
from tests.shop import NOON, counter_of

SHOP, OTHER = "salloq", "commerce"
KNOWN = "2186"
MEMBER = Member(KNOWN, "Faisal", "Al-Harbi", "faisal@example.com", "+966 50 000 0001", NOON)
SUBSCRIPTION = Subscription(
    id="42",
    customer_id=KNOWN,
    product_id="163",
    quantity=Decimal(2),
    status="active",
    frequency_id="2",
    frequency="Every 30 days",
    price=Decimal("44.10"),
    next_billing=date(2026, 3, 28),
)
UPCOMING = Upcoming(date(2026, 3, 28), Decimal("55.80"), ("Sukkari Dates 500 g × 2",))
_SETTINGS = BackendSettings(role="shop", customer_id="2187")
_ORDERS = (("307", "shipped", "165.18"), ("298", "delivered", "61.12"), ("251", "lost", "9"))


@dataclass(slots=True)
class Rewards:
    """Answers as a shop does; `trouble` is what its points come to instead."""

    trouble: SyncProblem | None = None

    def member(self, customer_id: str) -> Member | None:
        return MEMBER if customer_id == KNOWN else None

    def create_member(
        self, email: str, password: str, *, first_name: str, last_name: str, phone: str = ""
    ) -> Member:
        assert password
        return Member(KNOWN, first_name, last_name, email, phone, NOON)

    def member_orders(self, customer_id: str) -> list[MemberOrder]:
        assert customer_id == KNOWN
        return [
            MemberOrder(number, status, Decimal(total), _days_ago(at))
            for at, (number, status, total) in enumerate(_ORDERS)
        ]

    def loyalty(self, customer_id: str) -> Loyalty | None:
        assert customer_id == KNOWN
        if self.trouble is not None:
            raise self.trouble
        return Loyalty(Decimal(2500), Decimal(5000), Decimal("25.00"))

    def loyalty_rules(self) -> LoyaltyRules:
        if self.trouble is not None:
            raise self.trouble
        return LoyaltyRules(Decimal(100), Decimal("0.01"), Decimal(500), is_enabled=True)

    def subscription(self, subscription_id: str) -> Subscription | None:
        return SUBSCRIPTION if subscription_id == SUBSCRIPTION.id else None

    def upcoming(self, subscription_id: str) -> Upcoming | None:
        assert subscription_id == SUBSCRIPTION.id
        return UPCOMING

    def subscribe(self, wanted: NewSubscription) -> Subscription:
        raise NotImplementedError

    def change_subscription(self, subscription_id: str, wanted: SubscriptionChange) -> Subscription:
        raise NotImplementedError

    def cancel_subscription(self, subscription_id: str, reason: str) -> None:
        raise NotImplementedError


FORBIDDEN = Unserved("forbidden", "The server does not allow this with this key.")


def open_shops(store: Store, codes: tuple[str, ...]) -> None:
    """Give the shop two online shops that take orders of these products."""
    for name in (SHOP, OTHER):
        linked.connect(store, name, name, _SETTINGS)
    with store.write() as unit:
        found = {str(what): Known(each.answer, "said") for what, each in CAPABILITIES.items()}
        backends.learn(unit, SHOP, found, at=NOON)
        takes = {"create_order": Known("yes", "said"), "pull_orders": Known("yes", "said")}
        backends.learn(unit, OTHER, {**takes, "membership": Known("no", "said")}, at=NOON)
        for at, code in enumerate(codes):
            known = counter_of(unit).catalog(unit).find(code)
            assert known is not None
            remote.link(unit, SHOP, "product", known.product.id, str(163 + at))
        unit.commit()


def link(store: Store, name: str) -> None:
    """Let the shop know the customer of this name."""
    with store.write() as unit:
        (found,) = customers.search(unit, name)
        customers.link(unit, found.id or 0, SHOP, KNOWN, counter_of(unit))


def texts() -> list[str]:
    """What people, and the online shop, have written."""
    found: list[Any] = [MEMBER.email, SUBSCRIPTION.frequency, *UPCOMING.lines, "lost"]
    return [*found, f"{MEMBER.first_name} {MEMBER.last_name}"]


def _days_ago(at: int) -> datetime:
    return NOON - timedelta(days=20 * at, hours=2)
