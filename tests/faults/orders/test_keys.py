"""Keys that lack a scope, are revoked or replaced; back ends that go and come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.webhook import Event
from app.services import backends as services
from app.services import outbox as verdicts
from app.storage import backend as backends
from app.storage import webhook
from app.storage.outbox import ACKED, MANAGER, READY
from tests.backends import secrets_of
from tests.fakes import fault, stacknex
from tests.faults.orders.desk import SETTLED_S, Desk
from tests.faults.orders.system import BOOKS, BRUSH, KINDS, SOAP, WANTED, Cloud
from tests.sync.till import Clock

OpenDesk = Callable[..., Desk]
LACKING = fault.status(403, message="This key lacks a scope")


@pytest.mark.parametrize("name", BOOKS)
def test_a_key_that_may_not_read_orders_still_sells(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk(name)
    desk.system.server.fail(LACKING, method="GET", path="/orders*", rate=1)
    desk.system.order(1)
    desk.take(BRUSH)
    desk.take(SOAP)
    for _ in range(3):
        desk.later()
    assert desk.states() == [ACKED, ACKED]
    assert not desk.state().paused
    assert desk.state().problem == "forbidden"


@pytest.mark.parametrize("name", KINDS)
def test_a_change_of_an_order_that_can_not_be_read_holds_up_nothing_else(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    order_id = desk.system.order(1)
    desk.later()
    desk.bring(order_id, desk.system.finish)
    desk.system.server.fail(LACKING, method="GET", path="/orders/*", rate=1)
    desk.take(BRUSH)
    for _ in range(3):
        desk.later()
    assert not desk.state().paused
    assert desk.states() == ([READY] if name == "apexloge" else [ACKED])
    desk.settle()
    assert desk.status(order_id) == desk.system.finish


@pytest.mark.parametrize("name", KINDS)
def test_a_webhook_of_an_order_that_may_not_be_read_holds_up_nothing_else(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    order_id = desk.system.order(1)
    with desk.store.write() as unit:
        event = Event("order.created", "d-1", "order", order_id)
        webhook.keep(unit, desk.system.name, event, at=desk.clock.now())
        unit.commit()
    desk.system.server.fail(LACKING, method="GET", path="/orders*", rate=1)
    desk.take(BRUSH)
    desk.later()
    assert not desk.state().paused


@pytest.mark.parametrize("name", ["salloq", "stacknex", "commerce"])
def test_a_lost_sale_that_may_not_be_looked_for_comes_before_a_manager(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    desk.system.server.fail(LACKING, method="GET", path="/orders*", rate=1)
    desk.system.server.fail(fault.drop(committed=True), method="POST", path="/orders", times=1)
    desk.take(BRUSH)
    desk.take(SOAP)
    for _ in range(20):
        desk.later(SETTLED_S)
    assert desk.states() == [MANAGER, ACKED]
    assert not desk.state().paused
    desk.settle()


@pytest.mark.parametrize("path", ["/inventory*", "/customers*", "/categories"])
def test_a_list_that_the_key_may_not_read_stops_only_what_needs_it(
    open_desk: OpenDesk, path: str
) -> None:
    desk = open_desk("stacknex")
    desk.system.server.fail(LACKING, method="GET", path=path, rate=1)
    desk.adjust(desk.first(BRUSH).sku, 3)
    desk.take(BRUSH)
    order_id = desk.system.order(1)
    for _ in range(3):
        desk.later(SETTLED_S)
    assert desk.states() == [ACKED]
    assert not desk.state().paused
    assert desk.known(order_id).lines
    desk.settle()
    assert desk.states("stock") == [ACKED]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("code", [401, 403])
def test_a_revoked_key_pauses_and_costs_no_attempt(
    open_desk: OpenDesk, name: str, code: int
) -> None:
    desk = open_desk(name)
    order_id = desk.system.order(1)
    desk.later()
    desk.take(BRUSH)
    desk.bring(order_id, desk.system.finish)
    desk.system.server.fail(fault.status(code), rate=1)
    for _ in range(3):
        desk.round()
    assert desk.state().paused
    assert [row.attempts for row in desk.rows()] == [0, 0]
    asked = len(desk.system.server.requests)
    desk.clock.advance(1)
    desk.round(forced=False)
    assert len(desk.system.server.requests) == asked
    desk.settle()
    assert desk.states() == [ACKED]
    assert desk.status(order_id) == desk.system.finish


@pytest.mark.parametrize("name", BOOKS)
def test_a_write_that_the_key_may_not_make_pauses_and_costs_no_attempt(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    desk.take(BRUSH)
    desk.system.server.fail(LACKING, method="POST", path="/orders", rate=1)
    desk.round()
    assert desk.state().paused
    assert [(row.state, row.attempts) for row in desk.rows()] == [(READY, 0)]
    desk.settle()
    assert desk.states() == [ACKED]


@pytest.mark.parametrize("name", BOOKS)
def test_a_back_end_that_is_removed_and_added_again_books_nothing_twice(
    open_desk: OpenDesk, name: str
) -> None:
    desk = open_desk(name)
    desk.take(BRUSH)
    desk.round()
    order_id = desk.system.order(1)
    desk.later()
    desk.take(SOAP)
    desk.bring(order_id, desk.system.ready)
    desk.remove()
    desk.take(SOAP)
    desk.add()
    desk.settle()
    assert desk.states() == [ACKED] * 3
    assert len(desk.system.sales()) == 3
    assert desk.status(order_id) == desk.system.ready
    assert [each.remote_id for each in desk.orders()] == [order_id]


def test_a_change_of_an_online_order_is_never_handed_to_other_books(
    open_desk: OpenDesk, open_system: Callable[..., Any], clock: Clock
) -> None:
    salon = open_desk("apexloge")
    order_id = salon.system.order(1)
    salon.later()
    salon.bring(order_id, "cancelled", "Sold out")
    salon.remove()
    market = Desk(salon.folder, open_system("commerce"), clock)
    market.round()
    assert market.state().problem == ""
    assert [each.backend for each in market.entries("order")] == ["salon"]
    market.close()
    salon.add()
    salon.settle()
    assert salon.system.refunds == [order_id]


def test_a_name_is_not_given_to_another_server_whose_ids_mean_other_orders(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk("salloq")
    secrets = secrets_of(desk.store)
    with desk.store.write() as unit:
        services.remove(unit, "web", desk.counter(unit), secrets=secrets)
    again = replace(desk.backend, key_store="file")
    other = replace(again, url="https://other.example.com/api")
    with desk.store.write() as unit, pytest.raises(Refusal) as caught:
        services.add(unit, other, desk.key, desk.counter(unit), secrets=secrets)
    assert caught.value.code == "name_used"
    with desk.store.write() as unit:
        services.add(unit, again, desk.key, desk.counter(unit), secrets=secrets)


def test_a_sandbox_key_may_be_replaced_by_a_live_one(open_desk: OpenDesk) -> None:
    desk = open_desk("stacknex")
    order_id = desk.system.order(1)
    desk.later()
    desk.bring(order_id, "processing")
    desk.later()
    assert desk.capability("update_order") == "yes"
    desk.take(BRUSH)
    desk.system.server.fail(fault.too_many("1"), method="POST", path="/orders", times=1)
    desk.round()
    desk.key = stacknex.LIVE_KEY
    with desk.store.write() as unit:
        backends.doubt_tried(unit, "cloud")
        unit.commit()
    desk.set()
    desk.clock.advance(5)
    desk.round()
    assert desk.capability("sandbox") == "no"
    desk.bring(order_id, "completed")
    desk.settle()
    assert desk.status(order_id) == "completed"
    # What was tried with the other key is looked for; no search there tells.
    assert desk.states() == [MANAGER]
    row = desk.rows("invoice")[0]
    with desk.store.write() as unit:
        verdicts.retry(unit, row.id, desk.counter(unit), "The other key was of the sandbox")
    desk.settle()
    assert desk.states() == [ACKED]
    assert len(desk.system.sales()) == 1


def test_a_live_key_tries_nothing_that_no_sandbox_has_proven(open_desk: OpenDesk) -> None:
    desk = open_desk("stacknex live")
    assert isinstance(desk.system, Cloud)
    desk.set(trust_unproven="")
    order_id = desk.system.order(1)
    desk.later()
    desk.bring(order_id, "completed")
    desk.take(BRUSH)
    desk.settle()
    assert desk.states() == [ACKED]
    (row,) = desk.rows("order")
    assert (row.state, row.verdict) == (MANAGER, "unproven")
    assert desk.system.steps == []
    desk.set(trust_unproven="yes")
    with desk.store.write() as unit:
        verdicts.retry(unit, row.id, desk.counter(unit), "")
    desk.settle()
    assert desk.system.steps == [(order_id, "completed")]
    assert desk.on_hand() == 40 - 1 - WANTED
