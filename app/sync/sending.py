"""Sending what is ready: each record once, written down before its bytes leave.

A record whose answer is lost becomes UNKNOWN and is looked for; it is never sent again blindly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.storage import backend as backends
from app.storage import outbox, remote, sale_order, told
from app.storage.outbox import Entry
from app.storage.store import Unit
from app.sync import (
    customer_push,
    mark,
    order_placement,
    order_push,
    permission,
    product_push,
    proof,
    sale_finish,
    stock_push,
)
from app.sync.booking import booking
from app.sync.contract import (
    Ack,
    Answer,
    Capability,
    InvoicePush,
    ProductPush,
    ProductRemoval,
    Push,
)
from app.sync.failure import failed
from app.sync.link import Link
from app.sync.news import News
from app.sync.outcome import Held, Outcome, Waits, digest, put_off
from app.sync.problem import OutcomeUnknown, SyncProblem, Transient, Unserved

AT_ONCE = 50  # entries that are looked at before the list is read again
MOST_LOST = 3  # answers in a row that may stay away
RUN = 8  # at most, between two commits
OTHER_KINDS = ("customer", "product", "category", "stock", "count", "order", "placement", "finish")
# Those that have a way of their own to be sent.
_OWN_WAY: dict[str, Callable[[Link, Entry], Outcome]] = {
    "stock": stock_push.send,
    "count": stock_push.send,
    "order": order_push.send,
    "placement": order_placement.send,
    sale_order.KIND: sale_finish.send,
}

Prepared = Push | Held | Waits | Ack


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry that is on its way."""

    entry: Entry
    push: Push
    attempt_id: int


def send_due(link: Link) -> int:
    """Send every entry that is ready and due; how many the server took.

    Raises Transient or Unserved as soon as the back end does not serve us.
    """
    sent = lost_in_a_row = 0
    resting: set[str] = set()  # kinds of which something can't be read just now
    while not link.stopping():
        moved = 0
        for entries in _runs(link, _ready(link)):
            if link.stopping():
                break
            if entries[0].kind in resting:
                continue
            outcomes = _send(link, entries)
            if Outcome.PUT_OFF in outcomes:
                resting.add(entries[0].kind)
                continue
            moved += len(outcomes) - outcomes.count(Outcome.NOT_NOW)
            sent += outcomes.count(Outcome.SENT)
            # Only the last one of a run can be lost.
            if outcomes[-1:] == [Outcome.LOST]:
                lost_in_a_row = lost_in_a_row + 1 if outcomes == [Outcome.LOST] else 1
                _refuse_to_lose_more(link, lost_in_a_row)
            else:
                lost_in_a_row = 0
        if not moved:
            break
    return sent


