"""Tags: a word and an icon on a soft ground, in a state's colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import font, icon, paint

HEIGHT, PADDING, ICON, GAP = 22, 8, 14, 5


@dataclass(frozen=True, slots=True)
class Look:
    """Tokens of a tag: its ground and its ink."""

    ground: str
    ink: str


GOOD = Look("success-soft", "on-success-soft")
WARNING = Look("warning-soft", "on-warning-soft")
BAD = Look("danger-soft", "on-danger-soft")
INFO = Look("info-soft", "on-info-soft")
SOFT = Look("primary-soft", "on-primary-soft")
PLAIN = Look("surface-3", "text-2")


def width(words: str, mark: str = "") -> int:
    """How wide a tag is."""
    room = font.metrics(12, font.SEMI_BOLD).horizontalAdvance(words) + 2 + 2 * PADDING
    return room + (ICON + GAP if mark else 0)


def draw(painter: QPainter, place: QRect, words: str, look: Look, mark: str = "") -> None:
    """Paint a tag into a place of its height, at the place's start; too long words are cut."""
    device = painter.device()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    body = QRect(place.left(), place.top(), min(width(words, mark), place.width()), HEIGHT)
    body = paint.mirrored(body, place, rtl)
    paint.box(painter, body, HEIGHT / 2, look.ground)
    at = PADDING
    if mark:
        spot = QRect(body.left() + at, body.top() + 4, ICON, ICON)
        drawn = icon.pixmap(mark, look.ink, ICON, device.devicePixelRatio(), rtl=rtl)
        painter.drawPixmap(paint.mirrored(spot, body, rtl).topLeft(), drawn)
        at += ICON + GAP
    text = QRect(body.left() + at, body.top(), body.width() - at - PADDING + 2, HEIGHT)
    face = font.font(12, font.SEMI_BOLD)
    paint.text(painter, paint.mirrored(text, body, rtl), words, face, look.ink, paint.start(rtl))


class Tag(QWidget):
    """A tag that stands alone."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._words, self._look, self._mark = "", PLAIN, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str, look: Look, mark: str = "") -> None:
        """Say something in a state's colours; empty words hide the tag."""
        self._words, self._look, self._mark = words, look, mark
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What it says."""
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(width(self._words, self._mark), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setLayoutDirection(self.layoutDirection())
            draw(painter, self.rect(), self._words, self._look, self._mark)
