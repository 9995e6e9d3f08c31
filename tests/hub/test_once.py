"""A request with an Idempotency-Key is done once, however often and at once it comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.hub.till import Till, Tills, item

AT_ONCE = 16
ONCE = {"Idempotency-Key": "POS:A1-000123:8F3K2QX"}
SALE = {"items": [item(1, 2)]}


def test_repeated_request_is_answered_as_the_first_time_and_booked_once(till: Till) -> None:
    till.product(stock=10)
    calls: list[tuple[str, str, Any]] = [
        ("POST", "/products", {"name": "A", "price": 1}),
        ("POST", "/invoices", SALE),
        ("POST", "/customers", {"name": "A"}),
        ("PATCH", "/inventory/1", {"product_id": 1, "warehouse_id": 1, "quantity": 3}),
    ]
    for number, (method, path, body) in enumerate(calls):
        headers = {"Idempotency-Key": f"key-{number}"}
        first = till.client.request(method, path, json=body, headers=headers)
        again = till.client.request(method, path, json=body, headers=headers)
        assert (first.status_code, first.content) == (200, again.content)
    totals = [till.get(f"/{name}")["total"] for name in ("products", "invoices", "customers")]
    assert totals == [2, 1, 1]


def test_late_repetition_does_not_set_a_level_back(till: Till) -> None:
    till.product(stock=10)
    body = {"product_id": 1, "warehouse_id": 1, "quantity": 20}
    till.patch("/inventory/1", body, headers=ONCE)
    till.post("/invoices", SALE)
    assert till.patch("/inventory/1", body, headers=ONCE)["new_quantity"] == 20
    assert till.levels() == {(1, 1): 18}


@pytest.mark.parametrize("round_", range(3))
def test_requests_at_once_with_one_key_are_booked_once(till: Till, round_: int) -> None:
    till.product(stock=10)
    gate = Barrier(AT_ONCE)

    def send(_: int) -> tuple[int, bytes]:
        with Till(str(till.client.base_url), till.api_key) as one:
            gate.wait()
            answer = one.client.post("/invoices", json=SALE, headers=ONCE)
            return answer.status_code, answer.content

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = set(pool.map(send, range(AT_ONCE)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 200
    assert till.get("/invoices")["total"] == 1
    assert till.levels() == {(1, 1): 8}


def test_other_request_with_a_used_key_is_refused(till: Till) -> None:
    till.product(stock=10)
    till.post("/invoices", SALE, headers=ONCE)
    other = {"items": [item(1, 3)]}
    assert till.refused("POST", "/invoices", json=other, headers=ONCE) == (409, "other_request")
    customer = {"name": "A"}
    found = till.refused("POST", "/customers", json=customer, headers=ONCE)
    assert found == (409, "other_request")
    assert till.levels() == {(1, 1): 8}


def test_refused_request_leaves_its_key_free(till: Till) -> None:
    assert till.refused("POST", "/invoices", json=SALE, headers=ONCE)[0] == 404
    till.product(stock=10)
    till.post("/invoices", SALE, headers=ONCE)
    till.post("/invoices", SALE, headers=ONCE)
    assert till.levels() == {(1, 1): 8}


def test_keys_of_two_tills_have_nothing_to_do_with_each_other(new_till: Tills) -> None:
    first, second = new_till(), new_till()
    first.product(stock=10)
    first.post("/invoices", SALE, headers=ONCE)
    second.post("/invoices", SALE, headers=ONCE)
    assert first.get("/invoices")["total"] == 2


def test_key_that_can_not_be_kept_is_refused(till: Till) -> None:
    till.product()
    for text in ("", "x" * 256, "a b", "é"):
        headers = {"Idempotency-Key": text.encode()}
        found = till.refused("POST", "/invoices", json=SALE, headers=headers)
        assert found == (400, "bad_idempotency_key"), text
    assert till.get("/invoices")["total"] == 0
