"""Changing the cashier: names are read, a new one is kept, the choice is preferred. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.services import cashiers
from app.ui import sentence
from app.ui.cashier_dialog import CashierDialog
from app.ui.desk import Desk


class CashierPresenter(QObject):
    """Asks who stands at the till."""

    chosen = Signal(str)

    def __init__(self, dialog: CashierDialog, desk: Desk) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._desk = desk
        dialog.chosen.connect(self._choose)
        dialog.added.connect(self.add)

    def ask(self) -> None:
        """Ask; the answer comes as `chosen`."""
        self._desk.lanes.read(cashiers.names, self._open)

    def add(self, name: str) -> None:
        """Take a name that was typed, whether it is known or new."""
        counter = self._desk.counter
        self._desk.lanes.write(
            lambda unit: cashiers.add(unit, name, counter), self._choose, self._refused
        )

    def _open(self, names: list[str]) -> None:
        if not self._dialog.isVisible():
            self._dialog.ask(names, self._desk.counter.cashier)

    def _choose(self, name: str) -> None:
        self._dialog.close_card()
        self.chosen.emit(name)

    def _refused(self, error: Exception) -> None:
        self._dialog.refuse(sentence.of(error))
