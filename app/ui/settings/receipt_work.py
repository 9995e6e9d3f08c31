"""Printers and the picture of the receipt: looked up and drawn beside the window. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from app.domain.receipt import receipt
from app.domain.sample import sample_sale
from app.domain.shop import Shop
from app.services.counter import Counter
from app.ui import sentence
from app.ui.desk import Desk
from app.ui.receipt import drawing
from app.ui.settings.receipt_form import PAPER, ReceiptForm
from app.ui.widgets import tag

PAUSE_MS = 150  # after the last change; nobody reads faster


class ReceiptWork(QObject):
    """Serves the receipt section while it is shown."""

    def __init__(self, form: ReceiptForm, desk: Desk) -> None:
        super().__init__(form)
        self._form = form
        self._desk = desk
        self._drawing = False
        self._drawn: Shop | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._draw)
        form.edited.connect(self._timer.start)
        form.refresh_asked.connect(self.look)
        form.test_asked.connect(self.test)

    def enter(self) -> None:
        """The section is shown now."""
        self._draw()
        self.look()

    def look(self) -> None:
        """Look which printers there are; that may take seconds."""
        self._form.show_looking(True)
        lanes, names = self._desk.lanes, self._desk.shop.printing.names
        lanes.printer.submit(names, self._found, self._not_found)

    def test(self) -> None:
        """Print the test page on the printer that is chosen, saved or not."""
        self._form.show_testing(True)
        self._form.say(self.tr("The test page is on its way to the printer."), tag.INFO)
        shop, print_test = self._draft(), self._desk.shop.printing.test
        self._desk.lanes.printer.submit(
            lambda: print_test(shop, shop.printer), lambda _: self._tested(), self._not_tested
        )

    def stop(self) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def _draft(self) -> Shop:
        return self._form.draft(self._desk.counter.shop)

    def _found(self, names: Sequence[str]) -> None:
        self._form.show_looking(False)
        self._form.show_printers(names)

    def _not_found(self, _error: Exception) -> None:
        self._form.show_looking(False)
        words = self.tr("The printers of this computer can't be listed now.")
        self._form.say(words, tag.WARNING)

    def _tested(self) -> None:
        self._form.show_testing(False)
        words = self.tr("Test sent. Is the Arabic joined and readable, and is the paper cut?")
        self._form.say(words, tag.GOOD)

    def _not_tested(self, error: Exception) -> None:
        self._form.show_testing(False)
        self._form.say(sentence.of(error), tag.BAD)

    def _draw(self) -> None:
        shop = self._draft()
        if self._drawing or shop == self._drawn:
            return
        self._drawing, self._drawn = True, shop
        counter = self._desk.counter
        self._desk.lanes.compute(lambda: draw(shop, counter), self._show, self._failed)

    def _show(self, picture: QImage) -> None:
        self._drawing = False
        self._form.preview.show_picture(picture)
        self._draw()

    def _failed(self, error: Exception) -> None:
        self._drawing = False
        self._desk.fail(error)


def draw(shop: Shop, counter: Counter) -> QImage:
    """The picture of a sample receipt of this shop."""
    source, cashier = counter.source, counter.cashier or "Sara"
    sale = sample_sale(shop, source.now(), cashier=cashier, coded=source.qr)
    return drawing.draw(receipt(sale, shop), shop.receipt_form, width=2 * PAPER).image
