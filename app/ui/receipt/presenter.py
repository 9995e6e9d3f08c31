"""The completed sale: shown at once, its receipt drawn off the GUI thread. No widgets."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.receipt import receipt
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.domain.text import isolate
from app.services import printing
from app.services.changes import Changes
from app.services.unit import Unit
from app.ui.desk import Desk
from app.ui.receipt import drawing
from app.ui.receipt.drawing import Drawing
from app.ui.receipt.view import Print, ReceiptView, done_of

UNTOUCHED_MS = 20_000
# Threads that draw keep the GUI thread waiting; by then what it had to show is shown.
SHOWN_MS = 60


class ReceiptPresenter(QObject):
    """Shows one sale, until the next begins."""

    new_sale = Signal()
    drawn = Signal()

    def __init__(self, view: ReceiptView, desk: Desk) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._number = ""
        self._print = Print.NONE
        self.pdf = b""
        self._prepared = False
        self._timer = QTimer(self, singleShot=True, interval=UNTOUCHED_MS)
        self._timer.timeout.connect(self.close)
        view.new_sale.connect(self.close)
        view.touched.connect(self._touch)
        view.print_asked.connect(self.print_again)
        view.file_asked.connect(self.ask_file)
        view.file_chosen.connect(self.keep_file)

    def prepare(self) -> None:
        """Load the drawing libraries, which takes longer than a frame; once is enough."""
        if not self._prepared:
            self._prepared = True
            lanes = self._desk.lanes
            QTimer.singleShot(SHOWN_MS, self, lambda: lanes.compute(drawing.load, lambda _: None))

    def open(self, sale: Sale) -> None:
        """Show this sale."""
        shop = self._desk.counter.shop
        self._number = sale.number
        prints = Print.WAITS if shop.print_automatically else Print.UNASKED
        self._show_print(prints if shop.printer else Print.NONE)
        self._view.open_sale(done_of(sale))
        self._touch()
        QTimer.singleShot(SHOWN_MS, self, partial(self._draw, sale, shop))

    def is_open(self) -> bool:
        """Whether a sale is shown."""
        return bool(self._number)

    def close(self) -> None:
        """On to the next sale."""
        if self._number:
            self._number = ""
            self._timer.stop()
            self._view.close_card()
            self.new_sale.emit()

    def printed(self, number: str) -> None:
        """The receipt of this sale came out."""
        if number == self._number:
            self._show_print(Print.DONE)
            self._touch()

    def not_printed(self, number: str) -> None:
        """It did not; the panel stays until somebody has seen it."""
        if number == self._number:
            self._timer.stop()
            self._show_print(Print.FAILED)

    def print_again(self) -> None:
        """Queue the first print, what failed to print, or a copy."""
        number, counter, before = self._number, self._desk.counter, self._print

        def work(unit: Unit) -> tuple[object, Changes]:
            if before is Print.UNASKED:
                return printing.queue(unit, number, counter, copy=False)
            return printing.again(unit, number, counter)

        def failed(error: Exception) -> None:
            if number == self._number:
                self._show_print(before)
            self._desk.fail(error)

        self._show_print(Print.WAITS)
        self._touch()
        self._desk.lanes.write(work, lambda _: None, failed)

    def ask_file(self) -> None:
        """Ask where to keep the receipt."""
        self._timer.stop()
        self._view.ask_file(f"{self._number}.pdf")

    def keep_file(self, path: Path) -> None:
        """Write the receipt as it is shown."""
        pdf = self.pdf

        def write() -> None:
            from app.documents import file

            file.write(path, pdf)

        words = self.tr("Saved as {name}").format(name=isolate(path.name))
        self._desk.lanes.compute(write, lambda _: self._desk.tell(words))

    def stop(self) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def _touch(self) -> None:
        if self._number and self._print is not Print.FAILED:
            self._timer.start()

    def _show_print(self, state: Print) -> None:
        self._print = state
        self._view.show_print(state)

    def _draw(self, sale: Sale, shop: Shop) -> None:
        if sale.number == self._number:
            width = self._view.paper_width()
            self._desk.lanes.compute(
                lambda: drawing.draw(receipt(sale, shop), shop.receipt_form, width=width),
                partial(self._drawn, sale.number),
            )

    def _drawn(self, number: str, drawn: Drawing) -> None:
        if number == self._number:
            self.pdf = drawn.pdf
            self._view.show_picture(drawn.image)
            self.drawn.emit()
