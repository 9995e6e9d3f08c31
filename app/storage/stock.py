"""The stock ledger in the store, and the list of products with their stock."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from app.domain.number import ZERO
from app.domain.stock import Level, Move, State, Warehouse, WarehouseLevel, state
from app.storage import search
from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text, to_millionths


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


def tracked(unit: Unit, products: Iterable[int]) -> dict[int, str]:
    """Those of these products of which stock is kept, with their SKUs."""
    rows = unit.sql(
        "SELECT id, sku FROM product WHERE tracked = 1 "
        "AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(products)),),
    )
    return dict(rows.fetchall())


def moved_since(unit: Unit, product_id: int, warehouse_id: int, since: datetime) -> Decimal:
    """How much a product's stock in a warehouse changed since then."""
    total = unit.sql(
        "SELECT coalesce(sum(quantity), 0) FROM stock_move "
        "WHERE product_id = ? AND warehouse_id = ? AND at > ?",
        (product_id, warehouse_id, moment_text(since)),
    ).scalar_one()
    return from_millionths(total)


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


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move in the history of a product in one warehouse; `left` is the level after it."""

    id: int
    quantity: Decimal
    left: Decimal
    reason: str
    note: str
    number: str
    actor: str
    at: datetime


def history(
    unit: Unit, product_id: int, warehouse_id: int, *, limit: int, before_id: int | None = None
) -> list[MoveRow]:
    """The moves of a product in a warehouse, the newest first; older than `before_id` if given."""
    place = (product_id, warehouse_id)
    left = level(unit, *place)
    if before_id is not None:
        # Back from today's level: the newer moves were paged through already, so they are few.
        left -= from_millionths(
            unit.sql(
                "SELECT coalesce(sum(quantity), 0) FROM stock_move "
                "WHERE product_id = ? AND warehouse_id = ? AND id >= ?",
                (*place, before_id),
            ).scalar_one()
        )
    rows: Any = unit.sql(
        "SELECT m.id, m.quantity, m.reason, m.note, coalesce(i.number, ''), m.actor, m.at "
        "FROM stock_move m LEFT JOIN invoice i ON i.id = m.invoice_id "
        "WHERE m.product_id = ? AND m.warehouse_id = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?",
        (*place, _NEWEST if before_id is None else before_id, limit),
    )
    found = []
    for move_id, millionths, reason, note, number, actor, at in rows:
        quantity = from_millionths(millionths)
        moment = datetime.fromisoformat(at)
        found.append(MoveRow(move_id, quantity, left, reason, note, number, actor, moment))
        left -= quantity
    return found


_NEWEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class StockFilter:
    """Which products a list of stock shows: all that are tracked, or some of them."""

    warehouse_id: int
    text: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class StockRow:
    """A tracked product and what the warehouse holds of it.

    `not_sent` is the part of `on_hand` that the back end does not hold yet; None where the shop
    has no back end.
    """

    id: int
    sku: str
    name: str
    name_ar: str
    barcode: str
    picture: str
    tint: str
    unit: str
    on_hand: Decimal
    reorder_level: Decimal | None
    state: State
    not_sent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StockCounts:
    """How many products are tracked, and how many of them are low or out in the warehouse."""

    all: int
    low: int
    out: int


# Without being told, SQLite takes another index and reads every product.
_EVERY = "product p INDEXED BY ix_product_tracked"
_LEVEL = "LEFT JOIN stock_level l ON l.product_id = p.id AND l.warehouse_id = :warehouse"
_TRACKED = "p.active = 1 AND p.tracked = 1"
# As `domain.stock.state` has it.
_OUT = "coalesce(l.quantity, 0) <= 0"
_LOW = "l.quantity > 0 AND l.quantity <= p.reorder_level"
_OK = "l.quantity > 0 AND (p.reorder_level IS NULL OR l.quantity > p.reorder_level)"
_OF_STATE = {State.OK: _OK, State.LOW: _LOW, State.OUT: _OUT}

# Of the products that fit a text so many are shown, the best; in a smaller catalogue all.
FOUND = search.TEXTS_READ


def ids(unit: Unit, wanted: StockFilter) -> array[int]:
    """The ids of the tracked products that fit: as they were made, for a text the best first."""
    values: dict[str, object] = {"warehouse": wanted.warehouse_id}
    source, order = _EVERY, "p.id"
    if wanted.text:
        source = "json_each(:found) f CROSS JOIN product p ON p.id = f.value"
        order = "f.key"
        values["found"] = json.dumps(search.ids(unit, wanted.text, FOUND))
    of_state = f"{_LEVEL} WHERE {_OF_STATE[wanted.state]} AND" if wanted.state else "WHERE"
    sql = f"SELECT p.id FROM {source} {of_state} {_TRACKED} ORDER BY {order}"
    return array("q", chain.from_iterable(unit.raw(sql, values)))


def counts(unit: Unit, warehouse_id: int) -> StockCounts:
    """How many products there are of each state."""
    sql = (
        f"SELECT count(*), count(*) FILTER (WHERE {_LOW}), count(*) FILTER (WHERE {_OUT}) "
        f"FROM {_EVERY} {_LEVEL} WHERE {_TRACKED}"
    )
    return StockCounts(*unit.raw(sql, {"warehouse": warehouse_id}).fetchone())


def rows_of(unit: Unit, ids: Sequence[int], warehouse_id: int) -> list[StockRow]:
    """The products with these ids, in this order."""
    rows: Any = unit.raw(
        "SELECT p.id, p.sku, p.name, p.name_ar, coalesce((SELECT b.code FROM barcode b "
        "WHERE b.product_id = p.id ORDER BY b.position LIMIT 1), ''), p.picture, "
        "coalesce(c.tint, ''), p.unit, coalesce(l.quantity, 0), p.reorder_level "
        "FROM json_each(:ids) wanted CROSS JOIN product p ON p.id = wanted.value "
        f"LEFT JOIN category c ON c.id = p.category_id {_LEVEL} ORDER BY wanted.key",
        {"ids": json.dumps(list(ids)), "warehouse": warehouse_id},
    )
    return [_row(row) for row in rows]


def _row(row: Any) -> StockRow:
    on_hand = from_millionths(row[8])
    reorder_level = None if row[9] is None else from_millionths(row[9])
    return StockRow(
        id=row[0],
        sku=row[1],
        name=row[2],
        name_ar=row[3],
        barcode=row[4],
        picture=row[5],
        tint=row[6],
        unit=row[7],
        on_hand=on_hand,
        reorder_level=reorder_level,
        state=state(on_hand, reorder_level),
    )


def levels_of(unit: Unit, product_id: int) -> list[WarehouseLevel]:
    """How much of a product each warehouse holds, also those that hold none."""
    rows: Any = unit.sql(
        "SELECT w.id, w.code, w.name, w.name_ar, coalesce(l.quantity, 0) FROM warehouse w "
        "LEFT JOIN stock_level l ON l.warehouse_id = w.id AND l.product_id = ? ORDER BY w.id",
        (product_id,),
    )
    return [WarehouseLevel(Warehouse(*row[:4]), from_millionths(row[4])) for row in rows]


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
