"""Whose sale it is: found by name or phone, or written down anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.customer import Customer
from app.domain.text import isolate
from app.ui import figure
from app.ui.customers.form import CustomerForm, guessed
from app.ui.listed import Listed
from app.ui.widgets.button import GHOST, OUTLINED, Button
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.field import Edit, Field
from app.ui.widgets.label import label
from app.ui.widgets.two_lines import HEIGHT, TwoLineDelegate, TwoLines
from app.ui.widgets.uniform_view import UniformView

SHOWN, SHOWN_LOW, LOW = 5, 3, 620


class CustomerDialog(Dialog):
    """Two sides of one card: the list with its search, and the form for a new customer."""

    searched = Signal(str)
    chosen = Signal(object)
    walk_in = Signal()
    saved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("customers", parent, width=USUAL)
        self.search = _Search(self)
        self.search.setObjectName("customer_search")
        self.rows: Listed[Customer] = Listed(lambda each: each.name)
        self.view = UniformView("customer_list", height=HEIGHT)
        self.view.setItemDelegate(TwoLineDelegate(self.view, _said))
        self.view.setModel(self.rows)
        self.new = Button("customer_new", OUTLINED, icon="user-plus")
        self.nobody = Button("customer_walk_in", GHOST, icon="user-off")
        self._nothing = label("customers_nothing", 15, tone="text-2")
        self.form = CustomerForm("customer")
        self._sides = QStackedWidget()
        self._sides.addWidget(self._list_side())
        self._sides.addWidget(self.form)
        self.body.addWidget(self._sides)
        self.foot.insertWidget(0, self.nobody)
        self.foot.insertWidget(1, self.new)
        self.search.textEdited.connect(self.searched)
        self.view.clicked.connect(self._choose)
        self.view.entered_by_key.connect(self._choose)
        self.new.clicked.connect(self.write_anew)
        self.form.known_changed.connect(self._name_primary)
        self.nobody.clicked.connect(self.walk_in)
        self.primary.clicked.connect(self._go_on)
        self.retranslate()

    def ask(self, *, has_customer: bool) -> None:
        """Ask whose sale it is."""
        self.nobody.setVisible(has_customer)
        tall = HEIGHT * (SHOWN if self.window().height() >= LOW else SHOWN_LOW)
        self.view.setFixedHeight(tall)
        self._nothing.setFixedHeight(tall)
        self.search.clear()
        self._turn(0)
        self.open()
        self.searched.emit("")

    def show_customers(self, customers: Sequence[Customer]) -> None:
        """Show who was found."""
        self.rows.show(customers)
        self.view.make_current(0)
        self.view.setVisible(bool(customers))
        self._nothing.setVisible(not customers)
        if not self._sides.currentIndex():
            self.primary.setEnabled(bool(customers))

    def write_anew(self) -> None:
        """Turn to the form; what was searched for is the name or the phone already."""
        self.form.write(guessed(self.search.text()))
        self._turn(1)
        self.form.fields["name"].edit.setFocus()

    def first_field(self) -> QWidget:
        return self.search

    def retranslate(self) -> None:
        self.title.setText(self.tr("Customer"))
        self.search.setPlaceholderText(self.tr("Name, phone or VAT number"))
        self.search.setAccessibleName(self.tr("Search customers"))
        self.view.setAccessibleName(self.tr("Customers"))
        self.new.label(self.tr("New customer"))
        self.nobody.label(self.tr("Walk-in customer"))
        self._nothing.setText(self.tr("No customer found."))
        self._turn(self._sides.currentIndex())

    def _list_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Field(self.search, icon="search"))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.view)
        column.addWidget(self._nothing)
        self._nothing.hide()
        return side

    def _turn(self, side: int) -> None:
        self._sides.setCurrentIndex(side)
        self.new.setVisible(not side)
        self._name_primary()
        self.primary.setEnabled(bool(side) or self.rows.rowCount() > 0)

    def _name_primary(self) -> None:
        if not self._sides.currentIndex():
            words = self.tr("Choose")
        elif self.form.known is not None:
            words = self.tr("Use this customer")
        else:
            words = self.tr("Save customer")
        self.primary.label(words)

    def _go_on(self) -> None:
        if self._sides.currentIndex():
            self.saved.emit()
        else:
            self._choose(self.view.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if self.isVisible() and index.isValid():
            self.chosen.emit(self.rows.row(index.row()))


class _Search(Edit):
    """Arrows move in the list beneath while one types on."""

    def __init__(self, dialog: CustomerDialog) -> None:
        super().__init__()
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        view = self._dialog.view
        if step and 0 <= view.currentIndex().row() + step < view.count():
            view.make_current(view.currentIndex().row() + step)
        elif not step:
            super().keyPressEvent(event)


def _said(customer: Customer) -> TwoLines:
    parts = [customer.phone, customer.vat_number, customer.email]
    told = " · ".join(figure.number(part) for part in parts if part)
    return TwoLines(isolate(customer.name), told, "", "user")
