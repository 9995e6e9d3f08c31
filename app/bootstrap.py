"""The only place that names concrete classes and wires them."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime
from pathlib import Path

from app.domain.country import country
from app.domain.money import Money
from app.domain.shop import Shop
from app.services.counter import Counter, Source
from app.storage import register, setting
from app.storage.store import Store, Unit, open_store


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def zatca_qr(shop: Shop, at: datetime, total: Money, tax: Money) -> str:
    """The QR payload of a simplified tax invoice, empty where the shop owes none."""
    seller = shop.seller
    if not seller.vat_number or not country(seller.country).shows_zatca_qr:
        return ""
    from app.fiscal import zatca

    return zatca.qr(seller.name_ar or seller.name, seller.vat_number, at, total, tax)


SOURCE = Source(
    now=utc_now,
    uuid=lambda: str(uuid.uuid4()),
    noise=lambda: secrets.randbits(30),
    qr=zatca_qr,
)


def shop_store(folder: Path, *, idle_checkpoints: bool = False) -> Store:
    """The store of the shop in this folder."""
    return open_store(folder, idle_checkpoints=idle_checkpoints)


def counter(unit: Unit, *, register_code: str = "", cashier: str = "") -> Counter:
    """The counter at one of the shop's registers, the first one by default."""
    shop = setting.load_shop(unit)
    return Counter(shop, register.register(unit, register_code), cashier, SOURCE)


def till(folder: Path) -> int:
    """Open the window of the shop in this folder; the exit code once it is closed."""
    from app.ui import start

    return start.till(folder, open_counter)


def tour(folder: Path | None) -> int:
    """Play the window through a short tour; the exit code."""
    from app.ui import start

    return start.tour(folder, open_counter)


def open_counter(folder: Path) -> tuple[Store, Counter]:
    """The store of the shop in this folder and its first counter, for as long as a window."""
    store = shop_store(folder, idle_checkpoints=True)
    try:
        with store.read() as unit:
            return store, counter(unit)
    except Exception:
        store.close()
        raise
