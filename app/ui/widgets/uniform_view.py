"""A list of cells that are all of one size, in one or more columns: a million of them cost nothing.

QListView lays out every row of its model; this one knows where a row is without asking.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtCore import QItemSelectionModel as Selection
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyleOptionViewItem,
)

from app.ui import keymap, paint, theme, viewport
from app.ui.rows import ROW

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
NONE = QModelIndex()


class UniformView(QListView):
    """A view of one-column models; cells fill the width in `columns` columns.

    With a token as `ground` nothing shines through, and what is beneath need not be painted.
    """

    entered_by_key = Signal(QModelIndex)
    scrolled = Signal()

    def __init__(self, name: str, *, height: int, ground: str = "") -> None:
        super().__init__()
        viewport.take_own(self)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, bool(ground))
        self.setObjectName(name)
        self._ground = ground
        self._columns = 1
        self._height = height
        self._pressed = -1
        self._held_at: int | None = None  # where in the whole list a finger or the mouse holds it
        self._is_spent = False  # the press was something else than a tap
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setMouseTracking(True)

    def set_cells(self, columns: int, height: int) -> None:
        """Into how many columns the width is divided, and how high a cell is."""
        if (columns, height) != (self._columns, self._height):
            self._columns, self._height = columns, height
            self._measure()

    def count(self) -> int:
        """How many cells there are."""
        model = self.model()
        return model.rowCount() if model is not None else 0

    def shown(self) -> range:
        """The rows that can be seen now."""
        top = self.verticalScrollBar().value()
        first = top // self._height * self._columns
        last = ((top + self.viewport().height() - 1) // self._height + 1) * self._columns
        return range(min(first, self.count()), min(last, self.count()))

    def make_current(self, row: int) -> None:
        """Make a row current and bring it into sight; -1 for none."""
        index = self.model().index(row, 0) if 0 <= row < self.count() else NONE
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def _measure(self) -> None:
        self._set_range()
        self.viewport().update()

    def _set_range(self) -> None:
        rows = -(-self.count() // self._columns)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, rows * self._height - room))
        bar.setPageStep(max(1, room // self._height * self._height))
        bar.setSingleStep(max(1, self._height // 2))
        bar.setEnabled(bar.maximum() > 0)

    def pressed_row(self) -> int:
        """Which row a finger or the mouse is on, -1 for none and once it drags the list."""
        return self._pressed

    def spend_press(self) -> None:
        """The press that goes on was something else than a tap: its end chooses nothing."""
        self._is_spent = True
        self._press(-1)

    def _press(self, row: int) -> None:
        old, self._pressed = self._pressed, row
        for each in {old, row} - {-1}:
            self.viewport().update(self.visualRect(self.model().index(each, 0)))

    def _moved(self, row: int, action: QAbstractItemView.CursorAction) -> int:
        page = max(1, self.viewport().height() // self._height) * self._columns
        beside = -1 if paint.is_rtl(self) else 1
        steps = {
            Move.MoveUp: -self._columns,
            Move.MoveDown: self._columns,
            Move.MoveLeft: -beside,
            Move.MoveRight: beside,
            Move.MovePrevious: -1,
            Move.MoveNext: 1,
            Move.MovePageUp: -page,
            Move.MovePageDown: page,
            Move.MoveHome: -row,
            Move.MoveEnd: self.count(),
        }
        wanted, last = row + steps[action], self.count() - 1
        leaves = action in {Move.MoveUp, Move.MoveDown} and self._columns > 1
        if leaves and not 0 <= wanted <= last:
            return row
        return min(max(wanted, 0), last)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for signal in (model.modelReset, model.rowsRemoved):
                signal.connect(self._measure)
        self._measure()

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        line, place = divmod(index.row(), self._columns)
        width = self.viewport().width()
        left, right = (width * at // self._columns for at in (place, place + 1))
        top = line * self._height - self.verticalOffset()
        area = QRect(left, top, right - left, self._height)
        return paint.mirrored(area, self.viewport().rect(), paint.is_rtl(self))

    def indexAt(self, point: QPoint) -> QModelIndex:
        line = (point.y() + self.verticalOffset()) // self._height
        width = max(1, self.viewport().width())
        x = width - 1 - point.x() if paint.is_rtl(self) else point.x()
        if not 0 <= x < width:
            return NONE
        row = line * self._columns + x * self._columns // width
        return self.model().index(row, 0) if 0 <= row < self.count() else NONE

    def scrollTo(
        self, index: Index, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        top = index.row() // self._columns * self._height
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if hint == QListView.ScrollHint.PositionAtTop or top < bar.value():
            bar.setValue(top)
        elif top + self._height > bar.value() + room:
            bar.setValue(top + self._height - room)

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's own name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        if not self.count():
            return NONE
        current = self.currentIndex()
        row = self._moved(current.row(), cursorAction) if current.isValid() else 0
        return self.model().index(row, 0)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: Selection.SelectionFlag) -> None:
        """Cells are current, never selected."""

    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion()

    def doItemsLayout(self) -> None:
        # Qt asks for it a moment after each change of the model, when all is painted already.
        self._set_range()

    def updateGeometries(self) -> None:
        """Nothing depends on the rows' own sizes."""

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        self._set_range()
        if start < self.shown().stop:
            self.viewport().update()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        shown = self.shown()
        for row in range(max(first.row(), shown.start), min(last.row() + 1, shown.stop)):
            self.viewport().update(self.visualRect(first.sibling(row, 0)))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # Moving what is painted would leave the mark of the mouse on a cell that it left.
        self.viewport().update()
        self.scrolled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            at = event.position().toPoint()
            self._held_at, self._is_spent = self.verticalOffset() + at.y(), False
            self._press(self.indexAt(at).row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        # A finger moves the list, as does the mouse that stands for it on a touch screen.
        offset = self._held_at - event.position().toPoint().y()
        is_far = abs(offset - self.verticalOffset()) >= QApplication.startDragDistance()
        if self._is_spent or is_far:
            self.spend_press()
            self.verticalScrollBar().setValue(offset)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_spent, self._held_at, self._is_spent = self._is_spent, None, False
        self._press(-1)
        if was_spent:
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        typed = event.text()
        if event.key() in keys and self.currentIndex().isValid():
            self.entered_by_key.emit(self.currentIndex())
        elif keymap.action_of(event) or (typed and typed.isprintable()):
            # Qt would look through all rows for one that begins so, at the first key of a scan too.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Who comes by Tab is to see where.
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.scrollTo(self.currentIndex())

    def keyboardSearch(self, search: str) -> None:
        """Letters find nothing here: a million names are not walked through for one."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        model, delegate = self.model(), self.itemDelegate()
        if model is None or delegate is None:
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.widget = self
        hovered = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        over = self.viewport().underMouse()
        current, focused = self.currentIndex().row(), self.hasFocus()
        state, region = option.state, event.region()
        with QPainter(self.viewport()) as painter:
            if self._ground:
                painter.fillRect(event.rect(), theme.color(self._ground))
            for row in self.shown():
                index = model.index(row, 0)
                area = self.visualRect(index)
                if not region.intersects(area):
                    continue
                flags = state
                if over and row == hovered.row():
                    flags |= QStyle.StateFlag.State_MouseOver
                if focused and row == current:
                    flags |= QStyle.StateFlag.State_HasFocus
                if row == self._pressed:
                    flags |= QStyle.StateFlag.State_Sunken
                option.rect, option.state = area, flags
                delegate.paint(painter, option, index)
        self._ask_beside()

    def _ask_beside(self) -> None:
        """Let the rows be read that a page up or down would show."""
        shown = self.shown()
        for row in (shown.start - len(shown), shown.stop + len(shown) - 1):
            self.model().index(min(max(row, 0), self.count() - 1), 0).data(ROW)
