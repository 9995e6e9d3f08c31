"""Keeping the customer that a form says: a new one or a change. No widgets of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.customer import Customer
from app.services import customers
from app.ui.customers.form import CustomerForm
from app.ui.desk import Desk


class Saver(QObject):
    """`saved` brings who was stored; `reused` who is known by the same phone and is to be taken."""

    saved = Signal(object)
    reused = Signal(object)

    def __init__(self, form: CustomerForm, desk: Desk) -> None:
        super().__init__(form)
        self._form, self._desk = form, desk
        self._is_busy = False
        form.anyway_asked.connect(lambda: self._keep(form.customer()))

    def save(self) -> None:
        """Store the customer; a new one whose phone is known is asked about first."""
        wanted, known = self._form.customer(), self._form.known
        if known is not None:
            self.reused.emit(known)
        elif wanted.id is None:
            self._look(wanted)
        else:
            self._keep(wanted)

    def _look(self, wanted: Customer) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._desk.lanes.read(
                lambda unit: customers.with_phone(unit, wanted.phone),
                partial(self._looked, wanted),
                self._failed,
            )

    def _looked(self, wanted: Customer, known: Customer | None) -> None:
        self._is_busy = False
        if not self._form.isVisible():
            return  # left meanwhile: nothing is to be stored
        if known is None:
            self._keep(wanted)
        else:
            self._form.show_known(known)

    def _keep(self, wanted: Customer) -> None:
        if not self._is_busy:
            self._is_busy = True
            counter = self._desk.counter
            store = customers.add if wanted.id is None else customers.change
            self._desk.lanes.write(
                lambda unit: store(unit, wanted, counter), self._kept, self._failed
            )

    def _kept(self, customer: Customer) -> None:
        self._is_busy = False
        self.saved.emit(customer)

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        self._form.refuse(error)
