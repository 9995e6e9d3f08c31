"""`stock`: levels, and how they are changed."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal

from app.cli import answer, session
from app.cli.answer import Answer
from app.domain import stock as rules
from app.domain.catalog import Product
from app.domain.number import number, plain
from app.domain.stock import Level, Warehouse
from app.domain.text import digits
from app.services import stock
from app.services.counter import Counter
from app.storage import register
from app.storage import stock as ledger
from app.storage.store import Unit


def show(wanted: Namespace) -> Answer:
    """Levels, and the moves of one product."""
    with session.reading(wanted) as (unit, counter):
        place = register.warehouse(unit, wanted.warehouse).id if wanted.warehouse else None
        product = session.product(unit, counter, wanted.product) if wanted.product else None
        product_id = product.id if product else None
        levels = [
            {**answer.level(each), **_told(unit, each, is_asked=bool(product))}
            for each in ledger.levels(unit, product_id=product_id, warehouse_id=place)
        ]
        moves = ledger.moves(unit, product_id, warehouse_id=place) if product_id else []
    return {
        "levels": levels,
        "moves": [answer.move(each) for each in moves],
    }


def _told(unit: Unit, level: Level, *, is_asked: bool) -> Answer:
    """Between what the level of one product lies, and what the back end was not told of yet."""
    found = None
    if is_asked:
        place = register.warehouse(unit, level.warehouse)
        found = stock.range_of(unit, level.product_id, place.id)
    if found is None:
        return {}
    return {"low": plain(found.low), "high": plain(found.high), "pending": plain(found.pending)}


def adjust(wanted: Namespace) -> Answer:
    """Change a product's stock by a difference."""
    delta = rules.delta(_quantity(wanted.delta, "change"))
    reason = rules.reason(wanted.reason)
    with session.writing(wanted) as (unit, counter):
        product, warehouse = _place(unit, counter, wanted)
        adjustment = stock.Adjustment(product, warehouse, delta, reason, wanted.note)
        level, _ = stock.adjust(unit, adjustment, counter)
    return answer.level(level)


def count(wanted: Namespace) -> Answer:
    """Bring a product's stock to what was counted, or keep the count for a manager."""
    counted = _quantity(wanted.counted, "count")
    reason = rules.reason(wanted.reason)
    with session.writing(wanted) as (unit, counter):
        product, warehouse = _place(unit, counter, wanted)
        seen = ledger.level(unit, product.id, warehouse.id)
        taken = stock.Count(product, warehouse, counted, seen, reason, wanted.note)
        level, changes = stock.count(unit, taken, counter)
    is_held = changes.outbox and not changes.stock
    return {**answer.level(level), "counted": plain(counted), "held": is_held}


def transfer(wanted: Namespace) -> Answer:
    """Carry stock from one warehouse to another."""
    quantity = _quantity(wanted.quantity, "quantity")
    with session.writing(wanted) as (unit, counter):
        product = session.product(unit, counter, wanted.product)
        source, target = (register.warehouse(unit, each) for each in (wanted.source, wanted.target))
        carried = stock.Transfer(product, source, target, quantity, wanted.note)
        levels, _ = stock.transfer(unit, carried, counter)
    return {"levels": [answer.level(each) for each in levels]}


def receive(wanted: Namespace) -> Answer:
    """Add goods that came in."""
    quantity = _quantity(wanted.quantity, "quantity")
    with session.writing(wanted) as (unit, counter):
        product, warehouse = _place(unit, counter, wanted)
        received = stock.Adjustment(product, warehouse, quantity, "", wanted.note)
        level, _ = stock.receive(unit, received, counter)
    return answer.level(level)


def _quantity(text: str, what: str) -> Decimal:
    return number(digits(text), what)


def _place(unit: Unit, counter: Counter, wanted: Namespace) -> tuple[Product, Warehouse]:
    product = session.product(unit, counter, wanted.product)
    code = wanted.warehouse or str(counter.register.warehouse_id)
    return product, register.warehouse(unit, code)
