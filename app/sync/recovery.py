"""What a crash or an old backup left behind, brought into order before anything is sent."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from app.storage import backend as backends
from app.storage import outbox
from app.storage.store import Unit
from app.sync.link import Link
from app.sync.news import News
from app.sync.sending import lost

INTERRUPTED = "The program ended while it was being sent."
BROUGHT_BACK = "A backup brought it back; it may have been sent since."


def recover(link: Link) -> None:
    """Take stock of what is not as an orderly end leaves it.

    What is SENDING now was on its way when its process died. And where more attempts were made
    than this store knows of, it is an old one, put back: what it takes for unsent may be sent.
    """
    with link.store.write() as unit:
        left = outbox.in_state(unit, link.name, outbox.SENDING)
        for entry in left:
            lost(unit, link, entry, "interrupted", INTERRUPTED)
        brought_back = _is_older(unit, link) and _doubt_all(unit, link)
        unit.commit()
    if left or brought_back:
        link.tell(News(outbox=True))
    with link.store.read() as unit:
        newest = outbox.last_attempt(unit)
    if brought_back:
        link.mark.write_text(str(newest))


def _is_older(unit: Unit, link: Link) -> bool:
    newest = outbox.last_attempt(unit)
    told = 0
    with suppress(OSError, ValueError):
        told = int(link.mark.read_text())
    # Without a mark it came to this folder without the rest: a copy, or a backup.
    return newest < told if link.mark.exists() else newest > 0


def _doubt_all(unit: Unit, link: Link) -> bool:
    settle = timedelta(seconds=float(link.backend.settings.settle_seconds))
    waiting = [
        entry
        for backend in backends.every(unit)
        for entry in outbox.in_state(unit, backend.name, outbox.READY, outbox.BLOCKED)
    ]
    for entry in waiting:
        if entry.kind == "stock":
            outbox.mark(
                unit,
                entry.id,
                outbox.MANAGER,
                at=link.now(),
                verdict="brought_back",
                message=BROUGHT_BACK,
                attempts=max(1, entry.attempts),
            )
        elif entry.kind != "count":
            # It had its time to settle: it is looked for at once, and sent if it is not there.
            outbox.mark(
                unit,
                entry.id,
                outbox.UNKNOWN,
                at=link.now(),
                verdict="brought_back",
                message=BROUGHT_BACK,
                unknown_since=link.clock.now() - settle,
                absent_at=None,
                resent=False,
                waits_for=None,
            )
    return True
