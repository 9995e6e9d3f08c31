"""Shops, and connectors to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from app.connectors.apex_pos import ApexPos
from app.connectors.commerce import Commerce
from app.connectors.stacknex import StackNex
from tests.connectors import commerce_shop, stacknex_shop
from tests.connectors.apex_shop import AHMED, CAKE, ESPRESSO, NOW, connect
from tests.fakes.apex import ApexServer
from tests.fakes.commerce import CommerceServer
from tests.fakes.ledger import Warehouse
from tests.fakes.stacknex import StackNexServer


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


@pytest.fixture
def cloud() -> Iterator[StackNexServer]:
    """A shop at StackNex, which is sent nothing beyond its document."""
    with stacknex_shop.shop() as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def stacknex(cloud: StackNexServer) -> Iterator[StackNex]:
    """A connector to it."""
    with closing(stacknex_shop.connect(cloud)) as connector:
        yield connector


@pytest.fixture
def market() -> Iterator[CommerceServer]:
    """A Commerce API shop; nothing that its document doesn't name may be sent to it."""
    products = [commerce_shop.SHOE, commerce_shop.SHIRT]
    with CommerceServer(products=products, orders=[commerce_shop.ORDER]) as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def log_in(market: CommerceServer) -> Iterator[Callable[..., Commerce]]:
    """Makes connectors to it by a login, which are closed in the end."""
    with ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(
            closing(commerce_shop.log_in(market, *args, **options))
        )
