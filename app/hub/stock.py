"""Stock: levels per warehouse, changed by what is added to them, so that no two tills collide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from app.domain.errors import Refusal
from app.domain.number import ZERO, plain
from app.hub.answer import Answer, figure
from app.hub.database import Database
from app.hub.deed import Deed
from app.hub.moment import moment_text
from app.hub.table import adjustment, level, product, warehouse


@dataclass(frozen=True, slots=True)
class Place:
    """A product in a warehouse."""

    product_id: int
    warehouse_id: int


def levels(database: Database, *, warehouse_id: int | None) -> Answer:
    """The level of every product in every warehouse, or in one."""
    here = (level.c.product_id == product.c.id) & (level.c.warehouse_id == warehouse.c.id)
    columns = product.c.id, product.c.name, warehouse.c.id, warehouse.c.name, level.c.quantity
    places = product.join(warehouse, sa.true()).join(level, here, isouter=True)
    query = sa.select(*columns).select_from(places).order_by(product.c.id, warehouse.c.id)
    if warehouse_id is not None:
        query = query.where(warehouse.c.id == warehouse_id)
    with database.read() as connection:
        rows = connection.execute(query).all()
    names = "product_id", "product_name", "warehouse_id", "warehouse_name", "quantity"
    data = [dict(zip(names, (*row[:4], figure(row[4] or ZERO)), strict=True)) for row in rows]
    return {"success": True, "data": data, "total": len(data)}


def patch(
    deed: Deed,
    place: Place,
    quantity: Decimal,
    notes: str | None,
    *,
    expected: Decimal | None = None,
) -> Answer:
    """Set a level, whatever it was before, or only if it is still what was expected."""
    known = sa.select(warehouse.c.id).where(warehouse.c.id == place.warehouse_id)
    if deed.connection.scalar(known) is None:
        raise Refusal("unknown_warehouse", f"There is no warehouse {place.warehouse_id}.")
    now = _locked(deed, place)
    if expected is not None and now != expected:
        raise Refusal("stock_changed", f"The stock is {plain(now)} now, not {plain(expected)}.")
    set_level(deed, place, quantity, notes)
    return {"success": True, "message": "Stock updated", "new_quantity": figure(quantity)}


def set_level(deed: Deed, place: Place, quantity: Decimal, notes: str | None = None) -> None:
    """Set a level by adding the difference to what it is now."""
    _adjust(deed, place, quantity - _locked(deed, place), notes)


def set_total(deed: Deed, product_id: int, quantity: Decimal) -> None:
    """Set a product's stock; the warehouse of the caller's key takes the difference."""
    place = Place(product_id, deed.caller.warehouse_id)
    _locked(deed, place)
    whole = sa.select(sa.func.sum(level.c.quantity)).where(level.c.product_id == product_id)
    _adjust(deed, place, quantity - (deed.connection.scalar(whole) or ZERO), None)


def add(deed: Deed, warehouse_id: int, quantities: Mapping[int, Decimal]) -> None:
    """Add to the levels of products, by id, and keep their rows locked until the end.

    All go through the rows in the order of ids, so that no two wait for each other.
    """
    rows = [
        {"product_id": product_id, "warehouse_id": warehouse_id, "quantity": quantity}
        for product_id, quantity in sorted(quantities.items())
    ]
    added = deed.insert(level)
    added = added.on_conflict_do_update(
        index_elements=[level.c.product_id, level.c.warehouse_id],
        set_={"quantity": level.c.quantity + added.excluded.quantity},
    )
    _bounded(deed, added, rows)


def _locked(deed: Deed, place: Place) -> Decimal:
    add(deed, place.warehouse_id, {place.product_id: ZERO})
    query = sa.select(level.c.quantity).where(*_at(place))
    quantity: Decimal = deed.connection.execute(query).scalar_one()
    return quantity


def _adjust(deed: Deed, place: Place, delta: Decimal, notes: str | None) -> None:
    changed = sa.update(level).where(*_at(place)).values(quantity=level.c.quantity + delta)
    _bounded(deed, changed, {})
    row = {
        "product_id": place.product_id,
        "warehouse_id": place.warehouse_id,
        "delta": delta,
        "notes": notes,
        "key_id": deed.caller.key_id,
        "created_at": moment_text(deed.at),
    }
    deed.connection.execute(sa.insert(adjustment).values(row))


def _at(place: Place) -> tuple[sa.ColumnElement[bool], ...]:
    return level.c.product_id == place.product_id, level.c.warehouse_id == place.warehouse_id


def _bounded(deed: Deed, statement: sa.Executable, values: Any) -> None:
    try:
        deed.connection.execute(statement, values)
    except exc.IntegrityError as error:
        raise Refusal("too_large", "The stock would become too large.") from error
