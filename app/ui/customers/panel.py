"""One customer: what is known, and the latest invoices. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.text import isolate
from app.services.invoices import InvoiceRow
from app.ui import figure, font, paint
from app.ui.customers import model
from app.ui.customers.account import Account
from app.ui.customers.detail import Detail
from app.ui.customers.model import Known
from app.ui.invoices import model as invoices
from app.ui.invoices import term
from app.ui.list_page import Panel
from app.ui.listed import Listed
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.label import OneLine, Picture, filled, label, line
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.two_lines import HEIGHT, TwoLineDelegate, TwoLines
from app.ui.widgets.uniform_view import UniformView

if TYPE_CHECKING:
    from app.ui.customers.member_section import MemberSection

EDGE, HEAD = 16, 38
LOW = 560  # px of height


class CustomerPanel(Panel):
    """What the cashier does here: mends what is known, or opens one of the invoices."""

    edit_asked = Signal()
    invoice_chosen = Signal(str)
    part_chosen = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__("customer_panel", "customer_back")
        filled(self, "surface")
        self._now = now
        self._known: Known | None = None
        self._names: list[str] = []
        self._part = ""  # the back end whose account is looked at, empty for the invoices
        self.part_bar: Segmented | None = None
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

    @cached_property
    def section(self) -> MemberSection:
        """The account at one shop, made when it is first wanted: few shops keep accounts."""
        from app.ui.customers.member_section import MemberSection

        made = MemberSection(self._now)
        self._shown.addWidget(made)
        return made

    def show_known(self, known: Known | None) -> None:
        """Show what is known of a customer, or that none is chosen."""
        self._known = known
        self._parts.setCurrentIndex(0 if known is None else 1)
        if known is not None:
            self._make_parts([each.backend for each in known.accounts])
            self._write(known)
            self.rows.show(known.history.latest)

    def account(self) -> Account | None:
        """The account that is looked at; None while it is the invoices."""
        accounts = self._known.accounts if self._known is not None else ()
        return next((each for each in accounts if each.backend == self._part), None)

    def _make_parts(self, names: list[str]) -> None:
        if names == self._names:
            return
        self._names = names
        if self.part_bar is not None:
            self._bar.removeWidget(self.part_bar)
            self.part_bar.hide()
            self.part_bar.deleteLater()
            self.part_bar = None
        if names:
            parts = [(f"part_{each}", "") for each in ("invoices", *names)]
            self.part_bar = Segmented("customer_parts", parts)
            self.part_bar.chosen.connect(self._choose_part)
            self._bar.insertWidget(0, self.part_bar)
        self._bar.setContentsMargins(EDGE, 0, EDGE, 12 if names else 0)
        self._label_parts()
        self._turn_to(1 + names.index(self._part) if self._part in names else 0)

    def _choose_part(self, at: int) -> None:
        self._turn_to(at)
        self.part_chosen.emit()

    def _turn_to(self, at: int) -> None:
        self._part = self._names[at - 1] if at else ""
        if self.part_bar is not None:
            self.part_bar.choose(at)
        self._shown.setCurrentWidget(self.section if at else self._sales)
        self._share()

    def _share(self) -> None:
        """In a low window the account needs the room of what is known here."""
        self._about.setVisible(not self._part or self.height() >= LOW)

    def _label_parts(self) -> None:
        if self.part_bar is not None and self._known is not None:
            titles = [isolate(each.title) for each in self._known.accounts]
            self.part_bar.label([self.tr("Invoices"), *titles])
            self.part_bar.setAccessibleName(self.tr("What is shown"))

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
        self._bought.setText(figure.alone(figure.money(known.history.bought)))

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
        self._about = self._facts()
        column.addWidget(self._about)
        self._bar = QHBoxLayout()
        self._bar.addStretch()
        column.addLayout(self._bar)
        column.addWidget(line())
        self._shown = QStackedWidget()
        self._sales = self._sold()
        self._shown.addWidget(self._sales)
        column.addWidget(self._shown, 1)
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

    def _sold(self) -> QWidget:
        sold = QWidget()
        column = QVBoxLayout(sold)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list_head())
        column.addWidget(line())
        column.addWidget(self.invoices, 1)
        return sold

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

    def _facts(self) -> QWidget:
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(EDGE, 0, EDGE, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.details["phone"], 0, 0)
        grid.addWidget(self.details["vat_number"], 0, 1)
        grid.addWidget(self.details["email"], 1, 0, 1, 2)
        grid.addWidget(self.details["address"], 2, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return facts

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
        self._label_parts()
        if self._known is not None:
            self._write(self._known)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
