"""The payments of a sale: those that were taken, and the one being entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.payment import Method
from app.ui import font, icon, paint
from app.ui.tender import method as methods
from app.ui.widgets.button import GHOST, GRAVE, OUTLINED, Button
from app.ui.widgets.label import label

HIGH, LOW = 64, 56
GAP, MARK, EDGE = 12, 24, 12


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card says of a payment: `brief` is the detail where room is scarce.

    One that is `fixed` has no button to take it away.
    """

    method: Method
    detail: str
    amount: str
    brief: str = ""
    fixed: bool = False


class PaymentCard(QWidget):
    """One payment with a button that takes it away; it asks in its own place where it must."""

    removed = Signal()
    kept = Signal()
    dropped = Signal()

    def __init__(self, name: str, *, entered: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._entered = entered
        self._shown = Shown(Method.CASH, "", "")
        self._asks = False
        self.remove = Button(f"{name}_remove", GHOST, icon="x")
        self.keep = Button(f"{name}_keep", OUTLINED)
        self.drop = Button(f"{name}_drop", GRAVE)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addStretch()
        for button in (self.keep, self.drop, self.remove):
            button.padding = 12
            row.addWidget(button)
        self.remove.clicked.connect(self.removed)
        self.keep.clicked.connect(self.kept)
        self.drop.clicked.connect(self.dropped)
        self.setFixedHeight(HIGH)
        self._write()

    def show_payment(self, shown: Shown, *, asks: bool = False) -> None:
        """Show a payment; `asks` whether it is to be taken away."""
        self._shown = shown
        self.setAccessibleName(f"{methods.name(shown.method)} {shown.amount}, {shown.detail}")
        self.remove.setVisible(not shown.fixed and not asks)
        self.keep.setVisible(asks)
        self.drop.setVisible(asks)
        if asks and not self._asks:
            self.keep.setFocus()
        self._asks = asks
        self._write()
        self.update()

    def _write(self) -> None:
        name = methods.name(self._shown.method)
        self.remove.label("", self.tr("Remove {payment}").format(payment=name))
        self.keep.label(self.tr("Keep"))
        self.drop.label(self.tr("Remove"))

    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.rect()
        ground, border = ("primary-soft", "primary") if self._entered else ("surface-2", "border")
        with QPainter(self) as painter:
            paint.box(painter, area, 10, ground, "danger" if self._asks else border)
            words = area.adjusted(EDGE, 0, -self._room_of_buttons(), 0)
            if self._asks:
                self._text(painter, words, self.tr("Remove?"), font.font(15, font.SEMI_BOLD))
            else:
                self._payment(painter, words)

    def _payment(self, painter: QPainter, words: QRect) -> None:
        shown, rtl = self._shown, paint.is_rtl(self)
        mark, ink = methods.ICONS[shown.method], "primary" if self._entered else "text-3"
        drawn = icon.pixmap(mark, ink, MARK, self.devicePixelRatioF(), rtl=rtl)
        spot = QRect(words.left(), (self.height() - MARK) // 2, MARK, MARK)
        painter.drawPixmap(paint.mirrored(spot, self.rect(), rtl).topLeft(), drawn)
        words = words.adjusted(MARK + 12, 0, 0, 0)
        bold = font.font(18, font.BOLD)
        wide = font.metrics(18, font.BOLD).horizontalAdvance(shown.amount) + 2
        amount = QRect(words.right() - wide + 1, 0, wide, self.height())
        self._text(painter, amount, shown.amount, bold)
        words = words.adjusted(0, 0, -wide - 8, 0)
        middle = self.height() // 2
        first = QRect(words.left(), middle - 21 if shown.detail else middle - 11, words.width(), 22)
        self._text(painter, first, methods.name(shown.method), font.font(15, font.SEMI_BOLD))
        second = QRect(words.left(), middle + 1, words.width(), 18)
        fits = font.metrics(12).horizontalAdvance(shown.detail) <= second.width()
        detail = shown.detail if fits else shown.brief or shown.detail
        self._text(painter, second, detail, font.font(12), "text-3")

    def _text(
        self, painter: QPainter, place: QRect, words: str, face: QFont, ink: str = "text"
    ) -> None:
        rtl = paint.is_rtl(self)
        spot = paint.mirrored(place, self.rect(), rtl)
        paint.text(painter, spot, words, face, ink, paint.start(rtl))

    def _room_of_buttons(self) -> int:
        if self._asks:
            return self.keep.sizeHint().width() + self.drop.sizeHint().width() + 24
        return 60 if not self._shown.fixed else EDGE

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)


class PaymentList(QScrollArea):
    """The cards, the newest lowest, and what is left before the last."""

    remove_asked = Signal(int)
    kept = Signal()
    dropped = Signal(int)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("payments")
        self.entered = PaymentCard("payment_entered", entered=True)
        self._cards: list[PaymentCard] = []
        self._height = HIGH
        self._left_words = label("left_title", 13, tone="text-2")
        self._left = label("left", 13, font.SEMI_BOLD)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        left = QHBoxLayout()
        left.setContentsMargins(2, 0, 2, 0)
        left.addWidget(self._left_words, 1)
        left.addWidget(self._left)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._rows)
        column.addWidget(self.entered)
        column.addLayout(left)
        column.addStretch()
        self._column = column
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.entered.removed.connect(self.cleared)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, most: bar.setValue(most))

    def show_payments(
        self, taken: Sequence[Shown], entered: Shown, left: tuple[str, str], *, asked: int | None
    ) -> None:
        """Show them; `asked` is the place of the one that is perhaps to be taken away."""
        while len(self._cards) < len(taken):
            self._add_card()
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(taken))
            if at < len(taken):
                card.show_payment(taken[at], asks=at == asked)
        self.entered.show_payment(entered)
        words, amount = left
        self._left_words.setText(words)
        self._left.setText(amount)
        for each in (self._left_words, self._left):
            each.setVisible(bool(taken))

    def set_low(self, *, low: bool) -> None:
        """Take less room in a low window."""
        self._height = LOW if low else HIGH
        gap = 8 if low else GAP
        self._rows.setSpacing(gap)
        self._column.setSpacing(gap)
        for card in (*self._cards, self.entered):
            card.setFixedHeight(self._height)

    def _add_card(self) -> None:
        place = len(self._cards)
        card = PaymentCard(f"payment_{place}")
        card.setFixedHeight(self._height)
        card.removed.connect(lambda: self.remove_asked.emit(place))
        card.kept.connect(self.kept)
        card.dropped.connect(lambda: self.dropped.emit(place))
        self._rows.addWidget(card)
        last = self._cards[-1].drop if self._cards else self.entered.remove
        for one, next_ in pairwise((last, card.remove, card.keep, card.drop)):
            QWidget.setTabOrder(one, next_)
        self._cards.append(card)
