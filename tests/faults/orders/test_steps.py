"""Changes of online orders: each step once, a refund never twice, whatever becomes of answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain import order_flow
from app.services import outbox as verdicts
from app.storage.outbox import ACKED, MANAGER, READY, REJECTED
from tests.fakes import fault
from tests.fakes.server import Exchange, Fault
from tests.faults.orders.desk import SETTLED_S, Desk
from tests.faults.orders.lost import ALL, LOST
from tests.faults.orders.system import BRUSH, KINDS, SYSTEMS, WANTED
from tests.sync.till import Clock

OpenDesk = Callable[..., Desk]
WAYS = [
    (kind, status, step.status)
    for kind in KINDS
    for status, steps in order_flow.FLOWS[kind].steps.items()
    for step in steps
]


@pytest.mark.parametrize(("kind", "status", "target"), WAYS)
def test_every_step_that_a_system_allows_is_taken_once(
    open_desk: OpenDesk, kind: str, status: str, target: str
) -> None:
    desk = open_desk(kind)
    order_id = desk.system.order(1)
    desk.system.become(order_id, status)
    desk.later()
    desk.bring(order_id, target, _why(target))
    desk.later()
    assert desk.system.steps == [(order_id, target)]
    desk.settle()
    assert desk.status(order_id) == target
    assert desk.states("order") == [ACKED]


@pytest.mark.parametrize("what", ALL)
@pytest.mark.parametrize("name", KINDS)
def test_a_refund_whose_answer_is_lost_is_not_made_twice(
    open_desk: OpenDesk, name: str, what: str
) -> None:
    desk = _with_order(open_desk, name, what)
    desk.bring("", "cancelled", "Sold out")
    desk.system.server.fail(ALL[what](), method="PATCH", path=desk.system.step_path, times=1)
    desk.round()
    desk.settle()
    sent = desk.system.server.seen("PATCH", desk.system.step_path)
    refunds = _is_refund(desk)
    if what.startswith("not done"):
        # A refund is sent again by nobody but a manager; anything else goes once more.
        assert desk.states("order") == [MANAGER if refunds else ACKED]
        assert len(sent) == (1 if refunds else 2)
    elif what.startswith("done"):
        assert desk.states("order") == [ACKED]
        assert len(sent) == 1
    assert len(desk.system.refunds) <= 1
    if desk.states("order") == [MANAGER]:
        _retry(desk)
    assert desk.system.refunds == [desk.order_id]
    assert desk.on_hand() == (40 if name == "apexloge" else desk.system.stock(BRUSH))


@pytest.mark.parametrize("what", ALL)
@pytest.mark.parametrize("name", KINDS)
def test_a_hand_over_whose_answers_are_lost_takes_each_step_once(
    open_desk: OpenDesk, name: str, what: str
) -> None:
    desk = _with_order(open_desk, name, what)
    desk.bring("", desk.system.finish)
    desk.system.server.fail(ALL[what](), method="PATCH", path=desk.system.step_path, times=1)
    desk.round()
    desk.settle()
    if desk.states("order") == [MANAGER]:
        _retry(desk)
    assert desk.states("order") == [ACKED]
    assert desk.status(desk.order_id) == desk.system.finish
    assert desk.on_hand() == 40 - WANTED
    assert desk.moves() <= 1


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_reading_before_a_step_may_fail_too(open_desk: OpenDesk, name: str) -> None:
    desk = _with_order(open_desk, name)
    desk.bring("", desk.system.finish)
    desk.system.server.fail(fault.status(500), method="GET", path="/orders/*", times=1)
    desk.round()
    assert desk.states("order") == [READY]
    assert desk.system.steps == []
    desk.settle()
    assert desk.status(desk.order_id) == desk.system.finish


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_server_that_takes_steps_and_keeps_none_is_not_asked_for_ever(
    open_desk: OpenDesk, name: str
) -> None:
    desk = _with_order(open_desk, name)
    desk.bring("", desk.system.finish)
    nothing = fault.html(committed=False)
    desk.system.server.fail(nothing, method="PATCH", path=desk.system.step_path, rate=1)
    for _ in range(6):
        desk.later(SETTLED_S)
    assert len(desk.system.server.seen("PATCH", desk.system.step_path)) <= 2
    (row,) = desk.rows("order")
    assert row.state == MANAGER
    assert row.message.strip()


@pytest.mark.parametrize("said", ["seconds", "nothing", "a date", "huge"])
@pytest.mark.parametrize("name", SYSTEMS)
def test_too_many_requests_put_a_step_off(open_desk: OpenDesk, name: str, said: str) -> None:
    desk = _with_order(open_desk, name)
    desk.bring("", "cancelled", "Sold out")
    busy = fault.TOO_MANY[said]
    desk.system.server.fail(busy, method="PATCH", path=desk.system.step_path, times=1)
    desk.round()
    assert desk.states("order") == [READY]
    desk.clock.advance(3600)
    desk.settle()
    assert desk.system.refunds == [desk.order_id]


@pytest.mark.parametrize("name", ["apexloge", "commerce"])
def test_two_tills_that_cancel_one_order_refund_it_once(open_desk: OpenDesk, name: str) -> None:
    one = _with_order(open_desk, name)
    two = one.beside("B1")
    one.bring("", "cancelled", "Sold out")
    two.bring(one.order_id, "cancelled", "Broken")
    # The other till cancels right between our reading and our step.
    meanwhile = fault.around(before=two.round)
    one.system.server.fail(meanwhile, method="PATCH", path=one.system.step_path, times=1)
    one.round()
    one.settle()
    two.settle()
    assert one.states("order") == two.states("order") == [ACKED]
    assert set(one.system.refunds) == {one.order_id}
    two.close()


@pytest.mark.parametrize("name", SYSTEMS)
def test_two_tills_that_want_different_things_end_with_one_of_them(
    open_desk: OpenDesk, name: str
) -> None:
    one = _with_order(open_desk, name)
    two = one.beside("B1")
    one.bring("", one.system.finish)
    two.bring(one.order_id, "cancelled", "Broken")
    one.round()
    two.round()
    one.settle()
    two.settle()
    assert one.states("order") == [ACKED]
    assert two.states("order") == [REJECTED]
    assert one.status(one.order_id) == two.status(one.order_id) == one.system.finish
    assert one.system.refunds == []
    assert one.on_hand() == 40 - WANTED
    two.close()


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_change_that_a_manager_took_back_while_it_was_read_for_is_not_sent(
    open_desk: OpenDesk, name: str
) -> None:
    desk = _with_order(open_desk, name)
    desk.bring("", "cancelled", "Sold out")

    def take_back() -> None:
        (row,) = desk.rows("order")
        with desk.store.write() as unit:
            verdicts.drop(unit, row.id, desk.counter(unit), "They want it after all")

    read = f"/orders/{desk.order_id}"
    rule = fault.around(before=take_back)
    desk.system.server.fail(rule, method="GET", path=read, times=1)
    desk.round()
    desk.clock.advance(SETTLED_S)
    desk.system.server.heal()
    desk.round()
    assert desk.system.steps == []
    assert [(row.state, row.verdict) for row in desk.rows("order")] == [(REJECTED, "dropped")]


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_change_taken_back_while_its_reading_fails_is_not_sent_later(
    open_desk: OpenDesk, name: str
) -> None:
    desk = _with_order(open_desk, name)
    desk.bring("", "cancelled", "Sold out")

    def take_back() -> None:
        (row,) = desk.rows("order")
        with desk.store.write() as unit:
            verdicts.drop(unit, row.id, desk.counter(unit), "They want it after all")

    failing = fault.status(500)

    def play(exchange: Exchange) -> None:
        take_back()
        failing.play(exchange)

    rule = Fault("taken back", play)
    desk.system.server.fail(rule, method="GET", path=f"/orders/{desk.order_id}", times=1)
    desk.round()
    desk.settle()
    assert desk.system.refunds == []


def test_an_order_that_waits_for_a_back_end_that_is_off_is_changed_when_it_is_back(
    open_desk: OpenDesk, clock: Clock
) -> None:
    desk = _with_order(open_desk, "apexloge")
    desk.bring("", "cancelled", "Sold out")
    with desk.system.server.offline():
        for _ in range(3):
            desk.round()
            clock.advance(SETTLED_S)
    desk.settle()
    assert desk.system.refunds == [desk.order_id]


def _with_order(open_desk: OpenDesk, name: str, what: str = "") -> Desk:
    """A till that has read one order; where a refund is possible, it is so far."""
    desk = open_desk(name)
    desk.order_id = desk.system.order(1)
    if name == "commerce":
        desk.system.become(desk.order_id, "confirmed")
    if what and what not in LOST:
        desk.set(deadline_seconds="0.6")
    desk.later()
    return desk


def _is_refund(desk: Desk) -> bool:
    return desk.system.kind in {"apexloge", "commerce"}


def _retry(desk: Desk) -> None:
    (row,) = desk.rows("order")
    with desk.store.write() as unit:
        verdicts.retry(unit, row.id, desk.counter(unit), "It is not so there")
    desk.settle()


def _why(target: str) -> str:
    return "Sold out" if target in {"cancelled", "refunded"} else ""
