"""How long to wait, and what a server says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.connectors._errors import retry_after, words

NOW = datetime(2026, 4, 24, 10, 32, tzinfo=UTC)
EPOCH = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0),
        ({"retry-after": " 30 "}, 30),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "٣٠"}, None),
        ({"retry-after": "30, 60"}, None),
        ({"retry-after": "1e9"}, None),
        ({"retry-after": "86400"}, 3600),
        ({"retry-after": "Fri, 24 Apr 2026 10:33:00 GMT"}, 60),
        ({"retry-after": "Fri, 24 Apr 2026 13:33:00 +0300"}, 60),
        ({"retry-after": "Fri, 24 Apr 2026 10:31:00 GMT"}, None),
        ({"retry-after": "Fri, 24 Apr 2099 10:31:00 GMT"}, 3600),
        ({"retry-after": "Fri, 99 Apr 2026 10:31:00 GMT"}, None),
        # the server's own clock is wrong by a day, and its date with it
        (
            {
                "retry-after": "Sat, 25 Apr 2026 10:33:00 GMT",
                "date": "Sat, 25 Apr 2026 10:32:50 GMT",
            },
            10,
        ),
        ({"retry-after": "5", "x-ratelimit-reset": "50"}, 5),
        ({"retry-after": "soon", "x-ratelimit-reset": "50"}, 50),
        ({"x-ratelimit-reset": str(EPOCH + 20)}, 20),
        ({"x-ratelimit-reset": str((EPOCH + 20) * 1000)}, 20),
        ({"x-ratelimit-reset": str(EPOCH - 20)}, None),
        ({"x-ratelimit-reset": str(EPOCH + 86400)}, 3600),
        ({"x-ratelimit-reset": "-5"}, None),
        ({"x-ratelimit-reset": "2026-04-24T10:32:20Z"}, 20),
        ({"x-ratelimit-reset": "2026-04-24T10:31:00Z"}, None),
        ({"x-ratelimit-reset": "Fri, 24 Apr 2026 10:32:20 GMT"}, 20),
        ({"x-ratelimit-reset": " Fri, 24 Apr 2026 13:32:20 +0300"}, 20),
        ({"x-ratelimit-reset": "Fri, 24 Apr 2026 10:31:00 GMT"}, None),
        ({"x-ratelimit-reset": "Fri, 99 Apr 2026 10:31:00 GMT"}, None),
        ({"x-ratelimit-reset": "Fri, 24 Apr 2099 10:31:00 GMT"}, 3600),
        ({"x-ratelimit-reset": "soon"}, None),
        ({"ratelimit-reset": "Fri, 24 Apr 2026 10:32:20 GMT"}, 20),
        ({"ratelimit-reset": "7"}, 7),
    ],
)
def test_the_pause_that_a_server_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        ([], ""),
        ({}, ""),
        ({"success": False}, ""),
        ({"message": 7}, ""),
        ({"message": "", "error": "no"}, "no"),
        ({"error": {"code": "X", "message": "no"}}, "no"),
        ({"detail": [{"msg": "no"}, {"msg": "never"}]}, "no"),
        (
            {"error": {"message": "Bad id", "details": {"field": "productId", "expected": "UUID"}}},
            "Bad id (productId: UUID)",
        ),
        ({"error": {"message": "no", "details": {"field": 7, "expected": None}}}, "no"),
        ({"error": {"message": "no", "details": ["productId"]}}, "no (productId)"),
        ({"error": {"message": "no", "details": "no"}}, "no"),
        ({"error": {"message": "no", "details": "The\nname"}}, "no (The name)"),
        ({"error": "no", "details": ["name", "", None, 7, "price"]}, "no (name; price)"),
        ({"message": "no", "details": [[["name"]], {}]}, "no"),
        (
            {"code": "X", "message": "no", "details": [{"field": "name", "message": "is empty"}]},
            "no (name: is empty)",
        ),
        ({"message": "no", "details": [{"message": "one"}, {"field": "two"}]}, "no (one; two)"),
        ({"message": "no", "details": {"name": "is empty", "price": None}}, "no (name: is empty)"),
        (
            {"message": "no", "details": {"name": ["is empty", "is odd"], "price": ["is low"]}},
            "no (name: is empty, is odd; price: is low)",
        ),
        ({"error": {"details": {"name": "is empty"}}}, "name: is empty"),
        ({"message": "no", "details": "not s3cret"}, "no (not …)"),
        ({"message": "two\nlines\r\n"}, "two lines"),
        ({"message": "the key s3cret is bad"}, "the key … is bad"),
        ({"message": "عربي 😀"}, "عربي 😀"),
    ],
)
def test_the_words_of_an_error(value: object, said: str) -> None:
    assert words(value, "s3cret") == said


@pytest.mark.parametrize(
    "value",
    [
        {"message": "no", "details": "x" * 5_000},
        {"message": "x" * 5_000, "details": "name"},
        {"message": "no", "details": [{"field": "name", "message": "is empty"}] * 1_000},
        {"message": "no", "details": {f"field {each}": ["is empty"] for each in range(1_000)}},
        {"message": "no", "details": "x" * 185 + "s3cret"},
    ],
)
def test_the_words_of_an_error_are_short(value: object) -> None:
    said = words(value, "s3cret")

    assert 190 <= len(said) <= 200
    assert "s3" not in said
    assert said.count("(") == said.count(")")
