"""Webhooks that were let in: each once, and what is still to be read anew because of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.webhook import Event
from app.storage.store import Unit
from app.storage.value import moment_text

MOST = 10_000  # of a back end; a repeat of one that is older passes for new

_DELIVERY = (
    "SELECT id, backend, event, delivery, object_kind, object_id, received_at, done_at "
    "FROM webhook_delivery"
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook; `done_at` is when what it spoke of was read anew."""

    id: int
    backend: str
    event: Event
    received_at: datetime
    done_at: datetime | None


def keep(unit: Unit, backend: str, event: Event, *, at: datetime) -> bool:
    """Keep a webhook that was let in; False when it is here already. The oldest make room."""
    row = unit.sql(
        "INSERT INTO webhook_delivery "
        "(backend, delivery, event, object_kind, object_id, received_at) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (backend, delivery) DO NOTHING RETURNING id",
        (
            backend,
            event.delivery,
            event.name,
            event.object_kind,
            event.object_id,
            moment_text(at),
        ),
    ).fetchone()
    if row is None:
        return False
    unit.sql(
        "DELETE FROM webhook_delivery WHERE backend = :backend AND id <= (SELECT id "
        "FROM webhook_delivery WHERE backend = :backend ORDER BY id DESC LIMIT 1 OFFSET :most)",
        {"backend": backend, "most": MOST},
    )
    return True


def open_ones(unit: Unit, backend: str) -> list[Delivery]:
    """What is still to be read anew, in the order in which it came."""
    rows = unit.sql(f"{_DELIVERY} WHERE backend = ? AND done_at IS NULL ORDER BY id", (backend,))
    return [_delivery(row) for row in rows]


def done(unit: Unit, ids: Iterable[int], at: datetime) -> None:
    """What these spoke of was read anew."""
    unit.sql(
        "UPDATE webhook_delivery SET done_at = ? WHERE done_at IS NULL "
        "AND id IN (SELECT value FROM json_each(?))",
        (moment_text(at), json.dumps(list(ids))),
    )


def latest(unit: Unit, limit: int) -> list[Delivery]:
    """The webhooks of all back ends, the newest first."""
    return [_delivery(row) for row in unit.sql(f"{_DELIVERY} ORDER BY id DESC LIMIT ?", (limit,))]


def _delivery(row: Any) -> Delivery:
    return Delivery(
        id=row[0],
        backend=row[1],
        event=Event(name=row[2], delivery=row[3], object_kind=row[4], object_id=row[5]),
        received_at=datetime.fromisoformat(row[6]),
        done_at=None if row[7] is None else datetime.fromisoformat(row[7]),
    )
