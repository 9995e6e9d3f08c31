"""Why an order is called off: reasons in both languages, for the customer reads one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout

from app.ui import font, paint
from app.ui.widgets.one_of import ARROWS, OneOf

HEIGHT, EDGE, RING, DOT, GAP = 46, 12, 22, 10, 12


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as it is shown and, in the customer's language, told; `own`: words of one's own."""

    name: str
    en: str
    ar: str
    own: bool = False


REASONS = (
    Reason("out_of_stock", "Out of stock", "نفدت الكمية"),
    Reason("customer_asked", "Customer asked to cancel", "بطلب من العميل"),
    Reason("not_picked_up", "Not picked up in time", "لم يُستلم في الوقت المحدد"),
    Reason("shop_closed", "Shop is closed", "المتجر مغلق"),
    Reason("other", "Other", "سبب آخر", own=True),
)


def told(reason: Reason, words: str, *, arabic: bool) -> str:
    """What the customer reads; empty where words of one's own are still missing."""
    words = " ".join(words.split())
    if reason.own:
        return words
    first = reason.ar if arabic else reason.en
    return f"{first}: {words}" if words else first


class ReasonButton(QAbstractButton):
    """A row with a ring at its start that says whether it is on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        words = font.metrics(15, font.SEMI_BOLD).horizontalAdvance(self.text()) + 2
        return QSize(words + RING + GAP + 2 * EDGE, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()  # a button of Qt's would move the focus; the list does it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        on, area, rtl = self.isChecked(), self.rect(), paint.is_rtl(self)
        over = self.underMouse() and not on
        ground = "primary-soft" if on else "surface-3" if self.isDown() else "surface-2"
        with QPainter(self) as painter:
            if on or over or self.isDown():
                paint.box(painter, area, 8, ground)
            ring = QRect(EDGE, (HEIGHT - RING) // 2, RING, RING)
            ring = paint.mirrored(ring, area, rtl)
            edge = "primary" if on else "border-strong"
            paint.box(painter, ring, RING / 2, "surface", edge, 2)
            if on:
                inset = (RING - DOT) // 2
                dot = ring.adjusted(inset, inset, -inset, -inset)
                paint.box(painter, dot, DOT / 2, "primary")
            at = EDGE + RING + GAP
            words = paint.mirrored(QRect(at, 0, area.width() - at - EDGE, HEIGHT), area, rtl)
            face = font.font(15, font.SEMI_BOLD if on else font.REGULAR)
            paint.text(painter, words, self.text(), face, "text", paint.start(rtl))
            if self.hasFocus():
                paint.box(painter, area.adjusted(2, 2, -2, -2), 7, None, "focus", 2)


class Reasons(OneOf):
    """The reasons beneath each other."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._buttons = [ReasonButton(f"reason_{each.name}") for each in REASONS]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for button in self._buttons:
            column.addWidget(button)
        self._offer([*self._buttons])

    def label(self, words: Sequence[str]) -> None:
        """Set the words of all reasons."""
        for button, text in zip(self._buttons, words, strict=True):
            button.setText(text)
            button.setAccessibleName(text)

    def reason(self) -> Reason:
        """The one that is on."""
        return REASONS[max(0, self.current())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        wanted = self.current() + steps.get(Qt.Key(event.key()), 0)
        if Qt.Key(event.key()) not in steps:
            super().keyPressEvent(event)
        elif 0 <= wanted < len(self._buttons):
            self._buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)
            self._choose(wanted)
