"""Online orders as a list: ids first, orders for those that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.order import Order
from app.domain.order_flow import Stage
from app.domain.text import fold
from app.storage.order import of
from app.storage.store import Unit
from app.storage.value import moment_text


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders are wanted; `since` is when they last changed."""

    backend: str = ""
    text: str = ""
    status: str = ""
    stage: Stage | None = None
    since: datetime | None = None


def ids(unit: Unit, wanted: OrderFilter, *, newest_first: bool, limit: int = -1) -> list[int]:
    """The ids of the orders that fit."""
    column = "changed_at" if wanted.since else "created_at"
    order = f"o.{column} {'DESC' if newest_first else 'ASC'}, o.id"
    rows = unit.sql(
        f"SELECT o.id FROM online_order o WHERE {_CONDITION} ORDER BY {order} LIMIT :limit",
        {**_values(wanted), "limit": limit},
    )
    text = fold(wanted.text)
    found = [row[0] for row in rows]
    return found if not text else [each.id for each in of(unit, found) if _fits(each, text)]


def count(unit: Unit, wanted: OrderFilter) -> int:
    """How many orders fit, whatever text is wanted."""
    sql = f"SELECT count(*) FROM online_order o WHERE {_CONDITION}"
    return int(unit.sql(sql, _values(wanted)).scalar_one())


_CONDITION = (
    "(:backend = '' OR o.backend = :backend) AND (:status = '' OR o.status = :status) "
    "AND (:stage = '' OR o.stage = :stage) AND (:since IS NULL OR o.changed_at >= :since)"
)


def _values(wanted: OrderFilter) -> dict[str, object]:
    return {
        "backend": wanted.backend,
        "status": wanted.status,
        "stage": "" if wanted.stage is None else str(wanted.stage),
        "since": None if wanted.since is None else moment_text(wanted.since),
    }


def _fits(order: Order, text: str) -> bool:
    buyer = order.buyer
    phone = "".join(each for each in buyer.phone if each.isdigit())
    words = fold(" ".join((order.number, order.remote_id, buyer.name, buyer.phone, phone)))
    return text in words


def with_code(unit: Unit, code: str) -> list[int]:
    """The orders with exactly this number, remote id or reference."""
    rows = unit.sql(
        "SELECT id FROM online_order WHERE :code <> '' AND :code IN "
        "(number, remote_id, reference, backend || ':' || remote_id) ORDER BY id DESC LIMIT 2",
        {"code": code},
    )
    return [row[0] for row in rows]


def unseen(unit: Unit) -> int:
    """How many new orders nobody has taken notice of."""
    sql = "SELECT count(*) FROM online_order WHERE stage = 'new' AND seen_at IS NULL"
    return int(unit.sql(sql).scalar_one())
