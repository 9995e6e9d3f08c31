"""Online orders that are placed from here, for a customer at the counter."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from app.domain.number import ZERO
from app.storage import order as orders
from app.storage import outbox
from app.storage.outbox import Entry
from app.sync import order_match, order_pull
from app.sync.contract import Ack, InvoiceItem, OrderPush
from app.sync.failure import failed
from app.sync.link import Link
from app.sync.news import News
from app.sync.order_push import claim, done, give_up
from app.sync.outcome import Outcome
from app.sync.problem import OutcomeUnknown, SyncProblem

ONE_DAY = timedelta(days=1)


def send(link: Link, entry: Entry) -> Outcome:
    """Place one order: once, and looked for where the answer is lost."""
    with link.store.read() as unit:
        order = orders.get(unit, entry.record_id)
    if order is None or order.remote_id:
        done(link, entry)  # a reading has found it there by its reference
        return Outcome.SENT
    push = OrderPush(
        reference=entry.reference,
        items=tuple(
            InvoiceItem(line.remote_product_id, line.quantity, line.price or ZERO)
            for line in order.lines
        ),
        customer_id=order.buyer.remote_id,
        notes=" | ".join(filter(None, (entry.reference, order.notes))),
        promo_code=entry.payload.get("promo_code", ""),
        address=entry.payload.get("address", {}),
    )
    attempt_id = claim(link, entry, push, {})
    if attempt_id is None:
        return Outcome.NOT_NOW
    try:
        ack = link.connector.push(push, idempotency_key=entry.reference)
    except SyncProblem as problem:
        failed(link, entry, attempt_id, problem)
        link.tell(News(orders=frozenset({entry.record_id})))
        is_lost = isinstance(problem, OutcomeUnknown)
        return Outcome.LOST if is_lost else Outcome.SETTLED
    _placed(link, entry, ack, attempt_id)
    return Outcome.SENT


def _placed(link: Link, entry: Entry, ack: Ack, attempt_id: int) -> None:
    """It is there: with the server's own totals, which the customer pays."""
    at = link.now()
    with link.store.write() as unit:
        orders.adopt(unit, entry.record_id, ack.id)
        if ack.order is not None and ack.order.id == ack.id:
            order_pull.take(unit, link, ack.order)
        outbox.mark(unit, entry.id, outbox.ACKED, at=at, verdict="", message="", remote_id=ack.id)
        outbox.close_attempt(unit, attempt_id, "acknowledged", ack.message, at=at)
        unit.commit()
    if ack.order is None:
        with suppress(SyncProblem):  # the next reading of all orders tells
            order_pull.read_again(link, ack.id)
    link.tell(News(outbox=True, orders=frozenset({entry.record_id}), pushed=1))


def settle(link: Link, entry: Entry) -> None:
    """Look for an order whose answer was lost: by its reference, else by what is in it.

    One list that lacks it proves nothing: who places it again is a manager.
    """
    with link.store.read() as unit:
        order = orders.get(unit, entry.record_id)
    if order is None or order.remote_id:
        done(link, entry)
        return
    wanted = order_match.Wanted(
        reference=entry.reference,
        customer_id=order.buyer.remote_id,
        items={line.remote_product_id: line.quantity for line in order.lines},
        since=(entry.unknown_since or entry.created_at) - ONE_DAY,
    )
    found = order_match.find(link, wanted)
    if found.exact is not None:
        with link.store.write() as unit:
            order_pull.take(unit, link, found.exact)
            unit.commit()
        done(link, entry)
    else:
        give_up(link, entry, "unknown_outcome", order_match.sentence(found))
