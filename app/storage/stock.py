"""The stock ledger in the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.domain.number import ZERO
from app.domain.stock import Level, Move
from app.storage.store import Unit
from app.storage.table import from_millionths, moment_text, to_millionths


@dataclass(frozen=True, slots=True)
class NewMove:
    """A move to be appended; `quantity` is the change, negative when stock goes out."""

    product_id: int
    warehouse_id: int
    quantity: Decimal
    reason: str
    note: str = ""
    invoice_id: int | None = None


def append(unit: Unit, moves: Sequence[NewMove], *, actor: str, at: datetime) -> None:
    """Append moves; the levels follow by themselves."""
    moment = moment_text(at)
    rows = [
        (
            move.product_id,
            move.warehouse_id,
            to_millionths(move.quantity),
            str(move.reason),
            move.note,
            move.invoice_id,
            actor,
            moment,
        )
        for move in moves
    ]
    if rows:
        unit.raw_many(
            "INSERT INTO stock_move (product_id, warehouse_id, quantity, reason, note, invoice_id, "
            "actor, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def level(unit: Unit, product_id: int, warehouse_id: int) -> Decimal:
    """How much of a product a warehouse holds."""
    row = unit.sql(
        "SELECT quantity FROM stock_level WHERE product_id = ? AND warehouse_id = ?",
        (product_id, warehouse_id),
    ).fetchone()
    return from_millionths(row[0]) if row else ZERO


def levels(
    unit: Unit, *, product_id: int | None = None, warehouse_id: int | None = None, limit: int = -1
) -> list[Level]:
    """Levels of tracked products, by product and warehouse."""
    rows: Any = unit.sql(
        "SELECT p.id, p.sku, p.name, p.name_ar, w.code, l.quantity FROM product p "
        "JOIN stock_level l ON l.product_id = p.id JOIN warehouse w ON w.id = l.warehouse_id "
        "WHERE (:product IS NULL OR p.id = :product) AND (:place IS NULL OR w.id = :place) "
        "ORDER BY p.id, w.id LIMIT :limit",
        {"product": product_id, "place": warehouse_id, "limit": limit},
    )
    return [Level(row[0], row[1], row[2], row[3], row[4], from_millionths(row[5])) for row in rows]


def moves(
    unit: Unit, product_id: int, *, warehouse_id: int | None = None, limit: int = 50
) -> list[Move]:
    """The latest moves of a product, the newest first."""
    rows: Any = unit.sql(
        "SELECT m.id, m.product_id, p.name, w.code, m.quantity, m.reason, m.note, "
        "coalesce(i.number, ''), m.actor, m.at FROM stock_move m "
        "JOIN product p ON p.id = m.product_id JOIN warehouse w ON w.id = m.warehouse_id "
        "LEFT JOIN invoice i ON i.id = m.invoice_id "
        "WHERE m.product_id = :product AND (:place IS NULL OR m.warehouse_id = :place) "
        "ORDER BY m.id DESC LIMIT :limit",
        {"product": product_id, "place": warehouse_id, "limit": limit},
    )
    return [
        Move(
            id=row[0],
            product_id=row[1],
            product=row[2],
            warehouse=row[3],
            quantity=from_millionths(row[4]),
            reason=row[5],
            note=row[6],
            number=row[7],
            actor=row[8],
            at=datetime.fromisoformat(row[9]),
        )
        for row in rows
    ]


def faults(unit: Unit) -> list[str]:
    """Levels that are not the sum of their moves, a sentence each."""
    rows = unit.sql(
        "SELECT p.sku, w.code, coalesce(l.quantity, 0), coalesce(m.total, 0) FROM "
        "(SELECT product_id, warehouse_id, sum(quantity) AS total FROM stock_move GROUP BY 1, 2) m "
        "FULL JOIN stock_level l USING (product_id, warehouse_id) "
        "JOIN product p ON p.id = product_id JOIN warehouse w ON w.id = warehouse_id "
        "WHERE coalesce(l.quantity, 0) <> coalesce(m.total, 0)"
    )
    return [
        f"The stock of {sku} in {code} is {from_millionths(found)}, its moves sum to"
        f" {from_millionths(total)}."
        for sku, code, found, total in rows
    ]
