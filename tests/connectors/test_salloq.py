"""Salloq: the contract, its health, products, stock and the pages of its lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from app.connectors.salloq import Salloq
from app.sync.contract import (
    Answer,
    Capability,
    Health,
    LookUp,
    OrderChange,
    RemoteLevel,
    RemoteProduct,
)
from app.sync.problem import Transient, Unserved
from tests.connectors.contract_suite import HINT, REFERENCE, ContractSuite, Harness, raised, records
from tests.connectors.salloq_shop import (
    IRIS,
    NOW,
    SOAP,
    connect,
    data_having,
    order,
    sale,
    shop,
    total_told,
)
from tests.fakes import fault
from tests.fakes.salloq import KEY, SalloqServer
from tests.fakes.salloq_shop import Product
from tests.fakes.server import Fault

OF_DOCUMENT = RemoteProduct(
    id="163",
    name="Iris Élysée",
    price=Decimal("145.00"),
    category="perfume",
    sku="iris-elysee",
)


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


class TestContract(ContractSuite):
    @pytest.fixture
    def harness(self, server: SalloqServer) -> Harness:
        placed = order(server)
        change = OrderChange(str(placed.id), "processing")
        pushed = {**records("163", "main", "2186"), Capability.UPDATE_ORDER: change}
        return Harness(server, KEY, Salloq, pushed, product_id="163", order_id=str(placed.id))


def test_the_document_names_what_it_names(salloq: Salloq) -> None:
    findings = salloq.capabilities()

    said = {answer: {w for w, f in findings.items() if f.answer is answer} for answer in Answer}
    assert said[Answer.NO] == {
        Capability.PULL_CUSTOMERS,
        Capability.CREATE_CUSTOMER,
        Capability.LOOKUP_BY_REF,
        Capability.DECIMAL_STOCK,
        Capability.CONDITIONAL_STOCK,
        Capability.DELETE_PRODUCT,
        Capability.PULL_CATEGORIES,
        Capability.CREATE_CATEGORY,
        Capability.NEEDS_LOCATION,
    }
    assert said[Answer.UNKNOWN] == {
        Capability.IDEMPOTENCY_KEY,
        Capability.TOTALS_AGREE,
        Capability.SANDBOX,
    }
    assert salloq.kind == "salloq"
    evidence = findings[Capability.CREATE_CUSTOMER].evidence
    assert evidence == "it wants a password, and none is invented for a person"


def test_what_the_document_has_no_list_for_costs_no_request(
    salloq: Salloq, server: SalloqServer
) -> None:
    assert list(salloq.customers("Jane")) == []
    assert list(salloq.categories()) == []
    found = salloq.look_up(REFERENCE, date(2025, 12, 8), date(2025, 12, 8))
    assert found == LookUp((), complete=False, shows_references=False)
    assert server.seen() == []


# Health, keys and limits


def test_the_books_are_those_of_the_host(salloq: Salloq, server: SalloqServer) -> None:
    assert salloq.check() == Health(business="127.0.0.1", server_time=NOW)
    (seen,) = server.seen()
    assert (seen.method, seen.path) == ("GET", "/products")
    assert seen.query == {"page": "1", "per_page": "1"}


@pytest.mark.parametrize("answer", [{"status": "ok"}, {"data": "none"}, {"data": [{"a": 1}]}])
def test_an_answer_without_products_is_of_another_system(
    salloq: Salloq, server: SalloqServer, answer: object
) -> None:
    server.fail(fault.shape(answer), rate=1)

    assert raised(salloq.check).code == "wrong_shape"


def test_a_shop_without_products_is_one(server: SalloqServer) -> None:
    server.shop.products.clear()

    with closing(connect(server)) as connector:
        assert connector.check().business
        assert list(connector.products()) == []
        assert list(connector.levels()) == []


def test_a_key_without_the_scope_needs_a_manager(salloq: Salloq, server: SalloqServer) -> None:
    server.knobs.keys = {KEY: {"products:read"}}
    salloq.check()

    problem = raised(lambda: salloq.push(sale(), idempotency_key=HINT))

    assert (type(problem), problem.code) == (Unserved, "forbidden")
    assert server.shop.count() == 0


def test_the_hours_limit_says_not_how_long_to_wait(salloq: Salloq, server: SalloqServer) -> None:
    server.knobs.per_hour = 2
    salloq.check()
    salloq.check()

    problems = [
        raised(salloq.check),
        raised(lambda: salloq.push(sale(), idempotency_key=HINT)),
    ]

    for problem in problems:
        assert isinstance(problem, Transient)
        assert (problem.code, problem.throttled, problem.retry_after) == ("throttled", True, None)
    assert server.shop.count() == 0


# Products


def test_products_come_as_the_document_shows_them(salloq: Salloq) -> None:
    assert list(salloq.products()) == [
        [OF_DOCUMENT, RemoteProduct(id="164", name="Soap", price=Decimal("9.50"), sku="soap")]
    ]


@pytest.mark.parametrize("name", ["163", "iris-elysee"])
def test_a_product_is_found_by_its_id_and_by_its_slug(
    salloq: Salloq, server: SalloqServer, name: str
) -> None:
    assert salloq.product(name) == [OF_DOCUMENT]
    assert [seen.path for seen in server.seen()] == [f"/products/{name}"]


@pytest.mark.parametrize("name", ["9", "no-such-thing", "..", "a/b?c=1", "عطر"])
def test_a_product_that_is_not_there_is_none(
    salloq: Salloq, server: SalloqServer, name: str
) -> None:
    assert salloq.product(name) == []
    assert [seen.path for seen in server.seen()] == [f"/products/{name}"]


def test_nothing_is_asked_for_no_name(salloq: Salloq, server: SalloqServer) -> None:
    assert salloq.product(" ") == []
    assert server.seen() == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda value: value["data"],
        lambda value: {"success": True, "data": {"product": value["data"]}},
        lambda value: {"success": True, "product": value["data"]},
    ],
)
def test_a_product_may_stand_elsewhere_in_the_answer(
    salloq: Salloq, server: SalloqServer, edit: Callable[[Any], Any]
) -> None:
    server.fail(fault.changed(edit), rate=1)

    assert salloq.product("163") == [OF_DOCUMENT]


@pytest.mark.parametrize("answer", [None, [], {"success": True, "data": {"name": "Iris"}}])
def test_a_product_that_nothing_names_is_of_the_wrong_shape(
    salloq: Salloq, server: SalloqServer, answer: object
) -> None:
    server.fail(fault.shape(answer), rate=1)

    assert raised(lambda: salloq.product("163")).code == "wrong_shape"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"price": "145.00"}, {}),
        ({"price": "much"}, {"price": None}),
        ({"price": None}, {"price": None}),
        ({"price": [145]}, {"price": None}),
        ({"categories": None}, {"category": None}),
        ({"categories": "perfume"}, {"category": None}),
        ({"categories": [None, {"a": 1}, "", "floral"]}, {"category": "floral"}),
        ({"slug": None}, {"sku": None}),
        ({"name": {"en": "x"}}, {"name": ""}),
        ({"id": "p_163"}, {"id": "p_163"}),
        ({"unknown": [{}]}, {}),
    ],
)
def test_a_products_fields_are_taken_where_they_can_be(
    salloq: Salloq, server: SalloqServer, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | fields, *rows[1:]]), rate=1)

    assert next(salloq.products())[0] == replace(OF_DOCUMENT, **expected)


@pytest.mark.parametrize("name", [None, "", True, [1], "a\nb"])
def test_a_product_that_nothing_names_is_left_out_and_still_counted(
    salloq: Salloq, server: SalloqServer, name: object
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | {"id": name}, *rows[1:]]), rate=1)

    assert [[each.id for each in rows] for rows in salloq.products()] == [["164"]]


# Stock


def test_stock_is_told_with_the_products(salloq: Salloq) -> None:
    there = [
        RemoteLevel("163", "main", "", Decimal(25)),
        RemoteLevel("164", "main", "", Decimal(3)),
    ]

    assert list(salloq.levels()) == [there]
    assert list(salloq.levels("main")) == [there]


def test_there_is_no_other_warehouse(salloq: Salloq, server: SalloqServer) -> None:
    assert list(salloq.levels("2")) == []
    assert server.seen() == []


@pytest.mark.parametrize("quantity", [None, "many", True, {}])
def test_a_product_whose_stock_is_not_told_has_no_level(
    salloq: Salloq, server: SalloqServer, quantity: object
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | {"stock_qty": quantity}, *rows[1:]]), times=1)
    server.fail(fault.rows_having(stock_qty=quantity), times=1)

    assert [each.product_id for rows in salloq.levels() for each in rows] == ["164"]
    assert list(salloq.levels()) == []


def test_the_stock_of_one_product_is_its_inventory(salloq: Salloq, server: SalloqServer) -> None:
    assert salloq.level("163") == [RemoteLevel("163", "main", "", Decimal(25))]
    assert salloq.level("9") == []
    assert [seen.path for seen in server.seen()] == [
        "/products/163/inventory",
        "/products/9/inventory",
    ]


def test_an_inventory_without_a_quantity_is_of_the_wrong_shape(
    salloq: Salloq, server: SalloqServer
) -> None:
    server.fail(data_having(stock_qty=None), rate=1)

    assert raised(lambda: salloq.level("163")).code == "wrong_shape"


# Pages


def _many(products: int) -> list[Product]:
    return [replace(SOAP, id=each, slug=f"p{each}") for each in range(1, products + 1)]


@pytest.fixture
def large() -> Iterator[SalloqServer]:
    """A shop with two and a half pages of products."""
    with shop(_many(250)) as made:
        yield made


def test_pages_are_as_large_as_the_document_allows(large: SalloqServer) -> None:
    with closing(connect(large)) as connector:
        pages = list(connector.products())

    assert [len(rows) for rows in pages] == [100, 100, 50]
    assert [seen.query for seen in large.seen()] == [
        {"page": str(number), "per_page": "100"} for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "lie",
    [
        fault.overlapping(1),
        fault.rows(lambda rows: rows + rows, name="twice"),
        fault.rows(lambda rows: rows[::-1], name="reversed"),
        fault.lacking("meta"),
        fault.having(meta=[]),
        fault.having(meta={"pagination": "all"}),
        total_told(None),
        total_told("250"),
    ],
    ids=count(),
)
def test_paging_that_is_only_odd_is_read_through(large: SalloqServer, lie: Fault) -> None:
    large.knobs.page_cap = 30
    large.fail(lie, rate=1)
    with closing(connect(large)) as connector:
        ids = [int(each.id) for rows in connector.products() for each in rows]

    assert sorted(ids) == list(range(1, 251))


@pytest.mark.parametrize(
    ("lie", "query"),
    [
        (fault.same_page(), {}),
        (fault.empty_page(), {"page": 2}),
        (fault.rows(lambda rows: rows[:-1], name="one lost"), {"page": 2}),
        (total_told(251), {}),
        (total_told(249), {}),
    ],
    ids=count(),
)
@pytest.mark.parametrize("read", [Salloq.products, Salloq.levels])
def test_pages_that_contradict_each_other_are_not_whole(
    large: SalloqServer,
    lie: Fault,
    query: dict[str, object],
    read: Callable[[Salloq], Iterator[list[Any]]],
) -> None:
    large.fail(lie, query=query, rate=1)
    with closing(connect(large)) as connector:
        problem = raised(lambda: list(read(connector)))

    assert (type(problem), problem.code) == (Transient, "incomplete_scan")


@pytest.mark.parametrize("answer", [[1], {"data": {"163": {}}}, {"success": True}])
def test_a_list_that_is_none_is_of_the_wrong_shape(
    salloq: Salloq, server: SalloqServer, answer: object
) -> None:
    server.fail(fault.shape(answer), rate=1)

    assert raised(lambda: list(salloq.products())).code == "wrong_shape"


@pytest.mark.parametrize(
    "edit",
    [lambda value: value["data"], lambda value: {"success": True, "products": value["data"]}],
    ids=count(),
)
def test_a_list_may_stand_elsewhere_in_the_answer(
    salloq: Salloq, server: SalloqServer, edit: Callable[[Any], Any]
) -> None:
    server.fail(fault.changed(edit), rate=1)

    assert [each.id for rows in salloq.products() for each in rows] == [str(IRIS.id), str(SOAP.id)]
