"""A text field of the design: icon, text, key hint, and a border that says where the focus is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from app.domain.text import ltr
from app.ui import font, paint
from app.ui.widgets.label import Picture


class Edit(QLineEdit):
    """A frameless line; Esc is left to the screen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class KeyHint(QLabel):
    """The key that leads here."""

    def __init__(self, key: str) -> None:
        super().__init__(ltr(key))
        self.setFont(font.font(11, font.SEMI_BOLD))
        self.setProperty("tone", "text-3")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        wide = font.metrics(11, font.SEMI_BOLD).horizontalAdvance(key)
        self.setFixedSize(wide + 12, 19)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 4, "surface-2", "border")
        super().paintEvent(event)


class Field(QWidget):
    """The frame around an edit."""

    def __init__(
        self, edit: QLineEdit, *, icon: str = "", key: str = "", caption: QLabel | None = None
    ) -> None:
        super().__init__()
        self.edit = edit
        self.setFixedHeight(52)
        self.setFocusProxy(edit)
        edit.setFrame(False)
        edit.setMinimumHeight(38)
        edit.setProperty("fill", "surface")
        edit.installEventFilter(self)
        self._wrong = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(13, 2, 13, 2)
        layout.setSpacing(10)
        if icon:
            layout.addWidget(Picture(icon, "text", 20))
        if caption:
            layout.addWidget(caption)
        layout.addWidget(edit, 1)
        if key:
            layout.addWidget(KeyHint(key))

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as wrong, or right again."""
        self._wrong = wrong
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        marked = self._wrong or self.edit.hasFocus()
        border = "danger" if self._wrong else "focus" if marked else "border-strong"
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, "surface", border, 2 if marked else 1)
