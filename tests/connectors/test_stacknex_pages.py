"""StackNex: lists in any envelope, pages honest and lying, and calls that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from app.connectors.stacknex import StackNex
from app.sync.problem import Transient
from tests.connectors.contract_suite import (
    LONG_AGO,
    raised,
)
from tests.connectors.stacknex_shop import (
    COFFEE,
    OPEN,
    SHOP,
    all_of,
    connect,
    shop,
)
from tests.fakes import fault
from tests.fakes.server import Fault
from tests.fakes.stacknex import StackNexServer

# Envelopes and pages


@pytest.mark.parametrize("envelope", ["data", "named", "bare"])
@pytest.mark.parametrize("tells", ["", "total", "meta", "pagination"])
def test_every_list_is_read_in_any_envelope(
    stacknex: StackNex, cloud: StackNexServer, envelope: str, tells: str
) -> None:
    cloud.knobs.envelope, cloud.knobs.tells = envelope, tells

    assert len(all_of(stacknex.products())) == 2
    assert len(all_of(stacknex.categories())) == 1
    assert len(all_of(stacknex.customers())) == 2
    assert len(all_of(stacknex.levels())) == 4
    assert len(all_of(stacknex.orders(LONG_AGO))) == 1
    assert stacknex.order(OPEN) == all_of(stacknex.orders(LONG_AGO))[0]


@pytest.mark.parametrize(
    "value",
    [
        {"success": True, "data": {"products": [{"id": 1}], "pagination": {"total": 1}}},
        {"data": {"data": [{"id": 1}], "total": "1"}},
        {"data": {"data": [{"id": 1}]}, "meta": {"total": None}},
    ],
)
def test_a_list_may_stand_deeper(stacknex: StackNex, cloud: StackNexServer, value: object) -> None:
    cloud.fail(fault.shape(value), rate=1)

    assert [product.id for product in all_of(stacknex.products())] == ["1"]


@pytest.fixture
def large() -> Iterator[StackNexServer]:
    """A shop with two and a half pages of everything."""
    numbers = range(1, 251)
    tables: dict[str, list[dict[str, Any]]] = {
        "products": [{"id": f"prod_{n}", "name": f"Product {n}"} for n in numbers],
        "customers": [{"id": f"cust_{n}", "name": f"Customer {n}"} for n in numbers],
        "inventory": [
            {"id": f"inv_{n}", "productId": f"prod_{n}", "locationId": SHOP, "quantity": n}
            for n in numbers
        ],
        "orders": [{"id": f"ord_{n}", "status": "pending"} for n in numbers],
    }
    with shop(**tables) as made:
        yield made


def test_lists_are_read_to_the_empty_page(large: StackNexServer) -> None:
    with closing(connect(large)) as connector:
        pages = list(connector.products())

    assert [len(page) for page in pages] == [100, 100, 50]
    assert [seen.query for seen in large.seen()] == [
        {"page": str(number), "limit": "100"} for number in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize("tells", ["total", "meta", "pagination"])
def test_a_total_spares_the_last_request(large: StackNexServer, tells: str) -> None:
    large.knobs.tells = tells
    with closing(connect(large)) as connector:
        assert len(all_of(connector.customers())) == 250

    assert len(large.seen()) == 3


@pytest.mark.parametrize(
    "lie",
    [
        fault.limit_ignored(30),
        fault.overlapping(1),
        fault.rows(lambda rows: rows + rows, name="twice"),
        fault.rows(lambda rows: rows[::-1], name="reversed"),
    ],
    ids=lambda lie: lie.name,
)
def test_paging_that_is_only_odd_is_read_through(large: StackNexServer, lie: Fault) -> None:
    large.fail(lie, rate=1)
    with closing(connect(large)) as connector:
        assert len(all_of(connector.products())) == 250


def test_a_server_that_knows_no_pages_is_asked_twice(large: StackNexServer) -> None:
    large.fail(fault.same_page(), rate=1)
    with closing(connect(large)) as connector:
        assert len(all_of(connector.products())) == 100

    assert len(large.seen()) == 2


@pytest.mark.parametrize(
    ("lie", "query"),
    [
        (fault.same_page(), {}),
        (fault.empty_page(), {"page": 2}),
        (fault.total_off(1), {}),
        (fault.total_off(-1), {}),
        (fault.total_drifting(), {}),
        (fault.rows(lambda rows: rows[:-1], name="one lost"), {"page": 2}),
    ],
    ids=lambda lie: getattr(lie, "name", None),
)
def test_pages_that_contradict_each_other_are_not_whole(
    large: StackNexServer, lie: Fault, query: dict[str, object]
) -> None:
    large.knobs.tells = "total"
    large.fail(lie, query=query, rate=1)
    with closing(connect(large)) as connector:
        problem = raised(lambda: all_of(connector.products()))

    assert (type(problem), problem.code) == (Transient, "incomplete_scan")


# Calls that may not be there


@pytest.mark.parametrize("lacking", [404, 405])
@pytest.mark.parametrize("says_why", [True, False])
def test_a_server_without_the_smaller_lists_has_none_of_them(
    stacknex: StackNex, cloud: StackNexServer, lacking: int, says_why: bool
) -> None:
    cloud.knobs.lacks = {"categories", "customers", "inventory"}
    cloud.knobs.lacking, cloud.knobs.says_why = lacking, says_why

    assert list(stacknex.categories()) == []
    assert list(stacknex.customers()) == []
    assert list(stacknex.levels()) == []
    assert stacknex.level(COFFEE) == []


def test_products_and_orders_must_be_there(stacknex: StackNex, cloud: StackNexServer) -> None:
    cloud.knobs.lacks = {"products", "orders"}

    assert raised(lambda: all_of(stacknex.products())).code == "not_found"
    assert raised(lambda: all_of(stacknex.orders(LONG_AGO))).code == "not_found"


def test_a_list_that_is_gone_half_way_is_not_whole(large: StackNexServer) -> None:
    large.fail(fault.status(404), query={"page": 2}, rate=1)
    with closing(connect(large)) as connector:
        assert raised(lambda: all_of(connector.customers())).code == "not_found"
