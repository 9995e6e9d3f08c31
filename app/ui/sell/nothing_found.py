"""What stands in the products' place when there are none: why, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.text import isolate
from app.ui import font, paint
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.label import Picture, label

WIDTH, RADIUS = 420, 12


class NothingFound(QWidget):
    """A card in the middle, with buttons that clear the search and add a product."""

    clear_asked = Signal()
    adding_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._title = label("nothing_found", 18, font.BOLD)
        self._hint = label("nothing_hint", 13, tone="text-3")
        self.clear = Button("clear_search", OUTLINED, icon="x")
        self.add = Button("add_product", OUTLINED, icon="plus")
        self.clear.clicked.connect(self.clear_asked)
        self.add.clicked.connect(self.adding_asked)
        self._lay_out()
        self._retranslate()

    def show_text(self, text: str) -> None:
        """Say that this was not found; that there is nothing at all for empty text."""
        self._text = text
        if text:
            words = self.tr("Nothing found for “{text}”.").format(text=isolate(text))
            self._hint.setText(self.tr("Check the spelling, or search by code."))
        else:
            words = self.tr("There are no products yet.")
            self._hint.setText(self.tr("Add the first one here."))
        self._title.setText(words)
        self.clear.setVisible(bool(text))

    def _lay_out(self) -> None:
        self._card = _Card()
        column = QVBoxLayout(self._card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(Picture("search", "text-3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._title, self._hint):
            words.align(paint.CENTRE)
            words.setWordWrap(True)
            column.addWidget(words)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.clear)
        buttons.addWidget(self.add)
        buttons.addStretch()
        column.addSpacing(8)
        column.addLayout(buttons)
        self._card.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(2)
        layout.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _retranslate(self) -> None:
        self.clear.label(self.tr("Clear search"))
        self.add.label(self.tr("Add product"))
        self.show_text(self._text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class _Card(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), RADIUS, "surface", "border")
