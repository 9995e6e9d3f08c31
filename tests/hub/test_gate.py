"""Who may come in, how often, and with how much."""

from __future__ import annotations

import re
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from app import __version__
from app.hub import key, server
from app.hub.database import open_database
from app.hub.limit import Limiter
from app.hub.moment import utc_now
from app.hub.server import Patient, Service
from tests.hub.till import Till, Tills, item, key_of


def test_health_names_the_business_and_what_the_hub_can(till: Till) -> None:
    answer = till.get("/health")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer.pop("timestamp"))
    assert answer == {
        "status": "ok",
        "business": "My Store",
        "server": "sanduq-hub",
        "version": __version__,
        "capabilities": [
            "idempotency_key",
            "lookup_by_reference",
            "deducts_stock",
            "decimal_stock",
            "conditional_stock",
        ],
        "currency": "SAR",
    }


CALLS = [
    ("GET", "/products"),
    ("POST", "/products"),
    ("PUT", "/products/1"),
    ("GET", "/inventory"),
    ("PATCH", "/inventory/1"),
    ("GET", "/invoices"),
    ("POST", "/invoices"),
    ("GET", "/customers"),
    ("POST", "/customers"),
    ("GET", "/health"),
    ("GET", "/unknown"),
]


def test_no_call_is_answered_without_a_key_that_is_right(hub: str, till: Till) -> None:
    wrong = ["apx_wrong", till.api_key[:-1], till.api_key + "x", till.api_key.upper(), "é"]
    for method, path in CALLS:
        with Till(hub, "") as stranger:
            assert stranger.refused(method, path) == (401, "no_key"), path
            for api_key in wrong:
                headers = {"X-API-Key": api_key.encode()}
                found = stranger.refused(method, path, headers=headers)
                assert found == (401, "wrong_key"), path


def test_revoked_key_is_refused_at_once_and_others_are_not(
    new_till: Tills, database_url: str
) -> None:
    first, second = new_till(), new_till()
    first.product(stock=1)
    database = open_database(database_url)
    revoked = key.rows(database)[0].id
    key.revoke(database, revoked, at=utc_now())
    database.close()
    body = {"items": [item(1)]}
    assert first.refused("POST", "/invoices", json=body) == (401, "wrong_key")
    assert second.levels() == {(1, 1): 1}


def test_key_that_is_used_too_often_is_told_when_to_come_back(database_url: str) -> None:
    with (
        server.running(database_url, service=Service(limit=3)) as url,
        Till(url, key_of(database_url)) as till,
        Till(url, key_of(database_url)) as other,
    ):
        for _ in range(3):
            till.get("/products")
        answer = till.client.get("/products")
        assert answer.status_code == 429
        assert 1 <= int(answer.headers["Retry-After"]) <= 20
        assert answer.json()["error"] == "too_many_requests"
        assert till.get("/health")["status"] == "ok"
        assert other.get("/products")["success"]


def test_bucket_fills_steadily_and_holds_a_minute() -> None:
    now = 0.0
    limiter = Limiter(30, lambda: now)
    assert [limiter.wait(1) for _ in range(32)] == [0] * 30 + [2, 2]
    assert limiter.wait(2) == 0
    now = 1.0
    assert limiter.wait(1) == 1
    now = 2.0
    assert [limiter.wait(1), limiter.wait(1)] == [0, 2]
    now = 9_999.0
    assert [limiter.wait(1) for _ in range(31)] == [0] * 30 + [2]


def test_body_over_a_million_bytes_is_refused(till: Till) -> None:
    for size in (1_000_001, 20_000_000):
        found = till.refused("POST", "/invoices", content=b" " * size)
        assert found == (413, "body_too_large")
    notes = till.ask("POST", "/customers", content=b'{"name": "A"}' + b" " * 999_000)
    assert notes[0] == 200


def test_body_whose_size_is_not_told_is_counted(till: Till) -> None:
    pieces = (b" " * 100_000 for _ in range(11))
    found = till.refused("POST", "/invoices", content=pieces)
    assert found == (413, "body_too_large")


STRANGE = [
    ("DELETE", "/invoices", (405, "wrong_method")),
    ("PUT", "/products", (405, "wrong_method")),
    ("GET", "/nothing", (404, "unknown_call")),
    ("GET", "/products/", (404, "unknown_call")),
    ("GET", "/../products", (404, "unknown_call")),
]


def test_unknown_calls_are_refused_in_the_same_envelope(till: Till) -> None:
    for method, path, expected in STRANGE:
        assert till.refused(method, path) == expected, path


def test_slow_client_is_hung_up_on(hub: str, till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patient, "seconds", 0.2)
    address = urlsplit(hub)
    head = f"POST /rest_api/v1/invoices HTTP/1.1\r\nHost: x\r\nX-API-Key: {till.api_key}\r\n"
    for begun in ("", head, f"{head}Content-Length: 100\r\n\r\nhalf of it"):
        with socket.create_connection((address.hostname, address.port), timeout=10) as client:
            client.sendall(begun.encode())
            assert client.recv(1) == b""
    assert till.get("/health")["status"] == "ok"


def test_answers_do_not_tell_what_serves_them(till: Till) -> None:
    headers = till.client.get("/health").headers
    assert "server" not in headers
    assert headers["cache-control"] == "no-store"


def test_mistake_of_ours_is_told_without_its_details(
    database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("app.hub.product.page", broken)
    with server.running(database_url) as url, Till(url, key_of(database_url)) as till:
        found = till.ask("GET", "/products")
    body = {"success": False, "error": "hub_error", "message": "The hub has made a mistake."}
    assert found == (500, body)
    assert "secret detail" in caplog.text
    caplog.clear()
