"""The lines of a file that were refused, and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.domain.text import isolate
from app.ui import figure, font, paint
from app.ui.widgets.table import Column

COLUMNS = (Column("line", 88, money=True), Column("reason", 300, 1))


@dataclass(frozen=True, slots=True)
class Refused:
    """A line of the file, and what was wrong with it."""

    line: int
    reason: str


def name(row: Refused) -> str:
    """What a screen reader says of it."""
    return f"{figure.number(row.line)} {row.reason}"


def cell(painter: QPainter, place: QRect, column: str, row: Refused) -> None:
    """Paint a cell; reasons stand as the import tells them everywhere."""
    if column == "line":
        paint.text(painter, place, figure.number(row.line), font.font(14), "text-2", paint.RIGHT)
        return
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    paint.text(painter, place, isolate(row.reason), font.font(14), "text", paint.start(rtl))
