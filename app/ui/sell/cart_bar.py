"""The cart in one line, where there is no room for it beside the products."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui import figure, font
from app.ui.sell.totals import Sums
from app.ui.widgets.button import OUTLINED, PRIMARY, Button
from app.ui.widgets.label import filled, label


class CartBar(QWidget):
    """How many lines, what they come to, and Pay; a tap opens the cart."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cart_bar")
        filled(self, "surface")
        self.setFixedHeight(68)
        self._lines = 0
        self._sums: Sums | None = None
        self.cart = Button("open_cart", OUTLINED, icon="shopping-cart")
        self.pay = Button("pay_from_bar", PRIMARY, icon="cash", key="F9")
        self._symbol = label("bar_currency", 15, font.SEMI_BOLD, "text-2")
        self._total = label("bar_total", 32, font.BOLD)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        row.addWidget(self.cart)
        row.addStretch()
        row.addWidget(self._symbol)
        row.addWidget(self._total)
        row.addWidget(self.pay)
        for button in (self.cart, self.pay):
            button.setFixedHeight(52)
        self.pay.setMinimumWidth(180)
        self.pay.face = font.font(18, font.BOLD)
        self.cart.clicked.connect(self.opened)
        self._retranslate()

    def show_sums(self, lines: int, sums: Sums) -> None:
        """Show what the cart comes to."""
        self._lines, self._sums = lines, sums
        due = sums.settlement.payable
        self._symbol.setText(figure.symbol(due.currency))
        self._total.setText(figure.plain(due))
        self.cart.label(self.tr("Cart · %n line(s)", "", lines))
        self.pay.setEnabled(lines > 0)

    def _retranslate(self) -> None:
        self.pay.label(self.tr("Pay"))
        if self._sums is not None:
            self.show_sums(self._lines, self._sums)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
