"""A tour: the real window, played by real key events, with pictures of what it showed."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.catalog import Product
from app.services import new_shop
from app.services.new_shop import NewShop
from app.ui import language, theme
from app.ui.shop import Opener
from app.ui.till import Till

SIZE = (1366, 768)
PATIENCE_S = 20.0
SYNC_PATIENCE_S = 90.0  # for a hub to start and hear of every product
DEMO_PRODUCTS = 200
PERSON_S = 0.04  # between two keys, so that they are no scan

_NONE, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_MARKS = "\u2066\u2068\u2069"  # of direction


def play(app: QApplication, folder: Path | None, opened: Opener) -> int:
    """Sell twice in the shop of the folder, else in a demo shop of its own; 0 when all is well."""
    pictures = Path(tempfile.mkdtemp(prefix="sanduq-tour-"))
    has_shop = folder is not None and new_shop.exists(folder)
    shop = folder if folder is not None and has_shop else pictures / "shop"
    if not has_shop:
        new_shop.make(shop, NewShop(demo=True, products=DEMO_PRODUCTS), at=datetime.now(UTC))
    language.apply(app, language.ENGLISH)
    theme.apply(app, theme.LIGHT)
    found = opened(shop)
    if not has_shop:
        found.syncing.begin_demo()
    till = Till(app, found)
    try:
        _Guide(app, till, pictures).walk(syncs=not has_shop)
    finally:
        till.close()
    return 0


class _Guide:
    """Plays the cashier."""

    def __init__(self, app: QApplication, till: Till, pictures: Path) -> None:
        self._app = app
        self._till = till
        self._pictures = pictures
        self._shots = 0
        self._heard: list[str] = []
        till.scanner.scanned.connect(self._heard.append)

    def walk(self, *, syncs: bool) -> None:
        till, window = self._till, self._till.window
        window.resize(*SIZE)
        till.show()
        self._wait(lambda: till.sell.products.rowCount() > 0, "the products are shown")
        rows = range(min(12, till.sell.products.rowCount()))
        shown = [till.sell.products.product(row) for row in rows]
        known = [each for each in shown if each.barcode and (each.stock or 0) > 2]
        self._prefer(language.ENGLISH, theme.LIGHT)
        self._first_sale(known[:4])
        self._look_around()
        self._prefer(language.ARABIC, theme.DARK)
        self._second_sale(known[4:9] or known[:4])
        self._prefer(language.ENGLISH, theme.DARK)
        if syncs:
            self._see_sync()
        self._pass(0.1)
        self._say(f"sync: {_bare(window.strip.sync.text())}")
        for file in sorted(self._pictures.glob("*.p*"), key=_place):
            self._say(f"see {file}")

    def _first_sale(self, products: list[Product]) -> None:
        sell = self._till.sell
        for product in products[:3]:
            self._scan(product)
        before = self._count()
        self._type(products[3].name[:4])
        self._wait(lambda: 0 < sell.products.rowCount() < 48, "typing finds products")
        self._press(Qt.Key.Key_Return, "\r")
        self._wait_for(before + 1, "Enter adds the best product found")
        self._press(Qt.Key.Key_Plus, "+")
        self._wait_for(before + 2, "+ adds one more")
        self._wait(lambda: sell.products.rowCount() > 20, "all products are back")
        self._shoot("sell-english-light")
        self._hold_and_recall()
        self._press(Qt.Key.Key_F9)
        self._wait(self._till.tender.is_open, "F9 asks for the payment")
        self._click("quick_2")
        self._shoot("payment")
        self._press(Qt.Key.Key_Return, "\r")
        self._finish("receipt")

    def _hold_and_recall(self) -> None:
        held = self._count()
        self._press(Qt.Key.Key_F6)
        self._wait_to_see("hold")
        self._type("Table 4")
        self._press(Qt.Key.Key_Return, "\r")
        self._wait_for(Decimal(0), "the sale is held")
        self._press(Qt.Key.Key_F6)
        self._wait_to_see("held")
        self._shoot("held-sales")
        self._press(Qt.Key.Key_Return, "\r")
        self._wait_for(held, "the sale is recalled")
        self._say("held a sale and recalled it")

    def _look_around(self) -> None:
        self._go(Qt.Key.Key_2, "invoices", "invoice_list")
        self._go(Qt.Key.Key_3, "stock", "stock_rows")
        self._press(Qt.Key.Key_1, "", _CONTROL)
        self._wait(lambda: self._till.window.page_name() == "sell", "Ctrl+1 leads back")

    def _see_sync(self) -> None:
        """The demo shop has a hub of its own, which hears of everything meanwhile."""
        window = self._till.window
        self._wait(window.strip.is_synced, "everything is sent", SYNC_PATIENCE_S)
        self._press(Qt.Key.Key_6, "", _CONTROL)
        self._wait(lambda: window.page_name() == "sync", "its key leads to sync")
        self._click("sync_sent_today")
        self._pass(0.6)
        self._shoot("sync")

    def _go(self, key: Qt.Key, page: str, rows: str) -> None:
        self._press(key, "", _CONTROL)
        self._wait(lambda: self._till.window.page_name() == page, f"its key leads to {page}")
        self._wait(self._widget(rows).isVisible, f"{page} shows its rows")
        self._pass(0.4)  # for what stands beside the list
        self._shoot(page)

    def _second_sale(self, products: list[Product]) -> None:
        till = self._till
        for product in products:
            self._scan(product)
        self._click("line_plus")
        self._shoot("sell-arabic-dark")
        self._press(Qt.Key.Key_F9)
        self._wait(till.tender.is_open, "F9 asks for the payment")
        self._press(Qt.Key.Key_F6)
        self._widget("reference").setFocus()
        self._type("4471")
        self._shoot("payment-card-arabic-dark")
        self._press(Qt.Key.Key_Return, "\r")
        self._finish("receipt-arabic-dark")

    def _finish(self, name: str) -> None:
        till = self._till
        self._wait(lambda: till.receipt.is_open() and till.window.receipt.paper.has_picture(), name)
        self._shoot(name)
        number = _bare(str(self._widget("sale_number").property("text")))
        (self._pictures / f"{number}.pdf").write_bytes(till.receipt.pdf)
        self._say(f"sold {number}, change {_bare(till.window.receipt.change.text())}")
        till.receipt.close()

    def _prefer(self, code: str, look: str) -> None:
        # For this window only: the shop's own preferences stay as they are.
        chosen = replace(self._till.desk.preferences, language=code, theme=look)
        self._till.desk.settle(preferences=chosen)

    def _count(self) -> Decimal:
        return sum((line.quantity for line in self._till.sell.cart.lines), Decimal(0))

    def _scan(self, product: Product) -> None:
        before = self._count()
        # A key each millisecond by the keyboard's own time, however busy the machine is.
        times = count(round(time.monotonic() * 1000))
        for character in product.barcode:
            self._press(Qt.Key(ord(character.upper())), character, at_ms=next(times))
        self._press(Qt.Key.Key_Return, "\r", at_ms=next(times))
        self._wait(lambda: self._heard[-1:] == [product.barcode], "a scan is known as one")
        self._wait(lambda: self._count() > before, "a scan adds to the cart")
        self._say(f"scanned {product.barcode}: {product.name}")

    def _type(self, text: str) -> None:
        for character in text:
            self._press(Qt.Key(ord(character.upper())), character)
            self._pass(PERSON_S)

    def _press(
        self,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = _NONE,
        *,
        at_ms: int = 0,
    ) -> None:
        window = self._app.focusWindow() or self._till.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(at_ms)
            self._app.sendEvent(window, event)

    def _click(self, name: str) -> None:
        found = self._widget(name)
        self._wait(found.isVisible, f"{name} is shown")
        at = QPoint(found.width() // 2, found.height() // 2)
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self._app.sendEvent(
                found,
                QMouseEvent(
                    kind,
                    QPointF(at),
                    QPointF(found.mapToGlobal(at)),
                    Qt.MouseButton.LeftButton,
                    Qt.MouseButton.LeftButton,
                    _NONE,
                ),
            )

    def _widget(self, name: str) -> QWidget:
        found = self._till.window.findChild(QWidget, name)
        if found is None:
            raise RuntimeError(f"there is no {name}")
        return found

    def _shoot(self, name: str) -> None:
        self._pass(0.05)
        self._shots += 1
        file = self._pictures / f"{self._shots}-{name}.png"
        if not self._till.window.grab().save(str(file)):
            raise RuntimeError(f"{file} could not be written")

    def _wait(self, ready: Callable[[], bool], what: str, patience: float = PATIENCE_S) -> None:
        until = time.monotonic() + patience
        while not ready():
            if time.monotonic() > until:
                raise RuntimeError(f"the tour waited in vain: {what}")
            self._app.processEvents()
            time.sleep(0.001)

    def _wait_for(self, count: Decimal, what: str) -> None:
        self._wait(lambda: self._count() == count, what)

    def _wait_to_see(self, name: str) -> None:
        self._wait(
            lambda: (
                (found := self._till.window.findChild(QWidget, name)) is not None
                and found.isVisible()
            ),
            f"{name} is shown",
        )

    def _pass(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._app.processEvents()
            time.sleep(0.001)

    def _say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def _bare(text: str) -> str:
    return text.translate({ord(mark): None for mark in _MARKS})


def _place(file: Path) -> tuple[bool, int, str]:
    first = file.stem.partition("-")[0]
    return not first.isdigit(), int(first) if first.isdigit() else 0, file.name
