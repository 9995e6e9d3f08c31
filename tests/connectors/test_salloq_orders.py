"""Salloq: online orders read and changed, and sales that become orders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from app.connectors.salloq import Salloq
from app.sync.contract import (
    RemoteOrder,
    RemoteOrderLine,
)
from app.sync.problem import Transient
from tests.connectors.contract_suite import raised
from tests.connectors.salloq_shop import (
    IRIS,
    NOW,
    ORDER,
    connect,
    data_having,
    order,
    shop,
    total_told,
)
from tests.fakes import fault
from tests.fakes.salloq import SalloqServer
from tests.fakes.server import Fault

TODAY = date(2025, 12, 8)


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


def _shipped(server: SalloqServer) -> None:
    order(server, status="shipped", tracking_number="1Z999AA1234567890")


def _ids(pages: Iterator[list[RemoteOrder]]) -> list[str]:
    return [each.id for rows in pages for each in rows]


# One order


def test_an_order_comes_as_the_document_shows_it(salloq: Salloq, server: SalloqServer) -> None:
    _shipped(server)

    assert salloq.order("307") == ORDER
    assert [seen.path for seen in server.seen()] == ["/orders/307"]


@pytest.mark.parametrize("order_id", ["9", "POS:A1", "..", " "])
def test_an_order_that_is_not_there_is_none(salloq: Salloq, order_id: str) -> None:
    assert salloq.order(order_id) is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"total": "165.18"}, {}),
        (
            {"total": "much", "tax": None, "shipping": []},
            dict.fromkeys(("total", "tax", "shipping")),
        ),
        ({"status": None}, {"status": ""}),
        ({"tracking_number": None}, {"tracking_number": ""}),
        ({"created_at": "2025-12-08T13:30:00+03:00"}, {}),
        ({"created_at": "yesterday"}, {"created_at": None}),
        ({"customer_id": None}, {"customer_id": ""}),
        ({"shipping_city": None, "shipping_zip": 94102}, {"address": "123 Main St, CA, 94102"}),
        ({"shipping_address": {"line": 1}}, {"address": "San Francisco, CA, 94102"}),
        ({"items": None}, {"lines": ()}),
        ({"items": ["Iris", None, {}, {"qty": "many"}]}, {"lines": ()}),
        (
            {"items": [{"product_id": None, "qty": "2"}]},
            {"lines": (RemoteOrderLine("", "", Decimal(2)),)},
        ),
        ({"unknown": {}}, {}),
    ],
)
def test_an_orders_fields_are_taken_where_they_can_be(
    salloq: Salloq, server: SalloqServer, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    _shipped(server)
    server.fail(data_having(**fields), rate=1)

    assert salloq.order("307") == replace(ORDER, **expected)


@pytest.mark.parametrize(
    "edit",
    [
        lambda value: value["data"],
        lambda value: {"data": {"order": value["data"]}},
        lambda value: {"success": True, "order": value["data"]},
        lambda value: {"data": {**value["data"], "id": None, "order_id": 307}},
    ],
    ids=count(),
)
def test_an_order_may_stand_elsewhere_in_the_answer(
    salloq: Salloq, server: SalloqServer, edit: Callable[[Any], Any]
) -> None:
    _shipped(server)
    server.fail(fault.changed(edit), rate=1)

    assert salloq.order("307") == ORDER


@pytest.mark.parametrize("answer", [None, [], {"success": True}, {"data": {"id": True}}])
def test_an_order_that_nothing_names_is_of_the_wrong_shape(
    salloq: Salloq, server: SalloqServer, answer: object
) -> None:
    order(server)
    server.fail(fault.shape(answer), rate=1)

    assert raised(lambda: salloq.order("307")).code == "wrong_shape"


# Orders


def test_orders_are_those_of_late_and_all_that_are_open(
    salloq: Salloq, server: SalloqServer
) -> None:
    for days_ago, status in [
        (90, "pending"),
        (80, "processing"),
        (70, "shipped"),
        (60, "cancelled"),
        (0, "delivered"),
        (0, "pending"),
    ]:
        order(server, days_ago=days_ago, status=status)

    pages = salloq.orders(NOW - timedelta(hours=1))

    assert _ids(pages) == ["312", "311", "307", "308"]
    assert [seen.query for seen in server.seen("GET", "/orders")] == [
        {"date_from": "2025-12-07", "page": "1", "per_page": "100"},
        {"status": "pending", "page": "1", "per_page": "100"},
        {"status": "processing", "page": "1", "per_page": "100"},
    ]


@pytest.mark.parametrize("leaves_out_days", [True, False])
def test_orders_of_the_day_itself_are_found_whatever_after_means(
    salloq: Salloq, server: SalloqServer, leaves_out_days: bool
) -> None:
    server.knobs.leaves_out_days = leaves_out_days
    order(server, status="delivered")
    in_riyadh = timezone(timedelta(hours=3))

    assert _ids(salloq.orders(NOW)) == ["307"]
    assert _ids(salloq.orders(datetime(2025, 12, 9, 1, tzinfo=in_riyadh))) == ["307"]


def test_an_order_that_the_list_shows_whole_is_not_read_again(
    salloq: Salloq, server: SalloqServer
) -> None:
    server.knobs.lists_items = True
    _shipped(server)

    assert list(salloq.orders(NOW)) == [[ORDER]]
    assert len(server.seen()) == 3


def test_an_order_that_the_list_shows_without_lines_comes_without_them(
    salloq: Salloq, server: SalloqServer
) -> None:
    _shipped(server)

    assert list(salloq.orders(NOW)) == [[replace(ORDER, lines=(), address="")]]


def test_each_of_many_orders_comes_once() -> None:
    with shop([replace(IRIS, stock=1000)]) as large:
        large.knobs.lists_items = True
        for _ in range(230):
            order(large)
        with closing(connect(large)) as connector:
            found = _ids(connector.orders(NOW))

    assert sorted(found) == [str(each) for each in range(307, 537)]


@pytest.mark.parametrize("lie", [total_told(5), fault.rows(lambda _: [])], ids=count())
@pytest.mark.parametrize("query", [{"date_from": "2025-12-07"}, {"status": "pending"}])
def test_orders_whose_pages_contradict_each_other_are_not_whole(
    salloq: Salloq, server: SalloqServer, lie: Fault, query: dict[str, object]
) -> None:
    order(server, days_ago=90, status="processing")
    order(server)
    server.fail(lie, query=query, rate=1)
    found: list[str] = []

    def read() -> None:
        found.extend(each.id for rows in salloq.orders(NOW) for each in rows)

    problem = raised(read)

    assert (type(problem), problem.code) == (Transient, "incomplete_scan")
    assert sorted(found) == ["307", "308"]


def test_an_order_that_nothing_names_is_left_out(salloq: Salloq, server: SalloqServer) -> None:
    for _ in range(2):
        order(server)
    server.fail(
        fault.rows(lambda rows: [row if row["id"] == 307 else {"id": None} for row in rows]),
        path="/orders",
        rate=1,
    )

    assert _ids(salloq.orders(NOW)) == ["307"]
