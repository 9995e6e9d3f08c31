"""`init`, invoices and receipts, stock, outbox, `verify`, `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.store import FILE_NAME, Store
from tests.sanduq import At, Sanduq
from tests.shop import DATES, LATTE, NOON, sell

CART = {
    "lines": [{"product": DATES}],
    "payments": [{"method": "cash", "amount": "50"}],
    "customer": {"name": "Fatima"},
    "notes": "birthday",
}


def test_an_empty_shop_is_made_without_a_question(tmp_path: Path, sanduq_at: At) -> None:
    sanduq = sanduq_at(tmp_path / "deep" / "new")
    answer = sanduq("init").json
    assert answer["products"] == 0
    assert answer["shop"]["currency"] == "SAR"
    assert answer["shop"]["prices_include_tax"] is True
    assert answer["shop"]["rounding"] == "document"
    assert sanduq("search", "").json == []
    assert sanduq("verify").json == {"ok": True, "findings": []}


def test_a_shop_is_made_as_it_is_asked_for(tmp_path: Path, sanduq_at: At) -> None:
    sanduq = sanduq_at(tmp_path / "shop")
    answer = sanduq(
        "init",
        *("--name", "Dune", "--name-ar", "كثيب", "--country", "AE", "--currency", "aed"),
        *("--vat-number", "100 123 456 789 003", "--prices-include-tax", "no"),
        *("--rounding", "line", "--address", "Dubai"),
    ).json["shop"]
    assert answer["name"] == "Dune"
    assert answer["name_ar"] == "كثيب"
    assert (answer["country"], answer["currency"]) == ("AE", "AED")
    assert answer["vat_number"] == "100123456789003"
    assert answer["prices_include_tax"] is False
    assert answer["rounding"] == "line"
    assert answer["time_zone"] == "Asia/Dubai"


def test_a_demo_shop_is_the_same_every_time(tmp_path: Path, sanduq_at: At) -> None:
    shops = [sanduq_at(tmp_path / name) for name in ("one", "two", "other")]
    for shop, seed in zip(shops, ("7", "7", "8"), strict=True):
        assert shop("init", "--demo", "--products", "120", "--seed", seed).json["products"] == 120
    one, two, other = (shop("search", "", "--limit", "200").json for shop in shops)
    assert one == two
    assert one != other
    assert all(shop("verify").json["ok"] for shop in shops)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--vat-number", "123"), "bad_vat_number"),
        (("--vat-number", "100123456789003"), "bad_vat_number"),
        (("--country", "AE", "--vat-number", "300000000000003"), "bad_vat_number"),
        (("--country", "XX"), "unknown_country"),
        (("--currency", "XXX"), "unknown_currency"),
        (("--products", "5"), "bad_products"),
        (("--demo", "--products", "-1"), "bad_products"),
        (("--demo", "--products", "1000001"), "bad_products"),
        (("--name", " "), "incomplete"),
        (("--name", "half a pair \udcff"), "bad_text"),
    ],
)
def test_an_impossible_shop_is_refused_and_leaves_nothing(
    tmp_path: Path, sanduq_at: At, options: tuple[str, ...], code: str
) -> None:
    assert sanduq_at(tmp_path / "shop")("init", *options).refusal == code
    assert not (tmp_path / "shop").exists() or list((tmp_path / "shop").iterdir()) == []


def test_a_second_init_spares_the_shop(sanduq: Sanduq, shop: Path) -> None:
    before = (shop / FILE_NAME).read_bytes()
    assert sanduq("init", "--demo").refusal == "shop_exists"
    assert (shop / FILE_NAME).read_bytes() == before


def test_invoices_are_listed_and_shown(sanduq: Sanduq) -> None:
    sold = sanduq.cart("sell", CART).json
    (row,) = sanduq("invoices").json
    assert row == {
        "number": sold["number"],
        "uuid": sold["uuid"],
        "reference": sold["reference"],
        "issued_at": sold["issued_at"],
        "customer": "Fatima",
        "currency": "SAR",
        "total": "24.50",
        "paid": "24.50",
        "status": "paid",
        "sync": "READY",
    }
    assert sanduq("invoice", "A1-000001").json == sold
    assert sanduq("invoices", "--text", "fatima").json == [row]
    assert sanduq("invoices", "--text", "nobody").json == []
    assert sanduq("invoices", "--status", "unpaid").json == []


def test_days_of_invoices_are_the_shops(store: Store, sanduq: Sanduq) -> None:
    sell(store, at=NOON.replace(day=1, hour=21))  # midnight in Riyadh
    assert len(sanduq("invoices", "--from", "2026-03-02", "--to", "2026-03-02").json) == 1
    assert sanduq("invoices", "--to", "2026-03-01").json == []


def test_a_receipt_is_written_as_it_is_asked_for(sanduq: Sanduq, tmp_path: Path) -> None:
    sanduq.cart("sell", CART)
    pdf, png = tmp_path / "r.pdf", tmp_path / "r.png"
    for paper in ("80", "58", "a4"):
        answer = sanduq("receipt", "A1-000001", "--pdf", pdf, "--png", png, "--paper", paper).json
        assert (answer["path"], answer["png"]) == (str(pdf), str(png))
        assert pdf.read_bytes().startswith(b"%PDF")
        assert png.read_bytes().startswith(b"\x89PNG")
    text = sanduq("receipt", "A1-000001", "--text").json["text"]
    assert "A1-000001" in text
    assert "24.50" in text
    assert text != sanduq("receipt", "A1-000001", "--text", "--copy").json["text"]
    assert sanduq.plain("receipt", "A1-000001").out.strip() == text.strip()


def test_a_receipt_into_a_missing_folder_is_refused(sanduq: Sanduq, tmp_path: Path) -> None:
    sanduq.cart("sell", CART)
    target = tmp_path / "none" / "r.pdf"
    assert sanduq("receipt", "A1-000001", "--pdf", target).refusal == "unknown_file"


@pytest.mark.parametrize("delta", ["-3", "2", "0.755", "٥"])
def test_stock_is_adjusted_by_a_difference(sanduq: Sanduq, delta: str) -> None:
    def level() -> float:
        levels = sanduq("stock", "show", "--product", DATES, "--warehouse", "main").json["levels"]
        return float(levels[0]["quantity"])

    before = level()
    answer = sanduq(
        "stock",
        "adjust",
        DATES,
        delta,
        *("--reason", "wrong count", "--note", "shelf 4", "--cashier", "Omar"),
    ).json
    assert float(answer["quantity"]) == level()
    assert level() != before
    shown = sanduq("stock", "show", "--product", DATES).json
    assert shown["moves"][0]["reason"] == "wrong count"
    assert shown["moves"][0]["note"] == "shelf 4"
    assert shown["moves"][0]["actor"] == "Omar"
    assert {row["warehouse"] for row in shown["levels"]} == {"main", "store-room"}
    assert sanduq("outbox").json[0]["kind"] == "stock"


def test_another_warehouse_can_be_adjusted(sanduq: Sanduq) -> None:
    answer = sanduq("stock", "adjust", "1", "5", "--reason", "found", "--warehouse", "store-room")
    assert answer.json["warehouse"] == "store-room"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nobody", "1", "--reason", "x"), "unknown_product"),
        ((DATES, "0", "--reason", "x"), "bad_quantity"),
        ((DATES, "99999999", "--reason", "x"), "bad_quantity"),
        ((DATES, "1.0000001", "--reason", "x"), "too_many_decimals"),
        ((DATES, "some", "--reason", "x"), "bad_number"),
        ((DATES, "1", "--reason", " "), "bad_reason"),
        ((DATES, "1", "--reason", "sale"), "bad_reason"),
        ((DATES, "1", "--reason", "x" * 61), "bad_reason"),
        ((DATES, "1", "--reason", "x", "--warehouse", "moon"), "unknown_warehouse"),
        ((LATTE, "1", "--reason", "x"), "not_tracked"),
    ],
)
def test_an_impossible_adjustment_is_refused(
    sanduq: Sanduq, arguments: tuple[str, ...], code: str
) -> None:
    assert sanduq("stock", "adjust", *arguments).refusal == code
    assert sanduq("outbox").json == []


def test_the_outbox_tells_what_waits(sanduq: Sanduq) -> None:
    sold = sanduq.cart("sell", CART).json
    (row,) = sanduq("outbox").json
    assert row.pop("created_at")
    assert row == {
        "id": 1,
        "backend": "",
        "kind": "invoice",
        "state": "READY",
        "reference": sold["reference"],
        "number": sold["number"],
        "attempts": 0,
        "not_before": None,
        "verdict": "",
        "message": "",
        "record_id": 1,
        "remote_id": "",
        "changed_at": None,
    }
    assert sanduq("outbox", "--state", "acked").json == []


def test_books_that_do_not_agree_are_told_and_end_with_one(store: Store, sanduq: Sanduq) -> None:
    sell(store)
    with store.write() as unit:
        unit.sql("DELETE FROM outbox")
        unit.commit()
    answer = sanduq("verify")
    assert answer.code == 1
    finding = "Invoice A1-000001: its outbox do not agree with it."
    assert answer.json == {"ok": False, "findings": [finding]}
    plain = sanduq.plain("verify")
    assert (plain.code, plain.out) == (1, f"{finding}\n")
    assert "Traceback" not in plain.err


def test_a_backup_brings_the_shop_back(sanduq: Sanduq, shop: Path, tmp_path: Path) -> None:
    sanduq.cart("sell", CART)
    target = tmp_path / "backups" / "today.db"
    answer = sanduq("backup", target).json
    assert answer == {"path": str(target), "bytes": target.stat().st_size}
    sanduq.cart("sell", CART)
    restored = sanduq("restore", target).json
    assert restored["restored"] == str(target)
    assert Path(restored["kept"]).parent == shop
    assert len(sanduq("invoices").json) == 1
    again = sanduq("restore", restored["kept"])
    assert again.code == 0
    assert len(sanduq("invoices").json) == 2
    assert sanduq("verify").json["ok"] is True


def test_a_backup_is_restored_where_there_is_no_shop(
    sanduq: Sanduq, sanduq_at: At, tmp_path: Path
) -> None:
    sanduq("backup", tmp_path / "b.db")
    other = sanduq_at(tmp_path / "elsewhere")
    assert other("restore", tmp_path / "b.db").json["kept"] is None
    assert len(other("search", "").json) == 30


def test_a_backup_over_the_store_itself_is_refused(sanduq: Sanduq, shop: Path) -> None:
    assert sanduq("backup", shop / FILE_NAME).refusal == "same_file"


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(5_000)])
def test_what_is_no_backup_leaves_the_shop(
    sanduq: Sanduq, shop: Path, tmp_path: Path, content: bytes
) -> None:
    before = (shop / FILE_NAME).read_bytes()
    (tmp_path / "b.db").write_bytes(content)
    assert sanduq("restore", tmp_path / "b.db").refusal == "damaged"
    assert (shop / FILE_NAME).read_bytes() == before
    assert [each.name for each in shop.iterdir()] == [FILE_NAME]
