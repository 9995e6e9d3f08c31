"""Commerce API: sales booked as orders, orders placed, read and brought on, and the search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.connectors.commerce import Commerce
from app.sync.contract import (
    InvoiceItem,
    OrderChange,
    RemoteInvoice,
    RemoteOrder,
    RemoteOrderLine,
)
from app.sync.problem import OutcomeUnknown, Rejected, Transient
from tests.connectors.commerce_shop import (
    CUSTOMER_ID,
    NOW,
    ORDER,
    ORDER_ID,
    SHIRT,
    SHIRT_ID,
    SHOE,
    SHOE_ID,
    TODAY,
    connect,
    log_in,
    placed,
    sale,
)
from tests.connectors.contract_suite import HINT, LONG_AGO, REFERENCE, raised
from tests.fakes import fault
from tests.fakes.commerce import CommerceServer
from tests.fakes.commerce_books import Order
from tests.fakes.commerce_login import EMAIL
from tests.fakes.server import Fault

OTHER_REFERENCE = "POS:A1-000018:0000008"
ONE_DAY = timedelta(days=1)


@pytest.fixture
def server() -> Iterator[CommerceServer]:
    """The shop; nothing that its document doesn't name may be sent to it."""
    with CommerceServer(products=[SHOE, SHIRT], orders=[ORDER], now=lambda: NOW) as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def shop(server: CommerceServer) -> Iterator[Commerce]:
    """A connector with a key."""
    with closing(connect(server)) as connector:
        yield connector


def _at(number: int, at: datetime, status: str = "delivered") -> Order:
    number_id = f"10000000-0000-4000-8000-{number:012d}"
    return replace(ORDER, id=number_id, at=at, status=status)


def _have(server: CommerceServer, *orders: Order) -> None:
    server.orders = {each.id: each for each in orders}


# Sales


def test_a_sale_is_booked_as_an_order_without_prices(
    shop: Commerce, server: CommerceServer
) -> None:
    ack = shop.push(sale(), idempotency_key=HINT)

    (seen,) = server.seen("POST", "/orders")
    assert (
        seen.body
        == (
            f'{{"customerId":"{CUSTOMER_ID}","items":[{{"productId":"{SHOE_ID}","quantity":2}},'
            f'{{"productId":"{SHIRT_ID}","quantity":1}}],'
            f'"notes":"{REFERENCE} 2026-04-24T10:32:00Z A1"}}'
        ).encode()
    )
    assert ack.id in server.orders
    assert ack.total == Decimal("309.48")
    assert ack.order is not None
    assert (ack.order.reference, ack.order.status) == (REFERENCE, "pending")
    assert (server.products[SHOE_ID].stock, server.products[SHIRT_ID].stock) == (38, 2)


def test_the_servers_own_total_is_told(shop: Commerce, server: CommerceServer) -> None:
    server.knobs.tax = Decimal(15)

    assert shop.push(sale(), idempotency_key=HINT).total == Decimal("355.90")


def test_the_reference_stands_first_in_the_notes(shop: Commerce, server: CommerceServer) -> None:
    shop.push(replace(sale(), notes="a gift"), idempotency_key=HINT)

    assert server.seen()[0].json["notes"] == f"{REFERENCE} a gift"


@pytest.mark.parametrize(
    "record", [replace(sale(), customer_id=None), replace(placed(), customer_id="")]
)
def test_an_order_of_nobody_is_refused_before_it_is_sent(
    shop: Commerce, server: CommerceServer, record: Any
) -> None:
    problem = raised(lambda: shop.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (Rejected, "needs_customer")
    assert server.seen() == []


@pytest.mark.parametrize("status", [409, 422])
def test_what_is_not_in_stock_is_refused_whole_in_the_servers_words(
    shop: Commerce, server: CommerceServer, status: int
) -> None:
    server.knobs.shortage = status
    items = (
        InvoiceItem(SHOE_ID, Decimal(1), Decimal("129.99")),
        InvoiceItem(SHIRT_ID, Decimal(4), Decimal("49.50")),
    )

    for record in (replace(sale(), items=items), replace(placed(), items=items)):
        problem = raised(partial(shop.push, record, idempotency_key=HINT))
        assert isinstance(problem, Rejected)
        assert (problem.status, problem.message) == (status, "Insufficient stock for Linen Shirt")

    assert server.products[SHOE_ID].stock == 40
    assert server.deeds == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (fault.lacking("orderId"), "no_id"),
        (fault.having(orderId=""), "no_id"),
        (fault.having(orderId={"id": 1}), "no_id"),
        (fault.shape({"data": [], "total": 0}), "no_id"),
        (fault.shape([]), "bad_answer"),
        (fault.status(409, reasoned=False), "bad_answer"),
    ],
)
def test_a_sale_without_a_clear_answer_may_be_there(
    shop: Commerce, server: CommerceServer, answer: Fault, code: str
) -> None:
    server.fail(answer, rate=1)

    problem = raised(lambda: shop.push(sale(), idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, code)
    assert len(server.seen()) == 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda row: {"data": row},
        lambda row: {"order": row},
        lambda row: {"data": {"order": row}, "message": "Created"},
        lambda row: {"id": row.pop("orderId"), **row},
    ],
)
def test_an_answered_order_may_be_wrapped_in_many_ways(
    shop: Commerce, server: CommerceServer, edit: Any
) -> None:
    server.fail(fault.changed(edit), rate=1)

    ack = shop.push(sale(), idempotency_key=HINT)

    assert ack.id in server.orders
    assert ack.total == Decimal("309.48")


