"""A plain client of the hub."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx
import simplejson

from app.hub import key
from app.hub.database import open_database
from app.hub.moment import utc_now


class Till:
    """Sends requests with its key; every answer is JSON with exact numbers."""

    def __init__(self, url: str, api_key: str, *, verify: ssl.SSLContext | bool = False) -> None:
        self.api_key = api_key
        headers = {"X-API-Key": api_key} if api_key else {}
        self.client = httpx.Client(base_url=url, headers=headers, verify=verify, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()

    def ask(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        """The status and the JSON of an answer."""
        answer = self.client.request(method, path, **options)
        return answer.status_code, simplejson.loads(answer.text, use_decimal=True)

    def get(self, path: str, **parameters: Any) -> Any:
        """The JSON of an answer that is no refusal."""
        return self._done("GET", path, params=parameters)

    def post(self, path: str, body: Any, **options: Any) -> Any:
        """The JSON of an answer that is no refusal."""
        return self._done("POST", path, json=body, **options)

    def put(self, path: str, body: Any) -> Any:
        """The JSON of an answer that is no refusal."""
        return self._done("PUT", path, json=body)

    def patch(self, path: str, body: Any, **options: Any) -> Any:
        """The JSON of an answer that is no refusal."""
        return self._done("PATCH", path, json=body, **options)

    def _done(self, method: str, path: str, **options: Any) -> Any:
        status, answer = self.ask(method, path, **options)
        assert status == 200, answer
        return answer

    def refused(self, method: str, path: str, **options: Any) -> tuple[int, str]:
        """The status and code of a refusal, which comes in the envelope and in one sentence."""
        status, answer = self.ask(method, path, **options)
        assert status >= 400, answer
        assert set(answer) == {"success", "error", "message"}
        assert answer["success"] is False
        assert answer["message"].endswith(".")
        return status, answer["error"]

    def product(self, **fields: Any) -> int:
        """Make a product; its id."""
        made: int = self.post("/products", {"name": "Tea", "price": 3, **fields})["product_id"]
        return made

    def set_level(self, product_id: int, quantity: Any, *, warehouse_id: int = 1) -> Any:
        """Set a level."""
        body = {"product_id": product_id, "warehouse_id": warehouse_id, "quantity": quantity}
        return self.patch(f"/inventory/{product_id}", body)

    def levels(self) -> dict[tuple[int, int], Any]:
        """All levels by product and warehouse."""
        rows = self.get("/inventory")["data"]
        return {(row["product_id"], row["warehouse_id"]): row["quantity"] for row in rows}


Tills = Callable[..., Till]


def item(product_id: int, quantity: Any = 1, price: Any = 3) -> dict[str, Any]:
    """An item of an invoice."""
    return {"product_id": product_id, "quantity": quantity, "price": price}


def key_of(database_url: str, warehouse: str = "") -> str:
    """A new key for a hub, which may be running."""
    database = open_database(database_url)
    try:
        return key.add(database, "Till", place=warehouse, at=utc_now()).key
    finally:
        database.close()
