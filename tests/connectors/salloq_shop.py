"""A shop at Salloq with the examples of its document, and a connector to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.connectors.salloq import Salloq
from app.sync.contract import Access, InvoiceItem, InvoicePush, RemoteOrder, RemoteOrderLine
from tests.connectors.contract_suite import PATIENT, REFERENCE
from tests.fakes import fault
from tests.fakes.salloq import KEY, SalloqServer
from tests.fakes.salloq_shop import Customer, Line, Order, Product
from tests.fakes.server import Fault

NOW = datetime(2025, 12, 8, 10, 30, tzinfo=UTC)

IRIS = Product(
    id=163,
    name="Iris Élysée",
    slug="iris-elysee",
    price=Decimal("145.00"),
    stock=25,
    description="A sophisticated iris fragrance...",
    is_subscribable=True,
    categories=("perfume", "floral"),
)
SOAP = Product(id=164, name="Soap", slug="soap", price=Decimal("9.50"), stock=3)
JANE = Customer(
    id=2186,
    email="customer@example.com",
    first_name="Jane",
    last_name="Smith",
    phone="555-0123",
    created_at=datetime(2024, 1, 15, 10, tzinfo=UTC),
    points=2500,
    lifetime=5000,
)
JOHN = replace(JANE, id=2187, email="john@example.com", first_name="John", points=0, lifetime=0)
ADDRESS = {
    "shipping_address": "123 Main St",
    "shipping_city": "San Francisco",
    "shipping_state": "CA",
    "shipping_zip": "94102",
}

ORDER = RemoteOrder(
    id="307",
    number="307",
    status="shipped",
    lines=(
        RemoteOrderLine("163", "Iris Élysée", Decimal(1), Decimal("145.00"), Decimal("145.00")),
    ),
    total=Decimal("165.18"),
    tax=Decimal("12.18"),
    shipping=Decimal("8.00"),
    created_at=NOW,
    customer_id="2186",
    address="123 Main St, San Francisco, CA, 94102",
    tracking_number="1Z999AA1234567890",
)


def shop(products: Sequence[Product] = (IRIS, SOAP)) -> SalloqServer:
    """The fake server; start it."""
    return SalloqServer(products=products, customers=[JANE, JOHN], first_order=307, now=lambda: NOW)


def connect(server: SalloqServer) -> Salloq:
    """A connector to a shop; close it."""
    return Salloq(Access(server.url, KEY, PATIENT), lambda _: None)


def order(server: SalloqServer, *, days_ago: int = 0, **fields: Any) -> Order:
    """An order of the online shop for one bottle of perfume."""
    fields = {"customer_id": 2186, "delivery": tuple(ADDRESS.items()), **fields}
    line = Line(163, "Iris Élysée", 1, Decimal("145.00"))
    return server.shop.add_order(lines=[line], created_at=NOW - timedelta(days=days_ago), **fields)


def sale(quantity: str = "2", *, customer_id: str | None = "2186") -> InvoicePush:
    """A sale at the counter of two bottles and a soap."""
    return InvoicePush(
        reference=REFERENCE,
        items=(
            InvoiceItem("163", Decimal(quantity), Decimal("145.00")),
            InvoiceItem("164", Decimal(1), Decimal("9.50")),
        ),
        total=Decimal("299.50"),
        method="card",
        notes=f"{REFERENCE} at the counter",
        customer_id=customer_id,
    )


def data_having(**fields: object) -> Fault:
    """The record of the answer has other or more fields."""
    return fault.changed(lambda value: value | {"data": value["data"] | fields})


def total_told(total: object) -> Fault:
    """A list that says that it is so long."""
    return fault.changed(lambda value: value | {"meta": {"pagination": {"total": total}}})
