"""The cells of the list of invoices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.domain.text import isolate
from app.services.invoices import InvoiceRow
from app.ui import figure, font, icon, paint
from app.ui.invoices import model, term
from app.ui.widgets import tag
from app.ui.widgets.table import Column

MARK, GAP = 18, 7
MORE_FOR_NAMES = 50  # than the least, before anything else is shown
NUMBER = Column("number", 100)
TIME, DAY = Column("time", 64), Column("time", 124)
CUSTOMER = Column("customer", 80, stretch=1)
CASHIER = Column("cashier", 88)
METHOD = Column("method", 128)
TOTAL = Column("total", 100, money=True)
STATUS = Column("status", 120)
SYNC = Column("sync", 60, centred=True)


def columns(width: int, *, days: bool) -> list[Column]:
    """What a table of this width has room for; `days`: not all of its rows are of today."""
    shown = [NUMBER, DAY if days else TIME, CUSTOMER, CASHIER, METHOD, TOTAL, STATUS, SYNC]
    for column in (CASHIER, METHOD):
        if sum(each.width for each in shown) + MORE_FOR_NAMES > width:
            shown.remove(column)
    return shown


class Cells:
    """Paints what a row says of an invoice."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def paint(self, painter: QPainter, place: QRect, column: str, row: InvoiceRow) -> None:
        """Paint one cell."""
        start = paint.start(painter.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        bold, plain = font.font(14, font.SEMI_BOLD), font.font(14)
        match column:
            case "number":
                paint.text(painter, place, figure.number(row.number), bold, "text", start)
            case "time":
                words = model.when(row, self._now())
                paint.word(painter, place, words, plain, "text-2", start)
            case "customer":
                paint.text(painter, place, model.customer(row), plain, "text", start)
            case "cashier":
                paint.text(painter, place, isolate(row.cashier), plain, "text-2", start)
            case "method":
                self._method(painter, place, row)
            case "total":
                # Rather beyond its column than cut.
                amount = figure.plain(model.total(row))
                paint.word(painter, place, amount, bold, "text", paint.RIGHT)
            case "status":
                said = term.status(row.status)
                spot = QRect(place.left(), place.center().y() - 10, place.width(), tag.HEIGHT)
                tag.draw(painter, spot, said.words, said.look, said.mark)
            case "sync":
                self._sync(painter, place, row)

    def _method(self, painter: QPainter, place: QRect, row: InvoiceRow) -> None:
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        said = term.methods(row.methods)
        spot = QRect(place.left(), place.center().y() - MARK // 2 + 1, MARK, MARK)
        _mark(painter, paint.mirrored(spot, place, rtl), said.mark, "text-2")
        rest = paint.mirrored(place.adjusted(MARK + GAP, 0, 0, 0), place, rtl)
        paint.text(painter, rest, said.words, font.font(14), "text-2", paint.start(rtl))

    def _sync(self, painter: QPainter, place: QRect, row: InvoiceRow) -> None:
        said = term.sync(row.sync)
        middle = place.center()
        spot = QRect(middle.x() - MARK // 2, middle.y() - MARK // 2 + 1, MARK, MARK)
        _mark(painter, spot, said.mark, said.tone)


def _mark(painter: QPainter, place: QRect, name: str, tone: str) -> None:
    ratio = painter.device().devicePixelRatio()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.drawPixmap(place.topLeft(), icon.pixmap(name, tone, place.width(), ratio, rtl=rtl))
