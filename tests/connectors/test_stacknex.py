"""StackNex: the contract, its health, and what its lists may hold."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.connectors.stacknex import StackNex
from app.sync.contract import (
    Answer,
    Capability,
    OrderChange,
    RemoteCategory,
    RemoteCustomer,
    RemoteProduct,
)
from app.sync.problem import Transient
from tests.connectors.contract_suite import (
    LONG_AGO,
    WRITES,
    ContractSuite,
    Harness,
    raised,
    records,
)
from tests.connectors.stacknex_shop import (
    CAKE,
    COFFEE,
    NOW,
    OPEN,
    SARA,
    SHOP,
    all_of,
    connect,
)
from tests.connectors.trouble import BROKEN
from tests.fakes import fault
from tests.fakes.stacknex import KEY, LIVE_KEY, StackNexServer

# A change of stock reads the rows first, and a 405 refuses: both have tests of their own.
AS_ALL = [what for what in WRITES if what is not Capability.SET_STOCK]
LOSING = [case for case in BROKEN if case != "405"]


class TestContract(ContractSuite):
    @pytest.fixture
    def harness(self, cloud: StackNexServer) -> Harness:
        cloud.knobs.deleted = 200
        own = {Capability.UPDATE_ORDER: OrderChange(OPEN, "completed")}
        return Harness(
            cloud,
            KEY,
            StackNex,
            {**records(COFFEE, SHOP, SARA), **own},
            product_id=COFFEE,
            order_id=OPEN,
            names_business=False,
            silent=frozenset({Capability.DELETE_PRODUCT}),
        )

    @pytest.mark.parametrize("what", AS_ALL)
    def test_a_record_is_sent_once_over_a_connection_of_its_own(
        self, harness: Harness, what: Capability
    ) -> None:
        super().test_a_record_is_sent_once_over_a_connection_of_its_own(harness, what)

    @pytest.mark.parametrize("what", AS_ALL)
    @pytest.mark.parametrize("case", LOSING)
    def test_a_write_without_a_good_answer_may_have_happened(
        self, harness: Harness, case: str, what: Capability
    ) -> None:
        super().test_a_write_without_a_good_answer_may_have_happened(harness, case, what)


# What it can do


def test_what_the_document_shows_is_sure_and_the_rest_is_proven_first(stacknex: StackNex) -> None:
    findings = stacknex.capabilities()

    said = {answer: {w for w, f in findings.items() if f.answer is answer} for answer in Answer}
    assert said[Answer.NO] == {
        Capability.LOOKUP_BY_REF,
        Capability.CONDITIONAL_STOCK,
        Capability.SERVER_PRICES,
        Capability.NEEDS_CUSTOMER,
        Capability.CREATE_ORDER,
        Capability.MEMBERSHIP,
        Capability.OPENING_STOCK,
    }
    lost = {
        Capability.CREATE_PRODUCT,
        Capability.UPDATE_PRODUCT,
        Capability.DELETE_PRODUCT,
        Capability.SET_STOCK,
        Capability.CREATE_CUSTOMER,
        Capability.UPDATE_CUSTOMER,
        Capability.CREATE_CATEGORY,
        Capability.UPDATE_ORDER,
    }
    assert said[Answer.UNKNOWN] == lost | {
        Capability.DEDUCTS_STOCK,
        Capability.IDEMPOTENCY_KEY,
        Capability.DECIMAL_STOCK,
    }
    evidence = "the document lost its methods; proven in the sandbox first"
    assert {findings[what].evidence for what in lost} == {evidence}
    assert findings[Capability.PULL_ORDERS].evidence == "a read is harmless"
    assert findings[Capability.NEEDS_LOCATION].answer is Answer.YES
    assert stacknex.kind == "stacknex"


@pytest.mark.parametrize(
    ("key", "answer", "evidence"),
    [
        (KEY, Answer.YES, "the key begins with nxp_test_"),
        (LIVE_KEY, Answer.NO, "the key does not begin with nxp_test_"),
    ],
)
def test_a_key_tells_the_sandbox_from_the_real_books(
    cloud: StackNexServer, key: str, answer: Answer, evidence: str
) -> None:
    with closing(connect(cloud, key)) as connector:
        finding = connector.capabilities()[Capability.SANDBOX]

    assert (finding.answer, finding.evidence) == (answer, evidence)


# Health


def test_health_is_one_cheap_request_of_the_document(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    health = stacknex.check()

    assert (health.business, health.server_time) == ("", NOW)
    (seen,) = cloud.seen()
    assert (seen.method, seen.path, seen.query) == ("GET", "/products", {"limit": "1"})
    assert seen.key == f"Bearer {KEY}"


def test_whose_books_these_are_is_told_where_the_answer_says_so(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.organization = "org_abc123"

    assert stacknex.check().business == "org_abc123"


@pytest.mark.parametrize("value", [{"success": True}, {"data": {}}, {"data": "none"}, {"data": 7}])
def test_health_without_a_list_is_of_the_wrong_shape(
    stacknex: StackNex, cloud: StackNexServer, value: object
) -> None:
    cloud.fail(fault.shape(value), rate=1)

    assert raised(stacknex.check).code == "wrong_shape"


def test_a_key_without_the_scope_needs_a_manager(stacknex: StackNex, cloud: StackNexServer) -> None:
    cloud.knobs.scopes = {"products:read"}
    stacknex.check()

    assert raised(lambda: all_of(stacknex.orders(LONG_AGO))).code == "forbidden"


@pytest.mark.parametrize("reset", [fault.epoch(40), "2024-01-15T10:30:40Z"])
def test_a_spent_limit_tells_when_it_is_reset(
    stacknex: StackNex, cloud: StackNexServer, reset: Any
) -> None:
    cloud.fail(fault.too_many(reset, header="X-RateLimit-Reset"), rate=1)

    problem = raised(lambda: all_of(stacknex.products()))

    assert isinstance(problem, Transient)
    assert (problem.code, problem.retry_after) == ("throttled", 40)


# Products and categories


def test_products_come_with_all_that_they_may_say(stacknex: StackNex) -> None:
    assert list(stacknex.products()) == [
        [
            RemoteProduct(
                id=COFFEE,
                name="Coffee",
                name_ar="قهوة",
                price=Decimal("4.99"),
                cost=Decimal("1.20"),
                barcode="8901234567890",
                category="cat_1",
                tax_rate=Decimal(15),
                sku="C-1",
            ),
            RemoteProduct(id=CAKE, name="Cake", price=Decimal("12.00")),
        ]
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"nameAr": None, "name_ar": "بن"}, {"name_ar": "بن"}),
        ({"price": None, "unitPrice": "4.50"}, {"price": Decimal("4.50")}),
        ({"price": "a lot"}, {"price": None}),
        ({"categoryId": None, "category": {"id": "cat_9", "name": "x"}}, {"category": "cat_9"}),
        ({"categoryId": None, "category": "Drinks"}, {"category": "Drinks"}),
        ({"categoryId": ["x"]}, {"category": None}),
        ({"taxRate": None}, {"tax_rate": None}),
        ({"sku": None, "barcode": ""}, {"sku": None, "barcode": None}),
        ({"name": 7}, {"name": "7"}),
        ({"isActive": None, "new": {"a": 1}}, {}),
        ({"isActive": "no"}, {}),
        ({"id": 7}, {"id": "7"}),
    ],
)
def test_a_products_fields_are_taken_where_they_can_be(
    stacknex: StackNex, cloud: StackNexServer, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    usual = next(stacknex.products())[0]
    cloud.fail(fault.rows(lambda rows: [rows[0] | fields, *rows[1:]]), times=1)

    assert next(stacknex.products())[0] == replace(usual, **expected)


@pytest.mark.parametrize("fields", [{"isActive": False}, {"isActive": None, "active": False}])
def test_products_that_are_no_longer_sold_are_left_out(
    stacknex: StackNex, cloud: StackNexServer, fields: dict[str, object]
) -> None:
    cloud.fail(fault.rows(lambda rows: [row | fields for row in rows]), rate=1)
    cloud.knobs.tells = "total"

    assert list(stacknex.products()) == []


def test_a_product_that_nothing_names_is_left_out(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.fail(fault.rows(lambda rows: [*rows[:1], {"name": "x"}, 7, *rows[1:]]), times=1)

    assert [product.id for product in all_of(stacknex.products())] == [COFFEE, CAKE]


def test_one_product_is_read_by_its_id(stacknex: StackNex, cloud: StackNexServer) -> None:
    (listed,) = list(stacknex.products())

    assert stacknex.product(COFFEE) == listed[:1]
    assert [(seen.method, seen.path) for seen in cloud.seen()[-1:]] == [
        ("GET", f"/products/{COFFEE}")
    ]


@pytest.mark.parametrize("lacking", [404, 405])
def test_without_the_call_a_product_is_none(
    stacknex: StackNex, cloud: StackNexServer, lacking: int
) -> None:
    cloud.knobs.lacks, cloud.knobs.lacking = {"products/"}, lacking

    assert stacknex.product(COFFEE) == []


def test_a_product_that_is_no_longer_sold_is_none(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.tables["products"][COFFEE]["isActive"] = False

    assert stacknex.product(COFFEE) == []


def test_a_product_without_an_id_is_of_the_wrong_shape(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.fail(fault.shape({"data": {"name": "Coffee"}}), rate=1)

    assert raised(lambda: stacknex.product(COFFEE)).code == "wrong_shape"


def test_categories_are_listed(stacknex: StackNex) -> None:
    assert list(stacknex.categories()) == [[RemoteCategory("cat_1", "Drinks")]]


# Customers


def test_customers_are_listed(stacknex: StackNex) -> None:
    assert all_of(stacknex.customers()) == [
        RemoteCustomer(SARA, "Sara Ali", "+966 50 987 6543", "sara@example.com"),
        RemoteCustomer("cust_2", "محمد"),
    ]


@pytest.mark.parametrize("search", ["sara", "6543", "٦٥٤٣", "+966509876543", "Example.com"])
def test_a_search_for_customers_is_ours(
    stacknex: StackNex, cloud: StackNexServer, search: str
) -> None:
    assert [each.id for each in all_of(stacknex.customers(search))] == [SARA]
    assert cloud.seen()[0].query.keys() == {"page", "limit"}
    assert all_of(stacknex.customers("nobody")) == []


def test_a_customers_name_may_come_in_two_parts(stacknex: StackNex, cloud: StackNexServer) -> None:
    rows = [{"id": 3, "firstName": "Ahmed", "lastName": "Ali", "phone": 5}]
    cloud.fail(fault.shape({"data": rows}), times=1)

    assert all_of(stacknex.customers()) == [RemoteCustomer("3", "Ahmed Ali", "5")]
