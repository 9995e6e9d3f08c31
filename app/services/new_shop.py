"""A new shop in a folder: empty, or filled with the demo catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from app.domain.catalog import ProductBarcode, ProductDraft
from app.domain.country import Country, by_currency, country, vat_number
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.shop import Seller, Shop
from app.domain.stock import Reason
from app.domain.tax import TaxRounding, tax_rate
from app.services import demo
from app.storage import catalog, journal, register, setting, stock
from app.storage.store import FILE_NAME, Unit

MAX_PRODUCTS = 1_000_000
DEMO_PRODUCTS = 500
MAIN, STORE_ROOM = "main", "store-room"
BATCH = 5_000

_DEMO = Seller(
    name="Palm Grove Market",
    name_ar="متجر النخيل",
    country="SA",
    vat_number="300000000000003",
    address="Al Yasmin, Riyadh 13322",
    address_ar="حي الياسمين، الرياض 13322",
    phone="011 000 0000",
)


@dataclass(frozen=True, slots=True)
class NewShop:
    """What a new shop is to be; None leaves a choice to the country or to the demo shop."""

    demo: bool = False
    products: int | None = None
    seed: int = 1
    country: str = ""
    currency: str = ""
    name: str | None = None
    name_ar: str | None = None
    vat_number: str | None = None
    address: str | None = None
    address_ar: str | None = None
    prices_include_tax: bool = True
    rounding: TaxRounding | None = None


def exists(folder: Path) -> bool:
    """Whether there is a shop in the folder."""
    return (folder / FILE_NAME).exists()


def make(folder: Path, wanted: NewShop, *, at: datetime) -> tuple[Shop, int]:
    """Make the shop; its settings and how many products it has. All of it, or nothing stays.

    Raises Refusal shop_exists, bad_products, incomplete; Trouble read_only, disk_full.
    """
    from app.storage import migration

    count = _count(wanted)
    shop = _shop(wanted)
    with migration.new_store(folder) as store, store.write() as unit:
        furnish(unit, shop, at=at)
        made = stock_demo(unit, count, wanted.seed, at=at) if count else 0
        unit.commit()
    return shop, made


def _count(wanted: NewShop) -> int:
    if not wanted.demo:
        if wanted.products is not None:
            raise Refusal("bad_products", "--products goes with --demo.")
        return 0
    count = DEMO_PRODUCTS if wanted.products is None else wanted.products
    if not 0 <= count <= MAX_PRODUCTS:
        raise Refusal("bad_products", f"A demo shop has 0 to {MAX_PRODUCTS:,} products.")
    return count


def _shop(wanted: NewShop) -> Shop:
    place = _country(wanted)
    money = currency((wanted.currency or place.currency).upper())
    return Shop(
        seller=_seller(wanted, place),
        currency=money.code,
        time_zone=place.time_zone,
        prices_include_tax=wanted.prices_include_tax,
        rounding=wanted.rounding or place.rounding,
        footer="Exchange within 7 days with this receipt" if wanted.demo else "",
        footer_ar="الاستبدال خلال 7 أيام مع الإيصال" if wanted.demo else "",
    )


def _country(wanted: NewShop) -> Country:
    if wanted.country:
        return country(wanted.country)
    return by_currency(wanted.currency.upper()) if wanted.currency else country("SA")


def _seller(wanted: NewShop, place: Country) -> Seller:
    own = wanted.name is not None or wanted.name_ar is not None
    demo = wanted.demo and not own
    number = wanted.vat_number
    if number is None:
        number = _DEMO.vat_number if wanted.demo and place.code == "SA" else ""
    if own and not (wanted.name or wanted.name_ar or "").strip():
        raise Refusal("incomplete", "The shop needs a name.")
    return Seller(
        name=_DEMO.name if demo else (wanted.name or wanted.name_ar or "My shop").strip(),
        name_ar=_DEMO.name_ar if demo else (wanted.name_ar or "").strip(),
        country=place.code,
        vat_number=vat_number(number, place),
        address=wanted.address if wanted.address is not None else _DEMO.address * wanted.demo,
        address_ar=(
            wanted.address_ar if wanted.address_ar is not None else _DEMO.address_ar * wanted.demo
        ),
        phone=_DEMO.phone * wanted.demo,
    )


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
