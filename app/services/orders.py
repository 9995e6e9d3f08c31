"""Online orders: the board, one order, and what a cashier does with it.

What is done here is written down and sent by sync; no call waits for a network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from app.domain import order_flow
from app.domain.backend import SYSTEMS, Backend
from app.domain.cart import Cart
from app.domain.country import country
from app.domain.errors import Refusal
from app.domain.order import Order, Paid
from app.domain.order_cart import cart_of
from app.domain.order_flow import FLOWS, Stage
from app.domain.order_slip import job_number
from app.domain.payment import CashRounding, Payment, refuse_card_number
from app.domain.sale import Sale
from app.domain.tax import tax_rate
from app.domain.text import one_line
from app.services import checkout
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import backend as backends
from app.storage import journal, order_list, order_scan, outbox, print_queue, sale_order, setting
from app.storage import order as storage
from app.storage.order_list import OrderFilter
from app.storage.store import Unit

__all__ = [
    "Board",
    "OnlineShop",
    "board",
    "change",
    "collect",
    "due",
    "every",
    "find",
    "get",
    "hand_over",
    "notice",
    "shops",
    "titled",
    "unseen",
]

SHOWN = 200  # orders of a column
MAX_REASON = 200
MAX_TRACKING = 80


@dataclass(frozen=True, slots=True)
class OnlineShop:
    """A back end with online orders; `title` is its name for people.

    `has_promo`: an order that is placed there may have a promo code.
    """

    name: str
    title: str
    kind: str
    has_promo: bool = True


@dataclass(frozen=True, slots=True)
class Board:
    """Open orders by stage, the oldest first, and today's done and called off, the newest first.

    `counts` also counts those beyond what is shown. `checked_at`: all shops were read by then.
    """

    columns: Mapping[Stage, tuple[Order, ...]]
    counts: Mapping[Stage, int]
    shops: tuple[OnlineShop, ...]
    checked_at: datetime | None
    unseen: int


def board(unit: Unit, now: datetime, *, backend: str = "", text: str = "") -> Board:
    """The orders that the counter has to do with; `text` is a number, a name or a phone."""
    since = _today(unit, now)
    columns: dict[Stage, tuple[Order, ...]] = {}
    counts: dict[Stage, int] = {}
    for stage in Stage:
        is_open = stage in {Stage.NEW, Stage.READY}
        wanted = OrderFilter(backend, text, stage=stage, since=None if is_open else since)
        ids = order_list.ids(unit, wanted, newest_first=not is_open)
        columns[stage] = tuple(storage.of(unit, ids[:SHOWN]))
        counts[stage] = len(ids)
    found = _with_orders(unit)
    read = [order_scan.read_at(unit, each.name) for each in found]
    checked_at = None if None in read else min(filter(None, read), default=None)
    return Board(
        MappingProxyType(columns),
        MappingProxyType(counts),
        titled(found),
        checked_at,
        order_list.unseen(unit),
    )


def shops(unit: Unit) -> tuple[OnlineShop, ...]:
    """The back ends that have online orders."""
    return titled(_with_orders(unit))


def titled(found: Sequence[Backend]) -> tuple[OnlineShop, ...]:
    """How people call each: by its system; two of one system by their own names too."""
    kinds = [each.kind for each in found]
    return tuple(
        OnlineShop(
            each.name,
            SYSTEMS.get(each.kind, each.name)
            if kinds.count(each.kind) == 1
            else f"{SYSTEMS.get(each.kind, each.kind)} · {each.name}",
            each.kind,
        )
        for each in found
    )


def get(unit: Unit, order_id: int) -> Order:
    """The order with this id; raises Refusal unknown_order."""
    found = storage.get(unit, order_id)
    if found is None:
        raise Refusal("unknown_order", f"There is no online order {order_id}.")
    return found


def find(unit: Unit, code: str) -> Order | None:
    """The one order with exactly this number, id or reference; None when none or several have.

    An id may have its back end's name before it: `shop:307`.
    """
    found = order_list.with_code(unit, code.strip())
    return storage.get(unit, found[0]) if len(found) == 1 else None


def every(unit: Unit, *, backend: str = "", status: str = "", limit: int = -1) -> list[Order]:
    """All orders that fit, the newest first."""
    wanted = OrderFilter(backend, status=status)
    return storage.of(unit, order_list.ids(unit, wanted, newest_first=True, limit=limit))


def unseen(unit: Unit) -> int:
    """How many new orders nobody has taken notice of."""
    return order_list.unseen(unit)


def notice(unit: Unit, order_ids: Sequence[int], counter: Counter) -> Changes:
    """Somebody saw these."""
    found = storage.notice(unit, order_ids, at=counter.source.now())
    if not found:
        return Changes()
    unit.commit()
    return Changes(orders=frozenset(found))


def change(
    unit: Unit,
    order_id: int,
    status: str,
    counter: Counter,
    *,
    reason: str = "",
    tracking_number: str = "",
) -> tuple[Order, Changes]:
    """Bring an order to another status, over the steps between; it is told to the online shop.

    Raises Refusal unknown_order, sending, no_step, needs_reason, too_long, card_number.
    """
    order = get(unit, order_id)
    reason = one_line(reason, "reason", MAX_REASON)
    refuse_card_number(reason, "reason")
    tracking_number = one_line(tracking_number, "tracking number", MAX_TRACKING)
    _queue(unit, order, status, counter, reason=reason, tracking_number=tracking_number)
    changed = get(unit, order_id)
    unit.commit()
    return changed, Changes(orders=frozenset({order_id}), outbox=True)


def hand_over(
    unit: Unit, order_id: int, counter: Counter, *, already_paid: bool = False
) -> tuple[Order, Changes]:
    """Give a paid order to its customer, with its slip where the shop prints by itself.

    Raises Refusal is_sale, may_be_sale, payment_due, payment_unknown unless somebody says that it
    is `already_paid`, and those of a change.
    """
    order = get(unit, order_id)
    _refuse_sale(unit, order)
    if order.payment is Paid.DUE:
        raise Refusal("payment_due", f"{order.total} is still to be paid for this order.")
    if order.payment is Paid.UNKNOWN and not already_paid:
        raise Refusal("payment_unknown", "The online shop does not say whether it is paid.")
    _queue(unit, order, _finish(order), counter)
    shop = counter.shop
    printed = bool(shop.printer) and shop.print_automatically
    if printed:
        slip, at = job_number(order_id), counter.source.now()
        printer, form = shop.printer, shop.receipt_form
        print_queue.put(unit, slip, printer=printer, form=form, copy=False, at=at)
    changed = get(unit, order_id)
    unit.commit()
    return changed, Changes(orders=frozenset({order_id}), outbox=True, print_jobs=printed)


def due(unit: Unit, order_id: int, counter: Counter) -> Cart:
    """What is to be paid for an order, as a cart whose total is the order's.

    Raises Refusal unknown_order, is_sale, may_be_sale, already_collected, other_currency,
    no_total, not_exact.
    """
    order = get(unit, order_id)
    _refuse_sale(unit, order)
    if order.sale_number or order.payment is Paid.PAID:
        raise Refusal("already_collected", "This order is paid already.")
    if order.total is not None and order.total.currency != counter.currency:
        raise Refusal("other_currency", f"This order is in {order.total.currency}.")
    wanted = sorted({line.product_id for line in order.lines if line.product_id is not None})
    products = counter.catalog(unit).products(wanted)
    place = country(counter.shop.seller.country)
    return cart_of(
        order,
        {each.id: each for each in products},
        standard=tax_rate(place.standard_rate),
        rounding=counter.shop.rounding,
    )


def collect(
    unit: Unit,
    order_id: int,
    cart: Cart,
    payments: Sequence[Payment],
    counter: Counter,
    *,
    cash_rounding: CashRounding | None = None,
) -> tuple[Sale, Changes]:
    """The customer pays and takes the order: a sale like any other, in the same commit.

    Raises Refusal changed when the order is no longer the one that `cart` was made of, and those
    of `due`, of a sale and of a change.
    """
    order = get(unit, order_id)
    if due(unit, order_id, counter) != cart:
        raise Refusal("changed", "The order has changed meanwhile; please look at it again.")
    sale, changes, invoice_id = checkout.record(
        unit, cart, payments, counter, cash_rounding=cash_rounding
    )
    storage.set_collected(unit, order_id, invoice_id)
    _settle_invoice(unit, order, invoice_id, counter)
    _queue(unit, order, _finish(order), counter)
    unit.commit()
    return sale, changes | Changes(orders=frozenset({order_id}))


def _settle_invoice(unit: Unit, order: Order, invoice_id: int, counter: Counter) -> None:
    """Where the online shop keeps the books too, the sale is the order that it has already."""
    entry = outbox.of(unit, order.backend, "invoice", invoice_id)
    if entry is not None:
        at = counter.source.now()
        said = f"It is the online order {order.number}."
        outbox.mark(unit, entry.id, outbox.ACKED, at=at, remote_id=order.remote_id, message=said)


def _refuse_sale(unit: Unit, order: Order) -> None:
    """A sale of a counter that the back end keeps as an order is neither paid nor given twice."""
    if order.sale_number:
        return
    if outbox.linked_ids(unit, order.backend, [order.remote_id]):
        raise Refusal("is_sale", "This order is a sale of a counter; its goods are gone.")
    lost = sale_order.unsettled(unit, order.id)
    if lost:
        said = f"This may be sale {lost}, whose answer was lost. Please settle that first."
        raise Refusal("may_be_sale", said)


def _queue(
    unit: Unit,
    order: Order,
    status: str,
    counter: Counter,
    *,
    reason: str = "",
    tracking_number: str = "",
) -> None:
    """Write down that an order is to be brought there."""
    if order.sending is not None and order.sending.state in outbox.NEEDS_MANAGER:
        said = "A change of this order did not go through. Please settle that first, at sync."
        raise Refusal("needs_manager", said)
    if order.sending is not None or not order.remote_id:
        raise Refusal("sending", "A change of this order is on its way already.")
    way = order_flow.path(order.kind, order.status, status)
    if not way:
        raise Refusal("no_step", f"An order that is {order.status} can't become {status[:40]}.")
    if any(step.wants_reason for step in way) and not reason:
        raise Refusal("needs_reason", "Please say why; the customer may read it.")
    at = counter.source.now()
    payload = {"status": status, "from": order.status}
    if reason:
        payload["reason"] = reason
    if tracking_number:
        payload["tracking_number"] = tracking_number
    outgoing = outbox.Outgoing(storage.KIND, order.id, number=order.number, payload=payload)
    outbox.put(unit, outgoing, at=at, backend=order.backend)
    storage.notice(unit, [order.id], at=at)
    data: dict[str, object] = {"backend": order.backend, **payload}
    journal.write(unit, "order_changed", order.number, data, actor=counter.cashier, at=at)


def _finish(order: Order) -> str:
    flow = FLOWS.get(order.kind)
    if flow is None:
        raise Refusal("no_step", "This order can't be handed over here.")
    return flow.finish


def _with_orders(unit: Unit) -> list[Backend]:
    return order_scan.shops(unit, backends.every(unit))


def _today(unit: Unit, now: datetime) -> datetime:
    zone = ZoneInfo(setting.load_shop(unit).time_zone)
    return datetime.combine(now.astimezone(zone).date(), time.min, zone).astimezone(UTC)
