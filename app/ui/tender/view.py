"""The payment dialog: what is due and was taken beside the entry. Widgets and layout only."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.currency import currency
from app.domain.money import Money
from app.domain.payment import Method, Payment
from app.domain.text import digits, isolate
from app.ui import figure, font
from app.ui.tender.change_box import ChangeBox
from app.ui.tender.entry import KEYS, Entry
from app.ui.tender.payment_list import PaymentList, Shown
from app.ui.tender.state import TenderState
from app.ui.widgets import tag
from app.ui.widgets.button import GHOST, GRAVE, OUTLINED, PRIMARY, Button
from app.ui.widgets.label import Picture, label, line
from app.ui.widgets.overlay import Footer, Overlay

WIDTH, LEFT, LEFT_OF_LOW = 944, 376, 300
BODY = 510
DEAF_S = 0.25
LOW = 670  # windows that are lower get a dialog of less height


class OneShot(Button):
    """Deaf to fingers when it has just come: a double tap that brought it is one tap."""

    _hears_from = 0.0

    def is_deaf(self) -> bool:
        """Whether a tap would be the echo of one on something else."""
        return time.monotonic() < self._hears_from

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.is_deaf():
            event.accept()
        else:
            super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._hears_from = time.monotonic() + DEAF_S
        super().showEvent(event)


class TenderView(Overlay):
    """What the cashier does: gives payments and takes them back, completes or leaves."""

    method_chosen = Signal(Method)
    amount_typed = Signal(str)
    reference_typed = Signal()
    quick_chosen = Signal(int)
    completed = Signal()
    remove_asked = Signal(int)
    removed = Signal(int)
    kept = Signal()
    cleared = Signal()
    left_surely = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("tender", parent)
        self._state: TenderState | None = None
        self._side = LEFT
        self.entry = Entry()
        self.amount, self.reference = self.entry.amount, self.entry.reference
        self.payments = PaymentList()
        self.complete = OneShot("complete", PRIMARY, icon="check", key="Enter")
        self.back = Button("back", OUTLINED, key="Esc")
        self.leave = OneShot("leave", GRAVE)
        self.away = Button("close_tender", GHOST, icon="x")
        self._labels()
        self._lay_out()
        self._connect()
        self._set_low(low=False)
        self._write()

    def prepare(self) -> None:
        """Lay it out and draw its figures unseen, so that the first opening takes no longer."""
        if not self.isVisible():
            some = Money(Decimal("98765.43"), currency("SAR"))
            quick = (some,) * 4
            self.setGeometry(self._under.rect())
            self.show_state(
                TenderState(Method.CASH, due=some, rest=some, lines=1, quick=quick, change=some)
            )
            self.card.grab()

    def show_state(self, state: TenderState) -> None:
        """Show how the payment stands."""
        before, self._state = self._state, state
        self._lines.setText(self.tr("%n line(s)", "", state.lines))
        self._due_symbol.setText(figure.symbol(state.due.currency))
        self._due.setText(figure.plain(state.due))
        self._due.setAccessibleName(f"{self._due_title.text()} {figure.money(state.due)}")
        self._fit()
        self.entry.show_state(state)
        self._show_payments(state)
        self._show_change(state)
        self._show_foot(state)
        if state.leaving is not None and (before is None or before.leaving is None):
            self.back.setFocus()

    def set_amount(self, text: str) -> None:
        """Put an amount into the field; what is typed next takes its place."""
        self.entry.set_amount(text)

    def rest_focus(self) -> None:
        """Bring the focus to where typing belongs."""
        self.amount.setFocus()

    def ask_reference(self) -> None:
        """Bring the focus to a reference that is wrong."""
        self.reference.setFocus()
        self.reference.selectAll()

    def _show_payments(self, state: TenderState) -> None:
        amount = state.given or state.rest
        entered = Shown(
            state.method,
            self.tr("Being entered"),
            figure.plain(amount),
            fixed=not self.amount.text() and not self.reference.text(),
        )
        cash = state.method is Method.CASH
        words = self.tr("Left before cash") if cash else self.tr("Left to pay")
        self.payments.show_payments(
            [self._taken(each) for each in state.taken],
            entered,
            (words, figure.plain(state.rest)),
            asked=state.asked,
        )

    def _show_change(self, state: TenderState) -> None:
        if state.problem:
            self._change.show_problem(state.problem)
        elif state.missing is not None:
            self._change.show_amount(self.tr("Still missing"), state.missing, tag.WARNING)
        elif state.change is not None:
            self._change.show_amount(self.tr("Change due"), state.change, tag.GOOD)
        else:
            self._change.clear()

    def _show_foot(self, state: TenderState) -> None:
        leaving = state.leaving is not None
        self._hint.setText(self._hint_of(state))
        self._hint.set_tone("text" if leaving or state.asked is not None else "text-3")
        mark = ("alert-triangle", "warning") if leaving else ("info-circle", "text-3")
        self._hint_mark.show_icon(*mark)
        back = self.tr("Back to sale") if state.at_hand else self.tr("Back to the order")
        self.back.label(self.tr("Stay") if leaving else back)
        self.away.label("", back)
        self.leave.setVisible(leaving)
        self.complete.setVisible(not leaving)
        self.complete.icon_name = "plus" if state.short else "check"
        adds, completes = self.tr("Add payment"), self.tr("Complete sale")
        self.complete.label(adds if state.short else completes)
        self.complete.setEnabled(state.can_complete and not state.busy)
        for button in (self.back, self.away):
            button.setEnabled(not state.busy)

    def _hint_of(self, state: TenderState) -> str:
        if state.leaving is not None:
            words = self.tr("{amount} by card or bank transfer would not be kept. Leave?")
            return words.format(amount=figure.money(state.leaving))
        if state.asked is not None:
            return self.tr("Give the money back first, at the card terminal or by transfer")
        if state.short:
            return self.tr("Enter adds this payment; the rest is asked for next")
        usual = {
            Method.CASH: self.tr("With an empty amount, Enter takes the exact sum"),
            Method.CARD: self.tr("Complete the sale once the terminal says approved"),
            Method.BANK: self.tr("Complete the sale once the money has arrived"),
        }
        return usual[state.method]

    def _taken(self, payment: Payment) -> Shown:
        reference = isolate(payment.reference)
        words = {
            Method.CASH: self.tr("Received"),
            Method.CARD: self.tr("Terminal reference {reference}"),
            Method.BANK: self.tr("Transfer reference {reference}"),
        }
        detail = words[payment.method].format(reference=reference)
        if payment.method is not Method.CASH and not payment.reference:
            detail = self.tr("No reference")
        return Shown(payment.method, detail, figure.plain(payment.amount), brief=reference)

    def _labels(self) -> None:
        self._title = label("tender_title", 18, font.BOLD)
        self._lines = label("tender_lines", 13, tone="text-3")
        self._due_title = label("due_title", 13, font.SEMI_BOLD, "text-2")
        self._due_symbol = label("due_currency", 16, font.SEMI_BOLD, "text-2")
        self._due = label("due", 46, font.BOLD)
        self._payments_title = label("payments_title", 13, font.SEMI_BOLD, "text-2")
        self._hint = label("tender_hint", 13, tone="text-3")
        self._hint.setWordWrap(True)
        self._hint_mark = Picture("info-circle", "text-3", 16)
        self._change = ChangeBox()

    def _lay_out(self) -> None:
        around = self.layout()
        if around is not None:
            around.setContentsMargins(0, 0, 0, 0)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left())
        body.addWidget(line(vertical=True))
        body.addWidget(self.entry, 1)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(1, 1, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(line())
        layout.addLayout(body, 1)
        layout.addWidget(self._foot())
        order = [
            *self.entry.tab_order(),
            *self.entry.methods.values(),
            self.payments.entered.remove,
            self.back,
            self.leave,
            self.complete,
            self.away,
        ]
        for one, next_ in pairwise(order):
            QWidget.setTabOrder(one, next_)

    def _head(self) -> QWidget:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(0)
        head.addSpacing(8)
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._lines)
        head.addStretch()
        head.addWidget(self.away)
        self._top = QWidget()
        self._top.setLayout(head)
        return self._top

    def _left(self) -> QWidget:
        due = QHBoxLayout()
        due.setSpacing(8)
        due.addWidget(self._due_symbol, 0, Qt.AlignmentFlag.AlignBottom)
        due.addWidget(self._due)
        due.addStretch()
        self._summary = QWidget()
        layout = QVBoxLayout(self._summary)
        layout.setSpacing(0)
        layout.addWidget(self._due_title)
        layout.addLayout(due)
        layout.addSpacing(6)
        layout.addWidget(self._payments_title)
        layout.addSpacing(8)
        layout.addWidget(self.payments, 1)
        layout.addSpacing(8)
        layout.addWidget(self._change)
        return self._summary

    def _foot(self) -> QWidget:
        foot = Footer()
        self._actions = QHBoxLayout(foot)
        self._actions.setSpacing(12)
        self._actions.addWidget(self._hint_mark)
        self._actions.addWidget(self._hint, 1)
        for button in (self.back, self.leave, self.complete):
            self._actions.addWidget(button)
        for button in (self.leave, self.complete):
            button.setMinimumWidth(210)
            button.face = font.font(17, font.SEMI_BOLD)
        return foot

    def _connect(self) -> None:
        entry, payments = self.entry, self.payments
        entry.method_chosen.connect(self.method_chosen)
        entry.amount_typed.connect(self.amount_typed)
        entry.reference_typed.connect(self.reference_typed)
        entry.quick_chosen.connect(self.quick_chosen)
        entry.entered.connect(self.completed)
        payments.remove_asked.connect(self.remove_asked)
        payments.dropped.connect(self.removed)
        payments.kept.connect(self.kept)
        payments.cleared.connect(self.cleared)
        self.complete.clicked.connect(self.completed)
        self.leave.clicked.connect(self.left_surely)
        self.back.clicked.connect(self.refused)
        self.away.clicked.connect(self.refused)

    def _set_low(self, *, low: bool) -> None:
        self._side = LEFT_OF_LOW if low else LEFT
        self._summary.setFixedWidth(self._side)
        edge = 12 if low else 20
        layout = self._summary.layout()
        if layout is not None:
            layout.setContentsMargins(edge, edge - 2, edge, edge)
        self._edge = edge
        self._size = 34 if low else 46
        self._due_symbol.setContentsMargins(0, 0, 0, 7 if low else 12)
        self._top.setFixedHeight(46 if low else 60)
        side = 8 if low else 14
        self._actions.setContentsMargins(20, side + 1, 20, side)
        for button in (self.back, self.leave, self.complete):
            button.setFixedHeight(44 if low else 52)
        self.entry.set_low(low=low)
        self.entry.setMinimumHeight(0 if low else BODY)
        self.payments.set_low(low=low)
        self._change.set_low(low=low)
        self._fit()

    def _fit(self) -> None:
        room = self._side - 2 * self._edge - self._due_symbol.sizeHint().width() - 8
        self._due.setFont(font.fitting(self._due.text(), self._size, font.BOLD, room))

    def _write(self) -> None:
        self._title.setText(self.tr("Payment"))
        self._due_title.setText(self.tr("Amount due"))
        self._payments_title.setText(self.tr("Payments"))
        self.payments.setAccessibleName(self.tr("Payments"))
        self.leave.label(self.tr("Leave"))
        if self._state is not None:
            self.show_state(self._state)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        method = KEYS.get(Qt.Key(event.key()))
        if method is not None:
            self.method_chosen.emit(method)
        elif digits(event.text()).isdecimal() and not self.amount.isReadOnly():
            # Wherever the focus is, digits are for the amount.
            self.amount.setFocus()
            QCoreApplication.sendEvent(self.amount, event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_low(low=self.height() < LOW)
        self.card.setFixedWidth(min(WIDTH, self.width() - 16))
        super().resizeEvent(event)
