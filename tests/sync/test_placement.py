"""Online orders placed at the counter: Salloq prices them, and the customer pays what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.cart import Cart, line_of
from app.domain.discount import percent_off
from app.domain.errors import Refusal
from app.domain.order import Order, Paid
from app.services import order_placement, orders
from app.services import outbox as desk
from app.services.order_placement import Placement
from app.storage import outbox, setting
from app.storage.outbox import OutboxRow
from tests.connectors.salloq_shop import IRIS, JANE, JOHN, SOAP
from tests.fakes import fault
from tests.fakes.salloq import KEY, SalloqServer
from tests.shop import DATES, cart_of, counter_of, exactly, findings
from tests.sync.till import QUICK, Clock, Till


@pytest.fixture
def server(clock: Clock) -> Iterator[SalloqServer]:
    with SalloqServer(
        products=[IRIS, SOAP], customers=[JANE, JOHN], first_order=307, now=clock.now
    ) as made:
        yield made


@pytest.fixture
def till(server: SalloqServer, shop: Path, clock: Clock) -> Iterator[Till]:
    """A till whose books Salloq keeps; its counter buys as John."""
    made = Till(shop, server.url, clock, QUICK, kind="salloq", name="web", key=KEY)
    made.set(customer_id="2187")
    assert made.round().problem == ""
    yield made
    made.close()
    assert server.complaints == []


def cart(till: Till, *names: str) -> Cart:
    with till.store.read() as unit:
        counter = counter_of(unit)
        made = Cart(counter.shop.pricing)
        for name in names:
            (found,) = [each for each in counter.catalog(unit).search(name, 5) if each.name == name]
            ready = counter.catalog(unit).find(found.sku)
            assert ready is not None
            made = made.add(line_of(ready))
    return made


def place(till: Till, *names: str, promo_code: str = "") -> int:
    with till.store.write() as unit:
        wanted = Placement("web", cart(till, *names), promo_code=promo_code)
        order, _ = order_placement.place(unit, wanted, counter_of(unit, at=till.clock.now()))
    return order.id


def get(till: Till, order_id: int) -> Order:
    with till.store.read() as unit:
        return orders.get(unit, order_id)


def row(till: Till, kind: str) -> OutboxRow:
    with till.store.read() as unit:
        (found,) = [each for each in outbox.rows(unit) if each.kind == kind]
    return found


def collect(till: Till, order_id: int) -> str:
    with till.store.write() as unit:
        counter = counter_of(unit, at=till.clock.now())
        due = orders.due(unit, order_id, counter)
        payment = exactly(due.totals().taxed.gross)
        sale, _ = orders.collect(unit, order_id, due, [payment], counter)
    return sale.number


def test_the_shops_own_total_is_what_is_due(till: Till, server: SalloqServer) -> None:
    order_id = place(till, "Iris Élysée", "Soap", promo_code="SAVE10")
    assert get(till, order_id).total is None

    till.round()

    order = get(till, order_id)
    (booked,) = server.shop.orders.values()
    assert (order.remote_id, order.payment) == ("307", Paid.DUE)
    assert order.total is not None
    assert order.total.amount == booked.total
    with till.store.read() as unit:
        due = orders.due(unit, order_id, counter_of(unit))
    assert due.totals().taxed.gross == order.total
    assert [line.name for line in due.lines] == ["Iris Élysée", "Soap", "Delivery"]


def test_an_order_is_paid_and_taken_and_booked_once(till: Till, server: SalloqServer) -> None:
    order_id = place(till, "Soap")
    till.round()

    number = collect(till, order_id)
    for _ in range(3):
        till.round()

    order = get(till, order_id)
    assert (order.status, order.payment, order.sale_number) == ("delivered", Paid.PAID, number)
    assert len(server.shop.orders) == 1
    (entry,) = till.entries("invoice")
    assert (entry.state, entry.remote_id) == (outbox.ACKED, "307")
    assert findings(till.store) == []
    with till.store.read() as unit, pytest.raises(Refusal, match="paid already"):
        orders.due(unit, order_id, counter_of(unit))


def test_not_enough_stock_is_a_clear_answer(till: Till, server: SalloqServer) -> None:
    server.shop.products[164] = replace(server.shop.products[164], stock=0)
    order_id = place(till, "Soap")

    till.round()

    sending = get(till, order_id).sending
    assert sending is not None
    assert sending.state == outbox.REJECTED
    assert sending.message == "Insufficient stock for product 164"
    assert server.shop.orders == {}


@pytest.mark.parametrize("committed", [True, False])
def test_a_lost_answer_is_never_placed_again_by_itself(
    till: Till, server: SalloqServer, clock: Clock, committed: bool
) -> None:
    server.fail(fault.drop(committed=committed), method="POST", path="/orders", times=1)
    order_id = place(till, "Soap")
    for _ in range(4):
        till.round()
        clock.advance(301)

    assert len(server.shop.orders) == int(committed)
    found = row(till, "placement")
    assert (found.state, found.verdict) == (outbox.MANAGER, "unknown_outcome")
    assert ("307" in found.message) is committed
    if not committed:
        return
    with till.store.write() as unit:
        desk.link(unit, found.id, "307", counter_of(unit))
    with till.store.read() as unit:
        (order,) = orders.every(unit)
    assert (order.remote_id, order.payment) == ("307", Paid.DUE)
    assert order_id != order.id
    collect(till, order.id)
    till.round()
    assert server.shop.orders[307].status == "delivered"


def test_what_was_never_placed_is_dropped(till: Till, server: SalloqServer) -> None:
    server.fail(fault.status(422, message="No"), method="POST", path="/orders", times=1)
    order_id = place(till, "Soap")
    till.round()
    with till.store.write() as unit:
        desk.drop(unit, row(till, "placement").id, counter_of(unit), "the customer has left")

    assert get(till, order_id).stage == "off"


def test_only_what_the_shop_has_and_prices_itself_can_be_ordered(till: Till) -> None:
    with till.store.write() as unit:
        counter = counter_of(unit)
        local = cart_of(unit, counter, DATES)
        for wanted, code in (
            (Placement("web", local), "not_there"),
            (Placement("web", Cart(counter.shop.pricing)), "empty_cart"),
            (Placement("nobody", local), "cant_place"),
            (Placement("web", cart(till, "Soap").with_discount(percent_off("5"))), "no_discount"),
            (Placement("web", cart(till, "Soap").with_quantity(0, "0.5")), "not_whole"),
        ):
            with pytest.raises(Refusal) as caught:
                order_placement.place(unit, wanted, counter)
            assert caught.value.code == code


def test_prices_without_tax_in_a_shop_with_it_are_told(till: Till) -> None:
    assert [each.code for each in till.reviews()] == ["prices_exclude_tax"]
    with till.store.write() as unit:
        shop = replace(setting.load_shop(unit), prices_include_tax=False)
        setting.save_shop(unit, shop)
        unit.commit()

    till.round()

    assert till.reviews() == []


# Sales at the counter of a shop whose books Salloq keeps


def sell(till: Till, *names: str) -> None:
    from app.services import checkout

    with till.store.write() as unit:
        made = cart(till, *names)
        payment = exactly(made.totals().taxed.gross)
        checkout.complete(unit, made, [payment], counter_of(unit, at=till.clock.now()))


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
    assert (last.state, last.verdict) == (outbox.MANAGER, "stays_local")


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
    from app.services import checkout

    with till.store.write() as unit:
        made = cart(till, "Soap").with_discount(percent_off("10"))
        payment = exactly(made.totals().taxed.gross)
        checkout.complete(unit, made, [payment], counter_of(unit, at=till.clock.now()))
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
