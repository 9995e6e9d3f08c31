"""The key list: each key as it stands on the keyboard, and what it does; two columns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import figure, font, keymap, paint

ROW, GAP, EDGE, CAP_HEIGHT, CAP_EDGE = 32, 24, 8, 22, 8


class KeyList(QWidget):
    """Painted as a whole; a screen reader reads it as one text.

    With the focus on it, arrow keys scroll what it lies in.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._rows: list[tuple[str, str]] = []
        self._write()

    def sizeHint(self) -> QSize:
        return QSize(660, ROW * self._half() + 2 * EDGE)

    def minimumSizeHint(self) -> QSize:
        return QSize(520, ROW * self._half() + 2 * EDGE)

    def _half(self) -> int:
        return (len(self._rows) + 1) // 2

    def _write(self) -> None:
        self._rows = keymap.told()
        self.setAccessibleName(self.tr("Key list"))
        self.setAccessibleDescription("; ".join(f"{keys}: {words}" for keys, words in self._rows))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        width = (self.width() - 2 * EDGE - GAP) // 2
        small = font.metrics(12, font.SEMI_BOLD)
        room = max((small.horizontalAdvance(keys) for keys, _ in self._rows), default=0)
        with QPainter(self) as painter:
            if self.hasFocus():
                paint.box(painter, self.rect(), 8, None, "focus", 2)
            for at, (keys, words) in enumerate(self._rows):
                column, row = divmod(at, self._half())
                left, top = EDGE + column * (width + GAP), EDGE + row * ROW
                place = QRect(left, top, width, ROW)
                self._paint_row(painter, place, keys, words, room + 2 * CAP_EDGE)

    def _paint_row(self, painter: QPainter, place: QRect, keys: str, words: str, room: int) -> None:
        rtl, area = paint.is_rtl(self), self.rect()
        face = font.font(12, font.SEMI_BOLD)
        wide = font.metrics(12, font.SEMI_BOLD).horizontalAdvance(keys) + 2 * CAP_EDGE
        cap = QRect(place.left(), place.top() + (ROW - CAP_HEIGHT) // 2, max(28, wide), CAP_HEIGHT)
        cap = paint.mirrored(cap, area, rtl)
        paint.box(painter, cap, 4, "surface-2", "border")
        paint.text(painter, cap, figure.number(keys), face, "text-2", paint.CENTRE)
        text = QRect(place.left() + room + 12, place.top(), place.width() - room - 12, ROW)
        spot = paint.mirrored(text, area, rtl)
        paint.text(painter, spot, words, font.font(14), "text", paint.start(rtl))
