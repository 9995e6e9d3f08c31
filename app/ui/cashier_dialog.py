"""Who stands at the till: a name that is known, a new one, or nobody. Widgets only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.text import isolate
from app.services.cashiers import MAX_NAME
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form import FormField

COLUMNS = 2


class CashierDialog(Dialog):
    """A tap on a name is enough; the field takes new names and known ones."""

    chosen = Signal(str)
    added = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__("cashier_dialog", window)
        self.names: list[Button] = []
        self.nobody = Button("no_cashier", OUTLINED, icon="user-off")
        self.field = FormField("cashier_name", icon="user-plus")
        self.field.edit.setMaxLength(MAX_NAME)
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.field)
        self.nobody.setCheckable(True)
        self.nobody.spread = True
        self.nobody.clicked.connect(lambda: self.chosen.emit(""))
        self.field.edit.textChanged.connect(self._typed)
        self.primary.clicked.connect(lambda: self.added.emit(self.field.text()))
        self.retranslate()

    def ask(self, names: Sequence[str], current: str) -> None:
        """Ask who it is; `current` is who it was."""
        for old in self.names:
            old.hide()
            old.deleteLater()
        self.names = [Button(f"cashier_{at}", OUTLINED, icon="user") for at in range(len(names))]
        for button, name in zip(self.names, names, strict=True):
            button.label(isolate(name))
            button.spread = True
            button.setCheckable(True)
            button.setChecked(name == current)
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        self.nobody.setChecked(not current)
        for at, button in enumerate([*self.names, self.nobody]):
            self._grid.addWidget(button, at // COLUMNS, at % COLUMNS)
        self.field.set_text("")
        self._typed("")
        self.open()

    def refuse(self, problem: str) -> None:
        """Say what is wrong with the new name."""
        self.field.refuse(problem)
        self.field.setFocus()

    def first_field(self) -> QWidget:
        chosen = (each for each in [*self.names, self.nobody] if each.isChecked())
        return next(chosen, self.nobody) if self.names else self.field

    def _typed(self, _text: str) -> None:
        self.primary.setEnabled(bool(self.field.text()))

    def retranslate(self) -> None:
        self.title.setText(self.tr("Who is at the till?"))
        self.nobody.label(self.tr("No cashier"))
        self.field.label(self.tr("New cashier"))
        self.primary.label(self.tr("Add and use"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}
        forward = steps.get(Qt.Key(event.key()))
        if forward is None:
            super().keyPressEvent(event)
        else:
            self.focusNextPrevChild(forward)
