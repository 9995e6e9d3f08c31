"""The reading of online orders: whose they are, which must be asked for, when they were read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain.backend import Backend
from app.storage.store import Unit
from app.storage.value import moment_text


def open_remote_ids(unit: Unit, backend: str) -> list[str]:
    """What a back end calls the orders of it that are not done; those read longest ago first."""
    rows = unit.sql(
        "SELECT remote_id FROM online_order WHERE backend = ? AND remote_id <> '' "
        "AND stage IN ('new', 'ready') ORDER BY read_at, id",
        (backend,),
    )
    return [row[0] for row in rows]


def note_asked(unit: Unit, backend: str, remote_id: str, *, at: datetime) -> None:
    """It was asked for, whatever came of that."""
    unit.sql(
        "UPDATE online_order SET read_at = ? WHERE backend = ? AND remote_id = ?",
        (moment_text(at), backend, remote_id),
    )


def read_at(unit: Unit, backend: str) -> datetime | None:
    """When a back end's orders were last read to their end."""
    text = unit.sql("SELECT read_at FROM order_scan WHERE backend = ?", (backend,)).scalar()
    return None if text is None else datetime.fromisoformat(text)


def note_read(unit: Unit, backend: str, *, at: datetime) -> None:
    """They were read to their end."""
    unit.sql(
        "INSERT OR REPLACE INTO order_scan (backend, read_at) VALUES (?, ?)",
        (backend, moment_text(at)),
    )


def shops(unit: Unit, backends: Sequence[Backend]) -> list[Backend]:
    """Those of these back ends that have online orders."""
    rows = unit.sql("SELECT backend FROM capability WHERE name = 'pull_orders' AND answer <> 'no'")
    having = {row[0] for row in rows}
    return [each for each in backends if each.name in having]
