"""What an online shop knows of a customer: points, orders, subscriptions. Widgets only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.membership import MemberOrder
from app.domain.text import isolate
from app.ui import figure, font, moment, paint
from app.ui.customers import member_words as words
from app.ui.customers.account import Account, Story
from app.ui.widgets import tag
from app.ui.widgets.button import GHOST, OUTLINED, Button
from app.ui.widgets.dialog import Body
from app.ui.widgets.label import OneLine, Picture, filled, label, line
from app.ui.widgets.remark import Remark

EDGE, RADIUS = 16, 12
SHOWN = 8  # orders


class Empty(QWidget):
    """There is nothing to show: a sentence, and what can be done about it."""

    def __init__(self, name: str, mark: str, *buttons: Button) -> None:
        super().__init__()
        self.setObjectName(name)
        self.words = label(f"{name}_words", 15, tone="text-2")
        self.words.align(paint.CENTRE)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addStretch()
        picture = Picture(mark, "text-3", 32, ground="surface-2", room=64)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        for button in buttons:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()


class Points(QWidget):
    """How many points a customer has, and what they are worth there."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("member_points_box")
        ink = "on-primary-soft"
        self.balance = label("member_points", 24, font.BOLD, ink)
        self.caption = label("member_points_caption", 13, font.SEMI_BOLD, ink)
        self.worth = label("member_worth", 15, font.SEMI_BOLD, ink)
        self.lifetime = label("member_lifetime", 13, tone=ink)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.caption, 0, 0)
        grid.addWidget(self.balance, 1, 0)
        for row, part in enumerate((self.worth, self.lifetime)):
            part.align(paint.RIGHT)
            grid.addWidget(part, row, 1, Qt.AlignmentFlag.AlignBottom)
        grid.setColumnStretch(0, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), RADIUS, "primary-soft")


