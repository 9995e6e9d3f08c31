"""Sales at the counter of a shop whose books Salloq keeps: each is an order there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.discount import percent_off
from app.domain.errors import Refusal
from app.services import orders
from app.services import outbox as office
from app.storage import outbox, setting
from tests.connectors.salloq_shop import IRIS, SOAP
from tests.fakes import fault
from tests.fakes.salloq import SalloqServer
from tests.fakes.salloq_shop import Line
from tests.shop import counter_of
from tests.sync.salloq.desk import buy, cart, row, sell
from tests.sync.till import Clock, Till

IRISES = Line(IRIS.id, IRIS.name, 1, IRIS.price)


def free_of_charges(server: SalloqServer) -> None:
    """From now on the server comes to the totals of a shop whose prices include tax."""
    server.shop.shipping = server.shop.tax_rate = Decimal(0)


def lost(till: Till, server: SalloqServer, clock: Clock) -> int:
    """Sell soap, lose the answer, and let the sale come before the manager."""
    server.fail(fault.drop(committed=True), method="POST", path="/orders", times=1)
    sell(till, "Soap")
    till.round()
    clock.advance(301)
    till.round()
    entry = till.entries("invoice")[-1]
    assert (entry.state, entry.verdict) == (outbox.MANAGER, "unknown_outcome")
    return entry.id


def link(till: Till, entry_id: int, remote_id: str) -> None:
    with till.store.write() as unit:
        office.link(unit, entry_id, remote_id, counter_of(unit, at=till.clock.now()))


def on_shelf(till: Till) -> Decimal:
    """How much soap there is by our books."""
    with till.store.read() as unit:
        (found,) = counter_of(unit).catalog(unit).search("Soap", 5)
        return found.stock


def test_a_sale_whose_total_is_another_there_shows_both_and_the_next_stay_here(
    till: Till, server: SalloqServer
) -> None:
    sell(till, "Soap")
    till.round()
    assert (row(till, "invoice").state, row(till, "invoice").verdict) == (
        outbox.CONFLICT,
        "total_mismatch",
    )
    sell(till, "Soap")
    till.round()

    assert len(server.shop.orders) == 1
    last = till.entries("invoice")[-1]
    assert (last.state, last.verdict) == (outbox.MANAGER, "totals_differ")


def test_a_sale_here_is_told_to_be_done(till: Till, server: SalloqServer) -> None:
    sell(till, "Soap")
    for _ in range(2):
        till.round()

    assert server.shop.orders[307].status == "delivered"
    assert row(till, "finish").state == outbox.ACKED


def test_a_key_that_may_not_say_so_holds_up_nothing(till: Till, server: SalloqServer) -> None:
    server.fail(fault.status(403), method="PATCH", rate=1)
    sell(till, "Soap")
    for _ in range(2):
        assert till.round().problem == ""

    assert server.shop.orders[307].status == "pending"
    assert row(till, "finish").state == outbox.ACKED
    assert len(server.seen("PATCH")) == 1
    assert [each.code for each in till.reviews()] == ["prices_exclude_tax", "left_open"]


def test_a_sale_whose_order_somebody_called_off_is_told(till: Till, server: SalloqServer) -> None:
    server.fail(fault.status(503), method="PATCH", times=1)
    sell(till, "Soap")
    till.round()
    server.shop.change_order(307, status="cancelled")
    till.clock.advance(301)
    till.round()

    assert [each.code for each in till.reviews()] == ["prices_exclude_tax", "sale_called_off"]


@pytest.mark.parametrize("committed", [True, False])
def test_a_lost_word_of_it_is_said_again(
    till: Till, server: SalloqServer, clock: Clock, committed: bool
) -> None:
    server.fail(fault.drop(committed=committed), method="PATCH", times=1)
    sell(till, "Soap")
    for _ in range(3):
        till.round()
        clock.advance(301)

    assert server.shop.orders[307].status == "delivered"
    assert row(till, "finish").state == outbox.ACKED


def test_a_sale_here_is_no_online_order(till: Till) -> None:
    sell(till, "Soap")
    for _ in range(2):
        till.round()

    with till.store.read() as unit:
        assert orders.every(unit) == []


def test_a_discount_stays_here(till: Till, server: SalloqServer) -> None:
    buy(till, cart(till, "Soap").with_discount(percent_off("10")))
    till.round()

    assert row(till, "invoice").verdict == "stays_local"
    assert server.shop.orders == {}


def test_a_lost_sale_comes_before_the_manager_with_what_it_may_be(
    till: Till, server: SalloqServer, clock: Clock
) -> None:
    server.fail(fault.drop(committed=True), method="POST", path="/orders", times=1)
    sell(till, "Soap")
    sell(till, "Soap")
    till.round()
    assert till.states() == [outbox.UNKNOWN, outbox.READY]

    clock.advance(301)
    till.round()

    first = till.entries("invoice")[0]
    assert (first.state, first.verdict) == (outbox.MANAGER, "unknown_outcome")
    with till.store.read() as unit:
        message = next(each.message for each in outbox.rows(unit) if each.id == first.id)
    assert message == ("No answer came. The order 307 there is like it: please link it if it is.")


def test_a_product_is_one_item_whatever_its_tax_rounds_to(till: Till, server: SalloqServer) -> None:
    with till.store.write() as unit:
        setting.save_shop(unit, replace(setting.load_shop(unit), prices_include_tax=False))
        unit.commit()
    buy(till, cart(till, "Soap").with_quantity(0, "3"))
    till.round()

    (asked,) = server.seen("POST", "/orders")
    assert asked.json["items"] == [{"product_id": SOAP.id, "qty": 3}]


def test_a_linked_sale_is_no_online_order_and_is_told_to_be_done(
    till: Till, server: SalloqServer, clock: Clock
) -> None:
    entry_id = lost(till, server, clock)
    link(till, entry_id, "307")
    for _ in range(2):
        clock.advance(61)
        till.round()

    assert server.shop.orders[307].status == "delivered"
    with till.store.read() as unit:
        assert orders.every(unit) == []


def test_what_may_be_a_lost_sale_is_not_paid_again(
    till: Till, server: SalloqServer, clock: Clock
) -> None:
    lost(till, server, clock)
    with till.store.write() as unit:
        (order,) = orders.every(unit)
        for act in (orders.due, orders.hand_over):
            with pytest.raises(Refusal, match="A1-000001") as caught:
                act(unit, order.id, counter_of(unit))
            assert caught.value.code == "may_be_sale"


def test_an_order_with_other_goods_is_not_linked(
    till: Till, server: SalloqServer, clock: Clock
) -> None:
    entry_id = lost(till, server, clock)
    theirs = server.shop.add_order(2186, [IRISES])
    clock.advance(61)
    till.round()

    with pytest.raises(Refusal) as caught:
        link(till, entry_id, str(theirs.id))

    assert caught.value.code == "other_goods"
    with till.store.read() as unit:
        assert len(orders.every(unit)) == 2


def test_a_sale_linked_to_an_order_that_is_not_there_comes_back(
    till: Till, server: SalloqServer, clock: Clock
) -> None:
    entry_id = lost(till, server, clock)
    link(till, entry_id, "99999")
    till.round()

    entry = till.entries("invoice")[-1]
    assert (entry.state, entry.verdict, entry.remote_id) == (outbox.MANAGER, "no_such_order", "")
    link(till, entry_id, "307")
    for _ in range(2):
        clock.advance(61)
        till.round()
    assert server.shop.orders[307].status == "delivered"


def test_what_stays_here_for_good_is_taken_off_the_stock_there(
    till: Till, server: SalloqServer
) -> None:
    buy(till, cart(till, "Soap").with_discount(percent_off("10")))
    till.round()
    assert (on_shelf(till), server.shop.products[SOAP.id].stock) == (Decimal(2), 3)

    with till.store.write() as unit:
        office.drop(unit, row(till, "invoice").id, counter_of(unit), "sold with a discount")
    assert on_shelf(till) == 2
    for _ in range(2):
        till.round()

    assert (on_shelf(till), server.shop.products[SOAP.id].stock) == (Decimal(2), 2)
    with till.store.write() as unit, pytest.raises(Refusal) as caught:
        office.retry(unit, row(till, "invoice").id, counter_of(unit))
    assert caught.value.code == "told_as_stock"
    assert server.shop.orders == {}


def test_totals_that_agreed_once_are_not_trusted_when_one_differs(
    till: Till, server: SalloqServer
) -> None:
    free_of_charges(server)
    sell(till, "Soap")
    till.round()
    assert till.states("invoice") == [outbox.ACKED]

    server.shop.shipping = Decimal(2)
    for _ in range(2):
        sell(till, "Soap")
        till.round()

    assert [entry.verdict for entry in till.entries("invoice")[1:]] == [
        "total_mismatch",
        "totals_differ",
    ]
    assert len(server.shop.orders) == 2


def test_a_manager_lets_the_totals_be_tried_again(till: Till, server: SalloqServer) -> None:
    for _ in range(2):
        sell(till, "Soap")
        till.round()
    free_of_charges(server)
    held = till.entries("invoice")[-1]
    assert held.verdict == "totals_differ"

    with till.store.write() as unit:
        office.retry(unit, held.id, counter_of(unit))
    till.round()
    sell(till, "Soap")
    till.round()

    assert till.states("invoice") == [outbox.CONFLICT, outbox.ACKED, outbox.ACKED]
