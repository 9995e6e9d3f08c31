"""A product's picture in a list: its drawing on its category's tint, else its initials."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter

from app.domain.text import is_rtl, words
from app.ui import figure, font, icon, paint

RADIUS = 7


class Pictured(Protocol):
    """What has a picture and names."""

    @property
    def name(self) -> str: ...
    @property
    def name_ar(self) -> str: ...
    @property
    def picture(self) -> str: ...
    @property
    def tint(self) -> str: ...


def draw(painter: QPainter, place: QRect, shown: Pictured) -> None:
    """Paint the picture into a square."""
    side, tint = place.width(), shown.tint or "c5"
    paint.box(painter, place, RADIUS, tint)
    size = QSize(side * 82 // 100, side * 76 // 100)
    ratio = painter.device().devicePixelRatio()
    drawn = icon.drawing(f"demo/pictures/{shown.picture}.svg", size, ratio)
    if shown.picture and not drawn.isNull():
        left = place.left() + (side - size.width()) // 2
        painter.drawPixmap(left, place.top() + (side - size.height()) // 2, drawn)
    else:
        face = font.font(side * 35 // 100, font.BOLD)
        paint.text(painter, place, initials(shown), face, f"{tint}f", paint.CENTRE)


def initials(shown: Pictured) -> str:
    """Two letters for what has no picture, in the window's language."""
    first, _ = figure.names(shown.name, shown.name_ar)
    found = [word for word in words(first) if len(word) > 1 and word.isalpha()]
    if not found:
        return "?"
    if len(found) == 1:
        return found[0][:2].upper()
    # A space keeps Arabic letters apart, which would join otherwise.
    return (" " if is_rtl(first) else "").join(word[0] for word in found[:2]).upper()
