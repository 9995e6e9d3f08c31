"""How a failed attempt is written down: refused, not sent after all, or nobody knows."""

from __future__ import annotations

from datetime import timedelta

from app.storage import outbox
from app.storage.outbox import Entry
from app.storage.store import Unit
from app.sync.contract import Answer, Capability
from app.sync.link import Link
from app.sync.news import News
from app.sync.problem import OutcomeUnknown, Rejected, SyncProblem, Transient, Unserved

AGAIN = timedelta(seconds=2)  # until a server that honours keys is asked once more


def failed(link: Link, entry: Entry, attempt_id: int, problem: SyncProblem) -> None:
    """Write down how an attempt ended; raises the problem when it is the whole back end's."""
    at = link.now()
    if lacks_scope(entry, problem):
        link.bring(entry.id, outbox.MANAGER, verdict=problem.code, message=problem.message)
        with link.store.write() as unit:
            outbox.close_attempt(unit, attempt_id, problem.code, problem.message, at=at)
            unit.commit()
        return
    with link.store.write() as unit:
        if isinstance(problem, OutcomeUnknown):
            lost(unit, link, entry, problem.code, problem.message)
        elif isinstance(problem, Rejected):
            outbox.mark(
                unit,
                entry.id,
                outbox.REJECTED,
                at=at,
                # A connector's own refusal, before any request, has a code of its own.
                verdict=f"http_{problem.status}" if problem.code == "rejected" else problem.code,
                message=problem.message,
            )
        else:
            burnt = 0 if isinstance(problem, Unserved) else 1
            outbox.mark(
                unit,
                entry.id,
                outbox.READY,
                at=at,
                attempts=entry.attempts + burnt,
                verdict=problem.code,
                message=problem.message,
            )
        outbox.close_attempt(unit, attempt_id, problem.code, problem.message, at=at)
        unit.commit()
    link.tell(News(outbox=True))
    if isinstance(problem, Transient | Unserved):
        raise problem


def lacks_scope(entry: Entry, problem: SyncProblem) -> bool:
    """Whether the key may not send records of this kind, while sales may go on."""
    return isinstance(problem, Unserved) and not problem.stops_all and entry.kind != "invoice"


def lost(
    unit: Unit, link: Link, entry: Entry, code: str, message: str, *, heard: bool = True
) -> None:
    """Nobody knows whether the server booked it: it is looked for once that can have settled.

    Without having `heard` of the server its time is not known: the wait begins when it is.
    """
    honours_keys = link.can(unit, Capability.IDEMPOTENCY_KEY) is Answer.YES
    if honours_keys and entry.kind != "stock":
        # The same key again books it once, whatever became of it.
        outbox.mark(
            unit,
            entry.id,
            outbox.READY,
            at=link.now(),
            verdict=code,
            message=message,
            not_before=link.now() + AGAIN,
        )
        return
    settle = timedelta(seconds=float(link.backend.settings.settle_seconds))
    outbox.mark(
        unit,
        entry.id,
        outbox.UNKNOWN,
        at=link.now(),
        verdict=code,
        message=message,
        unknown_since=link.clock.now() if heard else None,
        absent_at=None,
        not_before=link.now() + settle,
    )
