"""An id as a part of a path."""

from __future__ import annotations

import pytest

from app.connectors._address import segment


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("7c9e6679-7425", "7c9e6679-7425"),
        (".", "%2E"),
        ("..", "%2E%2E"),
        ("a/../b", "a%2F%2E%2E%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("a%2Fb", "a%252Fb"),
        ("ä b", "%C3%A4%20b"),
    ],
)
def test_an_id_stays_one_part_of_a_path(identity: str, expected: str) -> None:
    assert segment(identity) == expected
