"""Invoices: totals, stock, and finding them again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.hub import server
from app.hub.server import Service
from tests.hub.till import Till, Tills, item, key_of

REFERENCE = "POS:A1-000123:8F3K2QX"


def test_invoice_is_booked_as_the_document_does(till: Till) -> None:
    for number in range(3):
        till.product(stock=100 + number)
    for name in ("A", "B", "C", "D", "Ahmed"):
        till.post("/customers", {"name": name})
    body = {
        "customer_id": 5,
        "payment_method": "card",
        "account_id": 2,
        "items": [
            {"product_id": 1, "quantity": 2, "price": 3.50},
            {"product_id": 3, "quantity": 1, "price": 12.00},
        ],
    }
    answer = till.client.post("/invoices", json=body)
    assert answer.text == '{"success": true, "invoice_id": 1, "total": 19.00, "status": "paid"}'
    assert till.levels() == {(1, 1): 98, (2, 1): 101, (3, 1): 101}


def test_list_shows_all_of_an_invoice(till: Till) -> None:
    till.product()
    before = datetime.now(UTC)
    till.post("/invoices", {"items": [item(1, 0.755, 3.5)], "notes": f"{REFERENCE} نقدًا"})
    (row,) = till.get("/invoices")["data"]
    at = datetime.fromisoformat(row.pop("created_at"))
    assert before - timedelta(seconds=1) < at <= datetime.now(UTC)
    assert row == {
        "id": 1,
        "invoice_id": 1,
        "customer_id": None,
        "payment_method": None,
        "account_id": None,
        "notes": f"{REFERENCE} نقدًا",
        "total": till.get("/invoices")["data"][0]["total"],
        "status": "paid",
        "date": at.date().isoformat(),
        "items": [item(1, row["items"][0]["quantity"], 3.5)],
    }
    assert (str(row["total"]), str(row["items"][0]["quantity"])) == ("2.64", "0.755")


TOTALS = {
    "SAR": [
        ([("1", "0.005")], "0.01"),
        ([("1", "0.004"), ("1", "0.004")], "0.00"),
        ([("3", "1.15"), ("0.5", "2.25")], "4.58"),
        ([("999999999.999999", "999.99")], "999990000000.00"),
    ],
    "KWD": [([("1", "0.0005"), ("2", "1.234")], "2.469")],
    "JPY": [([("0.5", "101")], "51")],
}


@pytest.mark.parametrize("currency", TOTALS)
def test_each_line_is_rounded_half_up_to_the_currency(database_url: str, currency: str) -> None:
    with (
        server.running(database_url, currency_code=currency) as url,
        Till(url, key_of(database_url)) as till,
    ):
        till.product()
        for lines, total in TOTALS[currency]:
            items = ", ".join(
                f'{{"product_id": 1, "quantity": {quantity}, "price": {price}}}'
                for quantity, price in lines
            )
            answer = till.client.post("/invoices", content=f'{{"items": [{items}]}}')
            assert f'"total": {total}, ' in answer.text


def test_stock_leaves_the_warehouse_of_the_key_and_may_fall_below_nothing(new_till: Tills) -> None:
    main, branch = new_till(), new_till("Branch")
    product_id = main.product(stock=1)
    branch.post("/invoices", {"items": [item(product_id, 2), item(product_id, 3)]})
    assert main.levels() == {(product_id, 1): 1, (product_id, 2): -5}


WRONG: list[tuple[Any, tuple[int, str]]] = [
    ({}, (422, "bad_field")),
    ({"items": []}, (422, "bad_field")),
    ({"items": {}}, (422, "bad_field")),
    ({"items": [item(1)] * 1_001}, (422, "bad_field")),
    ({"items": [item(1), item(9)]}, (404, "unknown_product")),
    ({"items": [item(1)], "customer_id": 9}, (404, "unknown_customer")),
    ({"items": [item(1)], "payment_method": "cheque"}, (422, "bad_field")),
    ({"items": [item(1)], "notes": "x" * 10_001}, (422, "bad_field")),
    ({"items": [item(1, 0)]}, (422, "bad_field")),
    ({"items": [item(1, -1)]}, (422, "bad_field")),
    ({"items": [item(1, 10**9)]}, (422, "bad_field")),
    ({"items": [item(1, 10**8, 10**11)]}, (422, "too_large")),
    ({"items": [item(1, 1, -1)]}, (422, "bad_field")),
    ({"items": [{"product_id": 1, "quantity": 1}]}, (422, "bad_field")),
]


def test_refused_invoice_leaves_nothing_behind(till: Till) -> None:
    till.product(stock=5)
    for body, expected in WRONG:
        assert till.refused("POST", "/invoices", json=body) == expected, str(body)[:80]
    assert till.get("/invoices")["total"] == 0
    assert till.levels() == {(1, 1): 5}


def test_stock_that_grows_beyond_all_bounds_is_refused_and_stays_right(till: Till) -> None:
    till.product()
    till.set_level(1, -(10**12) + 1)
    sold = {"items": [item(1, 999_999_999)] * 1_000}
    assert till.refused("POST", "/invoices", json={"items": [item(1, 2)]}) == (422, "too_large")
    assert till.refused("POST", "/invoices", json=sold)[0] == 422
    assert till.levels() == {(1, 1): -(10**12) + 1}


def test_invoices_are_found_by_the_reference_that_begins_their_notes(till: Till) -> None:
    till.product()
    notes = [f"{REFERENCE} at 10:32", REFERENCE, f"x {REFERENCE}", "POS:other", None, ""]
    made = [
        till.post("/invoices", {"items": [item(1)], "notes": each})["invoice_id"] for each in notes
    ]
    found = till.get("/invoices", reference=REFERENCE)
    assert [row["id"] for row in found["data"]] == made[:2]
    assert found["total"] == 2
    assert till.get("/invoices", reference=REFERENCE.lower())["total"] == 0


def test_pages_hold_every_invoice_once(till: Till) -> None:
    till.product()
    made = [till.post("/invoices", {"items": [item(1)]})["invoice_id"] for _ in range(5)]
    pages = [till.get("/invoices", page=page, limit=2)["data"] for page in (1, 2, 3)]
    assert [row["id"] for page in pages for row in page] == made
    assert till.get("/invoices", status="paid")["total"] == 5
    assert till.get("/invoices", status="unpaid")["total"] == 0


def test_days_are_those_of_utc_and_both_ends_are_included(database_url: str) -> None:
    moments = [
        datetime(2026, 1, 1, 23, 59, 59, 999_000, tzinfo=UTC),
        datetime(2026, 1, 2, tzinfo=UTC),
        datetime(2026, 1, 3, 12, tzinfo=UTC),
    ]
    clock = iter([moments[0], *moments])
    with (
        server.running(database_url, service=Service(now=lambda: next(clock))) as url,
        Till(url, key_of(database_url)) as till,
    ):
        till.product()
        for _ in moments:
            till.post("/invoices", {"items": [item(1)]})

        def days(**wanted: str) -> list[str]:
            return [row["date"] for row in till.get("/invoices", **wanted)["data"]]

        assert days(date_from="2026-01-01", date_to="2026-01-01") == ["2026-01-01"]
        assert days(date_from="2026-01-02") == ["2026-01-02", "2026-01-03"]
        assert days(date_to="2026-01-02") == ["2026-01-01", "2026-01-02"]
        assert days(date_from="2026-01-04") == []
        assert till.get("/invoices")["data"][0]["created_at"] == "2026-01-01T23:59:59.999Z"


def test_bad_filter_is_refused(till: Till) -> None:
    for query in ("date_from=2026-13-01", "date_to=20260101", "date_to=1", "date_to=", "status=x"):
        assert till.refused("GET", f"/invoices?{query}") == (400, "bad_query"), query
