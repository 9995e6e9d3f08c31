"""The columns of the stock list, and how their cells are painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.domain.stock import State
from app.services.stock import StockRow
from app.ui import figure, font, icon, paint, thumbnail
from app.ui.stock import words
from app.ui.widgets import tag
from app.ui.widgets.table import PICTURE_ROW, Column

PICTURE = 34

PRODUCT = Column("product", 200, 1)
BARCODE = Column("barcode", 140)
ON_HAND = Column("on_hand", 118, money=True)
REORDER = Column("reorder", 104, money=True)
STATE = Column("state", 112)
COLUMNS = (PRODUCT, BARCODE, ON_HAND, REORDER, STATE)
WITHOUT_BARCODE = (PRODUCT, ON_HAND, REORDER, STATE)


def draw(painter: QPainter, place: QRect, column: str, row: StockRow) -> None:
    """One cell of the list."""
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if column == PRODUCT.name:
        _product(painter, place, row, rtl=rtl)
    elif column == BARCODE.name:
        said = figure.number(row.barcode) if row.barcode else "–"
        paint.text(painter, place, said, font.font(14), "text-2", paint.start(rtl))
    elif column == ON_HAND.name:
        said = figure.quantity(row.on_hand, row.unit)
        face = font.fitting(said, 16, font.BOLD, place.width())
        paint.text(painter, place, said, face, "text", paint.RIGHT)
    elif column == REORDER.name:
        level = row.reorder_level
        said = "–" if level is None else figure.quantity(level, row.unit)
        face = font.fitting(said, 14, font.REGULAR, place.width())
        paint.text(painter, place, said, face, "text-2", paint.RIGHT)
    else:
        _state(painter, place, row.state, rtl=rtl)


def _product(painter: QPainter, place: QRect, row: StockRow, *, rtl: bool) -> None:
    spot = QRect(place.left(), place.top() + (PICTURE_ROW - PICTURE) // 2, PICTURE, PICTURE)
    thumbnail.draw(painter, paint.mirrored(spot, place, rtl), row)
    first, second = figure.names(row.name, row.name_ar)
    at, width = place.left() + PICTURE + 10, place.width() - PICTURE - 10
    top = place.top() + (7 if second else 15)
    above = paint.mirrored(QRect(at, top, width, 19), place, rtl)
    below = paint.mirrored(QRect(at, top + 19, width, 17), place, rtl)
    align = paint.start(rtl)
    paint.text(painter, above, first, font.font(14, font.SEMI_BOLD), "text", align)
    paint.text(painter, below, second, font.font(12), "text-3", align)


def _state(painter: QPainter, place: QRect, state: State, *, rtl: bool) -> None:
    said = words.state(state)
    if state is State.OK:
        spot = QRect(place.left(), place.top() + (PICTURE_ROW - 16) // 2, 16, 16)
        drawn = icon.pixmap("check", "success", 16, painter.device().devicePixelRatio())
        painter.drawPixmap(paint.mirrored(spot, place, rtl).topLeft(), drawn)
        rest = paint.mirrored(place.adjusted(21, 0, 0, 0), place, rtl)
        paint.text(painter, rest, said, font.font(13), "text-2", paint.start(rtl))
        return
    look, mark = (tag.WARNING, "alert-triangle") if state is State.LOW else (tag.BAD, "circle-x")
    spot = QRect(place.left(), place.top() + (PICTURE_ROW - tag.HEIGHT) // 2, place.width(), 22)
    tag.draw(painter, spot, said, look, mark)
