"""What an online shop knows of a customer besides name and phone: points and subscriptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.domain.number import EXACT

MOST_RETURNED = Decimal("0.5")  # no shop gives more of a sale back
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Member:
    """A customer of the online shop."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Loyalty:
    """A customer's points; `worth` is what the shop says that they are worth, in its money."""

    balance: Decimal
    lifetime: Decimal
    worth: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LoyaltyRules:
    """The programme as the shop tells it.

    For display only: what is spent for a point and what a point is worth contradict each other
    in the system's own example.
    """

    points_per_unit: Decimal
    point_value: Decimal
    least_points: Decimal
    is_enabled: bool

    @property
    def returned(self) -> Decimal:
        """The share of what is spent that comes back as points."""
        return EXACT.multiply(self.points_per_unit, self.point_value)

    def agrees(self, loyalty: Loyalty | None) -> bool:
        """Whether these figures are plausible, and give what a customer's points are worth."""
        if self.returned > MOST_RETURNED:
            return False
        if loyalty is None or loyalty.worth is None:
            return True
        worth = EXACT.multiply(loyalty.balance, self.point_value)
        return abs(worth - loyalty.worth) < _CENT


@dataclass(frozen=True, slots=True)
class MemberOrder:
    """An order in a customer's history."""

    id: str
    status: str
    total: Decimal | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A product that a customer gets again and again."""

    id: str
    customer_id: str
    product_id: str
    quantity: Decimal
    status: str
    frequency_id: str = ""
    frequency: str = ""
    price: Decimal | None = None
    next_billing: date | None = None


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next order of a subscription, as the shop foresees it."""

    on: date | None
    total: Decimal | None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """A subscription to be made."""

    customer_id: str
    product_id: str
    frequency_id: str
    quantity: int
    start: date


@dataclass(frozen=True, slots=True)
class SubscriptionChange:
    """What is to be different of a subscription; None leaves it."""

    quantity: int | None = None
    frequency_id: str | None = None
    next_billing: date | None = None
