"""What a connector can tell and do besides: customers' points and subscriptions.

A connector that has the capability MEMBERSHIP is one of these too. Nothing of it is kept in the
store: it is read when somebody looks, and raises the problems of `sync.problem`.
"""

from __future__ import annotations

from typing import Protocol

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


class Membership(Protocol):
    """A back end with customers' points and subscriptions. None is what it does not know."""

    def member(self, customer_id: str) -> Member | None:
        """A customer."""

    def create_member(
        self, email: str, password: str, *, first_name: str, last_name: str, phone: str = ""
    ) -> Member:
        """A new customer, whose password a person has typed: once, as `subscribe` does."""

    def member_orders(self, customer_id: str) -> list[MemberOrder]:
        """A customer's orders, the newest first."""

    def loyalty(self, customer_id: str) -> Loyalty | None:
        """A customer's points."""

    def loyalty_rules(self) -> LoyaltyRules:
        """How points are earned and spent."""

    def subscription(self, subscription_id: str) -> Subscription | None:
        """A subscription."""

    def upcoming(self, subscription_id: str) -> Upcoming | None:
        """Its next order."""

    def subscribe(self, wanted: NewSubscription) -> Subscription:
        """Make a subscription: once; raises OutcomeUnknown where the answer is lost."""

    def change_subscription(self, subscription_id: str, wanted: SubscriptionChange) -> Subscription:
        """Change it; what it is afterwards."""

    def cancel_subscription(self, subscription_id: str, reason: str) -> None:
        """End it."""
