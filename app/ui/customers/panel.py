"""One customer: what is known, and the latest invoices. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.text import isolate
from app.services.invoices import InvoiceRow
from app.ui import figure, font, paint
from app.ui.customers import model
from app.ui.customers.model import Known
from app.ui.invoices import model as invoices
from app.ui.invoices import term
from app.ui.list_page import Panel
from app.ui.listed import Listed
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.label import OneLine, Picture, filled, label, line
from app.ui.widgets.two_lines import HEIGHT, TwoLineDelegate, TwoLines
from app.ui.widgets.uniform_view import UniformView

EDGE, HEAD = 16, 38


class Detail(QWidget):
    """A caption and what it says; hidden where nothing is known."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.caption = label(f"{name}_caption", 12, tone="text-3")
        self.words = label(name, 15, made=OneLine())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.words)

    def say(self, words: str) -> None:
        """Say this; nothing hides it."""
        self.words.setText(words)
        self.setVisible(bool(words))


class CustomerPanel(Panel):
    """What the cashier does here: mends what is known, or opens one of the invoices."""

    edit_asked = Signal()
    invoice_chosen = Signal(str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__("customer_panel", "customer_back")
        filled(self, "surface")
        self._now = now
        self._known: Known | None = None
        self.name = label("customer_panel_name", 18, font.BOLD, made=OneLine())
        self.sync = label("customer_sync", 13, tone="text-3")
        self._mark = Picture("cloud-up", "info", 16)
        names = ("phone", "vat_number", "email", "address")
        self.details = {each: Detail(f"customer_panel_{each}") for each in names}
        self._count = label("customer_invoice_count", 13, font.SEMI_BOLD, "text-2")
        self._bought = label("customer_bought", 13, font.SEMI_BOLD, "text-2")
        self.rows: Listed[InvoiceRow] = Listed(lambda row: self._said(row).first)
        self.invoices = UniformView("customer_invoices", height=HEIGHT)
        self.invoices.setItemDelegate(TwoLineDelegate(self.invoices, self._said))
        self.invoices.setModel(self.rows)
        self.edit = Button("edit_customer", OUTLINED, icon="pencil")
        self._nothing = label("no_customer_chosen", 15, tone="text-2")
        self._lay_out()
        self.edit.clicked.connect(self.edit_asked)
        self.invoices.clicked.connect(self._choose)
        self.invoices.entered_by_key.connect(self._choose)
        self.stand_alone(alone=False)
        self._retranslate()

    def show_known(self, known: Known | None) -> None:
        """Show what is known of a customer, or that none is chosen."""
        self._known = known
        self._parts.setCurrentIndex(0 if known is None else 1)
        if known is not None:
            self._write(known)
            self.rows.show(known.history.latest)

    def _write(self, known: Known) -> None:
        customer, sync = known.row.customer, model.sync(known.row)
        self.name.setText(isolate(customer.name))
        self.sync.setText(sync.words)
        self._mark.show_icon(sync.mark, sync.tone)
        for name, detail in self.details.items():
            said = getattr(customer, name)
            wrap = isolate if name == "address" else figure.number
            detail.say(wrap(said) if said else "")
        self._count.setText(self.tr("%n invoice(s)", "", known.row.invoices))
        self._bought.setText(figure.money(known.history.bought))

    def _said(self, row: InvoiceRow) -> TwoLines:
        told = f"{invoices.when(row, self._now())} · {term.status(row.status).words}"
        return TwoLines(figure.number(row.number), told, figure.plain(invoices.total(row)))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.invoice_chosen.emit(self.rows.row(index.row()).number)

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addLayout(self._facts())
        column.addWidget(line())
        column.addWidget(self._list_head())
        column.addWidget(line())
        column.addWidget(self.invoices, 1)
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
        sent = QHBoxLayout()
        sent.setSpacing(6)
        sent.addWidget(self._mark)
        sent.addWidget(self.sync, 1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.name)
        words.addLayout(sent)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(EDGE, 12, EDGE, 10)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addLayout(words, 1)
        return head

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(EDGE, 0, EDGE, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.details["phone"], 0, 0)
        grid.addWidget(self.details["vat_number"], 0, 1)
        grid.addWidget(self.details["email"], 1, 0, 1, 2)
        grid.addWidget(self.details["address"], 2, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def _list_head(self) -> QWidget:
        head = filled(QWidget(), "surface-2")
        head.setFixedHeight(HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.addWidget(self._count)
        row.addStretch()
        row.addWidget(self._bought)
        return head

    def _foot(self) -> QWidget:
        foot = filled(QWidget(), "surface-2")
        row = QHBoxLayout(foot)
        row.setContentsMargins(EDGE, 12, EDGE, 14)
        row.addWidget(self.edit)
        return foot

    def _retranslate(self) -> None:
        captions = {
            "phone": self.tr("Phone"),
            "vat_number": self.tr("VAT number"),
            "email": self.tr("E-mail"),
            "address": self.tr("Address"),
        }
        for name, detail in self.details.items():
            detail.caption.setText(captions[name])
        self.back.label("", self.tr("Back to the list"))
        self.edit.label(self.tr("Edit"))
        self.invoices.setAccessibleName(self.tr("Latest invoices"))
        self._nothing.setText(self.tr("Choose a customer to see what is known."))
        if self._known is not None:
            self._write(self._known)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
