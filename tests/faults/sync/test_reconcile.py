"""Looking for lost sales: absent is believed only when nothing else is possible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.domain.sale import Sale
from app.services import outbox as verdicts
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.server import Fault
from tests.faults.sync.oracle import messages, rest, rows, settled
from tests.shop import DATES, LATTE, counter_of
from tests.sync.till import Clock, Till

POST: dict[str, Any] = {"method": "POST", "path": "/invoices"}
LIST: dict[str, Any] = {"method": "GET", "path": "/invoices"}


@pytest.fixture
def proven(till: Till) -> Till:
    """A till that knows that a search finds invoices, with a few of them booked."""
    for _ in range(3):
        till.sell(DATES)
    till.round()
    return till


def lose(till: Till, server: ApexServer, *, committed: bool) -> Sale:
    """A sale whose answer is lost."""
    sale = till.sell(LATTE)
    server.fail(fault.drop(committed=committed), **POST)
    till.round()
    assert till.states()[-1] == "UNKNOWN"
    return sale


@pytest.mark.parametrize("after", [1, 60, 200, 298])
def test_a_late_commit_within_the_settle_window_is_found(
    proven: Till, server: ApexServer, clock: Clock, after: int
) -> None:
    sale = proven.sell(LATTE)
    server.fail(fault.late(timedelta(seconds=after)), **POST)
    proven.round()
    for _ in range(30):
        clock.advance(10)
        proven.round()
    assert len(server.ledger.invoices_by_reference(sale.reference)) == 1
    assert settled(proven, server) == ["ACKED"] * 4


def test_a_late_commit_between_the_two_searches_is_found(
    proven: Till, server: ApexServer, clock: Clock
) -> None:
    proven.sell(LATTE)
    server.fail(fault.late(timedelta(seconds=330)), **POST)
    proven.round()
    clock.advance(305)
    proven.round()
    assert proven.states()[-1] == "RECONCILING"
    clock.advance(61)
    assert settled(proven, server) == ["ACKED"] * 4
    assert not proven.entries("invoice")[-1].resent


@pytest.mark.parametrize("after", [1200, 3600])
def test_a_commit_later_than_anyone_waits_is_seen_by_the_sweep(
    proven: Till, server: ApexServer, clock: Clock, after: int
) -> None:
    sale = proven.sell(LATTE)
    server.fail(fault.late(timedelta(seconds=after)), **POST)
    proven.round()
    rest(proven, server)
    clock.advance(7 * 3600)
    proven.round()
    clock.advance(7 * 3600)
    assert len(server.ledger.invoices_by_reference(sale.reference)) == 2
    assert settled(proven, server)[-1] == "DUPLICATE"
    ids = [str(each.id) for each in server.ledger.invoices_by_reference(sale.reference)]
    assert all(each in messages(proven)[-1] for each in ids)


def test_a_sale_before_a_manager_that_turns_up_after_all_settles_itself(
    proven: Till, server: ApexServer, clock: Clock
) -> None:
    lose(proven, server, committed=True)
    server.fail(fault.rows(lambda found: found[2:]), **LIST, rate=1)
    for _ in range(20):
        clock.advance(301)
        proven.round()
    assert proven.states()[-1] == "MANAGER"
    server.heal()
    clock.advance(7 * 3600)
    proven.round()
    assert settled(proven, server) == ["ACKED"] * 4


def test_what_a_manager_settled_is_not_brought_up_by_the_next_sweep(
    proven: Till, server: ApexServer, clock: Clock
) -> None:
    sale = proven.entries("invoice")[0]
    server.other_till.sell(1, notes=sale.reference)
    clock.advance(7 * 3600)
    proven.round()
    assert proven.states()[0] == "DUPLICATE"
    with proven.store.write() as unit:
        counter = counter_of(unit, at=clock.now())
        verdicts.drop(unit, sale.id, counter, "The second was voided.")
    clock.advance(7 * 3600)
    proven.round()
    assert rows(proven)[0].verdict == "dropped"


def test_two_exact_references_are_a_duplicate_and_are_not_sent(
    proven: Till, server: ApexServer
) -> None:
    sale = lose(proven, server, committed=True)
    server.other_till.sell(2, notes=sale.reference)
    assert settled(proven, server)[-1] == "DUPLICATE"


@pytest.mark.parametrize("settle", ["0", "30", "1200"])
def test_the_settle_window_is_what_was_set(
    proven: Till, server: ApexServer, clock: Clock, settle: str
) -> None:
    proven.set(settle_seconds=settle)
    proven.sell(LATTE)
    server.fail(fault.drop(committed=False), **POST)
    proven.round()
    if settle != "0":
        clock.advance(int(settle) - 1)
        before = len(server.seen("GET", "/invoices"))
        proven.round()
        assert len(server.seen("GET", "/invoices")) == before
    assert settled(proven, server) == ["ACKED"] * 4


# What a list of invoices may look like that does not show what is there. It may be so for ever.
LIES: dict[str, Callable[[], Fault]] = {
    "it is empty": fault.empty_page,
    "it shows no notes any more": lambda: fault.rows_lacking("notes"),
    "its notes are cut": lambda: fault.rows_having(notes="POS:"),
    "it shows only the oldest": lambda: fault.rows(lambda found: found[-1:]),
    "it lacks the newest": lambda: fault.rows(lambda found: found[2:]),
    "it begins with page two": lambda: fault._asking_else(
        lambda request: request.asking(page=2), name="page two"
    ),
    "its rows are no invoices": lambda: fault.rows(lambda found: [None for _ in found]),
    "it is broken": lambda: fault.status(500),
    "it is a page": fault.html,
}


@pytest.mark.parametrize("name", LIES)
def test_a_list_that_lacks_what_is_there_proves_nothing(
    proven: Till, server: ApexServer, clock: Clock, name: str
) -> None:
    lose(proven, server, committed=True)
    server.fail(LIES[name](), **LIST, rate=1)
    for _ in range(20):
        clock.advance(301)
        proven.round()
    assert len(server.seen("POST", "/invoices")) == 4
    assert settled(proven, server)[-1] in {"ACKED", "MANAGER"}


def test_a_hole_between_the_pages_proves_nothing(
    proven: Till, server: ApexServer, clock: Clock
) -> None:
    server.knobs.page_size = 2
    server.knobs.newest_first = False
    lose(proven, server, committed=True)
    server.fail(fault.empty_page(), **LIST, query={"page": 2}, rate=1)
    for _ in range(10):
        clock.advance(301)
        proven.round()
    assert len(server.seen("POST", "/invoices")) == 4
    assert settled(proven, server)[-1] in {"ACKED", "MANAGER"}


@pytest.mark.parametrize(
    "lie",
    [fault.same_page, lambda: fault.limit_ignored(1), fault.overlapping],
    ids=["the same page", "its own size", "overlapping"],
)
@pytest.mark.parametrize("committed", [True, False])
def test_unsteady_pages_book_nothing_twice(
    proven: Till,
    server: ApexServer,
    lie: Callable[[], Fault],
    *,
    committed: bool,
) -> None:
    server.knobs.page_size = 2
    lose(proven, server, committed=committed)
    server.fail(lie(), **LIST, rate=1)
    rest(proven, server)
    assert settled(proven, server)[-1] in {"ACKED", "MANAGER"}


def test_a_list_that_never_ends_well_comes_before_a_manager(
    proven: Till, server: ApexServer, clock: Clock
) -> None:
    server.knobs.page_size = 2
    lose(proven, server, committed=False)
    server.fail(fault.same_page(), **LIST, rate=1)
    for _ in range(30):
        clock.advance(301)
        proven.round()
    assert proven.states()[-1] == "MANAGER"
    assert "list of invoices" in messages(proven)[-1]


def test_a_sale_that_is_voided_at_the_server_stops_no_search_for_ever(
    proven: Till, server: ApexServer, clock: Clock
) -> None:
    del server.ledger.invoices[1]
    lose(proven, server, committed=False)
    for _ in range(30):
        clock.advance(301)
        proven.round()
    assert proven.states()[-1] in {"ACKED", "MANAGER"}


def test_sales_at_another_till_between_two_pages_hide_nothing(
    proven: Till, server: ApexServer
) -> None:
    server.knobs.page_size = 1
    lose(proven, server, committed=True)
    between = fault.around(after=lambda: server.other_till.sell(3))
    server.fail(between, **LIST, rate=0.7, seed=5)
    rest(proven, server)
    assert settled(proven, server) == ["ACKED"] * 4


def test_a_sale_found_at_midnight_of_another_day_is_found(
    proven: Till, server: ApexServer, clock: Clock
) -> None:
    clock.advance(15 * 3600 + 59 * 60)  # a minute to midnight
    lose(proven, server, committed=True)
    clock.advance(86_400)
    assert settled(proven, server) == ["ACKED"] * 4
