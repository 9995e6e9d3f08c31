"""Products of the hub."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.domain.currency import Currency
from app.domain.errors import Refusal
from app.domain.number import ZERO
from app.hub import stock
from app.hub.answer import Answer, amount, figure
from app.hub.body import LARGEST_ID, ChangedProduct, NewProduct
from app.hub.database import Database, new_id
from app.hub.deed import Deed
from app.hub.listing import Page, total
from app.hub.table import level, product


def page(database: Database, wanted: Page, *, category_id: int | None) -> Answer:
    """A page of products, each with its stock in all warehouses together."""
    query = sa.select(product).order_by(product.c.id)
    if category_id is not None:
        query = query.where(product.c.category_id == category_id)
    with database.read() as connection:
        rows = wanted.rows(connection, query)
        stocks = _stocks(connection, [row.id for row in rows])
        count = total(connection, query)
    currency = database.about.currency
    return wanted.answer([_shown(row, stocks, currency) for row in rows], count)


def _stocks(connection: sa.Connection, ids: Sequence[int]) -> dict[int, Decimal]:
    whole = sa.func.sum(level.c.quantity)
    query = sa.select(level.c.product_id, whole).where(level.c.product_id.in_(ids))
    return {row[0]: row[1] for row in connection.execute(query.group_by(level.c.product_id))}


def _shown(row: Any, stocks: dict[int, Decimal], currency: Currency) -> Answer:
    return {
        "id": row.id,
        "name": row.name,
        "name_ar": row.name_ar,
        "price": amount(row.price, currency),
        "cost": amount(row.cost, currency),
        "barcode": row.barcode,
        "category_id": row.category_id,
        "tax_rate": figure(row.tax_rate),
        "stock": figure(stocks.get(row.id, ZERO)),
    }


def create(deed: Deed, body: NewProduct) -> Answer:
    """Make a product."""
    product_id = new_id(deed.connection, product, body.model_dump(exclude={"stock"}))
    if body.stock:
        stock.set_level(deed, stock.Place(product_id, deed.caller.warehouse_id), body.stock)
    return {"success": True, "product_id": product_id, "message": "Product created"}


def change(deed: Deed, product_id: int, body: ChangedProduct) -> Answer:
    """Change the fields that were sent, and nothing else."""
    require(deed.connection, [product_id])
    values = body.model_dump(exclude={"stock"}, exclude_unset=True)
    if values:
        changed = sa.update(product).where(product.c.id == product_id).values(values)
        deed.connection.execute(changed)
    if body.stock is not None:
        stock.set_total(deed, product_id, body.stock)
    return {"success": True, "message": "Product updated"}


def require(connection: sa.Connection, ids: Iterable[int]) -> None:
    """Refuse an id that no product has."""
    wanted = set(ids)
    possible = [each for each in wanted if 0 < each <= LARGEST_ID]
    query = sa.select(product.c.id).where(product.c.id.in_(possible))
    if missing := wanted.difference(connection.scalars(query)):
        raise Refusal("unknown_product", f"There is no product {min(missing)}.")
