"""StackNex: levels, read all at once or row by row, and what is sent to set one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.connectors.stacknex import StackNex
from app.sync.contract import (
    RemoteLevel,
    StockPush,
)
from app.sync.problem import OutcomeUnknown, Rejected, Transient
from tests.connectors.contract_suite import HINT, raised
from tests.connectors.stacknex_shop import (
    CAKE,
    COFFEE,
    SHOP,
    STORE,
    all_of,
)
from tests.connectors.trouble import BROKEN
from tests.fakes import fault
from tests.fakes.server import Fault
from tests.fakes.stacknex import StackNexServer

# Reading


def test_levels_are_told_per_location(stacknex: StackNex, cloud: StackNexServer) -> None:
    assert all_of(stacknex.levels()) == [
        RemoteLevel(COFFEE, SHOP, "Shop", Decimal(10)),
        RemoteLevel(COFFEE, STORE, "Store", Decimal(2)),
        RemoteLevel(CAKE, SHOP, "Shop", Decimal(5)),
        RemoteLevel(CAKE, STORE, "Store", Decimal(0)),
    ]
    assert [level.product_id for level in all_of(stacknex.levels(STORE))] == [COFFEE, CAKE]
    assert cloud.seen()[0].query.keys() == {"page", "limit"}


def test_a_location_may_be_an_object_or_not_be_said(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    rows = [
        {"product": {"id": "p"}, "location": {"id": "l", "name": "Shop"}, "stock": "3"},
        {"productId": "q", "quantity": 4},
        {"productId": "r", "locationId": None, "quantity": 4},
    ]
    cloud.fail(fault.shape({"data": rows}), times=1)

    assert all_of(stacknex.levels()) == [
        RemoteLevel("p", "l", "Shop", Decimal(3)),
        RemoteLevel("q", "main", "", Decimal(4)),
    ]


@pytest.mark.parametrize("twin", [{"quantity": 7}, {"id": "inv_9"}])
def test_a_level_that_is_told_in_two_ways_is_not_known(
    stacknex: StackNex, cloud: StackNexServer, twin: dict[str, object]
) -> None:
    cloud.fail(fault.rows(lambda rows: [*rows, rows[0] | twin, rows[1]]), times=1)

    assert len(all_of(stacknex.levels())) == 3


def test_one_products_levels_are_read_row_by_row_once_the_rows_are_known(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    first = stacknex.level(COFFEE)
    asked = len(cloud.seen())
    cloud.tables["inventory"]["inv_1"]["quantity"] = 8

    again = stacknex.level(COFFEE)

    assert first == [
        RemoteLevel(COFFEE, SHOP, "Shop", Decimal(10)),
        RemoteLevel(COFFEE, STORE, "Store", Decimal(2)),
    ]
    assert again == [replace(first[0], quantity=Decimal(8)), first[1]]
    paths = [seen.path for seen in cloud.seen()[asked:]]
    assert paths == ["/inventory/inv_1", "/inventory/inv_2"]


def test_one_products_levels_are_read_by_its_own_id_where_rows_have_none(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.row_ids = False
    first = stacknex.level(COFFEE)
    asked = len(cloud.seen())

    assert stacknex.level(COFFEE) == first
    assert [seen.path for seen in cloud.seen()[asked:]] == [f"/inventory/{COFFEE}"]


@pytest.mark.parametrize("envelope", ["data", "named", "bare"])
def test_one_row_is_read_in_any_envelope(
    stacknex: StackNex, cloud: StackNexServer, envelope: str
) -> None:
    cloud.knobs.envelope = envelope
    stacknex.level(CAKE)

    assert [level.quantity for level in stacknex.level(CAKE)] == [5, 0]
    assert len(cloud.seen("GET", "/inventory/*")) == 2


@pytest.mark.parametrize(
    "answer",
    [
        fault.status(404),
        fault.status(405),
        fault.shape({"data": {"productId": CAKE, "locationId": SHOP, "quantity": 1}}),
        fault.shape({"data": {"productId": COFFEE, "locationId": SHOP, "quantity": 1}}),
        fault.shape({"success": True}),
    ],
)
def test_rows_that_do_not_tell_all_of_a_product_are_not_enough(
    stacknex: StackNex, cloud: StackNexServer, answer: Fault
) -> None:
    first = stacknex.level(COFFEE)
    cloud.fail(answer, path="/inventory/*", rate=1)

    assert stacknex.level(COFFEE) == first


# Setting


def test_a_level_is_set_in_the_row_that_tells_it(stacknex: StackNex, cloud: StackNexServer) -> None:
    record = StockPush(COFFEE, STORE, Decimal("150.000"), "Restock")

    ack = stacknex.push(record, idempotency_key=HINT)

    (seen,) = cloud.seen("PATCH")
    assert seen.path == "/inventory/inv_2"
    assert seen.body == (
        b'{"productId":"prod_xyz789","locationId":"loc_2","quantity":150,"notes":"Restock"}'
    )
    assert (ack.id, ack.quantity) == (COFFEE, Decimal(150))
    assert [cloud.level(COFFEE, place) for place in (STORE, SHOP)] == [150, 10]


def test_a_row_that_was_read_is_not_looked_for_again(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    all_of(stacknex.levels())
    asked = len(cloud.seen())

    stacknex.push(StockPush(CAKE, SHOP, Decimal(7), ""), idempotency_key=HINT)

    (write,) = cloud.seen()[asked:]
    assert (write.method, write.path) == ("PATCH", "/inventory/inv_3")
    assert write.idempotency_key == HINT
    assert write.headers["connection"] == "close"


def test_a_level_is_set_by_the_product_where_rows_have_no_id(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.row_ids = False

    stacknex.push(StockPush(COFFEE, STORE, Decimal(3), ""), idempotency_key=HINT)

    assert [seen.path for seen in cloud.seen("PATCH")] == [f"/inventory/{COFFEE}"]
    assert [cloud.level(COFFEE, place) for place in (STORE, SHOP)] == [3, 10]


def test_no_other_products_row_is_guessed(stacknex: StackNex, cloud: StackNexServer) -> None:
    record = StockPush("prod_9", SHOP, Decimal(3), "")

    problem = raised(lambda: stacknex.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (Rejected, "no_stock_there")
    assert cloud.deeds == []


def test_a_place_without_a_name_is_not_sent(stacknex: StackNex, cloud: StackNexServer) -> None:
    for row in cloud.tables["inventory"].values():
        del row["locationId"], row["locationName"]

    stacknex.push(StockPush(COFFEE, "main", Decimal(3), ""), idempotency_key=HINT)

    assert cloud.seen("PATCH")[0].json.keys() == {"productId", "quantity", "notes"}


@pytest.mark.parametrize("case", [case for case in BROKEN if case != "405"])
def test_a_change_without_a_good_answer_may_have_happened(
    stacknex: StackNex, cloud: StackNexServer, case: str
) -> None:
    broken, _, code = BROKEN[case]
    all_of(stacknex.levels())
    cloud.fail(broken, method="PATCH", rate=1)

    record = StockPush(COFFEE, SHOP, Decimal(150), "")
    problem = raised(lambda: stacknex.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (OutcomeUnknown, code)
    assert len(cloud.seen("PATCH")) == 1


def test_a_change_whose_row_can_not_be_read_was_not_sent(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.fail(fault.status(500), path="/inventory", rate=1)

    record = StockPush(COFFEE, SHOP, Decimal(150), "")
    problem = raised(lambda: stacknex.push(record, idempotency_key=HINT))

    assert (type(problem), problem.code) == (Transient, "server_error")
    assert cloud.seen("PATCH") == []
