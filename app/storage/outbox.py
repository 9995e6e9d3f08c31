"""The outbox: what waits to be sent to a back end, and how each attempt ended.

BLOCKED → READY → SENDING → ACKED, or REJECTED, or UNKNOWN
UNKNOWN → RECONCILING → ACKED · DUPLICATE · CONFLICT · READY (once) · MANAGER
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from app.domain.errors import Refusal
from app.storage.backend import for_kind
from app.storage.store import Unit
from app.storage.value import moment_text

BLOCKED, READY, SENDING, ACKED = "BLOCKED", "READY", "SENDING", "ACKED"
REJECTED, UNKNOWN, RECONCILING = "REJECTED", "UNKNOWN", "RECONCILING"
DUPLICATE, CONFLICT, MANAGER = "DUPLICATE", "CONFLICT", "MANAGER"
STATES = (
    *(BLOCKED, READY, SENDING, ACKED, REJECTED, UNKNOWN),
    *(RECONCILING, DUPLICATE, CONFLICT, MANAGER),
)
# What is ready waits no longer than this; what seems to was written by a clock that was wrong.
LONGEST_WAIT = timedelta(hours=1)
# A manager took it out: it is not to be sent.
DROPPED = "dropped"
# A manager said under which id it is there.
LINKED = "linked"
# An old backup knows of it: it may have been sent since.
BROUGHT_BACK = "brought_back"
# Those that wait for us, and those that wait for a manager.
WAITING = (BLOCKED, READY, SENDING, UNKNOWN, RECONCILING)
NEEDS_MANAGER = (REJECTED, DUPLICATE, CONFLICT, MANAGER)
_WAITING = "state IN ('BLOCKED', 'READY', 'SENDING', 'UNKNOWN', 'RECONCILING')"
# While there are back ends, what none of them takes waits for nobody.
_IS_MEANT = "(backend <> '' OR NOT EXISTS (SELECT 1 FROM backend))"
_NEEDS_MANAGER = (
    "state IN ('REJECTED', 'DUPLICATE', 'CONFLICT', 'MANAGER') AND verdict <> 'dropped'"
)


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
    record_id: int
    remote_id: str
    changed_at: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be sent, as the engine takes it in hand."""

    id: int
    backend: str
    kind: str
    record_id: int
    state: str
    reference: str
    number: str
    payload: dict[str, Any]
    waits_for: int | None
    attempts: int
    verdict: str
    remote_id: str
    unknown_since: datetime | None
    absent_at: datetime | None
    not_before: datetime | None
    resent: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to be sent; `payload` holds what the record itself can't tell."""

    kind: str
    record_id: int
    reference: str = ""
    number: str = ""
    payload: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A time that bytes left for a back end; `server_at` was its clock then."""

    id: int
    started_at: datetime
    server_at: datetime
    ended_at: datetime | None
    outcome: str
    message: str


def put(unit: Unit, outgoing: Outgoing, *, at: datetime, backend: str = "") -> int:
    """Queue a record in the same transaction that made it; its id.

    Without a name it is for the back end that keeps the books, or will.
    """
    return int(
        unit.raw(
            "INSERT INTO outbox (backend, kind, record_id, state, reference, number, payload, "
            "created_at) VALUES (?, ?, ?, 'READY', ?, ?, ?, ?)",
            (
                backend or for_kind(unit, outgoing.kind),
                outgoing.kind,
                outgoing.record_id,
                outgoing.reference,
                outgoing.number,
                json.dumps(outgoing.payload, ensure_ascii=False, separators=(",", ":")),
                moment_text(at),
            ),
        ).lastrowid
    )


def put_many(unit: Unit, records: Iterable[Outgoing], *, at: datetime) -> None:
    """Queue many records at once."""
    moment = moment_text(at)
    backend = cache(lambda kind: for_kind(unit, kind))
    unit.raw_many(
        "INSERT INTO outbox (backend, kind, record_id, state, reference, number, payload, "
        "created_at) VALUES (?, ?, ?, 'READY', ?, ?, ?, ?)",
        [
            (
                backend(each.kind),
                each.kind,
                each.record_id,
                each.reference,
                each.number,
                json.dumps(each.payload, ensure_ascii=False, separators=(",", ":")),
                moment,
            )
            for each in records
        ],
    )


_ROW = (
    "SELECT id, backend, kind, state, reference, number, attempts, not_before, verdict, "
    "message, created_at, record_id, remote_id, changed_at FROM outbox"
)
_ENTRY = (
    "SELECT id, backend, kind, record_id, state, reference, number, payload, waits_for, attempts, "
    "verdict, remote_id, unknown_since, absent_at, not_before, resent, created_at FROM outbox"
)

_BOOKED = (
    "SELECT o.reference, a.server_at FROM attempt a JOIN outbox o ON o.id = a.outbox_id "
    "WHERE a.backend = ? AND a.outcome = 'acknowledged' AND o.kind = 'invoice' "
    "AND o.state = 'ACKED'"
)


def rows(unit: Unit, state: str = "", limit: int = -1) -> list[OutboxRow]:
    """What is in the outbox, the oldest first."""
    if state and state not in STATES:
        raise Refusal("unknown_state", f"There is no state “{state[:40]}”.")
    found = unit.sql(
        f"{_ROW} WHERE :state = '' OR state = :state ORDER BY id LIMIT :limit",
        {"state": state, "limit": limit},
    )
    return [OutboxRow(*row) for row in found]


def waiting(unit: Unit) -> int:
    """How many records wait to be sent."""
    sql = f"SELECT count(*) FROM outbox WHERE {_WAITING} AND {_IS_MEANT}"
    return int(unit.sql(sql).scalar_one())


def counts(unit: Unit, backend: str) -> dict[str, int]:
    """How many records of a back end are in each state; those that a manager dropped in none."""
    rows = unit.sql(
        f"SELECT state, count(*) FROM outbox WHERE ({_WAITING} OR {_NEEDS_MANAGER}) "
        "AND backend = ? AND verdict <> 'dropped' GROUP BY state",
        (backend,),
    )
    return dict(rows.fetchall())


def get(unit: Unit, entry_id: int) -> Entry:
    """The entry with this id; raises Refusal unknown_entry."""
    row = unit.sql(f"{_ENTRY} WHERE id = ?", (entry_id,)).fetchone()
    if row is None:
        raise Refusal("unknown_entry", f"There is no entry {entry_id} in the outbox.")
    return _entry(row)


def of(unit: Unit, backend: str, kind: str, record_id: int) -> Entry | None:
    """The newest entry of a record that a manager did not drop."""
    row = unit.sql(
        f"{_ENTRY} WHERE kind = ? AND record_id = ? AND backend = ? AND verdict <> 'dropped' "
        "ORDER BY id DESC LIMIT 1",
        (kind, record_id, backend),
    ).fetchone()
    return _entry(row) if row else None


def by_reference(unit: Unit, backend: str, reference: str) -> Entry | None:
    """The sale of ours that bears this reference; None when none does."""
    row = unit.sql(
        f"{_ENTRY} WHERE kind = 'invoice' AND backend = ? AND record_id = "
        "(SELECT id FROM invoice WHERE reference = ?) ORDER BY id DESC LIMIT 1",
        (backend, reference),
    ).fetchone()
    return _entry(row) if row else None


def in_state(
    unit: Unit,
    backend: str,
    *states: str,
    due: datetime | None = None,
    kind: str = "",
    after: int = 0,
    limit: int = -1,
) -> list[Entry]:
    """A back end's entries in these states, the oldest first; with `due` those due by then.

    `after` is the id that they begin behind.
    """
    found = unit.sql(
        f"{_ENTRY} WHERE backend = :backend AND state NOT IN ('ACKED', 'REJECTED') "
        "AND state IN (SELECT value FROM json_each(:states)) "
        "AND (:due IS NULL OR not_before IS NULL OR not_before <= :due OR not_before > :longest) "
        "AND (:kind = '' OR kind = :kind) AND id > :after ORDER BY id LIMIT :limit",
        {
            "backend": backend,
            "states": json.dumps(states),
            "due": None if due is None else moment_text(due),
            "longest": None if due is None else moment_text(due + LONGEST_WAIT),
            "kind": kind,
            "after": after,
            "limit": limit,
        },
    )
    return [_entry(row) for row in found]


def next_due(unit: Unit, backend: str) -> datetime | None:
    """When the next entry that waits for a time is due; None when none does."""
    text = unit.sql(
        "SELECT min(not_before) FROM outbox WHERE backend = ? "
        "AND state NOT IN ('ACKED', 'REJECTED') "
        "AND state IN ('READY', 'BLOCKED', 'UNKNOWN', 'RECONCILING')",
        (backend,),
    ).scalar()
    return None if text is None else datetime.fromisoformat(text)


def oldest(unit: Unit, backend: str = "") -> datetime | None:
    """When the oldest record that still waits, for this back end or for any, was made."""
    text = unit.sql(
        f"SELECT min(created_at) FROM outbox WHERE {_WAITING} AND {_IS_MEANT} "
        "AND :backend IN ('', backend)",
        {"backend": backend},
    ).scalar()
    return None if text is None else datetime.fromisoformat(text)


def mark(unit: Unit, entry_id: int, state: str, *, at: datetime, **values: Any) -> None:
    """Bring an entry into a state; `values` are columns of it by name."""
    columns = {"state": state, "changed_at": at, **values}
    sets = ", ".join(f"{name} = ?" for name in columns)
    stored = [_stored(value) for value in columns.values()]
    unit.sql(f"UPDATE outbox SET {sets} WHERE id = ?", (*stored, entry_id))


def release(unit: Unit, entry_id: int, *, at: datetime) -> None:
    """Let go what waited for this entry."""
    unit.sql(
        "UPDATE outbox SET state = 'READY', waits_for = NULL, verdict = '', message = '', "
        "changed_at = ? WHERE waits_for = ? AND state = 'BLOCKED'",
        (moment_text(at), entry_id),
    )


def let_go(unit: Unit, backend: str, kind: str, records: Iterable[int], *, at: datetime) -> None:
    """New records that were refused and turned out to be there: their entries may go again."""
    unit.sql(
        "UPDATE outbox SET state = 'READY', verdict = '', message = '', changed_at = ? "
        "WHERE backend = ? AND kind = ? AND state = 'REJECTED' AND verdict <> 'dropped' "
        "AND payload -> 'fields' IS NULL AND record_id IN (SELECT value FROM json_each(?))",
        (moment_text(at), backend, kind, json.dumps(list(records))),
    )


def claim(unit: Unit, entry: Entry, *, body_hash: str, at: datetime, server_at: datetime) -> int:
    """Write down, before any byte leaves, that this entry is on its way; the attempt's id."""
    mark(unit, entry.id, SENDING, at=at, attempts=entry.attempts + 1, not_before=None, verdict="")
    row = unit.sql(
        "INSERT INTO attempt (outbox_id, backend, started_at, server_at, body_hash) "
        "VALUES (?, ?, ?, ?, ?) RETURNING id",
        (entry.id, entry.backend, moment_text(at), moment_text(server_at), body_hash),
    )
    return int(row.scalar_one())


