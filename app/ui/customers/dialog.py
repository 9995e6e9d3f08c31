"""A customer on a card: a new one, or what has changed about one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.customer import Customer
from app.domain.text import isolate
from app.ui.customers.form import CustomerForm, guessed
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.remark import Remark

SYSTEM = "Apex POS"  # the back end that has customers


class CustomerCard(Dialog):
    """One customer at a time; the presenter closes it, or the form says what is wrong."""

    saved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("customer_card", parent, width=USUAL)
        self._is_new = self._is_remote = False
        self.form = CustomerForm("customer_card")
        self.remark = Remark("customer_card_remark")
        self.body.addWidget(self.form)
        self.body.addWidget(self.remark)
        self.form.known_changed.connect(self.retranslate)
        self.primary.clicked.connect(self.saved)
        self.retranslate()

    def ask_new(self, text: str) -> None:
        """Ask for a new customer, of whom this was looked for."""
        self._open(guessed(text), is_remote=False)

    def ask_change(self, customer: Customer, *, is_remote: bool) -> None:
        """Ask what has changed about a customer; `is_remote`: a back end has it too."""
        self._open(customer, is_remote=is_remote)

    def first_field(self) -> QWidget:
        return self.form.fields["name"].edit

    def retranslate(self) -> None:
        is_new = self._is_new
        self.title.setText(self.tr("New customer") if is_new else self.tr("Edit customer"))
        is_known = self.form.known is not None
        self.primary.label(self.tr("Use this customer") if is_known else self.tr("Save customer"))
        kept = self.tr("Changes stay on this till: {system} has no call for them.")
        self.remark.say(kept.format(system=isolate(SYSTEM)) if self._is_remote else "")

    def _open(self, customer: Customer, *, is_remote: bool) -> None:
        self._is_new, self._is_remote = customer.id is None, is_remote
        self.form.write(customer)
        self.open()