class MemberSection(QWidget):
    """Shows one customer's account at one shop; each of its states is a page."""

    link_asked = Signal()
    account_asked = Signal()
    retry_asked = Signal()
    subscription_asked = Signal()
    subscribing_asked = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("member_section")
        self._now = now
        self._account: Account | None = None
        self._story: Story | None = None
        self._problem = ""
        self._is_gone = False
        self._parts: list[QWidget] = []
        self.link = Button("member_link", OUTLINED, icon="link")
        self.join = Button("member_create", OUTLINED, icon="user-plus")
        self.again = Button("member_again", OUTLINED, icon="refresh")
        self.other = Button("member_other", GHOST, icon="link")
        self.show_one = Button("member_subscription", OUTLINED, icon="search")
        self.subscribe = Button("member_subscribe", OUTLINED, icon="plus")
        self._waiting = Empty("member_waiting", "hourglass")
        self._unlinked = Empty("member_unlinked", "user-off", self.link, self.join)
        self._failed = Empty("member_failed", "cloud-off", self.again)
        self._lay_out()
        self.link.clicked.connect(self.link_asked)
        self.other.clicked.connect(self.link_asked)
        self.join.clicked.connect(self.account_asked)
        self.again.clicked.connect(self.retry_asked)
        self.show_one.clicked.connect(self.subscription_asked)
        self.subscribe.clicked.connect(self.subscribing_asked)
        self._retranslate()

    def show_unlinked(self, account: Account, *, is_gone: bool = False) -> None:
        """Nothing is known there; `is_gone`: the shop does not know the id that we have."""
        self._account, self._story, self._is_gone = account, None, is_gone
        self._show(self._unlinked)

    def show_waiting(self, account: Account) -> None:
        """It is being asked."""
        self._account, self._story = account, None
        self._show(self._waiting)

    def show_problem(self, account: Account, problem: str) -> None:
        """It gave no answer."""
        self._account, self._story, self._problem = account, None, problem
        self._show(self._failed)

    def show_story(self, account: Account, story: Story) -> None:
        """Show all that it told."""
        self._account, self._story = account, story
        self._show(self._told)
        self._scroll.verticalScrollBar().setValue(0)

    def _show(self, page: QWidget) -> None:
        self._retranslate()
        self._pages.setCurrentWidget(page)

    def _write(self, account: Account, story: Story) -> None:
        member = story.member
        self.name.setText(words.name(member))
        parts = [f"#{account.remote_id}", member.email, member.phone]
        self.about.setText(" · ".join(figure.number(each) for each in parts if each))
        self._write_points(account, story)
        self._write_orders(account, story)

    def _write_points(self, account: Account, story: Story) -> None:
        loyalty, rules = story.loyalty.value, story.rules.value
        self.points.setVisible(loyalty is not None)
        if loyalty is not None:
            self.points.balance.setText(words.points(loyalty.balance))
            worth = words.amount(loyalty.worth, account.currency) if loyalty.worth else ""
            said = self.tr("worth {amount}")
            self.points.worth.setText(said.format(amount=worth) if worth else "")
            lifetime = self.tr("{points} so far").format(points=words.points(loyalty.lifetime))
            self.points.lifetime.setText(lifetime)
        self.rules.setText(words.rules(rules, account.currency) if rules is not None else "")
        self.rules.setVisible(rules is not None)
        doubtful = rules is not None and not rules.agrees(loyalty)
        self.doubt.say(words.doubt(rules) if rules and doubtful else "", tag.WARNING)
        problems = {words.missing(each) for each in (story.loyalty, story.rules)} - {""}
        self.points_problem.say(" ".join(sorted(problems)), tag.WARNING)

    def _write_orders(self, account: Account, story: Story) -> None:
        for part in self._parts:
            self._orders.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        found = story.orders.value or []
        for row, each in enumerate(found[:SHOWN]):
            self._order(row, each, account)
        nothing = self.tr("No orders yet") if story.orders.value == [] else ""
        self.no_orders.setText(words.missing(story.orders) or nothing)
        self.no_orders.setVisible(bool(self.no_orders.text()))

    def _order(self, row: int, order: MemberOrder, account: Account) -> None:
        at = f"member_order_{row}"
        told = [figure.number(order.id), words.order_status(order.status)]
        if order.created_at is not None:
            told.append(moment.short(order.created_at, self._now()))
        said = label(at, 14, made=OneLine())
        said.setText(" · ".join(told))
        total = label(f"{at}_total", 14, font.SEMI_BOLD)
        total.align(paint.RIGHT)
        amount = "" if order.total is None else words.amount(order.total, account.currency)
        total.setText(figure.alone(amount) if amount else "–")
        for column, part in enumerate((said, total)):
            self._parts.append(part)
            self._orders.addWidget(part, row, column)

    def _lay_out(self) -> None:
        self._told = self._story_page()
        self._pages = QStackedWidget()
        for page in (self._waiting, self._unlinked, self._failed, self._told):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _story_page(self) -> QWidget:
        self.name = label("member_name", 15, font.SEMI_BOLD, made=OneLine())
        self.about = label("member_about", 13, tone="text-3", made=OneLine())
        self.points = Points()
        self.rules = label("member_rules", 13, tone="text-2")
        self.rules.setWordWrap(True)
        self.doubt, self.points_problem = Remark("member_doubt"), Remark("member_points_problem")
        self._orders_title = label("member_orders_title", 13, font.SEMI_BOLD, "text-2")
        self.no_orders = label("member_no_orders", 13, tone="text-3")
        self.no_orders.setWordWrap(True)
        self._orders = QGridLayout()
        self._orders.setColumnStretch(0, 1)
        self._orders.setHorizontalSpacing(8)
        self._orders.setVerticalSpacing(6)
        self._subscriptions_title = label("member_subscriptions", 13, font.SEMI_BOLD, "text-2")
        self._subscriptions_hint = label("member_subscriptions_hint", 13, tone="text-3")
        self._subscriptions_hint.setWordWrap(True)
        content = filled(QWidget(), "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(EDGE, 12, EDGE, 14)
        column.setSpacing(10)
        column.addLayout(self._head())
        for part in (self.points, self.rules, self.doubt, self.points_problem):
            column.addWidget(part)
        column.addWidget(line())
        column.addWidget(self._orders_title)
        column.addLayout(self._orders)
        column.addWidget(self.no_orders)
        column.addWidget(line())
        column.addWidget(self._subscriptions_title)
        column.addWidget(self._subscriptions_hint)
        column.addLayout(self._subscription_buttons())
        column.addStretch()
        self._scroll = Body(content)
        self._scroll.setObjectName("member_scroll")
        return self._scroll

    def _head(self) -> QHBoxLayout:
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self.name)
        who.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(who, 1)
        row.addWidget(self.other)
        return row

    def _subscription_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.show_one, self.subscribe):
            button.padding = 10
            row.addWidget(button, 1)
        return row

    def _retranslate(self) -> None:
        account, story = self._account, self._story
        shop = isolate(account.title) if account is not None else ""
        waits = self.tr("Asking {shop}…")
        self._waiting.words.setText(waits.format(shop=shop))
        if self._is_gone and account is not None:
            said = self.tr("{shop} has no customer {id} any more.")
            said = said.format(shop=shop, id=figure.number(account.remote_id))
        else:
            said = self.tr("It is not known which customer of {shop} this is.").format(shop=shop)
        self._unlinked.words.setText(said)
        self._failed.words.setText(self._problem)
        self.link.label(self.tr("Link…"))
        self.join.label(self.tr("Create account…"))
        self.again.label(self.tr("Try again"))
        self.other.label("", self.tr("Link another one"))
        self.points.caption.setText(self.tr("Points"))
        self._orders_title.setText(self.tr("Latest online orders"))
        self._subscriptions_title.setText(self.tr("Subscriptions"))
        hint = self.tr("{shop} has no list of them: ask the customer for the number.")
        self._subscriptions_hint.setText(hint.format(shop=shop))
        self.show_one.label(self.tr("Show…"), self.tr("Show a subscription"))
        self.subscribe.label(self.tr("New…"), self.tr("New subscription"))
        if account is not None and story is not None:
            self._write(account, story)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
