"""Subscriptions at an online shop: shown, made, changed and ended. No widgets but the dialogs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.catalog import Found
from app.domain.membership import NewSubscription, Subscription, SubscriptionChange, Upcoming
from app.domain.text import isolate, ltr
from app.sync.membership import Membership
from app.sync.problem import SyncProblem
from app.ui import figure
from app.ui.customers import member_words as words
from app.ui.customers.account import Account
from app.ui.customers.asking import Asking
from app.ui.desk import Desk
from app.ui.widgets.toast import Tone

if TYPE_CHECKING:
    from app.ui.customers.subscription_dialog import SubscriptionDialog
    from app.ui.customers.subscription_end import SubscriptionEnd
    from app.ui.customers.subscription_form import SubscriptionForm

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A subscription and its next order."""

    subscription: Subscription
    upcoming: Upcoming | None


class Subscriptions(QObject):
    """Each write goes once; where its answer is lost, a person must look there."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._account: Account | None = None
        self._turn = 0  # which dialog is asking
        self._looks: Asking[_Shown | None] = Asking(desk)

    @cached_property
    def _dialog(self) -> SubscriptionDialog:
        from app.ui.customers.subscription_dialog import SubscriptionDialog

        made = SubscriptionDialog(self._window)
        made.looked.connect(self._look)
        made.changed.connect(self._ask_change)
        made.ended.connect(self._ask_end)
        made.refused.connect(self._looks.drop)
        return made

    @cached_property
    def _form(self) -> SubscriptionForm:
        from app.ui.customers.subscription_form import SubscriptionForm

        made = SubscriptionForm(self._window, self._desk.now)
        made.subscribed.connect(self._subscribe)
        made.changed.connect(self._change)
        made.product_scanned.connect(self._scan)
        return made

    @cached_property
    def _end(self) -> SubscriptionEnd:
        from app.ui.customers.subscription_end import SubscriptionEnd

        made = SubscriptionEnd(self._window)
        made.ended.connect(self._cancel)
        return made

    def show_one(self, account: Account) -> None:
        """Ask for the number of a subscription."""
        self._account = account
        self._dialog.ask(account)

    def begin_new(self, account: Account) -> None:
        """Ask for a new subscription of this account's."""
        self._account = account
        self._turn += 1
        self._form.ask_new(account)

    def _look(self, number: str) -> None:
        if self._account is not None:
            self._dialog.set_busy(busy=True)
            self._looks.ask(
                self._account.backend,
                partial(_show, number),
                self._shown,
                lambda error: self._dialog.refuse(words.problem(error)),
            )

    def _shown(self, found: _Shown | None) -> None:
        if found is None:
            self._dialog.refuse(self.tr("There is no subscription of this number."))
        else:
            self._dialog.show_found(found.subscription, found.upcoming)

    def _ask_change(self, found: Subscription) -> None:
        if self._account is not None:
            self._dialog.close_card()
            self._turn += 1
            self._form.ask_change(self._account, found)

    def _ask_end(self, found: Subscription) -> None:
        if self._account is not None:
            self._dialog.close_card()
            self._turn += 1
            self._end.ask(self._account, found)

    def _scan(self, code: str) -> None:
        account, catalog = self._account, self._desk.counter.catalog
        if account is not None:
            self._desk.lanes.read(
                lambda unit: catalog(unit).find(code), partial(self._scanned, account, code)
            )

    def _scanned(self, account: Account, code: str, found: Found | None) -> None:
        if found is None:
            said = self.tr("No product has code {code}.")
            self._form.refuse_product(said.format(code=ltr(code[:80])))
            return
        name, _ = figure.names(found.product.name, found.product.name_ar)
        remote_id = dict(found.product.remote_ids).get(account.backend)
        if remote_id is None:
            said = self.tr("{shop} does not have {name}.")
            self._form.refuse_product(said.format(shop=isolate(account.title), name=isolate(name)))
        else:
            self._form.show_product(remote_id, name)

    def _subscribe(self, wanted: NewSubscription) -> None:
        self._write(partial(_subscribe, wanted), self.tr("Subscription {number} is made."))

    def _change(self, old: Subscription, wanted: SubscriptionChange) -> None:
        self._write(partial(_change, old.id, wanted), self.tr("Subscription {number} is changed."))

    def _write(self, question: Callable[[Membership], Subscription], said: str) -> None:
        def told(made: Subscription) -> str:
            return said.format(number=figure.number(made.id))

        self._do(self._form, question, told)

    def _cancel(self, found: Subscription, reason: str) -> None:
        said = self.tr("Subscription {number} is cancelled.")
        said = said.format(number=figure.number(found.id))
        self._do(self._end, partial(_cancel, found.id, reason), lambda _: said)

    def _do(
        self,
        dialog: SubscriptionForm | SubscriptionEnd,
        question: Callable[[Membership], T],
        told: Callable[[T], str],
    ) -> None:
        """Do it once; a dialog that asks for something else by now is left alone."""
        account, turn = self._account, self._turn
        if account is None:
            return

        def done(answer: T) -> None:
            if turn == self._turn:
                dialog.close_card()
            self._desk.tell(told(answer))

        def failed(error: Exception) -> None:
            if turn == self._turn and dialog.isVisible():
                dialog.refuse(words.problem(error), is_lost=words.is_lost(error))
            else:
                self._desk.tell(words.problem(error), Tone.BAD)

        dialog.set_busy(busy=True)
        ask = partial(self._desk.shop.syncing.ask, account.backend, question)
        self._desk.lanes.network.submit(ask, done, failed)


def _show(number: str, shop: Membership) -> _Shown | None:
    found = shop.subscription(number)
    if found is None:
        return None
    try:
        return _Shown(found, shop.upcoming(number))
    except SyncProblem:
        return _Shown(found, None)  # it is only a preview


def _subscribe(wanted: NewSubscription, shop: Membership) -> Subscription:
    return shop.subscribe(wanted)


def _change(number: str, wanted: SubscriptionChange, shop: Membership) -> Subscription:
    return shop.change_subscription(number, wanted)


def _cancel(number: str, reason: str, shop: Membership) -> None:
    shop.cancel_subscription(number, reason)
