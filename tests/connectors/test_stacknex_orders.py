"""StackNex: orders, and sales that are booked as such."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.connectors.stacknex import StackNex
from app.sync.contract import (
    InvoiceItem,
    LookUp,
    OrderChange,
    OrderPush,
    RemoteOrder,
    RemoteOrderLine,
)
from app.sync.problem import OutcomeUnknown, Rejected
from tests.connectors.contract_suite import (
    HINT,
    LONG_AGO,
    REFERENCE,
    raised,
)
from tests.connectors.stacknex_shop import (
    COFFEE,
    NOW,
    OPEN,
    SARA,
    SHOP,
    all_of,
    connect,
    sale,
    shop,
)
from tests.fakes import fault
from tests.fakes.stacknex import StackNexServer

DAY = date(2024, 1, 15)


# Reading


def test_an_order_is_read_with_its_lines(stacknex: StackNex) -> None:
    assert stacknex.order(OPEN) == RemoteOrder(
        id=OPEN,
        status="pending",
        number="ORD-2024-0001",
        lines=(RemoteOrderLine(COFFEE, "Coffee", Decimal(5), Decimal("4.998"), Decimal("24.99")),),
        total=Decimal("24.99"),
        created_at=datetime(2023, 12, 31, 10, 30, tzinfo=UTC),
        customer_id=SARA,
        customer_name="Sara Ali",
        phone="+966509876543",
    )


def test_an_order_that_nobody_knows_is_none(stacknex: StackNex, cloud: StackNexServer) -> None:
    assert stacknex.order("ord_9/x") is None
    assert cloud.seen()[0].path == "/orders/ord_9/x"


def test_an_order_without_an_id_is_of_the_wrong_shape(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.fail(fault.shape({"success": True, "data": [7]}), rate=1)

    assert raised(lambda: stacknex.order(OPEN)).code == "wrong_shape"


def test_orders_are_the_new_ones_and_those_that_are_open(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    day = "2024-01-{:02d}T10:30:00Z"
    rows = [
        {"id": "done", "status": "completed", "createdAt": day.format(10)},
        {"id": "new", "status": "completed", "createdAt": day.format(15)},
        {"id": "open", "status": "processing", "createdAt": day.format(1)},
        {"id": "off", "status": "cancelled", "createdAt": day.format(1)},
        {"id": "odd", "status": "on_hold", "createdAt": None},
        {"id": "undated", "status": "completed"},
        {"id": None, "status": "pending"},
    ]
    cloud.fail(fault.shape({"data": rows}), rate=1)

    found = all_of(stacknex.orders(datetime(2024, 1, 12, tzinfo=UTC)))

    assert [order.id for order in found] == ["new", "open", "odd"]
    assert [order.is_paid for order in found] == [True, None, None]


def test_all_pages_of_orders_are_read() -> None:
    rows = [{"id": f"ord_{number}", "status": "pending"} for number in range(250)]
    with shop(orders=rows) as cloud, closing(connect(cloud)) as connector:
        assert len(all_of(connector.orders(LONG_AGO))) == 250


def test_an_orders_fields_are_taken_where_they_can_be(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    row = {
        "id": 7,
        "order_number": 12,
        "status": None,
        "total": "9.98",
        "items": [{"product": {"id": 1, "name": "Tea"}, "quantity": "2"}, {"quantity": "x"}, 7],
        "customer": "cust_7",
        "customerName": "Noura",
        "customerPhone": "050",
        "currency": "SAR",
        "notes": f"{REFERENCE} late",
        "updatedAt": "2024-01-15T13:30:00+03:00",
    }
    cloud.fail(fault.shape({"order": row}), rate=1)

    assert stacknex.order(OPEN) == RemoteOrder(
        id="7",
        status="",
        number="12",
        lines=(RemoteOrderLine("1", "Tea", Decimal(2)),),
        total=Decimal("9.98"),
        currency="SAR",
        changed_at=NOW,
        customer_id="cust_7",
        customer_name="Noura",
        phone="050",
        notes=f"{REFERENCE} late",
        reference=REFERENCE,
    )


# Looking up


def test_no_order_bears_a_reference_so_that_none_is_asked_for(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    assert stacknex.look_up(REFERENCE, DAY, DAY) == LookUp((), False, False)
    assert cloud.seen() == []


# Booking a sale


def test_a_sale_is_sent_as_the_document_shows(stacknex: StackNex, cloud: StackNexServer) -> None:
    ack = stacknex.push(sale(), idempotency_key=HINT)

    (seen,) = cloud.seen("POST", "/orders")
    assert seen.body == (
        b'{"locationId":"loc_abc123","items":[{"productId":"prod_xyz789","quantity":2,'
        b'"unitPrice":4.99}],"paymentMethod":"cash"}'
    )
    assert (ack.id, ack.total) == ("ord_000000000002", Decimal("9.98"))
    assert ack.order is not None
    assert (ack.order.number, ack.order.status) == ("ORD-2024-0002", "completed")
    assert (ack.order.is_paid, ack.order.created_at) == (True, NOW)
    assert cloud.level(COFFEE, SHOP) == 8
    assert cloud.complaints == []


@pytest.mark.parametrize("location", [None, ""])
def test_a_sale_at_no_location_is_refused_before_any_request(
    stacknex: StackNex, cloud: StackNexServer, location: str | None
) -> None:
    record = replace(sale(), location_id=location)

    problem = raised(lambda: stacknex.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (Rejected, "no_location")
    assert "location_id is missing" in problem.message
    assert cloud.seen() == []


def test_a_refusal_tells_the_field_and_what_it_should_hold(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    items = (InvoiceItem("prod_9", Decimal(1), Decimal(1)),)

    problem = raised(lambda: stacknex.push(replace(sale(), items=items), idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert problem.message == "Invalid product ID format (productId: UUID format)"
    assert problem.status == 400
    assert cloud.deeds == []


@pytest.mark.parametrize(
    "value",
    [
        {"success": True, "data": {"id": "ord_9", "total": "9.98"}},
        {"id": "ord_9", "total": Decimal("9.98")},
        {"order": {"id": "ord_9", "total": Decimal("9.98")}},
        {"success": True, "data": {"order": {"id": "ord_9", "total": Decimal("9.98")}}},
    ],
)
def test_a_booked_sale_is_read_in_any_envelope(
    stacknex: StackNex, cloud: StackNexServer, value: object
) -> None:
    cloud.fail(fault.shape(value), rate=1)

    ack = stacknex.push(sale(), idempotency_key=HINT)

    assert (ack.id, ack.total) == ("ord_9", Decimal("9.98"))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"success": True}, "no_id"),
        ({"success": True, "data": {"id": None, "total": 1}}, "no_id"),
        ({"success": True, "data": [{"id": "ord_9"}]}, "no_id"),
        ({"data": {"data": {"data": {"data": {"data": {"id": "x"}}}}}}, "no_id"),
        ({"success": False}, "no_reason"),
        ([], "bad_answer"),
    ],
)
def test_a_sale_without_a_clear_yes_may_be_there(
    stacknex: StackNex, cloud: StackNexServer, value: object, code: str
) -> None:
    cloud.fail(fault.shape(value), rate=1)

    problem = raised(lambda: stacknex.push(sale(), idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, code)


@pytest.mark.parametrize("says_why", [True, False])
def test_a_server_that_books_no_sales_has_done_nothing(
    stacknex: StackNex, cloud: StackNexServer, says_why: bool
) -> None:
    cloud.knobs.lacks, cloud.knobs.lacking, cloud.knobs.says_why = {"POST orders"}, 405, says_why

    problem = raised(lambda: stacknex.push(sale(), idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert problem.status == 405
    assert problem.message
    assert len(cloud.seen()) == 1


# Changing an order


def test_an_orders_status_is_all_that_is_sent(stacknex: StackNex, cloud: StackNexServer) -> None:
    record = OrderChange(OPEN, "cancelled", reason="Sold out", tracking_number="T1")

    ack = stacknex.push(record, idempotency_key=HINT)

    (seen,) = cloud.seen("PATCH", f"/orders/{OPEN}")
    assert seen.json == {"status": "cancelled"}
    assert ack.order is not None
    assert (ack.id, ack.order.status) == (OPEN, "cancelled")
    assert cloud.tables["orders"][OPEN]["status"] == "cancelled"


def test_an_order_is_not_placed_for_later(stacknex: StackNex, cloud: StackNexServer) -> None:
    with pytest.raises(LookupError):
        stacknex.push(OrderPush(REFERENCE, sale().items, "cust_1"), idempotency_key=HINT)

    assert cloud.seen() == []
