"""Several buttons of which one is on; arrow keys move, one Tab stop for all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui import paint

# Keys that a button of Qt's would move the focus by; here the row around the buttons does it.
ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class OneOf(QWidget):
    """Knows which of its buttons is on; those that inherit from it lay them out."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._choices: list[QAbstractButton] = []

    def _offer(self, choices: list[QAbstractButton], chosen: int = 0) -> None:
        """Let a person choose between these, which are new."""
        self._choices = choices
        for at, button in enumerate(choices):
            button.clicked.connect(lambda _=False, at=at: self._choose(at))
        self.choose(chosen)

    def choose(self, at: int) -> None:
        """Turn one on; -1 turns all off."""
        for place, button in enumerate(self._choices):
            button.setChecked(place == at)
            stop = Qt.FocusPolicy.TabFocus if place == max(at, 0) else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(stop)

    def current(self) -> int:
        """Which one is on; -1 for none."""
        return next((at for at, each in enumerate(self._choices) if each.isChecked()), -1)

    def _choose(self, at: int) -> None:
        self.choose(at)
        self.chosen.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0) * (-1 if paint.is_rtl(self) else 1)
        if not step:
            super().keyPressEvent(event)
            return
        wanted = self.current() + step
        while 0 <= wanted < len(self._choices) and self._choices[wanted].isHidden():
            wanted += step
        if 0 <= wanted < len(self._choices):
            # The focus first: who hears of the choice may take it elsewhere.
            self._choices[wanted].setFocus(Qt.FocusReason.TabFocusReason)
            self._choose(wanted)
