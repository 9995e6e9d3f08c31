"""The Apexloge API is answered as its document tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from tests.fakes.apexloge import KEY, ApexlogeServer, Line, Order, Product
from tests.fakes.talk import PATIENCE_S, ask, said

NOW = datetime(2026, 4, 24, 10, 32, tzinfo=UTC)
COMB = Product("abc-123", "Comb", Decimal("7.50"), stock_count=12)
ORDER = Order("abc-123", "AL-1", NOW, (Line("abc-123", "Comb", 2, Decimal("7.50")),))
ARGAN = {
    "name": "Argan oil shampoo",
    "description": "Sulfate-free, 250ml",
    "price": Decimal("24.90"),
    "category": "hair_care",
    "subcategory": "shampoo",
    "image_urls": ["https://cdn.example.com/argan-1.jpg"],
    "stock_count": 30,
    "variants": [
        {"axis_type": "size", "name": "250ml", "price_eur": Decimal("24.90"), "stock_count": 30},
        {"axis_type": "size", "name": "500ml", "price_eur": Decimal("39.90"), "stock_count": 15},
    ],
}


@pytest.fixture
def server() -> Iterator[ApexlogeServer]:
    with ApexlogeServer(products=[COMB], orders=[ORDER], now=lambda: NOW) as made:
        yield made


@pytest.fixture
def client(server: ApexlogeServer) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {KEY}"}
    with httpx.Client(
        base_url=server.url, headers=headers, timeout=PATIENCE_S, trust_env=False
    ) as made:
        yield made


def test_a_product_is_made_as_in_the_document(server: ApexlogeServer, client: httpx.Client) -> None:
    answer = ask(client, "POST", "/products", ARGAN)

    made = said(answer)["data"]
    assert answer.status_code == 201
    assert {name: made[name] for name in ARGAN if name != "variants"} == {
        name: value for name, value in ARGAN.items() if name != "variants"
    }
    assert [each["price_eur"] for each in made["variants"]] == [Decimal("24.90"), Decimal("39.90")]
    assert said(client.get("/products"))["data"][0] == made
    assert said(client.get(f"/products/{made['id']}"))["data"] == made
    assert server.complaints == []


def test_a_patch_changes_what_is_sent(server: ApexlogeServer, client: httpx.Client) -> None:
    answer = ask(client, "PATCH", "/products/abc-123", {"stock_count": 12, "in_stock": True})

    assert answer.status_code == 200
    assert server.products["abc-123"] == COMB
    assert [deed.fields for deed in server.done("change")] == [
        {"stock_count": 12, "in_stock": True}
    ]
    assert ask(client, "PATCH", "/products/abc-123", {"in_stock": 1}).status_code == 400


def test_a_removed_product_is_kept_and_not_listed(
    server: ApexlogeServer, client: httpx.Client
) -> None:
    assert client.delete("/products/abc-123").status_code == 200

    assert said(client.get("/products"))["data"] == []
    assert server.products["abc-123"] == replace(COMB, is_active=False)


def test_at_most_five_hundred_products_are_listed_newest_first(
    server: ApexlogeServer, client: httpx.Client
) -> None:
    server.products = {str(each): replace(COMB, id=str(each)) for each in range(501)}

    ids = [each["id"] for each in said(client.get("/products"))["data"]]

    assert ids == [str(each) for each in range(500, 0, -1)]


def test_orders_are_listed_by_status_and_limit(
    server: ApexlogeServer, client: httpx.Client
) -> None:
    server.orders |= {
        name: replace(ORDER, id=name, status="expired", created_at=NOW - timedelta(days=days))
        for days, name in enumerate(("b", "c"), 1)
    }

    def ids(**query: str | int) -> list[str]:
        return [each["id"] for each in said(client.get("/orders", params=query))["data"]]

    assert ids() == ["abc-123", "b", "c"]
    assert ids(status="paid", limit=50) == ["abc-123"]
    assert ids(status="expired", limit=1) == ["b"]
    assert client.get("/orders", params={"status": "lost"}).status_code == 400
    assert client.get("/orders", params={"limit": 0}).status_code == 400


def test_an_order_is_shown_whole(client: httpx.Client) -> None:
    order = said(client.get("/orders/abc-123"))["data"]

    assert (order["status"], order["total"]) == ("paid", Decimal("15.00"))
    assert order["items"][0]["variant_id"] is None
    assert client.get("/orders/x").status_code == 404


@pytest.mark.parametrize(
    ("begin", "allowed"),
    [
        ("paid", {"ready_for_pickup", "cancelled"}),
        ("ready_for_pickup", {"picked_up", "cancelled"}),
        ("picked_up", set()),
        ("cancelled", set()),
        ("expired", set()),
        ("refunded", set()),
    ],
)
def test_only_the_steps_of_the_document_are_taken(
    server: ApexlogeServer, client: httpx.Client, begin: str, allowed: set[str]
) -> None:
    taken = set()
    for status in ("paid", "ready_for_pickup", "picked_up", "cancelled", "expired", "refunded"):
        server.orders["abc-123"] = replace(ORDER, status=begin)
        reason = {"cancel_reason": "Out of stock"} if status == "cancelled" else {}
        if ask(client, "PATCH", "/orders/abc-123", {"status": status, **reason}).is_success:
            taken.add(status)

    assert taken == allowed
    assert server.refunds == (["abc-123"] if "cancelled" in allowed else [])


def test_nothing_is_cancelled_without_a_reason(
    server: ApexlogeServer, client: httpx.Client
) -> None:
    answer = ask(client, "PATCH", "/orders/abc-123", {"status": "cancelled"})

    assert (answer.status_code, said(answer)) == (400, {"error": "cancel_reason is required"})
    assert (server.deeds, server.refunds) == ([], [])


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/products", "products:read"),
        ("GET", "/products/abc-123", "products:read"),
        ("POST", "/products", "products:write"),
        ("PATCH", "/products/abc-123", "products:write"),
        ("DELETE", "/products/abc-123", "products:write"),
        ("GET", "/orders", "orders:read"),
        ("GET", "/orders/abc-123", "orders:read"),
        ("PATCH", "/orders/abc-123", "orders:write"),
    ],
)
def test_each_call_needs_its_scope(
    server: ApexlogeServer, client: httpx.Client, method: str, path: str, scope: str
) -> None:
    server.knobs.keys[KEY] -= {scope}
    assert ask(client, method, path, {}).status_code == 403

    server.knobs.keys = {}
    assert ask(client, method, path, {}).status_code == 401
    assert server.deeds == []


def test_what_is_beyond_the_document_is_complained_of(
    server: ApexlogeServer, client: httpx.Client
) -> None:
    client.get("/products", params={"page": 2})
    ask(client, "PATCH", "/products/abc-123", {"variants": []})
    ask(client, "PATCH", "/orders/abc-123", {"status": "ready_for_pickup", "cancel_reason": "x"})

    assert server.complaints == [
        "unknown parameter page",
        "unknown field variants",
        "a change of nothing",
        "a reason for what is not cancelled",
    ]
