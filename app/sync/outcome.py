"""What can come of an entry's turn to be sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum, auto

from app.sync.contract import Push


class Outcome(Enum):
    """Whether the server took it, settled it otherwise, lost its answer, or it was not its turn."""

    SENT = auto()
    SETTLED = auto()
    LOST = auto()
    NOT_NOW = auto()


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


def digest(push: Push) -> str:
    """A hash of what is sent, so that two attempts can be told to be the same."""
    return hashlib.sha256(repr(push).encode()).hexdigest()
