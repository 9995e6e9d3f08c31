"""The outbox as screens show it, and a manager's verdict on what could not be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.errors import Refusal
from app.domain.payment import refuse_card_number
from app.domain.text import one_line
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import (
    backend,
    journal,
    outbox,
    outbox_list,
    remote,
    review,
    sale_order,
    setting,
    told,
)
from app.storage import order as orders
from app.storage.backend import BackendState
from app.storage.outbox import MANAGER, READY, REJECTED
from app.storage.outbox_list import ATTENTION, OPEN, EntryFilter, EntryRow, Verdict, rows_of
from app.storage.review import Review
from app.storage.store import Unit

__all__ = [
    "EntryRow",
    "OutboxCounts",
    "Review",
    "Status",
    "Verdict",
    "counts",
    "dismiss",
    "drop",
    "entries",
    "ids",
    "link",
    "retry",
    "reviews",
    "rows_of",
    "send_without_customer",
    "status",
    "waiting",
]

# A sale that comes to another total there: since its totals once did, or by what is on it.
TOTALS_DIFFER = "totals_differ"
STAYS_HERE = ("stays_local", TOTALS_DIFFER)

MAX_WHY = 300
MAX_REMOTE_ID = 254
STUCK = timedelta(days=1)  # what waits longer is looked at, though all seems well

# Problems of a back end that it still serves us with, and those that time alone settles.
_NEEDS_SOMEBODY = {"clock"}
_PATIENT = {"throttled", "own_limit"}
_STUCK_MESSAGE = "Something has waited for more than a day."


@dataclass(frozen=True, slots=True)
class Status:
    """How sync stands, in a word.

    `worst` is none (no back end), ok, waiting, offline (a back end does not answer) or attention
    (a manager must act); `message` is the sentence of the back end that it is about, if any.
    `served_at` is when all of them had served us last.
    """

    waiting: int
    needs_manager: int
    oldest: datetime | None
    worst: str
    message: str
    served_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many entries are open, how many of them a manager must decide, how many went today."""

    open: int
    attention: int
    sent_today: int


def waiting(unit: Unit) -> int:
    """How many records wait to be sent."""
    return outbox.waiting(unit)


def status(unit: Unit, now: datetime) -> Status:
    """How sync stands; quick enough to ask after every change."""
    oldest = outbox.oldest(unit)
    found = Status(outbox.waiting(unit), outbox_list.count(unit, ATTENTION), oldest, "ok", "")
    states = [backend.state(unit, each.name) for each in backend.every(unit)]
    worst, message = _worst(states, found, now)
    served = [each.served_at for each in states]
    served_at = None if None in served else min(filter(None, served), default=None)
    return Status(found.waiting, found.needs_manager, oldest, worst, message, served_at)


def _worst(states: Sequence[BackendState], found: Status, now: datetime) -> tuple[str, str]:
    if not states:
        return "none", ""
    needs_somebody = [each for each in states if each.paused or each.problem in _NEEDS_SOMEBODY]
    if needs_somebody:
        return "attention", needs_somebody[0].message
    if found.needs_manager:
        return "attention", ""
    failing = [each for each in states if each.failures and each.problem not in _PATIENT]
    if failing:
        return "offline", failing[0].message
    if found.oldest and now - found.oldest > STUCK:
        return "attention", _STUCK_MESSAGE
    message = next((each.message for each in states if each.message), "")
    return ("waiting" if found.waiting else "ok"), message


def entries(
    unit: Unit, *, which: str, now: datetime, text: str = "", limit: int = 500
) -> list[EntryRow]:
    """What the screen lists: `which` is open, attention (of a manager) or sent_today.

    `text` is looked for in number, reference and names.
    """
    return rows_of(unit, ids(unit, which=which, now=now, text=text, limit=limit))


def ids(unit: Unit, *, which: str, now: datetime, text: str = "", limit: int = -1) -> Sequence[int]:
    """The ids of what `entries` lists, of all of it by default."""
    wanted = {"open": OPEN, "attention": ATTENTION}.get(which) or _sent_today(unit, now)
    return outbox_list.ids(unit, EntryFilter(wanted.states, text, wanted.sent_since), limit)


def counts(unit: Unit, now: datetime) -> OutboxCounts:
    """How many entries each of the lists has."""
    sent_today = _sent_today(unit, now)
    lists = (OPEN, ATTENTION, sent_today)
    return OutboxCounts(*(outbox_list.count(unit, each) for each in lists))


def _sent_today(unit: Unit, now: datetime) -> EntryFilter:
    zone = ZoneInfo(setting.load_shop(unit).time_zone)
    today = now.astimezone(zone).date()
    return outbox_list.sent(datetime.combine(today, time.min, zone).astimezone(UTC))


