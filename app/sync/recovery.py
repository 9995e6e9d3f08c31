"""What a crash or an old backup left behind, brought into order before anything is sent."""

from __future__ import annotations

from contextlib import suppress

from app.storage import backend as backends
from app.storage import outbox
from app.storage.store import Unit
from app.sync import mark
from app.sync.failure import lost
from app.sync.link import Link
from app.sync.news import News

INTERRUPTED = "The program ended while it was being sent."
UNSETTLED = (outbox.READY, outbox.BLOCKED, outbox.UNKNOWN, outbox.RECONCILING)
BROUGHT_BACK = "A backup brought it back; it may have been sent since."


def recover(link: Link) -> None:
    """Take stock of what is not as an orderly end leaves it.

    What is SENDING now was on its way when its process died. And where more attempts were made
    than this store knows of, it is an old one, put back: what it takes for unsent may be sent.
    """
    with link.store.write() as unit:
        left = outbox.in_state(unit, link.name, outbox.SENDING)
        for entry in left:
            lost(unit, link, entry, "interrupted", INTERRUPTED, heard=False)
        brought_back = _is_older(unit, link) and _doubt_all(unit, link)
        unit.commit()
    if left or brought_back:
        link.tell(News(outbox=True))
    with link.store.read() as unit:
        newest = outbox.last_attempt(unit)
    if brought_back or mark.told(link) is None:
        with suppress(OSError):  # without it the next start only doubts once more
            mark.put(link, newest, anew=True)


def _is_older(unit: Unit, link: Link) -> bool:
    newest, told = outbox.last_attempt(unit), mark.told(link)
    if told is not None:
        return newest < told
    # Without a mark it came to this folder without the rest: a copy, or a backup.
    served = any(backends.state(unit, each.name).served_at for each in backends.every(unit))
    return newest > 0 or served


def _doubt_all(unit: Unit, link: Link) -> bool:
    waiting = [
        entry
        for backend in backends.every(unit)
        for entry in outbox.in_state(unit, backend.name, *UNSETTLED)
    ]
    for entry in waiting:
        if entry.kind == "stock":
            outbox.mark(
                unit,
                entry.id,
                outbox.MANAGER,
                at=link.now(),
                verdict=outbox.BROUGHT_BACK,
                message=BROUGHT_BACK,
                attempts=max(1, entry.attempts),
            )
        elif entry.kind != "count":
            outbox.mark(
                unit,
                entry.id,
                outbox.UNKNOWN,
                at=link.now(),
                verdict=outbox.BROUGHT_BACK,
                message=BROUGHT_BACK,
                attempts=max(1, entry.attempts),
                unknown_since=None,
                not_before=None,
                absent_at=None,
                resent=False,
                waits_for=None,
            )
    return True
