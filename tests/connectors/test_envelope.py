"""What lists and records may be wrapped in."""

from __future__ import annotations

import pytest

from app.connectors import _envelope
from app.sync.problem import Transient


@pytest.mark.parametrize(
    "value",
    [
        [1],
        {"data": [1]},
        {"orders": [1]},
        {"success": True, "data": {"orders": [1], "total": 1}},
        {"data": {"data": [1]}},
    ],
)
def test_a_list_is_found_in_its_wrapping(value: object) -> None:
    assert _envelope.rows(value, "orders") == [1]


@pytest.mark.parametrize(
    "value", [None, "x", 7, {}, {"data": None}, {"orders": "x"}, {"products": [1]}]
)
def test_what_holds_no_list_is_of_the_wrong_shape(value: object) -> None:
    with pytest.raises(Transient) as caught:
        _envelope.rows(value, "orders")
    assert caught.value.code == "wrong_shape"


@pytest.mark.parametrize(
    "value",
    [
        {"id": 1},
        {"data": {"id": 1}},
        {"order": {"id": 1}},
        {"success": True, "data": {"order": {"id": 1}}},
    ],
)
def test_a_record_is_found_in_its_wrapping(value: object) -> None:
    assert _envelope.record(value, "order") == {"id": 1}


def test_a_record_with_an_id_is_no_wrapping() -> None:
    value = {"id": 1, "data": {"id": 2}}

    assert _envelope.record(value, "order") == value


@pytest.mark.parametrize("value", [None, "x", 7, [], [{"id": 1}]])
def test_what_is_no_object_is_of_the_wrong_shape(value: object) -> None:
    with pytest.raises(Transient) as caught:
        _envelope.record(value, "order")
    assert caught.value.code == "wrong_shape"


def test_wrapping_without_an_end_shows_nothing() -> None:
    value: object = {"id": 1}
    for _ in range(9):
        value = {"data": value}

    with pytest.raises(Transient):
        _envelope.rows(value, "products")
    assert "id" not in _envelope.record(value, "product")
