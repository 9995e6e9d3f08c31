"""Lists that lie: an incomplete one advances nothing, hides nothing and stops no sale."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.ledger import Customer
from tests.fakes.server import Fault
from tests.faults.sync.oracle import judge, settled
from tests.shop import DATES, LATTE
from tests.sync.till import Clock, Till

PRODUCTS: dict[str, Any] = {"method": "GET", "path": "/products"}
NEW = "5901234123457"

# Catalogues of 250 products, of which the whole can't be had.
INCOMPLETE: dict[str, Callable[[ApexServer], object]] = {
    "a hole": lambda server: server.fail(fault.empty_page(), **PRODUCTS, query={"page": 2}, rate=1),
    "the same page": lambda server: server.fail(fault.same_page(), **PRODUCTS, rate=1),
    "a total too large": lambda server: server.fail(fault.total_off(3), **PRODUCTS, rate=1),
    "a total too small": lambda server: server.fail(fault.total_off(-260), **PRODUCTS, rate=1),
    "a total that drifts": lambda server: server.fail(fault.total_drifting(), **PRODUCTS, rate=1),
    "it breaks off": lambda server: server.fail(
        fault.status(500), **PRODUCTS, query={"page": 3}, rate=1
    ),
    "it is cut": lambda server: server.fail(
        fault.truncated(), **PRODUCTS, query={"page": 2}, rate=1
    ),
    "a page for people": lambda server: server.fail(
        fault.html(), **PRODUCTS, query={"page": 2}, rate=1
    ),
    "another shape": lambda server: server.fail(
        fault.shape({"success": True, "data": {"1": {}}}), **PRODUCTS, rate=1
    ),
    "20 MB": lambda server: server.fail(fault.huge(), **PRODUCTS, rate=1),
    "it refuses": lambda server: server.fail(
        fault.shape({"success": False, "message": "No"}), **PRODUCTS, rate=1
    ),
    "it is not there": lambda server: server.fail(fault.status(404), **PRODUCTS, rate=1),
}


@pytest.fixture
def many(till: Till, server: ApexServer) -> Till:
    """A till that knows the server's 250 products."""
    for number in range(5, 251):
        fields = {"name": f"Product {number}", "price": Decimal(2), "barcode": f"b-{number}"}
        server.ledger.add_product({**fields, "stock": Decimal(5)})
    till.round()
    assert till.product("b-250") is not None
    return till


@pytest.mark.parametrize("name", INCOMPLETE)
def test_an_incomplete_catalogue_changes_nothing_and_sales_flow(
    many: Till, server: ApexServer, clock: Clock, name: str
) -> None:
    pulled_at = many.state().pulled_at
    server.ledger.change_product(1, name="New name")
    INCOMPLETE[name](server)
    many.sell(DATES)
    for _ in range(4):
        clock.advance(301)
        report = many.round()
        assert report.problem, name
        assert report.message.endswith(".")
    assert many.states() == ["ACKED"]
    assert many.state().pulled_at == pulled_at
    assert many.product(DATES).name == "Product 1"
    assert many.product("b-250").active
    assert settled(many, server) == ["ACKED"]
    assert many.product(DATES).name == "New name"


@pytest.mark.parametrize(
    "lie",
    [lambda: fault.limit_ignored(7), fault.overlapping, lambda: fault.limit_ignored(300)],
    ids=["its own size", "overlapping", "all at once"],
)
def test_unsteady_pages_that_hold_everything_are_taken(
    many: Till, server: ApexServer, lie: Callable[[], Fault]
) -> None:
    server.knobs.page_cap = 300
    server.ledger.change_product(250, name="New name")
    server.fail(lie(), **PRODUCTS, rate=1)
    assert many.round().problem == ""
    assert many.product("b-250").name == "New name"


def test_a_catalogue_that_shifts_while_it_is_read_hides_nothing(
    many: Till, server: ApexServer, clock: Clock
) -> None:
    server.knobs.products_by = "newest"
    added = fault.around(
        after=lambda: server.ledger.add_product({"name": "Added", "price": Decimal(1)})
    )
    for _ in range(4):
        server.fail(added, **PRODUCTS, query={"page": 1})
        many.round()
        clock.advance(301)
    assert many.product("b-250").active
    assert many.product("b-100").active
    settled(many, server)


def without(product: int) -> Fault:
    """A catalogue that lacks a product, and counts so."""
    return fault.changed(
        lambda value: (
            value
            | {
                "data": [row for row in value["data"] if row["id"] != product],
                "total": value["total"] - 1,
            }
        )
    )


