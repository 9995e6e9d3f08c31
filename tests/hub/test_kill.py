"""A hub that is killed at any instant has every invoice that it has answered, and each whole."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx

from tests.hub.program import process
from tests.hub.till import Till, item, key_of

TILLS, KILLS, PRODUCTS = 4, 3, 3


def sell(url: str, api_key: str, answered: dict[str, int], enough: Event) -> None:
    """Sell until the hub is gone; every sale is sent once and under its own reference."""
    with Till(url, api_key) as till:
        while True:
            reference = f"POS:A1-{random.getrandbits(60)}"
            body = {"items": [item(n + 1) for n in range(PRODUCTS)], "notes": reference}
            try:
                answer = till.client.post("/invoices", json=body)
            except httpx.TransportError:
                return
            if answer.status_code == 200:
                answered[reference] = answer.json()["invoice_id"]
            if len(answered) >= 40:
                enough.set()


def test_killed_hub_has_lost_no_answered_invoice(database_url: str) -> None:
    api_key = key_of(database_url)
    answered: dict[str, int] = {}
    for kill in range(KILLS):
        of_this_run: dict[str, int] = {}
        enough = Event()
        with process(database_url) as (child, url), ThreadPoolExecutor(TILLS) as pool:
            if kill == 0:
                with Till(url, api_key) as till:
                    for _ in range(PRODUCTS):
                        till.product()
            for _ in range(TILLS):
                pool.submit(sell, url, api_key, of_this_run, enough)
            assert enough.wait(60)
            child.kill()
        answered |= of_this_run
    with process(database_url) as (_, url), Till(url, api_key) as till:
        total = till.get("/invoices")["total"]
        pages = [
            till.get("/invoices", page=page + 1, limit=100) for page in range(total // 100 + 1)
        ]
        rows = [row for page in pages for row in page["data"]]
        assert len(rows) == total
        # What was sent and never answered may be there too, but never a part of it.
        assert answered.items() <= {(row["notes"], row["id"]) for row in rows}
        assert total <= len(answered) + KILLS * TILLS
        assert {len(row["items"]) for row in rows} == {PRODUCTS}
        assert set(till.levels().values()) == {-total}
