"""The sell screen: search, product grid, cart and Pay. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.text import isolate
from app.ui import font, paint
from app.ui.sell.card import GAP, CardDelegate
from app.ui.sell.line import CartList
from app.ui.sell.model import CartModel, Index, ProductModel
from app.ui.sell.totals import Sums, TotalsPanel
from app.ui.widgets.button import PRIMARY, Button
from app.ui.widgets.field import Edit, Field
from app.ui.widgets.label import Picture, filled, label, line

WIDE = 1720  # the screen without its rail; from here on everything is larger
SCROLL_BAR = 10
EDGE, END = 16, 2


class SearchEdit(Edit):
    """Takes text, and the keys that belong to the cart while there is none."""

    stepped = Signal(int)
    removed = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, empty = event.key(), not self.text()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif empty and event.text() in {"+", "-"}:
            self.stepped.emit(1 if event.text() == "+" else -1)
        elif empty and key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif key == Qt.Key.Key_Escape and not empty:
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)


class Grid(QListView):
    """The product cards; as many columns as fit."""

    entered_by_key = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("products")
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setItemDelegate(CardDelegate(self))
        self.setMouseTracking(True)
        self.wide = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in keys and self.currentIndex().isValid():
            self.entered_by_key.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        # QListView would lay all cards out and paint them anew; all are of one size.
        for row in range(first.row(), last.row() + 1):
            self.update(first.sibling(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() - SCROLL_BAR
        columns = max(2, room // (200 if self.wide else 160))
        # Cards that fill the row to its last pixel would wrap too early.
        self.setGridSize(QSize((room - 1) // columns, (216 if self.wide else 138) + GAP))
        super().resizeEvent(event)


class SellView(QWidget):
    """What the cashier does: types, chooses a product, works on a line, pays."""

    searched = Signal(str)
    entered = Signal(str)
    chosen = Signal(int)
    line_selected = Signal(int)
    stepped = Signal(int)
    removed = Signal()
    pay_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sell")
        filled(self, "bg")
        self.search = SearchEdit()
        self.search.setObjectName("search")
        self.search.setFont(font.font(15))
        self.grid = Grid()
        self.lines = CartList()
        self.totals = TotalsPanel()
        self.pay = Button("pay", PRIMARY, icon="cash", key="F9")
        self._nothing = label("nothing_found", 15, tone="text-2")
        self._nothing_text = ""
        self._lay_out()
        self._connect()
        self._retranslate()
        self.show_lines(0)

    def set_models(self, products: ProductModel, lines: CartModel) -> None:
        """Tell where the rows come from."""
        self.grid.setModel(products)
        self.lines.setModel(lines)

    def show_lines(self, count: int) -> None:
        """Tell how many lines the cart has."""
        self._cart_stack.setCurrentIndex(0 if count else 1)
        self.pay.setEnabled(count > 0)

    def show_sums(self, sums: Sums) -> None:
        """Show what the cart comes to."""
        self.totals.show_sums(sums)

    def show_nothing_for(self, text: str) -> None:
        """Say that a search found nothing; empty text says that it found something."""
        self._nothing_text = text
        words = self.tr("Nothing found for “{text}”.").format(text=isolate(text))
        self._nothing.setText(words if text else "")
        self._grid_stack.setCurrentIndex(1 if text else 0)

    def select_line(self, row: int) -> None:
        """Open a line of the cart; -1 for none."""
        self.lines.select(row)

    def clear_search(self) -> None:
        """Make the field ready for the next thing."""
        self.search.clear()

    def rest_focus(self) -> None:
        """Bring the focus to where it rests."""
        self.search.setFocus()

    def _lay_out(self) -> None:
        self.field = Field(self.search, icon="barcode", key="F2")
        self._grid_stack = QStackedWidget()
        self._grid_stack.addWidget(self.grid)
        self._nothing.align(paint.CENTRE)
        self._nothing.setWordWrap(True)
        self._grid_stack.addWidget(self._nothing)
        # Margins do not mirror, gaps do. The grid's scroll bar stands in the gap at its end.
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.field)
        top.addSpacing(EDGE - END)
        left = QVBoxLayout()
        left.setContentsMargins(0, 14, 0, 0)
        left.setSpacing(12)
        left.addLayout(top)
        left.addWidget(self._grid_stack, 1)
        self.cart_panel = self._cart()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addSpacing(EDGE)
        layout.addLayout(left, 1)
        layout.addSpacing(END)
        layout.addWidget(line(vertical=True))
        layout.addWidget(self.cart_panel)

    def _cart(self) -> QWidget:
        panel = filled(QWidget(), "surface")
        panel.setObjectName("cart")
        self._customer = label("customer", 15, font.SEMI_BOLD)
        self._kind = label("sale_kind", 13, tone="text-3")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(self._customer)
        names.addWidget(self._kind)
        names.addStretch()
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(10)
        head.addWidget(Picture("user", "text-2", 20, ground="surface-3", room=36))
        head.addLayout(names, 1)
        top = QWidget()
        top.setFixedHeight(59)
        top.setLayout(head)
        self._cart_stack = QStackedWidget()
        self._cart_stack.addWidget(self.lines)
        self._cart_stack.addWidget(self._empty())
        self.pay.setFixedHeight(68)
        self.pay.radius, self.pay.icon_size, self.pay.gap, self.pay.padding = 10, 24, 12, 18
        self.pay.spread = True
        self.pay.face = font.font(22, font.BOLD)
        actions = QVBoxLayout()
        actions.setContentsMargins(16, 10, 16, 14)
        actions.addWidget(self.pay)
        foot = filled(QWidget(), "surface-2")
        foot.setLayout(actions)
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (top, line(), self._cart_stack, line(), self.totals, foot):
            layout.addWidget(widget, 1 if widget is self._cart_stack else 0)
        return panel

    def _empty(self) -> QWidget:
        page = QWidget()
        self._empty_title = label("cart_empty", 15, font.SEMI_BOLD, "text-2")
        self._empty_hint = label("cart_empty_hint", 13, tone="text-3")
        layout = QVBoxLayout(page)
        layout.setSpacing(6)
        layout.addStretch()
        layout.addWidget(Picture("shopping-cart", "text-3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._empty_title, self._empty_hint):
            words.align(paint.CENTRE)
            layout.addWidget(words)
        layout.addStretch()
        return page

    def _connect(self) -> None:
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(lambda: self.entered.emit(self.search.text()))
        self.search.stepped.connect(self.stepped)
        self.search.removed.connect(self.removed)
        self.search.moved.connect(self._move)
        self.grid.clicked.connect(self._choose)
        self.grid.entered_by_key.connect(self._choose)
        self.lines.selected.connect(self.line_selected)
        self.lines.stepper.stepped.connect(self.stepped)
        self.lines.stepper.removed.connect(self.removed)
        self.pay.clicked.connect(self.pay_asked)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    def _move(self, step: int) -> None:
        model = self.lines.model()
        row = self.lines.currentIndex().row() + step
        if 0 <= row < model.rowCount():
            self.lines.select(row)

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Scan a barcode, or type a name or code"))
        self.search.setAccessibleName(self.tr("Search products"))
        self.grid.setAccessibleName(self.tr("Products"))
        self.lines.setAccessibleName(self.tr("Cart"))
        self._customer.setText(self.tr("Walk-in customer"))
        self._kind.setText(self.tr("New sale"))
        self._empty_title.setText(self.tr("The cart is empty"))
        self._empty_hint.setText(self.tr("Scan an item or tap a product."))
        self.pay.label(self.tr("Pay"))
        self.show_nothing_for(self._nothing_text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= WIDE
        self.grid.wide = wide
        room = 520 if wide else 420 if self.width() >= 1260 else 400 if self.width() > 1100 else 360
        self.cart_panel.setFixedWidth(room - 1)
        self.totals.set_size(54 if wide else 42)
        self.pay.setFixedHeight(76 if wide else 68)
        super().resizeEvent(event)
