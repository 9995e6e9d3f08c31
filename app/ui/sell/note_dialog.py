"""Asks for a line of text: a note, or the name of a sale that is held."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form import FormField


class NoteDialog(Dialog):
    """One text; the presenter closes it, or says what is wrong."""

    given = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.field = FormField(f"{name}_text")
        self.field.edit.setMaxLength(200)
        self.body.addWidget(self.field)
        self.primary.clicked.connect(self._give)

    def ask(self, title: str, subject: str, caption: str, text: str, act: str) -> None:
        """Ask for the text; `act` is what the button does with it."""
        self.title.setText(title)
        self.subtitle.setText(subject)
        self.field.label(caption)
        self.field.set_text(text)
        self.primary.label(act)
        self.open()
        self.field.edit.selectAll()

    def refuse(self, problem: str) -> None:
        """Say what is wrong with it."""
        self.field.refuse(problem)
        self.field.edit.setFocus()

    def first_field(self) -> QWidget:
        return self.field.edit

    def _give(self) -> None:
        if self.isVisible():
            self.given.emit(self.field.text())
