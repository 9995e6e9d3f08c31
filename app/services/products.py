"""Products: what one must have, adding one at the counter, and changing one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from app.domain import barcode
from app.domain.catalog import PIECE, Product, ProductBarcode, ProductDraft, draft_of
from app.domain.country import country
from app.domain.currency import Currency
from app.domain.errors import Refusal
from app.domain.money import money
from app.domain.number import LIMIT, exact, plain
from app.domain.stock import Reason
from app.domain.tax import TaxRate, tax_rate
from app.domain.text import one_line
from app.services import product_news
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import backend, catalog, journal, outbox, stock
from app.storage.store import Unit

MAX_NAME = 5_000
MAX_CODE = 80


def rates(unit: Unit, counter: Counter) -> list[TaxRate]:
    """The tax rates for a new product, the usual one first: the country's own, those in use.

    Who is not registered charges no tax.
    """
    seller = counter.shop.seller
    usual = tax_rate(country(seller.country).standard_rate)
    own = [usual, tax_rate("0"), tax_rate("exempt")]
    if usual.percent and not seller.vat_number:
        own.insert(0, tax_rate("out_of_scope"))
    return list(dict.fromkeys([*own, *catalog.rates_in_use(unit)]))


def add(
    unit: Unit, draft: ProductDraft, counter: Counter, opening: Decimal | None = None
) -> tuple[Product, Changes]:
    """Store a new product, with its opening stock; without a SKU it gets a free one.

    Raises Refusal incomplete, bad_price, bad_barcode, barcode_taken, sku_taken, not_tracked,
    too_long, too_large.
    """
    product_id = catalog.next_id(unit)
    count = Decimal(0) if opening is None else counted(opening)
    if count and not draft.tracked:
        raise Refusal("not_tracked", f"No stock is kept of {draft.name}.")
    draft = _storable(unit, draft, counter.currency, product_id)
    category = draft.category
    groups = {category: catalog.category_id(unit, category)} if category else {}
    catalog.insert(unit, [(product_id, draft)], groups)
    at = counter.source.now()
    if count:
        move = stock.NewMove(product_id, counter.register.warehouse_id, count, Reason.OPENING)
        stock.append(unit, [move], actor=counter.cashier, at=at)
    payload = {"stock": plain(count)} if count else {}
    outgoing = outbox.Outgoing("product", product_id, number=draft.sku, payload=payload)
    outbox.put(unit, outgoing, at=at)
    figures: dict[str, object] = {**payload, "name": draft.name, "price": str(draft.price)}
    journal.write(unit, "product_added", draft.sku, figures, actor=counter.cashier, at=at)
    (product,) = counter.catalog(unit).products([product_id])
    unit.commit()
    moved = frozenset({product_id}) if count else frozenset[int]()
    return product, Changes(products=frozenset({product_id}), stock=moved, outbox=True)


def change(
    unit: Unit, product_id: int, changes: Mapping[str, Any], counter: Counter
) -> tuple[Product, Changes]:
    """Change fields of a product, named as in a draft; a back end hears of those that it keeps.

    Raises Refusal unknown_product, bad_field, and those of a new product.
    """
    view = counter.catalog(unit)
    found = view.products([product_id])
    if not found:
        raise Refusal("unknown_product", f"There is no product {product_id}.")
    old = draft_of(found[0])
    unknown = changes.keys() - {each.name for each in fields(ProductDraft)}
    if unknown:
        raise Refusal("bad_field", f"A product has no field “{min(unknown)[:40]}”.")
    new = _storable(unit, replace(old, **changes), counter.currency, product_id)
    differences = _differences(old, new)
    if not differences:
        return found[0], Changes()
    category = new.category
    groups = {category: catalog.category_id(unit, category)} if category else {}
    catalog.update(unit, [(product_id, new)], groups)
    at = counter.source.now()
    removable = backend.removes_products(unit)
    news = product_news.changed(product_id, old, new, removable=removable)
    news = news if backend.books(unit) else None
    if news:
        outbox.put(unit, news, at=at)
    journal.write(unit, "product_changed", new.sku, differences, actor=counter.cashier, at=at)
    (product,) = view.products([product_id])
    unit.commit()
    return product, Changes(products=frozenset({product_id}), outbox=news is not None)


def _differences(old: ProductDraft, new: ProductDraft) -> dict[str, object]:
    """What changed: its name, with the old and the new value."""
    pairs = {
        each.name: (getattr(old, each.name), getattr(new, each.name))
        for each in fields(ProductDraft)
    }
    return {
        name: [_plain(before), _plain(after)]
        for name, (before, after) in pairs.items()
        if before != after
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [each.code for each in value]
    if isinstance(value, Decimal):
        return plain(value)
    return value if value is None or isinstance(value, bool | str) else str(value)


def _storable(unit: Unit, draft: ProductDraft, currency: Currency, product_id: int) -> ProductDraft:
    name, name_ar = label(draft.name), label(draft.name_ar)
    if not name and not name_ar:
        raise Refusal("incomplete", "A product needs a name.")
    codes = keyed(draft.barcodes)
    refuse_foreign(codes, catalog.owners_by_key(unit, codes), product_id)
    sku = code(draft.sku, "SKU")
    if sku and catalog.ids_by_sku(unit, [sku]).get(sku, product_id) != product_id:
        raise Refusal("sku_taken", f"The SKU {sku} belongs to another product.")
    return replace(
        draft,
        sku=sku or free_sku(unit, product_id),
        name=name or name_ar,
        name_ar=name_ar,
        price=amount(draft.price, currency, "price"),
        cost=None if draft.cost is None else amount(draft.cost, currency, "cost"),
        category=label(draft.category),
        unit=code(draft.unit, "unit").lower() or PIECE,
        barcodes=tuple(codes.values()),
    )


def label(text: str) -> str:
    """A name as it is stored: one line, not absurdly long."""
    return one_line(text, "text", MAX_NAME)


def code(text: str, what: str) -> str:
    """A SKU, barcode or unit as it is stored; spaces inside it count."""
    text = text.strip()
    if len(text) > MAX_CODE:
        raise Refusal("too_long", f"The {what} has more than {MAX_CODE} characters.")
    return text


def amount(value: object, currency: Currency, what: str) -> Decimal:
    """A price or cost: money that is not negative."""
    result = money(value, currency, what).amount
    if result < 0:
        raise Refusal("bad_price", f"A {what} of {plain(result)} is not possible.")
    return result


def counted(value: object) -> Decimal:
    """A stock as it was counted."""
    count = exact(value, "stock")
    if abs(count) >= LIMIT / 1_000:
        raise Refusal("too_large", f"A stock of {plain(count)} is not possible.")
    return count


def keyed(codes: Iterable[ProductBarcode]) -> dict[str, ProductBarcode]:
    """The barcodes of one product by their look-up keys; refuses wrong, empty and double ones."""
    found: dict[str, ProductBarcode] = {}
    for each in codes:
        text = code(each.code, "barcode")
        parsed = barcode.parse(text)
        if parsed.problem:
            raise Refusal("bad_barcode", f"The check digit of barcode {text} is wrong.")
        if not parsed.keys:
            raise Refusal("bad_barcode", "A barcode cannot be empty.")
        if parsed.keys[0] in found:
            raise Refusal("bad_barcode", "The product has one barcode twice.")
        found[parsed.keys[0]] = each if text == each.code else replace(each, code=text)
    return found


def refuse_foreign(
    codes: Mapping[str, ProductBarcode], owners: Mapping[str, int], product_id: int | None = None
) -> None:
    """Refuse barcodes that belong to another product than this one."""
    for key, each in codes.items():
        if key in owners and owners[key] != product_id:
            raise Refusal("barcode_taken", f"The barcode {each.code} belongs to another product.")


def free_sku(unit: Unit, number: int, named: Collection[str] = ()) -> str:
    """A SKU that no product has and that is not among the named, from this number on."""
    while (sku := f"P-{number:06d}") in named or catalog.ids_by_sku(unit, [sku]):
        number += 1
    return sku
