"""Online orders: what stands on the board, and what a cashier does with it. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.cart import Cart
from app.domain.errors import SanduqError
from app.domain.order import Order, Paid
from app.domain.order_flow import Stage
from app.services import orders
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.orders import Board
from app.services.unit import Unit
from app.ui import figure, sentence
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.orders import model, words
from app.ui.orders.model import Act, Deed
from app.ui.orders.slip import SlipPresenter
from app.ui.orders.view import OrdersView
from app.ui.widgets.toast import Tone

if TYPE_CHECKING:
    from app.ui.orders.cancel_dialog import CancelDialog
    from app.ui.orders.order_dialog import OrderDialog
    from app.ui.orders.question import PaidDialog, TrackingDialog

OLDER_MS = 30_000  # orders grow older, though nothing changes
CHECK_MS = 8_000  # how long a check that was asked for is shown when nothing is heard of it
SLOW_MS = 300
_OF_WORDS = {"needs_reason", "card_number", "too_long"}

Change = Callable[[Unit, Counter], tuple[Order, Changes]]


class OrdersPresenter(QObject):
    """Keeps the board in step with what is read, sent and refused.

    `collect_asked` brings an order that is to be paid and its cart, `passed_on` a scan that is no
    order's.
    """

    collect_asked = Signal(int, Cart)
    passed_on = Signal(str)
    problems_asked = Signal()
    invoice_asked = Signal(str)

    def __init__(self, view: OrdersView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self._slip = SlipPresenter(view, desk)
        self._backend, self._text = "", ""
        self._board: Board | None = None
        self._orders: dict[int, Order] = {}
        self._busy: set[int] = set()
        self._stale = True
        self._is_checking = self._is_looking = False
        self._boards: Newest[Board] = Newest(desk, self._failed)
        self._older = QTimer(self, interval=OLDER_MS)
        self._older.timeout.connect(self._grow_older)
        self._check = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._check.timeout.connect(partial(self._show_checking, is_checking=False))
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(view.show_loading)
        view.acted.connect(self.do)
        view.moved.connect(self.move)
        view.opened.connect(self.open)
        view.shop_chosen.connect(self.choose_shop)
        view.searched.connect(self.search)
        view.entered.connect(self.enter_text)
        view.refresh_asked.connect(self.check)
        view.problems_asked.connect(self.problems_asked)
        view.retry_asked.connect(self._find)
        desk.settled.connect(self._settle)

    def enter(self) -> None:
        """Show how things are now; whoever sees new orders has taken notice of them."""
        self._older.start()
        if self._board is None and not self._slow.isActive():
            self._slow.start()
        if self._stale:
            self._find()
        else:
            self._grow_older()
        self.notice()

    def choose_shop(self, name: str) -> None:
        """Show the orders of one shop, of all for an empty name."""
        self._backend = name
        self._find()

    def search(self, text: str) -> None:
        """Show what a number, a name or a phone finds; only the newest text counts."""
        self._text = text.strip()
        self._find()

    def enter_text(self, text: str) -> None:
        """Open the order of exactly this number, else the one that keys are for."""
        current = self._view.current_order()
        self._look_for(text, partial(self.open, current.id) if current else lambda: None)

    def check(self) -> None:
        """Ask all shops now."""
        self._desk.shop.syncing.wake(forced=True)
        self._check.start()
        self._show_checking(is_checking=True)

    def open(self, order_id: int) -> None:
        """Show all of an order."""
        self._desk.lanes.read(lambda unit: orders.get(unit, order_id), self._show_order)

    def do(self, order_id: int, act: Act) -> None:
        """Do what was asked with an order; what needs an answer is asked about first."""
        order = self._orders.get(order_id)
        if order is None or order.sending is not None or order_id in self._busy:
            return
        self._leave_order()
        if act.deed is Deed.CALL_OFF:
            self._cancel.ask(order, act)
        elif act.deed is Deed.SHIP:
            self._tracking.ask(order, act)
        elif act.deed is Deed.HAND_OVER:
            self._hand_over(order)
        else:
            self._change(order_id, act.status)

    def move(self, order_id: int, stage: Stage) -> None:
        """Bring an order into another column."""
        order = self._orders.get(order_id)
        act = None if order is None else model.leading_to(order, stage)
        if act is not None:
            self.do(order_id, act)

    def notice(self) -> None:
        """Whoever looks at the board has seen what is new on it."""
        self._is_looking = self._boards.busy  # then once it is there
        new = [each.id for each in self._orders.values() if each.is_new]
        if new and not self._is_looking and self._view.isVisible():
            counter = self._desk.counter
            self._desk.lanes.write(
                lambda unit: (None, orders.notice(unit, new, counter)), lambda _: None
            )

    def scan(self, code: str) -> bool:
        """Open the order that was scanned; what is no order is for the sale."""
        self._look_for(code, partial(self.passed_on.emit, code))
        return True

    def hear(self, changes: Changes) -> None:
        """Something came in, was sent or refused, or a shop was set up."""
        if changes.sync or changes.orders:
            self._check.stop()
            self._is_checking = False
        if changes.orders or changes.outbox or changes.sync or changes.settings:
            self._stale = True
            if self._view.isVisible():
                self._find()

    def stop(self) -> None:
        """Leave no timer behind."""
        for timer in (self._older, self._check, self._slow):
            timer.stop()

    @cached_property
    def _order(self) -> OrderDialog:
        made = self._view.order
        made.acted.connect(self.do)
        made.scanned.connect(self._scan_on)
        made.problems_asked.connect(self._leave_for_problems)
        made.invoice_asked.connect(self.invoice_asked)
        made.slip_asked.connect(self._slip.print_slip)
        return made

    @cached_property
    def _cancel(self) -> CancelDialog:
        made = self._view.cancel
        made.called_off.connect(self._call_off)
        return made

    @cached_property
    def _tracking(self) -> TrackingDialog:
        made = self._view.tracking
        made.sent.connect(self._ship)
        return made

    @cached_property
    def _paid(self) -> PaidDialog:
        made = self._view.paid
        made.collect_asked.connect(self._collect)
        made.already_paid.connect(partial(self._give, already_paid=True))
        return made

    def _find(self) -> None:
        self._stale = False
        backend, text, now = self._backend, self._text, self._desk.now()
        self._boards.read(
            lambda unit: orders.board(unit, now, backend=backend, text=text),
            partial(self._found, text),
        )

    def _found(self, text: str, board: Board) -> None:
        self._slow.stop()
        before, self._board = self._orders, board
        self._orders = {each.id: each for shown in board.columns.values() for each in shown}
        if self._backend not in {"", *(each.name for each in board.shops)}:
            self.choose_shop("")  # it is not there any more
            return
        self._view.show_shops(board.shops, self._backend)
        self._show_board(text)
        self._view.show_checked(board.checked_at, is_checking=self._is_checking)
        self._tell_refused(before)
        self._renew_order()
        if self._is_looking:
            self.notice()

    def _show_board(self, text: str) -> None:
        board = self._board
        if board is None:
            return
        if self._orders:
            self._view.show_board(model.arranged(board), model.counts(board))
        else:
            self._view.show_nothing(text)

    def _failed(self, error: Exception) -> None:
        self._slow.stop()
        self._stale = True
        if self._board is None:
            self._view.show_failure(sentence.of(error))
        else:
            self._desk.fail(error)

    def _tell_refused(self, before: dict[int, Order]) -> None:
        """What was on its way and came back is told of: its card moves back."""
        for each in self._orders.values():
            old = before.get(each.id)
            was_going = old is not None and model.is_on_its_way(old)
            if was_going and each.sending is not None and model.is_refused(each.sending):
                said = self.tr("Order {number} was not changed: {why}")
                why = words.refusal(each.sending)
                self._desk.tell(said.format(number=words.number(each), why=why), Tone.BAD)
                self._desk.sound("refused")

    def _look_for(self, code: str, otherwise: Callable[[], object]) -> None:
        def found(order: Order | None) -> None:
            if order is None:
                otherwise()
            else:
                self._show_order(order)

        self._desk.lanes.read(lambda unit: orders.find(unit, code), found)

    def _scan_on(self, code: str) -> None:
        self._look_for(code, partial(self._unknown, code))

    def _unknown(self, code: str) -> None:
        said = self.tr("No online order has the code {code}.")
        self._desk.tell(said.format(code=figure.number(code)), Tone.WARNING)
        self._desk.sound("refused")

    def _show_order(self, order: Order) -> None:
        self._orders[order.id] = order
        shops = self._board.shops if self._board is not None else ()
        titles = {each.name: each.title for each in shops}
        self._order.show_order(order, titles.get(order.backend, order.backend))
        if not self._order.isVisible():
            self._order.open()

    def _renew_order(self) -> None:
        """Show the order that is open as it is now."""
        shown = self._order.order_id() if "_order" in vars(self) else 0
        if shown:
            self.open(shown)

    def _leave_order(self) -> None:
        if "_order" in vars(self):
            self._order.close_card()

    def _leave_for_problems(self) -> None:
        self._leave_order()
        self.problems_asked.emit()

    def _hand_over(self, order: Order) -> None:
        if order.payment is Paid.DUE:
            self._collect(order.id)
        elif order.payment is Paid.UNKNOWN:
            self._paid.ask(order)
        else:
            self._give(order.id)

    def _give(self, order_id: int, *, already_paid: bool = False) -> None:
        self._write(
            order_id,
            lambda unit, counter: orders.hand_over(
                unit, order_id, counter, already_paid=already_paid
            ),
        )

    def _collect(self, order_id: int) -> None:
        counter = self._desk.counter
        self._desk.lanes.read(
            lambda unit: orders.due(unit, order_id, counter),
            partial(self.collect_asked.emit, order_id),
            self._refused,
        )

    def _change(self, order_id: int, status: str) -> None:
        self._write(order_id, lambda unit, counter: orders.change(unit, order_id, status, counter))

    def _call_off(self, order_id: int, status: str, reason: str) -> None:
        self._cancel.set_busy(busy=True)
        self._write(
            order_id,
            lambda unit, counter: orders.change(unit, order_id, status, counter, reason=reason),
        )

    def _ship(self, order_id: int, status: str, number: str) -> None:
        self._tracking.set_busy(busy=True)
        self._write(
            order_id,
            lambda unit, counter: orders.change(
                unit, order_id, status, counter, tracking_number=number
            ),
        )

    def _write(self, order_id: int, change: Change) -> None:
        """Change an order once, however often it is asked for."""
        if order_id in self._busy:
            return
        self._busy.add(order_id)
        counter = self._desk.counter

        def failed(error: Exception) -> None:
            self._busy.discard(order_id)
            self._refused(error)

        self._desk.lanes.write(lambda unit: change(unit, counter), self._done, failed)

    def _done(self, order: Order) -> None:
        self._busy.discard(order.id)
        self._close_questions()
        self._put(order)

    def _put(self, order: Order) -> None:
        """Show an order as it is now, until the board is read anew."""
        board = self._board
        if board is None or order.id not in self._orders:
            return
        self._orders[order.id] = order
        columns = {
            stage: tuple(order if each.id == order.id else each for each in shown)
            for stage, shown in board.columns.items()
        }
        self._board = replace(board, columns=columns)
        self._show_board(self._text)

    def _refused(self, error: Exception) -> None:
        code = error.code if isinstance(error, SanduqError) else ""
        for name in ("_cancel", "_tracking"):
            dialog = vars(self).get(name)
            if dialog is not None and dialog.isVisible():
                dialog.set_busy(busy=False)
                if code in _OF_WORDS:
                    dialog.refuse(error)
                    return
        self._close_questions()
        self._desk.fail(error)
        self._desk.sound("refused")
        self._find()

    def _close_questions(self) -> None:
        for name in ("_cancel", "_tracking"):
            dialog = vars(self).get(name)
            if dialog is not None:
                dialog.set_busy(busy=False)
                dialog.close_card()

    def _show_checking(self, *, is_checking: bool) -> None:
        self._is_checking = is_checking
        checked_at = None if self._board is None else self._board.checked_at
        self._view.show_checked(checked_at, is_checking=is_checking)

    def _grow_older(self) -> None:
        if self._view.isVisible():
            self._view.show_time()
        else:
            self._older.stop()

    def _settle(self) -> None:
        self._stale = True
        if self._view.isVisible():
            self._find()
