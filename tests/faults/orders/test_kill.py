"""The program may be killed between any two commits and any two requests of a round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import pytest

from app.connectors._http import Http
from app.storage.outbox import ACKED, MANAGER
from app.storage.store import Unit
from tests.faults.orders.desk import Desk
from tests.faults.orders.system import BOOKS, BRUSH, KINDS, SOAP, SYSTEMS, WANTED

OpenDesk = Callable[..., Desk]
STRIDE = 8
# Every other step: to die after one deed is to die before the next.
FIRSTS = range(1, STRIDE + 1, 2)


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Die at this step: before or after a commit, before or after a request. Tells whether it did.

    What is not committed then is rolled back, as SQLite does for a process that is gone.
    """
    ticks = count(1)
    died: list[bool] = []

    def around(deed: Callable[..., Any]) -> Callable[..., Any]:
        def done(*arguments: Any, **options: Any) -> Any:
            tick()
            result = deed(*arguments, **options)
            tick()
            return result

        return done

    def tick() -> None:
        if died or next(ticks) == step:
            died.append(True)
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Unit, "commit", around(Unit.commit))
        patch.setattr(Http, "_sent", around(Http._sent))
        with suppress(Killed):
            yield died


@pytest.mark.parametrize("first", FIRSTS)
@pytest.mark.parametrize("name", KINDS)
def test_killed_at_any_step_of_a_round_all_is_in_order_afterwards(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, name: str, first: int
) -> None:
    desk = open_desk(name)
    kills = 0
    wanted: list[str] = []
    for step in count(first, STRIDE):
        wanted.append(desk.system.order(step))
        desk.later()
        desk.bring(wanted[-1], desk.system.finish)
        desk.take(BRUSH)
        with killed_at(step, monkeypatch) as died:
            desk.round()
        if not died:
            break
        kills += 1
        desk.reopen()
        if kills == 10:
            break
    assert kills >= 3
    desk.settle()
    assert set(desk.states("order")) == {ACKED}
    assert {desk.status(each) for each in wanted} == {desk.system.finish}
    assert set(desk.states()) <= {ACKED, MANAGER} if desk.system.takes_sales else {"READY"}
    sold = len(desk.states())
    assert desk.moves() <= len(wanted)
    if name in {"apexloge", "commerce"}:
        # Where nothing stays in doubt, the stock is what the model says.
        assert desk.on_hand() == 40 - sold - len(wanted) * WANTED


@pytest.mark.parametrize("first", FIRSTS)
@pytest.mark.parametrize("name", SYSTEMS)
def test_killed_at_any_step_of_a_refund_it_is_made_once_at_most(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, name: str, first: int
) -> None:
    desk = open_desk(name)
    kills = 0
    for step in count(first, STRIDE):
        order_id = desk.system.order(step)
        if name == "commerce":
            desk.system.become(order_id, "confirmed")
        desk.later()
        desk.bring(order_id, "cancelled", "Sold out")
        with killed_at(step, monkeypatch) as died:
            desk.round()
        if not died or kills == 10:
            break
        kills += 1
        desk.reopen()
    assert kills >= 3
    desk.settle()
    refunds = desk.system.refunds
    assert len(refunds) == len(set(refunds))
    assert set(desk.states("order")) <= {ACKED, MANAGER}
    assert len(refunds) == desk.states("order").count(ACKED)


@pytest.mark.parametrize("first", FIRSTS)
@pytest.mark.parametrize("name", ["salloq", "commerce"])
def test_killed_at_any_step_of_placing_and_collecting_it_is_booked_once(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, name: str, first: int
) -> None:
    desk = open_desk(name)
    kills = 0
    for step in count(first, STRIDE):
        placed = desk.place(BRUSH)
        with killed_at(step, monkeypatch) as died:
            desk.round()
            desk.collect(placed)
            desk.round()
        if not died or kills == 10:
            break
        kills += 1
        desk.reopen()
    assert kills >= 3
    desk.settle()
    for order in desk.orders():
        if order.remote_id and not order.sale_number and order.reference:
            desk.collect(order.id)
    desk.settle()
    paid = [order for order in desk.orders() if order.sale_number]
    assert len(paid) == len({order.sale_number for order in paid}) == len(desk.states())
    assert {order.status for order in paid} == {desk.system.finish}
    assert set(desk.states()) == {ACKED}
    # No two of ours were ever placed for one that was wanted.
    assert len(desk.system.sales()) <= len(desk.states("placement"))


@pytest.mark.parametrize("name", BOOKS)
def test_a_first_reading_that_is_killed_goes_on_later(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk = open_desk(name)
    desk.remove()
    desk.add()
    desk.system.order(1)
    desk.take(SOAP)
    for step in range(1, 40, 3):
        with killed_at(step, monkeypatch):
            desk.round()
        desk.reopen()
    desk.settle()
    assert set(desk.states()) <= {ACKED, MANAGER}
    assert len(desk.orders()) >= 1
    assert len(desk.system.sales()) <= 1