# Orders placed at the counter


def test_an_order_is_placed_with_its_coupon(shop: Commerce, server: CommerceServer) -> None:
    ack = shop.push(placed("SPRING"), idempotency_key=HINT)

    assert ack.total == Decimal("304.48")
    body = server.seen()[0].json
    assert (body["coupon"], body["notes"]) == ("SPRING", f"{REFERENCE} by phone")


def test_an_order_without_a_coupon_names_none(shop: Commerce, server: CommerceServer) -> None:
    shop.push(placed(), idempotency_key=HINT)

    assert "coupon" not in server.seen()[0].json


def test_a_coupon_that_is_not_valid_is_refused(shop: Commerce) -> None:
    problem = raised(lambda: shop.push(placed("AUTUMN"), idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert problem.message == "Coupon AUTUMN is not valid"


# One order


def test_an_order_comes_as_the_specification_shows_it(
    shop: Commerce, server: CommerceServer
) -> None:
    assert shop.order(ORDER_ID) == RemoteOrder(
        id=ORDER_ID,
        status="pending",
        number="16fd2706",
        lines=(
            RemoteOrderLine(
                SHOE_ID, "Trail Runner", Decimal(2), Decimal("129.99"), Decimal("259.98")
            ),
        ),
        total=Decimal("259.98"),
        currency="SAR",
        created_at=datetime(2026, 4, 23, 8, 0, tzinfo=UTC),
        customer_id=CUSTOMER_ID,
        notes="Please ring twice",
    )
    assert [seen.path for seen in server.seen()] == [f"/orders/{ORDER_ID}"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"orderNumber": "SO-9"}, {"number": "SO-9"}),
        ({"customer": {"id": "c1", "name": "Sara"}, "customerId": None}, ("c1", "Sara", "", "")),
        (
            {"customer": {"firstName": "Sara", "lastName": "Ali", "phone": "+966", "email": "s@x"}},
            (CUSTOMER_ID, "Sara Ali", "+966", "s@x"),
        ),
        (
            {"customerName": "Sara", "customerPhone": "+1", "customerEmail": "s@y"},
            (CUSTOMER_ID, "Sara", "+1", "s@y"),
        ),
        ({"shippingAddress": "King Fahd Rd"}, {"address": "King Fahd Rd"}),
        (
            {"shippingAddress": {"street": "1 A St", "city": "Riyadh", "zip": None}},
            {"address": "1 A St, Riyadh"},
        ),
        ({"notes": f"{REFERENCE} x"}, {"reference": REFERENCE, "notes": f"{REFERENCE} x"}),
        ({"notes": None}, {"notes": ""}),
        ({"total": "259.98"}, {}),
        ({"total": [1]}, {"total": None}),
        ({"createdAt": "yesterday"}, {"created_at": None}),
        (
            {"updatedAt": "2026-04-24T13:00:00+03:00"},
            {"changed_at": datetime(2026, 4, 24, 10, tzinfo=UTC)},
        ),
        ({"items": None}, {"lines": ()}),
        ({"items": [None, {"quantity": 1}, {"productId": "x", "quantity": 0}]}, {"lines": ()}),
        (
            {"items": [{"product": {"id": "x", "name": "Hat"}, "quantity": "1", "price": 5}]},
            {"lines": (RemoteOrderLine("x", "Hat", Decimal(1), Decimal(5)),)},
        ),
        ({"new": {}}, {}),
    ],
)
def test_an_orders_fields_are_taken_where_they_can_be(
    shop: Commerce, server: CommerceServer, fields: dict[str, Any], expected: Any
) -> None:
    usual = shop.order(ORDER_ID)
    server.fail(fault.having(**fields), rate=1)
    if isinstance(expected, tuple):
        names = ("customer_id", "customer_name", "phone", "email")
        expected = dict(zip(names, expected, strict=True))

    assert usual is not None
    assert shop.order(ORDER_ID) == replace(usual, **expected)


