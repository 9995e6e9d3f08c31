"""Finding a product: search field, categories and products. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.catalog import Category
from app.ui import figure, font
from app.ui.sell.card import GAP as CARD_GAP
from app.ui.sell.category_bar import CategoryBar
from app.ui.sell.model import ProductModel
from app.ui.sell.nothing_found import NothingFound
from app.ui.sell.product_view import SCROLL_BAR, ProductView
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.field import Field
from app.ui.widgets.search_edit import SearchEdit

EDGE, TOP, GAP = 16, 14, 12
END = SCROLL_BAR + CARD_GAP  # after the last card of a row
WIDE = 1160  # from here on cards are larger
NARROW = 640  # below, the button of the held sales has no words


class BrowsePanel(QWidget):
    """What the cashier does here: types, chooses a category, and chooses a product."""

    searched = Signal(str)
    entered = Signal(str)
    chosen = Signal(int)
    asked_about = Signal(int)
    category_chosen = Signal(object)
    adding_asked = Signal()
    held_asked = Signal()
    view_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchEdit()
        self.search.setObjectName("search")
        self.search.setFont(font.font(15))
        self.held = Button("held_sales", OUTLINED, icon="stack-2")
        self.look = Button("product_view", OUTLINED, icon="list")
        self.categories = CategoryBar()
        self.grid = ProductView()
        self.nothing = NothingFound()
        self._held_count = 0
        self._is_list = False
        self._lay_out()
        self._connect()
        self._retranslate()
        self.held.hide()
        self.categories.hide()

    def set_model(self, products: ProductModel) -> None:
        """Tell where the rows come from."""
        self.grid.setModel(products)

    def show_categories(self, categories: Sequence[Category]) -> None:
        """Show these categories; a shop that has none needs no choice."""
        self.categories.show_categories(categories)
        self.categories.setVisible(bool(categories))
        self._fit()

    def show_held(self, count: int) -> None:
        """Tell how many sales are held."""
        self._held_count = count
        self.held.badge = figure.number(count)
        self.held.setVisible(count > 0)
        self._label_held()

    def show_as(self, *, is_list: bool) -> None:
        """Show one product in a row, or cards."""
        self._is_list = is_list
        self.look.icon_name = "layout-grid" if is_list else "list"
        self.grid.show_as(is_list=is_list)
        self._label_look()
        self._fit()

    def show_nothing_for(self, text: str) -> None:
        """Say that this was not found, or for empty text that there is nothing."""
        self.nothing.show_text(text)
        self._stack.setCurrentWidget(self.nothing)

    def show_found(self) -> None:
        """Show the products."""
        self._stack.setCurrentWidget(self.grid)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.nothing)
        self.look.setFixedSize(52, 52)
        self.held.setFixedHeight(52)
        # Margins do not mirror, gaps do.
        top = QHBoxLayout()
        top.setSpacing(10)
        self.field = Field(self.search, icon="barcode", key="F2")
        top.addWidget(self.field, 1)
        top.addWidget(self.held)
        top.addWidget(self.look)
        top.addSpacing(END)
        chips = QHBoxLayout()
        chips.setSpacing(0)
        chips.addWidget(self.categories, 1)
        chips.addSpacing(END)
        self._column = column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addLayout(chips)
        column.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addSpacing(EDGE)
        layout.addLayout(column, 1)

    def _connect(self) -> None:
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(lambda: self.entered.emit(self.search.text()))
        self.grid.clicked.connect(self._choose)
        self.grid.entered_by_key.connect(self._choose)
        self.grid.asked_about.connect(self.asked_about)
        self.categories.chosen.connect(self.category_chosen)
        self.held.clicked.connect(self.held_asked)
        self.look.clicked.connect(self.view_asked)
        self.nothing.adding_asked.connect(self.adding_asked)
        self.nothing.clear_asked.connect(self._clear)

    def _clear(self) -> None:
        self.search.clear()
        self.searched.emit("")
        self.search.setFocus()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    def _fit(self) -> None:
        above = TOP + self.field.height() + GAP
        if not self.categories.isHidden():
            above += self.categories.sizeHint().height() + GAP
        room = self.width() - EDGE - SCROLL_BAR, self.height() - above
        over = self.grid.fit(*room, is_large=self.width() >= WIDE)
        self._column.setContentsMargins(0, TOP, 0, over)
        self._label_held()

    def _label_held(self) -> None:
        words = self.tr("Held sales")
        spoken = f"{words}, {figure.number(self._held_count)}"
        self.held.label(words if self.width() >= NARROW else "", spoken)

    def _label_look(self) -> None:
        self.look.label("", self.tr("Show cards") if self._is_list else self.tr("Show a list"))

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Scan a barcode, or type a name or code"))
        self.search.setAccessibleName(self.tr("Search products"))
        self.grid.setAccessibleName(self.tr("Products"))
        self._label_held()
        self._label_look()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