def retry(unit: Unit, entry_id: int, counter: Counter, why: str = "") -> tuple[EntryRow, Changes]:
    """Send it again from the start; where it may be there already, `why` is needed.

    Raises Refusal unknown_entry, checking, already_sent, duplicate, told_as_stock, needs_why.
    """
    entry = _open(unit, entry_id, Verdict.RETRY)
    why = _why(why, is_needed=entry.may_be_there)
    if entry.verdict == TOTALS_DIFFER:
        # Tried with this one: perhaps its prices are ours again.
        backend.forget(unit, entry.backend, "totals_agree")
    _send(unit, entry, counter)
    return _decided(unit, entry, counter, event="outbox_retried", said={"why": why})


def link(
    unit: Unit, entry_id: int, remote_id: str, counter: Counter, *, why: str = ""
) -> tuple[EntryRow, Changes]:
    """It is there already, under this id: it counts as sent, and what waited for it may go.

    Raises Refusal unknown_entry, checking, already_sent, no_link, bad_remote_id, remote_id_taken,
    other_goods.
    """
    entry = _open(unit, entry_id, Verdict.LINK)
    remote_id = remote_id.strip()
    if not (0 < len(remote_id) <= MAX_REMOTE_ID and remote_id.isprintable()):
        raise Refusal("bad_remote_id", "Give the id that the back end knows it by.")
    if entry.kind == "invoice":
        remote_id = sale_order.remote_id(unit, entry.backend, remote_id)
    _refuse_taken(unit, entry, remote_id)
    at, order = counter.source.now(), None
    if entry.kind == orders.PLACEMENT:
        orders.adopt(unit, entry.record_id, remote_id)
    elif entry.kind == "invoice":
        order = orders.known(unit, entry.backend, remote_id)
        orders.call_off(unit, entry.backend, remote_id)
    else:
        remote.link(unit, entry.backend, entry.kind, entry.record_id, remote_id)
    outbox.mark(
        unit,
        entry.id,
        outbox.ACKED,
        at=at,
        remote_id=remote_id,
        waits_for=None,
        verdict=outbox.LINKED,
    )
    outbox.release(unit, entry.id, at=at)
    if entry.kind == "invoice" and entry.state != outbox.CONFLICT:
        # Of one that is there with another total it was told when that was found.
        sale = outbox.get(unit, entry.id)
        for each in backend.every(unit):
            if each.name == entry.backend:
                told.tell_sold(unit, each, sale, at=at)
        sale_order.tell_done(unit, entry.backend, sale, remote_id, at=at)
    said = {"remote_id": remote_id, "why": _why(why)}
    row, changes = _decided(unit, entry, counter, event="outbox_linked", said=said)
    return row, changes | Changes(orders=frozenset({order.id} if order else ()))


def drop(unit: Unit, entry_id: int, counter: Counter, why: str) -> tuple[EntryRow, Changes]:
    """It is not to be sent, and here is why; what waited for it comes before the manager.

    Raises Refusal unknown_entry, checking, already_sent, needs_why.
    """
    entry = _open(unit, entry_id, Verdict.DROP)
    why = _why(why, is_needed=True)
    at = counter.source.now()
    payload = entry.payload
    if entry.kind == "invoice" and entry.verdict in STAYS_HERE:
        # The goods are gone all the same, and nobody but us can tell.
        told.tell_gone(unit, entry.backend, outbox.get(unit, entry.id), at=at)
        payload = {**payload, outbox_list.GONE: True}
    dropped = {"verdict": outbox.DROPPED, "waits_for": None, "payload": payload}
    outbox.mark(unit, entry.id, REJECTED, at=at, **dropped)
    if entry.kind == orders.PLACEMENT:
        orders.give_up(unit, entry.record_id)
    message = f"The {entry.kind} that it waits for was taken out of the outbox."
    for each in outbox_list.dependents(unit, entry.id):
        stranded: dict[str, Any] = {"verdict": f"{entry.kind}_dropped", "message": message}
        outbox.mark(unit, each, MANAGER, at=at, waits_for=None, **stranded)
    return _decided(unit, entry, counter, event="outbox_dropped", said={"why": why})


def send_without_customer(unit: Unit, entry_id: int, counter: Counter) -> tuple[EntryRow, Changes]:
    """Send an invoice as if nobody's name stood on it.

    Raises Refusal unknown_entry, checking, already_sent, on_account, no_customer.
    """
    entry = _open(unit, entry_id, Verdict.WITHOUT_CUSTOMER)
    _send(unit, entry, counter, payload={**entry.payload, "without_customer": True})
    return _decided(unit, entry, counter, event="outbox_sent_without_customer", said={})


