"""A table of many rows: a head, rows that are painted cell by cell, and a foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import font, paint, theme
from app.ui.rows import ROW
from app.ui.widgets.uniform_view import UniformView

HEAD, FOOT, ROW_HEIGHT = 38, 44, 44
EDGE, PADDING, RADIUS, SCROLL_BAR = 16, 10, 12, 10
PLAIN_ROW, PICTURE_ROW, ACTION_ROW = 44, 50, 60
# What of a table's width is no cell: its frame, its scroll bar, and the edges beyond the padding.
NO_CELLS = 2 + SCROLL_BAR + 2 * (EDGE - PADDING)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how wide it is at least, its share of what is left, and its side.

    Money and counts are `money`: right-aligned in both directions, so that points line up.
    """

    name: str
    width: int
    stretch: int = 0
    money: bool = False
    centred: bool = False
    at_end: bool = False

    def side(self, rtl: bool) -> Qt.AlignmentFlag:
        """Where its words stand."""
        if self.centred:
            return paint.CENTRE
        if self.at_end:
            return paint.end(rtl)
        return paint.RIGHT if self.money else paint.start(rtl)


def places(columns: Sequence[Column], area: QRect, *, rtl: bool) -> list[QRect]:
    """Where the cells of a row are, without their padding."""
    inner = area.adjusted(EDGE - PADDING, 0, PADDING - EDGE, 0)
    spare = max(0, inner.width() - sum(column.width for column in columns))
    shares = sum(column.stretch for column in columns) or 1
    found, at = [], inner.left()
    for column in columns:
        width = column.width + spare * column.stretch // shares
        cell = QRect(at + PADDING, area.top(), width - 2 * PADDING, area.height())
        found.append(paint.mirrored(cell, area, rtl))
        at += width
    return found


class RowDelegate(QStyledItemDelegate):
    """Paints a row: its ground, its line and its cells; a row on its way is a grey bar a cell."""

    def __init__(
        self, table: Table, cell: Callable[[QPainter, QRect, str, Any], None], height: int
    ) -> None:
        super().__init__(table)
        self._table, self._cell, self._height = table, cell, height

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, self._height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area, view = option.rect, self._table.view
        rtl = paint.is_rtl(view)
        chosen = index.row() == view.currentIndex().row()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "primary-soft" if chosen else "surface-2" if over else "surface"
        painter.save()
        painter.setLayoutDirection(view.layoutDirection())
        painter.fillRect(area, theme.color(ground))
        edge = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(edge, theme.color("border"))
        if chosen:
            bar = QRect(area.left(), area.top(), 4, area.height() - 1)
            painter.fillRect(paint.mirrored(bar, area, rtl), theme.color("primary"))
        row = index.data(ROW)
        columns = self._table.columns
        for column, place in zip(columns, places(columns, area, rtl=rtl), strict=True):
            if row is None:
                bar = QRect(place.left(), place.center().y() - 6, place.width() * 2 // 3, 12)
                paint.box(painter, paint.mirrored(bar, place, rtl), 6, "surface-3")
            else:
                self._cell(painter, place, column.name, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.box(painter, area.adjusted(2, 2, -2, -3), 6, None, "focus", 2)
        painter.restore()


class _Head(QWidget):
    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self.setFixedHeight(HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        table, rtl = self._table, paint.is_rtl(self)
        area = self.rect().adjusted(0, 0, -SCROLL_BAR, 0)
        area = paint.mirrored(area, self.rect(), rtl)
        with QPainter(self) as painter:
            shape = QPainterPath()
            shape.addRoundedRect(self.rect().adjusted(1, 1, -1, RADIUS), RADIUS - 1, RADIUS - 1)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(shape, theme.color("surface-2"))
            painter.fillRect(0, HEAD - 1, self.width(), 1, theme.color("border"))
            cells = places(table.columns, area, rtl=rtl)
            for column, title, place in zip(table.columns, table.titles, cells, strict=True):
                face = font.font(13, font.SEMI_BOLD)
                paint.text(painter, place, title, face, "text-2", column.side(rtl))


class Table(QWidget):
    """A framed list in columns. `cell(painter, place, column name, row)` paints one cell."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        cell: Callable[[QPainter, QRect, str, Any], None],
        *,
        height: int = PLAIN_ROW,
    ) -> None:
        super().__init__()
        self.columns: Sequence[Column] = columns
        self.titles: Sequence[str] = [""] * len(columns)
        self._head = _Head(self)
        self.view = UniformView(name, height=height)
        self.view.setItemDelegate(RowDelegate(self, cell, height))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(EDGE, 0, EDGE, 0)
        self.foot.setSpacing(16)
        self._bottom = QWidget()
        self._bottom.setFixedHeight(FOOT)
        self._bottom.setLayout(self.foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._bottom)
        self._bottom.hide()

    def set_titles(self, titles: Sequence[str]) -> None:
        """Set the words of the head."""
        self.titles = titles
        self._head.update()

    def set_columns(self, columns: Sequence[Column], titles: Sequence[str]) -> None:
        """Show other columns, as in a narrow window."""
        self.columns, self.titles = columns, titles
        self._head.update()
        self.view.viewport().update()

    def show_foot(self, *, shown: bool = True) -> None:
        """Show the foot; what stands in it is put into `foot`."""
        self._bottom.setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), RADIUS, "surface", "border")
            if self._bottom.isVisible():
                tall = self._bottom.geometry().adjusted(0, 0, 0, 0)
                painter.fillRect(tall.adjusted(RADIUS, 0, -RADIUS, 0), theme.color("surface-2"))
                low = tall.adjusted(0, -RADIUS, 0, 0)
                painter.setClipRect(tall)
                paint.box(painter, low, RADIUS - 1, "surface-2")
                painter.fillRect(tall.left(), tall.top(), tall.width(), 1, theme.color("border"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._head.update()
        super().changeEvent(event)