def close_attempt(unit: Unit, attempt_id: int, outcome: str, message: str, *, at: datetime) -> None:
    """Write down how an attempt ended."""
    unit.sql(
        "UPDATE attempt SET ended_at = ?, outcome = ?, message = ? WHERE id = ?",
        (moment_text(at), outcome, message, attempt_id),
    )


def attempts(unit: Unit, entry_id: int) -> list[Attempt]:
    """Every attempt of an entry, in order."""
    found = unit.sql(
        "SELECT id, started_at, server_at, ended_at, outcome, message FROM attempt "
        "WHERE outbox_id = ? ORDER BY id",
        (entry_id,),
    )
    return [
        Attempt(
            row[0],
            datetime.fromisoformat(row[1]),
            datetime.fromisoformat(row[2]),
            None if row[3] is None else datetime.fromisoformat(row[3]),
            row[4],
            row[5],
        )
        for row in found
    ]


def booked(unit: Unit, backend: str, first: date, last: date) -> set[str]:
    """The references of the sales that a back end took on these days of its own calendar."""
    rows = unit.raw(
        f"{_BOOKED} AND a.server_at >= ? AND a.server_at < ?",
        (backend, first.isoformat(), (last + timedelta(days=1)).isoformat()),
    )
    return {row[0] for row in rows}


