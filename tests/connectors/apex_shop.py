"""A shop at Apex POS with the products of the document's examples, and what is sent to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from app.connectors.apex_pos import ApexPos
from app.sync.contract import Access, InvoiceItem, InvoicePush
from tests.connectors.contract_suite import PATIENT, REFERENCE
from tests.fakes.apex import KEY, ApexServer
from tests.fakes.ledger import Customer, Product

TODAY = date(2026, 4, 24)
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
AHMED = Customer(id=5, name="Ahmed Al-Amin", phone="+966501234567", email="ahmed@example.com")


def connect(server: ApexServer) -> ApexPos:
    """A connector to a shop; close it."""
    return ApexPos(Access(server.url, KEY, PATIENT), lambda _: None)


def invoice(reference: str = REFERENCE) -> InvoicePush:
    """A sale of two products, as the document shows it."""
    return InvoicePush(
        reference=reference,
        items=(
            InvoiceItem("1", Decimal(2), Decimal("3.50")),
            InvoiceItem("3", Decimal(1), Decimal("12.00")),
        ),
        total=Decimal("19.00"),
        method="card",
        notes=f"{reference} at the counter",
        customer_id="5",
        account_id="2",
    )
