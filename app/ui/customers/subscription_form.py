"""A new subscription, or a change of one: asked, and shown once more before it costs anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.membership import NewSubscription, Subscription, SubscriptionChange
from app.domain.text import digits, isolate
from app.services.customers import MAX_REMOTE_ID
from app.ui import figure
from app.ui.customers import member_words as words
from app.ui.customers.account import Account
from app.ui.widgets import tag
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.remark import Remark

MOST_PIECES = 999


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands in the fields, understood."""

    product_id: str
    quantity: int
    frequency_id: str
    day: date | None


class SubscriptionForm(Dialog):
    """The first press checks and repeats what was asked, the second one does it.

    `subscribed` brings what is new, `changed` the subscription and what is to be different.
    """

    subscribed = Signal(object)
    changed = Signal(object, object)
    product_scanned = Signal(str)

    def __init__(self, parent: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__("subscription_form", parent, width=USUAL)
        self._now = now
        self._account: Account | None = None
        self._old: Subscription | None = None
        self._said: _Said | None = None
        self._product_name = ""
        self._is_over = False
        self.product = FormField("subscription_form_product", figures=True, icon="barcode")
        self.quantity = FormField("subscription_form_quantity", figures=True)
        self.frequency = FormField("subscription_form_frequency", figures=True)
        self.day = FormField("subscription_form_day", figures=True, icon="calendar")
        self._fields = (self.product, self.quantity, self.frequency, self.day)
        self._asked = QWidget()
        self.remark = Remark("subscription_form_remark")
        self._lay_out_body()
        for field in self._fields:
            field.edit.setMaxLength(MAX_REMOTE_ID)
        self.product.edit.textEdited.connect(lambda _: self._name(""))
        self.primary.clicked.connect(self._act)
        self.cancel.clicked.disconnect()
        self.cancel.clicked.connect(self._go_back)
        self.retranslate()

    def ask_new(self, account: Account) -> None:
        """Ask for a new subscription of this account's."""
        self._open(account, None)

    def ask_change(self, account: Account, old: Subscription) -> None:
        """Ask what is to be different of a subscription."""
        self._open(account, old)

    def show_product(self, remote_id: str, name: str) -> None:
        """A product was scanned: it has this id there."""
        self.product.set_text(remote_id)
        self._name(name)

    def refuse_product(self, problem: str) -> None:
        """Say that what was scanned is not sold there."""
        self.product.refuse(problem)

    def refuse(self, problem: str, *, is_lost: bool = False) -> None:
        """Say what is wrong; where the answer is lost, nothing is to be sent again."""
        self._is_over = is_lost
        self.set_busy(busy=False)
        self.remark.say(problem, tag.WARNING if is_lost else tag.BAD)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody ask twice."""
        self.primary.setEnabled(not busy and not self._is_over)

    def scan(self, code: str) -> bool:
        if self._old is not None or self._said is not None:
            return False
        self.product_scanned.emit(code)
        return True

    def first_field(self) -> QWidget:
        return (self.product if self._old is None else self.quantity).edit

    def retranslate(self) -> None:
        account, old = self._account, self._old
        shop = isolate(account.title) if account is not None else ""
        if old is None:
            self.title.setText(self.tr("New subscription"))
        else:
            said = self.tr("Change subscription {number}")
            self.title.setText(said.format(number=figure.number(old.id)))
        self.subtitle.setText(shop)
        hint = self.tr("Scan it, or give its id at {shop}.").format(shop=shop)
        self.product.label(
            self.tr("Product"), isolate(self._product_name) if self._product_name else hint
        )
        self.quantity.label(self.tr("Quantity"))
        self.frequency.label(
            self.tr("How often, as an id"),
            self.tr("{shop} has no list of them.").format(shop=shop),
        )
        first = self.tr("First day") if old is None else self.tr("Next billing")
        self.day.label(first, self.tr("As {example}").format(example=figure.number("2026-02-01")))
        self._label_buttons()

    def _label_buttons(self) -> None:
        checked = self._said is not None
        self.cancel.label(self.tr("Back") if checked else self.tr("Cancel"))
        if not checked:
            self.primary.label(self.tr("Next"))
        elif self._old is None:
            self.primary.label(self.tr("Subscribe"))
        else:
            self.primary.label(self.tr("Change it"))

    def _open(self, account: Account, old: Subscription | None) -> None:
        self._account, self._old, self._product_name = account, old, ""
        today = self._now().date()
        self.product.setVisible(old is None)
        self.product.set_text("")
        self.quantity.set_text(f"{old.quantity:f}" if old is not None else "1")
        self.frequency.set_text(old.frequency_id if old is not None else "")
        day = old.next_billing if old is not None else today
        self.day.set_text(day.isoformat() if day is not None else "")
        self._show_fields()
        self.retranslate()
        self.open()

    def _show_fields(self) -> None:
        self._said, self._is_over = None, False
        self._asked.show()
        self.remark.say("")
        self.set_busy(busy=False)
        self._label_buttons()

    def _name(self, name: str) -> None:
        self._product_name = name
        self.retranslate()

    def _act(self) -> None:
        if self._said is None:
            self._check()
        elif self._old is None:
            self.subscribed.emit(self._new(self._said))
        else:
            self.changed.emit(self._old, self._change(self._said, self._old))

    def _check(self) -> None:
        said = self._read()
        old = self._old
        if said is None:
            return
        if old is not None and self._change(said, old) == SubscriptionChange():
            self.remark.say(self.tr("Nothing is different."), tag.WARNING)
            return
        self._said = said
        self._asked.hide()
        self.remark.say(self._summary(said), tag.WARNING)
        self._label_buttons()
        self.primary.setFocus()

    def _go_back(self) -> None:
        if self._said is None:
            self.refused.emit()
        else:
            self._show_fields()
            self.go_to(self.quantity.edit)

    def _read(self) -> _Said | None:
        """What stands in the fields; None, and what is wrong stands at its field."""
        is_new, text = self._old is None, digits(self.day.text())
        day, quantity = _day(text), _pieces(digits(self.quantity.text()))
        is_past = day is not None and day < self._now().date() and not self._is_as_before(day)
        wrong = (
            (self.product, is_new and not self.product.text(), self.tr("Which product is it?")),
            (self.quantity, not quantity, self.tr("A whole number, one or more.")),
            (self.frequency, is_new and not self.frequency.text(), self.tr("Give the id.")),
            (self.day, day is None and (is_new or bool(text)), self.tr("This is no day.")),
            (self.day, is_past, self.tr("This day is past.")),
        )
        for field, is_wrong, problem in wrong:
            if is_wrong:
                field.refuse(problem)
                self.go_to(field.edit)
                return None
        return _Said(self.product.text(), quantity, self.frequency.text(), day)

    def _is_as_before(self, day: date) -> bool:
        return self._old is not None and self._old.next_billing == day

    def _new(self, said: _Said) -> NewSubscription:
        customer = self._account.remote_id if self._account is not None else ""
        day = said.day or self._now().date()
        return NewSubscription(customer, said.product_id, said.frequency_id, said.quantity, day)

    def _change(self, said: _Said, old: Subscription) -> SubscriptionChange:
        """What differs from what is there."""
        frequency = said.frequency_id if said.frequency_id != old.frequency_id else ""
        return SubscriptionChange(
            quantity=said.quantity if said.quantity != old.quantity else None,
            frequency_id=frequency or None,
            next_billing=said.day if said.day != old.next_billing else None,
        )

    def _summary(self, said: _Said) -> str:
        old, frequency = self._old, figure.number(said.frequency_id or "–")
        if old is None:
            product = self._product_name or said.product_id
            text = self.tr(
                "{quantity} × {product}, first on {day}, as often as frequency {frequency} says. "
                "{shop} bills the customer for each of these orders."
            )
        else:
            product = old.product_id
            text = self.tr(
                "From now on {quantity} × product {product}, next on {day}, as often as frequency "
                "{frequency} says. {shop} bills the customer for each of these orders."
            )
        return text.format(
            quantity=figure.number(said.quantity),
            product=isolate(product),
            day=words.day(said.day) if said.day is not None else "–",
            frequency=frequency,
            shop=isolate(self._account.title) if self._account is not None else "",
        )

    def _lay_out_body(self) -> None:
        grid, top = QGridLayout(self._asked), Qt.AlignmentFlag.AlignTop
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(14)
        grid.addWidget(self.product, 0, 0, 1, 3, top)
        for at, field in enumerate((self.quantity, self.frequency, self.day)):
            grid.addWidget(field, 1, at, top)
            grid.setColumnStretch(at, 1)
        self.body.addWidget(self._asked)
        self.body.addWidget(self.remark)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _pieces(text: str) -> int:
    """So many pieces, 0 for what is no such number."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    return number if number <= MOST_PIECES else 0
