"""The list of sections: a second rail beside the first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui import font, icon, paint, theme
from app.ui.widgets.label import filled, label

WIDTH, ROW, EDGE, ICON = 232, 44, 12, 20


class _Row(QAbstractButton):
    def __init__(self, name: str, mark: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setCheckable(True)
        self._mark = mark
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ROW)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, ROW)

    def nextCheckState(self) -> None:
        """A click only asks; whether we may leave where we are is not for the row to say."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()  # a button of Qt's would move the focus; the list does it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        on, area, rtl = self.isChecked(), self.rect(), paint.is_rtl(self)
        ground = "primary-soft" if on else None
        if not on and (self.isDown() or self.underMouse()):
            ground = "surface-3" if self.isDown() else "surface-2"
        ink = "on-primary-soft" if on else "text-2"
        with QPainter(self) as painter:
            if ground:
                painter.fillRect(area, theme.color(ground))
            if on:
                bar = paint.mirrored(QRect(0, 0, 4, ROW), area, rtl)
                painter.fillRect(bar, theme.color("primary"))
            if self.hasFocus():
                paint.box(painter, area.adjusted(6, 2, -3, -2), 6, None, "focus", 2)
            spot = QRect(EDGE + 4, (ROW - ICON) // 2, ICON, ICON)
            drawn = icon.pixmap(self._mark, ink, ICON, self.devicePixelRatioF(), rtl=rtl)
            painter.drawPixmap(paint.mirrored(spot, area, rtl).topLeft(), drawn)
            at = EDGE + 4 + ICON + 10
            words = paint.mirrored(QRect(at, 0, area.width() - at - 8, ROW), area, rtl)
            face = font.font(15, font.SEMI_BOLD if on else font.MEDIUM)
            paint.text(painter, words, self.text(), face, ink, paint.start(rtl))


class SectionList(QWidget):
    """One section is marked; arrow keys move, one Tab stop for all."""

    chosen = Signal(str)

    def __init__(self, marks: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("sections")
        filled(self, "surface")
        self.setFixedWidth(WIDTH)
        self.title = label("settings_title", 22, font.BOLD)
        self.title.setContentsMargins(EDGE + 4, 0, EDGE + 4, 0)
        self.title.setFixedHeight(44)
        self._rows = {name: _Row(f"section_{name}", mark) for name, mark in marks.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(10)
        for name, row in self._rows.items():
            column.addWidget(row)
            row.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        column.addStretch()

    def label(self, title: str, words: Mapping[str, str]) -> None:
        """Set the title and the sections' words."""
        self.title.setText(title)
        for name, row in self._rows.items():
            row.setText(words[name])
            row.setAccessibleName(words[name])

    def offer(self, name: str, *, offered: bool) -> None:
        """Have this section in the list, or not."""
        self._rows[name].setVisible(offered)

    def mark(self, name: str) -> None:
        """Show where we are."""
        for each, row in self._rows.items():
            row.setChecked(each == name)
            stop = Qt.FocusPolicy.TabFocus if each == name else Qt.FocusPolicy.NoFocus
            row.setFocusPolicy(stop)

    def marked(self) -> _Row:
        """The row of the section where we are."""
        return next(row for row in self._rows.values() if row.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        rows = [row for row in self._rows.values() if not row.isHidden()]
        at = rows.index(self.marked()) + step
        if not step:
            super().keyPressEvent(event)
        elif 0 <= at < len(rows):
            # The focus first: who hears of the choice may take it elsewhere.
            rows[at].setFocus(Qt.FocusReason.TabFocusReason)
            rows[at].click()
