"""Ink: what was painted as text, where and how; learned from the one place that paints text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.ui import paint, theme
from app.ui.painted import Painted


@dataclass(frozen=True, slots=True)
class Ink:
    """A line of text that a widget painted into a rectangle; `shown` is what there was room for."""

    widget: QWidget
    words: str
    shown: str
    rect: QRect
    face: QFont
    colour: QColor
    align: Qt.AlignmentFlag
    opacity: float

    def is_cut(self) -> bool:
        """Whether there was no room for all of it."""
        wide = QFontMetrics(self.face).horizontalAdvance(self.shown)
        return self.shown != self.words or wide > self.rect.width() + 1

    def strokes(self) -> QRect:
        """Where its strokes are, in the widget's own coordinates."""
        return strokes(self.shown, self.face, self.rect, self.align)


@contextmanager
def recorded() -> Iterator[list[Ink]]:
    """Note all text that is painted meanwhile."""
    inks: list[Ink] = []
    asked: list[str] = []
    shown_on: list[tuple[QWidget, QPoint]] = []  # what a picture is painted for, and where
    text, word, draw = paint.text, paint.word, Painted.draw

    def noted_text(
        painter: QPainter,
        rect: QRect,
        words: str,
        face: QFont,
        ink: str | QColor,
        align: Qt.AlignmentFlag = paint.LEFT,
    ) -> None:
        asked.append(words)
        text(painter, rect, words, face, ink, align)
        asked.pop()

    def noted_word(
        painter: QPainter,
        rect: QRect,
        words: str,
        face: QFont,
        ink: str | QColor,
        align: Qt.AlignmentFlag = paint.LEFT,
    ) -> None:
        word(painter, rect, words, face, ink, align)
        device = painter.device()
        widget, at = shown_on[-1] if shown_on else (device, QPoint())
        if isinstance(widget, QWidget) and words:
            colour = theme.color(ink) if isinstance(ink, str) else ink
            place = painter.transform().mapRect(rect).translated(at)
            wanted = asked[-1] if asked else words
            inks.append(Ink(widget, wanted, words, place, face, colour, align, painter.opacity()))

    def noted_draw(
        painted: Painted,
        painter: QPainter,
        area: QRect,
        said: Hashable,
        to_paint: Callable[[QPainter, QRect], None],
        *,
        on: QWidget,
    ) -> None:
        draw(painted, painter, area, said, to_paint, on=on)
        widget = painter.device()
        if isinstance(widget, QWidget):
            # What is shown may have been painted long ago; painted anew, its words are noted.
            shown_on.append((widget, painter.transform().map(area.topLeft())))
            scrap = QPixmap(area.size())
            with QPainter(scrap) as again:
                again.setLayoutDirection(on.layoutDirection())
                to_paint(again, QRect(QPoint(), area.size()))
            shown_on.pop()

    paint.text, paint.word = noted_text, noted_word
    Painted.draw = noted_draw  # type: ignore[assignment, method-assign]
    try:
        yield inks
    finally:
        paint.text, paint.word = text, word
        Painted.draw = draw  # type: ignore[method-assign]


def strokes(text: str, face: QFont, rect: QRect, align: Qt.AlignmentFlag) -> QRect:
    """Where the strokes of a line of text are, when it is painted into a rectangle."""
    tight, box = _measures(text, face.toString())
    if align & Qt.AlignmentFlag.AlignHCenter:
        left = rect.left() + (rect.width() - box.width()) // 2
    elif align & Qt.AlignmentFlag.AlignRight:
        left = rect.right() + 1 - box.width()
    else:
        left = rect.left()
    if align & Qt.AlignmentFlag.AlignTop:
        top = rect.top()
    elif align & Qt.AlignmentFlag.AlignBottom:
        top = rect.bottom() + 1 - box.height()
    else:
        top = rect.top() + (rect.height() - box.height()) // 2
    return tight.translated(QPoint(left, top))


@lru_cache(maxsize=20_000)
def _measures(text: str, font: str) -> tuple[QRect, QRect]:
    """The strokes of a text from its box's corner, and its box."""
    face = QFont()
    face.fromString(font)
    metrics = QFontMetrics(face)
    tight = metrics.tightBoundingRect(text).translated(0, metrics.ascent())
    return tight, QRect(0, 0, metrics.horizontalAdvance(text), metrics.height())
