"""A question before something is lost; the safe answer has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.widgets.button import GRAVE
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.label import label


class Confirm(Dialog):
    """Asks; the act happens when its button is pressed, never by Enter alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("confirm", parent, grave=True)
        self._act: Callable[[], None] | None = None
        self.words = label("confirm_words", 15)
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(46)
        self.body.addWidget(self.words)
        self.primary.kind = GRAVE
        self.primary.clicked.connect(self._do)

    def ask(self, title: str, words: str, *, keep: str, act: str, do: Callable[[], None]) -> None:
        """Ask; `keep` and `act` are the words of the two buttons."""
        self._act = do
        self.title.setText(title)
        self.words.setText(words)
        self.cancel.label(keep)
        self.primary.label(act)
        self.open()

    def _do(self) -> None:
        self.close_card()
        if self._act is not None:
            self._act()
