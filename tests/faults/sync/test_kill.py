"""The till may be killed at any step of sending and reading: no sale is lost or booked twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.secret_store import variable
from app.storage import backend as backends
from app.storage import outbox
from tests.fakes import fault
from tests.fakes.apex import KEY, ApexServer
from tests.faults.sync.oracle import judge, settled
from tests.shop import DATES, LATTE
from tests.sync.till import Till

ROOT = Path(__file__).parents[3]
POST: dict[str, Any] = {"method": "POST", "path": "/invoices"}
PATIENCE_S = 30


@pytest.mark.parametrize(("first", "stride"), [(1, 7), (4, 7)])
def test_killed_at_any_step_of_a_round_it_settles_everything_afterwards(
    till: Till, server: ApexServer, first: int, stride: int
) -> None:
    till.sell(DATES)
    till.round()
    till.close()
    report = killed(till.folder, server.url, first, stride)
    assert report["failed"] == 0
    assert report["kills"] >= 40
    till.reopen()
    assert set(settled(till, server)) == {"ACKED"}
    assert len(till.states()) > report["kills"]
    # A change of stock may be in front of a manager, but is never made twice.
    assert set(till.states("stock")) <= {"ACKED", "MANAGER"}
    made = till.states("stock").count("ACKED")
    sold = sum(
        item.quantity
        for each in server.ledger.invoices.values()
        for item in each.items
        if item.product_id == 1
    )
    unsure = till.states("stock").count("MANAGER")
    assert 100 + made - sold <= server.ledger.level(1) <= 100 + made + unsure - sold


def killed(folder: Path, *what: object) -> dict[str, Any]:
    """What the victims' parent told."""
    command = [sys.executable, "-m", "tests.faults.sync.victim", str(folder), *map(str, what)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def syncing(till: Till) -> Iterator[subprocess.Popen[str]]:
    """`sync --once` as a real process."""
    command = [sys.executable, "-m", "app", "--json", "--data", str(till.folder), "sync", "--once"]
    environment = {**os.environ, variable("apex"): KEY}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """How it ended, and what it said."""
    out, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out, err


@pytest.fixture
def impatient(till: Till) -> Till:
    """A till that settles at once, for processes that live in real time."""
    till.set(settle_seconds="0", scan_gap_seconds="0", deadline_seconds="20")
    till.sell(DATES)
    till.round()
    return till


@pytest.mark.parametrize("committed", [True, False])
def test_a_process_that_is_killed_while_it_waits_for_an_answer(
    impatient: Till, server: ApexServer, *, committed: bool
) -> None:
    impatient.sell(LATTE)
    impatient.close()
    server.fail(fault.hang(committed=committed, answers=False), **POST)
    with syncing(impatient) as process:
        server.until(lambda: server.hanging == 1)
        process.kill()
        process.wait(PATIENCE_S)
    server.release()
    impatient.reopen()
    assert impatient.states() == ["ACKED", "SENDING"]
    impatient.round()
    assert settled(impatient, server) == ["ACKED", "ACKED"]
    assert impatient.entries("invoice")[1].resent != committed


def test_a_process_that_is_told_to_end_leaves_all_in_order(
    impatient: Till, server: ApexServer
) -> None:
    impatient.sell(LATTE)
    impatient.close()
    server.fail(fault.hang(committed=True), **POST)
    with syncing(impatient) as process:
        server.until(lambda: server.hanging == 1)
        process.send_signal(signal.SIGINT)
        server.release()
        ended(process)
    impatient.reopen()
    assert settled(impatient, server) == ["ACKED", "ACKED"]


def test_a_crash_between_the_claim_and_the_first_byte_is_looked_for_too(
    till: Till, server: ApexServer
) -> None:
    till.sell(DATES)
    till.round()
    till.sell(LATTE)
    with till.store.write() as unit:
        entry = outbox.get(unit, till.entries("invoice")[1].id)
        at = till.clock.now()
        outbox.claim(unit, entry, body_hash="", at=at, server_at=at)
        unit.commit()
    till.reopen()
    assert settled(till, server) == ["ACKED", "ACKED"]
    judge(till, server)
    with till.store.read() as unit:
        assert backends.state(unit, "apex").problem == ""
