"""The completed sale: shown at once, its receipt drawn off the GUI thread. No widgets."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.domain.receipt import receipt
from app.domain.sale import Sale
from app.services import printing
from app.services.counter import Counter
from app.ui.receipt.view import Print, ReceiptView, done_of
from app.ui.task import Lanes

UNTOUCHED_MS = 20_000


class ReceiptPresenter(QObject):
    """Shows one sale, until the next begins."""

    new_sale = Signal()
    drawn = Signal()

    def __init__(self, view: ReceiptView, lanes: Lanes, counter: Counter) -> None:
        super().__init__(view)
        self._view = view
        self._lanes = lanes
        self._counter = counter
        self._number = ""
        self.pdf = b""
        self._prepared = False
        self._timer = QTimer(self, singleShot=True, interval=UNTOUCHED_MS)
        self._timer.timeout.connect(self.close)
        view.new_sale.connect(self.close)
        view.touched.connect(self._timer.start)
        view.print_asked.connect(self.print_again)

    def prepare(self) -> None:
        """Load the drawing libraries, which takes longer than a frame; once is enough."""
        if not self._prepared:
            self._prepared = True
            self._lanes.compute(_load, lambda _: None)

    def open(self, sale: Sale) -> None:
        """Show this sale."""
        self._number = sale.number
        has_printer = bool(self._counter.shop.printer)
        self._view.show_print(Print.WAITS if has_printer else Print.NONE)
        self._view.open_sale(done_of(sale))
        self._timer.start()
        shop = self._counter.shop

        def draw() -> tuple[str, bytes, QImage]:
            from app.documents import picture, slip

            pdf = slip.slip(receipt(sale, shop))
            return sale.number, pdf, QImage.fromData(picture.png(pdf))

        self._lanes.compute(draw, self._drawn)

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
            self._view.show_print(Print.DONE)

    def not_printed(self, number: str) -> None:
        """It did not; the panel stays until somebody has seen it."""
        if number == self._number:
            self._timer.stop()
            self._view.show_print(Print.FAILED)

    def print_again(self) -> None:
        """Queue a copy."""
        number, counter = self._number, self._counter
        self._view.show_print(Print.WAITS)
        self._lanes.write(
            lambda unit: printing.queue(unit, number, counter, copy=True), lambda _: None
        )

    def stop(self) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def _drawn(self, drawn: tuple[str, bytes, QImage]) -> None:
        number, pdf, image = drawn
        if number == self._number:
            self.pdf = pdf
            self._view.show_picture(image)
            self.drawn.emit()


def _load() -> None:
    for name in ("picture", "slip"):
        import_module(f"app.documents.{name}")
