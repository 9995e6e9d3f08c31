"""The field for a key: what is typed is not to be read, and it is never shown again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.ui.widgets.form import FormField

LONGEST = 500


class KeyField(FormField):
    """Reads from left to right, and hides what it holds."""

    def __init__(self, name: str) -> None:
        super().__init__(name, figures=True, icon="key")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(LONGEST)
        hidden = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        self.edit.setInputMethodHints(hidden | Qt.InputMethodHint.ImhNoPredictiveText)

    def clear(self) -> None:
        """Forget what was typed."""
        self.set_text("")
