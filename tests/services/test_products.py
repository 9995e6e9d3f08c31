"""Quick add: a product that is missing at the counter can be sold a moment later."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.catalog import Product, ProductBarcode, ProductDraft
from app.domain.errors import Refusal
from app.domain.tax import tax_rate
from app.services import products
from app.services.changes import Changes
from app.storage.store import Store
from tests.backends import add_backend
from tests.shop import DATES, LATTE, counter_of, findings, sell, tally

CODE = "4006381333931"
DRAFT = ProductDraft(
    sku="",
    name="Halva 200 g",
    name_ar="حلاوة",
    price=Decimal("7.5"),
    tax=tax_rate("15"),
    category="Sweets",
    barcodes=(ProductBarcode(CODE),),
)


def add(store: Store, draft: ProductDraft = DRAFT, stock: str | None = None) -> Product:
    with store.write() as unit:
        counted = None if stock is None else Decimal(stock)
        product, _ = products.add(unit, draft, counter_of(unit), counted)
    return product


def test_a_new_product_is_found_by_its_barcode_and_sold(store: Store) -> None:
    added = add(store)
    with store.read() as unit:
        found = counter_of(unit).catalog(unit).find(CODE)
        assert found
        assert found.product == added
        assert counter_of(unit).catalog(unit).search_ids("halv") == [added.id]
        assert "Sweets" in [each.name for each in counter_of(unit).catalog(unit).categories()]
    assert (added.id, added.sku, str(added.price)) == (31, "P-000031", "7.50")
    assert sell(store, CODE).cart.lines[0].product_id == added.id
    assert findings(store) == []


def test_a_new_product_is_journalled_and_waits_to_be_sent(store: Store) -> None:
    with store.write() as unit:
        product, changes = products.add(unit, DRAFT, counter_of(unit))
    assert changes == Changes(products=frozenset({product.id}), outbox=True)
    with store.read() as unit:
        sent = unit.raw("SELECT kind, record_id, number, payload FROM outbox").fetchone()
        entry = unit.raw(
            "SELECT event, subject, actor, data FROM journal ORDER BY sequence DESC"
        ).fetchone()
    assert sent == ("product", 31, "P-000031", "{}")
    assert entry[:3] == ("product_added", "P-000031", "Sara")
    assert '"price":"7.50"' in entry[3]


def test_opening_stock_is_a_move_of_the_registers_warehouse(store: Store) -> None:
    with store.write() as unit:
        product, changes = products.add(unit, DRAFT, counter_of(unit), Decimal("12"))
        payload = unit.raw("SELECT payload FROM outbox").fetchone()[0]
    assert product.stock == 12
    assert changes.stock == {product.id}
    assert payload == '{"stock":"12"}'
    sql = "SELECT quantity FROM stock_move WHERE product_id = 31 AND reason = 'opening'"
    assert tally(store, sql) == 12_000_000
    assert findings(store) == []


def test_no_opening_stock_is_no_move(store: Store) -> None:
    before = tally(store, "SELECT count(*) FROM stock_move")
    assert add(store, stock="0").stock == 0
    assert tally(store, "SELECT count(*) FROM stock_move") == before


def test_a_free_sku_is_one_that_nobody_has(store: Store) -> None:
    add(store, replace(DRAFT, sku="P-000032"))
    assert add(store, replace(DRAFT, barcodes=())).sku == "P-000033"


def test_an_arabic_name_alone_will_do(store: Store) -> None:
    added = add(store, replace(DRAFT, name=" "))
    assert (added.name, added.name_ar) == ("حلاوة", "حلاوة")


def test_a_product_without_a_unit_is_sold_by_the_piece(store: Store) -> None:
    assert add(store, replace(DRAFT, unit="")).unit == "piece"
    assert add(store, replace(DRAFT, unit="KG ", barcodes=())).unit == "kg"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(DRAFT, name="", name_ar="\n"), "incomplete"),
        (replace(DRAFT, name="x" * 5_001), "too_long"),
        (replace(DRAFT, price=Decimal(-1)), "bad_price"),
        (replace(DRAFT, cost=Decimal(-1)), "bad_price"),
        (replace(DRAFT, price=Decimal("1.005")), "too_many_decimals"),
        (replace(DRAFT, price=Decimal("NaN")), "bad_number"),
        (replace(DRAFT, sku="DT-00001"), "sku_taken"),
        (replace(DRAFT, sku="x" * 81), "too_long"),
        (replace(DRAFT, barcodes=(ProductBarcode(DATES),)), "barcode_taken"),
        (replace(DRAFT, barcodes=(ProductBarcode(f"0{DATES}"),)), "barcode_taken"),
        (replace(DRAFT, barcodes=(ProductBarcode("4006381333930"),)), "bad_barcode"),
        (replace(DRAFT, barcodes=(ProductBarcode(" "),)), "bad_barcode"),
        (
            replace(DRAFT, barcodes=(ProductBarcode(CODE), ProductBarcode(f"0{CODE}"))),
            "bad_barcode",
        ),
        (replace(DRAFT, barcodes=(ProductBarcode("1" * 81),)), "too_long"),
    ],
)
def test_a_product_that_can_not_be_is_refused(store: Store, draft: ProductDraft, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        add(store, draft)
    assert caught.value.code == code
    assert tally(store, "SELECT count(*) FROM product") == 30


@pytest.mark.parametrize(
    ("draft", "stock", "code"),
    [
        (replace(DRAFT, tracked=False), "5", "not_tracked"),
        (DRAFT, "1e9", "too_large"),
        (DRAFT, "0.0000001", "too_many_decimals"),
    ],
)
def test_a_stock_that_can_not_be_is_refused(
    store: Store, draft: ProductDraft, stock: str, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        add(store, draft, stock)
    assert caught.value.code == code
    assert tally(store, "SELECT count(*) FROM product") == 30


def rates_of(store: Store, vat_number: str = "300000000000003") -> list[str]:
    with store.read() as unit:
        counter = counter_of(unit)
        seller = replace(counter.shop.seller, vat_number=vat_number)
        here = replace(counter, shop=replace(counter.shop, seller=seller))
        return [str(rate) for rate in products.rates(unit, here)]


def test_the_countrys_usual_tax_rate_is_offered_first(store: Store) -> None:
    assert rates_of(store) == ["15", "0", "exempt"]


def test_a_rate_that_is_in_use_is_offered_too(store: Store) -> None:
    add(store, replace(DRAFT, tax=tax_rate("5")))
    assert rates_of(store) == ["15", "0", "exempt", "5"]


def test_who_is_not_registered_charges_no_tax(store: Store) -> None:
    assert rates_of(store, vat_number="") == ["out_of_scope", "15", "0", "exempt"]


# Changing one


def change(
    store: Store, changes: dict[str, object], product_id: int = 1
) -> tuple[Product, Changes]:
    with store.write() as unit:
        return products.change(unit, product_id, changes, counter_of(unit))


def told(store: Store) -> list[tuple[object, ...]]:
    with store.read() as unit:
        sql = "SELECT kind, record_id, number, payload FROM outbox ORDER BY id"
        return [tuple(row) for row in unit.sql(sql)]


def test_a_changed_product_is_told_by_the_fields_that_changed(store: Store) -> None:
    add_backend(store)
    barcodes = (ProductBarcode(CODE),)
    wanted = {"name": "Dates", "price": Decimal("30.5"), "tax": tax_rate("5")}
    product, changes = change(store, {**wanted, "barcodes": barcodes})
    assert (product.name, str(product.price), product.barcode) == ("Dates", "30.50", CODE)
    assert changes == Changes(products=frozenset({1}), outbox=True)
    fields = '{"fields":["name","price","barcode","tax_rate"]}'
    assert told(store) == [("product", 1, "DT-00001", fields)]
    with store.read() as unit:
        assert counter_of(unit).catalog(unit).search_ids("dates", 1) == [1]
        sql = "SELECT event, subject, actor, data FROM journal ORDER BY sequence DESC"
        event, subject, actor, data = unit.raw(sql).fetchone()
    assert (event, subject, actor) == ("product_changed", "DT-00001", "Sara")
    assert json.loads(data) == {
        "name": ["Sukkari Dates 500 g", "Dates"],
        "price": ["24.5", "30.5"],
        "tax": ["15", "5"],
        "barcodes": [[DATES, f"1{DATES[:-1]}1"], [CODE]],
    }
    assert findings(store) == []


@pytest.mark.parametrize("changes", [{"active": False}, {"unit": "kg"}, {"reorder_level": None}])
def test_what_no_back_end_keeps_is_told_to_none(store: Store, changes: dict[str, object]) -> None:
    add_backend(store)
    _, changed = change(store, changes)
    assert changed == Changes(products=frozenset({1}))
    assert told(store) == []


def test_without_a_back_end_a_change_is_told_to_nobody(store: Store) -> None:
    _, changes = change(store, {"price": Decimal(1)})
    assert changes == Changes(products=frozenset({1}))
    assert told(store) == []


def test_a_change_of_nothing_is_none(store: Store) -> None:
    add_backend(store)
    entries = tally(store, "SELECT count(*) FROM journal")
    product, changes = change(store, {"name": " Sukkari  Dates 500 g"})
    assert (product.name, changes) == ("Sukkari Dates 500 g", Changes())
    assert tally(store, "SELECT count(*) FROM journal") == entries


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "", "name_ar": ""}, "incomplete"),
        ({"price": Decimal(-1)}, "bad_price"),
        ({"sku": "TE-00003"}, "sku_taken"),
        ({"barcodes": (ProductBarcode(LATTE),)}, "barcode_taken"),
        ({"colour": "red"}, "bad_field"),
    ],
)
def test_a_change_that_can_not_be_is_refused(
    store: Store, changes: dict[str, object], code: str
) -> None:
    with store.read() as unit:
        skus = counter_of(unit).catalog(unit).products([3])
    changes = {"sku": skus[0].sku} if "sku" in changes else changes
    with pytest.raises(Refusal) as caught:
        change(store, changes)
    assert caught.value.code == code


def test_a_product_keeps_its_own_sku_and_barcode(store: Store) -> None:
    own = {"sku": "DT-00001", "barcodes": (ProductBarcode(DATES),)}
    product, _ = change(store, {**own, "name": "Dates"})
    assert (product.sku, product.barcode) == ("DT-00001", DATES)


def test_a_product_that_is_not_there_is_not_changed(store: Store) -> None:
    with pytest.raises(Refusal) as caught:
        change(store, {"name": "Dates"}, 999)
    assert caught.value.code == "unknown_product"
