"""The catalogue: a code leads to one product, and an update replaces it whole."""

from __future__ import annotations

from array import array
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.catalog import Found, Product, ProductBarcode, ProductDraft
from app.domain.currency import currency
from app.domain.money import money
from app.domain.tax import tax_rate
from app.storage import catalog, driver
from app.storage.catalog import Catalog
from app.storage.store import Store, Unit
from tests.shop import DATES, tally

SAR = currency("SAR")
CARTON = ProductBarcode("ctn-12", "carton", Decimal(12))
COFFEE = ProductDraft(
    sku="CF-9",
    name="Coffee, Arabic",
    name_ar="قهوة عربية",
    price=Decimal("32.50"),
    tax=tax_rate("15"),
    category="Sundries",
    unit="piece",
    cost=Decimal("20.10"),
    barcodes=(ProductBarcode("4006381333931"), CARTON),
    picture="coffee-bag",
    reorder_level=Decimal("2.5"),
)


def view(unit: Unit) -> Catalog:
    return Catalog(unit, SAR, 1)


def added(unit: Unit, draft: ProductDraft = COFFEE) -> int:
    product_id = catalog.next_id(unit)
    groups = {"Sundries": catalog.category_id(unit, "Sundries")}
    catalog.insert(unit, [(product_id, draft)], groups)
    return product_id


def found(unit: Unit, code: str) -> Product:
    result = view(unit).find(code)
    assert result is not None, code
    return result.product


def test_a_product_comes_back_as_it_was_stored(store: Store) -> None:
    with store.write() as unit:
        product_id = added(unit)
        assert found(unit, "CF-9") == Product(
            id=product_id,
            sku="CF-9",
            name="Coffee, Arabic",
            name_ar="قهوة عربية",
            category="Sundries",
            unit="piece",
            price=money("32.50", SAR),
            cost=money("20.10", SAR),
            tax=tax_rate("15"),
            active=True,
            barcodes=COFFEE.barcodes,
            tracked=True,
            stock=Decimal(0),
            picture="coffee-bag",
            reorder_level=Decimal("2.5"),
        )


@pytest.mark.parametrize(
    "code",
    ["4006381333931", "04006381333931", "٤٠٠٦٣٨١٣٣٣٩٣١", " 4006381333931\r\n", "]E04006381333931"],
)
def test_a_barcode_is_found_however_it_is_written(store: Store, code: str) -> None:
    with store.write() as unit:
        added(unit)
        assert found(unit, code).sku == "CF-9"


@pytest.mark.parametrize("code", ["ctn-12", "CTN-12", "Ctn-12 "])
def test_a_carton_stands_for_its_pieces(store: Store, code: str) -> None:
    with store.write() as unit:
        product_id = added(unit)
        assert view(unit).find(code) == Found(view(unit).products([product_id])[0], Decimal(12))


def test_a_barcode_goes_before_a_sku_and_a_sku_before_an_id(store: Store) -> None:
    with store.write() as unit:
        by_sku = added(unit, replace(COFFEE, sku="2", barcodes=()))
        assert found(unit, "1").id == 1
        assert found(unit, "2").id == by_sku
        by_code = added(unit, replace(COFFEE, sku="x", barcodes=(ProductBarcode("2"),)))
        assert found(unit, "2").id == by_code


@pytest.mark.parametrize(
    "code", ["", " ", "no such", "999999999999999999999", "-1", "1.0", "²", "\0"]
)
def test_an_unknown_code_is_no_error(store: Store, code: str) -> None:
    with store.read() as unit:
        assert view(unit).find(code) is None


def test_products_come_in_the_order_of_their_ids_as_asked(store: Store) -> None:
    with store.read() as unit:
        assert [each.id for each in view(unit).products([3, 1, 999_999, 2])] == [3, 1, 2]
        assert view(unit).products([]) == []


def test_the_stock_shown_is_that_of_the_registers_warehouse(store: Store) -> None:
    with store.read() as unit:
        stocks = [Catalog(unit, SAR, place).products([1])[0].stock for place in (1, 2)]
        rows = unit.sql(
            "SELECT quantity FROM stock_level WHERE product_id = 1 ORDER BY 1"
        ).fetchall()
    assert sorted(stocks) == [Decimal(row[0]).scaleb(-6) for row in rows]
    assert stocks[0] != stocks[1]


