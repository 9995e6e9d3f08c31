"""Salloq: what is sent, to the byte, and what its answers mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal

import pytest

from app.connectors.salloq import Salloq
from app.sync.contract import (
    Ack,
    Capability,
    CategoryPush,
    CustomerPush,
    InvoiceItem,
    OrderChange,
    OrderPush,
    ProductPush,
    ProductRemoval,
    Push,
    StockPush,
)
from app.sync.problem import OutcomeUnknown, Rejected
from tests.connectors.contract_suite import HINT, REFERENCE, raised, records
from tests.connectors.salloq_shop import ADDRESS, ORDER, connect, order, sale, shop
from tests.fakes import fault
from tests.fakes.salloq import SalloqServer


@pytest.fixture
def server() -> Iterator[SalloqServer]:
    """The shop; nothing beyond the document is sent to it, and its books agree in the end."""
    with shop() as made:
        yield made
    assert made.complaints == []
    assert made.shop.differences() == {}


@pytest.fixture
def salloq(server: SalloqServer) -> Iterator[Salloq]:
    """The connector."""
    with closing(connect(server)) as connector:
        yield connector


@pytest.mark.parametrize(
    "record", [CustomerPush("Sara Ali"), ProductRemoval("163"), CategoryPush("Soaps")]
)
def test_what_the_document_has_no_call_for_is_not_sent(
    salloq: Salloq, server: SalloqServer, record: Push
) -> None:
    with pytest.raises(LookupError):
        salloq.push(record, idempotency_key=HINT)
    assert server.seen() == []


# Stock


def test_stock_is_set_as_the_document_says(salloq: Salloq, server: SalloqServer) -> None:
    ack = salloq.push(StockPush("163", "main", Decimal("75.000"), "Restock"), idempotency_key=HINT)

    assert ack == Ack("163", quantity=Decimal(75))
    (seen,) = server.seen("PATCH", "/products/163")
    assert seen.body == b'{"stock_qty":75}'
    assert server.shop.products[163].stock == 75


def test_a_part_of_a_piece_is_refused_before_it_is_sent(
    salloq: Salloq, server: SalloqServer
) -> None:
    record = StockPush("163", "main", Decimal("7.5"), "Restock")

    problem = raised(lambda: salloq.push(record, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.code, problem.message) == ("not_whole", "Salloq counts whole pieces only.")
    assert server.seen() == []


# Products


def test_a_new_product_is_sent_as_the_document_says(salloq: Salloq, server: SalloqServer) -> None:
    fields: dict[str, str | Decimal | None] = {
        "name": "New Product",
        "name_ar": "جديد",
        "price": Decimal("99.99"),
        "cost": Decimal("1.00"),
        "barcode": "8901234567890",
        "tax_rate": Decimal(15),
        "stock": Decimal(100),
    }

    ack = salloq.push(ProductPush(fields), idempotency_key=HINT)

    assert ack == Ack("165")
    (seen,) = server.seen("POST", "/products")
    slug = seen.json["slug"]
    assert slug.startswith("new-product-")
    assert seen.body == (
        b'{"name":"New Product","slug":"' + slug.encode() + b'","price":99.99,'
        b'"stock_qty":100,"subscription_enabled":false}'
    )


def test_products_of_one_name_have_slugs_of_their_own(salloq: Salloq, server: SalloqServer) -> None:
    for name, hint in [
        ("Iris Élysée!", "a"),
        ("Iris Élysée!", "b"),
        ("عطر", "c"),
        ("x" * 500, "d"),
    ]:
        product = ProductPush({"name": name, "price": Decimal(1)})
        salloq.push(product, idempotency_key=hint)

    slugs = [seen.json["slug"] for seen in server.seen("POST")]
    assert len(set(slugs)) == 4
    assert [slug.rpartition("-")[0] for slug in slugs[:3]] == ["iris-elysee"] * 2 + ["product"]
    assert all(slug.isascii() and len(slug) < 90 for slug in slugs)
    assert [seen.json["stock_qty"] for seen in server.seen("POST")] == [0] * 4


def test_only_what_changed_of_a_product_is_sent(salloq: Salloq, server: SalloqServer) -> None:
    fields: dict[str, str | Decimal | None] = {
        "price": Decimal("109.99"),
        "name": "Iris",
        "barcode": "1",
        "stock": Decimal(9),
    }

    ack = salloq.push(ProductPush(fields, id="163"), idempotency_key=HINT)

    assert ack == Ack("163")
    (seen,) = server.seen("PATCH", "/products/163")
    assert seen.json == {"name": "Iris", "price": Decimal("109.99")}
    assert server.shop.products[163].price == Decimal("109.99")
    assert server.shop.products[163].stock == 25


def test_a_change_that_salloq_does_not_keep_is_not_sent(
    salloq: Salloq, server: SalloqServer
) -> None:
    change = ProductPush({"barcode": "1", "name_ar": "عطر"}, id="163")

    assert salloq.push(change, idempotency_key=HINT) == Ack("163")
    assert server.seen() == []


def test_an_answer_may_be_shorter_than_the_envelope(salloq: Salloq, server: SalloqServer) -> None:
    server.knobs.shows_written = False
    new = ProductPush({"name": "Tea", "price": Decimal(2)})
    level = StockPush("163", "main", Decimal(5), "Restock")

    assert salloq.push(new, idempotency_key=HINT) == Ack("165")
    assert salloq.push(level, idempotency_key=HINT) == Ack("163")


@pytest.mark.parametrize("answer", [{"success": True}, {"success": True, "data": {"id": None}}])
def test_a_new_product_without_an_id_may_be_there(
    salloq: Salloq, server: SalloqServer, answer: object
) -> None:
    server.fail(fault.shape(answer), rate=1)

    new = ProductPush({"name": "Tea", "price": Decimal(2)})
    problem = raised(lambda: salloq.push(new, idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "no_id")


@pytest.mark.parametrize("what", [Capability.UPDATE_PRODUCT, Capability.SET_STOCK])
def test_a_change_without_a_clear_yes_may_be_there(
    salloq: Salloq, server: SalloqServer, what: Capability
) -> None:
    server.fail(fault.lacking("success"), rate=1)
    record = records("163", "main", "2186")[what]

    problem = raised(lambda: salloq.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "bad_answer")


@pytest.mark.parametrize(
    ("record", "status", "words"),
    [
        (ProductPush({"price": Decimal(1)}, id="9"), 404, "Product 9 not found"),
        (ProductPush({"name": None, "price": Decimal(1)}), 422, "name is required"),
        (OrderChange("307", "eaten"), 404, "Order 307 not found"),
    ],
)
def test_the_documents_errors_are_told_in_its_words(
    salloq: Salloq, record: Push, status: int, words: str
) -> None:
    problem = raised(lambda: salloq.push(record, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.status, problem.message) == (status, words)


# Sales


def test_a_sale_is_sent_as_the_document_says(salloq: Salloq, server: SalloqServer) -> None:
    ack = salloq.push(sale(), idempotency_key=HINT)

    assert (ack.id, ack.total) == ("307", Decimal("332.66"))
    assert ack.order is not None
    assert (ack.order.status, ack.order.customer_id) == ("pending", "2186")
    assert (ack.order.tax, ack.order.shipping) == (Decimal("25.16"), Decimal("8.00"))
    assert [line.quantity for line in ack.order.lines] == [2, 1]
    (seen,) = server.seen("POST", "/orders")
    assert seen.body == (
        b'{"customer_id":2186,"items":[{"product_id":163,"qty":2},{"product_id":164,"qty":1}]}'
    )
    assert server.shop.products[163].stock == 23


@pytest.mark.parametrize(
    ("quantity", "customer_id", "code", "message"),
    [
        ("0.5", "2186", "not_whole", "Salloq counts whole pieces only."),
        ("-1", "2186", "not_sold", "Salloq takes no returns: a quantity is one or more."),
        ("0", "2186", "not_sold", "Salloq takes no returns: a quantity is one or more."),
        (
            "1",
            None,
            "no_customer",
            "Salloq takes orders of customers only. Choose a customer.",
        ),
    ],
)
def test_what_can_be_no_order_is_refused_before_it_is_sent(
    salloq: Salloq,
    server: SalloqServer,
    quantity: str,
    customer_id: str | None,
    code: str,
    message: str,
) -> None:
    record = sale(quantity, customer_id=customer_id)

    problem = raised(lambda: salloq.push(record, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.code, problem.message, problem.status) == (code, message, 422)
    assert server.seen() == []


def test_a_refusal_for_lack_of_stock_is_a_clear_answer(
    salloq: Salloq, server: SalloqServer
) -> None:
    problem = raised(lambda: salloq.push(sale("26"), idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert problem.message == "Insufficient stock for product 163"
    assert server.shop.count() == 0


def test_an_order_is_placed_with_its_address_and_code(salloq: Salloq, server: SalloqServer) -> None:
    record = OrderPush(
        reference=REFERENCE,
        items=(InvoiceItem("163", Decimal(2), Decimal("145.00")),),
        customer_id="2186",
        notes="ring twice",
        promo_code="SAVE10",
        address={
            "street": "123 Main St",
            "city": "San Francisco",
            "state": "CA",
            "zip": "94102",
            "country": "US",
        },
    )

    ack = salloq.push(record, idempotency_key=HINT)

    assert (ack.id, ack.total) == ("307", Decimal("290") - 29 + Decimal("21.92") + 8)
    (seen,) = server.seen("POST", "/orders")
    assert seen.json == {
        "customer_id": 2186,
        "items": [{"product_id": 163, "qty": 2}],
        **ADDRESS,
        "shipping_country": "US",
        "promo_code": "SAVE10",
    }


def test_an_order_to_take_away_has_no_address(salloq: Salloq, server: SalloqServer) -> None:
    items = (InvoiceItem("163", Decimal(1), Decimal("145.00")),)

    salloq.push(OrderPush(REFERENCE, items, "2186"), idempotency_key=HINT)

    assert server.seen()[0].json.keys() == {"customer_id", "items"}


def test_a_wrong_code_is_told(salloq: Salloq) -> None:
    items = (InvoiceItem("163", Decimal(1), Decimal("145.00")),)
    record = OrderPush(REFERENCE, items, "2186", promo_code="SAVE99")

    problem = raised(lambda: salloq.push(record, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert problem.message == "Invalid promo code"


@pytest.mark.parametrize(
    "answer",
    [
        {"success": True},
        {"success": True, "data": {}},
        {"success": True, "data": {"id": None}},
        {"data": {"data": {"data": {"data": {"data": {}}}}}},
    ],
)
def test_a_sale_without_an_id_may_be_there(
    salloq: Salloq, server: SalloqServer, answer: object
) -> None:
    server.fail(fault.shape(answer), rate=1)

    problem = raised(lambda: salloq.push(sale(), idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "no_id")


@pytest.mark.parametrize(
    ("answer", "ack"),
    [
        ({"success": True, "data": {"id": 307}}, Ack("307")),
        ({"id": "ord_9", "total": "9.50"}, Ack("ord_9", total=Decimal("9.50"))),
        ({"data": {"order_id": 9, "total": 1}}, Ack("9", total=Decimal(1))),
    ],
)
def test_an_id_is_all_that_a_sale_needs(
    salloq: Salloq, server: SalloqServer, answer: object, ack: Ack
) -> None:
    server.fail(fault.shape(answer), rate=1)

    assert salloq.push(sale(), idempotency_key=HINT) == ack


# Status


def test_an_order_goes_on_with_its_tracking_number(salloq: Salloq, server: SalloqServer) -> None:
    order(server)
    change = OrderChange("307", "shipped", tracking_number="1Z999AA1234567890")

    ack = salloq.push(change, idempotency_key=HINT)

    assert ack == Ack("307", order=ORDER)
    (seen,) = server.seen("PATCH", "/orders/307/status")
    assert seen.body == b'{"status":"shipped","tracking_number":"1Z999AA1234567890"}'


def test_no_reason_is_sent_as_there_is_no_field_for_it(
    salloq: Salloq, server: SalloqServer
) -> None:
    server.knobs.shows_written = False
    order(server)

    ack = salloq.push(OrderChange("307", "cancelled", "sold out"), idempotency_key=HINT)

    assert ack == Ack("307")
    assert server.seen()[0].body == b'{"status":"cancelled"}'
    assert server.shop.orders[307].status == "cancelled"


def test_a_status_that_is_none_is_refused(salloq: Salloq, server: SalloqServer) -> None:
    order(server)

    problem = raised(lambda: salloq.push(OrderChange("307", "eaten"), idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert problem.message == "There is no such status"


def test_a_status_without_a_clear_yes_may_be_there(salloq: Salloq, server: SalloqServer) -> None:
    order(server)
    server.fail(fault.lacking("success"), rate=1)

    problem = raised(lambda: salloq.push(OrderChange("307", "shipped"), idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "bad_answer")
