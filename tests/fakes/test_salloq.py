"""The Salloq API is answered as its document tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.fakes.salloq import KEY, SalloqServer
from tests.fakes.salloq_shop import Customer, Line, Product
from tests.fakes.talk import PATIENCE_S, ask, said

NOW = datetime(2025, 12, 8, 10, 30, tzinfo=UTC)
IRIS = Product(
    id=163,
    name="Iris Élysée",
    slug="iris-elysee",
    price=Decimal("145.00"),
    stock=25,
    description="A sophisticated iris fragrance...",
    is_subscribable=True,
    categories=("perfume", "floral"),
)
SOLD_OUT = Product(id=164, name="Soap", slug="soap", price=Decimal("9.50"))
JANE = Customer(
    id=2186,
    email="customer@example.com",
    first_name="Jane",
    last_name="Smith",
    phone="555-0123",
    created_at=datetime(2024, 1, 15, 10, tzinfo=UTC),
    points=2500,
    lifetime=5000,
)
ONE = {"product_id": 163, "qty": 1}
ORDER = {
    "customer_id": 2186,
    "items": [ONE],
    "shipping_address": "123 Main St",
    "shipping_city": "San Francisco",
    "shipping_state": "CA",
    "shipping_zip": "94102",
}


@pytest.fixture
def server() -> Iterator[SalloqServer]:
    """The shop, whose books must agree in the end."""
    made = SalloqServer(
        products=[IRIS, SOLD_OUT], customers=[JANE], first_order=307, now=lambda: NOW
    )
    with made:
        yield made
    assert made.shop.differences() == {}


@pytest.fixture
def client(server: SalloqServer) -> Iterator[httpx.Client]:
    """A client of the shop."""
    headers = {"X-API-Key": KEY}
    with httpx.Client(
        base_url=server.url, headers=headers, timeout=PATIENCE_S, trust_env=False
    ) as made:
        yield made


def _data(answer: httpx.Response) -> Any:
    assert answer.status_code in {200, 201}
    return said(answer)["data"]


# Products


def test_products_are_listed_as_in_the_document(client: httpx.Client) -> None:
    answer = client.get("/products", params={"category": "perfume", "in_stock": "true"})

    assert said(answer) == {
        "success": True,
        "data": [
            {
                "id": 163,
                "name": "Iris Élysée",
                "slug": "iris-elysee",
                "price": Decimal("145.00"),
                "description": "A sophisticated iris fragrance...",
                "stock_qty": 25,
                "subscription_enabled": True,
                "categories": ["perfume", "floral"],
                "images": [{"url": "https://shop.example/iris-elysee.jpg", "is_primary": True}],
            }
        ],
        "meta": {"pagination": {"page": 1, "per_page": 25, "total": 1, "total_pages": 1}},
    }


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"in_stock": "false"}, [164]),
        ({"subscription_enabled": "true"}, [163]),
        ({"search": "FRAGRANCE"}, [163]),
        ({"category": "soap"}, []),
        ({"page": "2", "per_page": "1"}, [164]),
        ({"page": "9"}, []),
    ],
)
def test_products_are_filtered_and_paged(
    client: httpx.Client, query: dict[str, str], ids: list[int]
) -> None:
    assert [each["id"] for each in _data(client.get("/products", params=query))] == ids


def test_a_page_is_25_rows_and_100_at_most(client: httpx.Client, server: SalloqServer) -> None:
    for number in range(1, 151):
        server.shop.add_product(name="Tea", slug=f"tea-{number}", price=Decimal(1))

    sizes = [len(_data(client.get("/products", params={"per_page": n}))) for n in (50, 500)]

    assert len(_data(client.get("/products"))) == 25
    assert sizes == [50, 100]
    assert said(client.get("/products"))["meta"]["pagination"]["total_pages"] == 7


def test_a_product_has_an_id_a_slug_and_an_inventory(client: httpx.Client) -> None:
    assert _data(client.get("/products/163")) == _data(client.get("/products/iris-elysee"))
    assert _data(client.get("/products/163/inventory")) == {
        "product_id": 163,
        "stock_qty": 25,
        "in_stock": True,
    }
    assert client.get("/products/9").status_code == 404


def test_products_are_made_and_changed(client: httpx.Client, server: SalloqServer) -> None:
    new = {
        "name": "New Product",
        "slug": "new-product",
        "description": "Product description",
        "price": Decimal("99.99"),
        "stock_qty": 100,
        "subscription_enabled": False,
    }

    made = ask(client, "POST", "/products", new)
    changed = ask(client, "PATCH", "/products/165", {"price": Decimal("109.99"), "stock_qty": 75})

    assert made.status_code == 201
    assert _data(made).items() >= new.items()
    assert (_data(changed)["price"], _data(changed)["stock_qty"]) == (Decimal("109.99"), 75)
    assert ask(client, "POST", "/products", new).status_code == 422
    assert [each.kind for each in server.shop.events] == ["product", "set"]


# Orders


def test_an_order_is_priced_taxed_and_taken_from_the_stock(
    client: httpx.Client, server: SalloqServer
) -> None:
    made = ask(client, "POST", "/orders", ORDER)
    done = {"status": "shipped", "tracking_number": "1Z999AA1234567890"}
    changed = ask(client, "PATCH", "/orders/307/status", done)

    assert made.status_code == 201
    assert _data(changed) == {
        "id": 307,
        "customer_id": 2186,
        "status": "shipped",
        "subtotal": Decimal("145.00"),
        "tax": Decimal("12.18"),
        "shipping": Decimal("8.00"),
        "total": Decimal("165.18"),
        "tracking_number": "1Z999AA1234567890",
        "items": [
            {
                "product_id": 163,
                "product_name": "Iris Élysée",
                "qty": 1,
                "price": Decimal("145.00"),
                "subtotal": Decimal("145.00"),
            }
        ],
        "shipping_address": "123 Main St",
        "shipping_city": "San Francisco",
        "shipping_state": "CA",
        "shipping_zip": "94102",
        "created_at": "2025-12-08T10:30:00Z",
    }
    assert _data(client.get("/orders/307")) == _data(changed)
    assert server.shop.products[163].stock == 24
    assert server.complaints == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"customer_id": 9}, "Customer 9 not found"),
        ({"customer_id": None}, "customer_id is required"),
        ({"items": []}, "items is empty"),
        ({"items": [{"product_id": 9, "qty": 1}]}, "Product 9 not found"),
        ({"items": [ONE | {"qty": 0}]}, "qty must be one or more"),
        ({"items": [ONE | {"qty": Decimal("1.5")}]}, "qty must be of type integer"),
        ({"items": [ONE | {"qty": 26}]}, "Insufficient stock for product 163"),
        ({"promo_code": "SAVE99"}, "Invalid promo code"),
    ],
)
def test_an_order_that_does_not_fit_is_refused_whole(
    client: httpx.Client, server: SalloqServer, fields: dict[str, object], words: str
) -> None:
    answer = ask(client, "POST", "/orders", ORDER | fields)

    assert answer.status_code == 422
    assert said(answer) == {
        "success": False,
        "error": {"message": words, "code": 422, "details": {}},
    }
    assert server.shop.count() == 0


def test_a_promo_code_takes_its_part(client: httpx.Client) -> None:
    made = _data(ask(client, "POST", "/orders", ORDER | {"promo_code": "SAVE10"}))

    assert (made["subtotal"], made["tax"]) == (Decimal("130.50"), Decimal("10.96"))


def test_prices_that_a_client_sends_are_complained_of(
    client: httpx.Client, server: SalloqServer
) -> None:
    order = ORDER | {"items": [ONE | {"price": 1}], "notes": "POS:A1"}

    assert _data(ask(client, "POST", "/orders", order))["total"] == Decimal("165.18")
    assert server.complaints == ["unknown field notes", "unknown field price"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({}, [309, 308, 307]),
        ({"status": "shipped"}, [308]),
        ({"customer_id": "9"}, []),
        ({"is_subscription": "true"}, [309]),
        ({"date_from": "2025-12-05"}, [309, 308]),
        ({"date_from": "2025-12-06"}, [309]),
        ({"date_to": "2025-12-06"}, [307]),
        ({"date_from": "2025-12-03", "date_to": "2025-12-07"}, [308, 307]),
    ],
)
def test_orders_are_filtered(
    client: httpx.Client, server: SalloqServer, query: dict[str, str], ids: list[int]
) -> None:
    line = Line(163, "Iris Élysée", 1, Decimal(145))
    fields: dict[int, dict[str, Any]] = {
        4: {},
        6: {"status": "shipped"},
        8: {"is_subscription": True},
    }
    for day, each in fields.items():
        server.shop.add_order(2186, [line], created_at=NOW.replace(day=day), **each)

    rows = _data(client.get("/orders", params=query))

    assert [row["id"] for row in rows] == ids
    assert all("items" not in row for row in rows)


def test_the_days_of_a_filter_may_count_too(client: httpx.Client, server: SalloqServer) -> None:
    server.knobs.leaves_out_days = False
    ask(client, "POST", "/orders", ORDER)

    rows = _data(client.get("/orders", params={"date_from": "2025-12-08", "date_to": "2025-12-08"}))

    assert len(rows) == 1


def test_there_are_five_statuses(client: httpx.Client) -> None:
    ask(client, "POST", "/orders", ORDER)

    assert ask(client, "PATCH", "/orders/307/status", {"status": "eaten"}).status_code == 422
    assert client.get("/orders", params={"status": "eaten"}).status_code == 400


# Customers, points, subscriptions


def test_a_customer_is_shown_as_in_the_document(client: httpx.Client) -> None:
    ask(client, "POST", "/orders", ORDER)

    assert _data(client.get("/customers/2186")) == {
        "id": 2186,
        "email": "customer@example.com",
        "first_name": "Jane",
        "last_name": "Smith",
        "phone": "555-0123",
        "created_at": "2024-01-15T10:00:00Z",
    }
    assert _data(client.get("/customers/2186/loyalty")) == {
        "customer_id": 2186,
        "current_balance": 2500,
        "lifetime_points": 5000,
        "dollar_value": Decimal("25.00"),
    }
    assert [each["id"] for each in _data(client.get("/customers/2186/orders"))] == [307]
    assert client.get("/customers").status_code == 404
    assert client.get("/customers/9").status_code == 404


def test_customers_are_made_and_changed(client: httpx.Client, server: SalloqServer) -> None:
    new = {
        "email": "newcustomer@example.com",
        "password": "securepassword123",
        "first_name": "John",
        "last_name": "Doe",
        "phone": "555-0199",
    }

    made = ask(client, "POST", "/customers", new)
    changed = ask(client, "PATCH", "/customers/2186", {"first_name": "Ann", "phone": "555-9876"})

    assert (made.status_code, _data(made)["id"]) == (201, 2187)
    assert "password" not in _data(made)
    assert server.shop.customers[2187].password == "securepassword123"  # noqa: S105
    assert (_data(changed)["first_name"], _data(changed)["last_name"]) == ("Ann", "Smith")
    assert ask(client, "POST", "/customers", new).status_code == 422
    assert ask(client, "POST", "/customers", new | {"password": None}).status_code == 422


def test_a_subscription_goes_as_in_the_document(client: httpx.Client, server: SalloqServer) -> None:
    wanted = {
        "customer_id": 2186,
        "product_id": 163,
        "frequency_id": 2,
        "quantity": 1,
        "start_date": "2025-12-08",
    }
    change = {"quantity": 2, "frequency_id": 3, "next_billing_date": "2026-02-01"}

    made = _data(ask(client, "POST", "/subscriptions", wanted))
    coming = _data(client.get("/subscriptions/42/upcoming"))
    changed = _data(ask(client, "PATCH", "/subscriptions/42", change))
    ask(client, "POST", "/subscriptions/42/cancel", {"reason": "Customer request"})

    assert made == {
        "id": 42,
        "customer_id": 2186,
        "product_id": 163,
        "frequency_id": 2,
        "frequency_name": "Every 30 days",
        "quantity": 1,
        "price": Decimal("130.50"),
        "status": "active",
        "next_billing_date": "2026-01-08",
        "created_at": "2025-12-08T10:30:00Z",
    }
    assert (coming["next_billing_date"], coming["total"]) == ("2026-01-08", Decimal("149.46"))
    assert changed.items() >= change.items()
    ended = server.shop.subscriptions[42]
    assert (ended.status, ended.reason) == ("cancelled", "Customer request")
    assert _data(client.get("/subscriptions/42"))["status"] == "cancelled"
    assert ask(client, "PATCH", "/subscriptions/9", change).status_code == 404
    assert ask(client, "POST", "/subscriptions", wanted | {"frequency_id": 9}).status_code == 422


def test_the_programme_is_shown_as_in_the_document(client: httpx.Client) -> None:
    assert _data(client.get("/loyalty/settings")) == {
        "points_per_dollar": 100,
        "point_value": Decimal("0.01"),
        "min_redeem_points": 500,
        "enabled": True,
    }


# Keys, scopes and limits


def test_only_a_known_key_is_let_in(client: httpx.Client) -> None:
    answer = client.get("/products", headers={"X-API-Key": "ak_live_other"})

    assert answer.status_code == 401
    assert said(answer)["error"] == {"message": "Invalid API key", "code": 401, "details": {}}
    assert client.get("/health").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/products", "products:read"),
        ("PATCH", "/products/163", "products:write"),
        ("GET", "/orders/307", "orders:read"),
        ("POST", "/orders", "orders:write"),
        ("GET", "/customers/2186/loyalty", "customers:read"),
        ("POST", "/customers", "customers:write"),
        ("GET", "/subscriptions/42/upcoming", "subscriptions:read"),
        ("POST", "/subscriptions/42/cancel", "subscriptions:write"),
        ("GET", "/loyalty/settings", "loyalty:read"),
    ],
)
def test_each_call_takes_its_scope(
    client: httpx.Client, server: SalloqServer, method: str, path: str, scope: str
) -> None:
    server.knobs.keys = {KEY: {scope}}
    assert ask(client, method, path, {}).status_code != 403

    server.knobs.keys = {KEY: {"another"}}
    assert ask(client, method, path, {}).status_code == 403


def test_a_thousand_requests_an_hour_are_answered(
    client: httpx.Client, server: SalloqServer
) -> None:
    server.knobs.per_hour = 3
    statuses = [client.get("/products").status_code for _ in range(4)]
    refused = client.get("/products")
    server.advance(timedelta(hours=1))

    assert statuses == [200, 200, 200, 429]
    assert "retry-after" not in refused.headers
    assert client.get("/products").status_code == 200
    assert SalloqServer().knobs.per_hour == 1000


def test_books_that_do_not_agree_are_found_out() -> None:
    made = SalloqServer(products=[IRIS], now=lambda: NOW)
    made.shop.products[163] = replace(IRIS, stock=7)

    assert made.shop.differences() == {163: (7, 25)}


def test_answers_to_writes_may_be_short(client: httpx.Client, server: SalloqServer) -> None:
    server.knobs.shows_written = False

    assert said(ask(client, "POST", "/orders", ORDER)) == {"success": True, "data": {"id": 307}}
    assert said(ask(client, "PATCH", "/orders/307/status", {"status": "shipped"})) == {
        "success": True
    }
    assert server.shop.orders[307].created_at.date() == date(2025, 12, 8)
