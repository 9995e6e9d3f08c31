"""Stock: what there is, and how managers change it: by a difference or by a count.

Nobody sets a level: a count becomes the difference to what the level is now.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain import stock as rules
from app.domain.catalog import Product
from app.domain.errors import Refusal
from app.domain.number import plain
from app.domain.stock import Level, Reason, Warehouse
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import journal, outbox, stock
from app.storage.register import warehouses
from app.storage.stock import (
    MoveRow,
    StockCounts,
    StockFilter,
    StockRow,
    counts,
    history,
    ids,
    levels_of,
    rows_of,
)
from app.storage.store import Unit

__all__ = [
    "Adjustment",
    "Count",
    "MoveRow",
    "StockCounts",
    "StockFilter",
    "StockRow",
    "adjust",
    "count",
    "counts",
    "history",
    "ids",
    "levels_of",
    "rows_of",
    "warehouses",
]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A difference to a product's stock in a warehouse, and why it is made.

    `seen` is the level that the person saw, if that is to be the one that changes.
    """

    product: Product
    warehouse: Warehouse
    delta: Decimal
    reason: str
    note: str = ""
    seen: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a product was counted in a warehouse; `seen` is the level the person saw."""

    product: Product
    warehouse: Warehouse
    counted: Decimal
    seen: Decimal
    reason: str = Reason.COUNTED
    note: str = ""


def adjust(unit: Unit, wanted: Adjustment, counter: Counter) -> tuple[Level, Changes]:
    """Change a product's stock: a move, a journal entry and an outbox row.

    Raises Refusal not_tracked, bad_quantity, and stock_changed when the level is no longer the
    one seen.
    """
    delta = rules.delta(wanted.delta)
    _level_now(unit, wanted)
    said: dict[str, object] = {"delta": plain(delta)}
    return _post(unit, wanted, counter, delta=delta, event="stock_adjusted", said=said)


def count(unit: Unit, wanted: Count, counter: Counter) -> tuple[Level, Changes]:
    """Bring a product's stock to what was counted; a count that agrees is only journalled.

    Raises Refusal not_tracked, bad_quantity, and stock_changed when the level is no longer the
    one seen.
    """
    counted = rules.counted(wanted.counted)
    delta = counted - _level_now(unit, wanted)
    said: dict[str, object] = {"counted": plain(counted), "delta": plain(delta)}
    return _post(unit, wanted, counter, delta=delta, event="stock_counted", said=said)


def _level_now(unit: Unit, wanted: Adjustment | Count) -> Decimal:
    product = wanted.product
    if not product.tracked:
        raise Refusal("not_tracked", f"No stock is kept of {product.name}.")
    level = stock.level(unit, product.id, wanted.warehouse.id)
    if wanted.seen is not None and level != wanted.seen:
        raise Refusal("stock_changed", f"The stock of {product.name} is {plain(level)} now.")
    return level


def _post(
    unit: Unit,
    wanted: Adjustment | Count,
    counter: Counter,
    *,
    delta: Decimal,
    event: str,
    said: dict[str, object],
) -> tuple[Level, Changes]:
    product, warehouse = wanted.product, wanted.warehouse
    at = counter.source.now()
    payload = {"warehouse": warehouse.code, **said, "reason": wanted.reason}
    if delta:
        move = stock.NewMove(product.id, warehouse.id, delta, wanted.reason, wanted.note)
        stock.append(unit, [move], actor=counter.cashier, at=at)
        outgoing = outbox.Outgoing("stock", product.id, number=product.sku, payload=payload)
        outbox.put(unit, outgoing, at=at)
    data = {**payload, "note": wanted.note}
    journal.write(unit, event, product.sku, data, actor=counter.cashier, at=at)
    level = Level(
        product.id,
        product.sku,
        product.name,
        product.name_ar,
        warehouse.code,
        stock.level(unit, product.id, warehouse.id),
    )
    unit.commit()
    moved = frozenset({product.id}) if delta else frozenset()
    return level, Changes(stock=moved, outbox=bool(delta))
