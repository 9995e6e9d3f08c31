"""What a document leaves open is tried in the sandbox first; live books wait for that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.services import orders
from app.storage import backend as backends
from app.storage import outbox
from app.sync.contract import Capability
from tests.connectors import stacknex_shop
from tests.connectors.stacknex_shop import NOW, OPEN
from tests.fakes.stacknex import KEY, LIVE_KEY, StackNexServer
from tests.shop import counter_of
from tests.sync.till import QUICK, Clock, Till

SANDBOX = replace(QUICK, role="shop")


@pytest.fixture
def server() -> Iterator[StackNexServer]:
    with stacknex_shop.shop() as made:
        yield made
    assert made.complaints == []


def till_of(folder: Path, server: StackNexServer, key: str) -> Till:
    """A till at the live system, or at its sandbox, after its first reading."""
    is_live = key == LIVE_KEY
    made = Till(
        folder,
        server.url,
        Clock(),
        QUICK if is_live else SANDBOX,
        kind="stacknex",
        name="cloud" if is_live else "sandbox",
        key=key,
    )
    made.clock.time = NOW
    made.round()
    return made


def finish(till: Till) -> str:
    """Complete the open order; what became of that."""
    with till.store.write() as unit:
        found = orders.find(unit, f"{till.backend.name}:{OPEN}")
        assert found is not None
        orders.change(unit, found.id, "completed", counter_of(unit, at=till.clock.now()))
    till.round()
    last = till.entries("order")[-1]
    return f"{last.state} {last.verdict}".strip()


def known(till: Till) -> tuple[str, str]:
    with till.store.read() as unit:
        found = backends.capabilities(unit, till.backend.name)[Capability.UPDATE_ORDER]
    return found.answer, found.evidence


def test_on_live_books_what_nobody_has_proven_waits_for_a_manager(
    shop: Path, server: StackNexServer
) -> None:
    with closing(till_of(shop, server, LIVE_KEY)) as live:
        assert finish(live) == f"{outbox.MANAGER} unproven"
        assert known(live)[0] == "unknown"

    assert server.tables["orders"][OPEN]["status"] == "pending"
    assert {seen.method for seen in server.seen()} == {"GET"}


def test_a_manager_may_trust_it_all_the_same(shop: Path, server: StackNexServer) -> None:
    with closing(till_of(shop, server, LIVE_KEY)) as live:
        live.set(trust_unproven="yes")
        assert finish(live) == outbox.ACKED
        assert known(live)[0] == "unknown"

    assert server.tables["orders"][OPEN]["status"] == "completed"


def test_what_the_sandbox_took_is_believed_of_the_live_books(
    shop: Path, server: StackNexServer
) -> None:
    with stacknex_shop.shop() as play, closing(till_of(shop, play, KEY)) as sandbox:
        assert finish(sandbox) == outbox.ACKED
        assert known(sandbox) == ("yes", "the sandbox took such a record")

    with closing(till_of(shop, server, LIVE_KEY)) as live:
        assert known(live) == ("yes", "proven in the sandbox sandbox")
        assert finish(live) == outbox.ACKED