def test_a_product_is_hidden_by_two_absences_and_shown_when_it_is_back(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    till.round()
    server.fail(without(4), **PRODUCTS, rate=1)
    clock.advance(301)
    till.round()
    assert till.product(NEW).active
    clock.advance(301)
    till.round()
    hidden = till.product(NEW)
    assert hidden is None or not hidden.active
    server.heal()
    clock.advance(301)
    till.round()
    back = till.product(NEW)
    assert back.active
    assert back.remote_ids == (("apex", "4"),)
    assert till.findings() == []


def test_absences_that_are_not_in_a_row_hide_nothing(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    till.round()
    for _ in range(4):
        server.fail(without(4), **PRODUCTS)
        clock.advance(301)
        till.round()
        clock.advance(301)
        till.round()
        assert till.product(NEW).active


def test_one_round_is_one_scan_however_many_products_are_in_doubt(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    from tests.faults.sync.test_records import add_product

    till.round()
    for number in range(3):
        add_product(till, f"New {number}", f"n-{number}")
    server.fail(fault.drop(committed=False), method="POST", path="/products", times=3)
    till.round()
    till.round()
    clock.advance(310)
    before = len(server.seen("GET", "/products"))
    till.round()
    assert len(server.seen("GET", "/products")) - before <= 2


@pytest.mark.parametrize(
    "lie",
    [
        lambda: fault.rows(lambda found: found[:1]),
        fault.empty_page,
        lambda: fault.rows(lambda found: [*found, found[0] | {"quantity": 7}]),
        lambda: fault.rows_lacking("quantity"),
        lambda: fault.rows_having(quantity="many"),
        lambda: fault.rows_having(quantity=None),
        lambda: fault.rows_having(quantity=Decimal("1e40")),
        lambda: fault.rows_having(warehouse_id=None),
        lambda: fault.having(total=99),
        lambda: fault.shape(None),
        fault.html,
        lambda: fault.status(500),
        lambda: fault.huge(60 * 1024 * 1024, compressed=True),
    ],
)
def test_stock_that_lies_changes_only_what_it_says(
    till: Till, server: ApexServer, clock: Clock, lie: Callable[[], Fault]
) -> None:
    till.round()
    till.sell(DATES, LATTE)
    server.fail(lie(), method="GET", path="/inventory", rate=1)
    for _ in range(2):
        till.round()
        clock.advance(301)
    assert till.states() == ["ACKED"]
    assert till.level(NEW) in {100, 7}
    assert settled(till, server) == ["ACKED"]


@pytest.mark.parametrize(
    "lie",
    [
        fault.same_page,
        fault.empty_page,
        fault.overlapping,
        lambda: fault.having(total=99),
        lambda: fault.status(500),
        fault.html,
        lambda: fault.shape({"success": True}),
    ],
)
def test_customers_that_lie_stop_nothing_else(
    till: Till, server: ApexServer, clock: Clock, lie: Callable[[], Fault]
) -> None:
    for number in range(120):
        server.ledger.add_customer({"name": f"Customer {number}", "phone": f"05{number:08d}"})
    till.round()
    server.fail(lie(), method="GET", path="/customers", rate=1)
    till.sell(DATES)
    server.other_till.sell(4, 5)
    for _ in range(3):
        clock.advance(301)
        till.round()
    assert till.states() == ["ACKED"]
    assert till.level(NEW) == 95
    assert settled(till, server) == ["ACKED"]


def test_customers_that_lie_hold_up_no_sale_but_that_of_the_new_customer(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    from tests.faults.sync.test_records import add_customer, sell_to

    till.round()
    server.fail(fault.status(500), method="GET", path="/customers", rate=1)
    sell_to(till, add_customer(till, "Noura", "0507654321"))
    till.sell(DATES)
    for _ in range(2):
        clock.advance(301)
        till.round()
    assert till.states() == ["BLOCKED", "ACKED"]
    assert settled(till, server) == ["ACKED", "ACKED"]


def test_the_same_catalogue_costs_no_write(till: Till, server: ApexServer, clock: Clock) -> None:
    server.ledger.customers[7] = Customer(7, "Ahmed", "0501234567")
    till.round()
    clock.advance(301)
    report = till.round()
    assert report.pulled == 0
    judge(till, server)


def test_what_the_office_adds_changes_and_prices_comes_in(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    till.round()
    server.ledger.add_product({"name": "New", "price": Decimal(3), "barcode": "9-9"})
    server.ledger.change_product(1, price=Decimal("20.00"))
    clock.advance(301)
    till.round()
    assert till.product("9-9").name == "New"
    assert till.product(DATES).price.amount == 20
