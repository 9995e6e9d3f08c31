"""Two back ends at once: Apex POS keeps the books, a salon at Apexloge sells what is left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from app.services import orders
from app.storage import backend as backends
from app.storage import outbox
from tests.fakes import apexloge, fault
from tests.fakes.apex import ApexServer
from tests.fakes.apexloge import ApexlogeServer, Line, Order, Product
from tests.shop import DATES, LATTE, counter_of, findings
from tests.sync.till import QUICK, Clock, Till

# As the books call them; the salon knows neither barcode nor SKU.
NAMES = {"d-1": "Product 1", "l-1": "product  2"}


def salon_order(clock: Clock, status: str = "paid") -> Order:
    lines = (Line("d-1", NAMES["d-1"], 3, Decimal("18.00")),)
    made = clock.now() - timedelta(minutes=5)
    return Order(id="order-1", number="AL-1", created_at=made, lines=lines, status=status)


@pytest.fixture
def salon(clock: Clock) -> Iterator[ApexlogeServer]:
    products = [
        Product(id=each, name=name, price=Decimal("18.00"), stock_count=1)
        for each, name in NAMES.items()
    ]
    products.append(Product(id="x-1", name="Argan oil", price=Decimal("24.90"), stock_count=9))
    with ApexlogeServer(products=products, now=clock.now) as made:
        yield made


@pytest.fixture
def books(shop: Path, server: ApexServer, clock: Clock) -> Iterator[Till]:
    """The till as Apex POS knows it."""
    made = Till(shop, server.url, clock)
    made.round()
    yield made
    made.close()


@pytest.fixture
def channel(books: Till, salon: ApexlogeServer) -> Iterator[Till]:
    """The same till as the salon knows it."""
    made = Till(
        books.folder,
        salon.url,
        books.clock,
        replace(QUICK, buffer=Decimal(2)),
        kind="apexloge",
        name="salon",
        key=apexloge.KEY,
    )
    yield made
    made.close()
    assert salon.complaints == []


def both(books: Till, channel: Till, rounds: int = 2) -> None:
    for _ in range(rounds):
        assert books.round().problem == ""
        assert channel.round().problem == ""
        books.clock.advance(61)


def test_the_salon_is_told_what_is_left_over_the_buffer(
    books: Till, channel: Till, salon: ApexlogeServer
) -> None:
    both(books, channel)
    assert salon.products["d-1"].stock_count == books.level(DATES) - 2

    books.sell(DATES, DATES)
    both(books, channel)

    assert salon.products["d-1"].stock_count == books.level(DATES) - 2
    # No stock is kept of what is made to order.
    assert salon.products["l-1"].stock_count == 1


def test_prices_come_from_the_books_alone(books: Till, channel: Till) -> None:
    before = books.product(LATTE)
    both(books, channel)

    after = books.product(LATTE)
    assert after.price == before.price
    assert dict(after.remote_ids) == {"apex": "2", "salon": "l-1"}


def test_what_this_shop_does_not_have_is_told_and_left_alone(
    books: Till, channel: Till, salon: ApexlogeServer
) -> None:
    both(books, channel)

    assert [each.code for each in channel.reviews() if each.backend == "salon"] == ["not_linked"]
    assert salon.products["x-1"].stock_count == 9


def test_an_open_order_is_kept_back_and_a_picked_up_one_is_told_to_the_books(
    books: Till, channel: Till, salon: ApexlogeServer, server: ApexServer, clock: Clock
) -> None:
    both(books, channel)
    before = books.level(DATES)
    salon.orders["order-1"] = salon_order(clock)
    both(books, channel)
    assert books.level(DATES) == before
    assert salon.products["d-1"].stock_count == before - 3 - 2

    with books.store.write() as unit:
        (order,) = orders.every(unit)
        orders.change(unit, order.id, "picked_up", counter_of(unit, at=clock.now()))
    both(books, channel, rounds=3)

    assert books.level(DATES) == before - 3
    assert server.ledger.level(1, 1) == before - 3
    assert salon.products["d-1"].stock_count == before - 3 - 2
    assert findings(books.store) == []


def test_what_is_bought_after_the_orders_were_read_is_not_offered_again(
    books: Till, channel: Till, salon: ApexlogeServer, clock: Clock
) -> None:
    both(books, channel)
    books.adjust(DATES, 1)
    books.round()
    free = books.level(DATES) - 2

    lists = count(1)

    def buys(answer: object) -> object:
        if next(lists) < 2:  # the catalogue is read first, the offers after the orders
            return answer
        salon.orders["order-1"] = salon_order(clock)
        left = salon.products["d-1"].stock_count - 3
        salon.products["d-1"] = replace(salon.products["d-1"], stock_count=left)
        return answer

    salon.fail(fault.changed(buys), method="GET", path="/products", times=2)
    channel.round()

    assert salon.products["d-1"].stock_count == free - 3


def test_what_the_salon_took_off_sale_stays_off_while_there_is_some(
    books: Till, channel: Till, salon: ApexlogeServer
) -> None:
    both(books, channel)
    salon.products["d-1"] = replace(salon.products["d-1"], in_stock=False)
    books.sell(DATES)
    both(books, channel)
    assert salon.products["d-1"].stock_count == books.level(DATES) - 2
    assert not salon.products["d-1"].in_stock

    books.adjust(DATES, -int(books.level(DATES)))
    both(books, channel)
    books.adjust(DATES, 5)
    both(books, channel)
    assert salon.products["d-1"].stock_count == 3
    assert salon.products["d-1"].in_stock


def test_sales_are_booked_in_the_books_alone(
    books: Till, channel: Till, salon: ApexlogeServer, server: ApexServer
) -> None:
    books.sell(DATES)
    both(books, channel)

    assert len(server.ledger.invoices) == 1
    assert [each.backend for each in books.entries("invoice")] == ["apex"]
    assert salon.done("order") == []


def test_a_lost_offer_is_simply_told_again(
    books: Till, channel: Till, salon: ApexlogeServer
) -> None:
    salon.fail(fault.drop(committed=False), method="PATCH", path="/products/d-1", times=1)
    both(books, channel, rounds=3)

    assert salon.products["d-1"].stock_count == books.level(DATES) - 2


def test_a_salon_that_is_off_holds_up_nothing(
    books: Till, channel: Till, salon: ApexlogeServer, server: ApexServer
) -> None:
    both(books, channel)
    with salon.offline():
        books.sell(DATES)
        assert channel.round().problem == "no_server"
        assert books.round().problem == ""
    assert books.states() == [outbox.ACKED]


def test_books_that_come_later_take_over_what_waited(
    shop: Path, salon: ApexlogeServer, server: ApexServer, clock: Clock
) -> None:
    alone = Till(shop, salon.url, clock, QUICK, kind="apexloge", name="salon", key=apexloge.KEY)
    alone.round()
    alone.sell(DATES)
    alone.close()

    late = Till(shop, server.url, clock)
    with late.store.read() as unit:
        found = backends.books(unit)
    late.round()

    assert found is not None
    assert found.name == "apex"
    assert late.states() == [outbox.ACKED]
    late.close()
