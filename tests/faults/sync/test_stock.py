"""Changes of stock: nobody's figure is overwritten, and none is told twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.services import outbox as verdicts
from app.services import stock
from app.services.stock import Count
from app.storage import backend as backends
from app.storage import outbox, register
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.server import Fault
from tests.faults.sync.oracle import judge, messages, rows, settled
from tests.shop import BREAD, DATES, LATTE, counter_of
from tests.sync.till import Clock, Till

PATCH: dict[str, Any] = {"method": "PATCH", "path": "/inventory/*"}
READ: dict[str, Any] = {"method": "GET", "path": "/inventory"}


@pytest.fixture
def ready(till: Till) -> Till:
    """A till that knows the server's products, warehouses and that setting stock works."""
    till.round()
    till.adjust(DATES, 1)
    till.round()
    assert till.states("stock") == ["ACKED"]
    return till


LOST: dict[str, Callable[[], Fault]] = {
    "absent: dropped unread": fault.drop_unread,
    "absent: dropped": lambda: fault.drop(committed=False),
    "absent: 500": lambda: fault.status(500),
    "absent: a page": fault.html,
    "absent: failed without a reason": fault.unexplained,
    "absent: 307": lambda: fault.redirect(307),
    "set: dropped": lambda: fault.drop(committed=True),
    "set: 500": lambda: fault.status(500, committed=True),
    "set: cut": fault.cut,
    "set: nothing in 200": lambda: fault.body(lambda _: b""),
    "set: no success": lambda: fault.lacking("success"),
    "set: NaN": lambda: fault.having(new_quantity=fault.NAN),
}


@pytest.mark.parametrize("name", LOST)
def test_a_change_whose_answer_is_lost_is_made_once(
    ready: Till, server: ApexServer, name: str
) -> None:
    ready.adjust(DATES, 20)
    server.fail(LOST[name](), **PATCH)
    ready.round()
    assert ready.states("stock")[-1] == "UNKNOWN"
    settled(ready, server)
    assert ready.states("stock") == ["ACKED"] * 2
    assert server.ledger.level(1) == 121


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize("delta", [1, -1, 5])
def test_our_own_sales_meanwhile_are_told_from_a_lost_change(
    ready: Till, server: ApexServer, delta: int, *, committed: bool
) -> None:
    """A sale of one must not pass for the change of -1, nor hide that of +1."""
    ready.adjust(DATES, delta)
    server.fail(fault.drop(committed=committed), **PATCH)
    ready.round()
    ready.sell(DATES)
    ready.round()
    assert ready.states() == ["ACKED"]
    settled(ready, server)
    assert ready.states("stock") == ["ACKED"] * 2
    assert server.ledger.level(1) == 101 + delta - 1


def test_a_lost_change_waits_for_a_sale_in_doubt(ready: Till, server: ApexServer) -> None:
    ready.sell(LATTE)
    ready.round()
    ready.adjust(DATES, -1)
    server.fail(fault.drop(committed=False), **PATCH)
    ready.round()
    ready.sell(DATES)
    server.fail(fault.drop(committed=True), method="POST", path="/invoices")
    ready.round()
    settled(ready, server)
    assert ready.states("stock") == ["ACKED"] * 2
    assert server.ledger.level(1) == 101 - 1 - 1


def test_an_old_figure_is_never_sent_again(ready: Till, server: ApexServer) -> None:
    ready.adjust(DATES, 20)
    server.fail(fault.drop(committed=False), **PATCH)
    ready.round()
    server.other_till.sell(1, 7)
    settled(ready, server)
    assert server.ledger.level(1) == 94
    assert ready.states("stock")[-1] == "MANAGER"
    assert "94" in messages(ready)[-1]


def test_a_change_that_never_arrives_comes_before_a_manager(
    ready: Till, server: ApexServer, clock: Clock
) -> None:
    ready.adjust(DATES, 20)
    server.fail(fault.drop(committed=False), **PATCH, rate=1)
    for _ in range(6):
        ready.round()
        clock.advance(301)
    assert ready.states("stock")[-1] == "MANAGER"
    assert server.ledger.level(1) == 101