def test_an_order_that_is_not_there_is_none(shop: Commerce) -> None:
    assert shop.order(SHOE_ID) is None


def test_an_order_of_somebody_else_is_none_for_a_user_who_is_no_admin(
    server: CommerceServer,
) -> None:
    server.logins.users[EMAIL].is_admin = False
    with closing(log_in(server)) as connector:
        own = connector.push(sale(), idempotency_key=HINT)

        assert connector.order(ORDER_ID) is None
        assert connector.order(own.id) is not None
        assert [each.id for page in connector.orders(LONG_AGO) for each in page] == [own.id]


def test_an_order_without_an_id_or_a_state_is_of_the_wrong_shape(
    shop: Commerce, server: CommerceServer
) -> None:
    for broken in (fault.lacking("status"), fault.having(orderId=None), fault.shape({})):
        server.fail(broken, times=1)
        assert raised(lambda: shop.order(ORDER_ID)).code == "wrong_shape"


# The list of orders


def test_orders_since_then_and_all_that_are_open_come_once_each(
    shop: Commerce, server: CommerceServer
) -> None:
    since = NOW - ONE_DAY
    old = NOW - 90 * ONE_DAY
    _have(
        server,
        _at(1, old),
        _at(2, old, "pending"),
        _at(3, old, "confirmed"),
        _at(4, old, "cancelled"),
        _at(5, since, "shipped"),
        _at(6, since - timedelta(seconds=1), "refunded"),
        _at(7, NOW, "pending"),
    )

    found = [order for page in shop.orders(since) for order in page]

    assert sorted(int(order.id[-12:]) for order in found) == [2, 3, 5, 7]
    assert [seen.query for seen in server.seen()] == [
        {"from": "2026-04-23T10:32:00Z", "page": "1", "pageSize": "100"},
        {"status": "pending", "page": "1", "pageSize": "100"},
        {"status": "confirmed", "page": "1", "pageSize": "100"},
    ]


def test_a_moment_is_sent_in_utc_and_never_later_than_it_is(
    shop: Commerce, server: CommerceServer
) -> None:
    zone = timezone(timedelta(hours=3))

    list(shop.orders(datetime(2026, 4, 24, 1, 0, 0, 999_999, tzinfo=zone)))

    assert server.seen()[0].query["from"] == "2026-04-23T22:00:00Z"


def test_all_pages_of_orders_are_read(shop: Commerce, server: CommerceServer) -> None:
    _have(server, *(_at(number, NOW, "pending") for number in range(250)))

    found = [order.id for page in shop.orders(LONG_AGO) for order in page]

    assert len(found) == len(set(found)) == 250
    assert len(server.seen()) == 3 + 3 + 1


@pytest.mark.parametrize(
    ("lie", "query"),
    [
        (fault.total_off(1), {}),
        (fault.same_page(), {}),
        (fault.empty_page(), {"page": 2, "status": "pending"}),
        (fault.total_drifting(), {"status": "confirmed"}),
    ],
)
def test_orders_whose_pages_contradict_each_other_are_told_before_it_is_said(
    shop: Commerce, server: CommerceServer, lie: Fault, query: dict[str, object]
) -> None:
    _have(
        server, *(_at(number, NOW, "pending") for number in range(150)), _at(200, NOW, "confirmed")
    )
    server.fail(lie, query=query, rate=1)
    found: set[str] = set()

    def read() -> None:
        for orders in shop.orders(LONG_AGO):
            found.update(order.id for order in orders)

    problem = raised(read)

    assert (type(problem), problem.code) == (Transient, "incomplete_scan")
    assert len(found) >= 100


# Bringing an order on


