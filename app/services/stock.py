"""Stock: managers adjust it by a difference; nobody sets a level."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain.catalog import Product
from app.domain.errors import Refusal
from app.domain.number import plain
from app.domain.stock import Level, Warehouse
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import journal, outbox, stock
from app.storage.store import Unit


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A difference to a product's stock in a warehouse, and why it is made."""

    product: Product
    warehouse: Warehouse
    delta: Decimal
    reason: str
    note: str = ""


def adjust(unit: Unit, wanted: Adjustment, counter: Counter) -> tuple[Level, Changes]:
    """Change a product's stock: a move, a journal entry and an outbox row."""
    product, warehouse, delta = wanted.product, wanted.warehouse, wanted.delta
    if not product.tracked:
        raise Refusal("not_tracked", f"No stock is kept of {product.name}.")
    at = counter.source.now()
    move = stock.NewMove(product.id, warehouse.id, delta, wanted.reason, wanted.note)
    stock.append(unit, [move], actor=counter.cashier, at=at)
    payload = {"warehouse": warehouse.code, "delta": plain(delta), "reason": wanted.reason}
    outgoing = outbox.Outgoing("stock", product.id, number=product.sku, payload=payload)
    outbox.put(unit, outgoing, at=at)
    data: dict[str, object] = {**payload, "note": wanted.note}
    journal.write(unit, "stock_adjusted", product.sku, data, actor=counter.cashier, at=at)
    level = Level(
        product.id,
        product.sku,
        product.name,
        product.name_ar,
        warehouse.code,
        stock.level(unit, product.id, warehouse.id),
    )
    unit.commit()
    return level, Changes(stock=frozenset({product.id}), outbox=True)
