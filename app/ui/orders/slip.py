"""The slip of an order: onto paper, or into a file where there is no printer. No widgets."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.order import Order
from app.domain.text import isolate
from app.services import order_slip, printing
from app.services.unit import Unit
from app.ui.desk import Desk
from app.ui.orders import words
from app.ui.receipt import drawing
from app.ui.widgets import save_file
from app.ui.widgets.toast import Notice, Tone


class SlipPresenter(QObject):
    """Queues slips, each once however often it is asked for meanwhile."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._is_queueing = False

    def print_slip(self, order: Order) -> None:
        """Queue the slip of an order; a shop without a printer may have it as a PDF."""
        counter = self._desk.counter
        if not counter.shop.printer:
            said, label = self.tr("No printer is chosen."), self.tr("Save as PDF")
            self._desk.offer(Notice(said, Tone.WARNING, label, partial(self._save, order)))
        elif not self._is_queueing:
            self._is_queueing = True
            self._desk.lanes.write(
                lambda unit: printing.print_slip(unit, order.id, counter),
                lambda _: self._queued(order),
                self._not_queued,
            )

    def _queued(self, order: Order) -> None:
        self._is_queueing = False
        said = self.tr("The slip of order {number} goes to the printer.")
        self._desk.tell(said.format(number=words.number(order)))

    def _not_queued(self, error: Exception) -> None:
        self._is_queueing = False
        self._desk.fail(error)

    def _save(self, order: Order) -> None:
        number = order.number or order.remote_id
        name = "".join(each if each.isalnum() else "-" for each in number)
        title = self.tr("Save as PDF")
        save_file.ask(self._page, title, f"{name}.pdf", partial(self._write, order.id))

    def _write(self, order_id: int, path: Path) -> None:
        shop = self._desk.counter.shop

        def write(unit: Unit) -> None:
            drawing.save(order_slip.document(unit, shop, order_id), shop.receipt_form, path)

        said = self.tr("{file} is saved in {folder}.")
        told = said.format(file=isolate(path.name), folder=isolate(str(path.parent)))
        self._desk.lanes.read(write, lambda _: self._desk.tell(told))
