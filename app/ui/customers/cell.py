"""The columns of the list of customers, and how their cells are painted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.domain.text import isolate
from app.services.customers import CustomerRow
from app.ui import figure, font, icon, paint
from app.ui.customers import model
from app.ui.widgets.table import Column

MARK = 18

NAME = Column("name", 160, stretch=1)
PHONE = Column("phone", 168)
INVOICES = Column("invoices", 96, money=True)
LAST = Column("last", 124)
SYNC = Column("sync", 68, centred=True)
COLUMNS = (NAME, PHONE, INVOICES, LAST, SYNC)


class Cells:
    """Paints what a row says of a customer."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def paint(self, painter: QPainter, place: QRect, column: str, row: CustomerRow) -> None:
        """Paint one cell."""
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start = paint.start(rtl)
        plain = font.font(14)
        match column:
            case "name":
                said = isolate(row.customer.name)
                paint.text(painter, place, said, font.font(14, font.SEMI_BOLD), "text", start)
            case "phone":
                said = figure.number(row.customer.phone) if row.customer.phone else "–"
                paint.text(painter, place, said, plain, "text", start)
            case "invoices":
                said = figure.number(f"{row.invoices:,}")
                paint.word(painter, place, said, plain, "text-2", paint.RIGHT)
            case "last":
                said = model.last_sale(row, self._now())
                paint.word(painter, place, said, plain, "text-2", start)
            case "sync":
                state, middle = model.sync(row), place.center()
                ratio = painter.device().devicePixelRatio()
                drawn = icon.pixmap(state.mark, state.tone, MARK, ratio, rtl=rtl)
                painter.drawPixmap(middle.x() - MARK // 2, middle.y() - MARK // 2 + 1, drawn)
