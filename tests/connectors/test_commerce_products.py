"""Commerce API: products in pages, their stock, and changes of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors import commerce_answer
from app.connectors.commerce import Commerce
from app.sync.contract import (
    Ack,
    ProductPush,
    ProductRemoval,
    Push,
    RemoteLevel,
    RemoteProduct,
    StockPush,
)
from app.sync.problem import OutcomeUnknown, Rejected, Transient, Unserved
from tests.connectors.commerce_shop import (
    NOW,
    ORDER,
    ORDER_ID,
    SHIRT,
    SHIRT_ID,
    SHOE,
    SHOE_ID,
    connect,
    log_in,
    many,
)
from tests.connectors.contract_suite import HINT, raised
from tests.fakes import fault
from tests.fakes.commerce import CommerceServer
from tests.fakes.commerce_books import Deed
from tests.fakes.commerce_login import EMAIL
from tests.fakes.server import Exchange, Fault
from tests.fakes.wire import answer_json

HAT = ProductPush({"name": "Wool Hat", "price": Decimal("19.90")})


SHOE_THERE = RemoteProduct(
    SHOE_ID,
    "Trail Runner",
    price=Decimal("129.99"),
    category="footwear",
    sku="TR-42",
    currency="SAR",
)


@pytest.fixture
def server() -> Iterator[CommerceServer]:
    """The shop; nothing that its document doesn't name may be sent to it."""
    with CommerceServer(products=[SHOE, SHIRT], orders=[ORDER], now=lambda: NOW) as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def shop(server: CommerceServer) -> Iterator[Commerce]:
    """A connector with a key."""
    with closing(connect(server)) as connector:
        yield connector


def test_products_come_as_the_specification_shows_them(
    shop: Commerce, server: CommerceServer
) -> None:
    assert list(shop.products()) == [
        [
            SHOE_THERE,
            RemoteProduct(
                SHIRT_ID,
                "Linen Shirt",
                price=Decimal("49.50"),
                category="apparel",
                sku="LS-M",
                currency="SAR",
            ),
        ]
    ]
    assert server.seen()[0].query == {
        "active": "true",
        "sort": "createdAt",
        "order": "asc",
        "page": "1",
        "pageSize": "100",
    }


@pytest.mark.parametrize(
    "edit",
    [
        lambda value: value["data"],
        lambda value: {"products": value["data"]},
        lambda value: {"data": {"products": value["data"]}, "total": 2},
        lambda value: value | {"data": [{**row, "id": row["productId"]} for row in value["data"]]},
        lambda value: value | {"new": 1, "total": "2"},
    ],
)
def test_a_list_may_be_wrapped_in_many_ways(
    shop: Commerce, server: CommerceServer, edit: Any
) -> None:
    server.fail(fault.changed(edit), rate=1)

    assert [product.id for page in shop.products() for product in page] == [SHOE_ID, SHIRT_ID]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"price": "129.99"}, {"price": Decimal("129.99")}),
        ({"price": None}, {"price": None}),
        ({"price": "three"}, {"price": None}),
        ({"price": [1]}, {"price": None}),
        ({"sku": None}, {"sku": None}),
        ({"sku": 42}, {"sku": "42"}),
        ({"barcode": "6291041500213"}, {"barcode": "6291041500213"}),
        ({"category": {"name": "x"}}, {"category": None}),
        ({"name": None}, {"name": ""}),
        ({"currency": "usd"}, {"currency": "USD"}),
        ({"currency": None}, {"currency": None}),
        ({"active": None}, {}),
        ({"new": {"field": 1}}, {}),
    ],
)
def test_a_products_fields_are_taken_where_they_can_be(
    shop: Commerce, server: CommerceServer, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | fields, rows[1]]), rate=1)

    assert next(shop.products())[0] == replace(SHOE_THERE, **expected)


