"""Two totals side by side: what the cart comes to, and what an online shop asks for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import Money
from app.domain.order import Order
from app.domain.text import isolate
from app.ui import figure, font, paint
from app.ui.widgets.label import OneLine, label

RADIUS = 12


class Figure(QWidget):
    """A caption and a large amount on a box; a strong one is what is paid."""

    def __init__(self, name: str, *, strong: bool = False) -> None:
        super().__init__()
        self.setObjectName(f"{name}_box")
        self._strong = strong
        ink = "on-primary-soft" if strong else "text-2"
        self.caption = label(f"{name}_caption", 13, font.SEMI_BOLD, ink, made=OneLine())
        self.amount = label(name, 24, font.BOLD, "on-primary-soft" if strong else "text")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(2)
        column.addWidget(self.caption)
        column.addWidget(self.amount)

    def say(self, caption: str, amount: str) -> None:
        """Say what comes to how much."""
        self.caption.setText(caption)
        self.amount.setText(figure.alone(amount))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ground = "primary-soft" if self._strong else "surface-2"
            paint.box(painter, self.rect(), RADIUS, ground, None if self._strong else "border")


class TwoTotals(QWidget):
    """Says what the difference is made of, as far as the online shop tells it."""

    def __init__(self) -> None:
        super().__init__()
        self._order: Order | None = None
        self._ours: Money | None = None
        self._shop = ""
        self.ours = Figure("online_order_ours")
        self.theirs = Figure("online_order_theirs", strong=True)
        self.words = label("online_order_difference", 15)
        self.words.setWordWrap(True)
        boxes = QHBoxLayout()
        boxes.setSpacing(12)
        boxes.addWidget(self.ours, 1)
        boxes.addWidget(self.theirs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(boxes)
        column.addWidget(self.words)

    def show_order(self, order: Order, ours: Money, shop: str) -> None:
        """Show what the shop asks for an order, beside what the cart came to."""
        self._order, self._ours, self._shop = order, ours, shop
        self._write()

    def _write(self) -> None:
        order, ours, shop = self._order, self._ours, isolate(self._shop)
        if order is None or ours is None:
            return
        asked = figure.money(order.total) if order.total is not None else "–"
        self.ours.say(self.tr("Your cart"), figure.money(ours))
        self.theirs.say(shop, asked)
        self.words.setText(" ".join(filter(None, self._sentences(order, ours, shop))))

    def _sentences(self, order: Order, ours: Money, shop: str) -> list[str]:
        total = order.total
        if total is None:
            return [self.tr("{shop} has not told what it asks for it yet.").format(shop=shop)]
        if total == ours:
            return [self.tr("Both come to the same.")]
        pays = self.tr("The customer pays what {shop} asks.").format(shop=shop)
        if total.currency != ours.currency:
            return [pays]
        return [self._added(order, shop), self._goods(order, total, ours, shop), pays]

    def _added(self, order: Order, shop: str) -> str:
        tax = figure.money(order.tax) if order.tax else ""
        delivery = figure.money(order.shipping) if order.shipping else ""
        if tax and delivery:
            said = self.tr("{shop} adds tax of {tax} and delivery of {delivery}.")
        elif tax:
            said = self.tr("{shop} adds tax of {tax}.")
        elif delivery:
            said = self.tr("{shop} adds delivery of {delivery}.")
        else:
            return ""
        return said.format(shop=shop, tax=tax, delivery=delivery)

    def _goods(self, order: Order, total: Money, ours: Money, shop: str) -> str:
        goods = total
        for added in (order.tax, order.shipping):
            goods = goods - added if added is not None else goods
        if goods == ours:
            return ""
        said = self.tr("The goods come to {amount} there.")
        return said.format(amount=figure.money(goods), shop=shop)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
