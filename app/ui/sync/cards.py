"""The back ends beside each other, in rows; from the second row on they scroll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QScroller, QWidget

from app.services.backends import BackendCard
from app.ui.sync.card import LEAST, LEAST_LOW, LOW, TALL, SystemCard

GAP = 10


class Cards(QScrollArea):
    """Keeps a card for each back end."""

    key_asked = Signal(str)
    settings_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("backend_cards")
        self._cards: list[SystemCard] = []
        self._low = False
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_cards(
        self,
        cards: Sequence[BackendCard],
        labels: Mapping[str, str],
        now: datetime,
        *,
        syncing: bool,
    ) -> None:
        """Show these back ends."""
        while len(self._cards) > len(cards):
            gone = self._cards.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._cards) < len(cards):
            made = SystemCard()
            made.set_low(low=self._low)
            made.key_asked.connect(self.key_asked)
            made.settings_asked.connect(self.settings_asked)
            self._cards.append(made)
        for widget, card in zip(self._cards, cards, strict=True):
            name = card.backend.name
            widget.show_card(card, labels.get(name, name), now, syncing=syncing)
        self._measure()

    def set_low(self, *, low: bool) -> None:
        """Say less where there is little height."""
        self._low = low
        for card in self._cards:
            card.set_low(low=low)
        self._measure()

    def _measure(self) -> None:
        """Put the cards into rows; half a row more says that there is more."""
        tall, least = (LOW, LEAST_LOW) if self._low else (TALL, LEAST)
        columns = max(1, (self.width() + GAP) // (least + GAP))
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, *divmod(at, columns))
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 100 if column < len(self._cards) else 0)
        # What is left over stands at the end.
        self._grid.setColumnStretch(columns, 1)
        self.setFixedHeight(tall + (tall // 2 if len(self._cards) > columns else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