def test_a_product_that_nothing_names_is_left_out_and_still_counted(
    shop: Commerce, server: CommerceServer
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | {"productId": None}, rows[1]]), rate=1)

    assert [product.id for page in shop.products() for product in page] == [SHIRT_ID]


def test_products_that_are_no_longer_sold_are_left_out(
    shop: Commerce, server: CommerceServer
) -> None:
    shop.push(ProductRemoval(SHOE_ID), idempotency_key=HINT)
    server.knobs.filters = False  # a server that shows them all the same

    assert [product.id for page in shop.products() for product in page] == [SHIRT_ID]
    assert [level.product_id for page in shop.levels() for level in page] == [SHIRT_ID]


def test_a_shop_where_nothing_is_sold_any_more_has_no_products(
    shop: Commerce, server: CommerceServer
) -> None:
    server.fail(fault.rows_having(active=False), rate=1)

    assert list(shop.products()) == []


@given(
    st.dictionaries(
        st.sampled_from(["productId", "id", "name", "price", "stock", "category", "active", "sku"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=4,
        ),
    )
)
def test_no_row_breaks_the_reading(row: dict[str, Any]) -> None:
    for read in (commerce_answer.product, commerce_answer.level):
        found = read(row)
        assert found is None or found[0]
    found_order = commerce_answer.order(row | {"status": row.get("name"), "items": [row]})
    assert found_order is None or found_order[1].id
    commerce_answer.invoice(row | {"notes": row.get("name")})


# Pages


def page_size_ignored(size: int) -> Fault:
    """Pages of the server's own size."""
    return Fault(
        "page size ignored",
        lambda exchange: exchange.send(exchange.answer(exchange.request.asking(pageSize=size))),
    )


@pytest.fixture
def large() -> Iterator[CommerceServer]:
    """A shop with two and a half pages of products."""
    with CommerceServer(products=many(250), now=lambda: NOW) as made:
        yield made


def _ids(server: CommerceServer) -> list[int]:
    with closing(connect(server)) as connector:
        return [int(p.id[-12:]) for page in connector.products() for p in page]


def test_pages_are_as_large_as_the_document_allows(large: CommerceServer) -> None:
    assert _ids(large) == list(range(1, 251))
    assert [seen.query["page"] for seen in large.seen()] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "lie",
    [
        page_size_ignored(30),
        fault.overlapping(1),
        fault.rows(lambda rows: rows + rows, name="twice"),
        fault.rows(lambda rows: rows[::-1], name="reversed"),
        fault.lacking("total", "pages"),
        fault.having(pages=1),
    ],
    ids=lambda lie: lie.name,
)
def test_paging_that_is_only_odd_is_read_through(large: CommerceServer, lie: Fault) -> None:
    large.fail(lie, rate=1)

    assert sorted(_ids(large)) == list(range(1, 251))


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
def test_products_whose_pages_contradict_each_other_are_not_whole(
    large: CommerceServer, lie: Fault, query: dict[str, object]
) -> None:
    large.fail(lie, query=query, rate=1)
    with closing(connect(large)) as connector:
        problem = raised(lambda: list(connector.products()))

    assert (type(problem), problem.code) == (Transient, "incomplete_scan")


def test_one_product_is_read_by_its_id(shop: Commerce, server: CommerceServer) -> None:
    (listed,) = list(shop.products())

    assert shop.product(SHIRT_ID) == [each for each in listed if each.id == SHIRT_ID]
    assert server.seen()[-1].path == f"/products/{SHIRT_ID}"


def test_a_product_that_is_no_longer_sold_is_none(shop: Commerce, server: CommerceServer) -> None:
    shop.push(ProductRemoval(SHIRT_ID), idempotency_key=HINT)

    assert shop.product(SHIRT_ID) == []


# Stock


