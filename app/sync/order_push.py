"""Changes of online orders, sent a step at a time.

What the order is now is read before each step, so that a step is never taken twice: a lost answer
is settled by reading again. A step that refunds is sent once, and again only by a manager.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domain import order_flow
from app.domain.order_flow import Step
from app.storage import order as orders
from app.storage import outbox
from app.storage.outbox import Entry
from app.sync import mark, order_pull, permission
from app.sync.contract import (
    OrderChange,
    Push,
    RemoteOrder,
)
from app.sync.failure import failed
from app.sync.link import Link
from app.sync.news import News
from app.sync.outcome import Held, Outcome, digest, put_off
from app.sync.problem import OutcomeUnknown, Rejected, SyncProblem, Transient, Unserved

NO_STEP = "no_step"
ONE_DAY = timedelta(days=1)


def send(link: Link, entry: Entry) -> Outcome:
    """Bring the order to where it is wanted, from where it is now."""
    taken: set[str] = set()
    while True:
        found = _next(link, entry, taken)
        if isinstance(found, Outcome):
            return found
        there, step = found
        outcome = _step(link, entry, there, step)
        if outcome is not Outcome.SENT:
            return outcome
        if step.status == entry.payload["status"]:
            return _reached(link, entry, step)
        taken.add(step.status)


def _next(link: Link, entry: Entry, taken: set[str]) -> tuple[RemoteOrder, Step] | Outcome:
    """The order as it is there, and the step that comes next; what came of it if there is none."""
    target = entry.payload["status"]
    try:
        there = _read(link, entry)
    except (Transient, Unserved) as problem:
        return put_off(link, entry, problem)
    if there is None:
        return give_up(link, entry, "gone", "The online shop does not have this order.")
    if there.status == target:
        done(link, entry)
        return Outcome.SENT
    way = order_flow.path(link.backend.kind, there.status, target)
    if not way:
        return _refuse(link, entry, there)
    if way[0].status in taken:
        said = f"It was told to be {way[0].status}, and is still {there.status} there."
        return give_up(link, entry, "unknown_outcome", said)
    return there, way[0]


def _reached(link: Link, entry: Entry, step: Step) -> Outcome:
    """The server took the last step: whatever a later reading shows, it is not taken again."""
    with link.store.write() as unit:
        news = order_pull.bring(unit, link, entry.record_id, step.status)
        unit.commit()
    link.tell(news)
    done(link, entry)
    return Outcome.SENT


def _step(link: Link, entry: Entry, there: RemoteOrder, step: Step) -> Outcome:
    push = OrderChange(
        there.id,
        step.status,
        reason=entry.payload.get("reason", "") if step.wants_reason else "",
        tracking_number=entry.payload.get("tracking_number", "") if step.takes_tracking else "",
    )
    if told := _told_why_not(link, entry, push):
        return told
    attempt_id = claim(link, entry, push, {"step": step.status, "at": there.status})
    if attempt_id is None:
        return Outcome.NOT_NOW
    key = f"order:{entry.id}:{attempt_id}"
    try:
        ack = link.connector.push(push, idempotency_key=key)
    except SyncProblem as problem:
        return _failed(link, entry, attempt_id, problem)
    permission.prove(link, push)
    at = link.now()
    with link.store.write() as unit:
        if ack.order is not None and ack.order.id == there.id:
            order_pull.take(unit, link, ack.order)
        outbox.mark(unit, entry.id, outbox.READY, at=at, verdict="", message="")
        outbox.close_attempt(unit, attempt_id, "acknowledged", ack.message, at=at)
        unit.commit()
    return Outcome.SENT


def _told_why_not(link: Link, entry: Entry, push: Push) -> Outcome | None:
    with link.store.read() as unit:
        why = permission.refusal(unit, link, push)
    if why is None:
        return None
    verdict = why.verdict if isinstance(why, Held) else "no_call"
    return give_up(link, entry, verdict, why.message)


def _failed(link: Link, entry: Entry, attempt_id: int, problem: SyncProblem) -> Outcome:
    with link.store.read() as unit:
        now = outbox.get(unit, entry.id)
    failed(link, replace(now, attempts=now.attempts - 1), attempt_id, problem)
    if isinstance(problem, Rejected | OutcomeUnknown):
        # It may be there all the same: to look costs one request, and nobody waits for nothing.
        return _look(link, now, problem)
    return Outcome.SETTLED


def _look(link: Link, entry: Entry, problem: SyncProblem) -> Outcome:
    is_lost = isinstance(problem, OutcomeUnknown)
    try:
        there = _read(link, entry)
    except SyncProblem:
        there = None
    if there is not None and there.status == entry.payload["status"]:
        done(link, entry)
        return Outcome.SENT
    link.tell(News(orders=frozenset({entry.record_id})))
    return Outcome.LOST if is_lost else Outcome.SETTLED


def settle(link: Link, entry: Entry) -> None:
    """Settle a change whose answer was lost, once it can have come to an end: by reading."""
    there = _read(link, entry)
    payload = entry.payload
    target = payload["status"]
    if there is None:
        give_up(link, entry, "gone", "The online shop does not have this order.")
    elif there.status == target:
        done(link, entry)
    elif there.status == payload.get("step") != payload.get("at"):
        again(link, entry, resent=entry.resent)  # that step was taken; the next one may go
    elif not order_flow.path(link.backend.kind, there.status, target):
        _refuse(link, entry, there)
    elif there.status != payload.get("at", there.status):
        said = f"No answer came, and somebody made the order {there.status} there meanwhile."
        give_up(link, entry, "unknown_outcome", said)
    elif _refunds(link, entry, there) or entry.resent:
        said = f"No answer came, and the order is still {there.status} there."
        give_up(link, entry, "unknown_outcome", said)
    else:
        again(link, entry, resent=True)


def _refunds(link: Link, entry: Entry, there: RemoteOrder) -> bool:
    way = order_flow.path(link.backend.kind, there.status, entry.payload["status"]) or ()
    return any(step.refunds for step in way)


def again(link: Link, entry: Entry, *, resent: bool) -> None:
    """It may go once more."""
    link.bring(
        entry.id,
        outbox.READY,
        resent=resent,
        unknown_since=None,
        absent_at=None,
        not_before=None,
        verdict="",
        message="",
    )


def done(link: Link, entry: Entry) -> None:
    """The online shop has it."""
    with link.store.write() as unit:
        outbox.mark(
            unit,
            entry.id,
            outbox.ACKED,
            at=link.now(),
            verdict="",
            message="",
            remote_id=_remote_id(link, entry),
            not_before=None,
            unknown_since=None,
        )
        unit.commit()
    link.tell(News(outbox=True, orders=frozenset({entry.record_id}), pushed=1))


def _refuse(link: Link, entry: Entry, there: RemoteOrder) -> Outcome:
    said = f"The order is {there.status} there, and can't become {entry.payload['status']}."
    link.bring(entry.id, outbox.REJECTED, verdict=NO_STEP, message=said, not_before=None)
    link.tell(News(orders=frozenset({entry.record_id})))
    return Outcome.SETTLED


def give_up(link: Link, entry: Entry, verdict: str, said: str) -> Outcome:
    """A manager must say what is to be done."""
    link.bring(entry.id, outbox.MANAGER, verdict=verdict, message=said, not_before=None)
    link.tell(News(orders=frozenset({entry.record_id})))
    return Outcome.SETTLED


def _read(link: Link, entry: Entry) -> RemoteOrder | None:
    """The order as it is there now; what is new of it is kept."""
    there = link.connector.order(_remote_id(link, entry))
    if there is not None:
        with link.store.write() as unit:
            news = order_pull.take(unit, link, there)
            unit.commit()
        if news.orders:
            link.tell(news)
    return there


def _remote_id(link: Link, entry: Entry) -> str:
    with link.store.read() as unit:
        order = orders.get(unit, entry.record_id)
    if order is None:
        raise LookupError(f"outbox entry {entry.id} has no order {entry.record_id}")
    return order.remote_id


def claim(link: Link, entry: Entry, push: Push, said: dict[str, str]) -> int | None:
    """Write down that a step is on its way; None when somebody decided otherwise meanwhile."""
    at = link.now()
    with link.store.write() as unit:
        now = outbox.get(unit, entry.id)
        if now.state != outbox.READY:
            return None
        if said:
            outbox.mark(unit, entry.id, now.state, at=at, payload={**now.payload, **said})
        attempt_id = outbox.claim(
            unit, now, body_hash=digest(push), at=at, server_at=link.clock.now()
        )
        unit.commit()
    mark.keep(link, [(now, attempt_id)])
    return attempt_id
