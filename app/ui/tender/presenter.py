"""Payment: a cart and what is given become one sale, and only one. No widgets."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.cart import Cart
from app.domain.errors import Refusal, SanduqError
from app.domain.money import Money, money, zero
from app.domain.payment import Method, Payment
from app.domain.sale import Sale
from app.domain.text import digits
from app.services import checkout
from app.services.changes import Changes
from app.ui import sentence
from app.ui.desk import Desk
from app.ui.tender.quick import quick_amounts
from app.ui.tender.split import Split
from app.ui.tender.state import TenderState
from app.ui.tender.view import TenderView

Sell = Callable[..., tuple[Sale, Changes]]

DEAF_S = 0.5
# A sale is mostly on disk before anybody sees that it is being written; the repainting would only
# keep its lane waiting.
BUSY_MS = 100


class TenderPresenter(QObject):
    """Takes the payment of one cart at a time, in as many parts as it comes.

    `completed` and `left` are of the cart at hand, `collected` of what was paid besides;
    `answered` tells that a sale was written, or was not.
    """

    completed = Signal(object)
    collected = Signal(object)
    left = Signal()
    answered = Signal()

    def __init__(self, view: TenderView, desk: Desk) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._cart: Cart | None = None
        self._sale_of: Sell | None = None
        self._split = Split(zero(desk.counter.currency))
        self._method = Method.CASH
        self._text = ""
        self._problem = ""
        self._asked: int | None = None
        self._leaving = False
        self._busy = False
        self._deaf_until = 0.0
        view.method_chosen.connect(self.choose_method)
        view.amount_typed.connect(self.type_amount)
        view.reference_typed.connect(self.type_reference)
        view.quick_chosen.connect(self.choose_quick)
        view.completed.connect(self.complete)
        view.remove_asked.connect(self.ask_to_remove)
        view.removed.connect(self.remove)
        view.kept.connect(self.keep)
        view.cleared.connect(self.clear)
        view.refused.connect(self.leave)
        view.left_surely.connect(self.leave_surely)

    def open(self, cart: Cart, sale_of: Sell | None = None) -> None:
        """Ask for the payment of this cart; `sale_of` makes a sale of another than that at hand."""
        if self._busy or self._cart is not None:
            return
        self._cart, self._sale_of, self._deaf_until = cart, sale_of, 0.0
        self._split = Split(cart.totals().taxed.gross, self._desk.counter.shop.cash_rounding)
        self._begin(Method.CASH)
        self._view.open()
        self._show()
        self._view.rest_focus()

    def is_open(self) -> bool:
        """Whether a payment is being taken."""
        return self._cart is not None

    def is_busy(self) -> bool:
        """Whether the sale is being written."""
        return self._busy

    def is_deaf(self) -> bool:
        """Whether a second Enter would be the echo of one that took a part of the payment."""
        return time.monotonic() < self._deaf_until

    def leave(self) -> None:
        """Back to the sale, which is as it was; asks before a card payment is forgotten."""
        if self._busy or self._cart is None:
            return
        if self._is_asking():
            self.keep()
        elif self._split.elsewhere():
            self._leaving = True
            self._show()
        else:
            self._leave()

    def leave_surely(self) -> None:
        """Back to the sale, whatever was taken."""
        if self._leaving and not self._busy:
            self._leave()

    def choose_method(self, method: Method) -> None:
        """Pay in another way; an amount that is too large for it is not kept."""
        if not self._busy:
            self._method = method
            self._withdraw()
            self._drop_too_much()
        self._show()
        self._view.rest_focus()

    def type_amount(self, text: str) -> None:
        """What stands in the amount field."""
        if not self._busy:
            self._text, self._deaf_until = text, 0.0
            self._withdraw()
        self._show()

    def type_reference(self) -> None:
        """Something stands in the field of the reference."""
        self._withdraw()
        self._show()

    def choose_quick(self, place: int) -> None:
        """One of the quick amounts."""
        if not self._busy:
            self._fill(str(self._quick()[place]))
            self._withdraw()
        self._show()
        self._view.rest_focus()

    def ask_to_remove(self, place: int) -> None:
        """Take a payment away; money that is not in the drawer is asked about first."""
        if self._busy:
            return
        self._withdraw()
        if self._split.taken[place].method is Method.CASH:
            self._remove(place)
        else:
            self._asked = place
            self._show()

    def remove(self, place: int) -> None:
        """Take a payment away that was asked about."""
        if place == self._asked and not self._busy:
            self._withdraw()
            self._remove(place)

    def keep(self) -> None:
        """Neither take a payment away nor leave."""
        self._withdraw()
        self._show()
        self._view.rest_focus()

    def clear(self) -> None:
        """Forget what is being entered."""
        if not self._busy:
            self._begin(self._method)
            self._show()
            self._view.rest_focus()

    def complete(self) -> None:
        """Take what is entered, and make the sale once that is enough; meanwhile do nothing."""
        cart = self._cart
        if cart is None or self._busy or self.is_deaf():
            return
        if self._is_asking():
            self.keep()
            return
        try:
            split = self._with_entered()
        except SanduqError as error:
            self._refuse(error)
            return
        if split.is_enough():
            self._sell(cart, split)
        else:
            self._take(split)

    def _sell(self, cart: Cart, split: Split) -> None:
        self._busy = True
        QTimer.singleShot(BUSY_MS, self, self._show)
        counter, sale_of = self._desk.counter, self._sale_of or checkout.complete
        self._desk.lanes.write(
            lambda unit: sale_of(
                unit,
                cart=cart,
                payments=split.taken,
                counter=counter,
                cash_rounding=split.rounding,
            ),
            self._done,
            self._failed,
        )

    def _done(self, sale: Sale) -> None:
        self._busy, self._cart = False, None
        # What is shown now takes the place of the payment.
        (self.completed if self._is_at_hand() else self.collected).emit(sale)
        self._view.close_card()
        self.answered.emit()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._refuse(error)
        self.answered.emit()

    def _take(self, split: Split) -> None:
        self._split = split
        # After a part by card the rest is mostly in cash.
        self._begin(Method.CASH)
        # A second Enter would take the whole rest.
        self._deaf_until = time.monotonic() + DEAF_S
        self._show()
        self._view.rest_focus()

    def _remove(self, place: int) -> None:
        self._split = self._split.without(place)
        self._drop_too_much()
        self._show()
        self._view.rest_focus()

    def _leave(self) -> None:
        self._cart = None
        self._view.close_card()
        if self._is_at_hand():
            self.left.emit()

    def _refuse(self, error: Exception) -> None:
        self._problem = sentence.of(error)
        self._desk.sound("refused")
        self._show()
        if isinstance(error, SanduqError) and error.code == "card_number":
            self._view.ask_reference()
        else:
            self._view.rest_focus()

    def _begin(self, method: Method) -> None:
        self._method = method
        self._withdraw()
        self._fill("")
        self._view.reference.clear()

    def _fill(self, text: str) -> None:
        self._text = text
        self._view.set_amount(text)

    def _withdraw(self) -> None:
        self._problem, self._asked, self._leaving = "", None, False

    def _is_at_hand(self) -> bool:
        return self._sale_of is None

    def _is_asking(self) -> bool:
        return self._leaving or self._asked is not None

    def _drop_too_much(self) -> None:
        try:
            given = self._given()
        except Refusal:
            return
        if self._method is not Method.CASH and given and given > self._split.rest(self._method):
            self._fill("")

    def _with_entered(self) -> Split:
        given, rest = self._given(), self._split.rest(self._method)
        reference = ""
        if self._method is not Method.CASH:
            reference = digits(self._view.reference.text()).strip()
        if given is not None or rest:
            amount = rest if given is None else given
            return self._split.add(Payment(self._method, amount, reference))
        if not self._split.is_enough():
            raise Refusal(
                "too_small_for_cash",
                f"The {self._split.rest(Method.CARD)} that is left is too little for cash. "
                "Take it by card or bank transfer.",
            )
        return self._split

    def _given(self) -> Money | None:
        text = digits(self._text).strip()
        return money(text, self._split.due.currency) if text else None

    def _quick(self) -> tuple[Money, ...]:
        rest = self._split.rest(Method.CASH)
        if self._method is not Method.CASH or not rest:
            return ()
        return (rest, *quick_amounts(rest))

    def _show(self) -> None:
        cart, split, method = self._cart, self._split, self._method
        if cart is None:
            return
        given, problem, readable = None, self._problem, True
        change: Money | None = None
        missing: Money | None = None
        try:
            given = self._given()
            after = self._with_entered()
            if not after.is_enough():
                missing = after.rest(method)
            elif given is not None and method is Method.CASH:
                change = after.settlement().change
        except SanduqError as error:
            problem, readable = sentence.of(error), False
        self._view.show_state(
            TenderState(
                method=method,
                due=split.payable(method),
                rest=split.rest(method),
                lines=len(cart.lines),
                at_hand=self._is_at_hand(),
                taken=split.taken,
                quick=self._quick(),
                given=given,
                change=change,
                missing=missing,
                problem=problem,
                asked=self._asked,
                leaving=split.elsewhere() if self._leaving else None,
                short=missing is not None,
                can_complete=readable,
                busy=self._busy,
            )
        )
