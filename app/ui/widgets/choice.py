"""Choices: cards of which one is on, each with a title and perhaps a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import font, icon, paint
from app.ui.widgets.label import label

EDGE, GAP, RING, DOT, RADIUS, LEAST = 17, 14, 24, 12, 12, 52


class Choice(QRadioButton):
    """A card: icon, title, a sentence beneath, and a ring at its end that says whether it is on."""

    def __init__(self, name: str, *, mark: str = "", size: int = 32, large: bool = False) -> None:
        """`mark` is an icon of that size, empty for none; `large` ones stand on wide pages."""
        super().__init__()
        self.setObjectName(name)
        self.mark, self.size_of_mark = mark, size
        face = (18, font.BOLD) if large else (16, font.SEMI_BOLD)
        self._title = label(f"{name}_title", *face)
        self._note = label(f"{name}_note", 13, tone="text-2")
        for words in (self._title, self._note):
            words.setWordWrap(True)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._note.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(LEAST)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._note)
        row = QHBoxLayout(self)
        above = 15 if large else 13
        row.setContentsMargins(EDGE, above, EDGE, above)
        row.setSpacing(0)
        row.addSpacing(size + GAP if mark else 0)
        row.addLayout(column, 1)
        row.addSpacing(GAP + RING)

    def label(self, title: str, note: str = "") -> None:
        """Set the words."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)

    def title(self) -> str:
        """What it is called."""
        return self._title.text()

    def sizeHint(self) -> QSize:
        return self._room()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._room().height())

    def _room(self) -> QSize:
        layout = self.layout()
        wanted = layout.sizeHint() if layout else QSize()
        return QSize(wanted.width(), max(LEAST, wanted.height()))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter on what is on already is meant for the page's main button.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.isChecked():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        on, area, rtl = self.isChecked(), self.rect(), paint.is_rtl(self)
        ground = "primary-soft" if on else "surface"
        if not on and self.isEnabled() and (self.isDown() or self.underMouse()):
            ground = "surface-3" if self.isDown() else "surface-2"
        edge = "primary" if on else "border-strong"
        with QPainter(self) as painter:
            if self.hasFocus():
                paint.box(painter, area, RADIUS, None, "focus", 2)
                area = area.adjusted(4, 4, -4, -4)
            radius = RADIUS - (4 if self.hasFocus() else 0)
            paint.box(painter, area, radius, ground, edge if on else "border", 2 if on else 1)
            if self.mark:
                self._paint_mark(painter, "primary" if on else "text-2", rtl=rtl)
            top = (self.height() - RING) // 2
            ring = paint.mirrored(
                QRect(self.width() - EDGE - RING, top, RING, RING), self.rect(), rtl
            )
            paint.box(painter, ring, RING / 2, "surface", edge, 2)
            if on:
                inset = (RING - DOT) // 2
                dot = ring.adjusted(inset, inset, -inset, -inset)
                paint.box(painter, dot, DOT / 2, "primary")

    def _paint_mark(self, painter: QPainter, ink: str, *, rtl: bool) -> None:
        size = self.size_of_mark
        place = QRect(EDGE, (self.height() - size) // 2, size, size)
        drawn = icon.pixmap(self.mark, ink, size, self.devicePixelRatioF(), rtl=rtl)
        painter.drawPixmap(paint.mirrored(place, self.rect(), rtl).topLeft(), drawn)


class Choices(QWidget):
    """Choices beneath each other, or in columns; arrow keys move, one Tab stop for all."""

    chosen = Signal(int)

    def __init__(self, name: str, *, columns: int = 1, gap: int = 8) -> None:
        super().__init__()
        self.setObjectName(name)
        self._choices: list[Choice] = []
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def set_choices(self, choices: Sequence[Choice], at: int = 0) -> None:
        """Show these choices."""
        for old in self._choices:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._choices = list(choices)
        for place, choice in enumerate(choices):
            self._grid.addWidget(choice, *divmod(place, self._columns))
            # A layout shows it a round later, and what is hidden till then can't take the focus.
            choice.show()
            choice.clicked.connect(lambda _=False, place=place: self._choose(place))
        self.choose(at)

    def choices(self) -> list[Choice]:
        """The choices, in their order."""
        return self._choices

    def choose(self, at: int) -> None:
        """Turn one on."""
        self._choices[at].setChecked(True)
        self._set_stops(at)

    def current(self) -> int:
        """Which one is on."""
        return next((at for at, each in enumerate(self._choices) if each.isChecked()), -1)

    def _choose(self, at: int) -> None:
        if any(each.hasFocus() for each in self._choices):
            self._choices[at].setFocus(Qt.FocusReason.TabFocusReason)
        self._set_stops(at)
        self.chosen.emit(at)

    def _set_stops(self, at: int) -> None:
        for place, choice in enumerate(self._choices):
            stop = Qt.FocusPolicy.TabFocus if place == at else Qt.FocusPolicy.NoFocus
            choice.setFocusPolicy(stop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        beside = -1 if paint.is_rtl(self) else 1
        steps = {
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Left: -beside if self._columns > 1 else 0,
            Qt.Key.Key_Right: beside if self._columns > 1 else 0,
        }
        step = steps.get(Qt.Key(event.key()), 0)
        at = self.current() + step
        if not step:
            super().keyPressEvent(event)
        elif 0 <= at < len(self._choices):
            self._choices[at].click()
