"""A number pad for fingers; digits stand as on a calculator in every language."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.ui import font
from app.ui.widgets.button import CALM, Button

KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "00", "0", ".")
KEY, SMALL_KEY = 58, 44


class NumberPad(QWidget):
    """Types into a field as fingers on a keyboard would."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__()
        self._edit = edit
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._keys: list[Button] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, digit in enumerate(KEYS):
            key = Button(f"pad_{'point' if digit == '.' else digit}", CALM)
            key.face = font.font(24, font.SEMI_BOLD)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.label(digit)
            key.clicked.connect(lambda _=False, typed=digit: self._type(typed))
            grid.addWidget(key, at // 3, at % 3)
            self._keys.append(key)
        self.set_small(small=False)

    def set_small(self, *, small: bool) -> None:
        """Take less room in a low window."""
        for key in self._keys:
            key.setFixedHeight(SMALL_KEY if small else KEY)

    def aim(self, edit: QLineEdit) -> None:
        """Type into this field from now on."""
        self._edit = edit

    def set_whole(self, *, whole: bool) -> None:
        """Take whole numbers only: without the point."""
        self._keys[-1].setEnabled(not whole)

    def erase(self) -> None:
        """Take the last sign away."""
        self._edit.backspace()
        self._edit.textEdited.emit(self._edit.text())

    def _type(self, typed: str) -> None:
        self._edit.insert(typed)
        self._edit.textEdited.emit(self._edit.text())
