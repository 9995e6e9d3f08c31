"""A message in the place of a list: there is nothing to show, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import paint
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.label import Picture, label

RADIUS = 12


class Message(QWidget):
    """An icon, a sentence, and perhaps one button."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.words = label(f"{name}_words", 15, tone="text-2")
        self.words.align(paint.CENTRE)
        self.words.setWordWrap(True)
        self.button = Button(f"{name}_action", OUTLINED)
        self._mark = Picture("info-circle", "text-3", 32, ground="surface-2", room=64)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addStretch()
        for part in (self._mark, self.words, self.button):
            side = Qt.AlignmentFlag.AlignHCenter if part is not self.words else Qt.AlignmentFlag(0)
            column.addWidget(part, 0, side)
        column.addStretch()
        self.button.clicked.connect(self.asked)

    def say(self, words: str, mark: str, action: str = "") -> None:
        """Say something; `action` is what the button says, where there is one."""
        self.words.setText(words)
        self._mark.show_icon(mark, "text-3")
        self.button.label(action)
        self.button.setVisible(bool(action))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), RADIUS, "surface", "border")