def _runs(link: Link, entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """Entries that go out one after the other between two commits.

    Several only of a kind of which a search can tell later what became of each: when the program
    dies in the middle of a run, all of it is in doubt.
    """
    run: list[Entry] = []
    longest = 1
    for entry in entries:
        if run and (entry.kind != run[0].kind or len(run) >= longest):
            yield run
            run = []
        if not run:
            longest = _longest(link, entry.kind)
        run.append(entry)
    if run:
        yield run


def _longest(link: Link, kind: str) -> int:
    if kind == "product":
        return RUN
    if kind != "invoice":
        return 1
    with link.store.read() as unit:
        asked = (Capability.LOOKUP_BY_REF, Capability.IDEMPOTENCY_KEY)
        return RUN if Answer.YES in {link.can(unit, what) for what in asked} else 1


def _refuse_to_lose_more(link: Link, lost_in_a_row: int) -> None:
    # A server that swallows answers would turn the whole outbox into riddles.
    if lost_in_a_row >= MOST_LOST:
        raise Transient("unstable", "The server takes records without answering; waiting a while.")
    link.connector.check()


def _ready(link: Link) -> Iterator[Entry]:
    """What is ready and due, the oldest first; however much of it can't go, the rest comes too."""
    last = 0
    while found := _ready_after(link, last):
        yield from found
        last = found[-1].id


def _ready_after(link: Link, last: int) -> list[Entry]:
    with link.store.read() as unit:
        wanted = ("",) if _invoices_may_go(link, unit) else OTHER_KINDS
        found = [
            entry
            for kind in wanted
            for entry in outbox.in_state(
                unit, link.name, outbox.READY, due=link.now(), kind=kind, after=last, limit=AT_ONCE
            )
        ]
    return sorted(found, key=lambda entry: entry.id)[:AT_ONCE]


def _invoices_may_go(link: Link, unit: Unit) -> bool:
    # Where no search is known to find them, only one may be on its way or in doubt.
    can_look = link.can(unit, Capability.LOOKUP_BY_REF)
    has_no_references = (
        can_look is Answer.NO and link.can(unit, Capability.PULL_ORDERS) is not Answer.NO
    )
    if can_look is not Answer.UNKNOWN and not has_no_references:
        return True
    doubtful = (outbox.UNKNOWN, outbox.RECONCILING)
    return not outbox.in_state(unit, link.name, *doubtful, kind="invoice", limit=1)


def _send(link: Link, run: list[Entry]) -> list[Outcome]:
    """Send entries of one kind, one after the other; it ends early with a problem."""
    entry = run[0]
    if entry.kind in _OWN_WAY:
        return [_OWN_WAY[entry.kind](link, entry)]
    if not _may_go(link, entry):
        return [Outcome.NOT_NOW]
    joined = _joined(link, entry) if entry.kind == "customer" else None
    if joined:
        return [joined]
    claims, outcomes = _claim(link, run)
    booked: list[tuple[Claim, Ack]] = []
    while claims and not link.stopping():
        claim = claims.pop(0)
        before = _before(link, claim.push)
        try:
            ack = link.connector.push(claim.push, idempotency_key=key_of(link, claim))
        except SyncProblem as problem:
            _finish(link, booked, unsent=claims)
            failed(link, claim.entry, claim.attempt_id, problem)
            is_lost = isinstance(problem, OutcomeUnknown)
            return [*outcomes, Outcome.LOST if is_lost else Outcome.SETTLED]
        booked.append((claim, ack))
        outcomes.append(Outcome.SENT)
        if before is not None and isinstance(claim.push, InvoicePush):
            proof.prove_deduction(link, claim.push, before)
    _finish(link, booked, unsent=claims)
    if entry.kind == "invoice" and booked:
        proof.prove_look_up(link, booked[-1][0].entry.reference, booked[-1][1].id)
    return outcomes


def _before(link: Link, push: Push) -> proof.Figures | None:
    return proof.figures_before(link, push) if isinstance(push, InvoicePush) else None


def _finish(link: Link, booked: list[tuple[Claim, Ack]], *, unsent: list[Claim]) -> None:
    """Write down what the server took, and let those go that were not sent after all."""
    if not booked and not unsent:
        return
    at = link.now()
    for claim, _ in booked[:1]:
        permission.prove(link, claim.push)
    with link.store.write() as unit:
        for claim, ack in booked:
            _acknowledge(unit, link, claim.entry, ack, claim.push)
            outbox.close_attempt(unit, claim.attempt_id, "acknowledged", ack.message, at=at)
        for claim in unsent:
            entry = claim.entry
            outbox.mark(unit, entry.id, outbox.READY, at=at, attempts=entry.attempts)
            outbox.close_attempt(unit, claim.attempt_id, "unsent", "", at=at)
        unit.commit()
    numbers = {claim.entry.number for claim, _ in booked if claim.entry.kind == "invoice"}
    link.tell(News(outbox=True, invoices=frozenset(numbers), pushed=len(booked)))


def _joined(link: Link, entry: Entry) -> Outcome | None:
    """What comes of a customer that the server may have already; None when it has not."""
    try:
        same = customer_push.same_person(link, entry)
    except (Transient, Unserved) as problem:
        return put_off(link, entry, problem)
    if same is None:
        return None
    acknowledged(link, entry, same, None)
    return Outcome.SENT


def _may_go(link: Link, entry: Entry) -> bool:
    with link.store.read() as unit:
        if entry.kind == "invoice":
            return _invoices_may_go(link, unit)
        # What the server has must be known before anything is made there a second time.
        return backends.state(unit, link.name).pulled_at is not None


def _claim(link: Link, run: list[Entry]) -> tuple[list[Claim], list[Outcome]]:
    """Write down that these are on their way; what comes of those that can't be sent."""
    claims: list[Claim] = []
    outcomes: list[Outcome] = []
    with link.store.write() as unit:
        for entry in run:
            now = outbox.get(unit, entry.id)
            claim = _claimed(unit, link, now) if now.state == outbox.READY else Outcome.NOT_NOW
            if isinstance(claim, Claim):
                claims.append(claim)
            else:
                outcomes.append(claim)
        unit.commit()
    if claims:
        mark.keep(link, [(each.entry, each.attempt_id) for each in claims])
    if Outcome.SETTLED in outcomes:
        link.tell(News(outbox=True))
    return claims, outcomes


def _claimed(unit: Unit, link: Link, entry: Entry) -> Claim | Outcome:
    prepared = _prepared(unit, entry, link)
    if isinstance(prepared, Held):
        _hold(unit, link, entry, prepared)
    elif isinstance(prepared, Waits):
        _block(unit, link, entry, prepared)
    elif isinstance(prepared, Ack):
        _take(unit, link, entry, prepared)
    else:
        attempt_id = outbox.claim(
            unit, entry, body_hash=digest(prepared), at=link.now(), server_at=link.clock.now()
        )
        return Claim(entry, prepared, attempt_id)
    return Outcome.SETTLED


def _prepared(unit: Unit, entry: Entry, link: Link) -> Prepared:
    makers: dict[str, Callable[..., Any]] = {
        "invoice": booking,
        "product": product_push.prepared,
        "customer": customer_push.prepared,
        "category": product_push.category,
    }
    prepared: Prepared = makers[entry.kind](unit, entry, link)
    if isinstance(prepared, Held | Waits | Ack):
        return prepared
    return permission.refusal(unit, link, prepared) or prepared


def _hold(unit: Unit, link: Link, entry: Entry, held: Held) -> None:
    outbox.mark(
        unit,
        entry.id,
        outbox.MANAGER,
        at=link.now(),
        verdict=held.verdict,
        message=held.message,
        waits_for=None,
    )


def _block(unit: Unit, link: Link, entry: Entry, waits: Waits) -> None:
    outbox.mark(
        unit,
        entry.id,
        outbox.BLOCKED,
        at=link.now(),
        verdict="waits",
        message=f"Waits for “{waits.what}”.",
        waits_for=waits.entry_id,
    )


def _take(unit: Unit, link: Link, entry: Entry, ack: Ack) -> None:
    """The server has it already, or there is nothing to tell."""
    if ack.id and entry.kind != "invoice":
        remote.link(unit, link.name, entry.kind, entry.record_id, ack.id)
    outbox.mark(
        unit,
        entry.id,
        outbox.ACKED,
        at=link.now(),
        verdict="",
        message=ack.message,
        remote_id=ack.id,
        not_before=None,
        unknown_since=None,
    )
    outbox.release(unit, entry.id, at=link.now())


def acknowledged(link: Link, entry: Entry, ack: Ack, push: Push | None) -> None:
    """It turned out that the server has it: its id is kept, and what waited for it may go."""
    with link.store.write() as unit:
        _acknowledge(unit, link, entry, ack, push)
        unit.commit()
    invoices = frozenset({entry.number}) if entry.kind == "invoice" else frozenset[str]()
    link.tell(News(outbox=True, invoices=invoices, pushed=1))


def _acknowledge(unit: Unit, link: Link, entry: Entry, ack: Ack, push: Push | None) -> None:
    _take(unit, link, entry, ack)
    if isinstance(push, ProductRemoval):
        remote.unlink(unit, link.name, entry.kind, entry.record_id)
    other = _other_total(ack, push)
    proof.prove_totals(unit, link, entry, agree=not other, is_told=ack.total is not None)
    if other:
        _mark_conflict(unit, link, entry, ack.id, other)
    if entry.kind == "invoice":
        told.tell_sold(unit, link.backend, entry, at=link.now())
        sale_finish.queue(unit, link, entry, ack, at=link.now())


def _other_total(ack: Ack, push: Push | None) -> str:
    if not isinstance(push, InvoicePush) or ack.total is None or ack.total == push.total:
        return ""
    return f"The server's total is {ack.total}, ours is {push.total}."


def _mark_conflict(unit: Unit, link: Link, entry: Entry, remote_id: str, message: str) -> None:
    """The server has it with another total: both are shown, and it is not sent again."""
    outbox.mark(
        unit,
        entry.id,
        outbox.CONFLICT,
        at=link.now(),
        verdict="total_mismatch",
        message=message,
        remote_id=remote_id,
    )


def key_of(link: Link, claim: Claim) -> str:
    """The same key each time that this is sent: a server that honours it books it once."""
    entry, push = claim.entry, claim.push
    if entry.reference:
        return entry.reference
    with link.store.read() as unit:
        first = unit.raw("SELECT hash FROM journal ORDER BY sequence LIMIT 1").fetchone()
    key = f"sanduq:{(first[0] if first else '')[:16]}:{entry.id}"
    # Changed fields may be other ones by the next time, and to set them twice does no harm.
    is_change = isinstance(push, ProductPush) and push.id is not None
    return f"{key}:{digest(push)[:12]}" if is_change else key