def reviews(unit: Unit) -> list[Review]:
    """What else a manager should look at, the oldest first."""
    return review.open_ones(unit)


def dismiss(unit: Unit, review_id: int, counter: Counter) -> tuple[int, Changes]:
    """The manager has seen it; raises Refusal unknown_review."""
    at = counter.source.now()
    if not review.dismiss(unit, review_id, at=at):
        raise Refusal("unknown_review", "This was settled already.")
    journal.write(unit, "review_dismissed", str(review_id), {}, actor=counter.cashier, at=at)
    unit.commit()
    return review_id, Changes(outbox=True)


def _open(unit: Unit, entry_id: int, action: Verdict) -> EntryRow:
    entry = outbox_list.row(unit, entry_id)
    if action in entry.actions:
        return entry
    if entry.state in outbox_list.CHECKING:
        raise Refusal(
            "checking",
            "It is being looked for at the server; sending it again could book it twice.",
        )
    if entry.state == outbox.ACKED:
        raise Refusal("already_sent", "It was sent already.")
    raise _REFUSALS[action](entry)


def _no_retry(entry: EntryRow) -> Refusal:
    if entry.payload.get(outbox_list.GONE):
        return Refusal("told_as_stock", "Its goods were taken off the stock there instead.")
    return Refusal(
        "duplicate", "It is there more than once; settle that at the back end, then take it out."
    )


def _no_customer(entry: EntryRow) -> Refusal:
    if entry.on_account:
        return Refusal("on_account", "An invoice on account needs its customer.")
    return Refusal("no_customer", "There is no customer that it could go without.")


_REFUSALS: dict[Verdict, Callable[[EntryRow], Refusal]] = {
    Verdict.RETRY: _no_retry,
    Verdict.LINK: lambda _: Refusal(
        "no_link", "Only a record that a back end keeps has an id there."
    ),
    Verdict.DROP: lambda _: Refusal("already_dropped", "It was taken out already."),
    Verdict.WITHOUT_CUSTOMER: _no_customer,
}


def _why(text: str, *, is_needed: bool = False) -> str:
    why = one_line(text, "reason", MAX_WHY)
    refuse_card_number(why, "reason")
    if is_needed and not why:
        raise Refusal("needs_why", "Say why, for the journal.")
    return why


def _refuse_taken(unit: Unit, entry: EntryRow, remote_id: str) -> None:
    if entry.kind == "invoice":
        taken = outbox_list.number_linked(
            unit, entry.backend, entry.kind, remote_id
        ) is not None or orders.is_of_somebody(unit, entry.backend, remote_id)
        if sale_order.has_other_goods(unit, entry.backend, remote_id, entry.record_id):
            raise Refusal("other_goods", f"The order {remote_id} has other goods than this sale.")
    elif entry.kind == orders.PLACEMENT:
        taken = orders.is_of_somebody(unit, entry.backend, remote_id)
    else:
        owner = remote.local_id(unit, entry.backend, entry.kind, remote_id)
        taken = owner not in {None, entry.record_id}
    if taken:
        raise Refusal("remote_id_taken", f"The id {remote_id} belongs to another {entry.kind}.")


def _send(unit: Unit, entry: EntryRow, counter: Counter, **values: Any) -> None:
    """Let it go from the start."""
    outbox.mark(
        unit,
        entry.id,
        READY,
        at=counter.source.now(),
        not_before=None,
        absent_at=None,
        unknown_since=None,
        resent=False,
        waits_for=None,
        remote_id="",
        verdict="",
        message="",
        **values,
    )


def _decided(
    unit: Unit, entry: EntryRow, counter: Counter, *, event: str, said: dict[str, Any]
) -> tuple[EntryRow, Changes]:
    if entry.backend:
        backend.wake(unit, entry.backend)
    data = {"entry": entry.id, "kind": entry.kind, "backend": entry.backend, "was": entry.state}
    subject = entry.number or entry.name
    at = counter.source.now()
    journal.write(unit, event, subject, {**data, **said}, actor=counter.cashier, at=at)
    decided = outbox_list.row(unit, entry.id)
    unit.commit()
    return decided, _changes(entry)


def _changes(entry: EntryRow) -> Changes:
    ids = frozenset({entry.record_id})
    of_kind = {
        "invoice": Changes(invoices=frozenset({entry.number})),
        "customer": Changes(customers=ids),
        "product": Changes(products=ids),
        "order": Changes(orders=ids),
        "placement": Changes(orders=ids),
        "category": Changes(),
    }
    return Changes(outbox=True) | of_kind.get(entry.kind, Changes(stock=ids))
