"""Payment: a cart and what is given become one sale, and only one. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.cart import Cart
from app.domain.errors import Refusal, SanduqError
from app.domain.money import Money, money
from app.domain.payment import Method, Payment, Settlement, settle
from app.domain.sale import Sale
from app.domain.text import digits
from app.services import checkout
from app.services.counter import Counter
from app.ui import sentence
from app.ui.task import Lanes
from app.ui.tender.quick import quick_amounts
from app.ui.tender.view import TenderState, TenderView


class TenderPresenter(QObject):
    """Takes the payment of one cart at a time."""

    completed = Signal(object)
    left = Signal()

    def __init__(self, view: TenderView, lanes: Lanes, counter: Counter) -> None:
        super().__init__(view)
        self._view = view
        self._lanes = lanes
        self._counter = counter
        self._cart: Cart | None = None
        self._method = Method.CASH
        self._text = ""
        self._problem = ""
        self._busy = False
        view.method_chosen.connect(self.choose_method)
        view.amount_typed.connect(self.type_amount)
        view.quick_chosen.connect(self.choose_quick)
        view.completed.connect(self.complete)
        view.refused.connect(self.leave)

    def open(self, cart: Cart) -> None:
        """Ask for the payment of this cart."""
        if self._busy or self._cart is not None:
            return
        self._cart, self._method, self._text, self._problem = cart, Method.CASH, "", ""
        self._view.set_amount("")
        self._view.reference.clear()
        self._view.open()
        self._show()
        self._view.rest_focus()

    def is_open(self) -> bool:
        """Whether a payment is being taken."""
        return self._cart is not None

    def leave(self) -> None:
        """Back to the sale, which is as it was."""
        if not self._busy and self._cart is not None:
            self._cart = None
            self._view.close_card()
            self.left.emit()

    def choose_method(self, method: Method) -> None:
        """Pay in another way."""
        if not self._busy:
            self._method, self._problem = method, ""
            self._show()
            self._view.rest_focus()

    def type_amount(self, text: str) -> None:
        """What stands in the amount field."""
        self._text, self._problem = text, ""
        self._show()

    def choose_quick(self, place: int) -> None:
        """One of the quick amounts."""
        cart = self._cart
        if cart is not None and not self._busy:
            chosen = self._quick(self._due(cart))[place]
            self._text, self._problem = str(chosen), ""
            self._view.set_amount(self._text)
            self._show()
            self._view.rest_focus()

    def complete(self) -> None:
        """Make the sale; asked again meanwhile, nothing more happens."""
        cart = self._cart
        if cart is None or self._busy:
            return
        try:
            payment = self._payment(cart)
            settlement = self._settle(cart, [payment])
        except SanduqError as error:
            self._refuse(error)
            return
        if settlement.paid < settlement.payable:
            self._show()
            return
        self._busy = True
        self._show()
        counter, rounding = self._counter, self._counter.shop.cash_rounding
        self._lanes.write(
            lambda unit: checkout.complete(unit, cart, [payment], counter, cash_rounding=rounding),
            self._done,
            self._failed,
        )

    def _done(self, sale: Sale) -> None:
        self._busy, self._cart = False, None
        self._view.close_card()
        self.completed.emit(sale)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        self._problem = sentence.of(error)
        self._show()
        self._view.rest_focus()

    def _payment(self, cart: Cart) -> Payment:
        if self._method is Method.CARD:
            reference = self._view.reference.text().strip()
            return Payment(Method.CARD, self._due(cart), reference)
        given = self._given(cart)
        return Payment(Method.CASH, self._due(cart) if given is None else given)

    def _given(self, cart: Cart) -> Money | None:
        text = digits(self._text).strip()
        return money(text, cart.pricing.currency) if text else None

    def _settle(self, cart: Cart, payments: list[Payment]) -> Settlement:
        rounding = self._counter.shop.cash_rounding
        return settle(cart.totals().taxed.gross, payments, rounding)

    def _due(self, cart: Cart) -> Money:
        if self._method is Method.CARD:
            return cart.totals().taxed.gross
        return self._settle(cart, []).payable

    def _quick(self, due: Money) -> tuple[Money, ...]:
        return (due, *quick_amounts(due))

    def _show(self) -> None:
        cart = self._cart
        if cart is None:
            return
        due, given, problem, readable = self._due(cart), None, self._problem, True
        change: Money | None = None
        missing: Money | None = None
        if self._method is Method.CASH:
            try:
                given = self._given(cart)
                if given is not None:
                    paid = self._settle(cart, [Payment(Method.CASH, given)])
                    short = paid.payable - paid.paid
                    change, missing = (None, short) if short.amount > 0 else (paid.change, None)
            except Refusal as error:
                problem, readable = sentence.of(error), False
        self._view.show_state(
            TenderState(
                method=self._method,
                due=due,
                quick=self._quick(due),
                given=given,
                change=change,
                missing=missing,
                problem=problem,
                lines=len(cart.lines),
                can_complete=readable and missing is None,
                busy=self._busy,
            )
        )
