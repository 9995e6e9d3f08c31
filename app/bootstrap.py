"""The only place that names concrete classes and wires them."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.country import country
from app.domain.errors import Refusal
from app.domain.money import Money
from app.domain.shop import Shop
from app.services.counter import Counter, Source
from app.storage import register, setting
from app.storage.opening import open_store
from app.storage.store import Store, Unit

if TYPE_CHECKING:
    from app.devices.printer import PageImage
    from app.domain.backend import Backend
    from app.domain.receipt import Receipt
    from app.storage.print_queue import PrintJob
    from app.ui.shop import Connecting, OpenShop, Printing


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


def new_uuid() -> str:
    """A random UUID."""
    from uuid import uuid4

    return str(uuid4())


def noise() -> int:
    """Thirty random bits."""
    return int.from_bytes(os.urandom(4), "big") >> 2


SOURCE = Source(
    now=utc_now,
    uuid=new_uuid,
    noise=noise,
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
    from app.documents import form as forms

    return forms.pdf(document, form)


def send_to_printer(name: str, pdf: bytes, title: str) -> None:
    """Hand a PDF to the system's printer of that name."""
    from app.devices import printer

    printer.printer(name, page_images).send(pdf, title)


def printers() -> list[str]:
    """The names of the system's printers; asking may take seconds."""
    from app.devices import printer

    return printer.names()


def test_page_pdf(shop: Shop, form: str) -> bytes:
    """The shop's test page as a PDF."""
    from app.domain import trial

    return receipt_pdf(trial.test_page(shop, utc_now()), form)


def print_test_page(shop: Shop, printer: str) -> None:
    """Print the shop's test page now; raises the printer's trouble."""
    from app.services import printing

    printing.test(printer, shop, utc_now(), render=receipt_pdf, send=send_to_printer)


def page_images(pdf: bytes, dots_per_inch: float) -> Iterator[PageImage]:
    """The pages of a PDF as pictures, for printers that take no PDF."""
    from app.devices.printer import PageImage
    from app.documents import picture

    for page in range(picture.pages(pdf)):
        image = picture.image(pdf, dots_per_inch, page)
        yield PageImage(image.width, image.height, image.tobytes())


def till(folder: Path) -> int:
    """Open the window of the shop in this folder; the exit code once it is closed."""
    # A start throws nothing away, and the search for garbage is a tenth of it; see ui/garbage.py.
    gc.disable()
    from app.ui import start

    return start.till(folder, open_shop, printing_here(), connecting_here)


def tour(folder: Path | None) -> int:
    """Play the window through a short tour, in the shop of this folder if any; the exit code."""
    from app.ui import start

    return start.tour(folder, open_shop)


def printing_here() -> Printing:
    """What a till has to do with this machine's printers."""
    from app.ui.shop import Printing

    return Printing(print_due, printers, print_test_page, test_page_pdf)


def connecting_here() -> Connecting:
    """What a first start has to do with back ends."""
    from app import bootstrap_sync
    from app.ui.shop import Connecting

    return Connecting(bootstrap_sync.systems(), bootstrap_sync.try_out, connect_first)


def connect_first(folder: Path, backend: Backend, key: str) -> None:
    """Set up the first back end of the shop in this folder."""
    from app.till_sync import TillSync

    store = shop_store(folder)
    try:
        with store.write() as unit:
            TillSync(store).add(unit, backend, key, counter(unit))
    finally:
        store.close()


def open_shop(folder: Path) -> OpenShop:
    """The shop in this folder at its first counter, open for as long as a window."""
    from app import resource
    from app.devices.speaker import Speaker
    from app.services import held_sales
    from app.till_sync import TillSync
    from app.ui.shop import OpenShop

    store = shop_store(folder, idle_checkpoints=True)
    try:
        with store.read() as unit:
            here = counter(unit)
            cart, trouble = None, None
            try:
                cart = held_sales.open_cart(unit, here)
            except Refusal as refusal:  # no reason not to open the till
                trouble = refusal
            return OpenShop(
                store,
                here,
                printing_here(),
                setting.load_preferences(unit),
                Speaker(resource.path("sounds")),
                TillSync(store),
                cart,
                trouble,
            )
    except Exception:
        store.close()
        raise
