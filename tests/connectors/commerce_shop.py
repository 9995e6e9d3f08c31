"""A Commerce API shop, and connectors to it by a key and by a login."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from time import monotonic

from app.connectors.commerce import Commerce
from app.sync.contract import Access, InvoiceItem, InvoicePush, OrderPush, Tokens
from tests.connectors.contract_suite import PATIENT, REFERENCE
from tests.fakes.commerce import KEY, CommerceServer
from tests.fakes.commerce_books import Item, Order, Product
from tests.fakes.commerce_login import EMAIL, SESAME

NOW = datetime(2026, 4, 24, 10, 32, tzinfo=UTC)
TODAY = date(2026, 4, 24)

SHOE_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
SHIRT_ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
ORDER_ID = "16fd2706-8baf-433b-82eb-8c7fada847da"
CUSTOMER_ID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"

SHOE = Product(SHOE_ID, "Trail Runner", Decimal("129.99"), "TR-42", "footwear", 40)
SHIRT = Product(SHIRT_ID, "Linen Shirt", Decimal("49.50"), "LS-M", "apparel", 3)
ORDER = Order(
    id=ORDER_ID,
    customer_id=CUSTOMER_ID,
    items=(Item(SHOE_ID, "Trail Runner", 2, Decimal("129.99")),),
    total=Decimal("259.98"),
    at=datetime(2026, 4, 23, 8, 0, tzinfo=UTC),
    notes="Please ring twice",
)

LOGIN, REFRESH, LOGOUT = "/auth/login", "/auth/refresh", "/auth/logout"


class Kept:
    """A secret place that remembers all that was ever kept in it."""

    def __init__(self, text: str | None = None) -> None:
        self.text = text
        self.saved: list[str] = []

    def load(self) -> str | None:
        return self.text

    def save(self, text: str) -> None:
        self.saved.append(text)
        self.text = text

    def forget(self) -> None:
        self.text = None


def connect(server: CommerceServer) -> Commerce:
    """A connector with a key; close it."""
    return Commerce(Access(server.url, KEY, PATIENT), lambda _: None)


def log_in(
    server: CommerceServer,
    tokens: Tokens | None = None,
    *,
    key: str = SESAME,
    user: str = EMAIL,
    deadline: float = PATIENT,
    steady: Callable[[], float] = monotonic,
) -> Commerce:
    """A connector with a user; close it."""
    access = Access(server.url, key, deadline, user=user, tokens=tokens)
    return Commerce(access, lambda _: None, steady=steady)


def paths(server: CommerceServer) -> list[str]:
    """Where its requests went, in order."""
    return [seen.path for seen in server.seen()]


def sale(reference: str = REFERENCE) -> InvoicePush:
    """A sale of two products."""
    return InvoicePush(
        reference=reference,
        items=(
            InvoiceItem(SHOE_ID, Decimal(2), Decimal("129.99")),
            InvoiceItem(SHIRT_ID, Decimal("1.000"), Decimal("49.50")),
        ),
        total=Decimal("309.48"),
        method="card",
        notes=f"{reference} 2026-04-24T10:32:00Z A1",
        customer_id=CUSTOMER_ID,
        account_id="2",
    )


def placed(promo_code: str = "") -> OrderPush:
    """An order of the same for a customer at the counter."""
    made = sale()
    return OrderPush(made.reference, made.items, CUSTOMER_ID, "by phone", promo_code)


def many(count: int) -> list[Product]:
    """So many different products."""
    return [
        replace(SHOE, id=f"00000000-0000-4000-8000-{number:012d}", name=f"Shoe {number}", sku="")
        for number in range(1, count + 1)
    ]
