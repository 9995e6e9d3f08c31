"""Exports: what the store holds, in columns that the next program can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.services import export, table_file
from app.services.invoices import Wanted
from app.storage import customer
from app.storage.store import Store
from tests.progress import Heard
from tests.shop import BREAD, DATES, counter_of, sell


def table(store: Store, kind: str, path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with store.read() as unit:
        count = export.KINDS[kind](unit, counter_of(unit), path)
    with table_file.reading(path) as (columns, rows):
        found = [cells for _, cells in rows]
    assert len(found) == count
    return columns, found


def test_products_have_the_columns_of_the_import(store: Store, tmp_path: Path) -> None:
    columns, rows = table(store, "products", tmp_path / "t.csv")
    assert columns == [
        "sku",
        "name",
        "name_ar",
        "barcode",
        "category",
        "price",
        "cost",
        "tax_rate",
        "unit",
        "stock",
        "active",
    ]
    assert len(rows) == 30
    first = rows[0]
    assert (first["sku"], first["price"], first["active"]) == ("DT-00001", "24.50", "yes")
    assert first["barcode"].split("|")[0] == DATES


def test_more_products_than_a_batch_are_all_written(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "BATCH", 7)
    _, rows = table(store, "products", tmp_path / "t.csv")
    assert len({row["sku"] for row in rows}) == 30


def test_invoices_are_listed_the_newest_first(store: Store, tmp_path: Path) -> None:
    sell(store, DATES)
    sell(store, BREAD, DATES)
    _, rows = table(store, "invoices", tmp_path / "t.csv")
    assert [row["number"] for row in rows] == ["A1-000002", "A1-000001"]
    assert [row["total"] for row in rows] == ["28.00", "24.50"]
    assert {row["currency"] for row in rows} == {"SAR"}
    assert rows[0]["issued_at"] == "2026-03-01T12:00:00+00:00"


def test_invoices_that_were_looked_for_are_exported_alone(store: Store, tmp_path: Path) -> None:
    for _ in range(3):
        sell(store, DATES)
    sell(store, BREAD)
    with store.read() as unit:
        count = export.found_invoices(
            unit, counter_of(unit), tmp_path / "t.csv", Wanted(text="24.50")
        )
    with table_file.reading(tmp_path / "t.csv") as (_, rows):
        numbers = [cells["number"] for _, cells in rows]
    assert numbers == ["A1-000003", "A1-000002", "A1-000001"]
    assert count == 3


def test_stock_has_a_row_for_each_product_and_warehouse(store: Store, tmp_path: Path) -> None:
    _, rows = table(store, "stock", tmp_path / "t.csv")
    places = [row["warehouse"] for row in rows if row["sku"] == "DT-00001"]
    assert places == ["main", "store-room"]
    assert all(row["quantity"].replace(".", "").isdigit() for row in rows)


def test_a_shop_without_customers_exports_a_head_alone(store: Store, tmp_path: Path) -> None:
    columns, rows = table(store, "customers", tmp_path / "t.csv")
    assert columns == ["name", "phone", "email", "address", "vat_number"]
    assert rows == []


def test_a_customers_texts_can_not_run_in_a_spreadsheet(store: Store, tmp_path: Path) -> None:
    with store.write() as unit:
        customer.insert(unit, Customer(None, "=HYPERLINK(1)", phone="+966500000000"))
        unit.commit()
    _, rows = table(store, "customers", tmp_path / "t.csv")
    assert rows[0]["name"] == "=HYPERLINK(1)"
    assert "\n'=HYPERLINK(1),+966500000000," in (tmp_path / "t.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("kind", export.KINDS)
def test_an_export_tells_how_far_it_is_and_can_be_stopped(
    store: Store, tmp_path: Path, kind: str
) -> None:
    sell(store, DATES)
    heard = Heard()
    with store.read() as unit:
        counter = counter_of(unit)
        path = tmp_path / "t.csv"
        count = export.KINDS[kind](unit, counter, path, heard)
        assert heard[-1] == (count, count)
        before = path.read_bytes()
        with pytest.raises(Refusal) as caught:
            export.KINDS[kind](unit, counter, path, lambda *_: False)
    assert caught.value.code == "cancelled"
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["shop", "t.csv"]
