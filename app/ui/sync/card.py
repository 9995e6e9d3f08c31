"""A back end on a card: which it is, how it stands, and what can be done about it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.backend import BackendSettings
from app.domain.text import isolate
from app.services.backends import BackendCard
from app.ui import figure, font, moment, paint
from app.ui.invoices.term import Term
from app.ui.sync import trait, words
from app.ui.sync.emblem import Emblem
from app.ui.widgets.button import DANGER, Button
from app.ui.widgets.label import OneLine, Picture, label
from app.ui.widgets.progress import Bar
from app.ui.widgets.tag import Tag

TALL, LOW = 168, 88
LEAST, LEAST_LOW, MOST = 224, 300, 330
_USUAL = BackendSettings()


class SystemCard(QWidget):
    """Asks for a new key, or for its settings, where somebody must act."""

    key_asked = Signal(str)
    settings_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._card: BackendCard | None = None
        self._state = Term("", "cloud-up")
        self._low = False
        self.emblem = Emblem()
        self.name = label("backend_name", 16, font.BOLD, made=OneLine())
        self.sandbox = Tag("backend_sandbox")
        self.about = label("backend_about", 12, tone="text-3", made=OneLine())
        self.mark = Picture("cloud-up", "text-2", 16)
        self.state = label("backend_state", 13, font.SEMI_BOLD, made=OneLine())
        self.last = label("backend_last", 12, tone="text-3", made=OneLine())
        self.orders = label("backend_orders", 12, tone="text-2", made=OneLine())
        self.caption = label("backend_left_caption", 12, tone="text-2")
        self.count = label("backend_left", 12, font.SEMI_BOLD, "text-2")
        self.bar = Bar("backend_left_bar")
        self.action = Button("backend_action", DANGER, icon="key")
        self.action.face = font.font(14, font.SEMI_BOLD)
        self.action.padding = 8
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(LEAST)
        self.setMaximumWidth(MOST)
        self._lay_out()
        self.action.clicked.connect(self._act)

    def show_card(self, card: BackendCard, title: str, now: datetime, *, syncing: bool) -> None:
        """Show this back end, as it stands now."""
        self._card = card
        self._state = said = words.state(card, now, syncing=syncing)
        self.setObjectName(f"backend_{card.backend.name}")
        self.emblem.show_kind(card.backend.kind)
        self.name.setText(isolate(title))
        self.about.setText(trait.about(card))
        trait.mark_sandbox(self.sandbox, card)
        self.mark.show_icon(said.mark, said.tone)
        self.state.setText(said.words)
        served = card.state.served_at
        last = self.tr("Last sync {time}") if served else ""
        self.last.setText(last.format(time=moment.short(served, now)) if served else "")
        self.orders.setText(words.orders(card, now))
        self._show_left(card, now)
        self._show_action(card)
        spoken = (
            isolate(title),
            self.sandbox.text(),
            trait.part(card),
            said.words,
            self.orders.text(),
        )
        self.setAccessibleName(", ".join(filter(None, spoken)))
        self.setAccessibleDescription(trait.can_not(card))
        self.setToolTip(trait.can_not(card))
        self._share()
        self.update()

    def set_low(self, *, low: bool) -> None:
        """Say less where there is little height."""
        if low != self._low:
            self._low = low
            self._share()

    def backend(self) -> str:
        """The name of the back end."""
        return self._card.backend.name if self._card else ""

    def _act(self) -> None:
        problem = self._card.state.problem if self._card else ""
        asked = self.key_asked if problem in words.KEY_PROBLEMS else self.settings_asked
        asked.emit(self.backend())

    def _show_left(self, card: BackendCard, now: datetime) -> None:
        left = requests_left(card, now)
        self.bar.setVisible(left is not None)
        if left is None:
            self.caption.setText(self.tr("Waiting"))
            self.count.setText(figure.number(f"{card.waiting:,}"))
            return
        most = int(card.backend.settings.requests_per_window)
        self.caption.setText(self.tr("Requests left"))
        self.count.setText(figure.number(f"{left:,} / {most:,}"))
        self.bar.setRange(0, most)
        self.bar.setValue(left)
        self.bar.setAccessibleName(self.caption.text())

    def _show_action(self, card: BackendCard) -> None:
        is_key = card.state.problem in words.KEY_PROBLEMS
        self.action.icon_name = "key" if is_key else "settings"
        key = self.tr("Enter a new key")
        if card.backend.settings.user:
            key = self.tr("Enter a new password")
        said = key if is_key else self.tr("Open its settings")
        self.action.label("" if self._low else said, said)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        named = QHBoxLayout()
        named.setSpacing(6)
        named.addWidget(self.name)
        named.addWidget(self.sandbox)
        named.addStretch(1)
        names.addLayout(named)
        names.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.emblem)
        top.addLayout(names, 1)
        stands = QHBoxLayout()
        stands.setSpacing(6)
        stands.addWidget(self.mark)
        stands.addWidget(self.state, 1)
        left = QHBoxLayout()
        left.addWidget(self.caption)
        left.addStretch()
        left.addWidget(self.count)
        self._left = QWidget()
        below = QVBoxLayout(self._left)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(5)
        below.addLayout(left)
        below.addWidget(self.bar)
        inner = QVBoxLayout()
        inner.setSpacing(2)
        inner.addLayout(top)
        inner.addSpacing(4)
        inner.addLayout(stands)
        inner.addWidget(self.last)
        inner.addWidget(self.orders)
        inner.addStretch()
        inner.addWidget(self._left)
        self._beneath = QVBoxLayout()
        inner.addLayout(self._beneath)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 10, 10, 12)
        self._row.setSpacing(8)
        self._row.addLayout(inner, 1)

    def _share(self) -> None:
        """Give each part its room: beneath each other, or the button beside the rest."""
        is_bad = bool(self._card and self._card.state.paused)
        self.setFixedHeight(LOW if self._low else TALL)
        self.setMaximumWidth(2 * MOST if self._low else MOST)
        self.last.setVisible(not self._low)
        has_room = not self._low and not is_bad
        self.orders.setVisible(has_room and bool(self.orders.text()))
        self._left.setVisible(has_room)
        place: QHBoxLayout | QVBoxLayout = self._row if self._low else self._beneath
        place.addWidget(self.action)
        self.action.setVisible(is_bad)
        if self._card is not None:
            self._show_action(self._card)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        is_bad = bool(self._card and self._card.state.paused)
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 12, "surface", "danger" if is_bad else "border")


def requests_left(card: BackendCard, now: datetime) -> int | None:
    """How many requests may still go now; None where nobody has set how many may."""
    settings, state = card.backend.settings, card.state
    if settings.requests_per_window == _USUAL.requests_per_window or state.tokens is None:
        return None
    passed = (now - state.tokens_at).total_seconds() if state.tokens_at else 0.0
    rate = settings.requests_per_window / settings.window_seconds
    back = rate * Decimal(max(0, int(passed)))
    return int(min(settings.requests_per_window, state.tokens + back))
