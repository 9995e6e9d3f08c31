"""One fact about a completed sale: an icon, what it says, and a note at its end."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui import font, paint
from app.ui.widgets.label import Picture, label

HIGH, LOW = 40, 32
EDGE = 12  # between the ground of a fact that must be seen and its icon


class Fact(QWidget):
    """A line of the panel; one that must be seen stands on an amber ground."""

    def __init__(self, name: str, *, note: str = "") -> None:
        """`note` names the note."""
        super().__init__()
        self._is_amber = False
        self._icon = Picture("circle-check", "success", 20)
        self._words = label(name, 15)
        self._note = label(note or f"{name}_note", 13, tone="text-3")
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._note)
        self.set_low(low=False)

    def set_low(self, *, low: bool) -> None:
        """Take less room in a low window."""
        self.setFixedHeight(LOW if low else HIGH)

    def say(self, words: str, icon: str, tone: str, *, note: str = "", amber: bool = False) -> None:
        """Say how it is; empty words hide it."""
        self._words.setText(words)
        self._note.setText(note)
        self._icon.show_icon(icon, tone)
        self._words.set_tone("on-warning-soft" if amber else "text")
        self._words.setFont(font.font(15, font.SEMI_BOLD if amber else font.REGULAR))
        self._is_amber = amber
        self.setVisible(bool(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_amber:
            with QPainter(self) as painter:
                paint.box(painter, self.rect(), 8, "warning-soft", "warning")
