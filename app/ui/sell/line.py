"""The lines of the cart: a list whose selected line opens its stepper."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.cart import CartLine
from app.domain.text import isolate
from app.ui import figure, font, paint, theme
from app.ui.sell.model import ROW, Index, LineRow
from app.ui.widgets.button import DANGER, GHOST, Button

HEIGHT, OPEN_HEIGHT = 55, 111
EDGE = 16


class LineDelegate(QStyledItemDelegate):
    """Paints the lines; the current one is taller and marked at its start."""

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
        rtl = paint.is_rtl(view)
        chosen = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        painter.save()
        painter.fillRect(area, theme.color("primary-soft" if chosen else "surface"))
        border = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(border, theme.color("border"))
        if chosen:
            bar = QRect(area.left(), area.top(), 4, area.height() - 1)
            painter.fillRect(paint.mirrored(bar, area, rtl), theme.color("primary"))
        self._first_row(painter, area, shown, chosen, rtl)
        painter.restore()

    def _first_row(
        self, painter: QPainter, area: QRect, shown: LineRow, chosen: bool, rtl: bool
    ) -> None:
        line = shown.line
        row = QRect(area.left() + EDGE, area.top(), area.width() - 2 * EDGE, HEIGHT - 1)
        count = figure.quantity(line.quantity, line.unit)
        wide = max(46, font.metrics(14, font.BOLD).horizontalAdvance(count) + 8)
        chip = paint.mirrored(QRect(row.left(), row.top() + 12, wide, 30), row, rtl)
        paint.box(
            painter, chip, 6, "surface" if chosen else "surface-3", "border" if chosen else None
        )
        paint.text(painter, chip, count, font.font(14, font.BOLD), "text", paint.CENTRE)
        total = figure.plain(shown.amount)
        room = max(62, font.metrics(16, font.BOLD).horizontalAdvance(total) + 2)
        amount = QRect(row.right() - room + 1, row.top(), room, row.height())
        amount = paint.mirrored(amount, row, rtl)
        # A column of money is right-aligned in both directions, so that its points line up.
        paint.text(painter, amount, total, font.font(16, font.BOLD), "text", paint.RIGHT)
        left = row.left() + wide + 10
        width = row.right() - room - 10 - left
        name, meta = self._texts(shown)
        for words, y, height, face, ink in (
            (name, 7, 21, font.font(15, font.SEMI_BOLD), "text"),
            (meta, 28, 20, font.font(13), "text-3"),
        ):
            place = paint.mirrored(QRect(left, row.top() + y, width, height), row, rtl)
            paint.text(painter, place, words, face, ink, paint.start(rtl))

    def _texts(self, shown: LineRow) -> tuple[str, str]:
        line = shown.line
        first, second = figure.names(line.name, line.name_ar)
        each = _each(line, figure.unit_price(line.unit_price, shown.amount.currency))
        return first, f"{each} · {isolate(second)}" if second else each


def _each(line: CartLine, price: str) -> str:
    if figure.is_measure(line.unit):
        words = QCoreApplication.translate("LineDelegate", "{price} per {unit}")
        return words.format(price=price, unit=figure.unit_name(line.unit))
    return QCoreApplication.translate("LineDelegate", "{price} each").format(price=price)


class Stepper(QWidget):
    """Minus, the quantity, plus; and away with the line."""

    stepped = Signal(int)
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("line_tools")
        self.minus = Button("line_minus", GHOST, icon="minus")
        self.plus = Button("line_plus", GHOST, icon="plus")
        self.remove = Button("line_remove", DANGER, icon="trash")
        self.count = ""
        self.minus.clicked.connect(lambda: self.stepped.emit(-1))
        self.plus.clicked.connect(lambda: self.stepped.emit(1))
        self.remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(EDGE + 1, 0, EDGE, 10)
        layout.setSpacing(0)
        for button in (self.minus, self.plus, self.remove):
            button.setFixedSize(44, 44)
        layout.addWidget(self.minus)
        layout.addSpacing(54)
        layout.addWidget(self.plus)
        layout.addStretch()
        layout.addWidget(self.remove)
        self._retranslate()

    def _retranslate(self) -> None:
        self.minus.label("", self.tr("One less"))
        self.plus.label("", self.tr("One more"))
        self.remove.label("", self.tr("Remove the line"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self.minus.geometry().united(self.plus.geometry()).adjusted(-1, -1, 1, 1)
        with QPainter(self) as painter:
            paint.box(painter, frame, 8, "surface", "border-strong")
            paint.text(painter, frame, self.count, font.font(18, font.BOLD), "text", paint.CENTRE)


class CartList(QListView):
    """The lines; the stepper lies on the current one."""

    selected = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.stepper = Stepper(self.viewport())
        self.stepper.hide()
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
        self._place()

    def _place(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            self.stepper.hide()
            return
        area = self.visualRect(index)
        shown: LineRow = index.data(ROW)
        self.stepper.count = figure.quantity(shown.line.quantity, shown.line.unit)
        top = area.top() + HEIGHT - 1
        self.stepper.setGeometry(area.left(), top, area.width(), OPEN_HEIGHT - HEIGHT)
        self.stepper.show()
        self.stepper.update()