def test_a_change_that_is_made_late_overwrites_and_is_noticed(
    ready: Till, server: ApexServer, clock: Clock
) -> None:
    """An absolute figure that is set late takes a sale in between with it: nobody can help that."""
    ready.adjust(DATES, 20)
    server.fail(fault.late(timedelta(seconds=100)), **PATCH)
    ready.round()
    ready.sell(DATES)
    ready.round()
    clock.advance(150)
    ready.round()
    settled(ready, server)
    assert ready.states("stock")[-1] == "MANAGER"


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_sale_elsewhere_right_before_or_after_is_kept(
    ready: Till, server: ApexServer, nth: int
) -> None:
    """Before the reading (1), right after the setting (2: before it is read back), or later."""
    ready.adjust(DATES, 20)
    sells = fault.around(before=lambda: server.other_till.sell(1, 3))
    server.fail(sells, **READ, nth=nth)
    ready.round()
    settled(ready, server)
    assert server.ledger.level(1) == 118
    assert ready.states("stock") == ["ACKED"] * 2


def test_while_another_till_is_busy_all_changes_but_those_of_the_moment_add_up(
    ready: Till, server: ApexServer
) -> None:
    with server.other_till.busy(seed=3, every_s=0.01):
        for _ in range(5):
            ready.adjust(DATES, 4)
            ready.round()
    settled(ready, server)
    judge(ready, server)


def test_where_the_id_is_a_rows_the_damage_is_seen_at_once_and_no_more_is_done(
    till: Till, server: ApexServer
) -> None:
    server.knobs.patch_by = "row"
    till.round()
    till.adjust("5901234123457", 5)  # product 4, whose number is row 4: of product 2
    till.adjust(DATES, 5)
    till.round()
    assert till.states("stock") == ["MANAGER", "MANAGER"]
    assert [row.verdict for row in rows(till)] == ["wrong_product", "can_not_set"]
    assert len(server.seen("PATCH")) == 1
    settled(till, server)


def test_a_row_that_happens_to_be_the_product_is_no_proof_for_the_others(
    till: Till, server: ApexServer
) -> None:
    server.knobs.patch_by = "row"
    till.round()
    till.adjust(DATES, 5)  # row 1 is product 1 in the first warehouse
    till.round()
    assert till.states("stock") == ["ACKED"]
    till.adjust("5901234123457", 5)
    till.round()
    till.adjust("5901234123457", 5)
    settled(till, server)
    assert till.states("stock") == ["ACKED", "MANAGER", "MANAGER"]
    assert len(server.seen("PATCH")) == 2
    assert server.ledger.level(4) == 100


def test_where_the_id_is_ignored_all_is_well(till: Till, server: ApexServer) -> None:
    server.knobs.patch_by = "body"
    till.round()
    till.adjust(DATES, 5)
    settled(till, server)
    assert till.states("stock") == ["ACKED"]
    assert server.ledger.level(1) == 105


@pytest.mark.parametrize("code", [400, 404, 422])
def test_a_refused_change_stands_before_the_manager_and_the_sales_flow(
    ready: Till, server: ApexServer, code: int
) -> None:
    ready.adjust(DATES, 5)
    ready.sell(DATES)
    server.fail(fault.status(code, message="Not here"), **PATCH)
    ready.round()
    assert settled(ready, server) == ["ACKED"]
    assert messages(ready) == ["Not here"]


@pytest.mark.parametrize("broken", [lambda: fault.status(500), fault.html, fault.cut])
def test_stock_that_can_not_be_read_holds_up_no_sale(
    ready: Till, server: ApexServer, clock: Clock, broken: Callable[[], Fault]
) -> None:
    ready.adjust(DATES, 5)
    ready.sell(DATES)
    server.fail(broken(), **READ, rate=1)
    for _ in range(3):
        ready.round()
        clock.advance(301)
    assert ready.states() == ["ACKED"]
    assert ready.states("stock")[-1] == "READY"
    settled(ready, server)
    assert server.ledger.level(1) == 105


def test_many_changes_that_can_not_go_hold_up_no_sale(till: Till, server: ApexServer) -> None:
    """Sixty changes of a product that the server does not have."""
    till.round()
    for _ in range(60):
        till.adjust(BREAD, 1)
    till.sell(DATES)
    till.round()
    assert till.states() == ["ACKED"]


@pytest.mark.parametrize("fails", [False, True])
def test_where_invoices_deduct_nothing_sales_are_told_as_changes_once(
    till: Till, server: ApexServer, *, fails: bool
) -> None:
    server.knobs.deducts_stock = False
    till.set(deducts_stock="no")
    till.round()
    for _ in range(3):
        till.sell(DATES)
    if fails:
        server.fail(fault.drop(committed=True), method="POST", path="/invoices", nth=2)
        server.fail(fault.drop(committed=True), **PATCH, nth=2)
    till.round()
    till.sell(LATTE)
    assert settled(till, server) == ["ACKED"] * 4
    assert server.ledger.level(1) == 97
    assert till.level(DATES) == 97


