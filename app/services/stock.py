"""Stock: what there is, and how managers change it: by a difference or by a count.

Nobody sets a level: a count becomes the difference to what the level is now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from app.domain import stock as rules
from app.domain.catalog import Product
from app.domain.errors import Refusal
from app.domain.number import plain
from app.domain.stock import Level, Reason, Warehouse
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import backend, baseline, journal, outbox, remote, stock
from app.storage.baseline import Range
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
    "OFFLINE_COUNT",
    "Adjustment",
    "Count",
    "MoveRow",
    "Range",
    "StockCounts",
    "StockFilter",
    "StockRow",
    "Transfer",
    "adjust",
    "count",
    "counts",
    "history",
    "ids",
    "levels_of",
    "range_of",
    "receive",
    "rows_of",
    "transfer",
    "warehouses",
]

FRESH = timedelta(minutes=15)  # how old a back end's figure may be for a count against it
OFFLINE_COUNT = "offline_count"


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


@dataclass(frozen=True, slots=True)
class Transfer:
    """So much of a product is carried from one warehouse to another."""

    product: Product
    source: Warehouse
    target: Warehouse
    quantity: Decimal
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

    While the back end's figure is not fresh and sure, the count is not posted but waits for a
    manager: then only the outbox changes. Raises Refusal not_tracked, bad_quantity, and
    stock_changed when the level is no longer the one seen.
    """
    counted = rules.counted(wanted.counted)
    level = _level_now(unit, wanted)
    if not _is_sure(unit, wanted, counter.source.now()):
        return _hold(unit, wanted, counter, level=level)
    delta = counted - level
    said: dict[str, object] = {"counted": plain(counted), "delta": plain(delta)}
    return _post(unit, wanted, counter, delta=delta, event="stock_counted", said=said)


def range_of(unit: Unit, product_id: int, warehouse_id: int) -> Range | None:
    """Between what a level lies, and how much of it the books' back end was not told of yet.

    None for a shop without a back end.
    """
    books = backend.books(unit)
    if books is None or not books.takes_sales:
        return None
    place = product_id, warehouse_id
    return baseline.level_range(unit, books.name, place, stock.level(unit, *place))


def receive(unit: Unit, wanted: Adjustment, counter: Counter) -> tuple[Level, Changes]:
    """Add goods that came in; raises Refusal as an adjustment does."""
    received = replace(wanted, delta=_positive(wanted.delta), reason=Reason.RECEIVED)
    return adjust(unit, received, counter)


def transfer(unit: Unit, wanted: Transfer, counter: Counter) -> tuple[list[Level], Changes]:
    """Carry stock from one warehouse to another: two moves; the levels of both.

    Raises Refusal not_tracked, bad_quantity, same_warehouse.
    """
    product = wanted.product
    quantity = _positive(wanted.quantity)
    if wanted.source.id == wanted.target.id:
        raise Refusal("same_warehouse", "Stock is carried to another warehouse.")
    _refuse_untracked(product)
    at = counter.source.now()
    for place, delta in ((wanted.source, -quantity), (wanted.target, quantity)):
        adjustment = Adjustment(product, place, delta, Reason.TRANSFER, wanted.note)
        _move(unit, adjustment, counter, delta=delta, at=at)
        payload = _payload(adjustment, {"delta": plain(delta)})
        outgoing = outbox.Outgoing("stock", product.id, number=product.sku, payload=payload)
        outbox.put(unit, outgoing, at=at)
    data: dict[str, object] = {
        "from": wanted.source.code,
        "to": wanted.target.code,
        "quantity": plain(quantity),
        "note": wanted.note,
    }
    journal.write(unit, "stock_transferred", product.sku, data, actor=counter.cashier, at=at)
    levels = [_level(unit, product, place) for place in (wanted.source, wanted.target)]
    unit.commit()
    return levels, Changes(stock=frozenset({product.id}), outbox=True)


def _is_sure(unit: Unit, wanted: Count, now: datetime) -> bool:
    """Whether the level is what the back end has, or nobody's but ours."""
    books = backend.books(unit)
    place = wanted.product.id, wanted.warehouse.id
    if books is None or not books.takes_sales:
        return True
    if not all(
        remote.remote_id(unit, books.name, kind, own_id)
        for kind, own_id in zip(("product", "warehouse"), place, strict=True)
    ):
        return True
    read_at = baseline.read_at(unit, books.name, *place)
    if read_at is None or now - read_at > FRESH:
        return False
    return place not in baseline.in_doubt(unit, books.name)


def _hold(unit: Unit, wanted: Count, counter: Counter, *, level: Decimal) -> tuple[Level, Changes]:
    """Keep a count for a manager."""
    product = wanted.product
    at = counter.source.now()
    payload = _payload(wanted, {"counted": plain(wanted.counted), "level": plain(level)})
    outgoing = outbox.Outgoing(
        "count", product.id, number=product.sku, payload={**payload, "actor": counter.cashier}
    )
    entry_id = outbox.put(unit, outgoing, at=at)
    message = "It was counted while the back end's figure was not sure."
    outbox.mark(unit, entry_id, outbox.MANAGER, at=at, verdict=OFFLINE_COUNT, message=message)
    data = {**payload, "note": wanted.note}
    journal.write(unit, "stock_count_held", product.sku, data, actor=counter.cashier, at=at)
    held = _level(unit, product, wanted.warehouse)
    unit.commit()
    return held, Changes(outbox=True)


def _level_now(unit: Unit, wanted: Adjustment | Count) -> Decimal:
    product = wanted.product
    _refuse_untracked(product)
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
    product = wanted.product
    at = counter.source.now()
    payload = _payload(wanted, said)
    if delta:
        _move(unit, wanted, counter, delta=delta, at=at)
        outgoing = outbox.Outgoing("stock", product.id, number=product.sku, payload=payload)
        outbox.put(unit, outgoing, at=at)
    data = {**payload, "note": wanted.note}
    journal.write(unit, event, product.sku, data, actor=counter.cashier, at=at)
    level = _level(unit, product, wanted.warehouse)
    unit.commit()
    moved = frozenset({product.id}) if delta else frozenset()
    return level, Changes(stock=moved, outbox=bool(delta))


def _positive(value: Decimal) -> Decimal:
    quantity = rules.delta(value)
    if quantity < 0:
        raise Refusal("bad_quantity", f"A quantity of {plain(quantity)} is not possible.")
    return quantity


def _refuse_untracked(product: Product) -> None:
    if not product.tracked:
        raise Refusal("not_tracked", f"No stock is kept of {product.name}.")


def _payload(wanted: Adjustment | Count, said: dict[str, object]) -> dict[str, object]:
    return {"warehouse": wanted.warehouse.code, **said, "reason": str(wanted.reason)}


def _move(
    unit: Unit, wanted: Adjustment | Count, counter: Counter, *, delta: Decimal, at: datetime
) -> None:
    product, warehouse = wanted.product, wanted.warehouse
    move = stock.NewMove(product.id, warehouse.id, delta, wanted.reason, wanted.note)
    stock.append(unit, [move], actor=counter.cashier, at=at)


def _level(unit: Unit, product: Product, warehouse: Warehouse) -> Level:
    return Level(
        product.id,
        product.sku,
        product.name,
        product.name_ar,
        warehouse.code,
        stock.level(unit, product.id, warehouse.id),
    )
