"""The search field of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.ui import keymap
from app.ui.widgets.field import Edit


class SearchEdit(Edit):
    """Takes text; while there is none, keys that mean something on the page are left to it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, empty = event.key(), not self.text()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} or (empty and keymap.action_of(event)):
            event.ignore()
        elif key == Qt.Key.Key_Escape and not empty:
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)
