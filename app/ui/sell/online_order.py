"""An order that is placed at an online shop from the cart. No widgets of its own but the dialog.

It is sent by sync: whoever places it waits in the dialog, or goes on and is told.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.cart import Cart
from app.domain.order import Order
from app.domain.text import isolate
from app.services import order_placement, orders, outbox
from app.services.changes import Changes
from app.services.order_placement import Placement
from app.services.unit import Unit
from app.ui import figure, sentence
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.orders import words
from app.ui.sell import placing
from app.ui.sell.placing import Draft, Offer, Phase, Standing
from app.ui.widgets.toast import Notice, Tone

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.sell.online_order_dialog import OnlineOrderDialog

LATE_MS = 8_000  # until it is said that no answer has come
WITHDRAWN = "It was withdrawn at the counter."  # as the journal has it

_GOING_ON = {Phase.SENDING, Phase.WAITING, Phase.UNSURE}


class OnlineOrder(QObject):
    """`taken` brings the cart that an online shop has now.

    `collect_asked` brings an order that is paid now, and what is to be paid as a cart.
    """

    taken = Signal(object)
    collect_asked = Signal(int, Cart)
    problems_asked = Signal()

    def __init__(self, window: MainWindow, desk: Desk, cart: Callable[[], Cart]) -> None:
        super().__init__(window)
        self._window, self._desk, self._cart = window, desk, cart
        self._titles: dict[str, str] = {}
        self._under_way: dict[int, Cart] = {}
        self._shown = 0
        self._asked: Cart | None = None
        self._resting: frozenset[str] = frozenset()
        self._keeps = self._is_busy = False
        self._standings: Newest[list[Standing]] = Newest(desk)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._read)

    @cached_property
    def _dialog(self) -> OnlineOrderDialog:
        from app.ui.sell.online_order_dialog import OnlineOrderDialog

        made = OnlineOrderDialog(self._window)
        made.placed.connect(self._place)
        made.retried.connect(self._retry)
        made.withdrawn.connect(self._withdraw)
        made.collected.connect(self._collect)
        made.looked_at.connect(self._look_at)
        made.refused.connect(self._left)
        return made

    def ask(self) -> None:
        """Ask about an order of the cart; one that is on its way is shown instead."""
        cart = self._cart()
        if not cart.lines or self._is_busy:
            return
        known = next((key for key, each in self._under_way.items() if each == cart), 0)
        if known:
            self._show(known)
        else:
            buyer = cart.customer.id if cart.customer is not None else None
            self._desk.lanes.read(lambda unit: placing.offer(unit, buyer), partial(self._ask, cart))

    def hear(self, changes: Changes) -> None:
        """An order was taken or refused, or its shop rests."""
        if self._under_way and (changes.orders or changes.outbox or changes.sync):
            self._read()

    def stop(self) -> None:
        """Leave no timer behind."""
        self._late.stop()

    def _ask(self, cart: Cart, offer: Offer) -> None:
        if self._window.is_covered():
            return  # another dialog was asked for meanwhile
        if not offer.shops:
            self._desk.tell(self.tr("No online shop takes orders from here."), Tone.WARNING)
            return
        self._titles |= {each.name: each.title for each in offer.shops}
        self._asked, self._resting, self._shown = cart, offer.resting, 0
        total = cart.totals().taxed.gross
        self._dialog.ask(offer, cart.customer, total, keep=self._keeps)
        self._keeps = False

    def _place(self, draft: Draft) -> None:
        cart, counter = self._asked, self._desk.counter
        if cart is None or self._is_busy:
            return
        wanted = Placement(draft.shop.name, cart, draft.promo_code, draft.notes, draft.address)
        self._begin()
        self._desk.lanes.write(
            lambda unit: order_placement.place(unit, wanted, counter),
            partial(self._placed, cart),
            self._refused,
        )

    def _placed(self, cart: Cart, order: Order) -> None:
        self._is_busy = False
        self._under_way[order.id] = cart
        # Whoever places it waits: a shop that rests is asked all the same. The others are only
        # woken, which the news of the order does, for a forced round reads all products first.
        if order.backend in self._resting:
            self._desk.shop.syncing.wake(forced=True)
        if self._dialog.isVisible():
            self._wait_for(order)
        else:
            self._tell_going_on(order)

    def _wait_for(self, order: Order) -> None:
        self._shown = order.id
        self._late.start()
        self._show_standing(Standing(order, Phase.SENDING))

    def _show(self, order_id: int) -> None:
        self._shown = order_id
        self._read()

    def _read(self) -> None:
        wanted = [*self._under_way]

        def read(unit: Unit) -> list[Standing]:
            return [placing.standing(unit, each) for each in wanted]

        self._standings.read(read, self._found)

    def _found(self, standings: list[Standing]) -> None:
        for each in standings:
            if each.order.id not in self._under_way:
                continue
            if each.phase is Phase.OFF:
                self._forget(each.order.id)
            elif each.order.id == self._shown:
                self._show_standing(each)
            elif each.phase is Phase.TAKEN:
                self._tell_taken(each.order)
            elif each.phase not in _GOING_ON:
                self._tell_refused(each)

    def _show_standing(self, standing: Standing) -> None:
        if standing.phase not in _GOING_ON:
            self._late.stop()
        order = standing.order
        total = self._under_way[order.id].totals().taxed.gross
        late = not self._late.isActive()
        if self._dialog.standing is not None and self._dialog.standing.phase is not standing.phase:
            self._sound(standing.phase)
        self._dialog.show_standing(standing, total, self._title(order.backend), late=late)

    def _sound(self, phase: Phase) -> None:
        if phase in {Phase.REFUSED, Phase.STUCK}:
            self._desk.sound("refused")
        elif phase is Phase.TAKEN:
            self._desk.sound("order")

    def _tell_taken(self, order: Order) -> None:
        cart = self._under_way.pop(order.id)
        said = self.tr("{shop} has taken order {number}: {amount}")
        amount = figure.money(order.total) if order.total is not None else "–"
        self._desk.tell(self._named(said, order, amount))
        self._desk.sound("order")
        self.taken.emit(cart)

    def _tell_refused(self, standing: Standing) -> None:
        order = standing.order
        cart = self._under_way.pop(order.id)
        if standing.phase is Phase.REFUSED and order.sending is not None:
            said = self.tr("{shop} did not take the order: {why}")
            said = said.format(
                shop=isolate(self._title(order.backend)), why=words.refusal(order.sending)
            )
        else:
            said = self._named(self.tr("It is not known whether {shop} has the order."), order)
        show = partial(self._show_again, order.id, cart)
        self._desk.offer(Notice(said, Tone.BAD, self.tr("Show"), show))
        self._desk.sound("refused")

    def _tell_going_on(self, order: Order) -> None:
        said = self.tr("The order goes on by itself. The cart stays until {shop} has it.")
        self._desk.tell(self._named(said, order), Tone.WARNING)

    def _show_again(self, order_id: int, cart: Cart) -> None:
        """Show an order that was told of, unless something else is being asked."""
        if not self._window.is_covered():
            self._under_way[order_id] = cart
            self._show(order_id)

    def _retry(self) -> None:
        entry, counter = self._entry(), self._desk.counter
        if entry is None or self._is_busy:
            return
        self._begin()
        self._desk.lanes.write(
            lambda unit: outbox.retry(unit, entry, counter), self._retried, self._refused
        )

    def _retried(self, _: object) -> None:
        self._is_busy = False
        self._desk.shop.syncing.wake(forced=True)
        standing = self._dialog.standing
        if standing is not None and self._dialog.isVisible():
            self._wait_for(standing.order)

    def _withdraw(self) -> None:
        if not self._is_busy:
            self._begin()
            self._drop(self._withdrawn, self._refused)

    def _withdrawn(self, _: object) -> None:
        self._is_busy = False
        self._forget(self._shown)
        self._desk.tell(self.tr("The order is withdrawn."))

    def _drop(self, done: Callable[[object], None], failed: Callable[[Exception], None]) -> None:
        entry, counter = self._entry(), self._desk.counter
        if entry is not None:
            self._desk.lanes.write(
                lambda unit: outbox.drop(unit, entry, counter, WITHDRAWN), done, failed
            )

    def _collect(self) -> None:
        order_id, counter = self._shown, self._desk.counter
        if not self._is_busy:
            self._begin()
            self._desk.lanes.read(
                lambda unit: orders.due(unit, order_id, counter),
                partial(self._pay, order_id),
                self._refused,
            )

    def _pay(self, order_id: int, due: Cart) -> None:
        self._is_busy = False
        if self._dialog.isVisible():
            self._dialog.close_card()
            self._end()
            self.collect_asked.emit(order_id, due)

    def _look_at(self) -> None:
        self._forget(self._shown)
        self.problems_asked.emit()

    def _left(self) -> None:
        """The dialog was left: what is on its way goes on, what was refused is off."""
        self._late.stop()
        standing = self._dialog.standing
        if standing is None or not self._shown:
            return
        if standing.phase is Phase.TAKEN:
            self._end()
        elif standing.phase is Phase.REFUSED:
            self._drop(lambda _: None, self._desk.fail)
            self._under_way.pop(self._shown, None)
            self._keeps = True
        elif standing.phase is Phase.STUCK:
            self._under_way.pop(self._shown, None)
        else:
            self._tell_going_on(standing.order)
        self._shown = 0

    def _end(self) -> None:
        cart = self._under_way.pop(self._shown, None)
        self._shown = 0
        if cart is not None:
            self.taken.emit(cart)

    def _forget(self, order_id: int) -> None:
        self._under_way.pop(order_id, None)
        if order_id == self._shown:
            self._shown = 0
            self._late.stop()
            self._dialog.close_card()

    def _entry(self) -> int | None:
        standing = self._dialog.standing
        sending = standing.order.sending if standing is not None else None
        return None if sending is None else sending.entry_id

    def _begin(self) -> None:
        self._is_busy = True
        self._dialog.set_busy(busy=True)

    def _refused(self, error: Exception) -> None:
        self._is_busy = False
        if self._dialog.isVisible():
            self._dialog.refuse(sentence.of(error))
        else:
            self._desk.fail(error)
        self._desk.sound("refused")
        if self._shown:
            self._read()  # it may stand otherwise now

    def _named(self, said: str, order: Order, amount: str = "") -> str:
        shop = isolate(self._title(order.backend))
        return said.format(shop=shop, number=words.number(order), amount=amount)

    def _title(self, name: str) -> str:
        return self._titles.get(name, name)
