"""A menu: a list that hangs from a control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import font, icon, paint
from app.ui.listed import Listed
from app.ui.rows import ROW
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.uniform_view import UniformView

ROW_HEIGHT, EDGE, GAP, DOT, ICON = 44, 14, 10, 10, 18
FRAME, BELOW, MARGIN = 7, 6, 8
LEAST = 180


@dataclass(frozen=True, slots=True)
class MenuItem:
    """Words, perhaps after a dot in a token's colour; one may be chosen already."""

    words: str
    dot: str = ""
    is_chosen: bool = False


class Menu(Overlay):
    """Covers the window without dimming it; Esc, or a tap beside the list, leaves it."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._anchor: QWidget = parent
        self.rows: Listed[MenuItem] = Listed(lambda item: item.words)
        self.view = UniformView(f"{name}_items", height=ROW_HEIGHT)
        self.view.setItemDelegate(_ItemDelegate(self.view))
        self.view.setModel(self.rows)
        column = self.layout()
        if column is not None:
            column.removeWidget(self.card)  # it hangs where it is put
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(FRAME, FRAME, FRAME, FRAME)
        inner.addWidget(self.view)
        self.view.clicked.connect(self._choose)
        self.view.entered_by_key.connect(self._choose)
        self.refused.connect(self.close_card)

    def open_at(self, anchor: QWidget, title: str, items: Sequence[MenuItem]) -> None:
        """Show these items beneath a control; `title` is what screen readers call them."""
        self._anchor = anchor
        self.view.setAccessibleName(title)
        self.rows.show(items)
        self.open()
        self._place()
        self.view.setFocus()
        at = next((row for row, item in enumerate(items) if item.is_chosen), 0)
        self.view.make_current(at)

    def _place(self) -> None:
        anchor, under = self._anchor, self._under
        corner = anchor.mapTo(under, anchor.rect().topLeft())
        face = font.metrics(15, font.SEMI_BOLD)
        words = [self.rows.row(row).words for row in range(self.rows.rowCount())]
        widest = max((face.horizontalAdvance(each) for each in words), default=0)
        width = max(LEAST, widest + DOT + ICON + 2 * (EDGE + GAP + FRAME) + 2)
        width = min(width, under.width() - 2 * MARGIN)
        room = max(ROW_HEIGHT, under.height() - corner.y() - anchor.height() - BELOW - MARGIN)
        height = min(len(words) * ROW_HEIGHT + 2 * FRAME, room)
        left = corner.x() if paint.is_rtl(self) else corner.x() + anchor.width() - width
        left = min(max(left, MARGIN), under.width() - width - MARGIN)
        self.card.setGeometry(left, corner.y() + anchor.height() + BELOW, width, height)

    def _choose(self, index: QModelIndex) -> None:
        if self.isVisible() and index.isValid():
            self.close_card()
            self.chosen.emit(index.row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.refused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The screen beneath stays as bright as it is."""


class _ItemDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(LEAST, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item: MenuItem = index.data(ROW)
        view, area, state = option.widget, option.rect, option.state
        rtl = paint.is_rtl(view)
        at_hand = isinstance(view, QListView) and index.row() == view.currentIndex().row()
        over = at_hand or bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if item.is_chosen or over:
            paint.box(painter, area, 8, "primary-soft" if item.is_chosen else "surface-2")
        left = area.left() + EDGE
        if item.dot:
            spot = QRect(left, area.top() + (ROW_HEIGHT - DOT) // 2, DOT, DOT)
            paint.box(painter, paint.mirrored(spot, area, rtl), DOT / 2, item.dot)
        left += DOT + GAP
        words = QRect(left, area.top(), area.right() - EDGE - ICON - GAP - left, ROW_HEIGHT)
        words = paint.mirrored(words, area, rtl)
        face = font.font(15, font.SEMI_BOLD if item.is_chosen else font.MEDIUM)
        ink = "on-primary-soft" if item.is_chosen else "text"
        paint.text(painter, words, item.words, face, ink, paint.start(rtl))
        if item.is_chosen:
            top = area.top() + (ROW_HEIGHT - ICON) // 2
            spot = QRect(area.right() + 1 - EDGE - ICON, top, ICON, ICON)
            drawn = icon.pixmap("check", ink, ICON, view.devicePixelRatioF(), rtl=rtl)
            painter.drawPixmap(paint.mirrored(spot, area, rtl).topLeft(), drawn)
        if state & QStyle.StateFlag.State_HasFocus:
            paint.box(painter, area.adjusted(1, 1, -1, -1), 8, None, "focus", 2)
        painter.restore()
