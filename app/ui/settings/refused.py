"""The lines of a file that were refused, and why."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.services.product_import import RefusedRow
from app.ui import figure, font, paint, sentence
from app.ui.widgets.table import Column

COLUMNS = (Column("line", 88, money=True), Column("reason", 300, 1))


def reason(row: RefusedRow) -> str:
    """What was wrong with it, in the window's language."""
    return sentence.of_code(row.code, row.reason)


def name(row: RefusedRow) -> str:
    """What a screen reader says of it."""
    return f"{figure.number(row.line)} {reason(row)}"


def cell(painter: QPainter, place: QRect, column: str, row: RefusedRow) -> None:
    """Paint a cell."""
    if column == "line":
        paint.text(painter, place, figure.number(row.line), font.font(14), "text-2", paint.RIGHT)
        return
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    paint.text(painter, place, reason(row), font.font(14), "text", paint.start(rtl))
