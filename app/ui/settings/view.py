"""The settings page: the list of sections, one of them, and the bar that saves it. Widgets only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui import font
from app.ui.keymap import Action
from app.ui.page import Actions, Page
from app.ui.settings.section import Section
from app.ui.settings.section_list import SectionList
from app.ui.widgets import sight
from app.ui.widgets.button import OUTLINED, PRIMARY, Button
from app.ui.widgets.chip import Chip, Chips
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.label import filled, label, line

WIDEST, NARROW, EDGE = 760, 1032, 16
GAP = 8  # between what can be touched in a section and on the strip

# The sections from top to bottom, with their icons.
MARKS = {
    "shop": "building-store",
    "tax": "percentage",
    "receipt": "printer",
    "backends": "plug-connected",
    "webhooks": "world",
    "window": "screen",
    "sounds": "sound",
    "data": "package-import",
    "keys": "keyboard",
}


class SettingsView(Page):
    """What a person does: goes to a section, changes it, saves it or lets it be."""

    section_asked = Signal(str)
    save_asked = Signal()
    discard_asked = Signal()
    leave_asked = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("settings")
        filled(self, "bg")
        self.list = SectionList(MARKS)
        self.chips = Chips("section_chips", wraps=True)
        self.confirm = Confirm(window)
        self.save = Button("save_settings", PRIMARY, icon="check", key="F9")
        self.discard = Button("discard_settings", OUTLINED)
        self.hint = label("settings_hint", 13, tone="text-2")
        self._stack = QStackedWidget()
        self._places: dict[str, _Place] = {}
        self._is_dirty = False
        self._lay_out()
        self._connect()
        self._retranslate()

    def section(self, name: str) -> Section | None:
        """A section, if it was made already."""
        place = self._places.get(name)
        return place.section if place else None

    def show_section(self, name: str, make: Callable[[], Section], *, saved: bool) -> Section:
        """Go to a section, made if need be; `saved` are those that wait for Save."""
        if name not in self._places:
            self._places[name] = _Place(make(), 0 if saved else GAP)
            self._stack.addWidget(self._places[name])
        place = self._places[name]
        self._stack.setCurrentWidget(place)
        self.show_where()
        self._title.setText(self._words()[name])
        self._bar.setVisible(saved)
        return place.section

    def offer(self, name: str, *, offered: bool) -> None:
        """Have a section in the list, or not."""
        self.list.offer(name, offered=offered)
        self.chips.chips()[list(MARKS).index(name)].setVisible(offered)

    def show_where(self) -> None:
        """Mark the section that is shown, whatever was asked for."""
        with_focus = [each for each in (self.list, self.chips) if _has_focus(each)]
        self.list.mark(self.current())
        self.chips.choose(list(MARKS).index(self.current()))
        if with_focus:
            self.rest_focus()

    def current(self) -> str:
        """The section that is shown, empty before the first."""
        shown = self._stack.currentWidget()
        return next((name for name, each in self._places.items() if each is shown), "")

    def bring(self, part: QWidget) -> None:
        """Bring the focus to the first field of a part, and scroll there."""
        parts = (part, *part.findChildren(QWidget))
        field = next((each for each in parts if _takes_focus(each)), part)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        shown = self._stack.currentWidget()
        if isinstance(shown, _Place):
            shown.area.ensureWidgetVisible(field, 0, 60)

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll to a part of the section that is shown."""
        shown = self._stack.currentWidget()
        if isinstance(shown, _Place) and shown.isAncestorOf(part):
            sight.bring(part, shown.area)

    def show_dirty(self, dirty: bool, *, busy: bool = False) -> None:
        """Say whether something waits to be saved."""
        self._is_dirty = dirty
        self.save.setEnabled(dirty and not busy)
        self.discard.setEnabled(dirty and not busy)
        self.hint.setText(self.tr("Not saved yet") if dirty else "")

    def ask_to_discard(self, do: Callable[[], None]) -> None:
        """Ask before changes are lost."""
        self.confirm.ask(
            self.tr("Leave without saving?"),
            self.tr("What you changed here is not saved yet."),
            keep=self.tr("Keep editing"),
            act=self.tr("Discard the changes"),
            do=do,
        )

    def leave(self, go: Callable[[], None]) -> None:
        self.leave_asked.emit(go)

    def actions_by_key(self) -> Actions:
        return {Action.MAIN: self.save.click}

    def rest_focus(self) -> None:
        if self.list.isVisibleTo(self):
            self.list.marked().setFocus()
        else:
            self.chips.chips()[self.chips.current()].setFocus()

    def _lay_out(self) -> None:
        self.chips.set_chips([Chip(f"chip_{name}") for name in MARKS])
        self._title = label("section_title", 18, font.BOLD)
        self._title.setFixedHeight(44)
        self._bar = filled(QWidget(), "surface")
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 10, EDGE, 10)
        bar.setSpacing(12)
        bar.addWidget(self.hint, 1)
        bar.addWidget(self.discard)
        bar.addWidget(self.save)
        self.save.setMinimumWidth(132)
        under = QVBoxLayout(self._bar)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(line())
        under.addLayout(bar)
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 14, EDGE, 0)
        head.addWidget(self._title)
        head.addWidget(self.chips)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(10)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        self._between = line(vertical=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._between)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        names = list(MARKS)
        self.list.chosen.connect(self.section_asked)
        self.chips.chosen.connect(lambda at: self.section_asked.emit(names[at]))
        self.save.clicked.connect(self.save_asked)
        self.discard.clicked.connect(self.discard_asked)

    def _words(self) -> dict[str, str]:
        return {
            "shop": self.tr("Shop"),
            "tax": self.tr("Tax and money"),
            "receipt": self.tr("Receipt and printer"),
            "backends": self.tr("Back ends"),
            "webhooks": self.tr("Webhooks"),
            "window": self.tr("Window"),
            "sounds": self.tr("Sounds"),
            "data": self.tr("Data"),
            "keys": self.tr("Keys"),
        }

    def _retranslate(self) -> None:
        words = self._words()
        self.list.label(self.tr("Settings"), words)
        self.list.setAccessibleName(self.tr("Sections"))
        self.chips.setAccessibleName(self.tr("Sections"))
        for chip, text in zip(self.chips.chips(), words.values(), strict=True):
            chip.label(text)
        self._title.setText(words.get(self.current(), ""))
        self.save.label(self.tr("Save"))
        self.discard.label(self.tr("Discard"))
        self.show_dirty(self._is_dirty)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < NARROW
        for widget in (self.list, self._between, self._title):
            widget.setVisible(not narrow)
        self.chips.setVisible(narrow)
        super().resizeEvent(event)


def _takes_focus(widget: QWidget) -> bool:
    can = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return can and widget.isVisible() and widget.isEnabled()


def _has_focus(widget: QWidget) -> bool:
    focused = widget.window().focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


class _Scroll(QScrollArea):
    """A section at the start of the room that there is, never wider than reads well."""

    def __init__(self, section: Section, below: int) -> None:
        super().__init__()
        self.setViewportMargins(0, 0, 0, below)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(EDGE, 2, EDGE, EDGE)
        row.setSpacing(0)
        section.setMaximumWidth(WIDEST)
        row.addWidget(section, WIDEST)
        row.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)


class _Place(QWidget):
    """A section that scrolls, and what stays in sight beside it; `below` stays free."""

    def __init__(self, section: Section, below: int) -> None:
        super().__init__()
        self.section = section
        self.area = _Scroll(section, below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        if section.beside is not None:
            self.area.setMaximumWidth(WIDEST + 2 * EDGE)
            column = QVBoxLayout()
            column.setContentsMargins(0, 2, 0, EDGE)
            column.addWidget(section.beside)
            row.addLayout(column)
            row.addSpacing(EDGE)
            row.addStretch()
