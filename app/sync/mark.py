"""The number of the newest attempt, kept beside the database, where no backup of it holds it.

A store that was put back from a backup has made fewer attempts than the mark says.
"""

from __future__ import annotations

import threading
from contextlib import suppress

from app.domain.errors import Trouble
from app.storage import outbox
from app.storage.outbox import Entry
from app.sync.link import Link

_turn = threading.Lock()  # one process sends, and each back end on a thread of its own


def keep(link: Link, claimed: list[tuple[Entry, int]]) -> None:
    """Write down attempts that were claimed, before their bytes leave.

    Where that fails nothing leaves: the entries are ready again. Raises Trouble disk_error.
    """
    try:
        put(link, max(attempt_id for _, attempt_id in claimed))
    except OSError as error:
        sentence = f"The file {link.mark} can't be written: {error.strerror}."
        at = link.now()
        with link.store.write() as unit:
            for entry, attempt_id in claimed:
                again = {"attempts": entry.attempts, "verdict": "disk_error", "message": sentence}
                outbox.mark(unit, entry.id, outbox.READY, at=at, **again)
                outbox.close_attempt(unit, attempt_id, "disk_error", sentence, at=at)
            unit.commit()
        raise Trouble("disk_error", sentence) from error


def put(link: Link, attempt_id: int, *, anew: bool = False) -> None:
    """Write it down, whole or not at all; raises OSError.

    A newer one that is there stays, unless the store begins `anew`.
    """
    with _turn:
        if not anew and attempt_id <= (told(link) or -1):
            return
        fresh = link.mark.with_suffix(".new")
        fresh.write_text(str(attempt_id))
        fresh.replace(link.mark)


def told(link: Link) -> int | None:
    """The newest attempt that was ever made from this folder; None when nothing says so."""
    with suppress(OSError, ValueError):
        return int(link.mark.read_text())
    return 0 if link.mark.exists() else None
