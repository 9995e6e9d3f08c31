"""A remark: one sentence on a soft ground that says how something went."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui import font, paint
from app.ui.widgets import tag
from app.ui.widgets.label import Picture, label
from app.ui.widgets.tag import Look

_MARKS = {tag.GOOD: "circle-check", tag.BAD: "alert-triangle", tag.WARNING: "alert-triangle"}


class Remark(QWidget):
    """Stays until something else is said; empty words hide it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._look = tag.PLAIN
        self._words = label(f"{name}_words", 13, font.MEDIUM)
        self._words.setWordWrap(True)
        self._mark = Picture("info-circle", "text-2", 20)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str, look: Look = tag.PLAIN) -> None:
        """Say something in a state's colours."""
        self._look = look
        self._words.setText(words)
        self._words.setProperty("tone", look.ink)
        self._words.style().polish(self._words)
        self._mark.show_icon(_MARKS.get(look, "info-circle"), look.ink)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.update()

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, self._look.ground)
