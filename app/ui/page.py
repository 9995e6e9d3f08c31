"""A page of the window: what the rail leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.keymap import Action

Actions = Mapping[Action, Callable[[], None]]


class Page(QWidget):
    """A screen beside the rail; `actions` are the keys that it understands."""

    shown = Signal()

    def actions_by_key(self) -> Actions:
        """What keys do here."""
        return {}

    def rest_focus(self) -> None:
        """Bring the focus to where it rests."""

    def leave(self, go: Callable[[], None]) -> None:
        """A person wants to leave by `go`; a page that may lose something asks before."""
        go()

    def go_back(self) -> bool:
        """Take one level back, as Esc asks for; False when there is none."""
        return False