def last_booked(unit: Unit, backend: str) -> tuple[str, date] | None:
    """The reference of the newest sale that a back end took, and the day; None when it has none."""
    row = unit.raw(f"{_BOOKED} ORDER BY a.id DESC LIMIT 1", (backend,)).fetchone()
    return None if row is None else (row[0], datetime.fromisoformat(row[1]).date())


def linked_ids(unit: Unit, backend: str, ids: Iterable[str]) -> set[str]:
    """Those of these ids that sales of ours are known by at a back end."""
    rows = unit.raw(
        "SELECT remote_id FROM outbox WHERE backend = ? AND kind = 'invoice' "
        "AND remote_id IN (SELECT value FROM json_each(?))",
        (backend, json.dumps(list(ids))),
    )
    return {row[0] for row in rows}


def last_attempt(unit: Unit) -> int:
    """The number of the newest attempt ever made, 0 when there was none."""
    found = unit.sql("SELECT seq FROM sqlite_sequence WHERE name = 'attempt'").scalar()
    return int(found or 0)


def _entry(row: Any) -> Entry:
    times = [None if text is None else datetime.fromisoformat(text) for text in row[12:15]]
    return Entry(
        id=row[0],
        backend=row[1],
        kind=row[2],
        record_id=row[3],
        state=row[4],
        reference=row[5],
        number=row[6],
        payload=json.loads(row[7]),
        waits_for=row[8],
        attempts=row[9],
        verdict=row[10],
        remote_id=row[11],
        unknown_since=times[0],
        absent_at=times[1],
        not_before=times[2],
        resent=bool(row[15]),
        created_at=datetime.fromisoformat(row[16]),
    )


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(value) if isinstance(value, bool) else value
