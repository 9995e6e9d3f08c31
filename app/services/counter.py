"""The counter: at which register who sells when, and what the shop's country asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.currency import Currency, currency
from app.domain.money import Money
from app.domain.sale import Register
from app.domain.shop import Shop
from app.storage.catalog import Catalog
from app.storage.store import Unit


@dataclass(frozen=True, slots=True)
class Source:
    """Where time, ids and randomness come from, and how a QR payload is made.

    `now` is UTC, `noise` a random number of at least 30 bits, `qr` takes shop, time, total and
    tax and gives an empty text where no QR code is due.
    """

    now: Callable[[], datetime]
    uuid: Callable[[], str]
    noise: Callable[[], int]
    qr: Callable[[Shop, datetime, Money, Money], str]


@dataclass(frozen=True, slots=True)
class Counter:
    """Everything a use case must know about where it happens."""

    shop: Shop
    register: Register
    cashier: str
    source: Source

    @property
    def currency(self) -> Currency:
        """The shop's currency."""
        return currency(self.shop.currency)

    def catalog(self, unit: Unit) -> Catalog:
        """The catalogue as this register sees it."""
        return Catalog(unit, self.currency, self.register.warehouse_id)
