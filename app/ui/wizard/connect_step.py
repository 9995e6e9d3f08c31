"""The part of the fourth step that asks for a back end: which system, where it is, and its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.backend import MAX_ID, Backend, BackendSettings
from app.ui.shop import BackendKind
from app.ui.sync import address_field, key_field, trial
from app.ui.sync.address_field import AddressField
from app.ui.sync.credentials import Credentials
from app.ui.sync.kind_picker import KindPicker
from app.ui.widgets.toggle import Toggle
from app.ui.wizard.step import caption, large

NAME, GAP = "main", 16


class ConnectFields(QWidget):
    """`edited` comes with each change; the key is kept nowhere but in its field."""

    edited = Signal()

    def __init__(self, kinds: Sequence[BackendKind]) -> None:
        super().__init__()
        self.setObjectName("setup_connect")
        self.kinds = KindPicker("setup_kind", kinds)
        self.credentials = Credentials("setup", GAP)
        self.key = self.credentials.key
        self.url = AddressField("setup_url")
        self.in_file = Toggle("setup_key_in_file")
        self._caption = caption("setup_kind_caption")
        self._lay_out()
        self.kinds.chosen.connect(lambda _: self._show_kind())
        self.credentials.turned.connect(self.edited)
        self.in_file.clicked.connect(self.edited)
        for field in (self.credentials.user, self.key, self.url):
            field.edit.textEdited.connect(self.edited)
        self._show_kind()
        self.in_file.hide()
        self._retranslate()

    def backend(self) -> Backend:
        """The back end as the fields say."""
        store = "file" if self.in_file.isChecked() else "keyring"
        kind, url = self.kinds.kind().kind, self.url.text()
        settings = BackendSettings(user=self.credentials.login())
        return Backend(0, NAME, kind, url, store, settings)

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

    def _show_kind(self) -> None:
        kind = self.kinds.kind()
        self.credentials.show_kind(kind)
        self.url.show_kind(kind)
        self.edited.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._caption)
        column.addWidget(self.kinds)
        large(self.credentials.user, MAX_ID)
        large(self.key, key_field.LONGEST)
        for part in (self.credentials, large(self.url, address_field.LONGEST), self.in_file):
            column.addSpacing(GAP)
            column.addWidget(part)

    def _retranslate(self) -> None:
        self._caption.setText(self.tr("Which one?"))
        self.credentials.label(
            self.tr("Kept in the system's key store, never in the database or in logs")
        )
        self.in_file.label(
            self.tr("Keep the key in a file"),
            self.tr("Whoever can read the shop's folder as you can read the key too."),
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
