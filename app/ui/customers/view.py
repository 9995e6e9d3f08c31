"""The customers: list, search, and what is known of one of them. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.text import isolate
from app.ui import font
from app.ui.customers import cell
from app.ui.customers.cell import Cells
from app.ui.customers.model import CustomerList
from app.ui.customers.panel import CustomerPanel
from app.ui.keymap import Action
from app.ui.page import Actions, Page
from app.ui.widgets.button import PRIMARY, Button
from app.ui.widgets.field import Field
from app.ui.widgets.label import filled, label, line
from app.ui.widgets.message import Message
from app.ui.widgets.search_edit import SearchEdit
from app.ui.widgets.table import Table

if TYPE_CHECKING:
    from app.ui.customers.dialog import CustomerCard

EDGE, TOP, GAP, PANEL = 16, 14, 12, 376
WIDE = 1016  # the page; a narrower one shows either the list or one customer
_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CustomersView(Page):
    """What the cashier does: looks for a customer, or writes down a new one."""

    searched = Signal(str)
    selected = Signal(int)
    new_asked = Signal()

    def __init__(self, window: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("customers_page")
        filled(self, "bg")
        self._window = window
        self._looked_for: str | None = None  # in vain
        self._listed = 0
        self._narrow = False
        self.search = SearchEdit()
        self.search.setObjectName("customers_search")
        self.search.setFont(font.font(15))
        self.new = Button("add_customer", PRIMARY, icon="user-plus", key="F9")
        self.table = Table("customer_rows", cell.COLUMNS, Cells(now).paint)
        self.message = Message("no_customers")
        self.panel = CustomerPanel(now)
        self._title = label("customers_page_title", 22, font.BOLD)
        self._count = label("customer_count", 13, tone="text-2")
        self._lay_out()
        self._connect()
        self._share(alone=False)
        self._retranslate()

    @cached_property
    def card(self) -> CustomerCard:
        """Asks for a customer; made when it is asked for."""
        from app.ui.customers.dialog import CustomerCard

        return CustomerCard(self._window)

    def set_model(self, rows: CustomerList) -> None:
        """Tell where the rows come from."""
        self.table.view.setModel(rows)
        self.table.view.selectionModel().currentChanged.connect(self._moved)

    def show_list(self, count: int) -> None:
        """Show the list of so many customers."""
        self._looked_for, self._listed = None, count
        self._stack.setCurrentWidget(self.table)
        self._write_count()

    def show_nothing(self, text: str) -> None:
        """Say that nobody fits this text, or that the shop knows nobody yet."""
        self._looked_for = text
        self._stack.setCurrentWidget(self.message)
        self._say_nothing()

    def choose(self, row: int, *, stay: bool = False) -> None:
        """Make a row current; the list may `stay` where it is scrolled to."""
        bar = self.table.view.verticalScrollBar()
        at = bar.value()
        self.table.view.make_current(row)
        if stay:
            bar.setValue(at)

    def open_panel(self) -> None:
        """Show the chosen customer where there is no room for it beside the list."""
        if self._narrow and self.table.view.currentIndex().isValid():
            self._share(alone=True)
            self.panel.back.setFocus()

    def close_panel(self) -> None:
        """Back to the list."""
        if self._is_alone():
            self._share(alone=False)
            self.rest_focus()

    def actions_by_key(self) -> Actions:
        return {Action.SEARCH: self._look_for, Action.MAIN: self.new_asked.emit}

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

    def _look_for(self) -> None:
        self.close_panel()
        self.search.setFocus()
        self.search.selectAll()

    def _connect(self) -> None:
        view = self.table.view
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(self.open_panel)
        self.new.clicked.connect(self.new_asked)
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
        head.addWidget(self.new)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.message)
        self.table.foot.addWidget(self._count)
        self.table.foot.addStretch()
        self.table.show_foot()
        column = QVBoxLayout()
        column.setContentsMargins(0, TOP, 0, TOP)
        column.setSpacing(GAP)
        column.addLayout(head)
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

    def _write_count(self) -> None:
        self._count.setText(self.tr("%n customer(s)", "", self._listed))

    def _say_nothing(self) -> None:
        text = self._looked_for
        if text:
            words = self.tr("Nothing found for “{text}”.").format(text=isolate(text))
            self.message.say(words, "search")
        elif text is not None:
            self.message.say(self.tr("No customers yet"), "users")

    def _retranslate(self) -> None:
        titles = {
            cell.NAME: self.tr("Name"),
            cell.PHONE: self.tr("Phone"),
            cell.INVOICES: self.tr("Invoices"),
            cell.LAST: self.tr("Last sale"),
            cell.SYNC: self.tr("Sync"),
        }
        self.table.set_titles([titles[each] for each in cell.COLUMNS])
        self._title.setText(self.tr("Customers"))
        self.search.setPlaceholderText(self.tr("Name, phone or VAT number"))
        self.search.setAccessibleName(self.tr("Search customers"))
        self.new.label(self.tr("New customer"))
        self.table.view.setAccessibleName(self.tr("Customers"))
        self._write_count()
        self._say_nothing()

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
        super().resizeEvent(event)
