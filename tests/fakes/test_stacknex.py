"""The StackNex API is answered as its document shows it, and its books are its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest

from tests.fakes.stacknex import KEY, LIVE_KEY, StackNexServer
from tests.fakes.talk import PATIENCE_S, ask, said

NOW = datetime(2024, 1, 15, 10, 30, tzinfo=UTC)
COFFEE = {"id": "prod_xyz789", "name": "Coffee", "price": Decimal("4.99"), "sku": "C-1"}
SHELF = {
    "id": "inv_1",
    "productId": "prod_xyz789",
    "locationId": "loc_abc123",
    "locationName": "Shop",
    "quantity": 10,
}
# The document's own request.
ORDER = {
    "locationId": "loc_abc123",
    "items": [{"productId": "prod_xyz789", "quantity": 2, "unitPrice": Decimal("4.99")}],
    "paymentMethod": "cash",
}


@pytest.fixture
def server() -> Iterator[StackNexServer]:
    """A shop with one product."""
    tables = {"products": [COFFEE], "inventory": [SHELF]}
    with StackNexServer(tables=tables, now=lambda: NOW) as made:
        yield made


@pytest.fixture
def client(server: StackNexServer) -> Iterator[httpx.Client]:
    """A client of the shop."""
    headers = {"Authorization": f"Bearer {KEY}"}
    with httpx.Client(
        base_url=server.url, headers=headers, timeout=PATIENCE_S, trust_env=False
    ) as made:
        yield made


def test_an_order_is_booked_as_in_the_document(
    server: StackNexServer, client: httpx.Client
) -> None:
    answer = ask(client, "POST", "/orders", ORDER)

    assert answer.status_code == 201
    assert said(answer) == {
        "success": True,
        "data": {
            "id": "ord_000000000001",
            "orderNumber": "ORD-2024-0001",
            "status": "completed",
            "total": Decimal("9.98"),
            "items": ORDER["items"],
            "createdAt": "2024-01-15T10:30:00Z",
            "locationId": "loc_abc123",
            "paymentMethod": "cash",
        },
    }
    assert '"total": 9.98' in answer.text
    assert server.level("prod_xyz789", "loc_abc123") == 8
    assert [(deed.what, deed.collection) for deed in server.deeds] == [("create", "orders")]


def test_a_refusal_is_told_as_in_the_document(server: StackNexServer, client: httpx.Client) -> None:
    item = {"productId": "7", "quantity": 2, "unitPrice": 1}

    answer = ask(client, "POST", "/orders", ORDER | {"items": [item]})

    assert answer.status_code == 400
    assert said(answer) == {
        "success": False,
        "error": {
            "code": "VALIDATION_ERROR",
            "message": "Invalid product ID format",
            "details": {"field": "productId", "expected": "UUID format"},
        },
    }
    assert server.deeds == []


@pytest.mark.parametrize("missing", ORDER)
def test_all_of_the_documents_order_is_required(
    server: StackNexServer, client: httpx.Client, missing: str
) -> None:
    body = {name: value for name, value in ORDER.items() if name != missing}

    answer = said(ask(client, "POST", "/orders", body))

    assert answer["error"]["message"] == f"{missing} is required"
    assert server.deeds == []


def test_what_is_beyond_the_document_is_complained_of(
    server: StackNexServer, client: httpx.Client
) -> None:
    ask(client, "POST", "/orders", ORDER | {"notes": "x"})
    client.get("/orders", params={"since": "2024-01-01"})

    assert server.complaints == ["unknown field notes", "unknown parameter since"]


def test_only_known_keys_and_their_scopes_are_let_in(
    server: StackNexServer, client: httpx.Client
) -> None:
    strange = client.get("/products", headers={"Authorization": "Bearer nxp_live_other"})
    bare = client.get("/products", headers={"Authorization": KEY})
    live = client.get("/products", headers={"Authorization": f"Bearer {LIVE_KEY}"})
    server.knobs.scopes = {"products:read"}

    assert (strange.status_code, bare.status_code, live.status_code) == (401, 401, 200)
    assert client.get("/products").status_code == 200
    assert ask(client, "POST", "/products", {"name": "x", "price": 1}).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("DELETE", "/orders/ord_1", 405),
        ("PUT", "/products/prod_xyz789", 405),
        ("POST", "/inventory", 405),
        ("GET", "/categories/cat_1", 404),
        ("GET", "/invoices", 404),
        ("GET", "/products/prod_9", 404),
    ],
)
def test_only_the_documents_calls_are_there(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    assert client.request(method, path).status_code == status


def test_a_patch_changes_what_is_sent_and_a_put_wants_the_whole(
    server: StackNexServer, client: httpx.Client
) -> None:
    patched = said(ask(client, "PATCH", "/products/prod_xyz789", {"price": 5}))["data"]
    server.knobs.change = "PUT"
    part = ask(client, "PUT", "/products/prod_xyz789", {"price": 6})
    whole = ask(client, "PUT", "/products/prod_xyz789", patched | {"price": 6})

    assert patched == COFFEE | {"price": 5}
    assert (part.status_code, whole.status_code) == (400, 200)
    assert server.tables["products"]["prod_xyz789"]["price"] == 6
    assert server.complaints == []


def test_a_new_product_has_a_place_at_each_location(
    server: StackNexServer, client: httpx.Client
) -> None:
    made = said(ask(client, "POST", "/products", {"name": "Tea", "price": 2}))["data"]

    rows = said(client.get("/inventory"))["data"]

    assert (made["id"], made["name"]) == ("prod_000000000002", "Tea")
    assert rows[1] == SHELF | {"id": "inv_2", "productId": made["id"], "quantity": 0}
    assert server.level(made["id"], "loc_abc123") == 0


def test_stock_is_set_in_one_row_only(server: StackNexServer, client: httpx.Client) -> None:
    change = {"productId": "prod_xyz789", "quantity": 7}

    assert ask(client, "PATCH", "/inventory/inv_1", change).status_code == 200
    wrong = ask(client, "PATCH", "/inventory/inv_1", change | {"productId": "prod_9"})

    assert wrong.status_code == 400
    assert server.level("prod_xyz789", "loc_abc123") == 7
