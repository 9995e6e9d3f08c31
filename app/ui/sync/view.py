"""Sync and problems: back ends as cards, and what waits for them. Widgets and layout only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.text import isolate
from app.services.backends import BackendCard
from app.ui import font
from app.ui.keymap import Action
from app.ui.page import Actions, Page
from app.ui.sync import cell, told, words
from app.ui.sync.cards import Cards
from app.ui.sync.cell import Cells
from app.ui.sync.model import ATTENTION, LISTS, SENT, SyncRows
from app.ui.sync.pointer import Pointer
from app.ui.sync.words import Act
from app.ui.widgets import tag
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.chip import Chip, Chips
from app.ui.widgets.field import Field
from app.ui.widgets.label import OneLine, Picture, filled, label
from app.ui.widgets.menu import MenuItem
from app.ui.widgets.message import Message
from app.ui.widgets.remark import Remark
from app.ui.widgets.search_edit import SearchEdit
from app.ui.widgets.table import ACTION_ROW, PADDING, Table
from app.ui.widgets.tag import Tag

if TYPE_CHECKING:
    from app.ui.sync.decision import LinkDialog, ReasonDialog
    from app.ui.sync.key_dialog import KeyDialog
    from app.ui.widgets.menu import Menu

EDGE, TOP, GAP = 16, 14, 12
NARROW, LOW = 1100, 640  # px of the page; below, it says less
_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class SyncView(Page):
    """What a manager does: looks, syncs now, and decides what the till can't."""

    sync_asked = Signal()
    cancel_asked = Signal()
    list_chosen = Signal(str)
    searched = Signal(str)
    acted = Signal(int, object)
    key_asked = Signal(str)
    settings_asked = Signal(str)
    moved = Signal()

    def __init__(self, window: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("sync")
        filled(self, "bg")
        self._window = window
        self._counts: tuple[int, int, int] = (0, 0, 0)
        self._looked_for = ""
        self._is_reading = False
        self._cards_shown: Sequence[BackendCard] | None = None
        self._in_menu: tuple[int, tuple[Act, ...]] = (-1, ())
        self.title = label("sync_title", 22, font.BOLD)
        self.attention = Tag("sync_urgent")
        self.calm = label("sync_calm", 13, tone="text-3", made=OneLine())
        self.sync_now = Button("sync_now", OUTLINED, icon="refresh", key="F9")
        self.cards = Cards()
        self.nothing_set_up = Message("no_backends")
        self.problem = Remark("sync_problem")
        self.lists = Chips("sync_lists", gap=8)
        self.lists.set_chips([Chip(f"sync_{each}", low=True) for each in LISTS])
        self.search = SearchEdit()
        self.search.setObjectName("sync_search")
        self.search.setFont(font.font(15))
        self.cells = Cells(now)
        self.table = Table("sync_rows", cell.COLUMNS, self.cells.paint, height=ACTION_ROW)
        self.pointer = Pointer(self.table, self.cells)
        self.message = Message("sync_message")
        self.advice = label("sync_advice", 13, font.MEDIUM, "text-2", made=OneLine())
        self._outbox = label("sync_outbox_title", 18, font.BOLD)
        # A menu hangs from a widget; the buttons of rows are painted.
        self._anchor = QWidget(self.table.view.viewport())
        self._anchor.hide()
        self._lay_out()
        self._connect()
        self._retranslate()

    @cached_property
    def reason(self) -> ReasonDialog:
        """Asks why."""
        from app.ui.sync.decision import ReasonDialog

        return ReasonDialog(self._window)

    @cached_property
    def link(self) -> LinkDialog:
        """Asks under which id it is there."""
        from app.ui.sync.decision import LinkDialog

        return LinkDialog(self._window)

    @cached_property
    def key(self) -> KeyDialog:
        """Asks for a new key."""
        from app.ui.sync.key_dialog import KeyDialog

        return KeyDialog(self._window)

    @cached_property
    def menu(self) -> Menu:
        """What can be done with a row."""
        from app.ui.widgets.menu import Menu

        made = Menu("sync_menu", self._window)
        made.chosen.connect(self._choose_act)
        return made

    def _act(self) -> None:
        (self.cancel_asked if self._is_reading else self.sync_asked).emit()

    def _name_action(self) -> None:
        """A catalogue that is being read can be stopped; the counter never waits for it."""
        self.sync_now.icon_name = "x" if self._is_reading else "refresh"
        self.sync_now.label(self.tr("Stop reading") if self._is_reading else self.tr("Sync now"))

    def set_model(self, rows: SyncRows) -> None:
        """Tell where the rows come from."""
        self.table.view.setModel(rows)
        self.table.view.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def show_backends(self, cards: Sequence[BackendCard], now: datetime, *, syncing: bool) -> None:
        """Show how the back ends stand."""
        self._cards_shown = cards
        self.cards.show_cards(cards, self.cells.labels, now, syncing=syncing)
        self.cards.setVisible(bool(cards))
        self.nothing_set_up.setVisible(not cards)
        self.sync_now.setVisible(bool(cards))
        self._is_reading = any(each.state.reading is not None for each in cards)
        self.sync_now.setEnabled(self._is_reading or not syncing)
        self._name_action()
        self._say_nothing()
        told_of = next((each for each in cards if each.state.message), None)
        if told_of is None:
            self.problem.say("")
        else:
            name = isolate(self.cells.labels.get(told_of.backend.name, told_of.backend.name))
            said = told.said(told_of.state.problem, told_of.state.message)
            look = words.state(told_of, now, syncing=False).look
            self.problem.say(f"{name}: {said}", look)

    def show_counts(self, open_ones: int, attention: int, sent: int) -> None:
        """How many rows each list has."""
        self._counts = (open_ones, attention, sent)
        titles = (self.tr("Open"), self.tr("Needs attention"), self.tr("Sent today"))
        for chip, text, count in zip(self.lists.chips(), titles, self._counts, strict=True):
            chip.label(text, count)
        said = self.tr("%n need attention", "", attention) if attention else ""
        self.attention.show_words(said, tag.BAD, "alert-triangle")

    def show_list(self, which: str) -> None:
        """Mark which list is shown."""
        self.lists.choose(LISTS.index(which))

    def show_rows(self, count: int, text: str) -> None:
        """Show the rows, or say that there are none for this text."""
        self._looked_for = text
        self._stack.setCurrentWidget(self.table if count else self.message)
        self._say_nothing()

    def show_advice(self, words: str) -> None:
        """Say beneath the list what can be done about the row where we are."""
        self.advice.setText(words)
        self.table.show_foot(shown=bool(words))

    def open_menu(self, row: int, acts: Sequence[Act]) -> None:
        """Offer all that can be done with a row."""
        spot = self.pointer.place_of(row, Act.MORE)
        self._anchor.setGeometry(spot)
        self._in_menu = (row, tuple(acts))
        self.menu.open_at(self._anchor, self.tr("More"), [MenuItem(words.act(x)) for x in acts])

    def actions_by_key(self) -> Actions:
        return {Action.SEARCH: self._look_for, Action.MAIN: self.sync_now.click}

    def rest_focus(self) -> None:
        self.search.setFocus()

    def go_back(self) -> bool:
        if not self.search.text():
            return False
        self.search.clear()
        self.searched.emit("")
        return True

    def _look_for(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _choose_act(self, at: int) -> None:
        row, acts = self._in_menu
        self.acted.emit(row, acts[at])

    def _connect(self) -> None:
        view = self.table.view
        self.sync_now.clicked.connect(self._act)
        self.cards.key_asked.connect(self.key_asked)
        self.cards.settings_asked.connect(self.settings_asked)
        self.nothing_set_up.asked.connect(lambda: self.settings_asked.emit(""))
        self.lists.chosen.connect(lambda at: self.list_chosen.emit(LISTS[at]))
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(lambda: self._enter(view.currentIndex()))
        view.entered_by_key.connect(self._enter)
        self.pointer.tapped.connect(self.acted)

    def _enter(self, index: QModelIndex) -> None:
        if index.isValid():
            self.acted.emit(index.row(), Act.MORE)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.title)
        head.addWidget(self.attention)
        head.addStretch(1)
        head.addWidget(self.calm, 0)
        head.addWidget(self.sync_now)
        top = QWidget()
        top.setFixedHeight(44)
        top.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        field = Field(self.search, icon="search", key="F2")
        field.setFixedHeight(44)
        field.setMaximumWidth(300)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self._outbox)
        middle.addWidget(self.lists)
        middle.addStretch(1)
        middle.addWidget(field, 4)
        self.nothing_set_up.setFixedHeight(168)
        self.table.foot.addWidget(Picture("info-circle", "text-2", 20))
        self.table.foot.addWidget(self.advice, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.message)
        column = QVBoxLayout()
        column.setContentsMargins(0, TOP, 0, TOP)
        column.setSpacing(GAP)
        column.addWidget(top)
        column.addWidget(self.cards)
        column.addWidget(self.nothing_set_up)
        column.addWidget(self.problem)
        column.addLayout(middle)
        column.addWidget(self._stack, 1)
        # Margins do not mirror, gaps do.
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(EDGE)
        row.addLayout(column, 1)
        row.addSpacing(EDGE)
        self.nothing_set_up.hide()

    def _say_nothing(self) -> None:
        if self._looked_for:
            said = self.tr("Nothing found for “{text}”.").format(text=isolate(self._looked_for))
            self.message.say(said, "search")
        elif self.lists.current() == LISTS.index(SENT):
            self.message.say(self.tr("Nothing was sent today yet."), "cloud-up")
        elif self.lists.current() == LISTS.index(ATTENTION):
            self.message.say(self.tr("Nothing needs attention."), "circle-check")
        elif self._cards_shown:
            self.message.say(self.tr("Everything is sent."), "circle-check")
        else:
            self.message.say(self.tr("Nothing waits to be sent."), "circle-check")

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Sync and problems"))
        self.calm.setText(self.tr("Selling is never blocked by this page"))
        self._name_action()
        self._outbox.setText(self.tr("Outbox"))
        self.lists.setAccessibleName(self.tr("Outbox"))
        self.search.setPlaceholderText(self.tr("Number or name"))
        self.search.setAccessibleName(self.tr("Search the outbox"))
        self.table.view.setAccessibleName(self.tr("Outbox"))
        self.nothing_set_up.say(
            self.tr("Sales are kept on this till."),
            "plug-connected",
            self.tr("Connect a back end"),
        )
        self.show_counts(*self._counts)
        self._set_columns()
        self._say_nothing()

    def _set_columns(self) -> None:
        columns = cell.NARROW if self.width() < NARROW else cell.COLUMNS
        titles = {
            "verdict": self.tr("Verdict"),
            "what": self.tr("What"),
            "message": self.tr("Message"),
            "action": self.tr("Action") if columns is cell.COLUMNS else "",
        }
        self.cells.room = columns[-1].width - 2 * PADDING
        self.table.set_columns(columns, [titles[each.name] for each in columns])

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
        is_low = self.height() < LOW
        self.cards.set_low(low=is_low)
        self.nothing_set_up.setFixedHeight(146 if is_low else 168)
        self.calm.setVisible(self.width() >= NARROW)
        self._outbox.setVisible(self.width() >= NARROW)
        self._set_columns()
        super().resizeEvent(event)
