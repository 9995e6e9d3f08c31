"""The invoices: list, filters, and the receipt of one of them. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.text import isolate
from app.services.invoices import InvoiceSummary
from app.ui import figure, font, sentence
from app.ui.invoices import cell
from app.ui.invoices.cell import Cells
from app.ui.invoices.filter_bar import FilterBar
from app.ui.invoices.panel import InvoicePanel
from app.ui.keymap import Action
from app.ui.list_page import EDGE, PANEL, ListPage
from app.ui.page import Actions
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.label import label
from app.ui.widgets.table import NO_CELLS, Column, Table

if TYPE_CHECKING:
    from app.ui.invoices.dates_dialog import DatesDialog


class Reason(Enum):
    """Why there is no list; its icon."""

    LOADING = "hourglass"
    NONE_YET = "file-invoice"
    NOT_THESE_DAYS = "calendar"
    NO_SUCH = "adjustments"
    NOT_FOUND = "search"
    FAILED = "alert-triangle"


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there is no list; `text` was looked for, `error` came between.

    `has_remedy`: something can be done, such as looking in all days.
    """

    reason: Reason
    text: str = ""
    error: Exception | None = None
    has_remedy: bool = False


class InvoicesView(ListPage):
    """What the cashier does: looks for an invoice, and prints a copy of it."""

    dates_chosen = Signal(object, object)
    dates_left = Signal()
    export_asked = Signal()
    remedy_asked = Signal()

    def __init__(self, window: QWidget, now: Callable[[], datetime]) -> None:
        self.panel = InvoicePanel()
        super().__init__(
            "invoices",
            search="invoice_search",
            table=Table("invoice_list", cell.columns(0, days=False), Cells(now).paint),
            message="no_invoices",
            panel=self.panel,
        )
        self._window, self._now = window, now
        self._summary: InvoiceSummary | None = None
        self._nothing: Nothing | None = None
        self._has_days = self._exporting = False
        self.export = Button("export_invoices", OUTLINED, icon="download")
        self.filters = FilterBar()
        self._count = label("invoice_count", 13, tone="text-2")
        self._sales_title = label("invoice_sales_title", 13, tone="text-2")
        self._sales = label("invoice_sales", 13, font.BOLD)
        self._owed_title = label("invoice_owed_title", 13, tone="text-2")
        self._owed = label("invoice_owed", 13, font.BOLD, "danger")
        self.export.clicked.connect(self.export_asked)
        self.message.asked.connect(self.remedy_asked)
        self._lay_out_foot()
        self._lay_out("invoices_title", self.export, self.filters)
        self._retranslate()

    @cached_property
    def dates(self) -> DatesDialog:
        """Asks for the days; made when they are asked for."""
        from app.ui.invoices.dates_dialog import DatesDialog

        made = DatesDialog(self._window, lambda: self._now().date())
        made.chosen.connect(self.dates_chosen)
        made.refused.connect(self.dates_left)
        return made

    def show_list(self, summary: InvoiceSummary, *, days: bool) -> None:
        """Show the list and what it comes to; `days`: not all of it is of today."""
        self._summary, self._nothing, self._has_days = summary, None, days
        self._stack.setCurrentWidget(self.table)
        self._allow_export()
        self.filters.show_counts(summary.by_status)
        self._write_foot()
        self._fit()

    def show_nothing(self, nothing: Nothing, summary: InvoiceSummary | None = None) -> None:
        """Say why there is no list."""
        self._nothing = nothing
        self._stack.setCurrentWidget(self.message)
        self._allow_export()
        if summary is not None:
            self.filters.show_counts(summary.by_status)
        self._say_nothing()

    def show_exporting(self, *, exporting: bool) -> None:
        """Whether a file is being written, which is done once at a time."""
        self._exporting = exporting
        self._allow_export()

    def actions_by_key(self) -> Actions:
        return {Action.SEARCH: self._look_for, Action.MAIN: self.panel.reprint_asked.emit}

    def _allow_export(self) -> None:
        self.export.setEnabled(self._nothing is None and not self._exporting)

    def _lay_out_foot(self) -> None:
        foot = self.table.foot
        foot.addWidget(self._count)
        foot.addStretch()
        for title, amount in ((self._sales_title, self._sales), (self._owed_title, self._owed)):
            both = QHBoxLayout()
            both.setSpacing(4)
            both.addWidget(title)
            both.addWidget(amount)
            foot.addLayout(both)
        self.table.show_foot()

    def _fit(self) -> None:
        room = self.width() - 2 * EDGE - (0 if self._narrow else PANEL)
        self.table.set_columns(*self._columns(room - NO_CELLS))

    def _columns(self, width: int) -> tuple[list[Column], list[str]]:
        shown = cell.columns(width, days=self._has_days)
        titles = {
            "number": self.tr("Invoice"),
            "time": self.tr("Time"),
            "customer": self.tr("Customer"),
            "cashier": self.tr("Cashier"),
            "method": self.tr("Method"),
            "total": self.tr("Total"),
            "status": self.tr("Status"),
            "sync": self.tr("Sync"),
        }
        return shown, [titles[column.name] for column in shown]

    def _write_foot(self) -> None:
        summary = self._summary
        if summary is None:
            return
        self._count.setText(self.tr("%n invoice(s)", "", summary.count))
        self._sales.setText(figure.plain(summary.total))
        self._owed.setText(figure.plain(summary.owed))
        for part in (self._owed_title, self._owed):
            part.setVisible(bool(summary.owed))

    def _say_nothing(self) -> None:
        if self._nothing is None:
            return
        reason, error = self._nothing.reason, self._nothing.error
        words = {
            Reason.LOADING: self.tr("Loading invoices…"),
            Reason.NONE_YET: self.tr("No invoices yet"),
            Reason.NOT_THESE_DAYS: self.tr("No invoices on these days"),
            Reason.NO_SUCH: self.tr("No such invoices"),
            Reason.NOT_FOUND: self.tr("Nothing found for “{text}”."),
            Reason.FAILED: sentence.of(error) if error else "",
        }[reason]
        remedy = {
            Reason.NOT_THESE_DAYS: self.tr("Show all days"),
            Reason.NO_SUCH: self.tr("Show all invoices"),
            Reason.NOT_FOUND: self.tr("Look in all days"),
            Reason.FAILED: self.tr("Try again"),
        }
        words = words.format(text=isolate(self._nothing.text)) if self._nothing.text else words
        action = remedy.get(reason, "") if self._nothing.has_remedy else ""
        self.message.say(words, reason.value, action)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Invoices"))
        self.search.setPlaceholderText(self.tr("Number, customer or amount"))
        self.search.setAccessibleName(self.tr("Search invoices"))
        self.export.label(self.tr("Export"))
        self.table.view.setAccessibleName(self.tr("Invoices"))
        self._sales_title.setText(self.tr("Sales"))
        self._owed_title.setText(self.tr("Still owed"))
        self._write_foot()
        self._say_nothing()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
