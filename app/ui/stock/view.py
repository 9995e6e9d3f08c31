"""The stock screen: products with their stock beside one product's movements."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.stock import State, Warehouse
from app.domain.text import isolate
from app.services.stock import StockCounts
from app.ui import font, paint
from app.ui.keymap import Action
from app.ui.page import Actions, Page
from app.ui.stock import cell, words
from app.ui.stock.adjust_view import AdjustView
from app.ui.stock.model import MoveModel, StockRows
from app.ui.stock.panel import StockPanel
from app.ui.widgets.chip import Chip, Chips
from app.ui.widgets.field import Field
from app.ui.widgets.label import filled, label, line
from app.ui.widgets.search_edit import SearchEdit
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.table import PICTURE_ROW, Table

EDGE, PANEL, LARGE_PANEL = 16, 360, 440
NARROW, WIDE = 1040, 1720  # px of the page: below, the panel gives way; above, it is larger
SEGMENTS = 4  # more warehouses than this are chips
STATES = (None, State.LOW, State.OUT)
ROOM_FOR_BARCODE = 700


class StockView(Page):
    """What the cashier does: chooses a warehouse, finds a product, asks to adjust its stock."""

    searched = Signal(str)
    state_chosen = Signal(object)
    place_chosen = Signal(int)
    row_chosen = Signal(int)
    acted = Signal()
    adjust_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("stock")
        filled(self, "bg")
        self.adjust = AdjustView(window)
        self.title = label("stock_title", 22, font.BOLD)
        self.search = SearchEdit()
        self.search.setObjectName("stock_search")
        self.search.setFont(font.font(15))
        names = ("stock_all", "stock_low", "stock_out")
        self.states = Chips("stock_states")
        self.states.set_chips([Chip(name, low=True) for name in names])
        self.table = Table("stock_rows", cell.COLUMNS, cell.draw, height=PICTURE_ROW)
        self.list = self.table.view
        self._nothing = label("stock_nothing", 15, tone="text-2")
        self._places: tuple[Warehouse, ...] = ()
        self.places: Segmented | Chips | None = None
        self._counts: StockCounts | None = None
        self._nothing_said: tuple[str, State | None] | None = None
        self.moves = MoveModel()
        self.panel = StockPanel(self.moves)
        self._narrow, self._roomy = False, True
        self._lay_out()
        self._connect()
        self._retranslate()

    def set_model(self, rows: StockRows) -> None:
        """Tell where the rows come from."""
        self.list.setModel(rows)
        self.list.selectionModel().currentChanged.connect(self._current_changed)

    def show_places(self, places: Sequence[Warehouse], chosen: int) -> None:
        """Show these warehouses, one of them chosen; a single one needs no choice."""
        if tuple(places) != self._places:
            self._places = tuple(places)
            self._make_places()
        if self.places is not None:
            self.places.choose(chosen)

    def show_counts(self, counts: StockCounts) -> None:
        """Tell how many products are in each state."""
        self._counts = counts
        said = (
            (self.tr("All"), counts.all),
            (self.tr("Low"), counts.low),
            (self.tr("Out of stock"), counts.out),
        )
        for chip, (text, count) in zip(self.states.chips(), said, strict=True):
            chip.label(text, count)

    def show_state(self, state: State | None) -> None:
        """Mark which state is asked for."""
        self.states.choose(STATES.index(state))

    def show_nothing_for(self, text: str, state: State | None) -> None:
        """Say that nothing was found for this."""
        self._nothing_said = (text, state)
        if text:
            said = self.tr("Nothing found for “{text}”.").format(text=isolate(text))
        elif state is State.LOW:
            said = self.tr("No product is running low.")
        elif state is State.OUT:
            said = self.tr("No product is out of stock.")
        else:
            said = self.tr("There are no products with stock yet.")
        self._nothing.setText(said)
        self._stack.setCurrentIndex(1)

    def show_found(self) -> None:
        """Show the list, since there is something in it."""
        self._nothing_said = None
        self._stack.setCurrentIndex(0)

    def select(self, row: int) -> None:
        """Choose a row and bring it into sight; -1 for none."""
        self.list.make_current(row)

    def is_narrow(self) -> bool:
        """Whether there is no room for the panel beside the list."""
        return self._narrow

    def open_panel(self) -> None:
        """Show the panel in the list's place, where there is no room for both."""
        if self._narrow:
            self._column.hide()
            self.panel.show()
            self.panel.moves.setFocus()

    def close_panel(self) -> bool:
        """Show the list again; False when it is shown."""
        if not self._narrow or self._column.isVisible():
            return False
        self._place()
        self.list.setFocus()
        return True

    def _make_places(self) -> None:
        if self.places is not None:
            self.places.hide()
            self.places.deleteLater()
            self.places = None
        if len(self._places) < 2:
            return
        names = [f"place_{each.code}" for each in self._places]
        if len(names) <= SEGMENTS:
            marks = ["building-store", *[""] * SEGMENTS]
            self.places = Segmented("stock_places", list(zip(names, marks, strict=False)))
            self._title_row.insertWidget(1, self.places)
        else:
            self.places = Chips("stock_places", wraps=True)
            self.places.set_chips([Chip(name) for name in names])
            self._top.insertWidget(1, self.places)
        self.places.chosen.connect(self.place_chosen)
        self._name_places()
        self._order()

    def _order(self) -> None:
        """Put what was made late where Tab expects it."""
        parts = self.places.findChildren(QAbstractButton) if self.places is not None else []
        order = [self.search, *parts, *self.states.chips(), self.list, self.panel.moves]
        for each in order:
            # Qt orders only what can have the focus.
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for one, other in pairwise([*order, self.panel.adjust]):
            self.setTabOrder(one, other)
        self.states.choose(self.states.current())

    def _name_places(self) -> None:
        named = [words.warehouse(each) for each in self._places]
        if isinstance(self.places, Segmented):
            self.places.label(named)
        elif self.places is not None:
            for chip, text in zip(self.places.chips(), named, strict=True):
                chip.label(text)
        if self.places is not None:
            self.places.setAccessibleName(self.tr("Warehouse"))

    def _lay_out(self) -> None:
        self._title_row = QHBoxLayout()
        self._title_row.setSpacing(18)
        self._title_row.addWidget(self.title)
        self._title_row.addStretch(1)
        head = QWidget()
        head.setFixedHeight(44)
        head.setLayout(self._title_row)
        self._title_row.setContentsMargins(0, 0, 0, 0)
        field = Field(self.search, icon="search", key="F2")
        field.setFixedHeight(44)
        self._nothing.align(paint.CENTRE)
        self._nothing.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self._top = QVBoxLayout()
        self._top.setSpacing(12)
        self._top.addWidget(head)
        self._top.addWidget(field)
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 14, 0, 14)
        rows.setSpacing(10)  # since the chips paint less high than they are
        rows.addLayout(self._top)
        rows.addWidget(self.states)
        rows.addWidget(self._stack, 1)
        # Margins do not mirror, gaps do.
        self._column = QWidget()
        row = QHBoxLayout(self._column)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(EDGE)
        row.addLayout(rows, 1)
        row.addSpacing(EDGE)
        self._border = line(vertical=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._column, 1)
        layout.addWidget(self._border)
        layout.addWidget(self.panel)
        self._place()

    def _connect(self) -> None:
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(self.acted)
        self.states.chosen.connect(lambda at: self.state_chosen.emit(STATES[at]))
        self.list.clicked.connect(lambda _: self.open_panel())
        self.list.entered_by_key.connect(lambda _: self.acted.emit())
        self.panel.adjust_asked.connect(self.adjust_asked)
        self.panel.back_asked.connect(self.close_panel)

    def _current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(current.row())

    def _place(self) -> None:
        """Give list and panel their room."""
        self._column.show()
        self._border.setVisible(not self._narrow)
        self.panel.setVisible(not self._narrow)
        self.panel.back.setVisible(self._narrow)

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Stock"))
        self.search.setPlaceholderText(self.tr("Name or barcode"))
        self.search.setAccessibleName(self.tr("Search stock"))
        self.list.setAccessibleName(self.tr("Products and their stock"))
        self.states.setAccessibleName(self.tr("State"))
        self._set_columns()
        self._name_places()
        if self._nothing_said is not None:
            self.show_nothing_for(*self._nothing_said)
        self.show_counts(self._counts or StockCounts(0, 0, 0))

    def _set_columns(self) -> None:
        columns = cell.COLUMNS if self._roomy else cell.WITHOUT_BARCODE
        titles = {
            cell.PRODUCT: self.tr("Product"),
            cell.BARCODE: self.tr("Barcode"),
            cell.ON_HAND: self.tr("On hand"),
            cell.REORDER: self.tr("Reorder at"),
            cell.STATE: self.tr("State"),
        }
        self.table.set_columns(columns, [titles[each] for each in columns])

    def actions_by_key(self) -> Actions:
        return {Action.SEARCH: self._to_search, Action.MAIN: self.adjust_asked.emit}

    def _to_search(self) -> None:
        self.close_panel()
        self.search.setFocus()
        self.search.selectAll()

    def rest_focus(self) -> None:
        if self._column.isVisible():
            self.search.setFocus()

    def go_back(self) -> bool:
        return self.close_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        row = self.list.currentIndex().row() + (step or 0)
        if step and 0 <= row < self.list.count() and self._column.isVisible():
            self.select(row)
        elif not step:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()
        wide = self.width() >= WIDE
        room = 0 if narrow else LARGE_PANEL if wide else PANEL
        self.panel.setMinimumWidth(max(0, room - 1))
        self.panel.setMaximumWidth(room - 1 if room else 16_777_215)
        self._roomy = self.width() - room - 2 * EDGE >= ROOM_FOR_BARCODE
        self._set_columns()
        super().resizeEvent(event)