def test_where_invoices_deduct_nothing_a_conflict_is_told_as_a_change_too(
    till: Till, server: ApexServer
) -> None:
    server.knobs.deducts_stock = False
    till.set(deducts_stock="no")
    till.round()
    till.sell(DATES)
    server.fail(fault.having(total=1), method="POST", path="/invoices")
    assert till.round().problem == ""
    assert settled(till, server) == ["CONFLICT"]
    assert server.ledger.level(1) == 99


def test_every_warehouse_has_its_own_figure(till: Till, server: ApexServer) -> None:
    server.ledger.set_level((1, 2), Decimal(40), notes="")
    till.round()
    assert till.level(DATES, "store-room") == 40
    server.other_till.set(1, 45, warehouse_id=2)
    till.sell(DATES)
    settled(till, server)
    assert till.level(DATES) == 99
    assert till.level(DATES, "store-room") == 45


def test_a_till_that_died_while_setting_makes_the_change_once_at_a_hub_too(
    ready: Till, server: ApexServer, clock: Clock
) -> None:
    """Whoever honours keys gets another one for each attempt to set stock."""
    server.knobs.health = {"server": "sanduq-hub", "capabilities": ["idempotency_key"]}
    ready.adjust(DATES, 20)
    server.fail(fault.drop(committed=True), **PATCH)
    ready.round()
    entry = ready.entries("stock")[-1]
    with ready.store.write() as unit:
        outbox.mark(unit, entry.id, outbox.SENDING, at=clock.now())
        unit.commit()
    ready.reopen()
    clock.advance(10)
    ready.round()
    settled(ready, server)
    assert server.ledger.level(1) == 121


def test_a_change_in_doubt_comes_before_a_manager_when_setting_turns_out_impossible(
    ready: Till, server: ApexServer, clock: Clock
) -> None:
    ready.adjust(DATES, 20)
    server.fail(fault.drop(committed=False), **PATCH)
    ready.round()
    with ready.store.write() as unit:
        known = {"set_stock": backends.Known("no", "it changed another")}
        backends.learn(unit, "apex", known, at=clock.now())
        unit.commit()
    settled(ready, server)
    assert ready.states("stock")[-1] == "MANAGER"


def test_the_level_of_a_sale_in_doubt_stays_until_it_is_sure(
    ready: Till, server: ApexServer
) -> None:
    ready.sell(LATTE)
    ready.round()
    ready.sell(DATES)
    server.fail(fault.drop(committed=True), method="POST", path="/invoices")
    ready.round()
    assert ready.level(DATES) == 100
    server.other_till.sell(1, 10)
    ready.round()
    assert ready.level(DATES) == 100
    settled(ready, server)
    assert ready.level(DATES) == 90


def test_a_count_made_offline_waits_for_a_manager_and_is_then_taken_against_a_fresh_figure(
    ready: Till, server: ApexServer, clock: Clock
) -> None:
    clock.advance(3600)
    count(ready, 90)
    assert ready.states("count") == ["MANAGER"]
    assert ready.level(DATES) == 101
    clock.advance(5)
    ready.sell(DATES)
    ready.round()
    with ready.store.write() as unit:
        counter = counter_of(unit, at=clock.now())
        verdicts.retry(unit, ready.entries("count")[0].id, counter)
    settled(ready, server)
    assert ready.states("count") == ["ACKED"]
    assert server.ledger.level(1) == 89  # what was counted, less what was sold since
    assert ready.level(DATES) == 89


def test_a_count_against_a_fresh_figure_is_told_as_its_difference(
    ready: Till, server: ApexServer
) -> None:
    count(ready, 90)
    server.other_till.sell(1, 5)
    settled(ready, server)
    assert server.ledger.level(1) == 85
    assert ready.level(DATES) == 85


def count(till: Till, counted: int) -> None:
    """Somebody counts the dates."""
    with till.store.write() as unit:
        counter = counter_of(unit, at=till.clock.now())
        place = register.warehouse(unit, "main")
        seen = till.level(DATES)
        wanted = Count(till.product(DATES), place, Decimal(counted), seen)
        stock.count(unit, wanted, counter)
