"""The lines of the cart: a list whose selected line opens its stepper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.cart import CartLine
from app.domain.figure import amount
from app.domain.number import plain
from app.domain.text import isolate
from app.ui import figure, font, paint, theme, viewport
from app.ui.painted import Painted
from app.ui.rows import ROW, Index
from app.ui.sell.line_tools import EDGE, LineTools
from app.ui.sell.model import LineRow
from app.ui.widgets import tag

HEIGHT, OPEN_HEIGHT = 55, 111
PIXELS_KEPT = 1_000_000  # some screens of lines


class LineDelegate(QStyledItemDelegate):
    """Paints the lines; the current one is taller and marked at its start."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._painted = Painted("surface", pixels=PIXELS_KEPT)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        current = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        return QSize(100, OPEN_HEIGHT if current else HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown: LineRow = index.data(ROW)
        view, area = option.widget, option.rect
        chosen = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        row = partial(self._row, shown, chosen)
        self._painted.draw(painter, area, (shown, chosen), row, on=view)
        if chosen and view.hasFocus():
            paint.box(painter, area.adjusted(2, 2, -2, -3), 6, None, "focus", 2)

    def _row(self, shown: LineRow, chosen: bool, painter: QPainter, area: QRect) -> None:
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if chosen:
            painter.fillRect(area, theme.color("primary-soft"))
            bar = QRect(area.left(), area.top(), 4, area.height() - 1)
            painter.fillRect(paint.mirrored(bar, area, rtl), theme.color("primary"))
        border = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(border, theme.color("border"))
        self._first_row(painter, area, shown, chosen, rtl)

    def _first_row(
        self, painter: QPainter, area: QRect, shown: LineRow, chosen: bool, rtl: bool
    ) -> None:
        row = QRect(area.left() + EDGE, area.top(), area.width() - 2 * EDGE, HEIGHT - 1)
        count = figure.quantity(shown.line.quantity, shown.line.unit)
        wide = max(46, font.metrics(14, font.BOLD).horizontalAdvance(count) + 8)
        chip = paint.mirrored(QRect(row.left(), row.top() + 12, wide, 30), row, rtl)
        paint.box(
            painter, chip, 6, "surface" if chosen else "surface-3", "border" if chosen else None
        )
        paint.text(painter, chip, count, font.font(14, font.BOLD), "text", paint.CENTRE)
        room = self._amounts(painter, row, shown, rtl)
        left = row.left() + wide + 10
        width = row.right() - room - 10 - left
        name, _ = figure.names(shown.line.name, shown.line.name_ar)
        place = paint.mirrored(QRect(left, row.top() + 7, width, 21), row, rtl)
        face = font.font(15, font.SEMI_BOLD)
        paint.text(painter, place, name, face, "text", paint.start(rtl))
        self._terms(painter, QRect(left, row.top() + 28, width, 20), row, shown)

    def _amounts(self, painter: QPainter, row: QRect, shown: LineRow, rtl: bool) -> int:
        """What the line comes to, and what it would without its discount; how wide that is."""
        total = figure.plain(shown.amount)
        room = max(62, font.metrics(16, font.BOLD).horizontalAdvance(total) + 2)
        amount = QRect(row.right() - room + 1, row.top(), room, row.height())
        amount = paint.mirrored(amount, row, rtl)
        # A column of money is right-aligned in both directions, so that its points line up.
        if shown.amount != shown.subtotal:
            above = amount.adjusted(0, 6, 0, -30)
            before = figure.plain(shown.subtotal)
            paint.text(painter, above, before, font.font(12, struck=True), "text-3", paint.RIGHT)
            amount = amount.adjusted(0, 22, 0, -6)
        paint.text(painter, amount, total, font.font(16, font.BOLD), "text", paint.RIGHT)
        return room

    def _terms(self, painter: QPainter, place: QRect, row: QRect, shown: LineRow) -> None:
        """The line beneath the name: price, and what is special about it."""
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = place.left()
        for words, face, ink in _prices(shown):
            wide = QFontMetrics(face).horizontalAdvance(words) + 1
            spot = QRect(at, place.top(), min(wide, place.right() - at), place.height())
            spot = paint.mirrored(spot, row, rtl)
            paint.text(painter, spot, words, face, ink, paint.start(rtl))
            at += wide + 6
        for words, look, mark in _marks(shown):
            if at + 40 < place.right():
                wide = min(tag.width(words, mark), place.right() - at)
                spot = paint.mirrored(QRect(at, place.top() - 1, wide, tag.HEIGHT), row, rtl)
                tag.draw(painter, spot, words, look, mark)
                at += wide + 6


def _prices(shown: LineRow) -> list[tuple[str, QFont, str]]:
    line, currency = shown.line, shown.amount.currency
    price = figure.unit_price(line.unit_price, currency)
    if line.list_price is not None:
        before = figure.unit_price(line.list_price, currency)
        bold = font.font(13, font.SEMI_BOLD)
        return [(before, font.font(13, struck=True), "text-3"), (price, bold, "text")]
    return [(_each(line, price), font.font(13), "text-3")]


def _marks(shown: LineRow) -> list[tuple[str, tag.Look, str]]:
    line, marks = shown.line, []
    if line.list_price is not None:
        words = QCoreApplication.translate("LineDelegate", "Price changed")
        marks.append((words, tag.WARNING, "pencil"))
    if line.discount is not None:
        percent = line.discount.percent
        words = f"−{plain(percent)}%" if percent is not None else f"−{_amount_off(shown)}"
        marks.append((figure.number(words), tag.SOFT, "discount"))
    if line.note:
        marks.append((isolate(line.note), tag.PLAIN, "notebook"))
    return marks


def _amount_off(shown: LineRow) -> str:
    return amount(shown.subtotal - shown.amount)


def _each(line: CartLine, price: str) -> str:
    if figure.is_measure(line.unit):
        words = QCoreApplication.translate("LineDelegate", "{price} per {unit}")
        return words.format(price=price, unit=figure.unit_name(line.unit))
    return QCoreApplication.translate("LineDelegate", "{price} each").format(price=price)


class CartList(QListView):
    """The lines; the stepper lies on the current one."""

    selected = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        viewport.take_own(self)
        # Nothing shines through, so that what is beneath need not be painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.tools = LineTools(self.viewport())
        self.tools.hide()
        self.setObjectName("cart_lines")
        self.setItemDelegate(LineDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.dataChanged.connect(self._place)

    def select(self, row: int) -> None:
        """Make a row current and bring it into sight; -1 for none."""
        model = self.model()
        index = model.index(row, 0) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        if index.isValid():
            self.scrollTo(index)
        self._place()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.scheduleDelayedItemsLayout()
        self.selected.emit(current.row())

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # More sums below leave less room for the lines; the open one stays in sight.
        self.scrollTo(self.currentIndex())
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme.color("surface"))
        super().paintEvent(event)

    def _place(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            self.tools.hide()
            return
        area = self.visualRect(index)
        shown: LineRow = index.data(ROW)
        self.tools.show_quantity(figure.quantity(shown.line.quantity, shown.line.unit))
        top = area.top() + HEIGHT - 1
        self.tools.setGeometry(area.left(), top, area.width(), OPEN_HEIGHT - HEIGHT)
        self.tools.show()
