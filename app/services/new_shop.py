"""A new shop in a folder: empty, or filled with the demo catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.catalog import ProductBarcode, ProductDraft
from app.domain.country import Country, by_currency, country, vat_number
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.preference import Preferences
from app.domain.shop import FORMS, Seller, Shop
from app.domain.stock import Reason
from app.domain.tax import TaxCategory, TaxRate, TaxRounding, tax_rate
from app.storage import catalog, journal, register, setting, stock
from app.storage.store import FILE_NAME, Unit, is_there

if TYPE_CHECKING:
    from app.services.demo import DemoProduct

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
    """What a new shop is to be; None leaves a choice to the country or to the demo shop.

    A shop that gives its VAT number as empty is not registered; its demo products bear no tax.
    """

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
    phone: str | None = None
    prices_include_tax: bool = True
    rounding: TaxRounding | None = None
    printer: str = ""
    receipt_form: str = FORMS[0]
    preferences: Preferences | None = None


def exists(folder: Path) -> bool:
    """Whether there is a shop in the folder; raises Trouble no_access."""
    return is_there(folder / FILE_NAME)


def make(folder: Path, wanted: NewShop, *, at: datetime) -> tuple[Shop, int]:
    """Make the shop; its settings and how many products it has. All of it, or nothing stays.

    Raises Refusal shop_exists, bad_products, incomplete, bad_vat_number, unknown_country,
    unknown_currency; Trouble read_only, disk_full.
    """
    from app.storage import migration

    count = _count(wanted)
    shop = planned(wanted)
    with migration.new_store(folder) as store, store.write() as unit:
        furnish(unit, shop, at=at)
        if wanted.preferences:
            setting.save_preferences(unit, wanted.preferences)
        made = stock_demo(unit, shop, wanted, at=at) if count else 0
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


def planned(wanted: NewShop) -> Shop:
    """The settings that the shop will have."""
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
        printer=wanted.printer,
        receipt_form=wanted.receipt_form,
    )


def _country(wanted: NewShop) -> Country:
    if wanted.country:
        return country(wanted.country)
    return by_currency(wanted.currency.upper()) if wanted.currency else country("SA")


def _seller(wanted: NewShop, place: Country) -> Seller:
    usual = _DEMO if wanted.demo else Seller("My shop", "", place.code)
    name, name_ar = usual.name, usual.name_ar
    if wanted.name is not None or wanted.name_ar is not None:
        name, name_ar = (wanted.name or "").strip(), (wanted.name_ar or "").strip()
    if not (name or name_ar):
        raise Refusal("incomplete", "The shop needs a name.")
    number = usual.vat_number if place.code == usual.country else ""
    return Seller(
        name=name or name_ar,
        name_ar=name_ar,
        country=place.code,
        vat_number=vat_number(_or(wanted.vat_number, number), place),
        address=_or(wanted.address, usual.address),
        address_ar=_or(wanted.address_ar, usual.address_ar),
        phone=_or(wanted.phone, usual.phone),
    )


def _or(wanted: str | None, usual: str) -> str:
    return usual if wanted is None else wanted


def furnish(unit: Unit, shop: Shop, *, at: datetime) -> None:
    """Store the settings of a new shop, with two warehouses and one register."""
    setting.save_shop(unit, shop)
    main = register.add_warehouse(unit, MAIN, "Main", "الرئيسي")
    register.add_warehouse(unit, STORE_ROOM, "Store room", "المخزن")
    register.add_register(unit, "A1", "Till 1", main)
    journal.write(unit, "shop_made", shop.seller.name, {}, actor="", at=at)


def stock_demo(unit: Unit, shop: Shop, wanted: NewShop, *, at: datetime) -> int:
    """Fill the shelves with the demo catalogue; how many products there are then."""
    from app.services import demo

    draft = _drafter(shop, wanted)
    groups = {
        each.key: (each.name, catalog.category_id(unit, each.name, each.name_ar, each.tint))
        for each in demo.categories()
    }
    names = {key: name for key, (name, _) in groups.items()}
    ids = dict(groups.values())
    places = {each.code: each.id for each in register.warehouses(unit)}
    first = catalog.next_id(unit)
    made = 0
    for batch in _batches(demo.products(_count(wanted), wanted.seed)):
        numbered = [(first + made + row, product) for row, product in enumerate(batch)]
        drafts = [(row, draft(each, names[each.category])) for row, each in numbered]
        catalog.insert(unit, drafts, ids)
        moves = [
            stock.NewMove(row, places[place], quantity, Reason.OPENING)
            for row, product in numbered
            for place, quantity in product.stock
            if quantity
        ]
        stock.append(unit, moves, actor="", at=at)
        made += len(batch)
    return made


def _batches(products: Iterator[DemoProduct]) -> Iterator[list[DemoProduct]]:
    while batch := list(islice(products, BATCH)):
        yield batch


def _drafter(shop: Shop, wanted: NewShop) -> Callable[[DemoProduct, str], ProductDraft]:
    """Turns a demo product into one of this shop's: with its taxes, in its money."""
    # Where there are no hundredths, a price in hundredths is a believable one.
    shift = 0 if currency(shop.currency).digits else 2
    usual = tax_rate(country(shop.seller.country).standard_rate)
    if wanted.vat_number == "":
        usual = TaxRate(TaxCategory.OUT_OF_SCOPE)

    def draft(product: DemoProduct, category: str) -> ProductDraft:
        own = tax_rate(product.tax_rate)
        return ProductDraft(
            sku=product.sku,
            name=product.name,
            name_ar=product.name_ar,
            price=product.price.scaleb(shift),
            tax=own if usual.percent and not own.percent else usual,
            category=category,
            unit=product.unit,
            cost=product.cost.scaleb(shift),
            barcodes=tuple(
                ProductBarcode(each.code, each.unit, each.quantity) for each in product.barcodes
            ),
            tracked=bool(product.stock),
            picture=product.picture or "",
            reorder_level=product.reorder_level,
        )

    return draft
