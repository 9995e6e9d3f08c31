"""The description of the API: for people at /docs, for programs at /openapi.json."""

from __future__ import annotations

import re
from typing import Any

import httpx

from tests.hub.till import Till, item

CALLS = {
    "/rest_api/v1/products": {"get", "post"},
    "/rest_api/v1/products/{product_id}": {"put"},
    "/rest_api/v1/inventory": {"get"},
    "/rest_api/v1/inventory/{product_id}": {"patch"},
    "/rest_api/v1/invoices": {"get", "post"},
    "/rest_api/v1/customers": {"get", "post"},
    "/rest_api/v1/health": {"get"},
}


def page(hub: str, path: str) -> httpx.Response:
    return httpx.get(hub.removesuffix("/rest_api/v1") + path)


def shape(value: Any) -> Any:
    """The names in an answer, without what they hold."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value[:1]]
    return None


def test_openapi_names_every_call_and_its_key(hub: str) -> None:
    found = page(hub, "/openapi.json").json()
    assert {path: set(calls) for path, calls in found["paths"].items()} == CALLS
    schemes = found["components"]["securitySchemes"].values()
    assert [(each["in"], each["name"]) for each in schemes] == [("header", "X-API-Key")]
    posted = found["paths"]["/rest_api/v1/invoices"]["post"]
    assert [each["name"] for each in posted["parameters"]] == ["Idempotency-Key"]


def test_page_loads_nothing_from_anywhere(hub: str) -> None:
    answer = page(hub, "/docs")
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.search(r"https?://|<script|@import|url\(", answer.text)
    for path in CALLS:
        assert path in answer.text
    for field in ("X-API-Key", "payment_method", "Idempotency-Key", "date_from", "إسبريسو"):
        assert field in answer.text


def test_examples_have_the_shape_of_real_answers(hub: str, till: Till) -> None:
    till.product(stock=5)
    sold = till.post("/invoices", {"items": [item(1)]})
    customer = till.post("/customers", {"name": "A"})
    answers = {
        ("get", "/products"): till.get("/products"),
        ("post", "/products"): till.post("/products", {"name": "B", "price": 1}),
        ("put", "/products/{product_id}"): till.put("/products/1", {}),
        ("get", "/inventory"): till.get("/inventory"),
        ("patch", "/inventory/{product_id}"): till.set_level(1, 3),
        ("get", "/invoices"): till.get("/invoices"),
        ("post", "/invoices"): sold,
        ("get", "/customers"): till.get("/customers"),
        ("post", "/customers"): customer,
        ("get", "/health"): till.get("/health"),
    }
    paths = page(hub, "/openapi.json").json()["paths"]
    for (method, path), answer in answers.items():
        content = paths[f"/rest_api/v1{path}"][method]["responses"]["200"]["content"]
        assert shape(content["application/json"]["example"]) == shape(answer), path
