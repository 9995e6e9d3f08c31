"""`orders` and `order`: what customers bought online."""

from __future__ import annotations

from argparse import Namespace

from app import bootstrap, bootstrap_sync
from app.cli import answer, cart_input, session
from app.cli.answer import Answer
from app.cli.command import read_document
from app.domain.errors import Refusal
from app.domain.order import Order
from app.domain.payment import Method, Payment, settle
from app.services import backends, order_placement, order_slip, orders
from app.services.counter import Counter
from app.services.order_placement import Placement
from app.storage.store import Store, Unit
from app.sync import engine

BUSY_SECONDS = 5.0  # to wait for another process that syncs


def every(wanted: Namespace) -> list[Answer]:
    """The orders that fit, the newest first."""
    with session.reading(wanted) as (unit, _):
        if wanted.backend:
            backends.get(unit, wanted.backend)
        found = orders.every(unit, backend=wanted.backend, status=wanted.status, limit=wanted.limit)
        return [_shown(unit, each) for each in found]


def place(wanted: Namespace) -> Answer:
    """Place an order for a customer; the answer has the online shop's own total if it came."""
    with session.opened(wanted) as store:
        with store.write() as unit:
            counter = bootstrap.counter(unit, cashier=wanted.cashier)
            found = cart_input.document(read_document(wanted.file))
            cart = cart_input.read(found, unit, counter).cart
            asked = Placement(
                wanted.backend,
                cart,
                promo_code=wanted.promo_code,
                notes=cart.notes,
                address=cart_input.address(wanted.address),
            )
            placed, _ = order_placement.place(unit, asked, counter)
        return _told(store, placed)


def one(wanted: Namespace) -> Answer:
    """One order or its slip; with options it is brought on, called off, or handed over."""
    with session.opened(wanted) as store:
        with store.write() as unit:
            counter = bootstrap.counter(unit, cashier=wanted.cashier)
            order = _find(unit, wanted.id)
            sale = _act(unit, order, wanted, counter)
            found = _shown(unit, order)
        if _is_change(wanted):
            found = {**_told(store, order), **sale}
        if not (wanted.pdf or wanted.png or wanted.text):
            return found
        with store.read() as unit:
            slip = order_slip.document(unit, counter.shop, order.id)
    from app.cli import rendering

    return {**rendering.render(slip, wanted), **found}


def _is_change(wanted: Namespace) -> bool:
    return bool(wanted.set_status or _is_given(wanted))


def _is_given(wanted: Namespace) -> bool:
    return bool(wanted.hand_over or wanted.paid or wanted.collect)


def _act(unit: Unit, order: Order, wanted: Namespace, counter: Counter) -> Answer:
    if wanted.set_status and _is_given(wanted):
        raise Refusal("two_ways", "Either set its status or hand it over.")
    if (wanted.reason or wanted.tracking_number) and not wanted.set_status:
        raise Refusal("no_status", "A reason or a tracking number goes with --set-status.")
    if wanted.collect:
        return _collect(unit, order, Method(wanted.collect), counter)
    if wanted.hand_over or wanted.paid:
        orders.hand_over(unit, order.id, counter, already_paid=wanted.paid)
    elif wanted.set_status:
        orders.change(
            unit,
            order.id,
            wanted.set_status,
            counter,
            reason=wanted.reason,
            tracking_number=wanted.tracking_number,
        )
    return {}


def _collect(unit: Unit, order: Order, method: Method, counter: Counter) -> Answer:
    cart = orders.due(unit, order.id, counter)
    rounding = counter.shop.cash_rounding if method is Method.CASH else None
    total = cart.totals().taxed.gross
    payable = settle(total, [], rounding).payable
    payments = [Payment(method, payable)]
    sale, _ = orders.collect(unit, order.id, cart, payments, counter, cash_rounding=rounding)
    return {"sale": sale.number}


def _find(unit: Unit, code: str) -> Order:
    found = orders.find(unit, code)
    if found is None:
        raise Refusal("unknown_order", f"There is no online order “{code[:80]}”, or several are.")
    return found


def _told(store: Store, order: Order) -> Answer:
    """The order once the online shop was told, if it can be reached now."""
    links = bootstrap_sync.Links(store)
    try:
        with engine.only_one(store, BUSY_SECONDS):
            for link in links(order.backend):
                engine.send_now(link)
    except Refusal as refusal:
        if refusal.code != "sync_busy":  # then the one that syncs will tell it
            raise
    finally:
        links.close()
    with store.read() as unit:
        return _shown(unit, orders.get(unit, order.id))


def _shown(unit: Unit, order: Order) -> Answer:
    return answer.order(order, session.currency(unit, order.backend))