@pytest.mark.parametrize(
    ("status", "then", "reason"),
    [
        ("pending", "confirmed", ""),
        ("pending", "cancelled", "Sold out"),
        ("confirmed", "shipped", ""),
        ("shipped", "delivered", ""),
        ("delivered", "refunded", "Too small"),
    ],
)
def test_an_order_gets_its_next_status(
    shop: Commerce, server: CommerceServer, status: str, then: str, reason: str
) -> None:
    _have(server, replace(ORDER, status=status))

    ack = shop.push(OrderChange(ORDER_ID, then, reason), idempotency_key=HINT)

    (seen,) = server.seen("PATCH", f"/orders/{ORDER_ID}/status")
    assert seen.json == {"status": then} | ({"reason": reason} if reason else {})
    assert ack.id == ORDER_ID
    assert ack.order is not None
    assert ack.order.status == server.orders[ORDER_ID].status == then


def test_a_step_that_is_not_valid_is_refused(shop: Commerce, server: CommerceServer) -> None:
    problem = raised(lambda: shop.push(OrderChange(ORDER_ID, "delivered"), idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert problem.message == "An order can't go from pending to delivered"
    assert server.orders[ORDER_ID].status == "pending"


def test_a_change_that_answers_no_order_is_one_all_the_same(
    shop: Commerce, server: CommerceServer
) -> None:
    server.fail(fault.shape({"message": "Updated"}), rate=1)

    ack = shop.push(OrderChange(ORDER_ID, "confirmed"), idempotency_key=HINT)

    assert (ack.id, ack.order, ack.message) == (ORDER_ID, None, "Updated")


# Looking up


def test_a_booked_sale_is_found_by_its_reference(shop: Commerce, server: CommerceServer) -> None:
    ack = shop.push(sale(), idempotency_key=HINT)
    shop.push(sale(OTHER_REFERENCE), idempotency_key=HINT)
    server.requests.clear()

    found = shop.look_up(REFERENCE, TODAY - ONE_DAY, TODAY)

    assert found.found == (RemoteInvoice(ack.id, REFERENCE, Decimal("309.48"), "pending"),)
    assert (found.complete, found.shows_references) == (True, True)
    assert [seen.query for seen in server.seen()] == [
        {
            "from": "2026-04-23T00:00:00Z",
            "to": "2026-04-25T00:00:00Z",
            "page": "1",
            "pageSize": "100",
        }
    ]


def test_without_a_reference_every_sale_of_ours_is_found(
    shop: Commerce, server: CommerceServer
) -> None:
    _have(
        server,
        replace(_at(1, NOW), notes=REFERENCE),
        replace(_at(2, NOW), notes=OTHER_REFERENCE),
        replace(_at(3, NOW), notes=REFERENCE),
        ORDER,
    )

    found = shop.look_up("", TODAY - ONE_DAY, TODAY)

    assert [each.reference for each in found.found] == [REFERENCE, OTHER_REFERENCE, REFERENCE]


def test_the_days_of_a_search_are_whole_and_no_longer(
    shop: Commerce, server: CommerceServer
) -> None:
    midnight = datetime(2026, 4, 24, tzinfo=UTC)
    times = {
        1: midnight - timedelta(seconds=1),
        2: midnight,
        3: midnight + ONE_DAY - timedelta(microseconds=1),
        4: midnight + ONE_DAY,
    }
    _have(server, *(replace(_at(n, at), notes=REFERENCE) for n, at in times.items()))

    found = shop.look_up(REFERENCE, date(2026, 4, 24), date(2026, 4, 24))

    assert sorted(int(each.id[-12:]) for each in found.found) == [2, 3]


def test_a_list_that_hides_notes_shows_no_references(
    shop: Commerce, server: CommerceServer
) -> None:
    shop.push(sale(), idempotency_key=HINT)
    server.knobs.shows_notes = False

    found = shop.look_up(REFERENCE, TODAY, TODAY)

    assert (found.found, found.complete, found.shows_references) == ((), True, False)


@pytest.mark.parametrize(
    ("lie", "is_complete"),
    [
        (fault.lacking("total"), True),
        (fault.total_off(1), False),
        (fault.rows(lambda rows: [*rows, None]), False),
        (fault.empty_page(), False),
    ],
    ids=["no total", "wrong total", "unusable row", "empty page"],
)
def test_a_search_knows_whether_it_read_everything(
    shop: Commerce, server: CommerceServer, lie: Fault, is_complete: bool
) -> None:
    shop.push(sale(), idempotency_key=HINT)
    server.fail(lie, path="/orders", rate=1)

    assert shop.look_up(REFERENCE, TODAY, TODAY).complete is is_complete
