"""The invoices: list, filters, and the receipt of one of them. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.text import isolate
from app.services.invoices import InvoiceSummary
from app.ui import figure, font, sentence
from app.ui.invoices import cell
from app.ui.invoices.cell import Cells
from app.ui.invoices.filter_bar import FilterBar
from app.ui.invoices.model import InvoiceList
from app.ui.invoices.panel import InvoicePanel
from app.ui.keymap import Action
from app.ui.page import Actions, Page
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.field import Field
from app.ui.widgets.label import filled, label, line
from app.ui.widgets.message import Message
from app.ui.widgets.search_edit import SearchEdit
from app.ui.widgets.table import NO_CELLS, Column, Table

if TYPE_CHECKING:
    from app.ui.invoices.dates_dialog import DatesDialog

EDGE, TOP, GAP, PANEL = 16, 14, 12, 376
WIDE = 1016  # the page; a narrower one shows either the list or one invoice
_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


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


class InvoicesView(Page):
    """What the cashier does: looks for an invoice, and prints a copy of it."""

    searched = Signal(str)
    dates_chosen = Signal(object, object)
    dates_left = Signal()
    selected = Signal(int)
    export_asked = Signal()
    remedy_asked = Signal()

    def __init__(self, window: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("invoices")
        filled(self, "bg")
        self._window, self._now = window, now
        self._summary: InvoiceSummary | None = None
        self._nothing: Nothing | None = None
        self._has_days = self._exporting = False
        self._narrow = False
        self.search = SearchEdit()
        self.search.setObjectName("invoice_search")
        self.search.setFont(font.font(15))
        self.export = Button("export_invoices", OUTLINED, icon="download")
        self.filters = FilterBar()
        self.table = Table("invoice_list", cell.columns(0, days=False), Cells(now).paint)
        self.message = Message("no_invoices")
        self.panel = InvoicePanel()
        self._title = label("invoices_title", 22, font.BOLD)
        self._count = label("invoice_count", 13, tone="text-2")
        self._sales_title = label("invoice_sales_title", 13, tone="text-2")
        self._sales = label("invoice_sales", 13, font.BOLD)
        self._owed_title = label("invoice_owed_title", 13, tone="text-2")
        self._owed = label("invoice_owed", 13, font.BOLD, "danger")
        self._lay_out()
        self._connect()
        self._share(alone=False)
        self._retranslate()

    @cached_property
    def dates(self) -> DatesDialog:
        """Asks for the days; made when they are asked for."""
        from app.ui.invoices.dates_dialog import DatesDialog

        made = DatesDialog(self._window, lambda: self._now().date())
        made.chosen.connect(self.dates_chosen)
        made.refused.connect(self.dates_left)
        return made

    def set_model(self, rows: InvoiceList) -> None:
        """Tell where the rows come from."""
        self.table.view.setModel(rows)
        self.table.view.selectionModel().currentChanged.connect(self._moved)

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

    def choose(self, row: int, *, stay: bool = False) -> None:
        """Make a row current; the list may `stay` where it is scrolled to."""
        bar = self.table.view.verticalScrollBar()
        at = bar.value()
        self.table.view.make_current(row)
        if stay:
            bar.setValue(at)

    def show_exporting(self, *, exporting: bool) -> None:
        """Whether a file is being written, which is done once at a time."""
        self._exporting = exporting
        self._allow_export()

    def open_panel(self) -> None:
        """Show the chosen invoice where there is no room for it beside the list."""
        if self._narrow and self.table.view.currentIndex().isValid():
            self._share(alone=True)
            self.panel.back.setFocus()

    def close_panel(self) -> None:
        """Back to the list."""
        if self._is_alone():
            self._share(alone=False)
            self.rest_focus()

    def actions_by_key(self) -> Actions:
        return {Action.SEARCH: self._look_for, Action.MAIN: self.panel.reprint_asked.emit}

    def rest_focus(self) -> None:
        (self.panel.back if self._is_alone() else self.search).setFocus()

    def go_back(self) -> bool:
        if self._is_alone():
            self.close_panel()
        elif self.search.text():
            self.search.clear()
            self.searched.emit("")
        else:
            return False
        return True

    def _allow_export(self) -> None:
        self.export.setEnabled(self._nothing is None and not self._exporting)

    def _look_for(self) -> None:
        self.close_panel()
        self.search.setFocus()
        self.search.selectAll()

    def _connect(self) -> None:
        view = self.table.view
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(self.open_panel)
        self.export.clicked.connect(self.export_asked)
        self.message.asked.connect(self.remedy_asked)
        self.panel.left.connect(self.close_panel)
        view.clicked.connect(self.open_panel)
        view.entered_by_key.connect(self.open_panel)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selected.emit(index.row())

    def _lay_out(self) -> None:
        field = Field(self.search, icon="search", key="F2")
        field.setFixedHeight(44)
        field.setMaximumWidth(430)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._title)
        head.addSpacing(8)
        head.addWidget(field, 10)
        head.addStretch(1)
        head.addWidget(self.export)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.message)
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
        column = QVBoxLayout()
        column.setContentsMargins(0, TOP, 0, TOP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        # Margins do not mirror, gaps do.
        self._list = QWidget()
        inner = QHBoxLayout(self._list)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addSpacing(EDGE)
        inner.addLayout(column, 1)
        inner.addSpacing(EDGE)
        self._edge = line(vertical=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._edge)
        layout.addWidget(self.panel)

    def _is_alone(self) -> bool:
        return self._list.isHidden()

    def _share(self, *, alone: bool) -> None:
        """Give the room to the list and, where there is enough, to the panel; or to it `alone`."""
        self._list.setVisible(not alone)
        self._edge.setVisible(not self._narrow)
        self.panel.setVisible(alone or not self._narrow)
        self.panel.stand_alone(alone=alone)
        self.panel.setMinimumWidth(0 if self._narrow else PANEL - 1)
        self.panel.setMaximumWidth(16_777_215 if self._narrow else PANEL - 1)

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

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            # Whatever has the focus, these keys walk through the list.
            QApplication.sendEvent(self.table.view, event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < WIDE
        if narrow != self._narrow:
            self._narrow = narrow
            self._share(alone=False)
        self._fit()
        super().resizeEvent(event)
