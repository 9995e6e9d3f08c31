"""A shop at StackNex with the records of the document's examples, and what is sent to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar

from app.connectors.stacknex import StackNex
from app.sync.contract import Access, InvoiceItem, InvoicePush
from tests.connectors.contract_suite import PATIENT, REFERENCE
from tests.fakes.stacknex import KEY, Row, StackNexServer

Record = TypeVar("Record")

NOW = datetime(2024, 1, 15, 10, 30, tzinfo=UTC)

COFFEE = "prod_xyz789"
CAKE = "prod_2"
SHOP = "loc_abc123"
STORE = "loc_2"
SARA = "cust_1"
OPEN = "ord_xyz789"

TABLES: Mapping[str, Sequence[Row]] = {
    "products": [
        {
            "id": COFFEE,
            "name": "Coffee",
            "nameAr": "قهوة",
            "price": Decimal("4.99"),
            "cost": Decimal("1.20"),
            "sku": "C-1",
            "barcode": "8901234567890",
            "categoryId": "cat_1",
            "taxRate": 15,
            "stock": 12,
            "isActive": True,
        },
        {"id": CAKE, "name": "Cake", "price": Decimal("12.00")},
    ],
    "categories": [{"id": "cat_1", "name": "Drinks"}],
    "customers": [
        {"id": SARA, "name": "Sara Ali", "phone": "+966 50 987 6543", "email": "sara@example.com"},
        {"id": "cust_2", "name": "محمد", "phone": "", "email": None},
    ],
    "inventory": [
        {
            "id": f"inv_{number}",
            "productId": product,
            "locationId": place,
            "locationName": name,
            "quantity": quantity,
        }
        for number, (product, place, name, quantity) in enumerate(
            [
                (COFFEE, SHOP, "Shop", 10),
                (COFFEE, STORE, "Store", 2),
                (CAKE, SHOP, "Shop", 5),
                (CAKE, STORE, "Store", 0),
            ],
            start=1,
        )
    ],
    "orders": [
        {
            "id": OPEN,
            "orderNumber": "ORD-2024-0001",
            "status": "pending",
            "total": Decimal("24.99"),
            "items": [
                {
                    "productId": COFFEE,
                    "name": "Coffee",
                    "quantity": 5,
                    "unitPrice": Decimal("4.998"),
                    "total": Decimal("24.99"),
                }
            ],
            "customer": {"id": SARA, "name": "Sara Ali", "phone": "+966509876543", "email": None},
            "createdAt": "2023-12-31T10:30:00Z",
        }
    ],
}


def shop(**tables: Sequence[Row]) -> StackNexServer:
    """The shop, or another with these tables; start it."""
    return StackNexServer(tables={**TABLES, **tables}, now=lambda: NOW)


def connect(server: StackNexServer, key: str = KEY) -> StackNex:
    """A connector to a shop; close it."""
    return StackNex(Access(server.url, key, PATIENT), lambda _: None)


def sale() -> InvoicePush:
    """The document's order."""
    return InvoicePush(
        reference=REFERENCE,
        items=(InvoiceItem(COFFEE, Decimal(2), Decimal("4.99")),),
        total=Decimal("9.98"),
        method="cash",
        notes=f"{REFERENCE} at the counter",
        location_id=SHOP,
    )


def all_of(pages: Iterable[list[Record]]) -> list[Record]:
    """The rows of all pages."""
    return [row for page in pages for row in page]
