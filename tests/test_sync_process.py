"""Sync beside an open till: a process that hears when there is work and tells what changed."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.backend import Backend, BackendSettings
from app.secret_store import secret_store
from app.services.changes import Changes
from app.storage import backend as backends
from app.storage import outbox
from app.storage.opening import open_store
from app.storage.store import Store
from app.sync_process import changes_of, line_of
from app.till_sync import TillSync
from tests.fakes.apex import KEY, ApexServer
from tests.shop import DATES, NOON, demo_shop, sell, shop
from tests.sync.till import server_product

__all__ = ["demo_shop", "shop"]

PATIENCE = 30.0


class Heard:
    """What the process told, and a way to wait for it."""

    def __init__(self) -> None:
        self.total = Changes()
        self._bell = threading.Condition()

    def __call__(self, changes: Changes) -> None:
        with self._bell:
            self.total |= changes
            self._bell.notify_all()

    def until(self, is_so: Callable[[Changes], bool]) -> bool:
        """Wait until what was told so far is so."""
        with self._bell:
            return self._bell.wait_for(lambda: is_so(self.total), PATIENCE)


@pytest.fixture
def server() -> Iterator[ApexServer]:
    with ApexServer(products=[server_product(1, DATES, "18.00")]) as running:
        yield running


@pytest.fixture
def store(shop: Path, server: ApexServer) -> Iterator[Store]:
    opened = open_store(shop)
    yield opened
    opened.close()


@pytest.fixture
def beside(store: Store) -> Iterator[TillSync]:
    made = TillSync(store)
    yield made
    made.stop()
    made.join()


def connect(store: Store, url: str) -> None:
    secret_store(store.path.parent, "file").put("main", KEY)
    with store.write() as unit:
        backends.add(unit, Backend(0, "main", "apex_pos", url, "file", BackendSettings()), at=NOON)
        unit.commit()


def acked(store: Store) -> int:
    with store.read() as unit:
        return len(outbox.rows(unit, outbox.ACKED))


def test_a_sale_made_beside_it_is_sent_at_once(
    store: Store, server: ApexServer, beside: TillSync
) -> None:
    heard = Heard()
    connect(store, server.url)
    beside.start(heard)
    assert heard.until(lambda told: told.sync)
    sale = sell(store, DATES)
    beside.wake()
    assert heard.until(lambda told: sale.number in told.invoices)
    assert acked(store) == 1
    assert len(server.ledger.invoices_by_reference(sale.reference)) == 1
    assert heard.total.products


def test_a_first_back_end_that_is_set_up_while_the_till_is_open_is_synced(
    store: Store, server: ApexServer, beside: TillSync
) -> None:
    heard = Heard()
    beside.start(heard)
    connect(store, server.url)
    beside.wake()
    assert heard.until(lambda told: told.sync)


def test_a_process_that_was_killed_comes_back_and_loses_nothing(
    store: Store, server: ApexServer, beside: TillSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync_process.AGAIN_SECONDS", 0.1)
    heard = Heard()
    connect(store, server.url)
    beside.start(heard)
    assert heard.until(lambda told: told.sync)
    running = beside._process._running  # type: ignore[union-attr]
    assert running is not None
    os.kill(running.pid, signal.SIGKILL)
    sale = sell(store, DATES)
    assert heard.until(lambda told: sale.number in told.invoices)
    assert len(server.ledger.invoices_by_reference(sale.reference)) == 1


def test_what_changed_survives_the_way_through_a_line() -> None:
    changes = Changes(
        products=frozenset({3, 1}), invoices=frozenset({"A1-000001"}), outbox=True, sync=True
    )
    assert changes_of(line_of(changes)) == changes
