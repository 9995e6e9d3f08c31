"""Customers."""

from __future__ import annotations

from typing import Any

from tests.hub.till import Till

AHMED = {"name": "Ahmed Al-Amin", "phone": "+966501234567", "email": "ahmed@example.com"}
SARA = {"name": "سارة أحمد", "phone": "050 987 6543", "address": "جدة", "credit_limit": 100.5}


def test_customers_are_made_and_shown_as_the_document_does(till: Till) -> None:
    answer = till.client.post("/customers", json=AHMED)
    assert answer.text == '{"success": true, "customer_id": 1, "message": "Customer created"}'
    assert till.client.get("/customers?search=ahmed").text == (
        '{"success": true, "data": [{"id": 1, "name": "Ahmed Al-Amin", "phone": "+966501234567",'
        ' "email": "ahmed@example.com", "balance": 0}], "total": 1, "page": 1, "limit": 50}'
    )


SEARCHES = [
    ("", [1, 2]),
    ("  ", [1, 2]),
    ("AMIN", [1]),
    ("احمد", [2]),
    ("ساره", [2]),
    ("501234567", [1]),
    ("+966 50 123-4567", [1]),
    ("0509876543", [2]),
    ("٠٥٠٩٨٧", [2]),
    ("example.com", [1]),
    ("%", []),
    ("_", []),
    ("\\", []),
    ("nobody", []),
]


def test_search_finds_name_phone_and_email(till: Till) -> None:
    till.post("/customers", AHMED)
    till.post("/customers", SARA)
    for text, expected in SEARCHES:
        found = till.get("/customers", search=text)
        assert [row["id"] for row in found["data"]] == expected, text
        assert found["total"] == len(expected)


def test_pages_hold_every_customer_once(till: Till) -> None:
    made = [till.post("/customers", {"name": f"N{n}"})["customer_id"] for n in range(5)]
    pages = [till.get("/customers", page=page, limit=2) for page in (1, 2, 3)]
    assert [row["id"] for page in pages for row in page["data"]] == made
    assert {page["total"] for page in pages} == {5}


def test_wrong_customer_is_refused(till: Till) -> None:
    wrong: list[Any] = [{}, {"name": ""}, {"name": "A", "phone": 5}]
    for body in [*wrong, {"name": "A", "credit_limit": "x"}]:
        assert till.refused("POST", "/customers", json=body)[0] == 422, body
    assert till.get("/customers")["total"] == 0
