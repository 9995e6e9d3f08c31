"""The cart: who buys, the lines, what they come to, and Pay. Widgets and layout only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.customer import Customer
from app.domain.text import isolate
from app.ui import figure, font, paint
from app.ui.keymap import Action
from app.ui.sell.line import CartList
from app.ui.sell.model import CartModel
from app.ui.sell.totals import Sums, TotalsPanel
from app.ui.widgets.button import GHOST, OUTLINED, PRIMARY, Button
from app.ui.widgets.label import OneLine, Picture, filled, label, line

LOW = 600  # px of height below which the sums stand beside the lines
SUMS_WIDTH = 380


class CartPanel(QWidget):
    """What the cashier does here: works on the lines, holds, pays."""

    line_selected = Signal(int)
    asked = Signal(Action)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cart")
        filled(self, "surface")
        self._buyer: Customer | None = None
        self.lines = CartList()
        self.totals = TotalsPanel()
        self.customer = Button("choose_customer", OUTLINED, icon="user-plus", key="F3")
        self.clear = Button("clear_cart", GHOST, icon="trash")
        self.back = Button("back_to_products", GHOST, icon="arrow-left")
        self.hold = Button("hold", OUTLINED, icon="player-pause", key="F6")
        self.discount = Button("discount", OUTLINED, icon="discount", key="⇧F7")
        self.order = Button("online_order", OUTLINED, icon="shopping-bag")
        self.pay = Button("pay", PRIMARY, icon="cash", key="F9")
        self._lay_out()
        self.lines.selected.connect(self.line_selected)
        self.lines.tools.asked.connect(self.asked)
        self.back.clicked.connect(self.back_asked)
        for button, action in (
            (self.customer, Action.CUSTOMER),
            (self.clear, Action.CLEAR),
            (self.hold, Action.HOLD),
            (self.discount, Action.SALE_DISCOUNT),
            (self.order, Action.ONLINE_ORDER),
            (self.pay, Action.MAIN),
        ):
            button.clicked.connect(lambda _=False, action=action: self.asked.emit(action))
        self._retranslate()
        self.show_lines(0)
        self.back.hide()
        self.order.hide()

    def set_model(self, lines: CartModel) -> None:
        """Tell where the rows come from."""
        self.lines.setModel(lines)

    def show_lines(self, count: int) -> None:
        """Tell how many lines the cart has."""
        self._stack.setCurrentIndex(0 if count else 1)
        for button in (self.pay, self.hold, self.discount, self.order):
            button.setEnabled(count > 0)
        self.clear.setVisible(count > 0)

    def show_sums(self, sums: Sums) -> None:
        """Show what the cart comes to."""
        self.totals.show_sums(sums)

    def show_customer(self, customer: Customer | None) -> None:
        """Show who buys; None is whoever walks in."""
        self._buyer = customer
        self._name.setText(isolate(customer.name) if customer else self.tr("Walk-in customer"))
        about = customer.phone or customer.vat_number if customer else ""
        full = customer is not None and bool(customer.vat_number)
        kind = self.tr("Tax invoice") if full else self.tr("Simplified tax invoice")
        self._kind.setText(f"{figure.number(about)} · {kind}" if about else kind)

    def select_line(self, row: int) -> None:
        """Open a line of the cart; -1 for none."""
        self.lines.select(row)

    def move_by(self, step: int) -> None:
        """Open the line so many further down."""
        row = self.lines.currentIndex().row() + step
        if 0 <= row < self.lines.model().rowCount():
            self.lines.select(row)

    def set_large(self, large: bool) -> None:
        """Take more room on a large screen."""
        self.totals.set_size(54 if large else 42)
        self.pay.setFixedHeight(76 if large else 68)

    def offer_orders(self, offered: bool) -> None:
        """Tell whether an online shop takes orders from here."""
        self.order.setVisible(offered)

    def set_alone(self, alone: bool) -> None:
        """Whether the cart has the page for itself, with a way back to the products."""
        self.back.setVisible(alone)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.lines)
        self._stack.addWidget(self._empty())
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._head())
        beside.addWidget(line())
        beside.addWidget(self._stack, 1)
        self._sums = sums = filled(QWidget(), "surface-2")
        below = QVBoxLayout(sums)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(line())
        below.addWidget(self.totals)
        below.addStretch()
        below.addWidget(self._actions())
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.addLayout(beside, 1)
        self._parts.addWidget(sums)

    def _head(self) -> QWidget:
        self._name = label("customer", 15, font.SEMI_BOLD, made=OneLine())
        self._kind = label("sale_kind", 13, tone="text-3", made=OneLine())
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(self._name)
        names.addWidget(self._kind)
        names.addStretch()
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(Picture("user", "text-2", 20, ground="surface-3", room=36))
        head.addSpacing(2)
        # The clear button has a rim of its own; a gap would cost the names their last letters.
        sale = QHBoxLayout()
        sale.setSpacing(0)
        sale.addLayout(names, 1)
        sale.addWidget(self.clear)
        head.addLayout(sale, 1)
        head.addWidget(self.customer)
        self.customer.padding, self.customer.gap = 8, 6
        top = QWidget()
        top.setFixedHeight(59)
        top.setLayout(head)
        return top

    def _actions(self) -> QWidget:
        self.pay.setFixedHeight(68)
        self.pay.radius, self.pay.icon_size, self.pay.gap, self.pay.padding = 10, 24, 12, 18
        self.pay.spread = True
        self.pay.face = font.font(22, font.BOLD)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, share in ((self.hold, 1), (self.discount, 1), (self.order, 0)):
            button.setFixedHeight(48)
            button.face = font.font(14, font.SEMI_BOLD)
            button.icon_size, button.gap, button.padding = 18, 6, 8
            row.addWidget(button, share)
        column = QVBoxLayout()
        column.setContentsMargins(16, 10, 16, 14)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.pay)
        foot = filled(QWidget(), "surface-2")
        foot.setLayout(column)
        return foot

    def _empty(self) -> QWidget:
        page = QWidget()
        self._empty_title = label("cart_empty", 15, font.SEMI_BOLD, "text-2")
        self._empty_hint = label("cart_empty_hint", 13, tone="text-3")
        layout = QVBoxLayout(page)
        layout.setSpacing(6)
        layout.addStretch()
        layout.addWidget(Picture("shopping-cart", "text-3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._empty_title, self._empty_hint):
            words.align(paint.CENTRE)
            layout.addWidget(words)
        layout.addStretch()
        return page

    def _retranslate(self) -> None:
        self.lines.setAccessibleName(self.tr("Cart"))
        self._empty_title.setText(self.tr("The cart is empty"))
        self._empty_hint.setText(self.tr("Scan an item or tap a product."))
        self.customer.label(self.tr("Customer"))
        self.clear.label("", self.tr("Clear the sale"))
        self.back.label("", self.tr("Back to the products"))
        self.hold.label(self.tr("Hold"))
        self.discount.label(self.tr("Discount"), self.tr("Discount on the sale"))
        self.order.label("", self.tr("Online order…"))
        self.pay.label(self.tr("Pay"))
        self.show_customer(self._buyer)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        low = self.height() < LOW and self.width() > 2 * SUMS_WIDTH
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(across if low else down)
        self._sums.setFixedWidth(SUMS_WIDTH if low else self.width())
        super().resizeEvent(event)
