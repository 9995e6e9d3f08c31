"""The only place that names concrete classes and wires them."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.country import country
from app.domain.money import Money
from app.domain.receipt import Receipt
from app.domain.shop import Shop
from app.services.counter import Counter, Source
from app.storage import register, setting
from app.storage.opening import open_store
from app.storage.store import Store, Unit

if TYPE_CHECKING:
    from app.devices.printer import PageImage
    from app.storage.print_queue import PrintJob
    from app.ui.shop import OpenShop


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


def print_due(store: Store) -> PrintJob | None:
    """Print the next due job; how it stands then, None when nothing is due."""
    from app.services import printing

    return printing.work(store, receipt_pdf, send_to_printer, utc_now)


def receipt_pdf(document: Receipt, form: str) -> bytes:
    """A receipt as a PDF in one of the forms that a shop prints."""
    if form == "a4":
        from app.documents import page

        return page.page(document)
    from app.documents import slip

    return slip.slip(document, int(form.removeprefix("slip")))


def send_to_printer(name: str, pdf: bytes, title: str) -> None:
    """Hand a PDF to the system's printer of that name."""
    from app.devices import printer

    printer.printer(name, page_images).send(pdf, title)


def page_images(pdf: bytes, dots_per_inch: float) -> Iterator[PageImage]:
    """The pages of a PDF as pictures, for printers that take no PDF."""
    from app.devices.printer import PageImage
    from app.documents import picture

    for page in range(picture.pages(pdf)):
        image = picture.image(pdf, dots_per_inch, page)
        yield PageImage(image.width, image.height, image.tobytes())


def till(folder: Path) -> int:
    """Open the window of the shop in this folder; the exit code once it is closed."""
    from app.ui import start

    return start.till(folder, open_shop)


def tour() -> int:
    """Play the window through a short tour; the exit code."""
    from app.ui import start

    return start.tour(open_shop)


def open_shop(folder: Path) -> OpenShop:
    """The shop in this folder at its first counter, open for as long as a window."""
    from app.ui.shop import OpenShop

    store = shop_store(folder, idle_checkpoints=True)
    try:
        with store.read() as unit:
            return OpenShop(store, counter(unit), print_due)
    except Exception:
        store.close()
        raise
