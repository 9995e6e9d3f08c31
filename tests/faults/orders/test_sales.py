"""Sales at a shop that takes them: each is there once, or stands before a manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.services import outbox as verdicts
from app.storage.outbox import ACKED, CONFLICT, MANAGER, READY, REJECTED
from tests.fakes import fault
from tests.faults.orders.desk import Desk
from tests.faults.orders.lost import ALL, LOST
from tests.faults.orders.system import BOOKS, BRUSH, KINDS, SOAP
from tests.sync.till import Clock

OpenDesk = Callable[..., Desk]
POST: dict[str, Any] = {"method": "POST", "path": "/orders"}
# Whose orders bear our reference, so that a search tells.
SEARCHED = "commerce"


@pytest.mark.parametrize("name", KINDS)
def test_all_that_a_shop_has_comes_in(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    order_id = desk.system.order(1)
    desk.settle()
    assert {desk.first(each).price.amount for each in (BRUSH, SOAP)} == {7.5, 3}
    assert desk.known(order_id).lines[0].product_id == desk.id_of(BRUSH)
    if name == "stacknex":
        assert [each.name for each in desk.customers()] == ["Sara Ali"]


@pytest.mark.parametrize("what", ALL)
@pytest.mark.parametrize("name", ["salloq", "stacknex", "commerce"])
def test_a_sale_whose_answer_is_lost_is_there_once(
    open_desk: OpenDesk, name: str, what: str
) -> None:
    desk = open_desk(name)
    if what not in LOST:
        desk.set(deadline_seconds="0.6")
    desk.take(SOAP)
    desk.round()
    desk.take(BRUSH, BRUSH, SOAP)
    desk.take(BRUSH)
    desk.system.server.fail(ALL[what](), times=1, **POST)
    desk.round()
    desk.settle()
    found = MANAGER if name != SEARCHED else ACKED
    assert desk.states() == [ACKED, found, ACKED]
    is_there = not what.startswith("not done") or name == SEARCHED
    assert len(desk.system.sales()) == 2 + is_there


@pytest.mark.parametrize("name", ["salloq", "stacknex", "commerce"])
def test_the_very_first_sale_is_looked_for_too(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    desk.take(SOAP)
    desk.take(BRUSH)
    desk.system.server.fail(fault.drop(committed=True), times=1, **POST)
    desk.round()
    desk.settle()
    assert desk.states() == [ACKED if name == SEARCHED else MANAGER, ACKED]
    assert len(desk.system.sales()) == 2


@pytest.mark.parametrize("name", ["salloq", "stacknex"])
def test_a_sale_in_doubt_is_linked_or_sent_once_more_by_a_manager(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    for committed in (True, False):
        desk.take(BRUSH)
        lost = fault.drop(committed=committed)
        desk.system.server.fail(lost, times=1, **POST)
        desk.round()
        desk.settle()
    there, absent = desk.rows("invoice")
    (order_id,) = desk.system.sales()
    with desk.store.write() as unit:
        verdicts.link(unit, there.id, order_id, desk.counter(unit))
    with desk.store.write() as unit:
        verdicts.retry(unit, absent.id, desk.counter(unit), "It is not there")
    desk.settle()
    assert desk.states() == [ACKED, ACKED]
    assert len(desk.system.sales()) == 2
    # What is a sale of this counter is no order that anybody waits for.
    assert [each for each in desk.orders() if each.stage in {"new", "ready"}] == []


@pytest.mark.parametrize("said", fault.TOO_MANY)
@pytest.mark.parametrize("name", ["salloq", "stacknex", "commerce"])
def test_too_many_requests_are_waited_out(
    open_desk: OpenDesk, clock: Clock, name: str, said: str
) -> None:
    desk = open_desk(name)
    desk.take(BRUSH)
    desk.take(SOAP)
    desk.system.server.fail(fault.TOO_MANY[said], times=1, **POST)
    desk.round()
    assert desk.states() == [READY, READY]
    wait = desk.state().next_try_at
    assert wait is not None
    asked = len(desk.system.server.requests)
    desk.round(forced=False)
    assert len(desk.system.server.requests) == asked
    clock.advance((wait - clock.now()).total_seconds() + 0.01)
    desk.round(forced=False)
    assert desk.states() == [ACKED, ACKED]
    desk.settle()


@pytest.mark.parametrize("code", [400, 404, 422])
@pytest.mark.parametrize("name", ["salloq", "stacknex", "commerce"])
def test_a_refused_sale_stands_before_a_manager_and_the_rest_flows(
    open_desk: OpenDesk, name: str, code: int
) -> None:
    desk = open_desk(name)
    desk.take(BRUSH)
    desk.take(SOAP)
    refusal = fault.status(code, message="No such thing")
    desk.system.server.fail(refusal, times=1, **POST)
    desk.settle_after_round()
    assert desk.states() == [REJECTED, ACKED]
    assert desk.rows("invoice")[0].message == "No such thing"


@pytest.mark.parametrize("name", ["salloq", "commerce"])
def test_more_than_there_is_is_refused_in_the_shops_own_words(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    desk.take(*[SOAP] * 7)
    desk.take(BRUSH)
    desk.settle()
    assert desk.states() == [REJECTED, ACKED]
    assert desk.rows("invoice")[0].message.startswith("Insufficient stock")


@pytest.mark.parametrize("name", ["salloq", "commerce"])
def test_another_total_is_shown_once_and_the_next_sales_stay_here(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    told = fault.changed(_with_total)
    desk.system.server.fail(told, times=1, **POST)
    desk.take(BRUSH)
    desk.round()
    desk.take(SOAP)
    desk.settle()
    assert desk.states() == [CONFLICT, MANAGER]
    assert len(desk.system.sales()) == 1


@pytest.mark.parametrize("name", BOOKS)
def test_no_sale_goes_where_nobody_set_whose_it_is(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    desk.set(customer_id="", location_id="")
    desk.take(BRUSH)
    desk.settle()
    assert desk.states() == [MANAGER]
    assert desk.system.sales() == {}


def test_a_sale_in_doubt_never_shows_as_an_order_that_somebody_waits_for(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk("commerce")
    desk.system.server.fail(fault.drop(committed=True), times=1, **POST)
    desk.take(BRUSH)
    desk.round()
    for _ in range(3):
        desk.later()
    assert desk.orders() == []
    desk.settle()
    assert desk.states() == [ACKED]


def test_a_sale_of_another_till_is_no_order_that_somebody_waits_for(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk("commerce")
    other = desk.beside("B1")
    other.take(BRUSH)
    other.round()
    desk.later()
    desk.round()
    assert len(desk.system.sales()) == 1
    assert desk.orders() == []
    placed = other.place(SOAP)
    other.round()
    desk.later()
    assert [each.remote_id for each in desk.orders()] == [other.order(placed).remote_id]
    other.close()


def _with_total(value: dict[str, object]) -> dict[str, object]:
    inner = value.get("data")
    if isinstance(inner, dict):
        return value | {"data": inner | {"total": 1}}
    return value | {"total": 1}
