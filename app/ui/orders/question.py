"""What is asked before an order goes on: whether it is paid, or under which number it travels."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.order import Order
from app.domain.text import isolate
from app.ui import figure, sentence
from app.ui.orders import words
from app.ui.orders.model import Act
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.label import label

MAX_TRACKING = 80


class PaidDialog(Dialog):
    """Nobody knows whether an order is paid: the customer does."""

    collect_asked = Signal(int)
    already_paid = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("paid_question", parent, width=USUAL, grave=True)
        self._order: Order | None = None
        self.words = label("paid_question_words", 15)
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(46)
        self.body.addWidget(self.words)
        self.already = Button("paid_question_already", OUTLINED)
        self.foot.insertWidget(self.foot.indexOf(self.primary), self.already)
        self.primary.clicked.connect(self._collect)
        self.already.clicked.connect(self._keep)
        self.retranslate()

    def ask(self, order: Order) -> None:
        """Ask whether this order is paid."""
        self._order = order
        self.retranslate()
        self.open()

    def retranslate(self) -> None:
        order = self._order
        self.title.setText(self.tr("Is it paid?"))
        self.subtitle.setText(words.number(order) if order else "")
        said = self.tr("The online shop does not say whether {name} has paid. Please ask.")
        self.words.setText(said.format(name=words.name(order)) if order else "")
        self.already.label(self.tr("Already paid"))
        total = order.total if order else None
        self.primary.setVisible(total is not None)
        if total is not None:
            self.primary.label(self.tr("Collect {amount}").format(amount=figure.money(total)))

    def _collect(self) -> None:
        self.close_card()
        if self._order is not None:
            self.collect_asked.emit(self._order.id)

    def _keep(self) -> None:
        self.close_card()
        if self._order is not None:
            self.already_paid.emit(self._order.id)


class TrackingDialog(Dialog):
    """Asks for a tracking number; an order goes without one too. `sent` brings all three."""

    sent = Signal(int, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("tracking", parent, width=USUAL)
        self._order: Order | None = None
        self._act: Act | None = None
        self.number = FormField("tracking_number", figures=True)
        self.number.edit.setMaxLength(MAX_TRACKING)
        self.body.addWidget(self.number)
        self.primary.icon_name = "packages"
        self.primary.clicked.connect(self._send)
        self.retranslate()

    def ask(self, order: Order, act: Act) -> None:
        """Ask for the tracking number of an order that goes out."""
        self._order, self._act = order, act
        self.number.set_text(order.tracking_number)
        self.retranslate()
        self.open()

    def first_field(self) -> QWidget:
        return self.number.edit

    def refuse(self, error: Exception) -> None:
        """Say what is wrong with the number."""
        self.number.refuse(sentence.of(error))
        self.go_to(self.number.edit)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody answer twice."""
        self.primary.setEnabled(not busy)

    def scan(self, code: str) -> bool:
        self.number.set_text(code)
        return True

    def retranslate(self) -> None:
        order = self._order
        asked = self.tr("Ship order {number}")
        self.title.setText(asked.format(number=words.number(order)) if order else "")
        self.subtitle.setText(isolate(order.buyer.name) if order else "")
        hint = self.tr("Scan or type it. The customer can follow the parcel by it.")
        self.number.label(self.tr("Tracking number (optional)"), hint)
        self.primary.label(self.tr("Shipped"))

    def _send(self) -> None:
        if self._order is not None and self._act is not None:
            self.sent.emit(self._order.id, self._act.status, self.number.text())
