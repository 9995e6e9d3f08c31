"""Apexloge: the contract, its key, its products and their stock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.connectors.apexloge import Apexloge
from app.sync.contract import (
    Ack,
    Answer,
    Capability,
    CustomerPush,
    LookUp,
    OrderChange,
    ProductPush,
    ProductRemoval,
    Push,
    RemoteLevel,
    RemoteProduct,
    StockPush,
)
from app.sync.problem import OutcomeUnknown, Rejected, Transient, Unserved
from tests.connectors.apexloge_shop import COMB, NOW, PAID, READY, SHAMPOO, connect
from tests.connectors.contract_suite import HINT, ContractSuite, Harness, raised, records
from tests.fakes import fault
from tests.fakes.apexloge import KEY, ApexlogeServer, Deed, Product

SMALL = RemoteProduct(
    id="argan-1#v-250",
    name="Argan oil shampoo 250ml",
    price=Decimal("24.90"),
    category="hair_care",
)
LARGE = replace(SMALL, id="argan-1#v-500", name="Argan oil shampoo 500ml", price=Decimal("39.90"))
PLAIN = RemoteProduct(id="abc-123", name="Comb", price=Decimal("7.50"), category="tools")


@pytest.fixture
def server() -> Iterator[ApexlogeServer]:
    made = ApexlogeServer(products=[SHAMPOO, COMB], orders=[PAID, READY], now=lambda: NOW)
    with made:
        yield made
    assert made.complaints == []


@pytest.fixture
def salon(server: ApexlogeServer) -> Iterator[Apexloge]:
    with closing(connect(server)) as connector:
        yield connector


class TestContract(ContractSuite):
    @pytest.fixture
    def harness(self, server: ApexlogeServer) -> Harness:
        change = OrderChange("abc-123", "ready_for_pickup")
        return Harness(
            server,
            KEY,
            Apexloge,
            {**records("abc-123", "main", "-"), Capability.UPDATE_ORDER: change},
            product_id="abc-123",
            order_id="abc-123",
            names_business=False,
            silent=frozenset({Capability.DELETE_PRODUCT}),
        )


def test_the_document_names_what_it_names(salon: Apexloge) -> None:
    findings = salon.capabilities()

    said = {answer: {w for w, f in findings.items() if f.answer is answer} for answer in Answer}
    assert salon.kind == "apexloge"
    assert said[Answer.YES] == {
        Capability.PULL_PRODUCTS,
        Capability.FIND_PRODUCT,
        Capability.CREATE_PRODUCT,
        Capability.UPDATE_PRODUCT,
        Capability.DELETE_PRODUCT,
        Capability.OPENING_STOCK,
        Capability.PULL_STOCK,
        Capability.SET_STOCK,
        Capability.PULL_ORDERS,
        Capability.UPDATE_ORDER,
    }
    assert said[Answer.UNKNOWN] == {Capability.IDEMPOTENCY_KEY, Capability.SANDBOX}


def test_what_it_does_not_have_costs_no_request(salon: Apexloge, server: ApexlogeServer) -> None:
    today = date(2026, 4, 24)

    assert list(salon.categories()) == []
    assert list(salon.customers("Lina")) == []
    assert list(salon.levels("cellar")) == []
    assert salon.look_up("", today, today) == LookUp((), complete=False, shows_references=False)
    with pytest.raises(LookupError):
        salon.push(CustomerPush("Lina"), idempotency_key=HINT)
    assert server.seen() == []


# The key


def test_check_reads_one_order(salon: Apexloge, server: ApexlogeServer) -> None:
    health = salon.check()

    (seen,) = server.seen()
    assert (seen.method, seen.path, seen.query) == ("GET", "/orders", {"limit": "1"})
    assert seen.key == f"Bearer {KEY}"
    assert (health.business, health.server_time) == ("", NOW)


def test_a_key_for_products_alone_is_a_good_key(server: ApexlogeServer) -> None:
    server.knobs.keys["apx_live_p"] = frozenset({"products:read"})

    with closing(connect(server, "apx_live_p")) as connector:
        health = connector.check()

    assert [seen.path for seen in server.seen()] == ["/orders", "/products"]
    assert health.server_time == NOW


@pytest.mark.parametrize(
    ("scope", "record"),
    [
        ("products:write", ProductPush({"price": Decimal(5)}, id="abc-123")),
        ("products:write", ProductPush({"name": "Brush", "price": Decimal(5)})),
        ("products:write", ProductRemoval("abc-123")),
        ("products:write", StockPush("abc-123", "main", Decimal(12), "")),
        ("orders:write", OrderChange("abc-123", "ready_for_pickup")),
    ],
)
def test_a_key_without_the_scope_changes_nothing(
    server: ApexlogeServer, scope: str, record: Push
) -> None:
    server.knobs.keys[KEY] -= {scope}

    with closing(connect(server)) as connector:
        problem = raised(lambda: connector.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (Unserved, "forbidden")
    assert server.deeds == []


def test_a_key_that_may_read_nothing_is_refused(server: ApexlogeServer) -> None:
    server.knobs.keys[KEY] = frozenset({"products:write", "orders:write"})

    with closing(connect(server)) as connector:
        problem = raised(connector.check)

    assert (type(problem), problem.code) == (Unserved, "forbidden")


# Products


@pytest.mark.parametrize("wraps", ["data", "name", ""])
def test_each_variant_is_a_product_of_its_own(
    salon: Apexloge, server: ApexlogeServer, wraps: str
) -> None:
    server.knobs.wraps = wraps

    assert list(salon.products()) == [[PLAIN, SMALL, LARGE]]
    (seen,) = server.seen()
    assert (seen.path, seen.query) == ("/products", {})


def test_a_variant_without_an_id_is_called_by_its_name(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.knobs.names_variants = False

    (page,) = salon.products()

    assert [product.id for product in page] == ["abc-123", "argan-1#250ml", "argan-1#500ml"]
    assert [level.product_id for level in salon.level("argan-1#500ml")] == ["argan-1#500ml"]


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"is_active": False}, ["argan-1#v-250", "argan-1#v-500"]),
        ({"active": False}, ["argan-1#v-250", "argan-1#v-500"]),
        ({"id": None}, ["argan-1#v-250", "argan-1#v-500"]),
        ({"id": "a#b"}, ["argan-1#v-250", "argan-1#v-500"]),
        ({"id": "argan-1"}, ["argan-1"]),
        ({"id": 7}, ["7", "argan-1#v-250", "argan-1#v-500"]),
        ({"variants": None}, ["abc-123", "argan-1#v-250", "argan-1#v-500"]),
        ({"variants": "none"}, ["abc-123", "argan-1#v-250", "argan-1#v-500"]),
        ({"variants": ["x", {}, None]}, ["argan-1#v-250", "argan-1#v-500"]),
        (
            {"variants": [{"name": "S"}, {"name": "M"}, {"name": "S"}]},
            ["abc-123#M", "argan-1#v-250", "argan-1#v-500"],
        ),
        (
            {"variants": [{"name": "S", "is_active": False}, {"name": "M"}]},
            ["abc-123#M", "argan-1#v-250", "argan-1#v-500"],
        ),
    ],
)
def test_what_can_not_be_sold_or_told_apart_is_left_out(
    salon: Apexloge, server: ApexlogeServer, fields: dict[str, Any], ids: list[str]
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | fields, *rows[1:]]), rate=1)

    assert [product.id for page in salon.products() for product in page] == ids


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"price": "7.50"}, {"price": Decimal("7.50")}),
        ({"price": "seven"}, {"price": None}),
        ({"price": None, "price_eur": 7}, {"price": Decimal(7)}),
        ({"name": None}, {"name": ""}),
        ({"name": {"en": "Comb"}}, {"name": ""}),
        ({"category": None}, {"category": None}),
        ({"category": ["tools"]}, {"category": None}),
        ({"sku": "C-1", "barcode": 8901234567890}, {"sku": "C-1", "barcode": "8901234567890"}),
        ({"rating": {"stars": 5}}, {}),
    ],
)
def test_a_products_fields_are_taken_where_they_can_be(
    salon: Apexloge, server: ApexlogeServer, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    server.fail(fault.rows(lambda rows: [rows[0] | fields, *rows[1:]]), rate=1)

    assert next(salon.products())[0] == replace(PLAIN, **expected)


def test_a_variant_without_a_price_costs_what_its_product_does(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    variants = [{"name": "S", "sku": "C-S"}, {"name": "Gift", "price_eur": 0}]
    server.fail(fault.rows(lambda rows: [rows[0] | {"variants": variants}]), rate=1)

    small, gift = next(salon.products())

    assert (small.price, small.sku) == (Decimal("7.50"), "C-S")
    assert gift.price == 0


@pytest.mark.parametrize(
    "value", [{}, {"data": None}, {"data": {"1": {}}}, {"data": [1, "two"]}, [{"name": "x"}]]
)
def test_an_answer_without_products_is_of_the_wrong_shape(
    salon: Apexloge, server: ApexlogeServer, value: object
) -> None:
    server.fail(fault.shape(value), rate=1)

    assert raised(lambda: list(salon.products())).code == "wrong_shape"


def test_a_salon_that_sells_nothing_has_no_products(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.products.clear()

    assert list(salon.products()) == []
    assert list(salon.levels()) == []


def test_a_product_that_is_told_twice_is_there_once(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.fail(fault.rows(lambda rows: rows + rows), rate=1)

    assert list(salon.products()) == [[PLAIN, SMALL, LARGE]]


@pytest.mark.parametrize(("count", "is_full"), [(499, False), (500, True), (501, True)])
def test_five_hundred_products_may_not_be_all(
    salon: Apexloge, server: ApexlogeServer, count: int, is_full: bool
) -> None:
    server.products = {
        str(number): Product(str(number), f"Product {number}", Decimal(1))
        for number in range(count)
    }
    found: list[RemoteProduct] = []

    def read() -> None:
        for page in salon.products():
            found.extend(page)

    if is_full:
        problem = raised(read)
        assert (type(problem), problem.code) == (Transient, "list_full")
        assert sum(len(page) for page in salon.levels()) == 500
    else:
        read()
    assert len(found) == min(count, 500)


def test_a_list_that_says_that_it_is_longer_is_not_whole(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.fail(fault.having(total=3), rate=1)

    assert raised(lambda: list(salon.products())).code == "list_full"


@pytest.mark.parametrize(
    ("product_id", "expected"),
    [("abc-123", [PLAIN]), ("argan-1", [SMALL, LARGE]), ("argan-1#v-500", [SMALL, LARGE])],
)
@pytest.mark.parametrize("wraps", ["data", "name", ""])
def test_one_product_is_read_with_its_variants(
    salon: Apexloge,
    server: ApexlogeServer,
    wraps: str,
    product_id: str,
    expected: list[RemoteProduct],
) -> None:
    server.knobs.wraps = wraps

    assert salon.product(product_id) == expected
    assert [seen.path for seen in server.seen()] == [f"/products/{expected[0].id.split('#')[0]}"]


def test_a_removed_product_is_none(salon: Apexloge) -> None:
    salon.push(ProductRemoval("abc-123"), idempotency_key=HINT)

    assert salon.product("abc-123") == []


# Stock


def test_the_stock_of_products_and_variants_is_in_one_warehouse(salon: Apexloge) -> None:
    levels = [
        RemoteLevel("abc-123", "main", "", Decimal(12)),
        RemoteLevel("argan-1#v-250", "main", "", Decimal(30), is_adjustable=False),
        RemoteLevel("argan-1#v-500", "main", "", Decimal(15), is_adjustable=False),
    ]

    assert list(salon.levels()) == [levels]
    assert list(salon.levels("main")) == [levels]


@pytest.mark.parametrize("count", [None, "many", True])
def test_stock_that_is_no_number_is_not_known(
    salon: Apexloge, server: ApexlogeServer, count: object
) -> None:
    server.fail(fault.rows_having(stock_count=count), rate=1)

    assert [level.product_id for page in salon.levels() for level in page] == [
        "argan-1#v-250",
        "argan-1#v-500",
    ]


@pytest.mark.parametrize(
    ("product_id", "quantity", "is_adjustable"),
    [("abc-123", 12, True), ("argan-1#v-500", 15, False)],
)
@pytest.mark.parametrize("wraps", ["data", "name", ""])
def test_a_level_is_read_from_its_product(
    salon: Apexloge,
    server: ApexlogeServer,
    wraps: str,
    product_id: str,
    quantity: int,
    is_adjustable: bool,
) -> None:
    server.knobs.wraps = wraps
    level = RemoteLevel(product_id, "main", "", Decimal(quantity), is_adjustable)

    assert salon.level(product_id) == [level]
    assert [seen.path for seen in server.seen()] == [f"/products/{product_id.partition('#')[0]}"]


@pytest.mark.parametrize("product_id", ["gone", "argan-1", "argan-1#v-750", "a/b"])
def test_what_the_server_does_not_have_has_no_level(salon: Apexloge, product_id: str) -> None:
    assert salon.level(product_id) == []


def test_a_removed_product_has_no_level(salon: Apexloge) -> None:
    salon.push(ProductRemoval("abc-123"), idempotency_key=HINT)

    assert salon.level("abc-123") == []


def test_a_level_without_a_product_is_of_the_wrong_shape(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    server.fail(fault.shape({"data": {"name": "Comb"}}), rate=1)

    assert raised(lambda: salon.level("abc-123")).code == "wrong_shape"


def test_stock_is_set_as_in_the_document(salon: Apexloge, server: ApexlogeServer) -> None:
    ack = salon.push(StockPush("abc-123", "main", Decimal("12.00"), "count"), idempotency_key=HINT)

    (seen,) = server.seen()
    assert (seen.method, seen.path) == ("PATCH", "/products/abc-123")
    assert seen.body == b'{"stock_count":12,"in_stock":true}'
    assert ack == Ack("abc-123", quantity=Decimal(12))


def test_more_of_what_there_was_leaves_open_whether_it_is_on_sale(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    push = StockPush("abc-123", "main", Decimal(12), "", reopens=False)
    salon.push(push, idempotency_key=HINT)

    assert server.seen()[0].body == b'{"stock_count":12}'


def test_nothing_left_is_not_in_stock(salon: Apexloge, server: ApexlogeServer) -> None:
    salon.push(StockPush("abc-123", "main", Decimal(0), ""), idempotency_key=HINT)

    assert server.done("change") == [
        Deed("change", "abc-123", {"stock_count": 0, "in_stock": False})
    ]


# Changes


@pytest.mark.parametrize("wraps", ["data", "name", ""])
def test_a_product_is_made_with_the_fields_that_are_kept_there(
    salon: Apexloge, server: ApexlogeServer, wraps: str
) -> None:
    server.knobs.wraps = wraps
    fields: dict[str, str | Decimal | None] = {
        "name": "Argan oil shampoo",
        "name_ar": "شامبو زيت الأرغان",
        "price": Decimal("24.90"),
        "cost": Decimal("9.00"),
        "barcode": "8901234567890",
        "category": "hair_care",
        "tax_rate": Decimal(15),
        "stock": Decimal("30.0"),
    }

    ack = salon.push(ProductPush(fields), idempotency_key=HINT)

    (seen,) = server.seen()
    assert (seen.method, seen.path) == ("POST", "/products")
    assert seen.json == {
        "name": "Argan oil shampoo",
        "price": Decimal("24.90"),
        "category": "hair_care",
        "stock_count": 30,
    }
    assert b'"price":24.90' in seen.body
    assert ack.id == "new-1"
    assert [deed.id for deed in server.deeds] == ["new-1"]


def test_a_new_product_without_an_id_may_be_there(salon: Apexloge, server: ApexlogeServer) -> None:
    server.fail(fault.shape({"data": {"name": "Comb"}}), rate=1)
    record = ProductPush({"name": "Comb", "price": Decimal(5)})

    problem = raised(lambda: salon.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, "no_id")
    assert len(server.done("create")) == 1


def test_an_update_sends_what_changed_and_never_the_stock(
    salon: Apexloge, server: ApexlogeServer
) -> None:
    fields: dict[str, str | Decimal | None] = {
        "name": "Fine comb",
        "cost": Decimal(2),
        "category": None,
        "stock": Decimal(3),
    }

    ack = salon.push(ProductPush(fields, id="abc-123"), idempotency_key=HINT)

    assert ack == Ack("abc-123")
    assert server.seen()[0].json == {"name": "Fine comb"}
    assert server.products["abc-123"].stock_count == 12


@pytest.mark.parametrize("product_id", ["abc-123", "argan-1#v-250"])
def test_an_update_of_nothing_that_is_kept_there_is_done(
    salon: Apexloge, server: ApexlogeServer, product_id: str
) -> None:
    record = ProductPush({"barcode": "1", "tax_rate": Decimal(5), "cost": None}, id=product_id)

    assert salon.push(record, idempotency_key=HINT) == Ack(product_id)
    assert server.seen() == []


@pytest.mark.parametrize("removed", [200, 204])
def test_a_removed_product_is_not_sold_any_more(
    salon: Apexloge, server: ApexlogeServer, removed: int
) -> None:
    server.knobs.removed = removed

    ack = salon.push(ProductRemoval("abc-123"), idempotency_key=HINT)

    (seen,) = server.seen()
    assert (seen.method, seen.path, seen.body) == ("DELETE", "/products/abc-123", b"")
    assert ack == Ack("abc-123")
    assert [product.id for page in salon.products() for product in page] == [SMALL.id, LARGE.id]


@pytest.mark.parametrize(
    "record",
    [
        StockPush("argan-1#v-250", "main", Decimal(3), ""),
        ProductPush({"price": Decimal(5)}, id="argan-1#v-250"),
        ProductRemoval("argan-1#v-250"),
    ],
)
def test_a_variant_is_never_changed(salon: Apexloge, server: ApexlogeServer, record: Push) -> None:
    problem = raised(lambda: salon.push(record, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.code, problem.status) == ("variant_fixed", 0)
    assert problem.message.endswith(".")
    assert server.seen() == []


@pytest.mark.parametrize(
    ("record", "status", "words"),
    [
        (ProductPush({"price": Decimal(5)}, id="gone"), 404, "Product not found"),
        (ProductRemoval("gone"), 404, "Product not found"),
        (StockPush("abc-123", "main", Decimal(-1), ""), 400, "stock_count can't be negative"),
        (ProductPush({"price": Decimal(5)}), 400, "name is required"),
    ],
)
def test_what_the_server_refuses_comes_with_its_words(
    salon: Apexloge, server: ApexlogeServer, record: Push, status: int, words: str
) -> None:
    problem = raised(lambda: salon.push(record, idempotency_key=HINT))

    assert isinstance(problem, Rejected)
    assert (problem.status, problem.message) == (status, words)
    assert server.deeds == []
