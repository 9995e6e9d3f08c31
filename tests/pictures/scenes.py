"""All scenes, in the order of the book."""

from __future__ import annotations

from tests.pictures import (
    customers,
    invoices,
    kinds,
    membership,
    orders,
    payment,
    sell,
    settings,
    state,
    stock,
    sync,
    webhooks,
    wizard,
)
from tests.pictures.scene import ALL

__all__ = [
    "ALL",
    "customers",
    "invoices",
    "kinds",
    "membership",
    "orders",
    "payment",
    "sell",
    "settings",
    "state",
    "stock",
    "sync",
    "webhooks",
    "wizard",
]
