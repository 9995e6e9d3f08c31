"""What a manager should look at and no outbox row tells, such as a product that can't be taken."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.storage.store import Unit
from app.storage.value import moment_text

MOST = 1_000  # open ones of a back end; a wholly broken catalogue is one problem, not a million


@dataclass(frozen=True, slots=True)
class Review:
    """One thing to look at: `subject` is what it is about, `message` one sentence."""

    id: int
    backend: str
    code: str
    subject: str
    message: str
    at: str


def add(unit: Unit, backend: str, code: str, *, subject: str, message: str, at: datetime) -> None:
    """Put something before the manager, once."""
    if (
        unit.sql(
            "SELECT count(*) FROM review WHERE backend = ? AND done_at IS NULL", (backend,)
        ).scalar_one()
        >= MOST
    ):
        return
    unit.sql(
        "INSERT INTO review (backend, code, subject, message, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (backend, code, subject) WHERE done_at IS NULL "
        "DO UPDATE SET message = excluded.message",
        (backend, code, subject, message, moment_text(at)),
    )


def settle(unit: Unit, backend: str, subjects: Iterable[str], *, at: datetime) -> None:
    """These are well now: whatever was said of them has settled itself."""
    unit.sql(
        "UPDATE review SET done_at = ? WHERE backend = ? AND done_at IS NULL "
        "AND subject IN (SELECT value FROM json_each(?))",
        (moment_text(at), backend, json.dumps(list(subjects))),
    )


def dismiss(unit: Unit, review_id: int, *, at: datetime) -> bool:
    """The manager has seen it; False when there was no such open one."""
    return bool(
        unit.sql(
            "UPDATE review SET done_at = ? WHERE id = ? AND done_at IS NULL RETURNING id",
            (moment_text(at), review_id),
        ).fetchone()
    )


def open_ones(unit: Unit, limit: int = MOST) -> list[Review]:
    """What is still to be looked at, the oldest first."""
    rows = unit.sql(
        "SELECT id, backend, code, subject, message, at FROM review WHERE done_at IS NULL "
        "ORDER BY id LIMIT ?",
        (limit,),
    )
    return [Review(*row) for row in rows]
