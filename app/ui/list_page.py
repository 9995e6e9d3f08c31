"""A page with a list and what is chosen in it; where there is no room for both, one of them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui import font
from app.ui.page import Page
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.field import Field
from app.ui.widgets.label import filled, label, line
from app.ui.widgets.message import Message
from app.ui.widgets.search_edit import SearchEdit
from app.ui.widgets.table import Table

EDGE, TOP, GAP, PANEL = 16, 14, 12, 376
WIDE = 1016  # the page; a narrower one shows either the list or what is chosen
_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Panel(QWidget):
    """What is chosen, at the end of the list or in its place; `back` leads to the list then."""

    left = Signal()

    def __init__(self, name: str, back: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.back = Button(back, OUTLINED, icon="arrow-left")
        self.back.clicked.connect(self.left)

    def stand_alone(self, *, alone: bool) -> None:
        """Whether it stands in the list's place."""
        self.back.setVisible(alone)


class ListPage(Page):
    """Those that inherit from it say what stands in the head and in the list."""

    searched = Signal(str)
    selected = Signal(int)

    def __init__(self, name: str, *, search: str, table: Table, message: str, panel: Panel) -> None:
        super().__init__()
        self.setObjectName(name)
        filled(self, "bg")
        self._narrow = False
        self.search = SearchEdit()
        self.search.setObjectName(search)
        self.search.setFont(font.font(15))
        self.table = table
        self.message = Message(message)
        self._aside = panel
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.message)
        view = self.table.view
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(self.open_panel)
        view.clicked.connect(self.open_panel)
        view.entered_by_key.connect(self.open_panel)
        panel.left.connect(self.close_panel)

    def set_model(self, rows: QAbstractItemModel) -> None:
        """Tell where the rows come from."""
        self.table.view.setModel(rows)
        self.table.view.selectionModel().currentChanged.connect(self._moved)

    def choose(self, row: int, *, stay: bool = False) -> None:
        """Make a row current; the list may `stay` where it is scrolled to."""
        bar = self.table.view.verticalScrollBar()
        at = bar.value()
        self.table.view.make_current(row)
        if stay:
            bar.setValue(at)

    def open_panel(self) -> None:
        """Show what is chosen where there is no room for it beside the list."""
        if self._narrow and self.table.view.currentIndex().isValid():
            self._share(alone=True)
            self._aside.back.setFocus()

    def close_panel(self) -> None:
        """Back to the list."""
        if self._is_alone():
            self._share(alone=False)
            self.rest_focus()

    def rest_focus(self) -> None:
        (self._aside.back if self._is_alone() else self.search).setFocus()

    def go_back(self) -> bool:
        if self._is_alone():
            self.close_panel()
        elif self.search.text():
            self.search.clear()
            self.searched.emit("")
        else:
            return False
        return True

    def _look_for(self) -> None:
        self.close_panel()
        self.search.setFocus()
        self.search.selectAll()

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selected.emit(index.row())

    def _lay_out(self, title: str, action: QWidget, *between: QWidget) -> None:
        """Title, search and an action in the head; what stands `between` them and the list."""
        self._title = label(title, 22, font.BOLD)
        field = Field(self.search, icon="search", key="F2")
        field.setFixedHeight(44)
        field.setMaximumWidth(430)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._title)
        head.addSpacing(8)
        head.addWidget(field, 10)
        head.addStretch(1)
        head.addWidget(action)
        column = QVBoxLayout()
        column.setContentsMargins(0, TOP, 0, TOP)
        column.setSpacing(GAP)
        column.addLayout(head)
        for each in between:
            column.addWidget(each)
        column.addWidget(self._stack, 1)
        # Margins do not mirror, gaps do.
        self._list = QWidget()
        inner = QHBoxLayout(self._list)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addSpacing(EDGE)
        inner.addLayout(column, 1)
        inner.addSpacing(EDGE)
        self._edge = line(vertical=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._edge)
        layout.addWidget(self._aside)
        self._share(alone=False)

    def _is_alone(self) -> bool:
        return self._list.isHidden()

    def _share(self, *, alone: bool) -> None:
        """Give the room to the list and, where there is enough, to the panel; or to it `alone`."""
        self._list.setVisible(not alone)
        self._edge.setVisible(not self._narrow)
        self._aside.setVisible(alone or not self._narrow)
        self._aside.stand_alone(alone=alone)
        self._aside.setMinimumWidth(0 if self._narrow else PANEL - 1)
        self._aside.setMaximumWidth(16_777_215 if self._narrow else PANEL - 1)

    def _retranslate(self) -> None:
        """Say everything in the window's language."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            # Whatever has the focus, these keys walk through the list.
            QApplication.sendEvent(self.table.view, event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < WIDE
        if narrow != self._narrow:
            self._narrow = narrow
            self._share(alone=False)
        super().resizeEvent(event)
