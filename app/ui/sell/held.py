"""Holding a sale and taking it up again. No widgets of its own but the dialogs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.cart import Cart
from app.domain.text import isolate
from app.services import held_sales
from app.services.held_sales import HeldSale
from app.ui import sentence
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.sell.keeper import Keeper
from app.ui.widgets.toast import Notice, Tone

if TYPE_CHECKING:
    from app.ui.sell.held_dialog import HeldDialog
    from app.ui.sell.note_dialog import NoteDialog


class Held(QObject):
    """Puts carts aside and brings them back; `count_changed` tells how many wait.

    `answered` tells that a cart was put aside or brought back, or was not.
    """

    put_aside = Signal()
    taken_up = Signal(object)
    count_changed = Signal(int)
    answered = Signal()

    def __init__(
        self, window: QWidget, desk: Desk, keeper: Keeper, cart: Callable[[], Cart]
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._keeper, self._cart = window, desk, keeper, cart
        self._is_busy = False
        self._count = 0
        self._counts: Newest[int] = Newest(desk)

    # Loaded when they are first wanted; a start has no time for them.

    @cached_property
    def _names(self) -> NoteDialog:
        from app.ui.sell.note_dialog import NoteDialog

        dialog = NoteDialog("hold", self._window)
        dialog.given.connect(self._hold)
        return dialog

    @cached_property
    def _list(self) -> HeldDialog:
        from app.ui.sell.held_dialog import HeldDialog

        dialog = HeldDialog(self._window, self._local)
        dialog.recalled.connect(self.recall)
        return dialog

    def is_busy(self) -> bool:
        """Whether a cart is being put aside or brought back."""
        return self._is_busy

    def ask(self) -> None:
        """Hold the cart, under a name if the cashier gives one."""
        customer = self._cart().customer
        self._names.ask(
            self.tr("Hold the sale"),
            "",
            self.tr("Name, such as a table or a person (optional)"),
            customer.name if customer else "",
            self.tr("Hold"),
        )

    def show_list(self) -> None:
        """Show what is held, to take one up; with lines in the cart they are held first."""
        if self._cart().lines:
            words = self.tr("Hold or finish the sale at hand first.")
            self._desk.tell(words, Tone.WARNING)
            return
        counter = self._desk.counter

        def done(sales: list[HeldSale]) -> None:
            self._counted(len(sales))
            if not sales:
                self._list.close_card()
                self._desk.tell(self.tr("No sale is held."), Tone.WARNING)
            elif not is_open:
                self._list.open()
            self._list.show_sales(sales)

        def failed(error: Exception) -> None:
            self._list.close_card()
            self._desk.fail(error)

        # It opens before its rows are here: who works blind presses Enter at once.
        is_open = self._count > 0
        self._list.wait()
        if is_open:
            self._list.open()
        self._desk.lanes.read(lambda unit: held_sales.listing(unit, counter), done, failed)

    def count(self) -> None:
        """Tell how many sales are held."""
        counter = self._desk.counter
        self._counts.read(lambda unit: len(held_sales.listing(unit, counter)), self._counted)

    def _counted(self, count: int) -> None:
        self._count = count
        self.count_changed.emit(count)

    def recall(self, held_id: int) -> None:
        """Take a held sale up."""
        counter = self._desk.counter

        def done(cart: Cart) -> None:
            self._is_busy = False
            self._counted(max(0, self._count - 1))
            self._list.close_card()
            self._keeper.go_on(cart, is_kept=True)
            self.taken_up.emit(cart)
            self.answered.emit()

        def failed(error: Exception) -> None:
            self._is_busy = False
            self._keeper.go_on(self._cart(), is_kept=False)
            self._list.close_card()
            self._desk.fail(error)
            self.answered.emit()

        if not self._is_busy and not self._cart().lines:
            self._is_busy = True
            self._keeper.pause()
            self._desk.lanes.write(
                lambda unit: held_sales.recall(unit, held_id, counter), done, failed
            )

    def _hold(self, name: str) -> None:
        cart, counter = self._cart(), self._desk.counter

        def done(sale: HeldSale) -> None:
            self._is_busy = False
            # Known here before it is read: who works blind presses F6 again at once.
            self._counted(self._count + 1)
            self._names.close_card()
            self.put_aside.emit()
            named = self.tr("Sale held as “{name}”").format(name=isolate(sale.name))
            words = named if sale.name else self.tr("Sale held")
            undo = self.tr("Undo")
            self._desk.offer(Notice(words, Tone.GOOD, undo, lambda: self.recall(sale.id)))
            self.answered.emit()

        def failed(error: Exception) -> None:
            self._is_busy = False
            self._keeper.go_on(cart, is_kept=False)
            self._names.refuse(sentence.of(error))
            self.answered.emit()

        if not self._is_busy:
            self._is_busy = True
            self._keeper.pause()
            self._desk.lanes.write(
                lambda unit: held_sales.hold(unit, cart, name, counter), done, failed
            )

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self._desk.counter.shop.time_zone))
