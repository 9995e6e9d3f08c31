"""A section of the settings: fields that are filled from what is kept, and read as a draft."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.preference import Preferences
from app.domain.shop import Shop
from app.ui.widgets.form import FormField


class Section(QWidget):
    """Panels beneath each other; `edited` comes whenever a person changes something.

    What is `beside` it stays in sight while it scrolls.
    """

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.beside: QWidget | None = None
        self.setObjectName(f"settings_{name}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def retranslate(self) -> None:
        """Write all words anew."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class ShopSection(Section):
    """A part of the shop's settings, kept by Save."""

    def fill(self, shop: Shop) -> None:
        """Show how the shop is."""
        raise NotImplementedError

    def draft(self, shop: Shop) -> Shop:
        """The shop as the fields say; what has no field here stays."""
        raise NotImplementedError

    def refuse(self, code: str, problem: str) -> QWidget | None:
        """Say beside its field what was refused, and give that field; None when it has none."""
        return None


class PreferenceSection(Section):
    """A part of the preferences, kept as soon as it is changed."""

    def fill(self, preferences: Preferences) -> None:
        """Show what is preferred."""
        raise NotImplementedError

    def draft(self, preferences: Preferences) -> Preferences:
        """What the fields say is preferred; what has no field here stays."""
        raise NotImplementedError


def side_by_side(*fields: FormField) -> QGridLayout:
    """Fields in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(14)
    for at, field in enumerate(fields):
        row = QVBoxLayout()
        row.addWidget(field)
        row.addStretch()
        grid.addLayout(row, at // 2, at % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
