"""A column's cards: each as high as its order wants, with real buttons on those that are seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QListView

from app.domain.order import Order
from app.domain.order_flow import Stage
from app.ui import paint
from app.ui.orders import card, model, words
from app.ui.orders.card import BUTTON, EDGE, GAP, CardDelegate
from app.ui.orders.card_buttons import CardButtons
from app.ui.orders.model import OrderCards
from app.ui.rows import ROW
from app.ui.widgets.uniform_view import NONE, UniformView

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QPoint(-1_000_000, -1_000_000)
USUAL = 190  # px of a card; Page Up and Page Down go by it


class CardView(UniformView):
    """`acted` brings an order's id and the act; `lifted`, `carried` and `dropped` drag a card.

    `beside_asked` leads to another column, `problems_asked` to what could not be sent.
    """

    acted = Signal(int, object)
    problems_asked = Signal()
    beside_asked = Signal(int)
    lifted = Signal(int, QPixmap, QPoint)
    carried = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, name: str, now: Callable[[], datetime]) -> None:
        self._tops: list[int] = [0]
        self._buttons: dict[int, CardButtons] = {}
        self._free: list[CardButtons] = []
        self._pressed_at = QPoint()
        self._is_carrying = False
        super().__init__(name, height=USUAL, ground="surface-3")
        # The bar has the room that the column leaves at its end, so that cards keep their width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.cards = CardDelegate(self, now)
        self.setItemDelegate(self.cards)
        self.rows = OrderCards(lambda order: words.spoken(order, self.cards.titles, now()))
        self.setModel(self.rows)
        self.rows.dataChanged.connect(self._measure)
        self.scrolled.connect(self._place_buttons)
        self.selectionModel().currentChanged.connect(self._place_buttons)

    def show_orders(self, orders: Sequence[Order], titles: Mapping[str, str]) -> None:
        """Show these orders; where it is scrolled to, and the current one, stay if they can."""
        self.cards.titles = titles
        current, row = self.current_order(), self.currentIndex().row()
        at = self.verticalScrollBar().value()
        self.rows.show(orders)
        place = -1 if current is None else self.rows.place(current.id)
        self.make_current(place if place >= 0 else min(max(row, 0), len(orders) - 1))
        self.verticalScrollBar().setValue(at)
        self._place_buttons()

    def current_order(self) -> Order | None:
        """The order that keys are for."""
        order: Order | None = self.currentIndex().data(ROW)
        return order

    def show_time(self) -> None:
        """Orders are older now."""
        self.viewport().update()

    def _order(self, row: int) -> Order:
        return self.rows.row(row)

    def _width(self) -> int:
        return self.viewport().width()

    def _place_buttons(self) -> None:
        """Put buttons on the cards that are seen, and let Tab come by those of the current one."""
        shown = {self._order(row).id: row for row in self.shown()}
        for gone in self._buttons.keys() - shown.keys():
            self._put_away(gone)
        for order_id, row in shown.items():
            order, cell = self._order(row), self.visualRect(self.rows.index(row))
            shape = card.shape(order, cell.width())
            if not shape.foot:
                self._put_away(order_id)
                continue
            buttons = self._buttons.get(order_id) or self._take(order_id)
            inner = cell.adjusted(EDGE, 0, -EDGE, 0)
            height = shape.height - shape.foot - card.BOTTOM
            place = QRect(inner.left(), cell.top() + shape.foot, inner.width(), height)
            is_current = row == self.currentIndex().row()
            buttons.show_order(order, place, is_current=is_current)
            if is_current:
                buttons.follow(self)

    def _take(self, order_id: int) -> CardButtons:
        if not self._free:
            made = CardButtons(self.viewport())
            made.acted.connect(self.acted)
            made.problems_asked.connect(self.problems_asked)
            self._free.append(made)
        taken = self._buttons[order_id] = self._free.pop()
        return taken

    def _put_away(self, order_id: int) -> None:
        buttons = self._buttons.pop(order_id, None)
        if buttons is not None:
            if buttons.has_focus():
                # Qt would look through the whole window for a new focus.
                self.setFocus()
            buttons.hide()
            self._free.append(buttons)

    def _measure(self) -> None:
        width = self._width()
        orders = [self._order(row) for row in range(self.count())] if self._has_rows() else []
        heights = (card.shape(each, width).height + GAP for each in orders)
        self._tops = list(accumulate(heights, initial=0))
        super()._measure()
        if self._has_rows():
            self._place_buttons()

    def _has_rows(self) -> bool:
        # Qt's list asks for measures before it is whole.
        return isinstance(self.model(), OrderCards)

    def _set_range(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        # After the last card there is no gap.
        bar.setRange(0, max(0, self._tops[-1] - GAP - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(BUTTON)
        bar.setEnabled(bar.maximum() > 0)

    def shown(self) -> range:
        top = self.verticalScrollBar().value()
        last = bisect_left(self._tops, top + self.viewport().height())
        return range(max(0, bisect_right(self._tops, top) - 1), min(last, self.count()))

    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        if not index.isValid() or row + 1 >= len(self._tops):
            return QRect()
        top, end = self._tops[row], self._tops[row + 1]
        return QRect(0, top - self.verticalOffset(), self._width(), end - top)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = bisect_right(self._tops, point.y() + self.verticalOffset()) - 1
        inside = 0 <= point.x() < self._width() and 0 <= row < self.count()
        return self.rows.index(row) if inside else NONE

    def scrollTo(
        self, index: Index, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        top, end = self._tops[index.row()], self._tops[index.row() + 1] - GAP
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if hint == QListView.ScrollHint.PositionAtTop or top < bar.value():
            bar.setValue(top)
        elif end > bar.value() + room:
            bar.setValue(min(top, end - room))

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.beside_asked.emit(-step if paint.is_rtl(self) else step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_carrying:
            if event.buttons() & Qt.MouseButton.LeftButton:
                self.carried.emit(event.globalPosition().toPoint())
            else:
                self._drop(NOWHERE)  # it was let go where we did not hear of it
            return
        way = event.position().toPoint() - self._pressed_at
        row = self.pressed_row()
        far = abs(way.x()) >= 2 * QApplication.startDragDistance() and abs(way.x()) > abs(way.y())
        # Up and down moves the list; only to a side a card leaves it.
        if row >= 0 and far and any(model.leading_to(self._order(row), each) for each in Stage):
            self._lift(row, event.globalPosition().toPoint())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._drop(event.globalPosition().toPoint())

    def hideEvent(self, event: QHideEvent) -> None:
        self._drop(NOWHERE)
        super().hideEvent(event)

    def _drop(self, at: QPoint) -> None:
        if self._is_carrying:
            self._is_carrying, self.cards.lifted = False, -1
            self.viewport().update()
            self.dropped.emit(at)

    def _lift(self, row: int, at: QPoint) -> None:
        self.spend_press()
        order, cell = self._order(row), self.visualRect(self.rows.index(row))
        picture = self.viewport().grab(cell.adjusted(0, 0, 0, -GAP))
        self._is_carrying, self.cards.lifted = True, order.id
        self.viewport().update()
        self.lifted.emit(order.id, picture, self._pressed_at - cell.topLeft())
        self.carried.emit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = {QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange}
        if event.type() in kinds and self._has_rows():
            self._measure()
