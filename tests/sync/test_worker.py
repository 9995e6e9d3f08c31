"""The network lane: a back end that does not answer holds up nobody but itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from app.storage import outbox
from app.sync.worker import Worker
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.sync.till import QUICK, Clock, Till

PATIENT = 10.0  # s


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENT
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_back_end_that_hangs_holds_up_no_other(
    shop: Path, server: ApexServer, clock: Clock
) -> None:
    with ApexServer(now=clock.now) as silent:
        patient = replace(QUICK, deadline_seconds=Decimal(60))
        silent.fail(fault.hang(committed=False), rate=1)
        books = Till(shop, server.url, clock)
        other = Till(shop, silent.url, clock, patient, name="other")
        books.sell()
        worker = Worker(books.store, clock.now)
        # The silent one first: one after the other, it would keep the sale waiting.
        worker.start(lambda: [other.link, books.link])
        try:
            wait_until(lambda: books.states() == [outbox.ACKED])
            assert silent.seen()
            assert other.state().problem == ""
        finally:
            silent.heal()
            silent.release()
            worker.stop()
            assert worker.join(PATIENT)
            books.close()
            other.close()
