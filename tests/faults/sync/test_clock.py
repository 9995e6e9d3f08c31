"""Clocks that are wrong or set anew: nothing is sent again while the server may still book it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.storage import outbox
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.faults.sync.oracle import settled
from tests.shop import DATES, LATTE
from tests.sync.till import Clock, Till

POST: dict[str, Any] = {"method": "POST", "path": "/invoices"}
DAY, YEAR = 86_400, 366 * 86_400
JUMPS = [400, -400, DAY, -DAY, YEAR, -YEAR]


@pytest.fixture
def proven(till: Till) -> Till:
    """A till that knows that a search finds invoices."""
    till.sell(DATES)
    till.round()
    return till


def lose_late(till: Till, server: ApexServer, after: int) -> None:
    """A sale without an answer that is booked only so many seconds later."""
    till.sell(LATTE)
    server.fail(fault.late(timedelta(seconds=after)), **POST)
    till.round()
    assert till.states()[-1] == "UNKNOWN"


class Detached:
    """Makes the server's clock independent of this computer's."""

    def __init__(self, server: ApexServer, clock: Clock) -> None:
        start, base = clock.now(), clock.passed
        server._now = lambda: start + timedelta(seconds=clock.passed - base)


@pytest.mark.parametrize("seconds", JUMPS)
def test_setting_this_computers_clock_while_a_sale_settles_books_nothing_twice(
    proven: Till, server: ApexServer, clock: Clock, seconds: int
) -> None:
    Detached(server, clock)
    lose_late(proven, server, 250)
    clock.jump(seconds)
    for _ in range(6):
        proven.round()
        clock.advance(40)
    clock.advance(20)
    assert settled(proven, server) == ["ACKED", "ACKED"]
    assert len(server.seen("POST", "/invoices")) == 2


@pytest.mark.parametrize("seconds", JUMPS)
def test_setting_the_clock_between_two_searches_books_nothing_twice(
    proven: Till, server: ApexServer, clock: Clock, seconds: int
) -> None:
    Detached(server, clock)
    lose_late(proven, server, 340)
    clock.advance(301)
    proven.round()
    assert proven.states()[-1] == "RECONCILING"
    clock.jump(seconds)
    for _ in range(5):
        proven.round()
        clock.advance(10)
    assert settled(proven, server) == ["ACKED", "ACKED"]
    assert len(server.seen("POST", "/invoices")) == 2


@pytest.mark.parametrize("seconds", JUMPS)
def test_a_restart_with_another_clock_books_nothing_twice(
    proven: Till, server: ApexServer, clock: Clock, seconds: int
) -> None:
    Detached(server, clock)
    lose_late(proven, server, 250)
    clock.jump(seconds)
    proven.reopen()
    for _ in range(6):
        proven.round()
        clock.advance(40)
    clock.advance(20)
    assert settled(proven, server) == ["ACKED", "ACKED"]
    assert len(server.seen("POST", "/invoices")) == 2


@pytest.mark.parametrize("skew", [0, 3600, -3600, YEAR, -YEAR])
@pytest.mark.parametrize("seconds", [0, YEAR, -YEAR])
def test_a_till_that_died_while_sending_gives_the_server_its_time(
    proven: Till, server: ApexServer, clock: Clock, skew: int, seconds: int
) -> None:
    Detached(server, clock)
    server.skew = timedelta(seconds=skew)
    proven.round()
    lose_late(proven, server, 250)
    die_sending(proven)
    clock.jump(seconds)
    proven.reopen()
    for _ in range(6):
        proven.round()
        clock.advance(40)
    assert len(server.seen("POST", "/invoices")) == 2
    clock.advance(20)
    assert settled(proven, server) == ["ACKED", "ACKED"]
    assert len(server.seen("POST", "/invoices")) == 2


def die_sending(till: Till) -> None:
    """Leave the newest sale as a process does that dies before its answer."""
    with till.store.write() as unit:
        entry = outbox.get(unit, till.entries("invoice")[-1].id)
        outbox.mark(
            unit,
            entry.id,
            outbox.SENDING,
            at=till.clock.now(),
            not_before=None,
            unknown_since=None,
            verdict="",
        )
        unit.commit()


@pytest.mark.parametrize("skew", [3600, -3600, YEAR, -YEAR])
def test_a_server_whose_clock_is_wrong_is_searched_on_its_own_days(
    proven: Till, server: ApexServer, skew: int
) -> None:
    server.skew = timedelta(seconds=skew)
    proven.round()
    proven.sell(LATTE)
    server.fail(fault.drop(committed=True), **POST)
    report = proven.round()
    assert report.problem == "clock"
    assert settled(proven, server) == ["ACKED", "ACKED"]
    assert len(server.seen("POST", "/invoices")) == 2


@pytest.mark.parametrize("seconds", [400, DAY])
def test_a_server_whose_clock_is_put_forward_meanwhile_books_nothing_twice(
    proven: Till, server: ApexServer, clock: Clock, seconds: int
) -> None:
    """Such as one of several machines behind one address."""
    proven.sell(LATTE)
    server.fail(fault.late(), **POST)
    proven.round()
    server.skew = timedelta(seconds=seconds)
    for _ in range(5):
        proven.round()
        clock.advance(50)
    server.commit_late()
    clock.advance(60)
    assert settled(proven, server) == ["ACKED", "ACKED"]
    assert len(server.seen("POST", "/invoices")) == 2


def test_a_server_that_tells_no_time_is_waited_for_by_a_clock_that_never_jumps(
    proven: Till, server: ApexServer, clock: Clock
) -> None:
    silent = fault.body(lambda text: text.replace(b"timestamp", b"x"), headers={"Date": ""})
    server.fail(silent, path="/health", rate=1)
    proven.round()
    proven.sell(LATTE)
    server.fail(fault.late(), **POST)
    proven.round()
    clock.jump(DAY)
    for _ in range(5):
        proven.round()
        clock.advance(50)
    server.commit_late()
    clock.advance(60)
    server.fail(silent, path="/health", rate=1)
    assert settled(proven, server) == ["ACKED", "ACKED"]
    assert len(server.seen("POST", "/invoices")) == 2


@pytest.mark.parametrize("seconds", [-DAY, -YEAR, DAY, YEAR])
def test_whatever_waits_for_a_time_is_not_kept_by_a_clock_that_was_wrong(
    till: Till, server: ApexServer, clock: Clock, seconds: int
) -> None:
    server.knobs.health = {"server": "sanduq-hub", "capabilities": ["idempotency_key"]}
    till.sell(DATES)
    server.fail(fault.drop(committed=False), **POST)
    till.round()
    clock.jump(seconds)
    for _ in range(3):
        clock.advance(5)
        till.round()
    assert till.states() == ["ACKED"]
