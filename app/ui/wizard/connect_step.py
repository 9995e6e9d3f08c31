"""The part of the fourth step that asks for a back end: which system, where it is, and its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.backend import Backend, BackendSettings
from app.ui.shop import BackendKind
from app.ui.sync import trial
from app.ui.sync.key_field import LONGEST, KeyField
from app.ui.sync.kind_picker import KindPicker
from app.ui.widgets.form import FormField
from app.ui.widgets.toggle import Toggle
from app.ui.wizard.step import caption, large

NAME = "main"
LONGEST_URL = 250


class ConnectFields(QWidget):
    """`edited` comes with each change; the key is kept nowhere but in its field."""

    edited = Signal()

    def __init__(self, kinds: Sequence[BackendKind]) -> None:
        super().__init__()
        self.setObjectName("setup_connect")
        self.kinds = KindPicker("setup_kind", kinds)
        self.key = KeyField("setup_key")
        self.url = FormField("setup_url", figures=True)
        self.in_file = Toggle("setup_key_in_file")
        self._caption = caption("setup_kind_caption")
        self._lay_out()
        self.kinds.chosen.connect(lambda _: self._show_address())
        self.in_file.clicked.connect(self.edited)
        for field in (self.key, self.url):
            field.edit.textEdited.connect(self.edited)
        self._show_address()
        self.in_file.hide()
        self._retranslate()

    def backend(self) -> Backend:
        """The back end as the fields say."""
        store = "file" if self.in_file.isChecked() else "keyring"
        kind, url = self.kinds.kind().kind, self.url.text()
        return Backend(0, NAME, kind, url, store, BackendSettings())

    def offer_file(self) -> None:
        """Let the key be kept in a file, where there is no keyring."""
        self.in_file.show()

    def refuse(self, code: str, problem: str) -> bool:
        """Say what is wrong beside its field; False when it has none."""
        field = (
            self.key
            if trial.is_about_key(code)
            else self.url
            if trial.is_about_address(code)
            else None
        )
        if field is not None:
            field.refuse(problem)
            field.setFocus()
        return field is not None

    def _show_address(self) -> None:
        self.url.set_text(self.kinds.kind().default_url)
        self.edited.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._caption)
        column.addWidget(self.kinds)
        for part in (large(self.key, LONGEST), large(self.url, LONGEST_URL), self.in_file):
            column.addSpacing(16)
            column.addWidget(part)

    def _retranslate(self) -> None:
        self._caption.setText(self.tr("Which one?"))
        self.key.label(
            self.tr("API key"),
            self.tr("Kept in the system's key store, never in the database or in logs"),
        )
        self.url.label(self.tr("Address"))
        self.in_file.label(
            self.tr("Keep the key in a file"),
            self.tr("Whoever can read the shop's folder as you can read the key too."),
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
