"""StackNex: products, customers and categories, made and changed by whatever method it takes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.connectors.stacknex import StackNex
from app.sync.contract import (
    Ack,
    CategoryPush,
    CustomerChange,
    CustomerPush,
    OrderChange,
    ProductPush,
    ProductRemoval,
    Push,
    StockPush,
)
from app.sync.problem import OutcomeUnknown, Rejected, Transient, Unserved
from tests.connectors.contract_suite import HINT, raised
from tests.connectors.stacknex_shop import COFFEE, OPEN, SARA, SHOP
from tests.fakes import fault
from tests.fakes.stacknex import StackNexServer

DEARER = ProductPush({"price": Decimal("5.00")}, id=COFFEE)
CHANGES: dict[str, Push] = {
    "products": DEARER,
    "customers": CustomerChange(SARA, {"phone": "+966500000000"}),
    "orders": OrderChange(OPEN, "completed"),
    "inventory": StockPush(COFFEE, SHOP, Decimal(150), "Restock"),
}
IDS = {"products": COFFEE, "customers": SARA, "orders": OPEN, "inventory": "inv_1"}


# Making


def test_a_new_product_is_sent_with_what_it_has(stacknex: StackNex, cloud: StackNexServer) -> None:
    fields: dict[str, str | Decimal | None] = {
        "name": "Latte",
        "name_ar": "لاتيه",
        "price": Decimal("4.50"),
        "sku": "L-1",
        "barcode": "6291041500213",
        "cost": None,
        "category": "cat_1",
        "tax_rate": Decimal("15.00"),
        "stock": Decimal(200),
    }

    ack = stacknex.push(ProductPush(fields), idempotency_key=HINT)

    assert ack == Ack("prod_000000000003")
    (seen,) = cloud.seen("POST", "/products")
    assert seen.body == (
        b'{"name":"Latte","price":4.50,"sku":"L-1","barcode":"6291041500213",'
        b'"categoryId":"cat_1","taxRate":15}'
    )


def test_a_new_customer_is_sent_with_what_is_known(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    record = CustomerPush("Noura", email="n@example.com", address="x", credit_limit=Decimal(5))

    assert stacknex.push(record, idempotency_key=HINT) == Ack("cust_000000000003")
    assert cloud.seen("POST", "/customers")[0].json == {"name": "Noura", "email": "n@example.com"}


def test_a_new_category_is_its_name(stacknex: StackNex, cloud: StackNexServer) -> None:
    assert stacknex.push(CategoryPush("Food"), idempotency_key=HINT) == Ack("cat_000000000002")
    assert cloud.seen("POST", "/categories")[0].json == {"name": "Food"}


# Changing


def test_only_the_changed_fields_of_a_product_are_sent(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    fields = {"price": Decimal("5.00"), "barcode": None, "stock": Decimal(9), "name_ar": "بن"}

    ack = stacknex.push(ProductPush(fields, id=COFFEE), idempotency_key=HINT)

    assert ack == Ack(COFFEE)
    assert cloud.seen("PATCH", f"/products/{COFFEE}")[0].body == b'{"price":5.00,"barcode":null}'
    assert cloud.tables["products"][COFFEE]["price"] == Decimal("5.00")
    assert cloud.tables["products"][COFFEE]["stock"] == 12


def test_a_change_of_nothing_that_is_kept_there_is_not_sent(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    assert stacknex.push(ProductPush({"name_ar": "بن"}, COFFEE), idempotency_key=HINT).id == COFFEE
    assert cloud.seen() == []


@pytest.mark.parametrize("collection", CHANGES)
@pytest.mark.parametrize("says_why", [True, False])
def test_a_server_without_patch_gets_the_whole_object(
    stacknex: StackNex, cloud: StackNexServer, collection: str, says_why: bool
) -> None:
    cloud.knobs.change, cloud.knobs.says_why = "PUT", says_why
    item_id = IDS[collection]
    before = dict(cloud.tables[collection][item_id])

    stacknex.push(CHANGES[collection], idempotency_key=HINT)

    path = f"/{collection}/{item_id}"
    assert [seen.method for seen in cloud.seen(path=path)] == ["PATCH", "GET", "PUT"]
    (put,) = cloud.seen("PUT")
    (deed,) = cloud.deeds
    assert (deed.what, deed.collection, deed.id) == ("change", collection, item_id)
    assert before.keys() <= put.json.keys()
    changed = {"price", "phone", "status", "quantity"}
    assert {name: put.json[name] for name in before.keys() - changed} == {
        name: value for name, value in before.items() if name not in changed
    }


def test_the_method_that_works_is_remembered_for_each_collection(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.change = "PUT"
    stacknex.push(DEARER, idempotency_key=HINT)
    asked = len(cloud.seen())

    stacknex.push(DEARER, idempotency_key=HINT)
    stacknex.push(CHANGES["customers"], idempotency_key=HINT)

    methods = [(seen.method, seen.path) for seen in cloud.seen()[asked:]]
    assert methods == [
        ("GET", f"/products/{COFFEE}"),
        ("PUT", f"/products/{COFFEE}"),
        ("PATCH", f"/customers/{SARA}"),
        ("GET", f"/customers/{SARA}"),
        ("PUT", f"/customers/{SARA}"),
    ]


def test_numbers_of_the_whole_object_stay_as_they_were(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.change = "PUT"

    stacknex.push(DEARER, idempotency_key=HINT)

    body = cloud.seen("PUT")[0].body
    assert b'"price":5.00,"cost":1.20' in body
    assert b'"taxRate":15' in body


@pytest.mark.parametrize("collection", CHANGES)
def test_a_server_that_takes_no_change_at_all_refuses_it(
    stacknex: StackNex, cloud: StackNexServer, collection: str
) -> None:
    cloud.knobs.change = "POST"

    problem = raised(lambda: stacknex.push(CHANGES[collection], idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.status, problem.message) == (405, "Method not allowed")
    assert cloud.deeds == []


@pytest.mark.parametrize(("lacking", "said"), [(404, "status 404"), (405, "status 405")])
def test_what_can_not_be_read_is_not_replaced(
    stacknex: StackNex, cloud: StackNexServer, lacking: int, said: str
) -> None:
    cloud.knobs.change, cloud.knobs.lacking = "PUT", lacking
    cloud.knobs.lacks = {"GET products/"}

    problem = raised(lambda: stacknex.push(DEARER, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.status, said in problem.message) == (lacking, True)
    assert cloud.seen("PUT") == []


def test_a_change_of_stock_says_enough_itself(stacknex: StackNex, cloud: StackNexServer) -> None:
    cloud.knobs.change, cloud.knobs.lacks = "PUT", {"GET inventory/"}

    stacknex.push(CHANGES["inventory"], idempotency_key=HINT)

    (put,) = cloud.seen("PUT")
    assert put.json == {
        "productId": COFFEE,
        "locationId": SHOP,
        "quantity": 150,
        "notes": "Restock",
    }
    assert cloud.level(COFFEE, SHOP) == 150


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (fault.status(500), Transient, "server_error"),
        (fault.shape({"success": True, "data": [1]}), Transient, "wrong_shape"),
        (fault.shape([]), Transient, "wrong_shape"),
        (fault.status(403), Unserved, "forbidden"),
    ],
)
def test_a_whole_that_can_not_be_read_now_leaves_all_as_it_was(
    stacknex: StackNex, cloud: StackNexServer, answer: Any, kind: type, code: str
) -> None:
    cloud.knobs.change = "PUT"
    cloud.fail(answer, method="GET", rate=1)

    problem = raised(lambda: stacknex.push(DEARER, idempotency_key=HINT))

    assert (type(problem), problem.code) == (kind, code)
    assert cloud.deeds == []


def test_a_put_whose_answer_is_lost_may_have_happened(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.change = "PUT"
    cloud.fail(fault.drop(committed=True), method="PUT", rate=1)

    problem = raised(lambda: stacknex.push(DEARER, idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "no_answer")
    assert len(cloud.seen("PUT")) == 1


@pytest.mark.parametrize("envelope", ["data", "named", "bare"])
@pytest.mark.parametrize("collection", CHANGES)
def test_a_change_is_confirmed_in_any_envelope(
    stacknex: StackNex, cloud: StackNexServer, collection: str, envelope: str
) -> None:
    cloud.knobs.envelope = envelope

    assert stacknex.push(CHANGES[collection], idempotency_key=HINT).id


@pytest.mark.parametrize("value", [{}, {"data": {"id": "prod_8"}}, {"message": "Fine"}])
def test_a_change_without_a_clear_yes_may_be_there(
    stacknex: StackNex, cloud: StackNexServer, value: object
) -> None:
    cloud.fail(fault.shape(value), rate=1)

    problem = raised(lambda: stacknex.push(DEARER, idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "bad_answer")


@pytest.mark.parametrize("item_id", ["..", "1/../../orders?x=1#y"])
def test_an_id_can_not_lead_elsewhere(
    stacknex: StackNex, cloud: StackNexServer, item_id: str
) -> None:
    record = ProductPush({"price": Decimal(1)}, id=item_id)

    assert isinstance(raised(lambda: stacknex.push(record, idempotency_key=HINT)), Rejected)
    assert [seen.path for seen in cloud.seen()] == [f"/products/{item_id}"]


# Deleting


@pytest.mark.parametrize("deleted", [200, 204])
@pytest.mark.parametrize("deletes", ["hard", "soft"])
def test_a_product_that_is_removed_is_sold_no_more(
    stacknex: StackNex, cloud: StackNexServer, deletes: str, deleted: int
) -> None:
    cloud.knobs.deletes, cloud.knobs.deleted = deletes, deleted

    assert stacknex.push(ProductRemoval(COFFEE), idempotency_key=HINT).id == COFFEE
    (seen,) = cloud.seen()
    assert (seen.method, seen.path, seen.body) == ("DELETE", f"/products/{COFFEE}", b"")
    assert COFFEE not in {each.id for rows in stacknex.products() for each in rows}


def test_a_product_that_is_not_there_can_not_be_removed(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    problem = raised(lambda: stacknex.push(ProductRemoval("prod_9"), idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.status, problem.message) == (404, "Product prod_9 not found")
    assert cloud.deeds == []
