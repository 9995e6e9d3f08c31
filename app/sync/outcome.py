"""What can come of an entry's turn to be sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from app.storage import outbox
from app.storage.outbox import Entry
from app.sync.contract import Push
from app.sync.link import Link
from app.sync.problem import Transient, Unserved

LATER = timedelta(seconds=60)


class Outcome(Enum):
    """Whether the server took it, settled it otherwise, lost its answer, or it was not its turn.

    It is put off while what must be read first can't be.
    """

    SENT = auto()
    SETTLED = auto()
    LOST = auto()
    NOT_NOW = auto()
    PUT_OFF = auto()


@dataclass(frozen=True, slots=True)
class Held:
    """The record can't be told as it is; a manager must act."""

    verdict: str
    message: str


@dataclass(frozen=True, slots=True)
class Waits:
    """The record waits for this outbox entry, which is about `what`."""

    entry_id: int
    what: str


def put_off(link: Link, entry: Entry, problem: Transient | Unserved) -> Outcome:
    """Let the others go on without it; raises the problem when the server wants none of us."""
    if problem.stops_all:
        raise problem
    with link.store.write() as unit:
        if outbox.get(unit, entry.id).state != outbox.READY:
            return Outcome.NOT_NOW  # a manager decided otherwise meanwhile
        outbox.mark(
            unit,
            entry.id,
            outbox.READY,
            at=link.now(),
            verdict=problem.code,
            message=problem.message,
            not_before=link.now() + LATER,
        )
        unit.commit()
    return Outcome.PUT_OFF


def digest(push: Push) -> str:
    """A hash of what is sent, so that two attempts can be told to be the same."""
    return hashlib.sha256(repr(push).encode()).hexdigest()
