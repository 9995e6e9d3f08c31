"""Customers' accounts at online shops: read when somebody looks, linked and made. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.customer import Customer
from app.domain.membership import Member
from app.domain.text import isolate
from app.services import customers
from app.services.changes import Changes
from app.services.unit import Unit
from app.sync.membership import Membership
from app.ui import figure
from app.ui.customers import account, member_words
from app.ui.customers.account import Account, Story
from app.ui.customers.asking import Asking
from app.ui.customers.member_section import MemberSection
from app.ui.desk import Desk
from app.ui.widgets.toast import Tone

if TYPE_CHECKING:
    from app.ui.customers.account_dialog import AccountDialog, Wish
    from app.ui.customers.member_link import MemberLink
    from app.ui.customers.subscriptions import Subscriptions

SOON_MS = 250  # whoever walks through the list asks for nobody on the way


class Members(QObject):
    """Serves the section of one shop; an answer about somebody else is dropped."""

    def __init__(self, section: MemberSection, window: QWidget, desk: Desk) -> None:
        super().__init__(section)
        self._section, self._window, self._desk = section, window, desk
        self._customer: Customer | None = None
        self._account: Account | None = None
        self._stories: Asking[Story | None] = Asking(desk)
        self._looks: Asking[Member | None] = Asking(desk)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._ask)
        section.retry_asked.connect(self.ask_again)
        section.link_asked.connect(self.ask_to_link)
        section.account_asked.connect(self.ask_for_account)
        section.subscription_asked.connect(lambda: self._about(self._subscriptions.show_one))
        section.subscribing_asked.connect(lambda: self._about(self._subscriptions.begin_new))

    @cached_property
    def _subscriptions(self) -> Subscriptions:
        from app.ui.customers.subscriptions import Subscriptions

        return Subscriptions(self._window, self._desk)

    @cached_property
    def _links(self) -> MemberLink:
        from app.ui.customers.member_link import MemberLink

        made = MemberLink(self._window)
        made.looked.connect(self._look)
        made.linked.connect(self._link)
        made.refused.connect(self._looks.drop)
        return made

    @cached_property
    def _new_accounts(self) -> AccountDialog:
        from app.ui.customers.account_dialog import AccountDialog

        made = AccountDialog(self._window)
        made.created.connect(self._create)
        return made

    def show(self, customer: Customer | None, of: Account | None) -> None:
        """Show this customer's account, or none; what is shown already stays."""
        is_same = of == self._account and self._id(customer) == self._id(self._customer)
        self._customer, self._account = customer, of
        if is_same:
            return
        self._stories.drop()
        self._soon.stop()
        if of is None:
            return
        if of.remote_id:
            self._section.show_waiting(of)
            self._soon.start()
        else:
            self._section.show_unlinked(of)

    def ask_again(self) -> None:
        """Ask once more."""
        if self._account is not None:
            self._section.show_waiting(self._account)
            self._ask()

    def ask_to_link(self) -> None:
        """Ask which customer of the shop this one is."""
        if self._customer is not None and self._account is not None:
            self._links.ask(self._customer, self._account)

    def ask_for_account(self) -> None:
        """Ask for an account of this customer's."""
        if self._customer is not None and self._account is not None:
            self._new_accounts.ask(self._customer, self._account)

    def stop(self) -> None:
        """Leave no timer behind."""
        self._soon.stop()

    def _ask(self) -> None:
        of = self._account
        if of is not None:
            question: Callable[[Membership], Story | None] = partial(_read, of.remote_id)
            home = partial(self._told, of)
            self._stories.ask(of.backend, question, home, partial(self._failed, of))

    def _told(self, of: Account, story: Story | None) -> None:
        if story is None:
            self._section.show_unlinked(of, is_gone=True)
        else:
            self._section.show_story(of, story)

    def _failed(self, of: Account, error: Exception) -> None:
        self._section.show_problem(of, member_words.problem(error))

    def _about(self, act: Callable[[Account], None]) -> None:
        if self._account is not None:
            act(self._account)

    def _look(self, remote_id: str) -> None:
        if self._account is not None:
            self._links.set_busy(busy=True)
            self._looks.ask(
                self._account.backend,
                lambda shop: shop.member(remote_id),
                self._links.show_found,
                lambda error: self._links.refuse(member_words.problem(error)),
            )

    def _link(self, remote_id: str) -> None:
        if self._customer is None or self._account is None:
            return
        self._links.set_busy(busy=True)

        def done(_: None) -> None:
            self._links.close_card()

        def failed(error: Exception) -> None:
            self._links.refuse(member_words.problem(error))

        self._desk.lanes.write(
            self._linking(self._customer, self._account, remote_id), done, failed
        )

    def _linking(
        self, customer: Customer, of: Account, remote_id: str
    ) -> Callable[[Unit], tuple[None, Changes]]:
        link, counter, name = customers.link, self._desk.counter, of.backend
        customer_id = self._id(customer)
        return lambda unit: (None, link(unit, customer_id, name, remote_id, counter))

    def _create(self, wish: Wish) -> None:
        customer, of = self._customer, self._account
        if customer is None or of is None:
            return
        self._new_accounts.set_busy(busy=True)
        self._desk.lanes.network.submit(
            partial(self._desk.shop.syncing.ask, of.backend, partial(_create, wish)),
            partial(self._created, customer, of),
            partial(self._not_created, customer),
        )

    def _created(self, customer: Customer, of: Account, member: Member) -> None:
        if customer is self._customer:
            self._new_accounts.close_card()
        names = {"name": isolate(customer.name), "shop": isolate(of.title)}
        names["id"] = figure.number(member.id)
        made = self.tr("{name} has account {id} at {shop} now.").format(**names)
        loose = self.tr("{name} has account {id} at {shop}, but it is not linked here: {why}")

        def failed(error: Exception) -> None:
            self._desk.tell(loose.format(**names, why=member_words.problem(error)), Tone.BAD)

        link = self._linking(customer, of, member.id)
        self._desk.lanes.write(link, lambda _: self._desk.tell(made), failed)

    def _not_created(self, customer: Customer, error: Exception) -> None:
        words = member_words.problem(error)
        if customer is self._customer and self._new_accounts.isVisible():
            self._new_accounts.refuse(words, is_lost=member_words.is_lost(error))
        else:
            self._desk.tell(words, Tone.BAD)

    @staticmethod
    def _id(customer: Customer | None) -> int:
        return 0 if customer is None or customer.id is None else customer.id


def _read(remote_id: str, shop: Membership) -> Story | None:
    return account.read(shop, remote_id)


def _create(wish: Wish, shop: Membership) -> Member:
    return shop.create_member(
        wish.email,
        wish.password,
        first_name=wish.first_name,
        last_name=wish.last_name,
        phone=wish.phone,
    )