def test_an_update_replaces_everything_barcodes_included(store: Store) -> None:
    tea = replace(COFFEE, sku="T-1", name="Tea", cost=None, barcodes=(ProductBarcode("tea"),))
    with store.write() as unit:
        product_id = added(unit)
        catalog.update(unit, [(product_id, replace(tea, category=""))], {})
        product = found(unit, "tea")
        assert (product.id, product.sku, product.cost) == (product_id, "T-1", None)
        assert product.category == ""
        assert view(unit).find("4006381333931") is None
        assert view(unit).find("CF-9") is None


def test_a_code_belongs_to_one_product_only(store: Store) -> None:
    with store.write() as unit, pytest.raises(driver.dbapi.IntegrityError):
        added(unit, replace(COFFEE, barcodes=(ProductBarcode(f"0{DATES}"),)))


def test_what_is_taken_is_told(store: Store) -> None:
    with store.read() as unit:
        assert catalog.ids_by_sku(unit, ["DT-00001", "nope"]) == {"DT-00001": 1}
        assert catalog.owners_by_key(unit, [f"0{DATES}", "nope"]) == {f"0{DATES}": 1}


def test_a_category_is_made_once(store: Store) -> None:
    before = tally(store, "SELECT count(*) FROM category")
    with store.write() as unit:
        first = catalog.category_id(unit, "Brooms", "مكانس", "c3")
        assert catalog.category_id(unit, "Brooms") == first
        unit.commit()
    assert tally(store, "SELECT count(*) FROM category") == before + 1


def test_browsing_gives_the_ids_of_all_that_is_sold_in_order(store: Store) -> None:
    with store.write() as unit:
        assert view(unit).browse() == array("q", range(1, 31))
        unit.raw("UPDATE product SET active = 0 WHERE id IN (1, 15)")
        assert view(unit).browse() == array("q", [*range(2, 15), *range(16, 31)])


def test_browsing_gives_no_more_than_is_asked_for(store: Store) -> None:
    with store.read() as unit:
        assert view(unit).browse(limit=4) == array("q", range(1, 5))
        group = catalog.categories(unit)[0].id
        assert view(unit).browse(group, 2) == view(unit).browse(group)[:2]


def test_browsing_a_category_gives_its_products_only(store: Store) -> None:
    with store.read() as unit:
        parts = [view(unit).browse(each.id) for each in catalog.categories(unit)]
        assert all(list(part) == sorted(part) for part in parts)
        assert sorted(each for part in parts for each in part) == list(range(1, 31))
        assert view(unit).browse(999) == array("q")


def test_browsing_more_ids_than_are_fetched_at_once_loses_none(store: Store) -> None:
    wanted = catalog.IDS_AT_ONCE * 2 + 31
    with store.write() as unit:
        more = [(each, replace(COFFEE, sku=f"M-{each}", barcodes=())) for each in range(31, wanted)]
        catalog.insert(unit, more, {})
        assert view(unit).browse() == array("q", range(1, wanted))


@pytest.mark.parametrize("condition", ["active = 1", "active = 1 AND category_id = 3"])
def test_browsing_reads_an_index_and_no_product(store: Store, condition: str) -> None:
    with store.read() as unit:
        sql = f"EXPLAIN QUERY PLAN SELECT id FROM product WHERE {condition} ORDER BY id"
        (step,) = unit.raw(sql).fetchall()
    assert "COVERING INDEX" in step[3]


def test_search_gives_ids_without_reading_products(store: Store) -> None:
    with store.read() as unit:
        wanted = [each.id for each in view(unit).search("dates", 5)]
        assert view(unit).search_ids("dates", 5) == wanted != []


def test_categories_without_anything_to_sell_are_no_chips(store: Store) -> None:
    with store.write() as unit:
        everything = catalog.categories(unit)
        assert set(view(unit).categories()) <= set(everything)
        gone = view(unit).categories()[0]
        unit.raw("UPDATE product SET active = 0 WHERE category_id = ?", (gone.id,))
        left = view(unit).categories()
    assert gone not in left
    assert [each.id for each in left] == sorted(each.id for each in left) != []
