"""Progress: what is being done, how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.ui import figure, font, paint
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.label import label

THICK = 8


class Bar(QProgressBar):
    """A track that fills from the side where reading starts."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, THICK)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, THICK)

    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.rect()
        done = round(area.width() * self.value() / max(1, self.maximum()))
        with QPainter(self) as painter:
            paint.box(painter, area, THICK / 2, "surface-3")
            if done:
                filled = QRect(area.left(), area.top(), max(done, THICK), area.height())
                paint.box(
                    painter, paint.mirrored(filled, area, paint.is_rtl(self)), THICK / 2, "primary"
                )


class Progress(QWidget):
    """Hidden while nothing is being done."""

    cancelled = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._words = label(f"{name}_words", 13, font.SEMI_BOLD, "text-2")
        self._count = label(f"{name}_count", 13, tone="text-3")
        self.bar = Bar(f"{name}_bar")
        self.cancel = Button(f"{name}_cancel", OUTLINED)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._words, 1)
        line.addWidget(self._count)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addStretch()
        column.addLayout(line)
        column.addWidget(self.bar)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.cancel)
        self.cancel.clicked.connect(self._cancel)
        self._say()
        self.hide()

    def begin(self, words: str) -> None:
        """Say what is being done from now on."""
        self._words.setText(words)
        self._count.setText("")
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        self.cancel.setEnabled(True)
        self.show()

    def show_done(self, done: int, total: int) -> None:
        """Show how far it is."""
        share = min(100, 100 * done // max(1, total))
        self.bar.setValue(share)
        self._count.setText(figure.number(f"{share}%"))

    def end(self) -> None:
        """It is over."""
        self.hide()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancelled.emit()

    def _say(self) -> None:
        self.cancel.label(self.tr("Stop"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)
