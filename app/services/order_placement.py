"""An order that is placed at an online shop for a customer at the counter.

It is written down and sent by sync; no call waits for a network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.backend import Backend
from app.domain.cart import Cart
from app.domain.errors import Refusal
from app.domain.order import Buyer, Order, OrderLine, Paid
from app.domain.order_flow import Stage
from app.domain.payment import refuse_card_number
from app.domain.reference import reference, without_reference
from app.domain.sale import number
from app.domain.text import one_line
from app.services import orders
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.orders import OnlineShop, titled
from app.storage import backend as backends
from app.storage import journal, outbox, remote
from app.storage import order as storage
from app.storage.order import Facts
from app.storage.store import Unit

MAX_NOTE = 200
MAX_PROMO = 60


@dataclass(frozen=True, slots=True)
class Placement:
    """An order to be placed; `address` has street, city, state, zip and country where known."""

    backend: str
    cart: Cart
    promo_code: str = ""
    notes: str = ""
    address: Mapping[str, str] = field(default_factory=dict)


def placeable(unit: Unit) -> tuple[OnlineShop, ...]:
    """The back ends at which an order can be placed for a customer."""
    rows = unit.sql("SELECT backend FROM capability WHERE name = 'create_order' AND answer = 'yes'")
    able = {row[0] for row in rows}
    return titled([each for each in backends.every(unit) if each.name in able])


def place(unit: Unit, wanted: Placement, counter: Counter) -> tuple[Order, Changes]:
    """Place an order for a customer at the counter; the online shop prices it.

    Raises Refusal cant_place, empty_cart, no_discount, not_whole, not_there, no_buyer,
    too_long, card_number.
    """
    shop = _placeable(unit, wanted.backend)
    lines = _lines(unit, shop, wanted.cart)
    buyer = _buyer(unit, shop, wanted.cart)
    promo_code = one_line(wanted.promo_code, "promo code", MAX_PROMO)
    notes = without_reference(one_line(wanted.notes, "note", MAX_NOTE))
    refuse_card_number(notes, "note")
    at = counter.source.now()
    own = reference(number(counter.register.code, 0), counter.source.noise())
    facts = Facts(
        remote_id="",
        number="",
        status="",
        stage=Stage.NEW,
        payment=Paid.DUE,
        currency=shop.settings.currency or counter.currency.code,
        lines=lines,
        total=None,
        tax=None,
        shipping=None,
        buyer=buyer,
        notes=notes,
        tracking_number="",
        reference=own,
        created_at=at,
        changed_at=at,
    )
    order_id = storage.insert(unit, shop.name, facts, at=at, is_seen=True)
    payload = {"promo_code": promo_code, "address": {**wanted.address}}
    outgoing = outbox.Outgoing(storage.PLACEMENT, order_id, own, payload=payload)
    outbox.put(unit, outgoing, at=at, backend=shop.name)
    data: dict[str, object] = {"backend": shop.name, "promo_code": promo_code}
    journal.write(unit, "order_placed", own, data, actor=counter.cashier, at=at)
    placed = orders.get(unit, order_id)
    unit.commit()
    return placed, Changes(orders=frozenset({order_id}), outbox=True)


def _placeable(unit: Unit, name: str) -> Backend:
    if name not in {each.name for each in placeable(unit)}:
        raise Refusal("cant_place", f"No orders can be placed at {name}.")
    return backends.get(unit, name)


def _lines(unit: Unit, shop: Backend, cart: Cart) -> tuple[OrderLine, ...]:
    if not cart.lines:
        raise Refusal("empty_cart", "There is nothing in the cart.")
    if cart.discount or any(line.discount for line in cart.lines):
        raise Refusal("no_discount", "The online shop prices its orders itself: no discounts here.")
    ids = [line.product_id for line in cart.lines if line.product_id is not None]
    known = remote.remote_ids(unit, shop.name, "product", ids)
    lines = []
    for line in cart.lines:
        remote_id = known.get(line.product_id or 0)
        if remote_id is None:
            raise Refusal("not_there", f"{shop.name} does not have “{line.name}”.")
        if line.quantity != line.quantity.to_integral_value():
            raise Refusal("not_whole", f"{shop.name} sells whole pieces only: “{line.name}”.")
        lines.append(
            OrderLine(line.name, line.quantity, line.product_id, remote_id, line.unit_price)
        )
    return tuple(lines)


def _buyer(unit: Unit, shop: Backend, cart: Cart) -> Buyer:
    customer = cart.customer
    known = None
    if customer is not None and customer.id is not None:
        known = remote.remote_id(unit, shop.name, "customer", customer.id)
    remote_id = known or shop.settings.customer_id
    if not remote_id:
        raise Refusal(
            "no_buyer",
            f"{shop.name} does not know this customer, and no customer_id is set for it.",
        )
    if customer is None:
        return Buyer(remote_id=remote_id)
    return Buyer(customer.name, customer.phone, customer.email, customer.address, remote_id)
