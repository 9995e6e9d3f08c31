"""A caption and what it says."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.label import OneLine, label


class Detail(QWidget):
    """A caption and what it says; hidden where nothing is known."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.caption = label(f"{name}_caption", 12, tone="text-3")
        self.words = label(name, 15, made=OneLine())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.words)

    def say(self, words: str) -> None:
        """Say this; nothing hides it."""
        self.words.setText(words)
        self.setVisible(bool(words))
