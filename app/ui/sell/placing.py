"""An order that is placed at an online shop: who may take it, and how it stands. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from app.domain.order import Order
from app.services import backends, customers, order_placement, orders
from app.services.orders import OnlineShop
from app.services.unit import Unit
from app.ui.sync.words import ATTENTION, CHECKING, WAITING

# Whose orders can be delivered, and bear a note.
DELIVERS, TAKES_NOTES = frozenset({"salloq"}), frozenset({"commerce"})


@dataclass(frozen=True, slots=True)
class Offer:
    """The shops that take orders, and who is their customer there.

    `known` has the buyer's ids by the shops' names, `counters` those of the counter's own customer.
    `resting` are the shops that did not serve us last.
    """

    shops: tuple[OnlineShop, ...]
    known: Mapping[str, str]
    counters: Mapping[str, str]
    resting: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person asks of an order besides the cart."""

    shop: OnlineShop
    promo_code: str = ""
    notes: str = ""
    address: Mapping[str, str] = field(default_factory=dict)


class Phase(Enum):
    """How an order stands: on its way, not sent yet, perhaps there, refused, there, or off."""

    SENDING = auto()
    WAITING = auto()
    UNSURE = auto()
    STUCK = auto()
    REFUSED = auto()
    TAKEN = auto()
    OFF = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a placed order stands; a code and a sentence say why it is not there."""

    order: Order
    phase: Phase
    code: str = ""
    message: str = ""


def offer(unit: Unit, customer_id: int | None) -> Offer:
    """Who may take an order of this customer's."""
    shops = order_placement.placeable(unit)
    cards = {each.name: backends.card(unit, each.name) for each in shops}
    return Offer(
        shops,
        customers.remote_ids(unit, customer_id) if customer_id else {},
        {name: card.backend.settings.customer_id for name, card in cards.items()},
        frozenset(name for name, card in cards.items() if card.state.failures),
    )


def standing(unit: Unit, order_id: int) -> Standing:
    """How an order stands that was placed here."""
    order = orders.get(unit, order_id)
    sending = order.sending
    if order.remote_id or sending is None:
        return Standing(order, Phase.TAKEN if order.remote_id else Phase.OFF)
    code, message = sending.verdict, sending.message
    phase = _phase(sending.state)
    if phase is Phase.WAITING and not code:
        state = backends.card(unit, order.backend).state
        code, message = state.problem, state.message
        phase = Phase.WAITING if state.failures or state.paused else Phase.SENDING
    return Standing(order, phase, code, message)


def _phase(state: str) -> Phase:
    if state == "REJECTED":
        return Phase.REFUSED
    if state in ATTENTION:
        return Phase.STUCK
    if state in CHECKING:
        return Phase.UNSURE
    return Phase.WAITING if state in WAITING else Phase.SENDING
