"""A counter sale that its back end keeps as an order: told to be done, as the goods are gone.

Left open, such orders would be read again at each poll, and somebody there would prepare them. It
is a courtesy all the same: where it fails the sale is no worse, and no manager has to look.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from app.domain import order_flow
from app.domain.order_flow import FLOWS, Step
from app.storage import outbox
from app.storage.outbox import Entry, Outgoing
from app.storage.store import Unit
from app.sync import permission
from app.sync.contract import Ack, Answer, Capability, OrderChange
from app.sync.failure import failed
from app.sync.link import Link
from app.sync.news import News
from app.sync.order_push import claim
from app.sync.outcome import Outcome, put_off
from app.sync.problem import OutcomeUnknown, Rejected, SyncProblem, Transient, Unserved

KIND = "finish"
TRIES = 3
AGAIN = timedelta(minutes=5)


def queue(unit: Unit, link: Link, sale: Entry, ack: Ack, *, at: datetime) -> None:
    """Have it told, where the sale is an order there that is not done yet."""
    flow = FLOWS.get(link.backend.kind)
    if flow is None or link.can(unit, Capability.UPDATE_ORDER) is Answer.NO:
        return
    status = ack.order.status if ack.order else ""
    if status and not order_flow.path(link.backend.kind, status, flow.finish):
        return
    payload = {"status": flow.finish, "remote_id": ack.id}
    told = Outgoing(KIND, sale.record_id, number=sale.number, payload=payload)
    outbox.put(unit, told, at=at, backend=link.name)


def send(link: Link, entry: Entry) -> Outcome:
    """Bring the order to its end, a step at a time; what it is now is read before each."""
    taken: set[str] = set()
    while True:
        try:
            step = _next(link, entry)
        except (Transient, Unserved) as problem:
            return put_off(link, entry, problem)
        if step is None or step.status in taken:
            return _end(link, entry, "")
        outcome = _take(link, entry, step)
        if outcome is not Outcome.SENT:
            return outcome
        taken.add(step.status)


def settle(link: Link, entry: Entry) -> None:
    """Whatever became of a step: what the order is now is read before the next."""
    _wait(link, entry)


def _next(link: Link, entry: Entry) -> Step | None:
    there = link.connector.order(entry.payload["remote_id"])
    if there is None:
        return None
    way = order_flow.path(link.backend.kind, there.status, entry.payload["status"])
    return way[0] if way else None


def _take(link: Link, entry: Entry, step: Step) -> Outcome:
    push = OrderChange(entry.payload["remote_id"], step.status)
    with link.store.read() as unit:
        why = permission.refusal(unit, link, push)
    if why is not None:
        return _end(link, entry, why.message)
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
        failed(link, now, attempt_id, problem)  # raises it
    with link.store.write() as unit:
        outbox.close_attempt(unit, attempt_id, problem.code, problem.message, at=link.now())
        unit.commit()
    if is_refused or now.attempts >= TRIES:
        return _end(link, entry, problem.message)
    _wait(link, entry)
    return Outcome.SETTLED


def _wait(link: Link, entry: Entry) -> None:
    link.bring(
        entry.id, outbox.READY, not_before=link.now() + AGAIN, unknown_since=None, absent_at=None
    )


def _end(link: Link, entry: Entry, message: str) -> Outcome:
    with link.store.write() as unit:
        outbox.mark(
            unit,
            entry.id,
            outbox.ACKED,
            at=link.now(),
            verdict="",
            message=message,
            remote_id=entry.payload["remote_id"],
            not_before=None,
            unknown_since=None,
        )
        unit.commit()
    link.tell(News(outbox=True))
    return Outcome.SETTLED
