"""Asks for a new key of a back end, which can be tried before it is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from app.domain.text import isolate
from app.services.backends import BackendCard
from app.ui.sync import told
from app.ui.sync.key_field import KeyField
from app.ui.widgets import tag
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.remark import Remark
from app.ui.widgets.tag import Look


class KeyDialog(Dialog):
    """`tried` and `kept` bring the back end and the key."""

    tried = Signal(object, str)
    kept = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("new_key", parent, width=USUAL)
        self._card: BackendCard | None = None
        self.key = KeyField("new_key_field")
        self.remark = Remark("new_key_remark")
        self.test = Button("new_key_test", OUTLINED)
        self.body.addWidget(self.key)
        self.body.addWidget(self.remark)
        self.foot.insertWidget(self.foot.indexOf(self.primary), self.test)
        self.key.edit.textEdited.connect(lambda _: self.remark.say(""))
        self.test.clicked.connect(lambda: self._ask(self.tried))
        self.primary.clicked.connect(lambda: self._ask(self.kept))
        self.refused.connect(self.key.clear)
        self.retranslate()

    def ask(self, card: BackendCard, title: str) -> None:
        """Ask for the key of this back end."""
        self._card = card
        self.key.clear()
        self.retranslate()
        self.subtitle.setText(title)
        self.say(told.said(card.state.problem, card.state.message), tag.WARNING)
        self.set_busy(busy=False)
        self.open()

    def first_field(self) -> QWidget:
        return self.key.edit

    def say(self, words: str, look: Look) -> None:
        """Say how it goes with the key."""
        self.remark.say(words, look)

    def refuse(self, problem: str) -> None:
        """Say what is wrong with the key."""
        self.remark.say("")
        self.key.refuse(problem)
        self.go_to(self.key.edit)

    def set_busy(self, *, busy: bool) -> None:
        """While a key is tried or kept there is nothing to do."""
        self.test.setEnabled(not busy)
        self.primary.setEnabled(not busy)

    def retranslate(self) -> None:
        user = self._user()
        self.title.setText(self.tr("Enter a new password") if user else self.tr("Enter a new key"))
        said = self.tr("Password of {user}").format(user=isolate(user))
        note = self.tr("Kept where the old one was; never shown again")
        self.key.label(said if user else self.tr("API key"), note)
        self.test.label(self.tr("Test"))
        self.primary.label(self.tr("Save the password") if user else self.tr("Save the key"))

    def _user(self) -> str:
        return self._card.backend.settings.user if self._card else ""

    def _ask(self, asked: SignalInstance) -> None:
        if not self.key.text():
            password = self.tr("Give the password.")
            self.refuse(password if self._user() else self.tr("Paste the key here."))
        elif self._card is not None:
            asked.emit(self._card, self.key.text())
