"""The Apex POS API is answered as its document tells it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime

import httpx
import pytest

from tests.fakes.apex import ApexServer
from tests.fakes.conftest import NOW
from tests.fakes.ledger import API
from tests.fakes.talk import (
    REFERENCE,
    SALE,
    ask,
    client_of,
    said,
    sell,
)


def test_products_are_listed_as_in_the_document(client: httpx.Client) -> None:
    answer = client.get("/products", params={"page": 1, "limit": 50})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    found = said(answer)
    assert list(found) == ["success", "data", "total", "page", "limit"]
    assert (found["success"], found["total"], found["page"], found["limit"]) == (True, 3, 1, 50)
    assert found["data"][0] == {
        "id": 1,
        "name": "Espresso",
        "name_ar": "إسبريسو",
        "price": Decimal("3.50"),
        "cost": Decimal("1.20"),
        "barcode": "8901234567890",
        "category_id": 2,
        "tax_rate": 15,
        "stock": 100,
    }
    assert '"price": 3.50, "cost": 1.20' in answer.text


def test_products_are_paged_and_filtered(client: httpx.Client) -> None:
    second = said(client.get("/products", params={"page": 2, "limit": 2}))
    assert [each["id"] for each in second["data"]] == [41]
    assert said(client.get("/products", params={"page": 9}))["data"] == []
    of_category = said(client.get("/products", params={"category_id": 2}))
    assert ([each["id"] for each in of_category["data"]], of_category["total"]) == ([1], 1)
    assert said(client.get("/products", params={"limit": 500}))["limit"] == 100
    assert client.get("/products", params={"page": 0}).status_code == 400
    assert client.get("/products", params={"page": "two"}).status_code == 400


def test_a_product_is_created_as_in_the_document(server: ApexServer, client: httpx.Client) -> None:
    latte = {
        "name": "Latte",
        "name_ar": "لاتيه",
        "price": Decimal("4.50"),
        "cost": Decimal("1.80"),
        "category_id": 2,
        "tax_rate": 15,
        "stock": 200,
    }
    answer = said(ask(client, "POST", "/products", latte))
    assert answer == {"success": True, "product_id": 42, "message": "Product created"}
    row = said(client.get("/products"))["data"][-1]
    assert row == latte | {"id": 42, "barcode": None}
    assert server.ledger.level(42) == 200
    assert server.ledger.count("product", by=API) == 1


def test_a_put_changes_only_what_is_sent(client: httpx.Client) -> None:
    before = said(client.get("/products"))["data"][0]
    change = {"price": Decimal("5.00"), "tax_rate": 10}
    answer = said(ask(client, "PUT", "/products/1", change))
    assert answer == {"success": True, "message": "Product updated"}
    assert said(client.get("/products"))["data"][0] == before | change


def test_inventory_is_listed_as_in_the_document(server: ApexServer, client: httpx.Client) -> None:
    server.other_till.set(1, 84)
    found = said(client.get("/inventory", params={"warehouse_id": 1}))
    assert list(found) == ["success", "data"]
    assert found["data"][0] == {
        "product_id": 1,
        "product_name": "Espresso",
        "warehouse_id": 1,
        "warehouse_name": "Main",
        "quantity": 84,
    }
    assert said(client.get("/inventory", params={"warehouse_id": 2}))["data"] == []


def test_stock_is_set_as_in_the_document(server: ApexServer, client: httpx.Client) -> None:
    body = {"product_id": 1, "warehouse_id": 1, "quantity": 150, "notes": "Restock"}
    answer = said(ask(client, "PATCH", "/inventory/1", body))
    assert answer == {"success": True, "message": "Stock updated", "new_quantity": 150}
    assert server.ledger.level(1) == 150
    assert ask(client, "PATCH", "/inventory/3", body).status_code == 422
    assert server.ledger.count("stockchange") == 1


@pytest.mark.parametrize(("patch_by", "changed"), [("body", 1), ("row", 3)])
def test_the_id_of_a_patch_may_mean_something_else(
    server: ApexServer, client: httpx.Client, patch_by: str, changed: int
) -> None:
    server.knobs.patch_by = patch_by
    body = {"product_id": 1, "warehouse_id": 1, "quantity": 7}
    assert ask(client, "PATCH", "/inventory/2", body).status_code == 200
    assert [each for each in (1, 3, 41) if server.ledger.level(each) == 7] == [changed]


def test_an_invoice_is_created_as_in_the_document(server: ApexServer, client: httpx.Client) -> None:
    order = {
        "customer_id": 5,
        "payment_method": "card",
        "account_id": 2,
        "items": [
            {"product_id": 1, "quantity": 2, "price": Decimal("3.50")},
            {"product_id": 3, "quantity": 1, "price": Decimal("12.00")},
        ],
    }
    answer = ask(client, "POST", "/invoices", order)
    assert said(answer) == {
        "success": True,
        "invoice_id": 1084,
        "total": Decimal("19.00"),
        "status": "paid",
    }
    assert '"total": 19.00' in answer.text
    assert server.ledger.level(1) == 98
    assert server.ledger.level(3) == 19
    kinds = [each.kind for each in server.ledger.events]
    assert kinds == ["invoice", "stockchange", "stockchange"]
    assert server.complaints == []


def test_invoices_are_listed_newest_first_by_status_and_date(
    server: ApexServer, client: httpx.Client
) -> None:
    sell(client, notes=f"{REFERENCE} till 1")
    server.advance(timedelta(days=1))
    server.knobs.invoice_status = "unpaid"
    sell(client, notes="")
    first = {"id": 1084, "total": Decimal("7.00"), "status": "paid", "date": "2026-04-24"}
    first["notes"] = f"{REFERENCE} till 1"
    found = said(client.get("/invoices"))
    assert list(found) == ["success", "data"]
    assert [each["id"] for each in found["data"]] == [1085, 1084]
    assert found["data"][1] == first
    for query in (
        "status=paid",
        "date_to=2026-04-24",
        "date_from=2026-04-24&date_to=2026-04-24&page=1",
    ):
        assert said(client.get(f"/invoices?{query}"))["data"] == [first]
    assert client.get("/invoices", params={"status": "lost"}).status_code == 422
    assert client.get("/invoices", params={"date_from": "24/04/2026"}).status_code == 400


def test_invoices_may_hide_notes_and_totals(server: ApexServer, client: httpx.Client) -> None:
    sell(client)
    server.knobs.shows_notes = server.knobs.shows_totals = False
    row = said(client.get("/invoices"))["data"][0]
    assert row == {"id": 1084, "status": "paid", "date": "2026-04-24"}


@pytest.mark.parametrize("search", ["ahmed", "+966501234567", "AHMED@example", "0123"])
def test_customers_are_found_as_in_the_document(client: httpx.Client, search: str) -> None:
    found = said(client.get("/customers", params={"search": search}))
    assert found == {
        "success": True,
        "data": [
            {
                "id": 5,
                "name": "Ahmed Al-Amin",
                "phone": "+966501234567",
                "email": "ahmed@example.com",
                "balance": 0,
            }
        ],
    }


def test_a_phone_is_found_by_its_text_or_by_its_digits(
    server: ApexServer, client: httpx.Client
) -> None:
    wanted = {"search": "0507654321"}
    assert said(client.get("/customers", params=wanted))["data"] == []
    server.knobs.phone_search = "digits"
    assert [each["id"] for each in said(client.get("/customers", params=wanted))["data"]] == [30]


def test_a_customer_is_created_as_in_the_document(server: ApexServer, client: httpx.Client) -> None:
    sara = {"name": "Sara Ali", "phone": "+966509876543", "email": "sara@example.com"}
    answer = said(ask(client, "POST", "/customers", sara))
    assert answer == {"success": True, "customer_id": 31, "message": "Customer created"}
    added = server.ledger.customers[31]
    assert {name: getattr(added, name) for name in sara} == sara


def test_health_is_told_as_in_the_document(server: ApexServer, client: httpx.Client) -> None:
    answer = client.get("/health")
    health = {"status": "ok", "business": "My Store", "timestamp": "2026-04-24T10:32:00Z"}
    assert said(answer) == health
    server.knobs.health = {"lookup": True}
    server.knobs.business = "Other"
    assert said(client.get("/health")) == health | {"lookup": True, "business": "Other"}


def test_a_skewed_clock_shows_in_date_and_timestamp(
    server: ApexServer, client: httpx.Client
) -> None:
    server.skew = timedelta(hours=-2)
    answer = client.get("/health")
    assert parsedate_to_datetime(answer.headers["date"]) == NOW - timedelta(hours=2)
    assert said(answer)["timestamp"] == "2026-04-24T08:32:00Z"


@pytest.mark.parametrize("key", ["", "apx_wrong"])
def test_a_wrong_key_is_refused(server: ApexServer, key: str) -> None:
    with client_of(server, key) as stranger:
        answer = stranger.get("/products")
    assert answer.status_code == 401
    assert said(answer) == {"success": False, "message": "Invalid API key"}
    assert server.requests[-1].key == key


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/products", {"price": 1}, 422),
        ("POST", "/products", {"name": "", "price": 1}, 422),
        ("POST", "/products", {"name": "X", "price": "1.00"}, 422),
        ("POST", "/products", {"name": "X", "price": True}, 422),
        ("POST", "/products", {"name": "X", "price": 1, "stock": Decimal("1.5")}, 422),
        ("POST", "/products", [], 400),
        ("PUT", "/products/999", {"price": 1}, 404),
        ("PUT", "/products/1", {"price": None}, 422),
        ("PATCH", "/inventory/1", {"product_id": 1, "warehouse_id": 1}, 422),
        ("PATCH", "/inventory/1", {"product_id": 1, "warehouse_id": 9, "quantity": 1}, 404),
        ("POST", "/invoices", {"items": []}, 422),
        ("POST", "/invoices", {"items": [{"product_id": 9, "quantity": 1}]}, 422),
        ("POST", "/invoices", {"items": [{"product_id": 1, "quantity": -1}]}, 422),
        ("POST", "/invoices", SALE | {"payment_method": "cheque"}, 422),
        ("POST", "/invoices", SALE | {"customer_id": 77}, 422),
        ("POST", "/customers", {"phone": "1"}, 422),
        ("GET", "/orders", None, 404),
        ("DELETE", "/products/1", None, 405),
        ("DELETE", "/products", None, 405),
    ],
)
def test_what_the_document_does_not_allow_is_refused(
    server: ApexServer, client: httpx.Client, method: str, path: str, body: object, status: int
) -> None:
    answer = ask(client, method, path, body)
    assert answer.status_code == status
    assert list(said(answer)) == ["success", "message"]
    assert server.ledger.events == []


def test_a_body_that_is_no_json_is_refused(client: httpx.Client) -> None:
    for text in (b"", b"{", b'{"name": "X", "price": NaN}'):
        assert client.post("/products", content=text).status_code == 400


def test_what_is_sent_beyond_the_document_is_complained_of(
    server: ApexServer, client: httpx.Client
) -> None:
    client.get("/invoices", params={"limit": 5})
    ask(client, "POST", "/invoices", SALE | {"register": 1})
    client.post("/customers", content=b'{"name": "X"}')
    assert server.complaints == [
        "unknown parameter limit",
        "unknown field register",
        "a body that isn't called JSON",
    ]
