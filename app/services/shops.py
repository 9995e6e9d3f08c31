"""A new shop: its settings, registers and warehouses, and a demo catalogue on request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from app.domain.catalog import ProductBarcode, ProductDraft
from app.domain.shop import Shop
from app.domain.stock import Reason
from app.domain.tax import tax_rate
from app.services import demo
from app.storage import catalog, journal, register, setting, stock
from app.storage.store import Unit

MAIN, STORE_ROOM = "main", "store-room"
BATCH = 5_000


def furnish(unit: Unit, shop: Shop, *, at: datetime) -> None:
    """Store the settings of a new shop, with two warehouses and one register."""
    setting.save_shop(unit, shop)
    main = register.add_warehouse(unit, MAIN, "Main", "الرئيسي")
    register.add_warehouse(unit, STORE_ROOM, "Store room", "المخزن")
    register.add_register(unit, "A1", "Till 1", main)
    journal.write(unit, "shop_made", shop.seller.name, {}, actor="", at=at)


def stock_demo(unit: Unit, count: int, seed: int, *, at: datetime) -> int:
    """Fill the shelves with the demo catalogue; how many products there are then."""
    groups = {
        each.key: (each.name, catalog.category_id(unit, each.name, each.name_ar, each.tint))
        for each in demo.categories()
    }
    names = {key: name for key, (name, _) in groups.items()}
    ids = dict(groups.values())
    places = {each.code: each.id for each in register.warehouses(unit)}
    first = catalog.next_id(unit)
    made = 0
    for batch in _batches(demo.products(count, seed)):
        numbered = [(first + made + row, product) for row, product in enumerate(batch)]
        catalog.insert(unit, [(row, _draft(each, names)) for row, each in numbered], ids)
        moves = [
            stock.NewMove(row, places[place], quantity, Reason.OPENING)
            for row, product in numbered
            for place, quantity in product.stock
            if quantity
        ]
        stock.append(unit, moves, actor="", at=at)
        made += len(batch)
    return made


def _batches(products: Iterator[demo.DemoProduct]) -> Iterator[list[demo.DemoProduct]]:
    while batch := list(islice(products, BATCH)):
        yield batch


def _draft(product: demo.DemoProduct, names: dict[str, str]) -> ProductDraft:
    return ProductDraft(
        sku=product.sku,
        name=product.name,
        name_ar=product.name_ar,
        price=product.price,
        tax=tax_rate(product.tax_rate),
        category=names[product.category],
        unit=product.unit,
        cost=product.cost,
        barcodes=tuple(
            ProductBarcode(each.code, each.unit, each.quantity) for each in product.barcodes
        ),
        tracked=bool(product.stock),
        picture=product.picture or "",
        reorder_level=product.reorder_level,
    )
