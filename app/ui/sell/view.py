"""The sell screen: products beside the cart, or one at a time. Widgets and layout only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.keymap import Action
from app.ui.page import Actions, Page
from app.ui.sell.browse_panel import BrowsePanel
from app.ui.sell.cart_bar import CartBar
from app.ui.sell.cart_panel import CartPanel
from app.ui.sell.totals import Sums
from app.ui.widgets.label import filled, line

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

WIDE = 1720  # the screen without its rail; from here on everything is larger
NARROW = 1050  # below, the cart and the products take turns

_MINE = (
    Action.CUSTOMER,
    Action.QUANTITY,
    Action.PRICE,
    Action.NOTE,
    Action.HOLD,
    Action.DISCOUNT,
    Action.SALE_DISCOUNT,
    Action.MAIN,
    Action.REMOVE,
    Action.CLEAR,
    Action.MORE,
    Action.LESS,
    Action.UNDO,
    Action.ONLINE_ORDER,
)


class SellView(Page):
    """What the cashier does: finds products, works on the cart, pays."""

    asked = Signal(Action)

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window_ = window
        self.setObjectName("sell")
        filled(self, "bg")
        self.browse = BrowsePanel()
        self.cart = CartPanel()
        self.bar = CartBar()
        self.search, self.grid = self.browse.search, self.browse.grid
        self.lines, self.totals, self.pay = self.cart.lines, self.cart.totals, self.cart.pay
        self._line = line(vertical=True)
        self._is_narrow = False
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.browse, 1)
        across.addWidget(self._line)
        across.addWidget(self.cart)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(across, 1)
        layout.addWidget(self.bar)
        self.bar.hide()
        self.cart.asked.connect(self.asked)
        self.bar.pay.clicked.connect(lambda: self.asked.emit(Action.MAIN))
        self.bar.opened.connect(lambda: self.show_cart(True))
        self.cart.back_asked.connect(lambda: self.show_cart(False))

    def show_sums(self, lines: int, sums: Sums) -> None:
        """Show what the cart comes to, wherever it is told."""
        self.cart.show_lines(lines)
        self.cart.show_sums(sums)
        self.bar.show_sums(lines, sums)

    def show_cart(self, shown: bool) -> None:
        """In a narrow window: turn to the cart, or back to the products."""
        alone = self._is_narrow and shown
        self.browse.setVisible(not alone)
        self.bar.setVisible(self._is_narrow and not alone)
        self.cart.setVisible(not self._is_narrow or alone)
        self.cart.set_alone(alone)
        if not alone:
            self.rest_focus()

    def actions_by_key(self) -> Actions:
        mine = {action: partial(self.asked.emit, action) for action in _MINE}
        return {Action.SEARCH: self._find, **mine}

    def rest_focus(self) -> None:
        (self.search if self.browse.isVisibleTo(self) else self.lines).setFocus()

    def go_back(self) -> bool:
        was_open = self._is_narrow and self.cart.isVisibleTo(self)
        self.show_cart(False)
        return was_open

    def _find(self) -> None:
        self.show_cart(False)
        self.search.setFocus()
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self.cart.move_by(step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide, narrow = self.width() >= WIDE, self.width() < NARROW
        room = 520 if wide else 420 if self.width() >= 1260 else 400
        self.cart.set_large(wide)
        self._line.setVisible(not narrow)
        if narrow:
            self.cart.setMinimumWidth(0)
            self.cart.setMaximumWidth(16_777_215)
        else:
            self.cart.setFixedWidth(room - 1)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.show_cart(False)
        super().resizeEvent(event)
