"""The key list: each key as it stands on the keyboard, and what it does; two columns.

What has no room in one line goes on in the next.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import figure, font, keymap, paint

ROW, LINE, TEXT, GAP, EDGE, CAP_HEIGHT, CAP_EDGE = 32, 20, 14, 24, 8, 22, 8
CAP_GAP = 12
USUAL, NARROW = 660, 520  # px that it is wide

Row = tuple[str, list[str]]  # the keys, and the lines that say what they do


class KeyList(QWidget):
    """Painted as a whole; a screen reader reads it as one text.

    With the focus on it, arrow keys scroll what it lies in.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._rows: list[tuple[str, str]] = []
        self._write()

    def sizeHint(self) -> QSize:
        return QSize(USUAL, self.heightForWidth(USUAL))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROW, ROW * self._half() + 2 * EDGE)

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(self._beside_cap(width))
        return max(sum(map(_height, rows)) for rows in columns) + 2 * EDGE

    def _half(self) -> int:
        return (len(self._rows) + 1) // 2

    def _columns(self, room: int) -> list[list[Row]]:
        """The rows of both columns, where words have so much room."""
        rows = [(keys, _lines(words, room)) for keys, words in self._rows]
        return [rows[: self._half()], rows[self._half() :]]

    def _cap(self) -> int:
        """How wide the widest key is."""
        small = font.metrics(12, font.SEMI_BOLD)
        return max(small.horizontalAdvance(keys) for keys, _ in self._rows) + 2 * CAP_EDGE

    def _beside_cap(self, width: int) -> int:
        """How much room words have in a list of this width."""
        return (width - 2 * EDGE - GAP) // 2 - self._cap() - CAP_GAP

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
        with QPainter(self) as painter:
            if self.hasFocus():
                paint.box(painter, self.rect(), 8, None, "focus", 2)
            for at, rows in enumerate(self._columns(self._beside_cap(self.width()))):
                left, top = EDGE + at * (width + GAP), EDGE
                for row in rows:
                    self._paint_row(painter, QRect(left, top, width, ROW), row)
                    top += _height(row)

    def _paint_row(self, painter: QPainter, place: QRect, row: Row) -> None:
        """A row; `place` is that of its first line."""
        rtl, area, (keys, lines) = paint.is_rtl(self), self.rect(), row
        face = font.font(12, font.SEMI_BOLD)
        wide = font.metrics(12, font.SEMI_BOLD).horizontalAdvance(keys) + 2 * CAP_EDGE
        cap = QRect(place.left(), place.top() + (ROW - CAP_HEIGHT) // 2, max(28, wide), CAP_HEIGHT)
        cap = paint.mirrored(cap, area, rtl)
        paint.box(painter, cap, 4, "surface-2", "border")
        paint.text(painter, cap, figure.number(keys), face, "text-2", paint.CENTRE)
        text = paint.mirrored(place.adjusted(self._cap() + CAP_GAP, 0, 0, 0), area, rtl)
        for line in lines:
            paint.text(painter, text, line, font.font(TEXT), "text", paint.start(rtl))
            text.translate(0, LINE)


def _height(row: Row) -> int:
    _, lines = row
    return ROW + LINE * (len(lines) - 1)


def _lines(words: str, room: int) -> list[str]:
    """The words in lines that have room."""
    first, *rest = words.split(" ")
    lines = [first]
    for word in rest:
        longer = f"{lines[-1]} {word}"
        if font.metrics(TEXT).horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
