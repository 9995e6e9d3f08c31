"""What runs out: requests, disk, time in the middle of a catalogue."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest

from app.domain.errors import Trouble
from app.sync.link import Link
from tests.fakes.apex import ApexServer
from tests.faults.sync.oracle import judge, settled
from tests.faults.test_disk import file_size
from tests.shop import DATES
from tests.sync.till import Clock, Till


def add_many(server: ApexServer, number: int) -> None:
    """So many products more at the server."""
    for each in range(number):
        fields = {"name": f"Many {each}", "price": Decimal(2), "barcode": f"m-{each}"}
        server.ledger.add_product({**fields, "stock": Decimal(5)})


def test_the_limit_of_requests_outlives_a_restart(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    till.set(requests_per_window="20", window_seconds="3600")
    for _ in range(60):
        till.sell(DATES)
    till.round()
    asked = len(server.requests)
    assert asked <= 20
    for _ in range(5):
        till.reopen()
        till.round()
    assert len(server.requests) <= 20
    assert till.state().problem in {"throttled", "own_limit"}
    assert till.state().message.endswith(".")
    clock.advance(3600)
    till.reopen()
    till.round()
    assert asked < len(server.requests) <= 40
    till.set(requests_per_window="6000", window_seconds="60")
    assert settled(till, server) == ["ACKED"] * 60


def test_a_part_of_the_limit_is_kept_for_sales(till: Till, server: ApexServer) -> None:
    add_many(server, 3_000)
    till.set(requests_per_window="25", window_seconds="36000")
    till.round()
    till.sell(DATES)
    assert len(server.requests) <= 20


@pytest.mark.parametrize("most", [40_000, 80_000, 150_000, 300_000])
def test_a_full_disk_stops_a_round_and_loses_nothing(
    till: Till, server: ApexServer, most: int
) -> None:
    for _ in range(5):
        till.sell(DATES)
    add_many(server, 300)
    with file_size(most):
        for _ in range(3):
            with suppress(Trouble):
                till.round()
            till.clock.advance(301)
    assert settled(till, server) == ["ACKED"] * 5


def test_a_full_disk_in_the_middle_of_sending_loses_nothing(till: Till, server: ApexServer) -> None:
    till.sell(DATES)
    till.round()
    for pages in range(4):
        for _ in range(10):
            till.sell(DATES)
        with till.store.write() as unit:
            size = unit.raw("PRAGMA page_count").fetchone()[0]
            unit.raw(f"PRAGMA max_page_count = {size + pages}")
        till.clock.advance(301)
        with suppress(Trouble):
            till.round()
        with till.store.write() as unit:
            unit.raw("PRAGMA max_page_count = 1000000")
    assert settled(till, server) == ["ACKED"] * 41


def test_a_catalogue_that_is_stopped_between_two_batches_goes_on_the_next_time(
    till: Till, server: ApexServer
) -> None:
    add_many(server, 1_200)
    till.sell(DATES)
    whole = till.link
    asked = count()
    # It looks before each of thirteen pages, and before each batch.
    till.link = stopped_after(whole, 14, lambda: next(asked))
    till.round()
    there = [till.product(f"m-{each}") is not None for each in range(1_200)]
    assert 0 < sum(there) < 1_200
    till.link = whole
    assert settled(till, server) == ["ACKED"]
    assert till.product("m-1199") is not None
    judge(till, server)


def stopped_after(link: Link, looks: int, asked: object) -> Link:
    """A link whose program is about to end after so many looks."""
    assert callable(asked)
    return replace(link, stopping=lambda: asked() >= looks)
