"""What comes of the amount that is being entered: the change, what is missing, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import Money
from app.ui import figure, font, paint
from app.ui.widgets import tag
from app.ui.widgets.label import label
from app.ui.widgets.tag import Look

HIGH, LOW = 90, 70
LARGE, SMALL = 40, 30
EDGE, TOP, BOTTOM = 16, 6, 4
SENTENCE = 14


class ChangeBox(QWidget):
    """A large figure on a good or a warning ground, or a sentence on a bad one."""

    def __init__(self) -> None:
        super().__init__()
        self._look = tag.GOOD
        self._size = LARGE
        self.title = label("change_title", 13, font.SEMI_BOLD)
        self.symbol = label("change_currency", 15, font.SEMI_BOLD)
        self.figure = label("change", LARGE, font.BOLD)
        self.problem = label("tender_problem", SENTENCE, font.SEMI_BOLD)
        self.problem.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.figure)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, TOP, EDGE, BOTTOM)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addLayout(row)
        layout.addWidget(self.problem)
        # The list above keeps its place when there is nothing to say.
        keeping = self.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keeping)
        self.set_low(low=False)

    def set_low(self, *, low: bool) -> None:
        """Take less room in a low window."""
        self._size = SMALL if low else LARGE
        self.setFixedHeight(LOW if low else HIGH)
        self.symbol.setContentsMargins(0, 0, 0, 6 if low else 10)
        self._fit()

    def clear(self) -> None:
        """Nothing comes of it yet."""
        self.problem.setText("")
        self.setAccessibleName("")
        self.hide()

    def show_amount(self, title: str, amount: Money, look: Look) -> None:
        """Say what the amount is."""
        self.title.setText(title)
        self.symbol.setText(figure.symbol(amount.currency))
        self.figure.setText(figure.plain(amount))
        self.problem.setText("")
        self._fit()
        self._show(look, f"{title} {figure.money(amount)}")

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong."""
        self.problem.setText(sentence)
        self._fit()
        self._show(tag.BAD, sentence)

    def _show(self, look: Look, said: str) -> None:
        wrong = bool(self.problem.text())
        for words in (self.title, self.symbol, self.figure):
            words.setVisible(not wrong)
        self.problem.setVisible(wrong)
        self._look = look
        for words in (self.title, self.symbol, self.figure, self.problem):
            words.set_tone(look.ink)
        self.setVisible(True)
        self.update()
        if said != self.accessibleName():
            self.setAccessibleName(said)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _fit(self) -> None:
        room = self.width() - 2 * EDGE - self.symbol.sizeHint().width() - 8
        self.figure.setFont(font.fitting(self.figure.text(), self._size, font.BOLD, room))
        area = QRect(0, 0, self.width() - 2 * EDGE, self.height() - TOP - BOTTOM)
        sizes = range(SENTENCE, font.SMALLEST, -1)
        fits = (each for each in sizes if self._height_at(each, area) <= area.height())
        self.problem.setFont(font.font(next(fits, font.SMALLEST), font.SEMI_BOLD))

    def _height_at(self, pixels: int, area: QRect) -> int:
        metrics = font.metrics(pixels, font.SEMI_BOLD)
        return metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, self.problem.text()).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 12, self._look.ground)
