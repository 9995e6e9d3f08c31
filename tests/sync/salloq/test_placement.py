"""Online orders placed at the counter: Salloq prices them, and the customer pays what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.cart import Cart
from app.domain.discount import percent_off
from app.domain.errors import Refusal
from app.domain.order import Paid
from app.services import order_placement, orders
from app.services import outbox as desk
from app.services.order_placement import Placement
from app.storage import outbox, setting
from tests.fakes import fault
from tests.fakes.salloq import SalloqServer
from tests.shop import DATES, cart_of, counter_of, exactly, findings
from tests.sync.salloq.desk import cart, get, row
from tests.sync.till import Clock, Till


def place(till: Till, *names: str, promo_code: str = "") -> int:
    with till.store.write() as unit:
        wanted = Placement("web", cart(till, *names), promo_code=promo_code)
        order, _ = order_placement.place(unit, wanted, counter_of(unit, at=till.clock.now()))
    return order.id


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
