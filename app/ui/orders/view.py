"""The board of online orders. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.order import Order
from app.domain.order_flow import Stage
from app.domain.text import isolate
from app.services.orders import OnlineShop
from app.ui import font, moment
from app.ui.keymap import Action
from app.ui.orders import card, model, words
from app.ui.orders.carry import Carry
from app.ui.orders.column import Column
from app.ui.page import Actions, Page
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.field import Field
from app.ui.widgets.label import Picture, filled, label
from app.ui.widgets.message import Message
from app.ui.widgets.search_edit import SearchEdit
from app.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from app.ui.orders.cancel_dialog import CancelDialog
    from app.ui.orders.order_dialog import OrderDialog
    from app.ui.orders.question import PaidDialog, TrackingDialog

EDGE, TOP, GAP, BETWEEN = 16, 14, 12, 12
SEARCH = 330
NARROW, LOW = 1000, 500  # px of the page; below, it says less


class OrdersView(Page):
    """What the cashier does: looks for an order, brings it on, hands it over, or calls it off."""

    acted = Signal(int, object)
    moved = Signal(int, Stage)
    opened = Signal(int)
    shop_chosen = Signal(str)
    searched = Signal(str)
    entered = Signal(str)
    refresh_asked = Signal()
    problems_asked = Signal()
    retry_asked = Signal()

    def __init__(self, window: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("orders_page")
        filled(self, "bg")
        self._window, self._now = window, now
        self._shops: tuple[OnlineShop, ...] = ()
        self._chosen = ""
        self._checked_at: datetime | None = None
        self._is_checking = self._wants_cards = False
        self._say: Callable[[], None] = lambda: None
        self.title = label("orders_title", 22, font.BOLD)
        self.shops: Segmented | None = None
        self.search = SearchEdit()
        self.search.setObjectName("orders_search")
        self.search.setFont(font.font(15))
        self.checked = label("orders_checked", 13, tone="text-3")
        self.refresh = Button("orders_refresh", OUTLINED, icon="refresh")
        self.columns = {each: Column(each, now) for each in model.COLUMNS}
        self.message = Message("orders_message")
        self._lay_out()
        self._carry = Carry(self, [*self.columns.values()], self._may_go)
        self._connect()
        self._retranslate()

    @cached_property
    def order(self) -> OrderDialog:
        """All of one order."""
        from app.ui.orders.order_dialog import OrderDialog

        return OrderDialog(self._window, self._now)

    @cached_property
    def cancel(self) -> CancelDialog:
        """Asks why an order is called off."""
        from app.ui.orders.cancel_dialog import CancelDialog

        return CancelDialog(self._window)

    @cached_property
    def paid(self) -> PaidDialog:
        """Asks whether an order is paid."""
        from app.ui.orders.question import PaidDialog

        return PaidDialog(self._window)

    @cached_property
    def tracking(self) -> TrackingDialog:
        """Asks for a tracking number."""
        from app.ui.orders.question import TrackingDialog

        return TrackingDialog(self._window)

    def show_shops(self, shops: tuple[OnlineShop, ...], chosen: str) -> None:
        """Offer the shops, and all of them together; a single one is not chosen from."""
        if shops != self._shops:
            self._shops = shops
            self._make_shops()
            self._name()
        if self.shops is not None:
            names = ["", *(each.name for each in shops)]
            self.shops.choose(names.index(chosen))
        if chosen != self._chosen:
            self._chosen = chosen
            self._name()

    def show_board(
        self, columns: Mapping[Stage, Sequence[Order]], counts: Mapping[Stage, int]
    ) -> None:
        """Show these orders, of so many."""
        titles = {each.name: each.title for each in self._shops}
        for stage, column in self.columns.items():
            off = counts.get(Stage.OFF, 0) if stage is Stage.DONE else 0
            column.show_orders(columns[stage], titles, counts.get(stage, 0), off)
        self._stack.setCurrentIndex(0)
        if self._wants_cards and self.search.hasFocus() and not self.search.text():
            self.rest_focus()

    def show_checked(self, at: datetime | None, *, is_checking: bool) -> None:
        """Show when all shops were read last, or that they are being read."""
        self._checked_at, self._is_checking = at, is_checking
        if is_checking:
            said, mark, tone = self.tr("Checking…"), "refresh", "info"
        elif at is None:
            said, mark, tone = self.tr("Not checked yet"), "cloud-off", "text-3"
        else:
            time = moment.short(at, self._now())
            said = self.tr("Checked {time}").format(time=time)
            mark, tone = "cloud-check", "success"
        self.checked.setText(said)
        self._mark.show_icon(mark, tone)
        self.refresh.setEnabled(not is_checking)
        self.refresh.label("", self.tr("Check now"))
        self.refresh.setToolTip(f"{self.tr('Check now')} · {said}")

    def show_nothing(self, text: str) -> None:
        """Say that no order fits this text, or that there is none yet."""
        self._tell(partial(self._say_nothing, text))

    def show_loading(self) -> None:
        """Say that orders are being read."""
        self._tell(lambda: self.message.say(self.tr("Loading orders…"), "hourglass"))

    def show_failure(self, sentence: str) -> None:
        """Say why there are none, and offer to try again."""
        again = self.tr("Try again")
        self._tell(lambda: self.message.say(sentence, "alert-triangle", again))

    def show_time(self) -> None:
        """Time has passed."""
        for column in self.columns.values():
            column.view.show_time()
        self.show_checked(self._checked_at, is_checking=self._is_checking)

    def current_order(self) -> Order | None:
        """The order that keys are for."""
        return self._column().view.current_order()

    def actions_by_key(self) -> Actions:
        return {
            Action.SEARCH: self._look_for,
            Action.MAIN: partial(self._do, 0),
            Action.REMOVE: partial(self._do, 1),
        }

    def rest_focus(self) -> None:
        column = self._column()
        # Cards that are still being read get the focus when they are there.
        self._wants_cards = not (self._is_board() and column.view.count())
        (self.search if self._wants_cards else column.view).setFocus()

    def go_back(self) -> bool:
        if not self.search.text():
            return False
        self.search.clear()
        self.searched.emit("")
        return True

    def _is_board(self) -> bool:
        return self._stack.currentIndex() == 0

    def _tell(self, say: Callable[[], None]) -> None:
        self._say = say
        say()
        if self._board.isAncestorOf(self.focusWidget() or self):
            self.search.setFocus()  # of what is hidden Qt would give it to anybody
        self._stack.setCurrentIndex(1)

    def _say_nothing(self, text: str) -> None:
        if text:
            words_ = self.tr("Nothing found for “{text}”.").format(text=isolate(text))
            self.message.say(words_, "search")
        else:
            words_ = self.tr("No online orders are open. New ones come in by themselves.")
            self.message.say(words_, "shopping-bag")

    def _look_for(self) -> None:
        self._wants_cards = False
        self.search.setFocus()
        self.search.selectAll()

    def _column(self) -> Column:
        """The column that has the focus, else the first one with cards."""
        columns = [*self.columns.values()]
        focused = [each for each in columns if each.isAncestorOf(self.focusWidget() or self)]
        return next((each for each in (*focused, *columns) if each.view.count()), columns[0])

    def _do(self, at: int) -> None:
        order = self.current_order()
        act = card.acts(order)[at] if order is not None and self._is_board() else None
        if order is not None and act is not None:
            self.acted.emit(order.id, act)

    def _may_go(self, order_id: int, stage: Stage) -> bool:
        for column in self.columns.values():
            place = column.view.rows.place(order_id)
            if place >= 0:
                return model.leading_to(column.view.rows.row(place), stage) is not None
        return False

    def _go_beside(self, of: Stage, step: int) -> None:
        at = model.COLUMNS.index(of) + step
        while 0 <= at < len(model.COLUMNS):
            view = self.columns[model.COLUMNS[at]].view
            if view.count():
                view.setFocus()
                return
            at += step

    def _connect(self) -> None:
        for stage, column in self.columns.items():
            view = column.view
            view.acted.connect(self.acted)
            view.problems_asked.connect(self.problems_asked)
            view.beside_asked.connect(partial(self._go_beside, stage))
            view.clicked.connect(partial(self._open, stage))
            view.entered_by_key.connect(partial(self._open, stage))
        self._carry.moved.connect(self.moved)
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(lambda: self.entered.emit(self.search.text()))
        self.refresh.clicked.connect(self.refresh_asked)
        self.message.asked.connect(self.retry_asked)

    def _open(self, stage: Stage, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.columns[stage].view.rows.row(index.row()).id)

    def _make_shops(self) -> None:
        if self.shops is not None:
            self.shops.hide()
            self.shops.deleteLater()
            self.shops = None
        if len(self._shops) > 1:
            names = ["all", *(each.name for each in self._shops)]
            self.shops = Segmented("order_shops", [(f"orders_of_{each}", "") for each in names])
            self.shops.chosen.connect(self._choose_shop)
        self._share()

    def _choose_shop(self, at: int) -> None:
        self.shop_chosen.emit(self._shops[at - 1].name if at else "")

    def _lay_out(self) -> None:
        self._mark = Picture("cloud-check", "success", 16)
        self._field = Field(self.search, icon="search", key="F2")
        self._field.setFixedHeight(44)
        self._field.setMaximumWidth(SEARCH)
        self._head = QHBoxLayout()
        self._head.setSpacing(GAP)
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        self._head.addWidget(self._field, 10)
        checked = QHBoxLayout()
        checked.setSpacing(6)
        checked.addWidget(self._mark)
        checked.addWidget(self.checked)
        self._head.addLayout(checked)
        self._head.addWidget(self.refresh)
        self._second = QHBoxLayout()
        self._second.addStretch(1)
        self._board = QWidget()
        row = QHBoxLayout(self._board)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        for column in self.columns.values():
            row.addWidget(column, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._board)
        self._stack.addWidget(self.message)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, TOP, 0, TOP)
        inner.setSpacing(GAP)
        inner.addLayout(self._head)
        inner.addLayout(self._second)
        inner.addWidget(self._stack, 1)
        # Margins do not mirror, gaps do.
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addSpacing(EDGE)
        layout.addLayout(inner, 1)
        layout.addSpacing(EDGE)

    def _share(self) -> None:
        """Put the shops beside the title, or beneath it where there is no room."""
        narrow = self.width() < NARROW
        for part in (self.checked, self._mark):
            part.setVisible(not narrow)
        placeholder = self.tr("Search") if narrow else self.tr("Order number, name or phone")
        self.search.setPlaceholderText(placeholder)
        if self.shops is not None:
            beneath = narrow and len(self._shops) > 2
            if beneath:
                self._second.insertWidget(0, self.shops)
            else:
                self._head.insertWidget(1, self.shops)

    def _name(self) -> None:
        shown = [each for each in self._shops if self._chosen in {"", each.name}]
        kinds = frozenset(each.kind for each in shown)
        for stage, column in self.columns.items():
            column.name(words.column(stage, kinds))
        if self.shops is not None:
            self.shops.label([self.tr("All shops"), *(isolate(x.title) for x in self._shops)])
            self.shops.setAccessibleName(self.tr("Shops"))

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Online orders"))
        self.search.setAccessibleName(self.tr("Search online orders"))
        self.show_checked(self._checked_at, is_checking=self._is_checking)
        self._name()
        self._share()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        super().resizeEvent(event)
