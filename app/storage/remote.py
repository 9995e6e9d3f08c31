"""What back ends call our records, and what they last said of their products."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.storage.store import Unit
from app.storage.value import from_millionths, to_millionths


def remote_id(unit: Unit, backend: str, kind: str, local_id: int) -> str | None:
    """What the back end calls a record of ours; None when it does not know it."""
    row = unit.raw(
        "SELECT remote_id FROM remote_id WHERE kind = ? AND local_id = ? AND backend = ?",
        (kind, local_id, backend),
    ).fetchone()
    return None if row is None else str(row[0])


def remote_ids(unit: Unit, backend: str, kind: str, locals_: Iterable[int]) -> dict[int, str]:
    """What the back end calls these records of ours, those that it knows."""
    rows = unit.raw(
        "SELECT local_id, remote_id FROM remote_id WHERE backend = ? AND kind = ? "
        "AND local_id IN (SELECT value FROM json_each(?))",
        (backend, kind, json.dumps(list(locals_))),
    )
    return dict(rows.fetchall())


def local_id(unit: Unit, backend: str, kind: str, remote: str) -> int | None:
    """Which record of ours the back end means; None when we do not know it."""
    row = unit.raw(
        "SELECT local_id FROM remote_id WHERE backend = ? AND kind = ? AND remote_id = ?",
        (backend, kind, remote),
    ).fetchone()
    return None if row is None else int(row[0])


def local_ids(unit: Unit, backend: str, kind: str) -> dict[str, int]:
    """All records of a kind that both know, by the back end's ids."""
    rows = unit.raw(
        "SELECT remote_id, local_id FROM remote_id WHERE backend = ? AND kind = ?", (backend, kind)
    )
    return dict(rows.fetchall())


def local_ids_of(unit: Unit, backend: str, kind: str, remotes: Iterable[str]) -> dict[str, int]:
    """Those of these records that both know, by the back end's ids."""
    rows = unit.raw(
        "SELECT remote_id, local_id FROM remote_id WHERE backend = ? AND kind = ? "
        "AND remote_id IN (SELECT value FROM json_each(?))",
        (backend, kind, json.dumps(list(remotes))),
    )
    return dict(rows.fetchall())


def link(unit: Unit, backend: str, kind: str, local: int, remote: str) -> None:
    """Remember that these two are the same record."""
    unit.raw(
        "INSERT OR REPLACE INTO remote_id (kind, local_id, backend, remote_id) VALUES (?, ?, ?, ?)",
        (kind, local, backend, remote),
    )


def names_of(unit: Unit, kind: str, local: int) -> dict[str, str]:
    """What each back end calls a record of ours, by the back end's name."""
    rows = unit.raw(
        "SELECT backend, remote_id FROM remote_id WHERE kind = ? AND local_id = ? ORDER BY backend",
        (kind, local),
    )
    return dict(rows.fetchall())


def unlink(unit: Unit, backend: str, kind: str, local: int) -> None:
    """The back end does not have it any more."""
    unit.raw(
        "DELETE FROM remote_id WHERE kind = ? AND local_id = ? AND backend = ?",
        (kind, local, backend),
    )


def link_many(unit: Unit, backend: str, kind: str, pairs: Iterable[tuple[int, str]]) -> None:
    """Remember pairs of our ids and theirs."""
    unit.raw_many(
        "INSERT OR REPLACE INTO remote_id (kind, local_id, backend, remote_id) VALUES (?, ?, ?, ?)",
        [(kind, local, backend, remote) for local, remote in pairs],
    )


def prices(unit: Unit, backend: str, remotes: Iterable[str]) -> dict[str, Decimal]:
    """What these products cost at a back end that prices sales by itself."""
    rows = unit.raw(
        "SELECT remote_id, price FROM server_price WHERE backend = ? "
        "AND remote_id IN (SELECT value FROM json_each(?))",
        (backend, json.dumps(list(remotes))),
    )
    return {row[0]: from_millionths(row[1]) for row in rows}


def keep_prices(unit: Unit, backend: str, found: Mapping[str, Decimal]) -> None:
    """Remember what products cost there now."""
    unit.raw_many(
        "INSERT OR REPLACE INTO server_price (backend, remote_id, price) VALUES (?, ?, ?)",
        [(backend, remote, to_millionths(price)) for remote, price in found.items()],
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What the last scans saw of a record: its hash, and how many in a row missed it."""

    hash: str
    absences: int


def seen(unit: Unit, backend: str, kind: str, ids: Iterable[str]) -> dict[str, Seen]:
    """What the last scans saw of these records, by the back end's ids."""
    rows = unit.raw(
        "SELECT remote_id, hash, absences FROM remote_record WHERE backend = ? AND kind = ? "
        "AND remote_id IN (SELECT value FROM json_each(?))",
        (backend, kind, json.dumps(list(ids))),
    )
    return {row[0]: Seen(row[1], row[2]) for row in rows}


def remember(unit: Unit, backend: str, kind: str, found: Mapping[str, str]) -> None:
    """Remember the hashes of records as they are now; they are there."""
    unit.raw_many(
        "INSERT INTO remote_record (backend, kind, remote_id, hash) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET hash = excluded.hash, absences = 0",
        [(backend, kind, remote, text) for remote, text in found.items()],
    )


def count_absences(unit: Unit, backend: str, kind: str, present: Container[str]) -> list[str]:
    """Count a complete scan that saw these; the records that are missing for the second time."""
    rows = unit.raw(
        "SELECT remote_id, absences FROM remote_record WHERE backend = ? AND kind = ?",
        (backend, kind),
    ).fetchall()
    missing = [(remote, absences) for remote, absences in rows if remote not in present]
    back = [remote for remote, absences in rows if absences and remote in present]
    change = (
        "UPDATE remote_record SET absences = {} WHERE backend = ? AND kind = ? AND remote_id = ?"
    )
    for sql, ids in (
        (change.format("absences + 1"), [remote for remote, _ in missing]),
        (change.format("0"), back),
    ):
        if ids:
            unit.raw_many(sql, [(backend, kind, remote) for remote in ids])
    return [remote for remote, absences in missing if absences == 1]
