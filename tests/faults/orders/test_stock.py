"""What customers pick up leaves the stock once, whoever tells of it and however often."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.storage import order as storage
from tests.faults.orders.desk import Desk
from tests.faults.orders.system import BRUSH, SYSTEMS, WANTED, System
from tests.sync.till import Clock

OpenDesk = Callable[..., Desk]
OpenSystem = Callable[[str], System]


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_picked_up_order_moves_stock_once_whatever_tells_of_it(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    order_id = desk.system.order(1)
    desk.later()
    desk.bring(order_id, desk.system.finish)
    for _ in range(4):
        desk.later()
    desk.settle()
    assert desk.status(order_id) == desk.system.finish
    assert desk.on_hand() == 40 - WANTED
    assert desk.moves() <= 1


@pytest.mark.parametrize("name", SYSTEMS)
def test_an_order_that_another_till_handed_over_moves_stock_once(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    order_id = desk.system.order(1)
    desk.later()
    desk.system.become(order_id, desk.system.finish)
    for _ in range(4):
        desk.later()
    desk.settle()
    assert desk.on_hand() == 40 - WANTED


def test_what_was_picked_up_before_the_shop_was_set_up_never_moves_stock(
    open_system: OpenSystem, folder: Path, clock: Clock
) -> None:
    salon = open_system("apexloge")
    order_id = salon.order(1)
    salon.become(order_id, "picked_up")
    clock.advance(600)
    desk = Desk(folder, salon, clock)
    desk.round()
    for _ in range(3):
        desk.later()
    assert desk.on_hand() == 40
    desk.close()


def test_a_refund_after_the_customer_has_it_moves_nothing_more(open_desk: OpenDesk) -> None:
    desk = open_desk("commerce")
    order_id = desk.system.order(1)
    desk.later()
    desk.bring(order_id, "delivered")
    desk.later()
    desk.bring(order_id, "refunded", "It was broken")
    desk.settle()
    assert desk.status(order_id) == "refunded"
    assert desk.on_hand() == 40 - WANTED


@pytest.mark.parametrize("name", ["salloq", "stacknex", "commerce"])
def test_books_that_become_an_online_shop_take_no_stock_for_what_their_figures_held(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    order_id = desk.system.order(1)
    desk.later()
    desk.bring(order_id, desk.system.finish)
    desk.later()
    desk.round()
    assert desk.on_hand() == 40 - WANTED
    desk.set(role="shop")
    for _ in range(3):
        desk.later()
    assert desk.on_hand() == 40 - WANTED


@pytest.mark.parametrize("name", ["salloq", "stacknex", "commerce"])
def test_the_role_may_change_and_change_back_while_sales_wait(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    desk.take(BRUSH)
    order_id = desk.system.order(1)
    with desk.system.server.offline():
        desk.round()
    desk.set(role="shop")
    desk.take(BRUSH)
    desk.round()
    desk.later()
    desk.bring(order_id, desk.system.finish)
    desk.set(role="books")
    desk.settle()
    assert desk.states() == ["ACKED", "ACKED"]
    assert len(desk.system.sales()) == 2


def test_an_open_order_is_held_back_until_it_is_off(open_desk: OpenDesk) -> None:
    desk = open_desk("apexloge")
    desk.set(buffer="3")
    order_id = desk.system.order(1)
    desk.later()
    assert desk.system.stock(BRUSH) == 40 - WANTED - 3
    desk.bring(order_id, "cancelled", "Sold out")
    desk.later()
    assert desk.system.stock(BRUSH) == 40 - 3
    with desk.store.read() as unit:
        assert storage.reserved(unit, ["salon"]) == {}
