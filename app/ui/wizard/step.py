"""A step of the wizard: a title, and what is asked beneath it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui import font
from app.ui.widgets.form import FormField
from app.ui.widgets.label import Label, label
from app.ui.wizard.draft import LONGEST, Draft

FIELD, GAP = 52, 14


class Step(QWidget):
    """Fields that are filled from a draft and read as one; `edited` comes with each change."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"step_{name}")
        self.title = label(f"{name}_title", 28, font.BOLD)
        self.subtitle = label(f"{name}_subtitle", 16, tone="text-2")
        for words in (self.title, self.subtitle):
            words.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.title)
        self.column.addWidget(self.subtitle)
        self.column.addSpacing(26)

    def fill(self, draft: Draft) -> None:
        """Show what was answered."""
        raise NotImplementedError

    def draft(self, draft: Draft) -> Draft:
        """The draft with the answers of this step."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Where the focus goes when the step is shown."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Write all words anew."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def large(field: FormField, most: int = 0) -> FormField:
    """The field as large as the wizard wants it, for at most so many characters."""
    field.field.setFixedHeight(FIELD)
    field.edit.setFont(font.font(16))
    field.edit.setMaxLength(most or LONGEST[field.edit.objectName().removeprefix("setup_")])
    return field


def caption(name: str) -> Label:
    """What stands above choices."""
    made = label(name, 13, font.SEMI_BOLD, "text-2")
    made.setContentsMargins(0, 0, 0, 6)
    return made


def pairs(*parts: QWidget) -> QGridLayout:
    """Two beside each other, row by row, each as high as it wants."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(18)
    for at, part in enumerate(parts):
        row, column = divmod(at, 2)
        grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(column, 1)
    return grid
