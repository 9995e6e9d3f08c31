"""Apexloge: the orders of customers, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.connectors.apexloge import Apexloge
from app.sync.contract import Ack, OrderChange, RemoteOrder, RemoteOrderLine
from app.sync.problem import Rejected, Transient
from tests.connectors.apexloge_shop import NOW, PAID, READY, connect
from tests.connectors.contract_suite import HINT, raised
from tests.fakes import fault
from tests.fakes.apexloge import ApexlogeServer, Deed, Order
from tests.fakes.server import Fault

TODAY = NOW - timedelta(hours=10)
EARLIER = NOW - timedelta(days=30)

COMB = RemoteOrderLine("abc-123", "Comb", Decimal(1), Decimal("7.50"))
FIRST = RemoteOrder(
    id="abc-123",
    status="paid",
    number="AL-1001",
    lines=(
        RemoteOrderLine("argan-1#v-500", "Argan oil shampoo 500ml", Decimal(2), Decimal("39.90")),
        COMB,
    ),
    total=Decimal("87.30"),
    currency="EUR",
    created_at=NOW - timedelta(hours=2),
    customer_name="Lina Haddad",
    phone="+33601020304",
    email="lina@example.com",
    is_paid=True,
)


@pytest.fixture
def server() -> Iterator[ApexlogeServer]:
    made = ApexlogeServer(orders=[PAID, READY], now=lambda: NOW)
    with made:
        yield made
    assert made.complaints == []


@pytest.fixture
def salon(server: ApexlogeServer) -> Iterator[Apexloge]:
    with closing(connect(server)) as connector:
        yield connector


def _ids(salon: Apexloge, since: datetime) -> list[str]:
    return [order.id for page in salon.orders(since) for order in page]


# The list


def test_open_orders_are_asked_for_by_their_status_and_then_the_latest(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.orders["done"] = replace(PAID, id="done", status="picked_up")

    pages = list(salon.orders(TODAY))

    assert [[order.id for order in page] for page in pages] == [["abc-123"], ["abc-124"], ["done"]]
    assert pages[0] == [FIRST]
    assert [(seen.path, seen.query) for seen in server.seen()] == [
        ("/orders", {"status": "paid", "limit": "500"}),
        ("/orders", {"status": "ready_for_pickup", "limit": "500"}),
        ("/orders", {"limit": "500"}),
    ]


def test_of_old_orders_only_the_open_ones_come(salon: Apexloge, server: ApexlogeServer) -> None:
    for status in ("paid", "ready_for_pickup", "picked_up", "cancelled", "expired", "refunded"):
        server.orders[status] = replace(PAID, id=status, status=status, created_at=EARLIER)

    assert _ids(salon, TODAY) == ["abc-123", "paid", "abc-124", "ready_for_pickup"]


def test_an_order_made_just_then_comes(salon: Apexloge, server: ApexlogeServer) -> None:
    server.orders = {"x": replace(PAID, id="x", status="cancelled", created_at=TODAY)}

    assert _ids(salon, TODAY) == ["x"]


def test_an_order_without_a_time_comes_always(salon: Apexloge, server: ApexlogeServer) -> None:
    server.orders = {"x": replace(PAID, id="x", status="picked_up", created_at=EARLIER)}
    server.fail(fault.rows_having(created_at=None), rate=1)

    assert _ids(salon, TODAY) == ["x"]


def test_a_server_that_ignores_the_status_tells_no_old_orders(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.orders = {"old": replace(PAID, id="old", status="picked_up", created_at=EARLIER)}
    rows = fault.shape({"data": [{"id": "old", "status": "picked_up", "created_at": "2020-01-01"}]})
    server.fail(rows, rate=1)

    assert _ids(salon, TODAY) == []


def test_an_order_that_moves_on_meanwhile_comes_once(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    def make_ready() -> None:
        server.orders["abc-123"] = replace(PAID, status="ready_for_pickup")

    server.fail(fault.around(after=make_ready), query={"status": "paid"}, times=1)

    assert _ids(salon, TODAY) == ["abc-123", "abc-124"]


def test_an_order_that_is_told_twice_comes_once(salon: Apexloge, server: ApexlogeServer) -> None:
    server.fail(fault.rows(lambda rows: rows + rows), rate=1)

    assert _ids(salon, TODAY) == ["abc-123", "abc-124"]


@pytest.mark.parametrize("wraps", ["name", ""])
def test_orders_may_be_wrapped_otherwise(
    salon: Apexloge, server: ApexlogeServer, wraps: str
) -> None:
    server.knobs.wraps = wraps

    assert _ids(salon, TODAY) == ["abc-123", "abc-124"]
    assert salon.order("abc-123") == FIRST


@pytest.mark.parametrize("status", ["paid", "ready_for_pickup"])
def test_five_hundred_open_orders_may_not_be_all(
    salon: Apexloge, server: ApexlogeServer, status: str
) -> None:
    server.orders = _many(500, status=status)
    found: list[str] = []

    def read() -> None:
        for page in salon.orders(NOW):
            found.extend(order.id for order in page)

    problem = raised(read)

    assert (type(problem), problem.code) == (Transient, "list_full")
    assert len(set(found)) == len(found) == 500
    assert len(server.seen()) == 3


def test_five_hundred_orders_that_reach_back_far_enough_are_all(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.orders = _many(700, status="picked_up")

    assert len(_ids(salon, NOW - timedelta(minutes=100))) == 101
    assert raised(lambda: _ids(salon, EARLIER)).code == "list_full"


@pytest.mark.parametrize(
    "lie",
    [
        fault.rows(lambda rows: rows[::-1], name="oldest first"),
        fault.rows(lambda rows: [rows[1], rows[0], *rows[2:]], name="in no order"),
        fault.rows(lambda rows: [*rows[:-1], rows[-1] | {"created_at": None}], name="no time"),
        fault.rows(lambda rows: [*rows[:-1], "?"], name="no order"),
    ],
    ids=lambda lie: lie.name,
)
def test_a_full_list_in_another_order_may_lack_new_ones(
    salon: Apexloge, server: ApexlogeServer, lie: Fault
) -> None:
    server.orders = _many(700, status="picked_up")
    server.fail(lie, query={"limit": 500}, nth=3, rate=1)

    assert raised(lambda: _ids(salon, NOW - timedelta(minutes=100))).code == "list_full"


def test_orders_that_nothing_names_are_left_out(salon: Apexloge, server: ApexlogeServer) -> None:
    bad = ({"id": None}, {"id": " "}, {"status": None}, {"status": ""}, {"status": ["paid"]})
    server.fail(
        fault.rows(lambda rows: [*(row | each for row in rows[:1] for each in bad), *rows, 7]),
        rate=1,
    )

    assert _ids(salon, TODAY) == ["abc-123", "abc-124"]


@pytest.mark.parametrize("value", [{}, {"data": None}, {"orders": {}}, [{"id": 1}], [1]])
def test_an_answer_without_orders_is_of_the_wrong_shape(
    salon: Apexloge, server: ApexlogeServer, value: object
) -> None:
    server.fail(fault.shape(value), rate=1)

    assert raised(lambda: _ids(salon, TODAY)).code == "wrong_shape"


# One order


def test_an_order_is_read_with_its_variants(salon: Apexloge, server: ApexlogeServer) -> None:
    server.knobs.lists_variants = False

    ((listed,), *_) = salon.orders(TODAY)
    assert [line.product_id for line in listed.lines] == ["argan-1", "abc-123"]
    assert salon.order("abc-123") == FIRST
    assert server.seen()[-1].path == "/orders/abc-123"


def test_an_order_of_one_product_may_bear_it_itself(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.knobs.order_shape = "single"

    order = salon.order("abc-123")

    assert order == replace(FIRST, lines=FIRST.lines[:1])


def test_an_order_that_the_server_does_not_know_is_none(salon: Apexloge) -> None:
    assert salon.order("gone") is None


@pytest.mark.parametrize("value", [{"data": {"id": "abc-123"}}, {"data": []}, [], {"order": 1}])
def test_an_order_that_can_not_be_read_is_of_the_wrong_shape(
    salon: Apexloge, server: ApexlogeServer, value: object
) -> None:
    server.fail(fault.shape(value), rate=1)

    assert raised(lambda: salon.order("abc-123")).code == "wrong_shape"


BARE = RemoteOrder(id="7", status="paid", is_paid=True)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {}),
        ({"id": 8}, {"id": "8"}),
        ({"number": 1001}, {"number": "1001"}),
        ({"total_amount": "24.90"}, {"total": Decimal("24.90")}),
        ({"amount": 24}, {"total": Decimal(24)}),
        ({"total_eur": Decimal("24.90")}, {"total": Decimal("24.90"), "currency": "EUR"}),
        ({"currency": "chf"}, {"currency": "CHF"}),
        ({"total": "much", "currency": 5}, {"total": None, "currency": "5"}),
        ({"status": "picked_up"}, {"status": "picked_up"}),
        ({"status": "expired"}, {"status": "expired", "is_paid": None}),
        ({"status": "on_hold"}, {"status": "on_hold", "is_paid": None}),
        (
            {"customer": {"id": 9, "name": "Lina", "phone": "+336", "email": "l@example.com"}},
            {
                "customer_id": "9",
                "customer_name": "Lina",
                "phone": "+336",
                "email": "l@example.com",
            },
        ),
        ({"customer": "Lina", "customer_phone": None, "phone": "+336"}, {"phone": "+336"}),
        ({"customer_id": "c-1", "customer_email": ["x"]}, {"customer_id": "c-1"}),
        ({"customer_note": "By six, please"}, {"notes": "By six, please"}),
        ({"created_at": "2026-04-24T12:32:00+02:00"}, {"created_at": NOW}),
        ({"created_at": "yesterday"}, {"created_at": None}),
        ({"placed_at": "2026-04-24T10:32:00Z"}, {"created_at": NOW}),
        (
            {"updated_at": "2026-04-24T10:00:00Z", "ready_at": "2026-04-24T10:32:00Z"},
            {"changed_at": NOW},
        ),
        ({"items": "none", "lines": None}, {}),
        ({"items": [None, 3, {}, {"quantity": 2}]}, {}),
        ({"extra": {"deep": []}}, {}),
    ],
)
def test_an_orders_fields_are_taken_where_they_can_be(
    salon: Apexloge, server: ApexlogeServer, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    server.fail(fault.shape({"id": 7, "status": "paid"} | fields), rate=1)

    assert salon.order("abc-123") == replace(BARE, **expected)


LINE = RemoteOrderLine("p", "Comb", Decimal(2))


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ({"product_id": "p", "name": "Comb", "qty": 2}, LINE),
        ({"product": {"id": "p", "name": "Comb"}, "quantity": "2"}, LINE),
        ({"product_name": "Comb", "quantity": 2}, replace(LINE, product_id="")),
        (
            {"product_id": "p", "quantity": 2, "variant_name": "S"},
            replace(LINE, product_id="p#S", name="S"),
        ),
        (
            {
                "product_id": "p",
                "name": "Comb",
                "quantity": 2,
                "variant_id": 4,
                "variant_name": "S",
            },
            replace(LINE, product_id="p#4", name="Comb S"),
        ),
        (
            {
                "product_id": "p",
                "name": "Comb",
                "quantity": 2,
                "variant": {"id": "v", "name": "S", "price_eur": Decimal("3.50")},
            },
            replace(LINE, product_id="p#v", name="Comb S", price=Decimal("3.50")),
        ),
        (
            {
                "product_id": "p",
                "name": "Comb",
                "quantity": 2,
                "unit_price": Decimal("3.50"),
                "total": 7,
            },
            replace(LINE, price=Decimal("3.50"), total=Decimal(7)),
        ),
        (
            {"product_id": "p", "name": "Comb", "quantity": 2, "price_eur": 0},
            replace(LINE, price=Decimal(0)),
        ),
        ({"product_id": "p", "name": "Comb"}, replace(LINE, quantity=Decimal(1))),
        ({"product_id": "p", "name": "Comb", "quantity": "two"}, None),
        ({"product_id": "p", "name": "Comb", "quantity": 0}, None),
        ({"product_id": "p", "name": "Comb", "quantity": -1}, None),
        ({"quantity": 2, "price": 5}, None),
    ],
)
@pytest.mark.parametrize("name", ["items", "lines", "order_items", "product_order_items"])
def test_a_line_is_taken_under_each_name_that_it_may_have(
    salon: Apexloge,
    server: ApexlogeServer,
    name: str,
    row: dict[str, Any],
    line: RemoteOrderLine | None,
) -> None:
    server.fail(fault.shape({"id": 7, "status": "paid", name: [row]}), rate=1)

    assert salon.order("abc-123") == replace(BARE, lines=(line,) if line else ())


# Changes


def test_an_order_becomes_ready_as_in_the_document(salon: Apexloge, server: ApexlogeServer) -> None:
    change = OrderChange("abc-123", "ready_for_pickup", reason="ignored", tracking_number="T")

    ack = salon.push(change, idempotency_key=HINT)

    (seen,) = server.seen()
    assert (seen.method, seen.path) == ("PATCH", "/orders/abc-123")
    assert seen.json == {"status": "ready_for_pickup"}
    assert ack == Ack("abc-123", order=replace(FIRST, status="ready_for_pickup", changed_at=NOW))


def test_an_order_is_cancelled_with_a_reason_as_in_the_document(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    ack = salon.push(
        OrderChange("abc-123", "cancelled", reason=" Out of stock\n"), idempotency_key=HINT
    )

    sent = {"status": "cancelled", "cancel_reason": "Out of stock"}
    assert server.done("order") == [Deed("order", "abc-123", sent)]
    assert server.refunds == ["abc-123"]
    assert ack.order is not None
    assert (ack.order.status, ack.order.is_paid) == ("cancelled", None)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_nothing_is_cancelled_without_a_reason(
    salon: Apexloge, server: ApexlogeServer, reason: str
) -> None:
    problem = raised(
        lambda: salon.push(OrderChange("abc-123", "cancelled", reason=reason), idempotency_key=HINT)
    )

    assert isinstance(problem, Rejected)
    assert (problem.code, problem.status) == ("needs_reason", 0)
    assert server.seen() == []


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (OrderChange("abc-123", "picked_up"), 400),
        (OrderChange("abc-123", "flying"), 400),
        (OrderChange("gone", "ready_for_pickup"), 404),
    ],
)
def test_a_step_that_the_server_does_not_allow_is_refused(
    salon: Apexloge, server: ApexlogeServer, change: OrderChange, status: int
) -> None:
    problem = raised(lambda: salon.push(change, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert problem.status == status
    assert server.deeds == []


def test_an_order_goes_its_whole_way(salon: Apexloge, server: ApexlogeServer) -> None:
    for status in ("ready_for_pickup", "picked_up"):
        salon.push(OrderChange("abc-123", status), idempotency_key=HINT)

    cancel = OrderChange("abc-123", "cancelled", reason="Late")
    assert isinstance(raised(lambda: salon.push(cancel, idempotency_key=HINT)), Rejected)
    assert server.refunds == []
    order = salon.order("abc-123")
    assert order is not None
    assert (order.status, order.is_paid) == ("picked_up", True)


@pytest.mark.parametrize("value", [{"success": True}, {"id": "abc-123"}, {"data": 5}])
def test_a_change_is_done_even_if_the_order_is_not_told(
    salon: Apexloge, server: ApexlogeServer, value: object
) -> None:
    server.fail(fault.shape(value), rate=1)

    ack = salon.push(OrderChange("abc-123", "ready_for_pickup"), idempotency_key=HINT)

    assert ack == Ack("abc-123")
    assert len(server.done("order")) == 1


def _many(count: int, *, status: str) -> dict[str, Order]:
    """So many orders, a minute apart, the last one made now."""
    return {
        str(number): replace(
            PAID,
            id=str(number),
            status=status,
            created_at=NOW - timedelta(minutes=number),
        )
        for number in range(count)
    }
