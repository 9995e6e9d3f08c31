"""One invoice beside the list: its receipt, copies of it, and its PDF. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.receipt import Receipt
from app.domain.text import isolate
from app.services import invoices, printing
from app.services.invoices import InvoiceRow
from app.services.unit import Unit
from app.ui import figure
from app.ui.desk import Desk
from app.ui.invoices.panel import InvoicePanel
from app.ui.newest import Newest
from app.ui.receipt import drawing
from app.ui.receipt.drawing import Drawing
from app.ui.widgets import save_file
from app.ui.widgets.toast import Notice, Tone

DELAY_MS = 120  # whoever walks through the list does not wait for what is passed


class PreviewPresenter(QObject):
    """Shows the invoice that is chosen."""

    drawn = Signal()

    def __init__(self, panel: InvoicePanel, desk: Desk) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk = desk
        self._wanted: int | None = None
        self._shown: int | None = None
        self._row: InvoiceRow | None = None
        self._is_queueing = False
        self._reads: Newest[tuple[InvoiceRow, Receipt]] = Newest(desk)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.look_again)
        panel.reprint_asked.connect(self.reprint)
        panel.pdf_asked.connect(self.save_pdf)

    def show(self, invoice_id: int | None) -> None:
        """Show this invoice in a moment, or none."""
        if invoice_id == self._wanted:
            return
        self._wanted = invoice_id
        if invoice_id is None:
            self._timer.stop()
            self._row = self._shown = None
            self._panel.show_row(None)
            self._panel.show_picture(None)
        else:
            self._timer.start()

    def look_again(self) -> None:
        """Show the invoice as it stands now."""
        wanted = self._wanted
        if wanted is not None:
            shop = self._desk.counter.shop

            def look(unit: Unit) -> tuple[InvoiceRow, Receipt]:
                (row,) = invoices.rows_of(unit, [wanted])
                return row, invoices.document(unit, shop, row.number)

            self._reads.read(look, self._read)

    def forget(self) -> None:
        """Draw the receipt anew at the next look: the shop's settings changed."""
        self._shown = None

    def reprint(self) -> None:
        """Queue a copy; a shop without a printer may have it as a PDF."""
        self._with_number(self._reprint)

    def save_pdf(self) -> None:
        """Ask where the receipt is to be saved, marked as a copy."""
        self._with_number(self._save)

    def stop(self) -> None:
        """Leave no timer behind."""
        self._timer.stop()

    def _with_number(self, act: Callable[[str], None]) -> None:
        # What is chosen counts; what is shown may lag behind it.
        wanted, row = self._wanted, self._row
        if row is not None and row.id == wanted:
            act(row.number)
        elif wanted is not None:
            self._desk.lanes.read(lambda unit: invoices.rows_of(unit, [wanted])[0].number, act)

    def _reprint(self, number: str) -> None:
        counter = self._desk.counter
        if not counter.shop.printer:
            words, label = self.tr("No printer is chosen."), self.tr("Save as PDF")
            self._desk.offer(Notice(words, Tone.WARNING, label, partial(self._save, number)))
        elif not self._is_queueing:
            self._is_queueing = True
            self._desk.lanes.write(
                lambda unit: printing.queue(unit, number, counter, copy=True),
                lambda _: self._queued(number),
                self._not_queued,
            )

    def _read(self, read: tuple[InvoiceRow, Receipt]) -> None:
        row, document = read
        if row.id != self._wanted:
            return
        self._row = row
        self._panel.show_row(row)
        if row.id != self._shown:
            width = self._panel.paper_width()
            self._desk.lanes.compute(
                lambda: drawing.draw(document, width=width), partial(self._drawn, row.id)
            )

    def _drawn(self, invoice_id: int, drawn: Drawing) -> None:
        if invoice_id == self._wanted:
            self._shown = invoice_id
            self._panel.show_picture(drawn.image)
            self.drawn.emit()

    def _queued(self, number: str) -> None:
        self._is_queueing = False
        words = self.tr("A copy of {number} goes to the printer.")
        self._desk.tell(words.format(number=figure.number(number)))

    def _not_queued(self, error: Exception) -> None:
        self._is_queueing = False
        self._desk.fail(error)

    def _save(self, number: str) -> None:
        title = self.tr("Save as PDF")
        save_file.ask(self._panel, title, f"{number}.pdf", partial(self._write, number))

    def _write(self, number: str, path: Path) -> None:
        shop = self._desk.counter.shop

        def write(unit: Unit) -> None:
            document = invoices.document(unit, shop, number, copy=True)
            drawing.save(document, shop.receipt_form, path)

        words = self.tr("{file} is saved in {folder}.")
        told = words.format(file=isolate(path.name), folder=isolate(str(path.parent)))
        self._desk.lanes.read(write, lambda _: self._desk.tell(told))
