"""A shop at Apex POS, and a connector to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from app.connectors.apex_pos import ApexPos
from tests.connectors.apex_shop import AHMED, CAKE, ESPRESSO, NOW, connect
from tests.fakes.apex import ApexServer
from tests.fakes.ledger import Warehouse


@pytest.fixture
def server() -> Iterator[ApexServer]:
    """The shop, with two warehouses."""
    with ApexServer(
        products=[ESPRESSO, CAKE],
        customers=[AHMED],
        warehouses=[Warehouse(1, "Main"), Warehouse(2, "Store")],
        first_invoice=1084,
        now=lambda: NOW,
    ) as made:
        yield made


@pytest.fixture
def apex(server: ApexServer) -> Iterator[ApexPos]:
    """The connector."""
    with closing(connect(server)) as connector:
        yield connector
