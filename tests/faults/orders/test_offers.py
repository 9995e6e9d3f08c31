"""What an online shop may sell: never more than there is, less what is promised and a buffer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.domain.backend import BackendSettings
from tests.fakes import fault
from tests.fakes.apexloge import ApexlogeServer
from tests.faults.orders.desk import Desk
from tests.faults.orders.lost import ALL, LOST
from tests.faults.orders.system import BRUSH, SOAP, WANTED, System
from tests.sync.till import QUICK, Clock

OpenDesk = Callable[..., Desk]
BUFFER = 3
PATCH: dict[str, Any] = {"method": "PATCH", "path": "/products/*"}


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """A till of a salon that offers all but three."""
    made = open_desk("apexloge")
    made.set(buffer=str(BUFFER))
    made.round()
    assert made.system.stock(BRUSH) == 40 - BUFFER
    return made


@pytest.mark.parametrize("what", ALL)
def test_an_offer_whose_answer_is_lost_is_told_again_in_the_next_round(
    desk: Desk, what: str
) -> None:
    if what not in LOST:
        desk.set(deadline_seconds="0.6")
    desk.take(BRUSH)
    desk.system.server.fail(ALL[what](), times=1, **PATCH)
    desk.round(forced=False)
    desk.later(30)
    if not what.startswith("late"):
        assert desk.system.stock(BRUSH) == 39 - BUFFER
    for _ in range(3):
        desk.later(301)
    assert desk.system.stock(BRUSH) == 39 - BUFFER
    desk.settle()


def test_a_shop_that_loses_every_answer_is_not_told_for_ever(desk: Desk) -> None:
    desk.take(BRUSH, SOAP)
    desk.system.server.fail(fault.drop(committed=False), rate=1, **PATCH)
    for _ in range(5):
        desk.later(30)
    assert len(desk.system.server.seen(**PATCH)) <= 2 + 5 * 2


def test_nothing_more_is_offered_while_the_orders_can_not_be_read(desk: Desk) -> None:
    # An order takes the last ones, and the salon counts them off; nobody here can know.
    desk.system.order(1)
    salon = desk.system.server
    assert isinstance(salon, ApexlogeServer)
    salon.products["brush"] = replace(salon.products["brush"], stock_count=40 - BUFFER - WANTED)
    salon.fail(fault.status(500), method="GET", path="/orders", query={"limit": 500}, rate=1)
    for _ in range(3):
        desk.later()
        desk.round()
    assert desk.system.stock(BRUSH) <= 40 - BUFFER - WANTED
    desk.take(*[BRUSH] * 10)
    desk.round()
    assert desk.system.stock(BRUSH) == 30 - BUFFER
    desk.settle()
    assert desk.system.stock(BRUSH) == 30 - BUFFER - WANTED


def test_a_refused_offer_is_told_again_after_the_next_reading(desk: Desk) -> None:
    desk.take(BRUSH)
    desk.system.server.fail(fault.status(400, message="Not now"), times=1, **PATCH)
    desk.round()
    desk.later(301)
    assert desk.system.stock(BRUSH) == 39 - BUFFER


def test_what_somebody_else_set_is_set_right(desk: Desk) -> None:
    salon = desk.system.server
    assert isinstance(salon, ApexlogeServer)
    salon.products["soap"] = replace(salon.products["soap"], stock_count=500)
    desk.later(301)
    assert desk.system.stock(SOAP) == 6 - BUFFER


def test_less_than_the_buffer_is_offered_as_none(desk: Desk) -> None:
    desk.take(*[SOAP] * 4)
    desk.round()
    assert desk.system.stock(SOAP) == 0
    desk.take(*[SOAP] * 4)
    desk.round()
    assert desk.system.stock(SOAP) == 0
    assert desk.on_hand(SOAP) == -2


@pytest.fixture
def pair(
    open_desk: OpenDesk, open_system: Callable[[str], System], clock: Clock
) -> Iterator[tuple[Desk, Desk]]:
    """Books at Commerce, and a salon that offers what is left over."""
    books = open_desk("commerce")
    salon = open_system("apexloge")
    salon.settings = _with_buffer(QUICK)
    channel = Desk(books.folder, salon, clock)
    channel.round()
    yield books, channel
    channel.close()


def test_a_sale_at_the_counter_and_an_order_online_are_both_kept_back(
    pair: tuple[Desk, Desk],
) -> None:
    books, channel = pair
    order_id = channel.system.order(1)
    books.system.order(1)
    books.take(BRUSH)
    for _ in range(3):
        books.later()
        channel.later()
    # The books hold their own order and the sale; the salon's own is only promised.
    assert books.on_hand() == books.system.stock(BRUSH) == 40 - WANTED - 1
    assert channel.system.stock(BRUSH) == 40 - WANTED - 1 - WANTED - BUFFER
    channel.bring(order_id, "picked_up")
    for _ in range(3):
        channel.later()
        books.later()
    assert books.on_hand() == books.system.stock(BRUSH) == 40 - WANTED - 1 - WANTED
    assert channel.system.stock(BRUSH) == books.on_hand() - BUFFER
    assert books.findings() == []


@pytest.mark.parametrize("what", LOST)
def test_stock_that_an_order_took_is_told_to_the_books_once(
    pair: tuple[Desk, Desk], what: str
) -> None:
    books, channel = pair
    order_id = channel.system.order(1)
    channel.later()
    channel.bring(order_id, "picked_up")
    channel.later()
    books.system.server.fail(LOST[what](), times=1, **PATCH)
    books.round()
    books.settle()
    channel.settle()
    if books.states("stock") == ["ACKED"]:
        assert books.system.stock(BRUSH) == books.on_hand() == 40 - WANTED
    else:
        assert books.states("stock") == ["MANAGER"]
    assert channel.on_hand() == 40 - WANTED
    assert channel.system.stock(BRUSH) == 40 - WANTED - BUFFER


def _with_buffer(settings: BackendSettings) -> BackendSettings:
    return replace(settings, buffer=Decimal(BUFFER), role="shop")
