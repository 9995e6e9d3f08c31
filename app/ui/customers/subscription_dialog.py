"""A subscription, looked for by its number: what it is, what comes next, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.membership import Subscription, Upcoming
from app.domain.text import isolate
from app.services.customers import MAX_REMOTE_ID
from app.ui import figure
from app.ui.customers import member_words as words
from app.ui.customers.account import Account
from app.ui.customers.detail import Detail
from app.ui.widgets import tag
from app.ui.widgets.button import DANGER, Button
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.label import line
from app.ui.widgets.remark import Remark
from app.ui.widgets.tag import Tag

OVER = {"cancelled", "canceled", "expired", "ended"}
_FACTS = ("product", "quantity", "frequency", "price", "next", "upcoming")


class SubscriptionDialog(Dialog):
    """`looked` brings a number; `changed` and `ended` are about the subscription that is shown."""

    looked = Signal(str)
    changed = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("subscription", parent, width=USUAL)
        self._account: Account | None = None
        self._found: Subscription | None = None
        self._upcoming: Upcoming | None = None
        self.number = FormField("subscription_number", figures=True)
        self.number.edit.setMaxLength(MAX_REMOTE_ID)
        self.state = Tag("subscription_state")
        self.facts = {each: Detail(f"subscription_{each}") for each in _FACTS}
        self.remark = Remark("subscription_remark")
        self.end = Button("subscription_end", DANGER)
        self._lay_out_body()
        self.foot.insertWidget(0, self.end)
        self.number.edit.textEdited.connect(lambda _: self._forget())
        self.primary.clicked.connect(self._act)
        self.end.clicked.connect(lambda: self.ended.emit(self._found))
        self.retranslate()

    def ask(self, account: Account) -> None:
        """Ask for a number."""
        self._account = account
        self.number.set_text("")
        self._forget()
        self.set_busy(busy=False)
        self.open()

    def show_found(self, found: Subscription, upcoming: Upcoming | None) -> None:
        """Show a subscription, and its next order as far as it is told."""
        self._found, self._upcoming = found, upcoming
        self.number.set_text(found.id)
        self.set_busy(busy=False)
        self.retranslate()

    def refuse(self, problem: str) -> None:
        """Say why there is nothing to show."""
        self.set_busy(busy=False)
        self.remark.say(problem, tag.BAD)
        self.go_to(self.number.edit)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody ask twice."""
        self.primary.setEnabled(not busy)

    def first_field(self) -> QWidget:
        return self.number.edit

    def retranslate(self) -> None:
        captions = {
            "product": self.tr("Product"),
            "quantity": self.tr("Quantity"),
            "frequency": self.tr("How often"),
            "price": self.tr("Price"),
            "next": self.tr("Next billing"),
            "upcoming": self.tr("Next order"),
        }
        for name, fact in self.facts.items():
            fact.caption.setText(captions[name])
        self.title.setText(self.tr("Subscription"))
        self.subtitle.setText(isolate(self._account.title) if self._account else "")
        self.number.label(self.tr("Number of the subscription"))
        self.cancel.label(self.tr("Close"))
        self.end.label(self.tr("Cancel it…"))
        self._write()

    def _write(self) -> None:
        found, account = self._found, self._account
        if found is None or account is None:
            self._facts_of({})
            self.state.show_words("", tag.PLAIN)
            self.remark.say("")
        else:
            money = account.currency
            self._facts_of(
                {
                    "product": figure.number(found.product_id),
                    "quantity": figure.quantity(found.quantity, ""),
                    "frequency": words.rhythm(found),
                    "price": "" if found.price is None else words.amount(found.price, money),
                    "next": words.day(found.next_billing) if found.next_billing else "",
                    "upcoming": words.upcoming(self._upcoming, money),
                }
            )
            look = tag.GOOD if found.status == "active" else tag.PLAIN
            self.state.show_words(words.subscription_status(found.status), look)
            self.remark.say(*self._said(found, account))
        self.primary.label(self.tr("Change…") if self._may_change() else self.tr("Show"))
        self.end.setVisible(self._may_change())

    def _said(self, found: Subscription, account: Account) -> tuple[str, tag.Look]:
        if self._is_own():
            return "", tag.PLAIN
        said = self.tr("This is a subscription of another customer of {shop}: {id}.")
        shop, other = isolate(account.title), figure.number(found.customer_id)
        return said.format(shop=shop, id=other), tag.WARNING

    def _is_own(self) -> bool:
        found, account = self._found, self._account
        if found is None or account is None:
            return False
        return found.customer_id in {"", account.remote_id}

    def _may_change(self) -> bool:
        return self._found is not None and self._is_own() and self._found.status not in OVER

    def _facts_of(self, said: dict[str, str]) -> None:
        for name, fact in self.facts.items():
            fact.say(said.get(name, ""))

    def _forget(self) -> None:
        self._found = self._upcoming = None
        self._write()

    def _act(self) -> None:
        if self._may_change():
            self.changed.emit(self._found)
        elif self.number.text():
            self.looked.emit(self.number.text())
        else:
            self.number.refuse(self.tr("Give the number."))

    def _lay_out_body(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(12)
        asked.addWidget(self.number, 1)
        asked.addWidget(self.state, 0, Qt.AlignmentFlag.AlignBottom)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        *short, upcoming = self.facts.values()
        for at, fact in enumerate(short):
            grid.addWidget(fact, *divmod(at, 3), Qt.AlignmentFlag.AlignTop)
        grid.addWidget(upcoming, 2, 0, 1, 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(asked)
        self.body.addWidget(line())
        self.body.addLayout(grid)
        self.body.addWidget(self.remark)
