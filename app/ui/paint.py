"""Painting in reading direction: start and end instead of left and right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.ui import font, theme

MARKS = 4
ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute
MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | ABSOLUTE | MIDDLE
RIGHT = Qt.AlignmentFlag.AlignRight | ABSOLUTE | MIDDLE
CENTRE = Qt.AlignmentFlag.AlignHCenter | MIDDLE


def start(rtl: bool) -> Qt.AlignmentFlag:
    """The side where reading starts."""
    return RIGHT if rtl else LEFT


def end(rtl: bool) -> Qt.AlignmentFlag:
    """The side where reading ends."""
    return LEFT if rtl else RIGHT


def is_rtl(widget: QWidget) -> bool:
    """Whether the widget reads from right to left."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def mirrored(rect: QRect, bounds: QRect, rtl: bool) -> QRect:
    """A rectangle that was laid out for left-to-right, in its bounds' direction."""
    if not rtl:
        return rect
    moved = QRect(rect)
    moved.moveLeft(bounds.left() + bounds.right() - rect.right())
    return moved


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    face: QFont,
    ink: str | QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text, shortened at its end where it has no room."""
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    word(painter, rect, shown, face, ink, align)


def word(
    painter: QPainter,
    rect: QRect,
    words: str,
    face: QFont,
    ink: str | QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text that is known to have room."""
    painter.setFont(face)
    painter.setPen(theme.color(ink) if isinstance(ink, str) else ink)
    # What stands in a rectangle as high as its letters keeps its marks above and below them.
    painter.drawText(rect.adjusted(0, -MARKS, 0, MARKS), align, words)


def box(
    painter: QPainter,
    rect: QRect,
    radius: float,
    fill: str | None,
    border: str | None = None,
    width: float = 1,
) -> None:
    """A rounded rectangle; its border lies inside."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color(fill) if fill else Qt.BrushStyle.NoBrush)
    half = width / 2 if border else 0
    painter.setPen(QPen(theme.color(border), width) if border else Qt.PenStyle.NoPen)
    inner = QRectF(rect).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, radius - half, radius - half)


def bubble(painter: QPainter, place: QRect, words: str, ground: str, ink: str) -> None:
    """A word in a pill that fills the place."""
    box(painter, place, place.height() / 2, ground)
    text(painter, place, words, font.font(12, font.BOLD), ink, CENTRE)


def dashed(painter: QPainter, y: float, left: float, right: float) -> None:
    """A dashed rule."""
    painter.setPen(QPen(theme.color("border-strong"), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
