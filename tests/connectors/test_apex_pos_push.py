"""Apex POS: what is sent, to the byte, and what its answers mean."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.connectors.apex_pos import ApexPos
from app.sync.contract import (
    Ack,
    Capability,
    CustomerPush,
    InvoiceItem,
    ProductPush,
    StockPush,
)
from app.sync.problem import OutcomeUnknown, Rejected
from tests.connectors.apex_shop import invoice
from tests.connectors.contract_suite import (
    HINT,
    REFERENCE,
    raised,
    records,
)
from tests.connectors.trouble import saying
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.server import Fault


def test_an_invoice_is_sent_as_the_document_says(apex: ApexPos, server: ApexServer) -> None:
    ack = apex.push(invoice(), idempotency_key=HINT)

    assert ack == Ack("1084", total=Decimal("19.00"))
    (seen,) = server.seen("POST", "/invoices")
    assert seen.body == (
        b'{"items":[{"product_id":1,"quantity":2,"price":3.50},'
        b'{"product_id":3,"quantity":1,"price":12.00}],'
        b'"payment_method":"card","notes":"' + REFERENCE.encode() + b' at the counter",'
        b'"customer_id":5,"account_id":2}'
    )
    assert server.complaints == []


def test_an_invoice_of_nobody_has_no_customer(apex: ApexPos, server: ApexServer) -> None:
    apex.push(replace(invoice(), customer_id=None, account_id=None), idempotency_key=HINT)

    (seen,) = server.seen("POST")
    assert not seen.json.keys() & {"customer_id", "account_id"}


def test_the_reference_stands_first_in_the_notes(apex: ApexPos, server: ApexServer) -> None:
    apex.push(replace(invoice(), notes="a gift"), idempotency_key=HINT)

    (seen,) = server.seen("POST")
    assert seen.json["notes"] == f"{REFERENCE} a gift"


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        ("2", b"2"),
        ("2.000", b"2"),
        ("1E+2", b"100"),
        ("0.250", b"0.250"),
        ("0.000000001", b"0.000000001"),
    ],
)
def test_numbers_are_sent_exactly(
    apex: ApexPos, server: ApexServer, quantity: str, written: bytes
) -> None:
    items = (InvoiceItem("1", Decimal(quantity), Decimal("3.50")),)

    apex.push(replace(invoice(), items=items), idempotency_key=HINT)

    (seen,) = server.seen("POST")
    assert b'"quantity":' + written + b',"price":3.50}' in seen.body


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("7", 7),
        ("007", "007"),
        ("prod_7", "prod_7"),
        ("٧", "٧"),
        ("9" * 30, "9" * 30),
        ("-7", "-7"),
    ],
)
def test_an_id_is_a_number_only_where_it_was_one(
    apex: ApexPos, server: ApexServer, name: str, written: object
) -> None:
    server.fail(fault.status(422), rate=1)

    raised(lambda: apex.push(replace(invoice(), customer_id=name), idempotency_key=HINT))

    assert server.seen()[0].json["customer_id"] == written


def test_a_new_product_is_sent_with_what_it_has(apex: ApexPos, server: ApexServer) -> None:
    fields = {
        "name": "Latte",
        "name_ar": None,
        "price": Decimal("4.50"),
        "category": "2",
        "tax_rate": Decimal(15),
        "stock": Decimal("200.000"),
    }

    ack = apex.push(ProductPush(fields), idempotency_key=HINT)

    assert ack == Ack("4", message="Product created")
    (seen,) = server.seen("POST", "/products")
    assert seen.body == b'{"name":"Latte","price":4.50,"category_id":2,"tax_rate":15,"stock":200}'
    assert server.complaints == []


def test_only_the_changed_fields_of_a_product_are_sent(apex: ApexPos, server: ApexServer) -> None:
    fields = {"price": Decimal("5.00"), "barcode": None, "stock": Decimal(9)}

    ack = apex.push(ProductPush(fields, id="1"), idempotency_key=HINT)

    assert ack == Ack("1", message="Product updated")
    (seen,) = server.seen("PUT", "/products/1")
    assert seen.body == b'{"price":5.00,"barcode":null}'
    assert server.ledger.products[1].price == Decimal("5.00")


def test_a_new_customer_is_sent_with_what_is_known(apex: ApexPos, server: ApexServer) -> None:
    record = CustomerPush("Sara Ali", phone="+966509876543", credit_limit=Decimal("500.00"))

    ack = apex.push(record, idempotency_key=HINT)

    assert ack == Ack("6", message="Customer created")
    (seen,) = server.seen("POST", "/customers")
    assert seen.body == b'{"name":"Sara Ali","phone":"+966509876543","credit_limit":500.00}'


def test_a_level_is_set_for_a_product_in_a_warehouse(apex: ApexPos, server: ApexServer) -> None:
    ack = apex.push(StockPush("3", "2", Decimal("150.000"), "Restock"), idempotency_key=HINT)

    assert ack == Ack("3", quantity=Decimal(150), message="Stock updated")
    (seen,) = server.seen("PATCH", "/inventory/3")
    assert seen.body == b'{"product_id":3,"warehouse_id":2,"quantity":150,"notes":"Restock"}'
    assert server.ledger.level(3, 2) == 150
    assert server.complaints == []


def test_an_id_can_not_lead_elsewhere(apex: ApexPos, server: ApexServer) -> None:
    record = ProductPush({"price": Decimal(1)}, id="1/../../health?x=1#y")

    raised(lambda: apex.push(record, idempotency_key=HINT))

    (seen,) = server.seen("PUT")
    assert (seen.path, seen.query) == ("/products/1/../../health?x=1#y", {})


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (fault.lacking("invoice_id"), "no_id"),
        (fault.having(invoice_id=None), "no_id"),
        (fault.having(invoice_id=""), "no_id"),
        (fault.having(invoice_id={"id": 1}), "no_id"),
        (fault.shape({}), "no_id"),
        (fault.shape([]), "bad_answer"),
        (fault.unexplained(), "no_reason"),
        (fault.having(success=False), "no_reason"),
    ],
)
def test_an_invoice_without_a_clear_yes_may_be_there(
    apex: ApexPos, server: ApexServer, answer: Fault, code: str
) -> None:
    server.fail(answer, rate=1)

    problem = raised(lambda: apex.push(invoice(), idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, code)


@pytest.mark.parametrize(
    "record",
    [ProductPush({"price": Decimal(1)}, id="1"), records("1", "1", "5")[Capability.SET_STOCK]],
)
def test_a_change_without_a_clear_yes_may_be_there(
    apex: ApexPos, server: ApexServer, record: Any
) -> None:
    server.fail(fault.lacking("success"), rate=1)

    problem = raised(lambda: apex.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "bad_answer")


@pytest.mark.parametrize(
    "body",
    [
        {"success": False, "message": "Closed day"},
        {"success": False, "error": "Closed day"},
        {"success": False, "error": {"message": "Closed day", "code": "DAY"}},
        {"success": False, "errors": {"message": ["Closed day", "and more"]}},
        {"success": False, "detail": [{"loc": ["body"], "msg": "Closed day"}]},
    ],
)
def test_a_no_with_a_reason_is_a_refusal_whatever_the_status(
    apex: ApexPos, server: ApexServer, body: object
) -> None:
    server.fail(fault.shape(body), rate=1)

    problem = raised(lambda: apex.push(invoice(), idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.status, problem.message) == (200, "Closed day")


def test_a_refusal_that_calls_itself_a_success_may_be_there(
    apex: ApexPos, server: ApexServer
) -> None:
    server.fail(saying(422, b'{"success": true, "message": "Created"}'), rate=1)

    problem = raised(lambda: apex.push(invoice(), idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "bad_answer")


def test_a_total_in_quotes_is_a_total(apex: ApexPos, server: ApexServer) -> None:
    server.fail(fault.having(total="19.00", invoice_id="INV-9"), rate=1)

    assert apex.push(invoice(), idempotency_key=HINT) == Ack("INV-9", total=Decimal("19.00"))


@pytest.mark.parametrize("created", [200, 201, 202])
def test_any_success_with_an_id_is_one(apex: ApexPos, server: ApexServer, created: int) -> None:
    server.knobs.created = created

    assert apex.push(invoice(), idempotency_key=HINT).id == "1084"
