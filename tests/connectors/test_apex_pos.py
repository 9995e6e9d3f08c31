"""Apex POS: the contract, its health, and what its lists may hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from app.connectors.apex_pos import ApexPos
from app.sync.contract import (
    Answer,
    Capability,
    RemoteCustomer,
    RemoteLevel,
    RemoteProduct,
)
from app.sync.problem import Transient
from tests.connectors.apex_shop import NOW
from tests.connectors.contract_suite import (
    ContractSuite,
    Harness,
    raised,
    records,
)
from tests.fakes import fault
from tests.fakes.apex import KEY, ApexServer


class TestContract(ContractSuite):
    @pytest.fixture
    def harness(self, server: ApexServer) -> Harness:
        return Harness(server, KEY, ApexPos, records("1", "1", "5"))


def test_the_document_names_what_it_names(apex: ApexPos) -> None:
    findings = apex.capabilities()

    said = {answer: {w for w, f in findings.items() if f.answer is answer} for answer in Answer}
    assert said[Answer.NO] == {
        Capability.FIND_PRODUCT,
        Capability.UPDATE_CUSTOMER,
        Capability.DECIMAL_STOCK,
        Capability.CONDITIONAL_STOCK,
        Capability.DELETE_PRODUCT,
        Capability.PULL_CATEGORIES,
        Capability.CREATE_CATEGORY,
        Capability.SERVER_PRICES,
        Capability.NEEDS_CUSTOMER,
        Capability.NEEDS_LOCATION,
        Capability.PULL_ORDERS,
        Capability.CREATE_ORDER,
        Capability.UPDATE_ORDER,
        Capability.MEMBERSHIP,
    }
    assert said[Answer.UNKNOWN] == {
        Capability.SET_STOCK,
        Capability.LOOKUP_BY_REF,
        Capability.DEDUCTS_STOCK,
        Capability.IDEMPOTENCY_KEY,
        Capability.SANDBOX,
    }
    assert apex.kind == "apex_pos"
    assert findings[Capability.UPDATE_CUSTOMER].evidence == "the document names no call for it"


def test_one_product_alone_is_not_asked_for(apex: ApexPos, server: ApexServer) -> None:
    assert apex.product("1") == []
    assert server.seen() == []


# Health


def test_health_of_the_document_claims_nothing(apex: ApexPos) -> None:
    health = apex.check()

    assert (health.business, health.server_time) == ("My Store", NOW)
    assert (health.capabilities, health.currency) == (frozenset(), "")


def test_health_of_our_hub_tells_what_it_can(apex: ApexPos, server: ApexServer) -> None:
    claims = ["idempotency_key", "lookup_by_reference", "deducts_stock", "flies"]
    server.knobs.health = {"server": "sanduq-hub", "capabilities": claims, "currency": "SAR"}

    health = apex.check()

    assert health.capabilities == {
        Capability.IDEMPOTENCY_KEY,
        Capability.LOOKUP_BY_REF,
        Capability.DEDUCTS_STOCK,
    }
    assert health.currency == "SAR"


@pytest.mark.parametrize("health", [{"server": "other"}, {"capabilities": "all"}])
def test_nobody_else_is_believed_more_than_the_document(
    apex: ApexPos, server: ApexServer, health: dict[str, object]
) -> None:
    server.knobs.health = {"server": "sanduq-hub", "capabilities": ["deducts_stock"]} | health

    assert apex.check().capabilities == frozenset()


@pytest.mark.parametrize(
    ("timestamp", "time"),
    [
        ("2026-04-24T13:32:00+03:00", NOW),
        ("2026-04-24T10:32:00", NOW),
        ("2026-04-24T10:32:00.000Z", NOW),
        (None, NOW),
        ("yesterday", NOW),
        (1777026720, NOW),
        ("0001-01-01T00:00:00+14:00", NOW),
    ],
)
def test_the_servers_clock_is_its_timestamp_or_else_the_date_of_its_answer(
    apex: ApexPos, server: ApexServer, timestamp: object, time: datetime
) -> None:
    server.knobs.health = {"timestamp": timestamp}

    assert apex.check().server_time == time


@pytest.mark.parametrize(
    ("health", "code"),
    [
        ({"status": "down for repair"}, "not_ready"),
        ({"status": None}, "wrong_shape"),
        ({"status": True}, "wrong_shape"),
        ({"business": None}, "wrong_shape"),
        ({"business": " "}, "wrong_shape"),
        ({"business": ["My Store"]}, "wrong_shape"),
        ({"success": False, "message": "No such tenant"}, "refused"),
        ({"success": False}, "refused"),
    ],
)
def test_health_that_is_not_ok_is_told(
    apex: ApexPos, server: ApexServer, health: dict[str, object], code: str
) -> None:
    server.knobs.health = health

    problem = raised(apex.check)

    assert (type(problem), problem.code) == (Transient, code)


# Products


def test_products_come_as_the_document_shows_them(apex: ApexPos) -> None:
    assert list(apex.products()) == [
        [
            RemoteProduct(
                id="1",
                name="Espresso",
                name_ar="إسبريسو",
                price=Decimal("3.50"),
                cost=Decimal("1.20"),
                barcode="8901234567890",
                category="2",
                tax_rate=Decimal(15),
            ),
            RemoteProduct(id="3", name="Cake", price=Decimal("12.00")),
        ]
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"price": "3.50"}, {"price": Decimal("3.50")}),
        ({"price": " 3 "}, {"price": Decimal(3)}),
        ({"price": Decimal("3.456789")}, {"price": Decimal("3.456789")}),
        ({"price": "three"}, {"price": None}),
        ({"price": "3,50"}, {"price": None}),
        ({"price": "NaN"}, {"price": None}),
        ({"price": "١٢"}, {"price": None}),
        ({"price": True}, {"price": None}),
        ({"price": [3]}, {"price": None}),
        ({"price": None}, {"price": None}),
        ({"price": Decimal("1E+30")}, {"price": None}),
        ({"price": 10**40}, {"price": None}),
        ({"barcode": ""}, {"barcode": None}),
        ({"barcode": 8901234567890}, {"barcode": "8901234567890"}),
        ({"barcode": ["x"]}, {"barcode": None}),
        ({"name": None}, {"name": ""}),
        ({"name": 7}, {"name": "7"}),
        ({"name": {"en": "x"}}, {"name": ""}),
        ({"name": "☕😀\x00\x1b[31m" + "x" * 5000}, {"name": "☕😀\x00\x1b[31m" + "x" * 5000}),
        ({"name_ar": ""}, {"name_ar": None}),
        ({"category_id": "drinks"}, {"category": "drinks"}),
        ({"id": "1"}, {"id": "1"}),
        ({"id": "prod_1"}, {"id": "prod_1"}),
        ({"id": 0}, {"id": "0"}),
        ({"new": {"field": 1}}, {}),
    ],
)
def test_a_products_fields_are_taken_where_they_can_be(
    apex: ApexPos, server: ApexServer, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | fields, rows[1]]), rate=1)

    espresso = next(apex.products())[0]

    usual = RemoteProduct(
        id="1",
        name="Espresso",
        name_ar="إسبريسو",
        price=Decimal("3.50"),
        cost=Decimal("1.20"),
        barcode="8901234567890",
        category="2",
        tax_rate=Decimal(15),
    )
    assert espresso == replace(usual, **expected)


@pytest.mark.parametrize("name", [None, "", " ", True, Decimal("1.5"), ["1"], "a\nb"])
def test_a_product_that_nothing_names_is_left_out_and_still_counted(
    apex: ApexPos, server: ApexServer, name: object
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | {"id": name}, rows[1]]), rate=1)

    assert [[product.id for product in page] for page in apex.products()] == [["3"]]


@pytest.mark.parametrize(
    "edit",
    [
        lambda _: [1, "two", None],
        lambda rows: [row | {"id": None} for row in rows],
        lambda rows: {"1": rows[0]},
        lambda _: None,
    ],
)
def test_a_page_without_any_product_that_can_be_named_is_of_the_wrong_shape(
    apex: ApexPos, server: ApexServer, edit: Callable[[list[Any]], list[Any]]
) -> None:
    server.fail(fault.rows(edit), rate=1)

    assert raised(lambda: list(apex.products())).code == "wrong_shape"


# Stock


def test_levels_are_told_per_warehouse(apex: ApexPos) -> None:
    levels = [level for page in apex.levels() for level in page]

    assert RemoteLevel("1", "1", "Main", Decimal(100)) in levels
    assert RemoteLevel("1", "2", "Store", Decimal(0)) in levels
    assert len(levels) == 4


def test_levels_of_one_warehouse_are_asked_for(apex: ApexPos, server: ApexServer) -> None:
    levels = [level for page in apex.levels("2") for level in page]

    assert [level.warehouse_id for level in levels] == ["2", "2"]
    assert server.seen()[0].query == {"warehouse_id": "2"}


def test_levels_of_other_warehouses_are_not_taken(apex: ApexPos, server: ApexServer) -> None:
    server.fail(fault.rows(lambda rows: [row | {"warehouse_id": 1} for row in rows]), rate=1)

    assert list(apex.levels("2")) == []


def test_a_level_that_is_told_in_two_ways_is_not_known(apex: ApexPos, server: ApexServer) -> None:
    server.fail(
        fault.rows(lambda rows: [*rows, rows[0] | {"quantity": 7}, rows[1], rows[1]]), rate=1
    )

    levels = [level for page in apex.levels() for level in page]

    assert [(level.product_id, level.warehouse_id) for level in levels] == [
        ("1", "2"),
        ("3", "1"),
        ("3", "2"),
    ]


@pytest.mark.parametrize("quantity", [None, "many", True, []])
def test_a_level_that_is_no_number_is_not_known(
    apex: ApexPos, server: ApexServer, quantity: object
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | {"quantity": quantity}, *rows[1:]]), rate=1)

    levels = [level for page in apex.levels() for level in page]

    assert len(levels) == 3


def test_levels_that_are_fewer_than_told_are_not_whole(apex: ApexPos, server: ApexServer) -> None:
    server.fail(fault.having(total=5), rate=1)

    assert raised(lambda: list(apex.levels())).code == "incomplete_scan"


def test_a_shop_without_stock_has_no_levels(apex: ApexPos, server: ApexServer) -> None:
    server.fail(fault.rows(lambda _: []), rate=1)

    assert list(apex.levels()) == []


# Customers


def test_customers_come_as_the_document_shows_them(apex: ApexPos) -> None:
    assert list(apex.customers()) == [
        [RemoteCustomer("5", "Ahmed Al-Amin", "+966501234567", "ahmed@example.com")]
    ]


def test_a_search_for_customers_is_the_servers(apex: ApexPos, server: ApexServer) -> None:
    assert list(apex.customers("nobody & others")) == []
    assert server.seen()[0].query == {"search": "nobody & others", "page": "1"}


def test_a_customer_without_phone_has_none(apex: ApexPos, server: ApexServer) -> None:
    server.fail(fault.rows_having(phone=None, email=[]), rate=1)

    assert list(apex.customers()) == [[RemoteCustomer("5", "Ahmed Al-Amin")]]
