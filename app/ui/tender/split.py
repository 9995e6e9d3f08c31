"""The split of one sale over its payments: what was taken, and what is left to pay."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.money import Money, total
from app.domain.number import Rounding, rounded
from app.domain.payment import CashRounding, Method, Payment, Settlement, Status, settle


@dataclass(frozen=True, slots=True)
class Split:
    """The payments taken so far for what is due."""

    due: Money
    rounding: CashRounding | None = None
    taken: tuple[Payment, ...] = ()

    def add(self, payment: Payment) -> Split:
        """With one payment more; change comes from cash, so others may not exceed the rest."""
        rest = self.rest(payment.method)
        if payment.method is not Method.CASH and payment.amount > rest:
            raise Refusal("overpaid", f"{payment.amount} is more than the {rest} that is left.")
        more = replace(self, taken=(*self.taken, payment))
        more.settlement()
        return more

    def without(self, place: int) -> Split:
        """Without the payment at this place."""
        return replace(self, taken=self.taken[:place] + self.taken[place + 1 :])

    def settlement(self) -> Settlement:
        """What the payments come to."""
        return settle(self.due, self.taken, self.rounding)

    def is_enough(self) -> bool:
        """Whether nothing is left to pay."""
        return self.settlement().status is Status.PAID

    def payable(self, method: Method) -> Money:
        """What the sale comes to if the rest is paid in this way: only cash is rounded."""
        if method is not Method.CASH or self.rounding is None:
            return self.due
        coin = Payment(Method.CASH, Money(self.due.currency.step, self.due.currency))
        return settle(self.due, [*self.taken, coin], self.rounding).payable

    def rest(self, method: Method) -> Money:
        """What is left to pay in this way."""
        if method is Method.CASH:
            return self.payable(method) - total(self._amounts(), self.due.currency)
        # Cash pays what whole coins of it come to; what it has beyond them is change.
        cash = self._sum(Method.CASH)
        if self.rounding is not None:
            whole = rounded(cash.amount, self.rounding.step, Rounding.DOWN)
            cash = Money(whole, cash.currency)
        return self.due - cash - self._sum(Method.CARD) - self._sum(Method.BANK)

    def elsewhere(self) -> Money:
        """What was taken by card and bank transfer: money that this till can't give back."""
        return self._sum(Method.CARD) + self._sum(Method.BANK)

    def _sum(self, method: Method) -> Money:
        amounts = [each.amount for each in self.taken if each.method is method]
        return total(amounts, self.due.currency)

    def _amounts(self) -> list[Money]:
        return [each.amount for each in self.taken]
