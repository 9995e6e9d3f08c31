"""Places an order at an online shop, and says how it goes until the customer can pay it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.customer import Customer
from app.domain.money import Money
from app.domain.text import isolate
from app.ui import figure, font
from app.ui.orders import words
from app.ui.sell.online_order_form import OnlineOrderForm
from app.ui.sell.placing import Offer, Phase, Standing
from app.ui.sell.two_totals import TwoTotals
from app.ui.sync import told
from app.ui.widgets import sight, tag
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.label import label
from app.ui.widgets.remark import Remark
from app.ui.widgets.tag import Look

_IN_FLIGHT = {Phase.SENDING, Phase.WAITING, Phase.UNSURE}


class OnlineOrderDialog(Dialog):
    """It asks, or shows how an order stands; leaving it stops nothing that is on its way."""

    placed = Signal(object)
    retried = Signal()
    withdrawn = Signal()
    collected = Signal()
    looked_at = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("online_order_dialog", parent, width=USUAL)
        self.standing: Standing | None = None
        self._ours: Money | None = None
        self._shop = self._problem = ""
        self._is_late = False
        self.form = OnlineOrderForm()
        self.remark = Remark("online_order_remark")
        self.said = label("online_order_said", 18, font.SEMI_BOLD)
        self.said.setWordWrap(True)
        self.totals = TwoTotals()
        self.withdraw = Button("online_order_withdraw", OUTLINED)
        for part in (self.form, self.said, self.totals, self.remark):
            self.body.addWidget(part)
        self.foot.insertWidget(self.foot.indexOf(self.cancel), self.withdraw)
        self.primary.clicked.connect(self._act)
        self.withdraw.clicked.connect(self.withdrawn)
        self.form.turned.connect(self._turn)
        self.form.delivers.toggled.connect(self._bring_address)
        self.retranslate()

    def ask(self, offer: Offer, customer: Customer | None, ours: Money, *, keep: bool) -> None:
        """Ask about an order of a cart that comes to so much; `keep` what was asked last."""
        self.standing, self._ours, self._problem = None, ours, ""
        self.form.ask(offer, customer, keep=keep)
        self.remark.say("")
        self.retranslate()
        self.set_busy(busy=False)
        self.open()

    def show_standing(self, standing: Standing, ours: Money, shop: str, *, late: bool) -> None:
        """Show how an order of this shop stands; `late`: its answer takes longer than usual."""
        before = self.standing.phase if self.standing is not None else None
        self.standing, self._ours, self._shop, self._is_late = standing, ours, shop, late
        if before is not standing.phase:
            self._problem = ""
        self.retranslate()
        self.set_busy(busy=False)
        if not self.isVisible():
            self.open()
        elif before is not standing.phase:
            self.first_field().setFocus()

    def refuse(self, problem: str) -> None:
        """Say why it can't be done."""
        self._problem = problem
        self.set_busy(busy=False)
        self.remark.say(problem, tag.BAD)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody ask twice."""
        self.primary.setEnabled(not busy and not self.primary.isHidden())
        self.withdraw.setEnabled(not busy)
        if self.standing is None:
            self._turn()
            self.primary.setEnabled(self.primary.isEnabled() and not busy)

    def first_field(self) -> QWidget:
        if self.standing is None and self.primary.isEnabled():
            return self.form.promo_code.edit
        return self.cancel if self.primary.isHidden() else self.primary

    def retranslate(self) -> None:
        standing = self.standing
        phase = standing.phase if standing is not None else None
        is_taken = phase is Phase.TAKEN
        self.title.setText(self.tr("Order taken") if is_taken else self.tr("Online order"))
        self.subtitle.setText(words.number(standing.order) if standing and is_taken else "")
        self.form.setVisible(standing is None)
        self.totals.setVisible(is_taken)
        self.said.setVisible(phase is Phase.REFUSED)
        self.withdraw.setVisible(phase is Phase.WAITING)
        self.withdraw.label(self.tr("Withdraw the order"))
        self._label_cancel(phase)
        self._label_primary(phase)
        if standing is not None and self._ours is not None:
            self.totals.show_order(standing.order, self._ours, self._shop)
            self.remark.say(*((self._problem, tag.BAD) if self._problem else self._said(standing)))
            sending = standing.order.sending if phase is Phase.REFUSED else None
            self.said.setText(words.refusal(sending) if sending is not None else "")

    def _label_cancel(self, phase: Phase | None) -> None:
        if phase is None:
            self.cancel.label(self.tr("Cancel"))
        elif phase is Phase.REFUSED:
            self.cancel.label(self.tr("Change the cart"))
        elif phase is Phase.TAKEN:
            self.cancel.label(self.tr("Pay at pickup"))
        else:
            self.cancel.label(self.tr("Close"))

    def _label_primary(self, phase: Phase | None) -> None:
        total = self.standing.order.total if self.standing is not None else None
        can_collect = phase is Phase.TAKEN and total is not None
        self.primary.icon_name = "cash" if can_collect else ""
        shown = phase in {None, Phase.REFUSED, Phase.STUCK} or can_collect
        self.primary.setVisible(shown)
        if phase is None:
            self.primary.label(self.tr("Place order"))
        elif phase is Phase.REFUSED:
            self.primary.label(self.tr("Try again"))
        elif phase is Phase.STUCK:
            self.primary.label(self.tr("Look at it"))
        elif total is not None:
            said = self.tr("Collect {amount} now")
            self.primary.label(said.format(amount=figure.money(total)))

    def _said(self, standing: Standing) -> tuple[str, Look]:
        why = told.said(standing.code, standing.message) if standing.message else ""
        shop = isolate(self._shop)
        if standing.phase is Phase.SENDING and not self._is_late:
            said, look = self.tr("The order is on its way to {shop}…"), tag.INFO
        elif standing.phase is Phase.WAITING:
            said = self.tr(
                "The order has not reached {shop} yet. It goes out by itself: do not place it "
                "again."
            )
            look = tag.WARNING
        elif standing.phase in _IN_FLIGHT:
            said = self.tr(
                "It is not known yet whether {shop} has the order. Do not place it again: we "
                "find out. You may go on meanwhile."
            )
            look = tag.WARNING
        elif standing.phase is Phase.STUCK:
            said = self.tr(
                "It is not known whether {shop} has the order. A manager must look there before "
                "it is placed again."
            )
            look = tag.BAD
        elif standing.phase is Phase.REFUSED:
            why = ""
            said = self.tr("{shop} did not take the order. The cart is as it was.")
            look = tag.BAD
        else:
            return "", tag.PLAIN
        return " ".join(filter(None, (why, said.format(shop=shop)))), look

    def _turn(self) -> None:
        self.primary.setEnabled(not self.form.knows_nobody())

    def _bring_address(self, on: bool) -> None:
        if on:
            self.form.address["street"].setFocus()
            sight.bring(self.form.address["country"], self._scroll)

    def _act(self) -> None:
        phase = self.standing.phase if self.standing is not None else None
        if phase is None:
            self.remark.say("")
            self.placed.emit(self.form.draft())
        elif phase is Phase.REFUSED:
            self.retried.emit()
        elif phase is Phase.STUCK:
            self.looked_at.emit()
        elif phase is Phase.TAKEN:
            self.collected.emit()
