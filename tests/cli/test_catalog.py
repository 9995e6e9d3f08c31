"""`search`, `scan`, `import` and `export`."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.new_shop import NewShop
from app.storage.store import Store
from tests.sanduq import At, Sanduq
from tests.shop import DATES, findings, make_shop, tally


def test_a_product_tells_all_that_it_has(sanduq: Sanduq) -> None:
    (product,) = sanduq("search", "sukkari").json
    assert product.pop("packs")[0] == {"barcode": DATES, "unit": "piece", "quantity": "1"}
    stock = product.pop("stock")
    assert stock.isdigit()
    assert product.pop("barcodes")[0] == DATES
    assert product == {
        "id": 1,
        "sku": "DT-00001",
        "name": "Sukkari Dates 500 g",
        "name_ar": "تمر سكري 500 غ",
        "barcode": DATES,
        "category": "Dates & sweets",
        "price": "24.50",
        "cost": product["cost"],
        "tax_rate": "15",
        "unit": "piece",
        "active": True,
        "remote_id": None,
        "remote_ids": {},
    }


def test_an_empty_text_lists_everything_up_to_the_limit(sanduq: Sanduq) -> None:
    assert [row["id"] for row in sanduq("search", "").json] == list(range(1, 31))
    assert len(sanduq("search", "", "--limit", "7").json) == 7
    assert len(sanduq("search").json) == 30


def test_a_search_without_hits_is_an_empty_list(sanduq: Sanduq) -> None:
    answer = sanduq("search", "zzzzz")
    assert (answer.code, answer.json) == (0, [])


def test_a_scan_that_hits_tells_the_product(sanduq: Sanduq) -> None:
    answer = sanduq("scan", DATES).json
    assert answer["product"]["sku"] == "DT-00001"
    assert (answer["found"], answer["kind"], answer["gtin"]) == (True, "ean13", f"0{DATES}")
    assert (answer["quantity"], answer["price"]) == ("1", "24.50")
    assert {"weight", "serial", "lot", "expiry"} <= answer.keys()


@pytest.mark.parametrize(
    ("code", "kind", "problem"),
    [
        ("4006381333931", "ean13", None),
        ("4006381333932", "code128", "check_digit"),
        ("hello", "code128", None),
        ("سلام", "text", None),
        ("", "text", None),
    ],
)
def test_a_scan_that_misses_is_no_error(
    sanduq: Sanduq, code: str, kind: str, problem: str | None
) -> None:
    answer = sanduq("scan", code)
    assert answer.code == 0
    assert answer.json["found"] is False
    assert answer.json["kind"] == kind
    assert answer.json.get("problem") == problem


def test_an_import_tells_what_became_of_the_rows(sanduq: Sanduq, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("sku,name,price,colour\nN-1,New,1,red\nDT-00001,,2,\nN-2,,1,\nN-3,Bad,x,\n")
    answer = sanduq("import", "products", path)
    assert answer.code == 0
    assert answer.json == {
        "rows": 4,
        "read": 4,
        "created": 1,
        "updated": 1,
        "refused_count": 2,
        "refused": [
            {"row": 4, "reason": "A new product needs a name."},
            {"row": 5, "reason": "The price “x” is not a number."},
        ],
        "unknown_columns": ["colour"],
        "dry_run": False,
    }
    assert sanduq("scan", "N-1").json["price"] == "1.00"


def test_a_dry_run_stores_nothing(store: Store, sanduq: Sanduq, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("sku,name,price\nN-1,New,1\n")
    answer = sanduq("import", "products", path, "--dry-run").json
    assert (answer["created"], answer["dry_run"]) == (1, True)
    assert tally(store, "SELECT count(*) FROM product") == 30


@pytest.mark.parametrize(
    "content", [b"", b"colour\nred\n", b'sku,name\n"open\n', "sku\nx\n".encode("utf-16")]
)
def test_a_broken_file_is_refused_in_one_sentence(
    sanduq: Sanduq, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(content)
    assert sanduq("import", "products", path).refusal == "bad_csv"


def test_an_export_can_be_imported_elsewhere(sanduq: Sanduq, sanduq_at: At, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    assert sanduq("export", "products", first).json == {"path": str(first), "rows": 30}
    other = sanduq_at(make_shop(tmp_path / "other", NewShop()))
    answer = other("import", "products", first).json
    assert (answer["created"], answer["refused_count"]) == (30, 0)
    other("export", "products", second)
    # The file does not tell of what no stock is kept.
    counted = first.read_text().replace(",cup,,", ",cup,0,").replace(",piece,,", ",piece,0,")
    assert second.read_text() == counted


def test_exports_hold_what_was_sold(store: Store, sanduq: Sanduq, tmp_path: Path) -> None:
    sanduq.cart(
        "sell",
        {"lines": [{"product": DATES}], "payments": [{"method": "cash", "amount": "50"}]},
    )
    assert sanduq("export", "invoices", tmp_path / "i.csv").json["rows"] == 1
    assert "A1-000001" in (tmp_path / "i.csv").read_text("utf-8-sig")
    assert sanduq("export", "customers", tmp_path / "c.csv").json["rows"] == 0
    levels = tally(store, "SELECT count(*) FROM stock_level")
    assert sanduq("export", "stock", tmp_path / "s.csv").json["rows"] == levels
    assert findings(store) == []
