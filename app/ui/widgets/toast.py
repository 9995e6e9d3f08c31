"""A toast: it happened, there is nothing to decide."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import font, icon, paint

SHOWN_MS = 4_000
HEIGHT, MARGIN, MAX_WIDTH = 56, 16, 560


class Tone(Enum):
    """How good the news is; bar colour and icon."""

    GOOD = ("success", "circle-check")
    WARNING = ("warning", "alert-triangle")
    BAD = ("danger", "alert-triangle")


class Toast(QWidget):
    """One message at the foot of a page, over whatever covers the page; a new one replaces it."""

    def __init__(self, parent: QWidget, page: QWidget) -> None:
        super().__init__(parent)
        self._under = page
        self.setObjectName("toast")
        self.text = ""
        self._tone = Tone.GOOD
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        page.installEventFilter(self)
        self.hide()

    def tell(self, text: str, tone: Tone) -> None:
        """Show a message."""
        self.text, self._tone = text, tone
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._timer.start()

    def close_now(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        around = self._under.geometry()
        face = font.metrics(15, font.MEDIUM)
        width = min(MAX_WIDTH, face.horizontalAdvance(self.text) + 76, around.width() - 2 * MARGIN)
        top = around.top() + around.height() - HEIGHT - MARGIN
        spot = QRect(around.left() + MARGIN, top, width, HEIGHT)
        self.setGeometry(paint.mirrored(spot, around, paint.is_rtl(self)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._under:
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour, mark = self._tone.value
        rtl, area = paint.is_rtl(self), self.rect()
        with QPainter(self) as painter:
            paint.box(painter, area, 8, "surface", "border-strong")
            bar = paint.mirrored(QRect(6, 8, 5, HEIGHT - 16), area, rtl)
            paint.box(painter, bar, 2.5, colour)
            place = paint.mirrored(QRect(22, 18, 20, 20), area, rtl)
            drawn = icon.pixmap(mark, colour, 20, self.devicePixelRatioF(), rtl=rtl)
            painter.drawPixmap(place.topLeft(), drawn)
            words = paint.mirrored(area.adjusted(54, 0, -16, 0), area, rtl)
            face = font.font(15, font.MEDIUM)
            paint.text(painter, words, self.text, face, "text", paint.start(rtl))
