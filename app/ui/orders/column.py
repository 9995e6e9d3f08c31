"""One column of the board: its head with a count, and its cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.order import Order
from app.domain.order_flow import Stage
from app.ui import figure, font, paint
from app.ui.orders import words
from app.ui.orders.card_view import CardView
from app.ui.widgets import tag
from app.ui.widgets.label import OneLine, label
from app.ui.widgets.tag import Look, Tag

RADIUS, PADDING, GAP, HEAD, DOT = 12, 10, 10, 32, 10
NARROW = 320  # px
_COUNT = Look("surface", "text-2")
_DOTS = {Stage.NEW: "info", Stage.READY: "warning", Stage.DONE: "success"}


class Dot(QWidget):
    """The colour of a stage."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(DOT, DOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), DOT / 2, self._token)


class Column(QWidget):
    """A stage's orders; `invite` shows that what is dragged may be dropped here."""

    def __init__(self, stage: Stage, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName(f"orders_{stage}")
        self.stage = stage
        self._invites = False
        self._called_off = 0
        self.title = label(f"orders_{stage}_title", 16, font.BOLD, made=OneLine())
        self.count = Tag(f"orders_{stage}_count")
        self.off = Tag(f"orders_{stage}_off")
        self.view = CardView(f"orders_{stage}_cards", now)
        self.nothing = label(f"orders_{stage}_nothing", 14, tone="text-2")
        self._lay_out()

    def show_orders(
        self, orders: Sequence[Order], titles: Mapping[str, str], count: int, called_off: int
    ) -> None:
        """Show these of so many orders; `called_off` are those that nobody will get."""
        self.view.show_orders(orders, titles)
        self._stack.setCurrentIndex(1 if orders else 0)
        self.count.show_words(figure.number(f"{count:,}"), _COUNT)
        self._called_off = called_off
        self._show_off()

    def name(self, title: str) -> None:
        """Say what stands here."""
        self.title.setText(title)
        self.view.setAccessibleName(title)
        self.nothing.setText(words.nothing(self.stage))
        self._show_off()

    def invite(self, *, invites: bool) -> None:
        """Show, or no more, that a card may be dropped here."""
        if invites != self._invites:
            self._invites = invites
            self.update()

    def _show_off(self) -> None:
        """Say how many nobody will get: in words where there is room."""
        count = self._called_off
        said = self.tr("%n cancelled", "", count) if count else ""
        if count and self.width() < NARROW:
            self.off.show_words(figure.number(count), tag.BAD, "circle-x")
        else:
            self.off.show_words(said, tag.BAD)
        self.off.setToolTip(said)
        self.off.setAccessibleName(said)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addSpacing(6)
        head.addWidget(Dot(_DOTS[self.stage]))
        head.addSpacing(10)
        head.addWidget(self.title)
        head.addSpacing(10)
        head.addWidget(self.count)
        head.addSpacing(6)
        head.addWidget(self.off)
        head.addStretch(1)
        top = QWidget()
        top.setFixedHeight(HEAD)
        top.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        self.title.setMinimumHeight(HEAD)  # marks above Arabic letters want room
        self.nothing.align(paint.CENTRE)
        self.nothing.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.view)
        inner = QVBoxLayout()
        inner.setSpacing(GAP)
        inner.addWidget(top)
        inner.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, PADDING, 0, PADDING)
        row.setSpacing(0)
        row.addSpacing(PADDING)
        row.addLayout(inner, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_off()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = "primary" if self._invites else None
        with QPainter(self) as painter:
            paint.box(painter, QRect(self.rect()), RADIUS, "surface-3", edge, 2)
