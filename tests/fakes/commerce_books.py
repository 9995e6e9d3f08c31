"""The books of a fake Commerce API shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the shop."""

    id: str
    name: str
    price: Decimal
    sku: str = ""
    category: str = ""
    stock: int = 0
    currency: str = "SAR"
    active: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """So many of a product, at what it cost then."""

    product_id: str
    name: str
    quantity: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """An order; `owner` is the user who made it, nobody for a key."""

    id: str
    customer_id: str
    items: tuple[Item, ...]
    total: Decimal
    at: datetime
    status: str = "pending"
    notes: str = ""
    coupon: str = ""
    reason: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One committed change: what was done to which record, and the fields that were sent."""

    kind: str
    id: str
    fields: dict[str, Any]
