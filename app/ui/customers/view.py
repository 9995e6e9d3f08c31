"""The customers: list, search, and what is known of one of them. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.text import isolate
from app.ui.customers import cell
from app.ui.customers.cell import Cells
from app.ui.customers.panel import CustomerPanel
from app.ui.keymap import Action
from app.ui.list_page import ListPage
from app.ui.page import Actions
from app.ui.widgets.button import PRIMARY, Button
from app.ui.widgets.label import label
from app.ui.widgets.table import Table

if TYPE_CHECKING:
    from app.ui.customers.dialog import CustomerCard


class CustomersView(ListPage):
    """What the cashier does: looks for a customer, or writes down a new one."""

    new_asked = Signal()

    def __init__(self, window: QWidget, now: Callable[[], datetime]) -> None:
        self.panel = CustomerPanel(now)
        super().__init__(
            "customers_page",
            search="customers_search",
            table=Table("customer_rows", cell.COLUMNS, Cells(now).paint),
            message="no_customers",
            panel=self.panel,
        )
        self.window_ = window
        self._looked_for: str | None = None  # in vain
        self._listed = 0
        self.new = Button("add_customer", PRIMARY, icon="user-plus", key="F9")
        self.new.clicked.connect(self.new_asked)
        self._count = label("customer_count", 13, tone="text-2")
        self.table.foot.addWidget(self._count)
        self.table.foot.addStretch()
        self.table.show_foot()
        self._lay_out("customers_page_title", self.new)
        self._retranslate()

    @cached_property
    def card(self) -> CustomerCard:
        """Asks for a customer; made when it is asked for."""
        from app.ui.customers.dialog import CustomerCard

        return CustomerCard(self.window_)

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

    def actions_by_key(self) -> Actions:
        return {Action.SEARCH: self._look_for, Action.MAIN: self.new_asked.emit}

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
