"""The products, as cards or as rows: a tap chooses one, a long tap asks about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QMouseEvent

from app.ui import paint
from app.ui.sell.card import GAP, CardDelegate
from app.ui.sell.product_row import CELL, RowDelegate
from app.ui.widgets.uniform_view import UniformView

LONG_MS = 500
CARD, LARGE_CARD = (160, 138), (200, 216)  # of a card that has no more room than it needs
LEAST_CARD = 122
SCROLL_BAR = 10

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class ProductView(UniformView):
    """`asked_about` comes from a long tap, the other mouse button, Ctrl+I or Alt+Enter."""

    asked_about = Signal(int)

    def __init__(self) -> None:
        super().__init__("products", height=CARD[1] + GAP, ground="bg")
        self._cards, self._rows = CardDelegate(self), RowDelegate(self)
        self.setItemDelegate(self._cards)
        self.verticalScrollBar().rangeChanged.connect(self._keep_room)
        self._long = QTimer(self, singleShot=True, interval=LONG_MS)
        self._long.timeout.connect(self._held_long)

    def show_as(self, *, is_list: bool) -> None:
        """Show one product in a row, or cards."""
        self.setItemDelegate(self._rows if is_list else self._cards)

    def fit(self, width: int, height: int, *, is_large: bool) -> int:
        """Divide this room into cells; px of its height that whole cards leave over."""
        if self.itemDelegate() is self._rows:
            self.set_cells(1, CELL)
            return 0
        least, usual = LARGE_CARD if is_large else CARD
        cell = _cell(usual + GAP, height)
        self.set_cells(max(2, width // least), cell)
        return height % cell if height % cell < GAP else 0

    def _keep_room(self) -> None:
        """Cells do not grow where there is nothing to scroll."""
        room = 0 if self.verticalScrollBar().maximum() else SCROLL_BAR
        rtl = paint.is_rtl(self)
        self.setViewportMargins(room if rtl else 0, 0, 0 if rtl else room, 0)

    def stop(self) -> None:
        """Leave no timer behind."""
        self._long.stop()

    def _held_long(self) -> None:
        row = self.pressed_row()
        self.spend_press()
        if row >= 0:
            self.asked_about.emit(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.pressed_row() >= 0:
            self._long.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.pressed_row() < 0:
            self._long.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._long.stop()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two taps in haste are two.
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self._long.stop()
            self.spend_press()
            self.asked_about.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and modifiers & _ALT
        if (enter or (key == Qt.Key.Key_I and modifiers & _CONTROL)) and (
            self.currentIndex().isValid()
        ):
            self.asked_about.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._keep_room()
        super().changeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._long.stop()
        super().hideEvent(event)


def _cell(usual: int, height: int) -> int:
    """How high a cell is, so that whole ones fill the height or the last peeps out."""
    rows = max(1, round(height / usual))
    while rows > 1 and height // rows < LEAST_CARD + GAP:
        rows -= 1
    if 0 <= height - rows * usual < GAP:
        return usual
    fitted = height // rows
    return fitted if fitted <= usual * 5 // 4 else usual
