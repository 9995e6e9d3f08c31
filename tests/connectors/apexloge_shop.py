"""A salon at Apexloge with the products and orders of the document's examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from app.connectors.apexloge import Apexloge
from app.sync.contract import Access
from tests.connectors.contract_suite import PATIENT
from tests.fakes.apexloge import KEY, ApexlogeServer, Line, Order, Product, Variant

NOW = datetime(2026, 4, 24, 10, 32, tzinfo=UTC)

SHAMPOO = Product(
    id="argan-1",
    name="Argan oil shampoo",
    price=Decimal("24.90"),
    description="Sulfate-free, 250ml",
    category="hair_care",
    subcategory="shampoo",
    image_urls=("https://cdn.example.com/argan-1.jpg",),
    stock_count=30,
    variants=(
        Variant("250ml", Decimal("24.90"), 30, id="v-250"),
        Variant("500ml", Decimal("39.90"), 15, id="v-500"),
    ),
)
COMB = Product(id="abc-123", name="Comb", price=Decimal("7.50"), stock_count=12, category="tools")

PAID = Order(
    id="abc-123",
    number="AL-1001",
    created_at=NOW - timedelta(hours=2),
    lines=(
        Line("argan-1", "Argan oil shampoo", 2, Decimal("39.90"), "v-500", "500ml"),
        Line("abc-123", "Comb", 1, Decimal("7.50")),
    ),
)
READY = replace(
    PAID, id="abc-124", number="AL-1002", status="ready_for_pickup", lines=PAID.lines[1:]
)


def connect(server: ApexlogeServer, key: str = KEY) -> Apexloge:
    """A connector to the salon; close it."""
    return Apexloge(Access(server.url, key, PATIENT), lambda _: None)
