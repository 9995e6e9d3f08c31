"""All of one order: what was bought, by whom, how far it is, and what can be done. Widgets only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import Money
from app.domain.order import Order
from app.domain.text import isolate
from app.ui import figure, font, moment, paint
from app.ui.orders import model, words
from app.ui.orders.model import Act
from app.ui.widgets import tag
from app.ui.widgets.button import DANGER, GHOST, OUTLINED, Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.label import label, line
from app.ui.widgets.remark import Remark
from app.ui.widgets.tag import Tag

WIDTH = 820
FACTS = 280  # px


class Fact(QWidget):
    """A caption and what it says; hidden where nothing is known."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.caption = label(f"{name}_caption", 12, tone="text-3")
        self.words = label(name, 15)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.words)

    def say(self, said: str) -> None:
        """Say this; nothing hides it."""
        self.words.setText(said)
        self.setVisible(bool(said))


class OrderDialog(Dialog):
    """`acted` brings what is to be done, `slip_asked` the order, `scanned` another's number."""

    acted = Signal(int, object)
    problems_asked = Signal()
    invoice_asked = Signal(str)
    slip_asked = Signal(object)
    scanned = Signal(str)

    def __init__(self, parent: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__("order", parent, width=WIDTH)
        self._now = now
        self._order: Order | None = None
        self._shop = ""
        self.status, self.payment = Tag("order_status"), Tag("order_payment")
        self.problem = Remark("order_problem")
        self.look = Button("order_problem_look", OUTLINED)
        names = ("customer", "phone", "email", "address", "notes", "tracking", "ordered", "since")
        self.facts = {each: Fact(f"order_{each}") for each in names}
        self.invoice = Button("order_invoice", GHOST, icon="file-invoice")
        self.slip = Button("print_slip", GHOST, icon="printer")
        self.off = Button("order_off", DANGER)
        self.others = [Button(f"order_other_{at}", OUTLINED) for at in range(2)]
        self._acts: dict[Button, Act] = {}
        self._lines = QGridLayout()
        self._parts: list[QWidget] = []
        self._lay_out_body()
        for at, button in enumerate((self.off, *self.others)):
            self.foot.insertWidget(at, button)
        for button in (self.off, *self.others, self.primary):
            button.clicked.connect(lambda _=False, button=button: self._act(button))
        self.look.clicked.connect(self.problems_asked)
        self.invoice.clicked.connect(self._ask_invoice)
        self.slip.clicked.connect(lambda: self.slip_asked.emit(self._order))
        self.retranslate()

    def show_order(self, order: Order, shop: str) -> None:
        """Show this order of this shop."""
        self._order, self._shop = order, shop
        self.retranslate()

    def order_id(self) -> int:
        """The id of the order that is shown, 0 for none."""
        return self._order.id if self._order is not None and self.isVisible() else 0

    def scan(self, code: str) -> bool:
        self.scanned.emit(code)
        return True

    def retranslate(self) -> None:
        captions = {
            "customer": self.tr("Customer"),
            "phone": self.tr("Phone"),
            "email": self.tr("E-mail"),
            "address": self.tr("Address"),
            "notes": self.tr("Note"),
            "tracking": self.tr("Tracking number"),
            "ordered": self.tr("Ordered"),
            "since": self.tr("Changed"),
        }
        for name, fact in self.facts.items():
            fact.caption.setText(captions[name])
        self.cancel.label(self.tr("Close"))
        self.look.label(self.tr("Look"))
        self.slip.label(self.tr("Print slip"))
        if self._order is not None:
            self._write(self._order)

    def _write(self, order: Order) -> None:
        self.title.setText(words.number(order))
        self.subtitle.setText(isolate(self._shop))
        self.status.show_words(words.status(order), tag.SOFT)
        paid = words.payment(order)
        is_said = paid.words == words.status(order)
        self.payment.show_words("" if is_said else paid.words, paid.look, paid.mark)
        self._write_problem(order)
        self._write_lines(order)
        self._write_facts(order)
        self.invoice.setVisible(bool(order.sale_number))
        said = self.tr("Invoice {number}").format(number=figure.number(order.sale_number))
        self.invoice.label(said)
        self._write_acts(order)

    def _write_problem(self, order: Order) -> None:
        sending = order.sending
        if sending is None:
            self.problem.say("")
        elif model.is_refused(sending):
            self.problem.say(words.refusal(sending), tag.BAD)
        else:
            said = self.tr("A change is on its way to {shop}.").format(shop=isolate(self._shop))
            self.problem.say(said, tag.INFO)
        self.look.setVisible(model.is_refused(sending))

    def _write_facts(self, order: Order) -> None:
        buyer, now = order.buyer, self._now()
        said = {
            "customer": words.name(order),
            "phone": figure.number(buyer.phone) if buyer.phone else "",
            "email": figure.number(buyer.email) if buyer.email else "",
            "address": isolate(buyer.address) if buyer.address else "",
            "notes": isolate(order.notes) if order.notes else "",
            "tracking": figure.number(order.tracking_number) if order.tracking_number else "",
            "ordered": _moment(order.created_at, now),
            "since": _moment(order.changed_at, now),
        }
        for name, fact in self.facts.items():
            fact.say(said[name])

    def _write_lines(self, order: Order) -> None:
        for part in self._parts:
            self._lines.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for row, each in enumerate(order.lines):
            count, name = words.line(each)
            total = figure.plain(each.total) if each.total else ""
            self._line(row, count, name, total, bold=False)
        row = len(order.lines)
        self._put(line(), row, 0, span=3)
        for said, amount in self._sums(order):
            row += 1
            is_total = amount == order.total and said == self.tr("Total")
            shown = figure.money(amount) if is_total else figure.plain(amount)
            self._line(row, "", said, shown, bold=is_total)

    def _sums(self, order: Order) -> list[tuple[str, Money]]:
        found = (
            (self.tr("Delivery"), order.shipping),
            (self.tr("VAT, not in the lines"), order.tax),
            (self.tr("Total"), order.total),
        )
        return [(said, amount) for said, amount in found if amount is not None]

    def _line(self, row: int, count: str, name: str, total: str, *, bold: bool) -> None:
        at = f"order_line_{row}"
        weight = font.BOLD if bold else font.REGULAR
        quantity = label(f"{at}_count", 15, font.BOLD)
        words_ = label(at, 15, weight)
        words_.setWordWrap(True)
        amount = label(f"{at}_total", 15, weight)
        amount.align(paint.RIGHT)
        for column, (part, said) in enumerate(((quantity, count), (words_, name), (amount, total))):
            part.setText(said)
            self._put(part, row, column)

    def _put(self, part: QWidget, row: int, column: int, *, span: int = 1) -> None:
        self._parts.append(part)
        self._lines.addWidget(part, row, column, 1, span)

    def _write_acts(self, order: Order) -> None:
        buttons = (self.primary, self.off, *self.others)
        acts = [model.main(order), model.call_off(order), *model.others(order)]
        # No system has more than two steps beside these.
        offered = zip(buttons, acts, strict=False)
        self._acts = {button: act for button, act in offered if act is not None}
        for button in buttons:
            act = self._acts.get(button)
            button.setVisible(act is not None)
            if act is not None:
                button.icon_name = words.mark(act) if button is self.primary else ""
                button.label(words.act(act))

    def _act(self, button: Button) -> None:
        act = self._acts.get(button)
        if self._order is not None and act is not None:
            self.acted.emit(self._order.id, act)

    def _ask_invoice(self) -> None:
        if self._order is not None:
            self.close_card()
            self.invoice_asked.emit(self._order.sale_number)

    def first_field(self) -> QWidget:
        return self.primary if self.primary.isVisibleTo(self) else self.cancel

    def _lay_out_body(self) -> None:
        self._lines.setHorizontalSpacing(10)
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnStretch(1, 1)
        self._lines.setColumnMinimumWidth(0, 30)
        states = QHBoxLayout()
        states.setSpacing(8)
        states.addWidget(self.status)
        states.addWidget(self.payment)
        states.addStretch()
        states.addWidget(self.slip)
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addLayout(states)
        left.addLayout(self._lines)
        left.addStretch()
        facts = QWidget()
        facts.setFixedWidth(FACTS)
        right = QVBoxLayout(facts)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        for fact in self.facts.values():
            right.addWidget(fact)
        right.addWidget(self.invoice, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch()
        parts = QHBoxLayout()
        parts.setSpacing(20)
        parts.addLayout(left, 1)
        parts.addWidget(line(vertical=True))
        parts.addWidget(facts)
        trouble = QHBoxLayout()
        trouble.setSpacing(8)
        trouble.addWidget(self.problem, 1)
        trouble.addWidget(self.look)
        self.body.addLayout(trouble)
        self.body.addLayout(parts)


def _moment(at: datetime, now: datetime) -> str:
    """The day, where it is not today, and the clock."""
    local = at.astimezone(now.tzinfo)
    clock = figure.number(f"{local:%H:%M}")
    day = moment.short(at, now)
    return clock if local.date() == now.date() else f"{day} · {clock}"
