"""The customers: who is listed, who is chosen, and who is written down. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.customer import Customer
from app.domain.text import isolate
from app.services import customers
from app.services.changes import Changes
from app.services.customers import CustomerRow
from app.services.unit import Unit
from app.ui.customers.account import accounts
from app.ui.customers.model import CustomerList, Known
from app.ui.customers.saver import Saver
from app.ui.customers.view import CustomersView
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.rows import PAGE

if TYPE_CHECKING:
    from app.ui.customers.dialog import CustomerCard
    from app.ui.customers.members import Members


@dataclass(frozen=True, slots=True)
class _Found:
    """The ids that a list shows, and the rows of the first of them."""

    ids: Sequence[int]
    first: Sequence[CustomerRow]


class CustomersPresenter(QObject):
    """Keeps list and panel in step with what is typed, chosen and changed."""

    invoice_asked = Signal(str)
    listed = Signal()

    def __init__(self, view: CustomersView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self._text = ""
        self._chosen: int | None = None
        self._known: Known | None = None
        self._stale = True
        self.rows = CustomerList(self._read_rows)
        self._lists: Newest[_Found] = Newest(desk)
        self._panels: Newest[Known | None] = Newest(desk)
        view.set_model(self.rows)
        view.searched.connect(self.search)
        view.selected.connect(self._select)
        view.new_asked.connect(self.ask_new)
        view.panel.edit_asked.connect(self.ask_change)
        view.panel.invoice_chosen.connect(self.invoice_asked)
        view.panel.part_chosen.connect(self._show_account)
        desk.settled.connect(self._settle)

    def enter(self) -> None:
        """Show how things are now."""
        if self._stale:
            self._stale = False
            self._find(stay=True)
            self._read_panel()

    def search(self, text: str) -> None:
        """List whom a few letters or digits find; only the newest text counts."""
        self._text = text.strip()
        self._find()

    def ask_new(self) -> None:
        """Ask for a new customer; what is looked for may be the name or the phone."""
        self._card.ask_new(self._text)

    def ask_change(self) -> None:
        """Ask what has changed about the customer that is shown."""
        known = self._known
        if known is not None:
            self._card.ask_change(known.row.customer, is_remote=bool(known.row.remote_id))

    def scan(self, code: str) -> bool:
        """A scan is for the sale."""
        return False

    def hear(self, changes: Changes) -> None:
        """Show new and changed customers, what they bought, and how they are sent."""
        if changes.customers or changes.invoices or changes.outbox or changes.settings:
            self._stale = True
            if self._view.isVisible():
                self.enter()

    def stop(self) -> None:
        """Leave no timer behind."""
        if "_members" in vars(self):
            self._members.stop()

    @cached_property
    def _members(self) -> Members:
        from app.ui.customers.members import Members

        return Members(self._view.panel.section, self._view.window_, self._desk)

    @cached_property
    def _card(self) -> CustomerCard:
        card = self._view.card
        saver = Saver(card.form, self._desk)
        card.saved.connect(saver.save)
        saver.saved.connect(self._saved)
        saver.reused.connect(self._go_to)
        return card

    def _find(self, *, stay: bool = False) -> None:
        """List who fits; `stay` keeps who is chosen even if not in the list."""
        text = self._text

        def read(unit: Unit) -> _Found:
            ids = customers.ids(unit, text)
            return _Found(ids, customers.rows_of(unit, ids[:PAGE]))

        self._lists.read(read, partial(self._found, text, stay))

    def _found(self, text: str, stay: bool, found: _Found) -> None:
        was_listed = self._place() >= 0
        self.rows.show(found.ids, found.first)
        if found.ids:
            self._view.show_list(len(found.ids))
        else:
            self._view.show_nothing(text)
        at = self._place()
        if at < 0 and not (stay and self._chosen is not None):
            at = 0 if found.ids else -1
            self._choose(found.ids[0] if found.ids else None)
        # Who has just come into the list is brought into sight.
        self._view.choose(at, stay=stay and was_listed)
        self.listed.emit()

    def _place(self) -> int:
        return -1 if self._chosen is None else self.rows.place(self._chosen)

    def _select(self, row: int) -> None:
        self._choose(self.rows.ids()[row])

    def _choose(self, customer_id: int | None) -> None:
        if customer_id != self._chosen:
            self._chosen = customer_id
            self._read_panel()

    def _read_panel(self) -> None:
        chosen, counter = self._chosen, self._desk.counter

        def read(unit: Unit) -> Known | None:
            rows = customers.rows_of(unit, [] if chosen is None else [chosen])
            if chosen is None or not rows:
                return None
            known = accounts(unit, chosen, counter)
            return Known(rows[0], customers.history(unit, chosen, counter), known)

        self._panels.read(read, self._show_known)

    def _show_known(self, known: Known | None) -> None:
        self._known = known
        self._view.panel.show_known(known)
        self._show_account()

    def _show_account(self) -> None:
        account = self._view.panel.account()
        if account is not None or "_members" in vars(self):
            customer = self._known.row.customer if self._known is not None else None
            self._members.show(customer, account)

    def _read_rows(self, ids: Sequence[int], home: Callable[[Sequence[CustomerRow]], None]) -> None:
        self._desk.lanes.read(lambda unit: customers.rows_of(unit, ids), home)

    def _saved(self, customer: Customer) -> None:
        words = self.tr("{name} is saved.")
        self._desk.tell(words.format(name=isolate(customer.name)))
        self._go_to(customer)

    def _go_to(self, customer: Customer) -> None:
        """Show this customer, in a list of all if need be."""
        self._view.card.close_card()
        if customer.id != self._chosen:
            self._choose(customer.id)
            self._text = ""
            self._view.search.clear()
            self._find()

    def _settle(self) -> None:
        self._stale = True
        if self._view.isVisible():
            self.enter()
