"""How tests talk to a fake: a client, a sale, and a bare connection."""

from __future__ import annotations

import socket
from decimal import Decimal
from typing import Any

import httpx

from tests.fakes.apex import KEY, ApexServer
from tests.fakes.server import HOST
from tests.fakes.wire import read_json, write_json

REFERENCE = "POS:A1-000017:7K3QZ8M"
SALE = {"items": [{"product_id": 1, "quantity": 2, "price": Decimal("3.50")}]}
PATIENCE_S = 10


def client_of(server: ApexServer, key: str = KEY) -> httpx.Client:
    """A client of the API; close it."""
    return httpx.Client(
        base_url=server.url, headers={"X-API-Key": key}, timeout=PATIENCE_S, trust_env=False
    )


def ask(client: httpx.Client, method: str, path: str, body: object = None) -> httpx.Response:
    """Send a request whose JSON has its Decimals as they stand."""
    if body is None:
        return client.request(method, path)
    headers = {"Content-Type": "application/json"}
    return client.request(method, path, content=write_json(body), headers=headers)


def said(answer: httpx.Response) -> Any:
    """The JSON of an answer, numbers exact."""
    return read_json(answer.content)


def sell(client: httpx.Client, notes: str = REFERENCE) -> httpx.Response:
    """Sell two of the first product."""
    return ask(client, "POST", "/invoices", SALE | {"notes": notes})


def raw(server: ApexServer, path: str = "/health") -> socket.socket:
    """A connection on which a GET was sent; close it."""
    connection = socket.create_connection((HOST, server.port), PATIENCE_S)
    line = f"GET {server.base}{path} HTTP/1.1\r\nHost: x\r\nX-API-Key: {KEY}\r\n\r\n"
    connection.sendall(line.encode())
    return connection


def everything(connection: socket.socket) -> bytes:
    """All that comes until the connection is closed."""
    with connection, connection.makefile("rb") as stream:
        return stream.read()
