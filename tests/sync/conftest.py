"""A till and a server that follows the document, on one clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.apex import MAIN, ApexServer
from tests.fakes.ledger import Warehouse
from tests.shop import DATES, LATTE, TEA, demo_shop, shop
from tests.sync.till import Clock, Till, server_product

__all__ = ["demo_shop", "shop"]


@pytest.fixture
def clock() -> Clock:
    """The time of the till and the server."""
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[ApexServer]:
    """Three products that the demo shop has too, and one that it lacks."""
    products = [
        server_product(1, DATES, "18.00"),
        server_product(2, LATTE, "14.00"),
        server_product(3, TEA, "3.00"),
        server_product(4, "5901234123457", "9.95"),
    ]
    places = [MAIN, Warehouse(2, "Store room")]
    with ApexServer(products=products, warehouses=places, now=clock.now) as running:
        yield running


@pytest.fixture
def till(shop: Path, server: ApexServer, clock: Clock) -> Iterator[Till]:
    """A demo shop whose back end is that server."""
    made = Till(shop, server.url, clock)
    yield made
    made.close()
