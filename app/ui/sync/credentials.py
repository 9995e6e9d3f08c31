"""What lets the till into a back end: a key, or a user and a password."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.backend import MAX_ID
from app.ui import figure
from app.ui.shop import BackendKind
from app.ui.sync.key_field import KeyField
from app.ui.widgets.form import FormField
from app.ui.widgets.segmented import Segmented


class Credentials(QWidget):
    """`turned`: a key is asked for instead of a password, or a password instead of a key."""

    turned = Signal()

    def __init__(self, name: str, gap: int) -> None:
        """The parts are named after `name`; between them is a gap of so many px."""
        super().__init__()
        self._begins = ""
        self.way = Segmented(f"{name}_way", [(f"{name}_by_key", ""), (f"{name}_by_user", "")])
        self.user = FormField(f"{name}_user", figures=True, icon="mail")
        self.user.edit.setMaxLength(MAX_ID)
        self.key = KeyField(f"{name}_key")
        self._note = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        for part in (self.way, self.user, self.key):
            column.addWidget(part)
        self.way.chosen.connect(lambda _: self._turn())
        self.way.hide()
        self._turn()

    def show_kind(self, kind: BackendKind, user: str = "") -> None:
        """Ask for what a system lets people in by; nothing typed for another one stays."""
        self._begins = kind.key_begins
        self.way.setVisible(kind.has_login)
        self.way.choose(int(bool(user)))
        self.user.set_text(user)
        self.key.clear()
        self._turn()

    def is_login(self) -> bool:
        """Whether a user and a password are asked for."""
        return self.way.current() == 1

    def login(self) -> str:
        """The user whose password is given; empty where a key is."""
        return self.user.text() if self.is_login() else ""

    def label(self, note: str) -> None:
        """Say something about the key or password."""
        self._note = note
        self._write()

    def refuse_no_user(self) -> bool:
        """Say so at its field where a user is missing."""
        is_missing = self.is_login() and not self.user.text()
        if is_missing:
            self.user.refuse(self.tr("Give the e-mail address of the user."))
            self.user.setFocus()
        return is_missing

    def _turn(self) -> None:
        self.user.setVisible(self.is_login())
        self._write()
        self.turned.emit()

    def _write(self) -> None:
        self.way.label([self.tr("API key"), self.tr("User and password")])
        self.way.setAccessibleName(self.tr("How the till signs in"))
        self.user.label(self.tr("E-mail address of the user"))
        if self.is_login():
            self.key.label(self.tr("Password"), self._note)
            return
        begins = self.tr("Begins with {begin}.").format(begin=figure.number(self._begins))
        parts = [begins] if self._begins else []
        self.key.label(self.tr("API key"), " ".join([*parts, self._note]))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
