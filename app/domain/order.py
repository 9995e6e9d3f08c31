"""Online orders: what a customer bought at an online shop, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from app.domain import order_flow
from app.domain.money import Money
from app.domain.order_flow import Stage, Step


class Paid(StrEnum):
    """Whether an order is paid; the shop's system may not say."""

    PAID = "paid"
    DUE = "due"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What was ordered; `product_id` is ours, None where we do not know the product.

    `price` is per unit and may be finer than the currency; None where it is not said.
    """

    name: str
    quantity: Decimal
    product_id: int | None = None
    remote_product_id: str = ""
    price: Decimal | None = None
    total: Money | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who ordered, as the online shop has it."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    remote_id: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """A change of an order that was not told yet; `state` and `message` are its outbox entry's."""

    entry_id: int
    status: str
    state: str
    verdict: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An online order. `status` is the system's own word, `kind` the system.

    One that was placed here and not taken yet has no remote id. `tax` and `shipping` are what the
    lines' totals do not hold. `is_new`: nobody has taken notice of it. `sale_number` is the sale
    that its payment at the counter became.
    """

    id: int
    backend: str
    kind: str
    remote_id: str
    number: str
    status: str
    stage: Stage
    payment: Paid
    lines: tuple[OrderLine, ...]
    total: Money | None
    tax: Money | None
    shipping: Money | None
    buyer: Buyer
    notes: str
    tracking_number: str
    reference: str
    created_at: datetime
    changed_at: datetime
    is_new: bool = False
    sale_number: str = ""
    sending: Sending | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """What may come next; nothing while a change is on its way."""
        if self.sending is not None or not self.remote_id:
            return ()
        return order_flow.steps(self.kind, self.status)

    @property
    def cancel_step(self) -> Step | None:
        """The step that calls it off, where there is one."""
        wanted = (each for each in self.steps if each.wants_reason)
        return next(wanted, None)

    @property
    def next_step(self) -> Step | None:
        """The step that brings it on, where there is one."""
        wanted = (each for each in self.steps if not each.wants_reason)
        return next(wanted, None)

    @property
    def can_be_handed_over(self) -> bool:
        """Whether the customer may have it now: it is not done, and a way leads there."""
        flow = order_flow.FLOWS.get(self.kind)
        if flow is None or self.sending is not None or self.stage not in {Stage.NEW, Stage.READY}:
            return False
        return order_flow.path(self.kind, self.status, flow.finish) is not None