def test_stock_is_the_products_in_one_place(shop: Commerce, server: CommerceServer) -> None:
    levels = [
        RemoteLevel(SHOE_ID, "main", "", Decimal(40)),
        RemoteLevel(SHIRT_ID, "main", "", Decimal(3)),
    ]

    assert [level for page in shop.levels() for level in page] == levels
    assert [level for page in shop.levels("main") for level in page] == levels
    assert list(shop.levels("cellar")) == []
    assert shop.level(SHOE_ID) == levels[:1]
    assert len(server.seen()) == 3


def test_none_left_is_a_level_and_what_is_not_said_is_none(
    shop: Commerce, server: CommerceServer
) -> None:
    server.fail(
        fault.rows(lambda rows: [rows[0] | {"stock": 0}, rows[1] | {"stock": None}]), rate=1
    )

    assert list(shop.levels()) == [[RemoteLevel(SHOE_ID, "main", "", Decimal(0))]]


@pytest.mark.parametrize("number", [ORDER_ID, "7", "..", "a/b"])
def test_a_product_that_is_not_there_has_no_level(
    shop: Commerce, server: CommerceServer, number: str
) -> None:
    server.fail(fault.status(404, message="No such product"), path=f"/products/{number}", rate=1)

    assert shop.level(number) == []
    assert server.seen()[0].path == f"/products/{number}"


def test_a_level_without_a_product_is_of_the_wrong_shape(
    shop: Commerce, server: CommerceServer
) -> None:
    server.fail(fault.shape({"data": []}), rate=1)

    assert raised(lambda: shop.level(SHOE_ID)).code == "wrong_shape"


def test_a_level_is_set_by_changing_the_product(shop: Commerce, server: CommerceServer) -> None:
    ack = shop.push(StockPush(SHOE_ID, "main", Decimal("38.000"), "Count"), idempotency_key=HINT)

    assert ack == Ack(SHOE_ID, quantity=Decimal(38))
    (seen,) = server.seen("PATCH", f"/products/{SHOE_ID}")
    assert seen.body == b'{"stock":38}'
    assert server.products[SHOE_ID].stock == 38


# Changes of products


@pytest.mark.parametrize("wraps", ["", "data", "product"])
def test_a_new_product_is_sent_with_what_is_kept_there(
    shop: Commerce, server: CommerceServer, wraps: str
) -> None:
    server.knobs.wraps = wraps
    fields: dict[str, str | Decimal | None] = {
        "name": "Wool Hat",
        "name_ar": "قبعة",
        "price": Decimal("19.90"),
        "currency": "SAR",
        "cost": Decimal(7),
        "barcode": "6291041500213",
        "tax_rate": Decimal(15),
        "sku": "WH-1",
        "category": "accessories",
        "stock": Decimal("12.000"),
    }

    ack = shop.push(ProductPush(fields), idempotency_key=HINT)

    (seen,) = server.seen("POST", "/products")
    assert seen.body == (
        b'{"name":"Wool Hat","price":19.90,"currency":"SAR","sku":"WH-1",'
        b'"category":"accessories","stock":12}'
    )
    assert server.products[ack.id].stock == 12
    assert len(server.deeds) == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"category": "hats"}, ""),
        ({"category": "", "category_name": "Hats"}, ""),
        ({"category": None}, ""),
        ({"category": "Home"}, "home"),
        ({"category": None, "category_name": "Electronics"}, "electronics"),
    ],
)
def test_a_category_goes_by_one_of_the_documents_words_or_not_at_all(
    shop: Commerce, server: CommerceServer, fields: dict[str, str | None], expected: str
) -> None:
    record = ProductPush({"name": "Hat", "price": Decimal(1), "currency": "SAR", **fields})

    shop.push(record, idempotency_key=HINT)

    (seen,) = server.seen()
    assert seen.json.get("category", "") == expected
    assert seen.json["stock"] == 0


