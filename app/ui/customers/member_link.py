"""Asks which customer of an online shop somebody is: by id, and a look at who that is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.customer import Customer
from app.domain.membership import Member
from app.domain.text import isolate
from app.services.customers import MAX_REMOTE_ID
from app.ui import figure
from app.ui.customers import member_words as words
from app.ui.customers.account import Account
from app.ui.widgets import tag
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.remark import Remark


class MemberLink(Dialog):
    """Nobody is linked unseen: first `looked` brings an id, then `linked` the same one."""

    looked = Signal(str)
    linked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("member_link_dialog", parent)
        self._account: Account | None = None
        self._customer: Customer | None = None
        self._found: Member | None = None
        self.id = FormField("member_link_id", figures=True)
        self.id.edit.setMaxLength(MAX_REMOTE_ID)
        self.found = Remark("member_link_found")
        self.body.addWidget(self.id)
        self.body.addWidget(self.found)
        self.id.edit.textEdited.connect(lambda _: self._forget())
        self.primary.clicked.connect(self._act)
        self.retranslate()

    def ask(self, customer: Customer, account: Account) -> None:
        """Ask which customer of this shop it is."""
        self._customer, self._account = customer, account
        self.id.set_text(account.remote_id)
        self._forget()
        self.set_busy(busy=False)
        self.open()
        self.id.edit.selectAll()

    def show_found(self, member: Member | None) -> None:
        """Show who has the id, if anybody."""
        self.set_busy(busy=False)
        self._found = member
        self.retranslate()
        if member is None:
            self.refuse(self.tr("There is no customer with this id."))

    def refuse(self, problem: str) -> None:
        """Say why it can't be."""
        self.set_busy(busy=False)
        self.id.refuse(problem)
        self.go_to(self.id.edit)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody ask twice."""
        self.primary.setEnabled(not busy)

    def first_field(self) -> QWidget:
        return self.id.edit

    def retranslate(self) -> None:
        shop = isolate(self._account.title) if self._account else ""
        self.title.setText(self.tr("Link to {shop}").format(shop=shop))
        self.subtitle.setText(isolate(self._customer.name) if self._customer else "")
        self.id.label(self.tr("The customer's id at {shop}").format(shop=shop))
        self.primary.label(self.tr("Link") if self._found else self.tr("Look"))
        self.found.say(*self._said())

    def _said(self) -> tuple[str, tag.Look]:
        found, customer = self._found, self._customer
        if found is None or customer is None:
            return "", tag.PLAIN
        codes = [figure.number(each) for each in (found.email, found.phone) if each]
        said = " · ".join([words.name(found), *codes])
        if found.email and customer.email and found.email.lower() != customer.email.lower():
            other = self.tr("The e-mail address here is another one: {email}")
            return f"{said}\n{other.format(email=figure.number(customer.email))}", tag.WARNING
        return said, tag.GOOD

    def _forget(self) -> None:
        self._found = None
        self.retranslate()

    def _act(self) -> None:
        wanted = self.id.text()
        if not wanted:
            self.refuse(self.tr("Give the id."))
        elif self._found is None:
            self.looked.emit(wanted)
        else:
            self.linked.emit(wanted)
