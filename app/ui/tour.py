"""A tour: the real window, played by real key events, with pictures of what it showed."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.catalog import Product
from app.services import new_shop
from app.ui import language, theme
from app.ui.shop import Opener
from app.ui.start import make_demo
from app.ui.till import Till

SIZE = (1366, 768)
PATIENCE_S = 20.0


def play(app: QApplication, folder: Path | None, opened: Opener) -> int:
    """Sell twice in the shop of the folder, else in a demo shop of its own; 0 when all is well."""
    pictures = Path(tempfile.mkdtemp(prefix="sanduq-tour-"))
    shop = folder or pictures / "shop"
    if not new_shop.exists(shop):
        make_demo(shop)
    language.apply(app, language.ENGLISH)
    theme.apply(app, theme.LIGHT)
    till = Till(app, opened(shop))
    try:
        _Guide(app, till, pictures).walk()
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

    def walk(self) -> None:
        till, window = self._till, self._till.window
        window.resize(*SIZE)
        till.show()
        self._wait(lambda: till.sell.products.rowCount() > 0, "the products are shown")
        first = [till.sell.products.product(row) for row in range(12)]
        self._first_sale([each for each in first if each.barcode][:4])
        till.switch_language()
        till.switch_theme()
        self._second_sale([each for each in first if each.barcode][4:9])
        till.switch_language()
        self._pass(0.1)
        self._say(f"sync: {window.strip.sync.text()}")
        for file in sorted(self._pictures.glob("*.p*")):
            self._say(f"see {file}")

    def _first_sale(self, products: list[Product]) -> None:
        till = self._till
        for lines, product in enumerate(products[:3], 1):
            self._scan(product.barcode)
            self._wait_for_lines(lines)
            self._say(f"scanned {product.barcode}: {product.name}")
        self._type(products[3].name[:4])
        self._wait(lambda: 0 < till.sell.products.rowCount() < 50, "typing finds products")
        self._press(Qt.Key.Key_Return)
        self._wait(lambda: till.sell.lines.rowCount() == 4, "Enter adds the best product found")
        self._press(Qt.Key.Key_Plus, "+")
        self._wait(lambda: till.sell.cart.lines[3].quantity == 2, "+ adds one more")
        self._wait(lambda: till.sell.products.rowCount() > 20, "all products are back")
        self._shoot("sell-english-light")
        self._press(Qt.Key.Key_F9)
        self._wait(till.tender.is_open, "F9 asks for the payment")
        self._click("quick_2")
        self._shoot("payment")
        self._press(Qt.Key.Key_Return)
        self._finish("receipt")

    def _second_sale(self, products: list[Product]) -> None:
        till = self._till
        for lines, product in enumerate(products, 1):
            self._scan(product.barcode)
            self._wait_for_lines(lines)
        self._click("line_plus")
        self._shoot("sell-arabic-dark")
        self._press(Qt.Key.Key_F9)
        self._wait(till.tender.is_open, "F9 asks for the payment")
        self._press(Qt.Key.Key_F6)
        self._type("4471")
        self._shoot("payment-card-arabic-dark")
        self._press(Qt.Key.Key_Return)
        self._finish("receipt-arabic-dark")

    def _finish(self, name: str) -> None:
        till = self._till
        self._wait(lambda: till.receipt.is_open() and till.window.receipt.paper.has_picture(), name)
        self._shoot(name)
        shown = till.window.receipt.findChild(QWidget, "sale_number")
        number = shown.property("text").strip("\u2066\u2069") if shown else ""
        (self._pictures / f"{number}.pdf").write_bytes(till.receipt.pdf)
        change = till.window.receipt.change.text().strip("\u2066\u2069")
        self._say(f"sold {number}, change {change}")
        till.receipt.close()

    def _scan(self, code: str) -> None:
        for character in code:
            self._press(Qt.Key(ord(character.upper())), character)
        self._press(Qt.Key.Key_Return, "\r")

    def _type(self, text: str) -> None:
        for character in text:
            self._press(Qt.Key(ord(character.upper())), character)
            self._pass(0.04)  # as fast as a person, so that it is no scan

    def _press(self, key: Qt.Key, text: str = "") -> None:
        target = self._app.focusWidget() or self._till.window
        shortcut = key in {Qt.Key.Key_F9, Qt.Key.Key_F2}
        if shortcut:
            # Shortcuts belong to the window system's keys, which are not to be had here.
            self._till.window.sell.pay.click()
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._app.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
            target = self._app.focusWidget() or target

    def _click(self, name: str) -> None:
        found = self._till.window.findChild(QWidget, name)
        if found is None:
            raise RuntimeError(f"there is no {name}")
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
                    Qt.KeyboardModifier.NoModifier,
                ),
            )

    def _shoot(self, name: str) -> None:
        self._pass(0.05)
        self._shots += 1
        file = self._pictures / f"{self._shots}-{name}.png"
        if not self._till.window.grab().save(str(file)):
            raise RuntimeError(f"{file} could not be written")

    def _wait(self, ready: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not ready():
            if time.monotonic() > until:
                raise RuntimeError(f"the tour waited in vain: {what}")
            self._app.processEvents()
            time.sleep(0.001)

    def _wait_for_lines(self, count: int) -> None:
        lines = self._till.sell.lines
        self._wait(lambda: lines.rowCount() == count, "a scan adds a line")

    def _pass(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._app.processEvents()
            time.sleep(0.001)

    def _say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
