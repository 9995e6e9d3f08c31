"""Asks for an account at an online shop, with a password that the customer chooses."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.customer import Customer
from app.domain.text import isolate
from app.services.customers import MOST
from app.ui.customers.account import Account
from app.ui.sync.key_field import KeyField
from app.ui.widgets import sight, tag
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.remark import Remark


@dataclass(frozen=True, slots=True)
class Wish:
    """The account that is wanted."""

    email: str
    first_name: str
    last_name: str
    phone: str
    password: str = field(repr=False)


class AccountDialog(Dialog):
    """The password is forgotten as soon as it was sent, or the dialog left."""

    created = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("member_account", parent, width=USUAL)
        self._account: Account | None = None
        self._customer: Customer | None = None
        self._is_over = False
        self.fields = {
            "first_name": FormField("member_account_first"),
            "last_name": FormField("member_account_last"),
            "email": FormField("member_account_email", figures=True, icon="mail"),
            "phone": FormField("member_account_phone", figures=True),
        }
        self.password = KeyField("member_account_password")
        self.remark = Remark("member_account_remark")
        self._lay_out_body()
        self.primary.clicked.connect(self._create)
        self.refused.connect(self.password.clear)
        self.retranslate()

    def ask(self, customer: Customer, account: Account) -> None:
        """Ask for an account of this customer's."""
        self._customer, self._account, self._is_over = customer, account, False
        first, _, last = customer.name.partition(" ")
        known = {"first_name": first, "last_name": last}
        known |= {"email": customer.email, "phone": customer.phone}
        for name, each in self.fields.items():
            each.edit.setMaxLength(MOST.get(name, MOST["name"]))
            each.set_text(known[name].strip())
        self.password.clear()
        self.remark.say("")
        self.set_busy(busy=False)
        self.retranslate()
        self.open()

    def refuse(self, problem: str, *, is_lost: bool = False) -> None:
        """Say what is wrong; where the answer is lost, nothing is to be sent again."""
        self._is_over = is_lost
        self.set_busy(busy=False)
        self.remark.say(problem, tag.WARNING if is_lost else tag.BAD)
        sight.bring(self.remark, self._scroll)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody ask twice."""
        self.primary.setEnabled(not busy and not self._is_over)
        self.primary.label(self.tr("Creating…") if busy else self.tr("Create account"))

    def close_card(self) -> None:
        self.password.clear()
        super().close_card()

    def first_field(self) -> QWidget:
        empty = [each for each in self.fields.values() if not each.text()]
        return (empty[0] if empty else self.password).edit

    def retranslate(self) -> None:
        shop = isolate(self._account.title) if self._account else ""
        self.title.setText(self.tr("New account at {shop}").format(shop=shop))
        self.subtitle.setText(isolate(self._customer.name) if self._customer else "")
        captions = {
            "first_name": self.tr("First name"),
            "last_name": self.tr("Last name"),
            "email": self.tr("E-mail"),
            "phone": self.tr("Phone (optional)"),
        }
        for name, each in self.fields.items():
            each.label(captions[name])
        hint = self.tr("The customer chooses it and types it here. It is not kept.")
        self.password.label(self.tr("Password"), hint)
        self.set_busy(busy=False)

    def _lay_out_body(self) -> None:
        grid, top = QGridLayout(), Qt.AlignmentFlag.AlignTop
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(14)
        for at, each in enumerate(self.fields.values()):
            grid.addWidget(each, *divmod(at, 2), top)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.password)
        self.body.addWidget(self.remark)

    def _create(self) -> None:
        self.remark.say("")
        missing = [name for name in ("first_name", "last_name", "email") if not self._text(name)]
        for name in missing:
            self.fields[name].refuse(self.tr("This is needed."))
        password = self.password.edit.text()
        if not password:
            self.password.refuse(self.tr("Let the customer choose a password."))
        if missing or not password:
            self.go_to((self.fields[missing[0]] if missing else self.password).edit)
            return
        texts = {name: each.text() for name, each in self.fields.items()}
        self.created.emit(Wish(**texts, password=password))

    def _text(self, name: str) -> str:
        return self.fields[name].text()
