"""How much is asked: a quiet round costs a handful of requests, however much there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.storage.outbox import MANAGER
from tests.fakes import fault
from tests.faults.orders.desk import SETTLED_S, Desk
from tests.faults.orders.system import BRUSH, KINDS, SOAP, Salon

OpenDesk = Callable[..., Desk]
MANY = 30  # orders


@pytest.mark.parametrize("name", KINDS)
def test_a_quiet_round_costs_one_question(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    _orders(desk)
    desk.later()
    assert _asked(desk, 30) == 1


@pytest.mark.parametrize("name", KINDS)
def test_a_round_that_reads_the_orders_costs_a_handful(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    _orders(desk)
    desk.later()
    assert _asked(desk, 61) <= 4
    assert _asked(desk, 61) <= 4


@pytest.mark.parametrize("name", KINDS)
def test_a_round_that_reads_all_costs_a_few_more(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    _orders(desk)
    desk.take(BRUSH)
    desk.later()
    desk.round()
    # StackNex has five lists, and tells of none how long it is: each is asked for its next page.
    assert _asked(desk, 3600, forced=True) <= (11 if name == "stacknex" else 6)


@pytest.mark.parametrize("name", KINDS)
def test_sales_that_were_booked_cost_nothing_later(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    for _ in range(8):
        desk.take(BRUSH)
    desk.round()
    desk.later()
    assert _asked(desk, 30) == 1
    assert _asked(desk, 61) <= 4


@pytest.mark.parametrize("name", ["salloq", "stacknex"])
def test_to_look_for_a_lost_sale_asks_for_none_that_is_known(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    for _ in range(8):
        desk.take(BRUSH)
    desk.round()
    desk.take(BRUSH)
    desk.system.server.fail(fault.drop(committed=True), method="POST", path="/orders", times=1)
    desk.round()
    desk.clock.advance(SETTLED_S)
    before = len(desk.system.server.requests)
    desk.round()
    assert desk.states()[-1] == MANAGER
    assert "is like it" in desk.rows("invoice")[-1].message
    asked = len(desk.system.server.requests) - before
    assert asked <= 14


@pytest.mark.parametrize("name", KINDS)
def test_orders_that_are_gone_cost_a_bounded_number_of_questions(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    gone = _orders(desk)
    desk.later()
    last = desk.system.order(99)
    for order_id in gone:
        desk.system.forget(order_id)
    asked = [_asked(desk, 61) for _ in range(6)]
    assert max(asked) <= 15
    assert last in [each.remote_id for each in desk.orders()]


def test_offers_are_told_only_when_they_are_others(open_desk: OpenDesk) -> None:
    desk = open_desk("apexloge")
    assert isinstance(desk.system, Salon)
    desk.take(BRUSH)
    desk.round()
    changes = desk.system.server.seen("PATCH", "/products/*")
    assert [each.path for each in changes] == ["/products/brush"]
    for _ in range(5):
        desk.later()
        desk.round()
    assert len(desk.system.server.seen("PATCH", "/products/*")) == 1


def test_where_it_is_unclear_which_shelf_is_offered_nothing_is_told_and_little_is_asked(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk("stacknex")
    desk.take(BRUSH)
    desk.settle()
    desk.set(role="shop", warehouse_id="", location_id="")
    desk.take(BRUSH, SOAP)
    desk.round()
    assert _asked(desk, 3600, forced=True) <= 11
    assert desk.system.stock(BRUSH) == 39
    assert "no_location" in [each.code for each in desk.reviews()]


def test_a_shop_of_several_shelves_is_told_of_the_one_that_we_sell_from(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk("stacknex")
    tables = desk.system.server.tables  # type: ignore[attr-defined]
    shelf = next(iter(tables["inventory"].values()))
    tables["inventory"]["inv_9"] = shelf | {
        "id": "inv_9",
        "locationId": "loc_9",
        "locationName": "Far away",
        "quantity": 500,
    }
    desk.set(role="shop")
    desk.take(BRUSH)
    for _ in range(3):
        desk.round()
        desk.clock.advance(61)
    assert desk.system.stock(BRUSH) == desk.on_hand() == 39
    told = desk.system.server.seen("PATCH", "/inventory/*")
    assert len(told) == 1


def _orders(desk: Desk) -> list[str]:
    return [desk.system.order(number, ago=number) for number in range(MANY)]


def _asked(desk: Desk, seconds: float, *, forced: bool = False) -> int:
    """How many requests a round makes after this time."""
    before = len(desk.system.server.requests)
    desk.clock.advance(seconds)
    desk.round(forced=forced)
    return len(desk.system.server.requests) - before
