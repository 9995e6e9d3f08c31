"""Online orders: read from Apexloge, brought on, called off and handed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.errors import Refusal
from app.domain.order import Order, Paid
from app.domain.order_flow import Stage
from app.services import orders, stock
from app.storage import allocation, order_scan, outbox
from tests.fakes import apexloge, fault
from tests.fakes.apexloge import ApexlogeServer, Line, Product, Variant
from tests.shop import DATES, LATTE, counter_of
from tests.sync.till import QUICK, Clock, Till

COMB = Product(id="abc-123", name="Comb", price=Decimal("7.50"), stock_count=12)
SHAMPOO = Product(
    id="argan-1",
    name="Argan oil shampoo",
    price=Decimal("24.90"),
    variants=(Variant("500ml", Decimal("39.90"), 15, id="v-500"),),
)


def bought(
    clock: Clock, number: int = 1, quantity: int = 2, status: str = "paid"
) -> apexloge.Order:
    return apexloge.Order(
        id=f"order-{number}",
        number=f"AL-{number}",
        created_at=clock.now() - timedelta(minutes=number),
        lines=(Line("abc-123", "Comb", quantity, Decimal("7.50")),),
        status=status,
    )


@pytest.fixture
def server(clock: Clock) -> Iterator[ApexlogeServer]:
    with ApexlogeServer(products=[COMB, SHAMPOO], orders=[bought(clock)], now=clock.now) as made:
        yield made


@pytest.fixture
def till(server: ApexlogeServer, shop: Path, clock: Clock) -> Iterator[Till]:
    """A till that sells what a salon at Apexloge has, and keeps its books nowhere."""
    made = Till(shop, server.url, clock, QUICK, kind="apexloge", name="salon", key=apexloge.KEY)
    yield made
    made.close()
    assert server.complaints == []


def every(till: Till) -> list[Order]:
    with till.store.read() as unit:
        return orders.every(unit)


def one(till: Till, number: int = 1) -> Order:
    with till.store.read() as unit:
        found = orders.find(unit, f"AL-{number}")
    assert found is not None
    return found


def bring(till: Till, status: str, reason: str = "", number: int = 1) -> None:
    with till.store.write() as unit:
        counter = counter_of(unit, at=till.clock.now())
        orders.change(unit, one(till, number).id, status, counter, reason=reason)


def level(till: Till, name: str) -> Decimal:
    with till.store.read() as unit:
        found = next(p for p in counter_of(unit).catalog(unit).search(name, 5) if p.name == name)
        (here,) = [
            each for each in stock.levels_of(unit, found.id) if each.warehouse.code == "main"
        ]
        return here.on_hand


def test_a_new_order_comes_with_its_lines_and_customer(till: Till) -> None:
    report = till.round()

    assert (report.problem, report.message) == ("", "")
    order = one(till)
    assert (order.status, order.stage, order.payment) == ("paid", Stage.NEW, Paid.PAID)
    assert (order.buyer.name, order.buyer.phone) == ("Lina Haddad", "+33601020304")
    assert [(line.name, line.quantity) for line in order.lines] == [("Comb", Decimal(2))]
    assert order.lines[0].product_id is not None
    assert order.is_new
    assert any(news.orders == {order.id} for news in till.news)


def test_products_and_their_stock_come_with_the_first_reading(till: Till) -> None:
    till.round()

    # Two of twelve are promised to the order that is open.
    assert level(till, "Comb") == 12
    assert level(till, "Argan oil shampoo 500ml") == 15


def test_what_may_still_be_sold_is_told(till: Till, server: ApexlogeServer) -> None:
    till.set(buffer="3")
    till.round()

    assert server.products["abc-123"].stock_count == 12 - 2 - 3
    assert [deed.fields for deed in server.done("change")] == [{"stock_count": 7}]
    till.round()
    assert len(server.done("change")) == 1


def test_a_variant_has_its_stock_here_and_is_never_offered(
    till: Till, server: ApexlogeServer
) -> None:
    till.round()
    till.set(buffer="3")
    till.round()

    assert level(till, "Argan oil shampoo 500ml") == 15
    comb = one(till).lines[0].product_id
    with till.store.read() as unit:
        assert allocation.offered(unit, "salon").keys() == {comb}
    assert {deed.id for deed in server.done("change")} == {"abc-123"}


def test_an_order_is_brought_on_step_by_step(till: Till, server: ApexlogeServer) -> None:
    till.round()
    bring(till, "picked_up")
    assert one(till).sending is not None

    till.round()

    assert [deed.fields["status"] for deed in server.done("order")] == [
        "ready_for_pickup",
        "picked_up",
    ]
    order = one(till)
    assert (order.status, order.stage, order.sending) == ("picked_up", Stage.DONE, None)
    assert level(till, "Comb") == 10
    till.round()
    assert level(till, "Comb") == 10


def test_an_order_that_is_picked_up_elsewhere_moves_stock_once(
    till: Till, server: ApexlogeServer, clock: Clock
) -> None:
    till.round()
    server.orders["order-1"] = replace(server.orders["order-1"], status="picked_up")

    for _ in range(3):
        clock.advance(61)
        till.round()

    assert (one(till).stage, level(till, "Comb")) == (Stage.DONE, Decimal(10))


def test_what_was_picked_up_before_moves_no_stock(
    server: ApexlogeServer, shop: Path, clock: Clock
) -> None:
    server.orders["order-1"] = bought(clock, status="picked_up")
    till = Till(shop, server.url, clock, QUICK, kind="apexloge", name="salon", key=apexloge.KEY)
    till.round()
    assert (one(till).stage, level(till, "Comb")) == (Stage.DONE, Decimal(12))
    till.close()


def test_a_cancelled_order_is_refunded_once(till: Till, server: ApexlogeServer) -> None:
    till.round()
    with pytest.raises(Refusal, match="why"):
        bring(till, "cancelled")
    bring(till, "cancelled", "Out of stock")
    with pytest.raises(Refusal, match="on its way"):
        bring(till, "cancelled", "Out of stock")

    till.round()

    assert server.refunds == ["order-1"]
    assert server.done("order")[0].fields == {
        "status": "cancelled",
        "cancel_reason": "Out of stock",
    }
    assert (one(till).stage, level(till, "Comb")) == (Stage.OFF, Decimal(12))


@pytest.mark.parametrize("committed", [True, False])
def test_a_lost_answer_to_a_refund_is_settled_by_reading(
    till: Till, server: ApexlogeServer, clock: Clock, committed: bool
) -> None:
    till.round()
    server.fail(fault.drop(committed=committed), method="PATCH", times=1)
    bring(till, "cancelled", "Out of stock")
    till.round()
    for _ in range(4):
        clock.advance(301)
        till.round()

    assert server.refunds == (["order-1"] if committed else [])
    (entry,) = till.entries("order")
    assert entry.state == (outbox.ACKED if committed else outbox.MANAGER)


@pytest.mark.parametrize(("status", "burnt"), [(401, 0), (429, 1)])
def test_an_attempt_that_came_to_nothing_counts_once_or_not_at_all(
    till: Till, server: ApexlogeServer, status: int, burnt: int
) -> None:
    till.round()
    server.fail(fault.status(status), method="PATCH", times=1)
    bring(till, "ready_for_pickup")
    till.round()

    (entry,) = till.entries("order")
    assert (entry.state, entry.attempts) == (outbox.READY, burnt)


def test_a_refund_that_was_lost_waits_for_a_manager_when_the_order_moved_on_meanwhile(
    till: Till, server: ApexlogeServer, clock: Clock
) -> None:
    till.round()
    server.fail(fault.drop(committed=False), method="PATCH", times=1)
    bring(till, "cancelled", "Out of stock")
    till.round()
    server.orders["order-1"] = replace(server.orders["order-1"], status="ready_for_pickup")
    clock.advance(301)
    till.round()

    (entry,) = till.entries("order")
    assert (entry.state, entry.verdict) == (outbox.MANAGER, "unknown_outcome")
    with pytest.raises(Refusal, match="did not go through"):
        bring(till, "ready_for_pickup")
    assert server.refunds == []


def test_a_lost_step_that_refunds_nothing_goes_once_more(
    till: Till, server: ApexlogeServer, clock: Clock
) -> None:
    till.round()
    server.fail(fault.drop(committed=False), method="PATCH", times=1)
    bring(till, "ready_for_pickup")
    till.round()
    clock.advance(301)
    till.round()

    assert server.orders["order-1"].status == "ready_for_pickup"
    assert till.states("order") == [outbox.ACKED]


def test_somebody_else_was_quicker(till: Till, server: ApexlogeServer) -> None:
    till.round()
    bring(till, "ready_for_pickup")
    server.orders["order-1"] = replace(server.orders["order-1"], status="cancelled")

    till.round()

    (entry,) = till.entries("order")
    assert (entry.state, entry.verdict) == (outbox.REJECTED, "no_step")
    with till.store.read() as unit:
        (row,) = [each for each in outbox.rows(unit) if each.kind == "order"]
    assert row.message == "The order is cancelled there, and can't become ready_for_pickup."
    assert one(till).status == "cancelled"


def test_sales_of_such_a_till_wait_for_nobody(till: Till, server: ApexlogeServer) -> None:
    till.round()
    till.sell(DATES, LATTE)

    report = till.round()

    assert (report.waiting, report.refused, report.problem) == (0, 0, "")
    assert [each.backend for each in till.entries("invoice")] == [""]


def test_an_order_that_is_in_no_list_any_more_is_asked_for(
    till: Till, server: ApexlogeServer, clock: Clock
) -> None:
    till.round()
    long_ago = server.orders["order-1"].created_at.replace(year=2020)
    server.orders["order-1"] = replace(
        server.orders["order-1"], status="expired", created_at=long_ago
    )
    clock.advance(61)
    till.round()
    assert (one(till).status, one(till).stage) == ("expired", Stage.OFF)


def test_an_order_that_is_gone_promises_no_stock_and_comes_back_as_it_was(
    till: Till, server: ApexlogeServer, clock: Clock
) -> None:
    till.round()
    assert server.products["abc-123"].stock_count == 12 - 2
    gone = server.orders.pop("order-1")
    for _ in range(2):
        clock.advance(61)
        till.round()
    assert one(till).stage is Stage.OFF
    assert server.products["abc-123"].stock_count == 12

    server.orders["order-1"] = gone
    clock.advance(61)
    till.round()
    assert one(till).stage is Stage.NEW


def test_notice_is_taken_once(till: Till) -> None:
    till.round()
    with till.store.write() as unit:
        assert orders.unseen(unit) == 1
        changes = orders.notice(unit, [one(till).id], counter_of(unit))
    assert changes.orders == {one(till).id}
    with till.store.read() as unit:
        assert orders.unseen(unit) == 0
        assert order_scan.read_at(unit, "salon") is not None
