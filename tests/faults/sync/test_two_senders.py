"""Two processes on one shop: only one sends, however they meet."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.sync import engine
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.faults.sync.oracle import settled
from tests.faults.sync.test_kill import ended, impatient, syncing
from tests.shop import DATES, LATTE
from tests.sync.till import Till

__all__ = ["impatient"]

POST: dict[str, Any] = {"method": "POST", "path": "/invoices"}


def test_two_processes_at_once_send_each_sale_once(impatient: Till, server: ApexServer) -> None:
    for _ in range(20):
        impatient.sell(DATES)
    impatient.close()
    server.fail(fault.slow(0.01), **POST, rate=1)
    with ExitStack() as stack:
        both = [stack.enter_context(syncing(impatient)) for _ in range(2)]
        assert [ended(each)[0] for each in both] == [0, 0]
    impatient.reopen()
    assert settled(impatient, server) == ["ACKED"] * 21
    assert len(server.seen("POST", "/invoices")) == 21


def test_a_suspended_sender_keeps_the_others_out_and_ends_well(
    impatient: Till, server: ApexServer
) -> None:
    for _ in range(3):
        impatient.sell(LATTE)
    server.fail(fault.hang(committed=True), **POST)
    with syncing(impatient) as process:
        server.until(lambda: server.hanging == 1)
        process.send_signal(signal.SIGSTOP)
        server.release()
        with (
            pytest.raises(Refusal, match="just now") as caught,
            engine.only_one(impatient.store, 0),
        ):
            raise AssertionError
        assert caught.value.code == "sync_busy"
        impatient.sell(DATES)  # selling goes on
        process.send_signal(signal.SIGCONT)
        assert ended(process)[0] == 0
    impatient.reopen()
    assert settled(impatient, server) == ["ACKED"] * 5
    assert len(server.seen("POST", "/invoices")) == 5


def test_a_killed_sender_keeps_nobody_out(impatient: Till, server: ApexServer) -> None:
    impatient.sell(LATTE)
    server.fail(fault.hang(committed=True, answers=False), **POST)
    with syncing(impatient) as process:
        server.until(lambda: server.hanging == 1)
        process.send_signal(signal.SIGSTOP)
        process.kill()
        process.wait()
    server.release()
    with engine.only_one(impatient.store, 0):
        assert settled(impatient, server) == ["ACKED"] * 2
