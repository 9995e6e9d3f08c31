"""A panel: parts that belong together, on a card with a title."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import font, paint
from app.ui.widgets.label import label

RADIUS, EDGE = 12, 16


class Panel(QWidget):
    """A card on the page's ground; what stands in it is put into `column`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = label(f"{name}_title", 15, font.BOLD)
        self._note = label(f"{name}_note", 13, tone="text-2")
        self._note.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(EDGE, 14, EDGE, EDGE)
        self.column.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        self.column.addLayout(words)

    def label(self, title: str, note: str = "") -> None:
        """Set the title, and a sentence beneath it."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), RADIUS, "surface", "border")
