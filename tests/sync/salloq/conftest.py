"""A till and a Salloq server, on one clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.connectors.salloq_shop import IRIS, JANE, JOHN, SOAP
from tests.fakes.salloq import KEY, SalloqServer
from tests.sync.till import QUICK, Clock, Till


@pytest.fixture
def server(clock: Clock) -> Iterator[SalloqServer]:
    with SalloqServer(
        products=[IRIS, SOAP], customers=[JANE, JOHN], first_order=307, now=clock.now
    ) as made:
        yield made


@pytest.fixture
def till(server: SalloqServer, shop: Path, clock: Clock) -> Iterator[Till]:
    """A till whose books Salloq keeps; its counter buys as John."""
    made = Till(shop, server.url, clock, QUICK, kind="salloq", name="web", key=KEY)
    made.set(customer_id="2187")
    assert made.round().problem == ""
    yield made
    made.close()
    assert server.complaints == []
