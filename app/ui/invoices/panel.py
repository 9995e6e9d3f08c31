"""One invoice: what it comes to, how it stands, its receipt. Widgets and layout only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.invoices import InvoiceRow
from app.ui import figure, font, paint
from app.ui.invoices import model, term
from app.ui.list_page import Panel
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.drag_area import DragArea
from app.ui.widgets.label import Picture, filled, label, line
from app.ui.widgets.paper import Paper
from app.ui.widgets.tag import Tag

PAPER = 300


class InvoicePanel(Panel):
    """What the cashier does here: prints a copy, or saves it as a PDF."""

    reprint_asked = Signal()
    pdf_asked = Signal()

    def __init__(self) -> None:
        super().__init__("invoice_panel", "invoice_back")
        filled(self, "surface")
        self._row: InvoiceRow | None = None
        self.reprint = Button("invoice_reprint", OUTLINED, icon="printer", key="F9")
        self.pdf = Button("invoice_pdf", OUTLINED, icon="download")
        self.number = label("invoice_number", 18, font.BOLD)
        self.status = Tag("invoice_status")
        self.total = label("invoice_total", 18, font.BOLD)
        self.sync = label("invoice_sync", 13, tone="text-3")
        self._sync_mark = Picture("cloud-up", "info", 16)
        self.paper = Paper("invoice_picture", PAPER)
        self._nothing = label("no_invoice_chosen", 15, tone="text-2")
        self._lay_out()
        self.reprint.clicked.connect(self.reprint_asked)
        self.pdf.clicked.connect(self.pdf_asked)
        self.stand_alone(alone=False)
        self.show_row(None)
        self._retranslate()

    def show_row(self, row: InvoiceRow | None) -> None:
        """Show what is known of an invoice, or that none is chosen."""
        self._row = row
        self._parts.setCurrentIndex(0 if row is None else 1)
        if row is None:
            return
        status, sync = term.status(row.status), term.sync(row.sync)
        self.number.setText(figure.number(row.number))
        self.status.show_words(status.words, status.look, status.mark)
        self.total.setText(figure.plain(model.total(row)))
        self._sync_mark.show_icon(sync.mark, sync.tone)
        self.sync.setText(sync.words)

    def show_picture(self, picture: QImage | None) -> None:
        """Show its receipt, or none yet."""
        self.paper.show_picture(picture)
        self._sheet.setVisible(self.paper.has_picture())
        self._scroll.verticalScrollBar().setValue(0)

    def paper_width(self) -> int:
        """How many dots of the screen the receipt is wide."""
        return round(self.paper.width() * self.devicePixelRatioF())

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(line())
        column.addWidget(self._desk(), 1)
        column.addWidget(line())
        column.addWidget(self._foot())
        self._nothing.align(paint.CENTRE)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(24, 0, 24, 0)
        self._parts = QStackedWidget()
        self._parts.addWidget(self._nothing)
        self._parts.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._parts)

    def _head(self) -> QWidget:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.number)
        first.addWidget(self.status)
        first.addStretch(1)
        first.addWidget(self.total)
        second.setSpacing(6)
        second.addWidget(self._sync_mark)
        second.addWidget(self.sync, 1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(first)
        words.addLayout(second)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 12, 16, 10)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addLayout(words, 1)
        return head

    def _desk(self) -> QWidget:
        self._sheet = filled(QWidget(), "border")
        edge = QVBoxLayout(self._sheet)
        edge.setContentsMargins(1, 1, 1, 1)
        edge.addWidget(self.paper)
        around = QWidget()
        rows = QVBoxLayout(around)
        rows.setContentsMargins(0, 14, 0, 14)
        rows.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch()
        self._scroll = DragArea("invoice_scroll", around)
        ground = filled(QWidget(), "surface-3")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        return ground

    def _foot(self) -> QWidget:
        foot = filled(QWidget(), "surface-2")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 12, 16, 14)
        row.setSpacing(8)
        for button in (self.reprint, self.pdf):
            button.padding = 8
            row.addWidget(button, 1)
        return foot

    def _retranslate(self) -> None:
        self.back.label("", self.tr("Back to the list"))
        self.reprint.label(self.tr("Reprint"))
        self.pdf.label(self.tr("Save as PDF"))
        self.paper.setAccessibleName(self.tr("Receipt"))
        self._nothing.setText(self.tr("Choose an invoice to see its receipt."))
        self.show_row(self._row)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
