"""A switch: words at the start, a knob at the end."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.ui import font, paint
from app.ui.widgets.label import label

HEIGHT, TRACK, THICK, KNOB, GAP, RING = 44, 46, 26, 18, 16, 4


class Toggle(QCheckBox):
    """On or off; a screen reader hears the same."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = label(f"{name}_title", 15, font.MEDIUM)
        self._note = label(f"{name}_note", 13, tone="text-3")
        for words in (self._title, self._note):
            words.setWordWrap(True)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._note.hide()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(HEIGHT)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addSpacing(GAP + TRACK + RING)

    def label(self, title: str, note: str = "") -> None:
        """Set the words."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        wanted = layout.sizeHint() if layout else QSize()
        return QSize(wanted.width(), max(HEIGHT, wanted.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        on, rtl = self.isChecked(), paint.is_rtl(self)
        track = QRect(self.width() - TRACK - RING, (self.height() - THICK) // 2, TRACK, THICK)
        inset = (THICK - KNOB) // 2
        left = track.right() - inset - KNOB + 1 if on else track.left() + inset
        knob = QRect(left, track.top() + inset, KNOB, KNOB)
        ground, ink = ("primary", "on-primary") if on else ("surface-3", "border-strong")
        edge = None if on else "border-strong"
        if not self.isEnabled():
            ground, edge, ink = "surface-3", "border", "text-disabled"
        with QPainter(self) as painter:
            place = paint.mirrored(track, self.rect(), rtl)
            paint.box(painter, place, THICK / 2, ground, edge)
            paint.box(painter, paint.mirrored(knob, self.rect(), rtl), KNOB / 2, ink)
            if self.hasFocus():
                around = place.adjusted(-RING, -RING, RING, RING)
                paint.box(painter, around, around.height() / 2, None, "focus", 2)
