"""The key list over the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.ui.keymap import Action
from app.ui.widgets.dialog import WIDE, Dialog
from app.ui.widgets.key_list import KeyList


class KeysDialog(Dialog):
    """Enter, Esc, F1 and both buttons close it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__("key_list_dialog", window, width=WIDE)
        self.keys = KeyList("key_list")
        self.body.addWidget(self.keys)
        self.cancel.hide()
        self.primary.clicked.connect(self.close_card)
        self.retranslate()

    def first_field(self) -> QWidget:
        return self.keys

    def retranslate(self) -> None:
        self.title.setText(self.tr("What the keys do"))
        self.primary.label(self.tr("Close"))

    def actions_by_key(self) -> Mapping[Action, Callable[[], None]]:
        return {Action.KEYS: self.close_card}
