"""A fake shop with the products and customers of the document's examples."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest

from tests.fakes.apex import ApexServer
from tests.fakes.ledger import Customer, Product
from tests.fakes.talk import client_of

# Windows has no SIGTERM that a program could hear.
collect_ignore = ["test_program.py"] if sys.platform == "win32" else []

NOW = datetime(2026, 4, 24, 10, 32, tzinfo=UTC)

ESPRESSO = Product(
    id=1,
    name="Espresso",
    name_ar="إسبريسو",
    price=Decimal("3.50"),
    cost=Decimal("1.20"),
    barcode="8901234567890",
    category_id=2,
    tax_rate=Decimal(15),
    stock=Decimal(100),
)
CAKE = Product(id=3, name="Cake", price=Decimal("12.00"), stock=Decimal(20))
LAST = Product(id=41, name="Tea", price=Decimal("2.00"))
AHMED = Customer(id=5, name="Ahmed Al-Amin", phone="+966501234567", email="ahmed@example.com")
NEIGHBOUR = Customer(id=30, name="Noura", phone="050 765 4321")


@pytest.fixture
def server() -> Iterator[ApexServer]:
    """The shop, whose books must agree in the end."""
    made = ApexServer(
        products=[ESPRESSO, CAKE, LAST],
        customers=[AHMED, NEIGHBOUR],
        first_invoice=1084,
        now=lambda: NOW,
    )
    with made:
        yield made
    assert made.ledger.differences() == {}


@pytest.fixture
def client(server: ApexServer) -> Iterator[httpx.Client]:
    """A client of the shop."""
    with client_of(server) as made:
        yield made
