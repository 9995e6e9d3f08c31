"""`stock`: counts, transfers and goods that come in."""

from __future__ import annotations

import pytest

from app.storage.store import Store
from tests.backends import add_backend, link_dates
from tests.sanduq import Sanduq
from tests.shop import DATES, LATTE, findings


def levels(sanduq: Sanduq) -> dict[str, str]:
    found = sanduq("stock", "show", "--product", DATES).json["levels"]
    return {each["warehouse"]: each["quantity"] for each in found}


def last_move(sanduq: Sanduq) -> dict[str, str]:
    found: dict[str, str] = sanduq("stock", "show", "--product", DATES).json["moves"][0]
    return found


def test_a_count_is_posted(store: Store, sanduq: Sanduq) -> None:
    answer = sanduq("stock", "count", DATES, "٧", "--note", "top shelf", "--cashier", "Omar").json
    assert (answer["quantity"], answer["counted"], answer["held"]) == ("7", "7", False)
    assert levels(sanduq)["main"] == "7"
    move = last_move(sanduq)
    assert (move["reason"], move["note"], move["actor"]) == ("counted", "top shelf", "Omar")
    assert findings(store) == []


def test_a_count_that_is_not_sure_says_that_it_waits(store: Store, sanduq: Sanduq) -> None:
    add_backend(store)
    with store.write() as unit:
        link_dates(unit)
        unit.commit()
    before = levels(sanduq)
    answer = sanduq("stock", "count", DATES, "7").json
    assert (answer["held"], answer["quantity"], answer["counted"]) == (True, before["main"], "7")
    assert levels(sanduq) == before
    (row,) = sanduq("outbox", "--state", "manager").json
    assert (row["kind"], row["verdict"]) == ("count", "offline_count")
    assert sanduq("outbox", "retry", row["id"]).json["state"] == "READY"


def test_a_count_may_be_of_another_warehouse(sanduq: Sanduq) -> None:
    sanduq("stock", "count", DATES, "3", "--warehouse", "store-room")
    assert levels(sanduq)["store-room"] == "3"


def test_stock_is_carried_from_one_warehouse_to_another(sanduq: Sanduq) -> None:
    sanduq("stock", "count", DATES, "10")
    sanduq("stock", "count", DATES, "0", "--warehouse", "store-room")
    answer = sanduq("stock", "transfer", DATES, "4", "--from", "main", "--to", "store-room").json
    assert [each["quantity"] for each in answer["levels"]] == ["6", "4"]
    assert levels(sanduq) == {"main": "6", "store-room": "4"}


def test_goods_that_came_in_are_added(sanduq: Sanduq) -> None:
    sanduq("stock", "count", DATES, "10")
    assert sanduq("stock", "receive", DATES, "24").json["quantity"] == "34"
    assert last_move(sanduq)["reason"] == "received"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("count", DATES, "many"), "bad_number"),
        (("count", DATES, "-1"), "bad_quantity"),
        (("count", LATTE, "1"), "not_tracked"),
        (("count", DATES, "1", "--reason", "sale"), "bad_reason"),
        (("receive", DATES, "-1"), "bad_quantity"),
        (("receive", "nothing", "1"), "unknown_product"),
        (("transfer", DATES, "1", "--from", "main", "--to", "moon"), "unknown_warehouse"),
        (("transfer", DATES, "1", "--from", "main", "--to", "main"), "same_warehouse"),
        (("transfer", DATES, "0", "--from", "main", "--to", "store-room"), "bad_quantity"),
    ],
)
def test_what_can_not_be_is_refused(sanduq: Sanduq, arguments: tuple[str, ...], code: str) -> None:
    before = levels(sanduq)
    assert sanduq("stock", *arguments).refusal == code
    assert levels(sanduq) == before


def test_what_a_back_end_was_not_told_of_stands_beside_the_level(
    store: Store, sanduq: Sanduq
) -> None:
    add_backend(store)
    sanduq("stock", "adjust", DATES, "5", "--reason", "found")
    (level, *_) = sanduq("stock", "show", "--product", DATES).json["levels"]
    assert level["pending"] == "5"
    assert level["low"] == level["high"] == level["quantity"]
