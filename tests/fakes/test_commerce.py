"""The Commerce API is answered as its document and the public copy tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.fakes.commerce import KEY, CommerceServer
from tests.fakes.commerce_books import Item, Order, Product
from tests.fakes.commerce_login import EMAIL, SESAME, User
from tests.fakes.talk import PATIENCE_S, ask, said

NOW = datetime(2026, 4, 24, 10, 32, tzinfo=UTC)
SHOE_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
ORDER_ID = "16fd2706-8baf-433b-82eb-8c7fada847da"
SHOE = Product(SHOE_ID, "Trail Runner", Decimal("129.99"), "TR-42", "footwear", 3)
ORDER = Order(ORDER_ID, "c1", (Item(SHOE_ID, "Trail Runner", 1, Decimal(5)),), Decimal(5), NOW)
SALE = {"customerId": "c1", "items": [{"productId": SHOE_ID, "quantity": 2}]}


@pytest.fixture
def server() -> Iterator[CommerceServer]:
    """The shop."""
    with CommerceServer(products=[SHOE], orders=[ORDER], now=lambda: NOW) as made:
        yield made


def _client(server: CommerceServer, **headers: str) -> httpx.Client:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Client(base_url=server.url, headers=named, timeout=PATIENCE_S, trust_env=False)


@pytest.fixture
def client(server: CommerceServer) -> Iterator[httpx.Client]:
    """A client with a key."""
    with _client(server, X_API_Key=KEY) as made:
        yield made


def _login(server: CommerceServer) -> Any:
    with _client(server) as nobody:
        return said(ask(nobody, "POST", "/auth/login", {"email": EMAIL, "password": SESAME}))


# Logins


def test_a_login_gives_a_pair_that_is_good_for_an_hour(server: CommerceServer) -> None:
    pair = _login(server)
    assert list(pair) == ["accessToken", "tokenType", "expiresIn", "refreshToken"]
    assert (pair["tokenType"], pair["expiresIn"]) == ("Bearer", 3600)

    with _client(server, Authorization=f"Bearer {pair['accessToken']}") as user:
        assert user.get("/products").status_code == 200
        server.advance(timedelta(hours=1))
        assert user.get("/products").status_code == 401


def test_a_wrong_password_gives_none(server: CommerceServer) -> None:
    with _client(server) as nobody:
        refused = ask(nobody, "POST", "/auth/login", {"email": EMAIL, "password": "x"})
        assert (refused.status_code, list(said(refused))) == (401, ["code", "message", "details"])
        assert ask(nobody, "POST", "/auth/login", {"email": EMAIL}).status_code == 422
        assert nobody.get("/products").status_code == 401
        assert nobody.get("/elsewhere").status_code == 404


def test_a_refresh_token_is_good_once_and_its_second_use_ends_the_session(
    server: CommerceServer,
) -> None:
    first = _login(server)
    with _client(server) as nobody:
        renewed = said(
            ask(nobody, "POST", "/auth/refresh", {"refreshToken": first["refreshToken"]})
        )
        assert renewed["refreshToken"] != first["refreshToken"]
        again = ask(nobody, "POST", "/auth/refresh", {"refreshToken": first["refreshToken"]})
        assert (again.status_code, server.logins.thefts) == (401, 1)
    with _client(server, Authorization=f"Bearer {renewed['accessToken']}") as user:
        assert user.get("/products").status_code == 401


def test_a_logout_ends_both_tokens(server: CommerceServer) -> None:
    pair = _login(server)
    with _client(server, Authorization=f"Bearer {pair['accessToken']}") as user:
        assert user.delete("/auth/logout").status_code == 204
        assert user.get("/products").status_code == 401
        refresh = {"refreshToken": pair["refreshToken"]}
        assert ask(user, "POST", "/auth/refresh", refresh).status_code == 401


def test_permissions_and_own_orders_are_kept(server: CommerceServer) -> None:
    server.logins.users[EMAIL] = User(permissions=frozenset(), is_admin=False)
    with _client(server, Authorization=f"Bearer {_login(server)['accessToken']}") as user:
        assert ask(user, "POST", "/products", {"name": "x", "price": 1}).status_code == 403
        assert said(user.get("/orders"))["total"] == 0
        assert user.get(f"/orders/{ORDER_ID}").status_code == 404
        ask(user, "POST", "/orders", SALE)
        assert said(user.get("/orders"))["total"] == 1


# Products


def test_products_are_listed_filtered_and_sorted(
    server: CommerceServer, client: httpx.Client
) -> None:
    ask(client, "POST", "/products", {"name": "Hat", "price": 9, "category": "accessories"})
    found = said(client.get("/products"))
    assert list(found) == ["data", "total", "page", "pageSize", "pages"]
    assert (found["total"], found["pageSize"], found["pages"]) == (2, 20, 1)
    assert found["data"][0]["productId"] == SHOE_ID

    def names(**query: str) -> list[str]:
        return [row["name"] for row in said(client.get("/products", params=query))["data"]]

    assert names(search="trail") == names(category="footwear") == ["Trail Runner"]
    assert names(sort="price") == ["Hat", "Trail Runner"]
    assert names(sort="name", order="desc") == ["Trail Runner", "Hat"]
    assert names(page="2", pageSize="1") == ["Hat"]
    assert names(active="false") == []
    for wrong in ({"pageSize": "101"}, {"page": "0"}, {"category": "x"}, {"sort": "sku"}):
        assert client.get("/products", params=wrong).status_code == 422
    assert server.complaints == []


def test_a_product_is_made_changed_and_softly_removed(
    server: CommerceServer, client: httpx.Client
) -> None:
    made = ask(client, "POST", "/products", {"name": "Hat", "price": Decimal("9.50"), "sku": "H"})
    assert made.status_code == 201
    at = f"/products/{said(made)['productId']}"
    assert said(ask(client, "PATCH", at, {"stock": 4}))["stock"] == 4
    assert said(client.get(at))["price"] == Decimal("9.50")
    assert (
        ask(client, "POST", "/products", {"name": "x", "price": 1, "sku": "H"}).status_code == 409
    )
    assert client.delete(at).status_code == 204
    assert client.get(at).status_code == 404
    assert client.get("/products/7").status_code == 400
    assert [deed.kind.split()[1] for deed in server.deeds] == ["created", "changed", "removed"]


def test_what_the_document_does_not_name_is_complained_of(
    server: CommerceServer, client: httpx.Client
) -> None:
    ask(client, "POST", "/products", {"name": "Hat", "price": 1, "barcode": "1"})
    client.get("/orders", params={"customer": "c1"})
    assert server.complaints == ["unknown field barcode", "unknown parameter customer"]
    assert client.put(f"/products/{SHOE_ID}").status_code == 405


# Orders


def test_an_order_reserves_all_of_its_stock_or_none(
    server: CommerceServer, client: httpx.Client
) -> None:
    made = ask(client, "POST", "/orders", SALE | {"notes": "x", "coupon": "SPRING"})
    assert (made.status_code, said(made)["total"]) == (201, Decimal("254.98"))
    refused = ask(client, "POST", "/orders", SALE)
    assert (refused.status_code, said(refused)["code"]) == (422, "INSUFFICIENT_STOCK")
    assert server.products[SHOE_ID].stock == 1
    assert ask(client, "POST", "/orders", {"items": SALE["items"]}).status_code == 422


def test_the_end_of_a_range_is_not_in_it(client: httpx.Client) -> None:
    def total(**query: str) -> int:
        return int(said(client.get("/orders", params=query))["total"])

    assert total(**{"from": "2026-04-24T10:32:00Z"}) == 1
    assert total(to="2026-04-24T10:32:00Z") == 0
    assert total(to="2026-04-24T13:32:01+03:00") == 1
    assert total(status="shipped") == 0
    assert client.get("/orders", params={"from": "2026-04-24"}).status_code == 400


def test_only_valid_steps_are_taken(server: CommerceServer, client: httpx.Client) -> None:
    at = f"/orders/{ORDER_ID}/status"
    assert ask(client, "PATCH", at, {"status": "shipped"}).status_code == 422
    assert said(ask(client, "PATCH", at, {"status": "confirmed"}))["status"] == "confirmed"
    cancelled = ask(client, "PATCH", at, {"status": "cancelled", "reason": "sold out"})
    assert said(cancelled)["status"] == "cancelled"
    assert server.orders[ORDER_ID].reason == "sold out"
