"""Rows of two lines of text, with an amount at their end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import font, icon, paint, theme
from app.ui.rows import ROW

HEIGHT = 60
EDGE, MARK = 16, 20


@dataclass(frozen=True, slots=True)
class TwoLines:
    """What a row says."""

    first: str
    second: str = ""
    amount: str = ""
    mark: str = ""


class TwoLineDelegate(QStyledItemDelegate):
    """Paints rows by what `said` says of them."""

    def __init__(self, parent: QListView, said: Callable[[Any], TwoLines]) -> None:
        super().__init__(parent)
        self._view, self._said = parent, said

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        said = self._said(index.data(ROW))
        area, rtl = option.rect, paint.is_rtl(self._view)
        chosen = index.row() == self._view.currentIndex().row()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        ground = "primary-soft" if chosen else "surface-2" if over else "surface"
        painter.fillRect(area, theme.color(ground))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("border"))
        if chosen:
            bar = QRect(area.left(), area.top(), 4, area.height() - 1)
            painter.fillRect(paint.mirrored(bar, area, rtl), theme.color("primary"))
        at = area.left() + EDGE
        if said.mark:
            spot = QRect(at, area.top() + (HEIGHT - MARK) // 2, MARK, MARK)
            ratio = self._view.devicePixelRatioF()
            drawn = icon.pixmap(said.mark, "text-2", MARK, ratio, rtl=rtl)
            painter.drawPixmap(paint.mirrored(spot, area, rtl).topLeft(), drawn)
            at += MARK + 12
        bold = font.font(16, font.BOLD)
        room = font.metrics(16, font.BOLD).horizontalAdvance(said.amount) + 2 if said.amount else 0
        place = QRect(area.right() - EDGE - room + 1, area.top(), room, HEIGHT)
        paint.text(
            painter, paint.mirrored(place, area, rtl), said.amount, bold, "text", paint.RIGHT
        )
        width = area.right() - EDGE - room - 10 - at
        lines = [(said.first, 8, 22, font.font(15, font.SEMI_BOLD), "text")]
        if said.second:
            lines.append((said.second, 31, 20, font.font(13), "text-3"))
        for words, top, height, face, ink in lines:
            down = top if said.second else (HEIGHT - height) // 2
            spot = paint.mirrored(QRect(at, area.top() + down, width, height), area, rtl)
            paint.text(painter, spot, words, face, ink, paint.start(rtl))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.box(painter, area.adjusted(2, 2, -2, -3), 6, None, "focus", 2)
        painter.restore()
