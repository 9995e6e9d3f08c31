"""The search field of a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app.domain.text import is_rtl
from app.ui import keymap, paint
from app.ui.widgets.field import Edit


class SearchEdit(Edit):
    """Takes text; while there is none, keys that mean something on the page are left to it."""

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self._turn)
        self._turn("")

    def _turn(self, text: str) -> None:
        # An empty line of Qt's begins where the keyboard's language does, if it may.
        self.setAlignment(paint.start(is_rtl(text) if text else paint.is_rtl(self)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn(self.text())
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, empty = event.key(), not self.text()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} or (empty and keymap.action_of(event)):
            event.ignore()
        elif key == Qt.Key.Key_Escape and not empty:
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)