def test_only_the_changed_fields_of_a_product_are_sent(
    shop: Commerce, server: CommerceServer
) -> None:
    fields: dict[str, str | Decimal | None] = {
        "price": Decimal("99.00"),
        "name_ar": "حذاء",
        "stock": Decimal(9),
        "sku": None,
    }

    ack = shop.push(ProductPush(fields, id=SHOE_ID), idempotency_key=HINT)

    assert ack == Ack(SHOE_ID)
    (seen,) = server.seen("PATCH", f"/products/{SHOE_ID}")
    assert seen.body == b'{"price":99.00}'
    assert server.deeds == [Deed("product changed", SHOE_ID, {"price": Decimal("99.00")})]


@pytest.mark.parametrize(
    "fields",
    [{}, {"name_ar": "حذاء", "cost": Decimal(1), "barcode": "1", "tax_rate": Decimal(5)}],
)
def test_a_change_of_nothing_that_is_kept_there_needs_no_request(
    shop: Commerce, server: CommerceServer, fields: dict[str, Any]
) -> None:
    assert shop.push(ProductPush(fields, id=SHOE_ID), idempotency_key=HINT) == Ack(SHOE_ID)
    assert server.seen() == []


@pytest.mark.parametrize("removed", [200, 204])
def test_a_product_is_removed_softly(shop: Commerce, server: CommerceServer, removed: int) -> None:
    server.knobs.removed = removed

    assert shop.push(ProductRemoval(SHOE_ID), idempotency_key=HINT) == Ack(SHOE_ID)

    (seen,) = server.seen("DELETE", f"/products/{SHOE_ID}")
    assert (seen.body, "content-type" in seen.headers) == (b"", False)
    assert not server.products[SHOE_ID].active


def test_a_second_product_of_one_sku_is_refused(shop: Commerce, server: CommerceServer) -> None:
    record = ProductPush({"name": "Other", "price": Decimal(1), "sku": "TR-42"})

    problem = raised(lambda: shop.push(record, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.status, problem.message) == (409, "SKU TR-42 is taken")
    assert len(server.seen()) == 1


@pytest.mark.parametrize(
    ("record", "status", "said"),
    [
        (ProductPush({"price": Decimal(1)}, id=ORDER_ID), 404, f"Product {ORDER_ID} not found"),
        (ProductRemoval("7"), 400, "The id is no UUID"),
        (ProductPush({"price": Decimal(1)}), 422, "name is required"),
    ],
)
def test_what_the_server_refuses_comes_with_its_words(
    shop: Commerce, record: Push, status: int, said: str
) -> None:
    problem = raised(lambda: shop.push(record, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.status, problem.message) == (status, said)


def test_a_user_without_the_permission_is_forbidden_to_write(server: CommerceServer) -> None:
    server.logins.users[EMAIL].permissions = frozenset()
    with closing(log_in(server)) as connector:
        problem = raised(lambda: connector.push(HAT, idempotency_key=HINT))
        assert list(connector.products())

    assert (type(problem), problem.code) == (Unserved, "forbidden")


@pytest.mark.parametrize("answer", [fault.lacking("productId"), fault.having(productId=None)])
def test_a_new_product_without_an_id_may_be_there(
    shop: Commerce, server: CommerceServer, answer: Fault
) -> None:
    server.fail(answer, rate=1)

    problem = raised(lambda: shop.push(HAT, idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "no_id")


def test_the_limit_of_the_plan_is_told_with_its_pause(
    shop: Commerce, server: CommerceServer
) -> None:
    def refuse(exchange: Exchange) -> None:
        body = {"code": "RATE_LIMITED", "message": "1000 requests a minute", "details": []}
        exchange.send(answer_json(429, body, {"Retry-After": "12"}))

    server.fail(Fault("limit", refuse), rate=1)

    for ask in (shop.check, lambda: shop.push(ProductRemoval(SHOE_ID), idempotency_key=HINT)):
        problem = raised(ask)
        assert isinstance(problem, Transient)
        assert (problem.code, problem.throttled, problem.retry_after) == ("throttled", True, 12)
