"""A counter sale that its back end keeps as an order: told to be done, as the goods are gone.

Left open, such orders would be read again at each poll, and somebody there would prepare them. It
is a courtesy all the same: where it fails the sale is no worse, and a manager is only told of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from app.domain import order_flow
from app.domain.order_flow import FLOWS, Stage, Step
from app.storage import outbox, review, sale_order
from app.storage.outbox import Entry
from app.storage.store import Unit
from app.sync import permission
from app.sync.contract import Ack, OrderChange, RemoteOrder
from app.sync.failure import failed
from app.sync.link import Link
from app.sync.news import News
from app.sync.order_push import claim
from app.sync.outcome import Outcome, put_off
from app.sync.problem import OutcomeUnknown, Rejected, SyncProblem, Transient, Unserved

TRIES = 3
AGAIN = timedelta(minutes=5)


def queue(unit: Unit, link: Link, sale: Entry, ack: Ack, *, at: datetime) -> None:
    """Have it told, where the sale is an order there that is not done yet."""
    flow = FLOWS.get(link.backend.kind)
    if flow is None:
        return
    status = ack.order.status if ack.order else ""
    if status and not order_flow.path(link.backend.kind, status, flow.finish):
        return
    sale_order.tell_done(unit, link.name, sale, ack.id, at=at)


def send(link: Link, entry: Entry) -> Outcome:
    """Bring the order to its end, a step at a time; what it is now is read before each."""
    taken: set[str] = set()
    while True:
        try:
            there = link.connector.order(entry.payload["remote_id"])
        except (Transient, Unserved) as problem:
            return put_off(link, entry, problem)
        if there is None:
            return _not_there(link, entry)
        step = _next(link, entry, there)
        if step is None and order_flow.stage(link.backend.kind, there.status) is Stage.OFF:
            return _end(link, entry, f"It is {there.status} there.", code="sale_called_off")
        if step is None or step.status in taken:
            return _end(link, entry, "")
        outcome = _take(link, entry, step)
        if outcome is not Outcome.SENT:
            return outcome
        taken.add(step.status)


def settle(link: Link, entry: Entry) -> None:
    """Whatever became of a step: what the order is now is read before the next."""
    _wait(link, entry)


def _next(link: Link, entry: Entry, there: RemoteOrder) -> Step | None:
    way = order_flow.path(link.backend.kind, there.status, entry.payload["status"])
    return way[0] if way else None


def _not_there(link: Link, entry: Entry) -> Outcome:
    """A sale that a manager linked to an order that there is not comes before them again."""
    message = f"There is no order {entry.payload['remote_id']} at {link.name}."
    with link.store.write() as unit:
        sale = outbox.of(unit, link.name, "invoice", entry.record_id)
        if sale is not None and sale.verdict == outbox.LINKED:
            said = {"verdict": "no_such_order", "message": message, "remote_id": ""}
            outbox.mark(unit, sale.id, outbox.MANAGER, at=link.now(), **said)
        unit.commit()
    return _end(link, entry, message)


def _take(link: Link, entry: Entry, step: Step) -> Outcome:
    push = OrderChange(entry.payload["remote_id"], step.status)
    with link.store.read() as unit:
        why = permission.refusal(unit, link, push)
    if why is not None:
        return _end(link, entry, why.message, code="left_open")
    attempt_id = claim(link, entry, push, {})
    if attempt_id is None:
        return Outcome.NOT_NOW
    try:
        link.connector.push(push, idempotency_key=f"finish:{entry.id}:{attempt_id}")
    except SyncProblem as problem:
        return _failed(link, entry, attempt_id, problem)
    at = link.now()
    with link.store.write() as unit:
        outbox.mark(unit, entry.id, outbox.READY, at=at, verdict="", message="")
        outbox.close_attempt(unit, attempt_id, "acknowledged", "", at=at)
        unit.commit()
    return Outcome.SENT


def _failed(link: Link, entry: Entry, attempt_id: int, problem: SyncProblem) -> Outcome:
    with link.store.read() as unit:
        now = outbox.get(unit, entry.id)
    is_refused = isinstance(problem, Rejected) or (
        isinstance(problem, Unserved) and not problem.stops_all
    )
    if not is_refused and not isinstance(problem, OutcomeUnknown):
        failed(link, replace(now, attempts=now.attempts - 1), attempt_id, problem)  # raises it
    with link.store.write() as unit:
        outbox.close_attempt(unit, attempt_id, problem.code, problem.message, at=link.now())
        unit.commit()
    if is_refused or now.attempts >= TRIES:
        return _end(link, entry, problem.message, code="left_open")
    _wait(link, entry)
    return Outcome.SETTLED


def _wait(link: Link, entry: Entry) -> None:
    link.bring(
        entry.id, outbox.READY, not_before=link.now() + AGAIN, unknown_since=None, absent_at=None
    )


def _end(link: Link, entry: Entry, message: str, *, code: str = "") -> Outcome:
    """Nothing more is told; with a code somebody should look at it."""
    order, at = entry.payload["remote_id"], link.now()
    with link.store.write() as unit:
        if code:
            said = f"The order {order} there is sale {entry.number}. {message}"
            review.add(unit, link.name, code, subject=f"order {order}", message=said, at=at)
        outbox.mark(
            unit,
            entry.id,
            outbox.ACKED,
            at=at,
            verdict="",
            message=message,
            remote_id=order,
            not_before=None,
            unknown_since=None,
        )
        unit.commit()
    link.tell(News(outbox=True))
    return Outcome.SETTLED
