"""The customer of a sale: chosen or written down. No widgets of its own but the dialog."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.customer import Customer
from app.services import customers
from app.ui.customers.saver import Saver
from app.ui.desk import Desk
from app.ui.sell.customer_dialog import CustomerDialog


class Buyer(QObject):
    """Asks who buys; `chosen` brings the customer, None for whoever walks in."""

    chosen = Signal(object)

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._wanted = ""

    @cached_property
    def _dialog(self) -> CustomerDialog:
        dialog = CustomerDialog(self._window)
        dialog.searched.connect(self._search)
        dialog.chosen.connect(self._choose)
        dialog.walk_in.connect(lambda: self._choose(None))
        saver = Saver(dialog.form, self._desk)
        dialog.saved.connect(saver.save)
        saver.saved.connect(self._choose)
        saver.reused.connect(self._choose)
        return dialog

    def ask(self, now: Customer | None) -> None:
        """Ask; `now` is who buys so far."""
        self._dialog.ask(has_customer=now is not None)

    def renew(self, customer: Customer) -> None:
        """Somebody changed who buys: the sale bears what is true now."""

        def done(found: Customer | None) -> None:
            if found is not None and found != customer:
                self.chosen.emit(found)

        customer_id = customer.id or 0
        self._desk.lanes.read(lambda unit: customers.get(unit, customer_id), done)

    def _search(self, text: str) -> None:
        self._wanted = text

        def done(found: list[Customer]) -> None:
            if text == self._wanted:
                self._dialog.show_customers(found)

        self._desk.lanes.read(lambda unit: customers.search(unit, text, 50), done)

    def _choose(self, customer: Customer | None) -> None:
        self._dialog.close_card()
        self.chosen.emit(customer)
