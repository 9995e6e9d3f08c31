"""The keeper stores the open cart after each change, so that a crash loses nothing."""

from __future__ import annotations

from app.domain.cart import Cart
from app.services import held_sales
from app.ui.after_paint import AfterPaint
from app.ui.desk import Desk


class Keeper:
    """One write at a time; what changes meanwhile is written after it, the newest cart only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: Cart | None = None
        self._wanted: Cart | None = None
        self._is_busy = False
        self._is_paused = False
        # The thread that writes would take turns with the painting.
        self._after_paint = AfterPaint(desk)

    def keep(self, cart: Cart) -> None:
        """Store this cart, soon."""
        self._wanted = cart
        if not self._after_paint:
            self._after_paint.call(self._write)

    def pause(self) -> None:
        """Store nothing after this: a use case is about to end or to hold the cart in the store."""
        self.stop()
        self._is_paused = True

    def stop(self) -> None:
        """Store now what waits for it, behind what is under way: nothing may come home any more."""
        self._after_paint.clear()
        self._is_busy = False
        self._write()

    def go_on(self, cart: Cart, *, is_kept: bool) -> None:
        """Work again, on this cart; `is_kept` says that the store has it as it is already."""
        self._is_paused = False
        if is_kept:
            self._kept = cart
        self.keep(cart)

    def _write(self) -> None:
        cart = self._wanted
        if cart is None or self._is_busy or self._is_paused or cart == self._kept:
            return
        self._is_busy = True
        counter = self._desk.counter

        def done(_: None) -> None:
            self._is_busy = False
            self._kept = cart
            self._write()

        def failed(error: Exception) -> None:
            self._is_busy = False
            self._desk.fail(error)

        self._desk.lanes.write(lambda unit: held_sales.keep(unit, cart, counter), done, failed)
