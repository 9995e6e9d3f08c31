"""What a back end last said of stock, and the moves that its figures do not hold yet.

level = baseline + the moves that are not in it
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.number import ZERO
from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text, to_millionths

Place = tuple[int, int]  # a product in a warehouse

# A sale is not in the server's figures until it is booked there; one that a manager dropped is
# left to them. Where the server does not deduct sales, stock entries of their own tell of them.
_NOT_BOOKED = "o.remote_id = '' AND o.verdict <> 'dropped' AND o.state <> 'ACKED'"
_SALES = (
    "SELECT m.product_id, m.warehouse_id, sum(m.quantity) FROM outbox o "
    "JOIN stock_move m ON m.invoice_id = o.record_id "
    f"WHERE o.backend = ? AND o.kind = 'invoice' AND {_NOT_BOOKED} GROUP BY 1, 2"
)
_CHANGES = (
    "SELECT o.record_id, w.id, o.payload ->> 'delta' FROM outbox o "
    "JOIN warehouse w ON w.code = o.payload ->> 'warehouse' "
    f"WHERE o.backend = ? AND o.kind = 'stock' AND {_NOT_BOOKED}"
)
_OPENINGS = (
    "SELECT o.record_id, r.warehouse_id, o.payload ->> 'stock' FROM outbox o "
    "JOIN (SELECT warehouse_id FROM register ORDER BY id LIMIT 1) r "
    f"WHERE o.backend = ? AND o.kind = 'product' AND o.payload ->> 'stock' > '' AND {_NOT_BOOKED}"
)
_IN_DOUBT = (
    "o.state IN ('SENDING', 'UNKNOWN', 'RECONCILING', 'DUPLICATE') "
    "OR (o.state = 'MANAGER' AND o.attempts > 0)"
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the server said of a product in a warehouse; not `exact` while a sale was in doubt."""

    quantity: Decimal
    read_at: datetime
    exact: bool


@dataclass(frozen=True, slots=True)
class Range:
    """A level that is not sure: between these two, `pending` of it not told to the server yet."""

    low: Decimal
    high: Decimal
    pending: Decimal


def pending(unit: Unit, backend: str) -> dict[Place, Decimal]:
    """The changes of stock that the server's figures do not hold yet, where there are any."""
    found: dict[Place, Decimal] = {}
    for product_id, warehouse_id, quantity in unit.sql(_SALES, (backend,)):
        found[product_id, warehouse_id] = from_millionths(quantity)
    for statement in (_CHANGES, _OPENINGS):
        for product_id, warehouse_id, text in unit.sql(statement, (backend,)):
            place = product_id, warehouse_id
            found[place] = found.get(place, ZERO) + Decimal(text)
    return found


def in_doubt(unit: Unit, backend: str) -> dict[Place, Decimal]:
    """The changes of which nobody knows whether the server's figures hold them."""
    found: dict[Place, Decimal] = {}
    sales = unit.sql(
        "SELECT m.product_id, m.warehouse_id, sum(m.quantity) FROM outbox o "
        "JOIN stock_move m ON m.invoice_id = o.record_id "
        f"WHERE o.backend = ? AND o.kind = 'invoice' AND o.verdict <> 'dropped' AND ({_IN_DOUBT}) "
        "GROUP BY 1, 2",
        (backend,),
    )
    for product_id, warehouse_id, quantity in sales:
        found[product_id, warehouse_id] = from_millionths(quantity)
    changes = unit.sql(f"{_CHANGES} AND ({_IN_DOUBT})", (backend,))
    for product_id, warehouse_id, text in changes:
        place = product_id, warehouse_id
        found[place] = found.get(place, ZERO) + Decimal(text)
    return found


