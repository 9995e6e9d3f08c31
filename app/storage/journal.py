"""The journal: who did what, append-only, each entry's hash covering the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from app.storage.store import Unit
from app.storage.value import moment_text

FIRST = "0" * 64


def write(
    unit: Unit, event: str, subject: str, data: dict[str, object], *, actor: str, at: datetime
) -> None:
    """Append an entry; `event` is past tense, `subject` the number or name it is about."""
    row = unit.raw("SELECT hash FROM journal ORDER BY sequence DESC LIMIT 1").fetchone()
    previous = row[0] if row else FIRST
    moment = moment_text(at)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    unit.raw(
        "INSERT INTO journal (at, actor, event, subject, data, previous_hash, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            moment,
            actor,
            event,
            subject,
            text,
            previous,
            digest(previous, moment, actor, event, subject, text),
        ),
    )


def latest(unit: Unit, event: str, subject: str) -> dict[str, Any] | None:
    """The data of the newest entry of an event and a subject; None when there is none."""
    row = unit.raw(
        "SELECT data FROM journal WHERE event = ? AND subject = ? ORDER BY sequence DESC LIMIT 1",
        (event, subject),
    ).fetchone()
    return None if row is None else dict(json.loads(row[0]))


def digest(previous: str, *parts: str) -> str:
    """The hash of an entry: SHA-256 over the hash before it and its own fields."""
    return hashlib.sha256("\x1f".join((previous, *parts)).encode()).hexdigest()


def faults(unit: Unit) -> list[str]:
    """What is wrong with the chain: a sentence for each broken entry."""
    found = []
    previous, expected = FIRST, 1
    rows = unit.sql(
        "SELECT sequence, at, actor, event, subject, data, previous_hash, hash FROM journal "
        "ORDER BY sequence"
    )
    for sequence, at, actor, event, subject, data, before, own in rows:
        if sequence != expected:
            found.append(f"Journal entry {expected} is missing.")
        if before != previous or own != digest(before, at, actor, event, subject, data):
            found.append(f"Journal entry {sequence} was altered.")
        previous, expected = own, sequence + 1
    return found
