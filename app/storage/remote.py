"""What back ends call our records, and what they last said of their products."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from app.storage.store import Unit


def remote_id(unit: Unit, backend: str, kind: str, local_id: int) -> str | None:
    """What the back end calls a record of ours; None when it does not know it."""
    row = unit.raw(
        "SELECT remote_id FROM remote_id WHERE kind = ? AND local_id = ? AND backend = ?",
        (kind, local_id, backend),
    ).fetchone()
    return None if row is None else str(row[0])


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


def link(unit: Unit, backend: str, kind: str, local: int, remote: str) -> None:
    """Remember that these two are the same record."""
    unit.raw(
        "INSERT OR REPLACE INTO remote_id (kind, local_id, backend, remote_id) VALUES (?, ?, ?, ?)",
        (kind, local, backend, remote),
    )


def link_many(unit: Unit, backend: str, kind: str, pairs: Iterable[tuple[int, str]]) -> None:
    """Remember pairs of our ids and theirs."""
    unit.raw_many(
        "INSERT OR REPLACE INTO remote_id (kind, local_id, backend, remote_id) VALUES (?, ?, ?, ?)",
        [(kind, local, backend, remote) for local, remote in pairs],
    )


def hashes(unit: Unit, backend: str) -> dict[str, str]:
    """What each product of the back end looked like in the last scan, by its id there."""
    rows = unit.raw("SELECT remote_id, hash FROM remote_product WHERE backend = ?", (backend,))
    return dict(rows.fetchall())


def keep_hashes(unit: Unit, backend: str, found: Mapping[str, str]) -> None:
    """Remember what products look like now; they are there."""
    unit.raw_many(
        "INSERT INTO remote_product (backend, remote_id, hash) VALUES (?, ?, ?) "
        "ON CONFLICT (backend, remote_id) DO UPDATE SET hash = excluded.hash, absences = 0",
        [(backend, remote, text) for remote, text in found.items()],
    )


def count_absences(unit: Unit, backend: str, missing: Iterable[str]) -> list[str]:
    """Count a scan in which these products were missing and no others; who misses twice by now."""
    wanted = json.dumps(list(missing))
    unit.sql(
        "UPDATE remote_product SET absences = 0 WHERE backend = ? AND absences > 0 "
        "AND remote_id NOT IN (SELECT value FROM json_each(?))",
        (backend, wanted),
    )
    rows = unit.sql(
        "UPDATE remote_product SET absences = absences + 1 WHERE backend = ? "
        "AND remote_id IN (SELECT value FROM json_each(?)) RETURNING remote_id, absences",
        (backend, wanted),
    )
    return [remote for remote, absences in rows.fetchall() if absences == 2]
