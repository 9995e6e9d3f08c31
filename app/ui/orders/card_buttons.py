"""The buttons of one card: what brings an order on and what calls it off, or why it is stuck."""

from __future__ import annotations

import textwrap
from itertools import pairwise

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.order import Order
from app.domain.order_flow import Stage
from app.domain.text import isolate
from app.ui import font, paint
from app.ui.orders import card, words
from app.ui.orders.model import Act
from app.ui.widgets.button import OUTLINED, PRIMARY, SOFT, Button
from app.ui.widgets.label import label
from app.ui.widgets.one_of import ARROWS

GAP = 8
LONG, LONG_NARROW = 80, 60  # signs of a message that have room


class CardButton(Button):
    """A button on a card; arrow keys are the list's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Refused(QWidget):
    """Why a change was not taken; what can be done about it stands on another page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("order_refused")
        self.words = label("order_refused_words", 13, font.MEDIUM, "on-danger-soft")
        self.words.setWordWrap(True)
        self.look = CardButton("", OUTLINED)
        self.look.face, self.look.padding = font.font(14, font.SEMI_BOLD), 12
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(10, 8, 8, 8)
        self._row.setSpacing(6)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.look)

    def say(self, message: str, *, roomy: bool) -> None:
        """Say this, as far as there is room; all of it is in the order itself."""
        way = QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        bare = message.strip("\u2068\u2069")
        short = textwrap.shorten(bare, LONG if roomy else LONG_NARROW, placeholder="…")
        self.words.setText(isolate(short) if bare != message else short)
        self.words.setToolTip(message)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, "danger-soft")


class CardButtons(QObject):
    """Buttons that are lent to one card after the other."""

    acted = Signal(int, object)
    problems_asked = Signal()

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._order_id = 0
        self._acts: tuple[Act | None, Act | None] = (None, None)
        self.next = CardButton("", PRIMARY)
        self.cancel = CardButton("", OUTLINED)
        self.refused = Refused(viewport)
        for at, button in enumerate((self.next, self.cancel)):
            button.setParent(viewport)
            button.clicked.connect(lambda _=False, at=at: self._act(at))
        self.refused.look.clicked.connect(self.problems_asked)
        self.hide()

    def show_order(self, order: Order, place: QRect, *, is_current: bool) -> None:
        """Stand in this place of an order's card; Tab comes by only if it is the current one."""
        self._order_id, self._acts = order.id, card.acts(order)
        roomy = place.width() >= card.ROOMY
        is_refused = place.height() > card.BUTTON
        self.next.setObjectName(f"order_{order.id}_next")
        self.cancel.setObjectName(f"order_{order.id}_cancel")
        self.refused.look.setObjectName(f"order_{order.id}_look")
        policy = Qt.FocusPolicy.TabFocus if is_current else Qt.FocusPolicy.NoFocus
        for button in (self.next, self.cancel, self.refused.look):
            button.setFocusPolicy(policy)
        if is_refused and order.sending is not None:
            self.refused.look.label(self.tr("Look"), self._of(self.tr("Look"), order))
            self.refused.say(words.refusal(order.sending), roomy=roomy)
            self.refused.setGeometry(place)
        else:
            self._show_acts(order, place, roomy=roomy)
        self.refused.setVisible(is_refused)
        for button, act in zip((self.next, self.cancel), self._acts, strict=True):
            button.setVisible(act is not None and not is_refused)

    def hide(self) -> None:
        """Stand nowhere, under no name that a card elsewhere may have."""
        for part in (self.next, self.cancel, self.refused):
            part.hide()
        for button in (self.next, self.cancel, self.refused.look):
            button.setObjectName("")

    def follow(self, view: QWidget) -> None:
        """Come after the list for whoever goes on by Tab."""
        for before, after in pairwise((view, self.next, self.cancel, self.refused.look)):
            QWidget.setTabOrder(before, after)

    def has_focus(self) -> bool:
        """Whether keys go to one of them."""
        return any(each.hasFocus() for each in (self.next, self.cancel, self.refused.look))

    def _show_acts(self, order: Order, place: QRect, *, roomy: bool) -> None:
        ahead, ends = self._acts
        face = font.font(15 if roomy else 14, font.SEMI_BOLD)
        for button, act in zip((self.next, self.cancel), self._acts, strict=True):
            if act is not None:
                said = words.act(act)
                button.face, button.padding = face, 12 if roomy else 8
                button.label(said, self._of(said, order))
        self.next.kind = PRIMARY if order.stage is Stage.NEW else SOFT
        self.next.icon_name = words.mark(ahead) if ahead is not None and roomy else ""
        wide = self.cancel.sizeHint().width() if ends is not None else 0
        if ahead is None:
            wide = place.width()
        size = QSize(place.width() - wide - (GAP if wide else 0), place.height())
        rtl = paint.is_rtl(self.next)
        first = QRect(place.topLeft(), size)
        last = QRect(place.right() - wide + 1, place.top(), wide, place.height())
        self.next.setGeometry(paint.mirrored(first, place, rtl))
        self.cancel.setGeometry(paint.mirrored(last, place, rtl))

    def _of(self, said: str, order: Order) -> str:
        return f"{said}, {words.number(order)}"

    def _act(self, at: int) -> None:
        act = self._acts[at]
        if act is not None:
            self.acted.emit(self._order_id, act)
