"""A field with its caption above it, and what is wrong with it (or a hint) beneath."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.text import is_rtl
from app.ui import font, paint
from app.ui.widgets.field import Edit, Field
from app.ui.widgets.label import label


class FormField(QWidget):
    """Caption, field, and one line beneath; the text has the direction of its content."""

    def __init__(self, name: str, *, figures: bool = False, icon: str = "") -> None:
        """`figures` are for numbers, keys and mail, which read from left to right everywhere."""
        super().__init__()
        self._name, self._figures = name, figures
        self._hint = ""
        self.edit: QLineEdit = Edit()
        self.edit.setObjectName(name)
        self.edit.setFont(font.font(15))
        self.caption = label(f"{name}_caption", 13, font.SEMI_BOLD, "text-2")
        self.caption.setBuddy(self.edit)
        self.below = label(f"{name}_below", 12, tone="text-3")
        self.below.setWordWrap(True)
        self.field = Field(self.edit, icon=icon)
        self.field.setFixedHeight(44)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.caption)
        column.addWidget(self.field)
        column.addWidget(self.below)
        self.below.hide()
        self.edit.textChanged.connect(self._turn)
        self.edit.textEdited.connect(lambda _: self.refuse(""))
        self._turn("")

    def label(self, caption: str, hint: str = "") -> None:
        """Set the caption, and what helps with filling it in."""
        self.caption.setText(caption)
        self.edit.setAccessibleName(caption)
        self._hint = hint
        self.refuse("")
        self._turn(self.edit.text())

    def refuse(self, problem: str) -> None:
        """Say what is wrong; nothing is for empty text."""
        self.field.set_wrong(bool(problem))
        self.below.setText(problem or self._hint)
        self.below.setProperty("tone", "danger" if problem else "text-3")
        self.below.style().polish(self.below)
        self.below.setVisible(bool(problem or self._hint))

    def text(self) -> str:
        """What was typed, without spaces around it."""
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Put a text into the field."""
        self.edit.setText(text)
        self.refuse("")

    def _turn(self, text: str) -> None:
        rtl = is_rtl(text) if text and not self._figures else paint.is_rtl(self)
        # An empty line of Qt's begins where the keyboard's language does, if it may.
        self.edit.setAlignment(paint.start(rtl))
        right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        self.edit.setLayoutDirection(right if rtl and not self._figures else left)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn(self.edit.text())
        super().changeEvent(event)