def sold_since(unit: Unit, backend: str, place: Place, attempt_id: int) -> Decimal | None:
    """What sales that a back end took after an attempt moved there; None while one is in doubt."""
    moved, doubtful = unit.raw(
        "SELECT coalesce(sum(m.quantity) FILTER (WHERE o.remote_id <> ''), 0), "
        "count(*) FILTER (WHERE o.state IN ('SENDING', 'UNKNOWN', 'RECONCILING')) "
        "FROM outbox o JOIN stock_move m ON m.invoice_id = o.record_id "
        "WHERE o.backend = ? AND o.kind = 'invoice' AND m.product_id = ? AND m.warehouse_id = ? "
        "AND EXISTS (SELECT 1 FROM attempt a WHERE a.outbox_id = o.id AND a.id > ?)",
        (backend, *place, attempt_id),
    ).fetchone()
    return None if doubtful else from_millionths(moved)


def levels(unit: Unit, products: Iterable[int]) -> dict[Place, Decimal]:
    """The levels of these products by product and warehouse; those that never moved are not in."""
    rows = unit.raw(
        "SELECT product_id, warehouse_id, quantity FROM stock_level "
        "WHERE product_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(products)),),
    )
    return {(row[0], row[1]): from_millionths(row[2]) for row in rows}


def every_level(unit: Unit) -> dict[Place, int]:
    """All levels, in millionths, by product and warehouse."""
    rows = unit.raw("SELECT product_id, warehouse_id, quantity FROM stock_level")
    return {(row[0], row[1]): row[2] for row in rows}


def keep(
    unit: Unit,
    backend: str,
    found: Sequence[tuple[Place, Decimal]],
    *,
    at: datetime,
    exact: bool = True,
) -> None:
    """Remember what the server says now."""
    moment = moment_text(at)
    unit.raw_many(
        "INSERT OR REPLACE INTO stock_baseline "
        "(backend, product_id, warehouse_id, quantity, read_at, exact) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (backend, place[0], place[1], to_millionths(quantity), moment, int(exact))
            for place, quantity in found
        ],
    )


def read(unit: Unit, backend: str, place: Place) -> Baseline | None:
    """What the server last said of a product in a warehouse; None when it never did."""
    row = unit.raw(
        "SELECT quantity, read_at, exact FROM stock_baseline "
        "WHERE backend = ? AND product_id = ? AND warehouse_id = ?",
        (backend, *place),
    ).fetchone()
    if row is None:
        return None
    return Baseline(from_millionths(row[0]), datetime.fromisoformat(row[1]), bool(row[2]))


def every(unit: Unit, backend: str) -> dict[Place, tuple[Decimal, bool]]:
    """What the server last said of all stock, and whether that was sure."""
    rows = unit.raw(
        "SELECT product_id, warehouse_id, quantity, exact FROM stock_baseline WHERE backend = ?",
        (backend,),
    )
    return {(row[0], row[1]): (from_millionths(row[2]), bool(row[3])) for row in rows}


def read_at(unit: Unit, backend: str, product_id: int, warehouse_id: int) -> datetime | None:
    """When the server last said, for sure, how much there is; None when it never did.

    A baseline is written again only when it changes: all are as fresh as the last reading of all.
    """
    found = read(unit, backend, (product_id, warehouse_id))
    if found is None or not found.exact:
        return None
    text = unit.raw("SELECT levels_at FROM backend_state WHERE backend = ?", (backend,)).fetchone()
    levels_at = datetime.fromisoformat(text[0]) if text and text[0] else found.read_at
    return max(found.read_at, levels_at)


def level_range(unit: Unit, backend: str, place: Place, level: Decimal) -> Range:
    """Between which figures a level lies while the server's answer to a sale is missing."""
    waits = pending(unit, backend).get(place, ZERO)
    doubtful = in_doubt(unit, backend).get(place, ZERO)
    found = read(unit, backend, place)
    if not doubtful or found is None or found.exact:
        return Range(level, level, waits)
    # The server's figure may hold the doubtful change already, or not.
    without = found.quantity + waits
    ends = sorted((without, without - doubtful))
    return Range(ends[0], ends[1], waits)
