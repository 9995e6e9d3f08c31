"""Orders placed at the counter: there once at most, and paid and booked once in all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.order import Paid
from app.services import orders
from app.services import outbox as verdicts
from app.storage.outbox import ACKED, MANAGER
from tests.fakes import fault
from tests.faults.orders.desk import SETTLED_S, Desk
from tests.faults.orders.lost import ALL, LOST
from tests.faults.orders.system import BRUSH, SOAP, Market

OpenDesk = Callable[..., Desk]
POST: dict[str, Any] = {"method": "POST", "path": "/orders"}
PLACES = ["salloq", "commerce"]


@pytest.mark.parametrize("what", ALL)
@pytest.mark.parametrize("name", PLACES)
def test_an_order_whose_answer_is_lost_is_never_placed_twice(
    open_desk: OpenDesk, name: str, what: str
) -> None:
    desk = _proven(open_desk, name, what)
    desk.system.server.fail(ALL[what](), times=1, **POST)
    placed = desk.place(BRUSH, SOAP)
    desk.round()
    desk.settle()
    assert len(desk.system.server.seen(**POST)) == 2
    is_there = not what.startswith("not done")
    assert len(desk.system.sales()) == 1 + is_there
    if name == "commerce" and is_there:
        assert desk.states("placement") == [ACKED]
        assert desk.order(placed).payment == Paid.DUE
    else:
        assert desk.states("placement") == [MANAGER]


@pytest.mark.parametrize("name", PLACES)
def test_an_order_that_no_list_shows_is_not_placed_again(open_desk: OpenDesk, name: str) -> None:
    desk = _proven(open_desk, name, "")
    desk.system.server.fail(fault.drop(committed=True), times=1, **POST)
    desk.place(BRUSH)
    desk.round()
    hidden = fault.shape({"success": True, "data": []})
    desk.system.server.fail(hidden, method="GET", path="/orders", rate=1)
    for _ in range(5):
        desk.later(SETTLED_S)
    assert len(desk.system.server.seen(**POST)) == 2
    desk.settle()


@pytest.mark.parametrize("what", LOST)
@pytest.mark.parametrize("name", PLACES)
def test_a_collected_order_is_paid_and_booked_once_whatever_is_lost(
    open_desk: OpenDesk, name: str, what: str
) -> None:
    desk = open_desk(name)
    placed = desk.place(BRUSH, SOAP)
    desk.round()
    sale = desk.collect(placed)
    step = desk.system.step_path
    desk.system.server.fail(LOST[what](), method="PATCH", path=step, times=1)
    desk.round()
    desk.settle()
    if desk.states("order") == [MANAGER]:
        (row,) = desk.rows("order")
        with desk.store.write() as unit:
            verdicts.retry(unit, row.id, desk.counter(unit), "It is not so there")
        desk.settle()
    order = desk.order(placed)
    assert (order.sale_number, order.payment) == (sale.number, Paid.PAID)
    assert order.status == desk.system.finish
    assert desk.states("invoice") == [ACKED]
    assert len(desk.system.sales()) == 1
    assert desk.on_hand() == 39


@pytest.mark.parametrize("name", PLACES)
def test_an_order_can_not_be_collected_twice(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    placed = desk.place(BRUSH)
    desk.round()
    desk.collect(placed)
    with pytest.raises(Refusal):
        desk.collect(placed)
    desk.settle()
    with pytest.raises(Refusal, match="paid already"):
        desk.collect(placed)
    for _ in range(3):
        desk.later()
    with pytest.raises(Refusal, match="paid already"):
        desk.collect(placed)
    assert len(desk.system.sales()) == 1
    assert desk.states("invoice") == [ACKED]


@pytest.mark.parametrize("name", PLACES)
def test_an_order_that_changed_meanwhile_is_not_collected_at_its_old_total(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    placed = desk.place(BRUSH)
    desk.round()
    with desk.store.read() as unit:
        due = orders.due(unit, placed, desk.counter(unit))
    dearer = fault.changed(_with_total)
    desk.system.server.fail(dearer, method="GET", path="/orders*", rate=1)
    desk.later()
    with desk.store.write() as unit, pytest.raises(Refusal):
        orders.collect(unit, placed, due, [], desk.counter(unit))
    assert desk.states("invoice") == []


@pytest.mark.parametrize("name", PLACES)
def test_a_cancelled_order_can_not_be_collected(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    placed = desk.place(BRUSH)
    desk.round()
    desk.system.become(desk.order(placed).remote_id, "cancelled")
    desk.later()
    with pytest.raises(Refusal):
        desk.collect(placed)
    assert desk.states("invoice") == []


@pytest.mark.parametrize("name", PLACES)
def test_an_online_order_that_a_manager_links_is_the_one_that_was_placed(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    if isinstance(desk.system, Market):
        desk.system.server.knobs.shows_notes = False
    desk.system.server.fail(fault.drop(committed=True), times=1, **POST)
    desk.place(BRUSH)
    desk.round()
    desk.settle()
    (row,) = desk.rows("placement")
    (order_id,) = desk.system.sales()
    assert row.state == MANAGER
    with desk.store.write() as unit:
        verdicts.link(unit, row.id, order_id, desk.counter(unit))
    (order,) = desk.orders()
    desk.collect(order.id)
    desk.settle()
    assert desk.states("invoice") == [ACKED]
    assert desk.status(order_id) == desk.system.finish


@pytest.mark.parametrize("name", PLACES)
def test_a_placed_order_that_is_dropped_and_turns_up_after_all_is_an_order_like_any_other(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    desk.system.server.fail(LOST["late: closed"](), times=1, **POST)
    desk.place(BRUSH)
    desk.round()
    hidden = fault.shape({"success": True, "data": []})
    desk.system.server.fail(hidden, method="GET", path="/orders", rate=1)
    desk.later(SETTLED_S)
    (row,) = desk.rows("placement")
    assert row.state == MANAGER
    with desk.store.write() as unit:
        verdicts.drop(unit, row.id, desk.counter(unit), "The customer has left")
    desk.system.server.heal()
    desk.later()
    (order_id,) = desk.system.sales()
    assert desk.known(order_id).stage == "new"
    desk.bring(order_id, "cancelled", "Nobody came for it")
    desk.settle()
    assert desk.status(order_id) == "cancelled"


@pytest.mark.parametrize("name", PLACES)
def test_an_answer_that_names_an_order_which_is_known_already_means_that_order(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    lost = LOST["done: closed"] if name == "salloq" else LOST["not done: closed"]
    desk.system.server.fail(lost(), times=1, **POST)
    desk.place(BRUSH)
    desk.round()
    desk.settle()
    (row,) = desk.rows("placement")
    known = next(iter(desk.system.sales()), "") or desk.system.order(1)
    desk.later()
    # It heeds the key that comes with a request, and says what it made of the first one.
    again = fault.changed(lambda value: _renamed(value, known))
    desk.system.server.fail(again, times=1, **POST)
    with desk.store.write() as unit:
        verdicts.retry(unit, row.id, desk.counter(unit), "It is not there")
    desk.round()
    assert desk.states("placement") == [ACKED]
    assert [each.remote_id for each in desk.orders() if each.payment == Paid.DUE] == [known]


def _renamed(value: dict[str, Any], order_id: str) -> dict[str, Any]:
    inner = value.get("data")
    if isinstance(inner, dict):
        return value | {"data": inner | {"id": int(order_id)}}
    return value | {"orderId": order_id}


def _proven(open_desk: OpenDesk, name: str, what: str) -> Desk:
    """A till at a shop of which a search has found a sale before."""
    desk = open_desk(name)
    if what and what not in LOST:
        desk.set(deadline_seconds="0.6")
    desk.take(BRUSH)
    desk.round()
    return desk


def _with_total(value: object) -> object:
    if isinstance(value, list):
        return [_with_total(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "status" in value and "total" in value:
        return value | {"total": value["total"] + 5}
    return {name: _with_total(each) for name, each in value.items()}
