"""The outbox: what waits to be sent to a back end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.storage.store import Unit
from app.storage.value import moment_text

READY = "READY"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One thing to be sent, and how it stands."""

    id: int
    backend: str
    kind: str
    state: str
    reference: str
    number: str
    attempts: int
    not_before: str | None
    verdict: str
    message: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to be sent; `payload` holds what the record itself can't tell."""

    kind: str
    record_id: int
    reference: str = ""
    number: str = ""
    payload: Mapping[str, object] = field(default_factory=dict)


def put(unit: Unit, outgoing: Outgoing, *, at: datetime) -> None:
    """Queue a record for the back end, in the same transaction that made it."""
    unit.raw(
        "INSERT INTO outbox (kind, record_id, state, reference, number, payload, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            outgoing.kind,
            outgoing.record_id,
            READY,
            outgoing.reference,
            outgoing.number,
            json.dumps(outgoing.payload, ensure_ascii=False, separators=(",", ":")),
            moment_text(at),
        ),
    )


def rows(unit: Unit, state: str = "", limit: int = -1) -> list[OutboxRow]:
    """What is in the outbox, the oldest first."""
    found = unit.sql(
        "SELECT id, backend, kind, state, reference, number, attempts, not_before, verdict, "
        "message, created_at FROM outbox WHERE :state = '' OR state = :state ORDER BY id "
        "LIMIT :limit",
        {"state": state, "limit": limit},
    )
    return [OutboxRow(*row) for row in found]


def waiting(unit: Unit) -> int:
    """How many records wait to be sent."""
    return int(unit.sql("SELECT count(*) FROM outbox WHERE state = ?", (READY,)).scalar_one())
