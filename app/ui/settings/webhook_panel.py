"""What one online shop is told to send its webhooks: the address, and the secret that it shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain import webhook
from app.domain.backend import Backend
from app.domain.text import isolate
from app.ui import figure
from app.ui.settings.file_job import CAPTION
from app.ui.sync.key_field import KeyField
from app.ui.widgets.button import OUTLINED, SOFT, Button
from app.ui.widgets.form import FormField
from app.ui.widgets.panel import Panel


class WebhookPanel(Panel):
    """`copied` brings the address, `kept` the back end and the secret."""

    copied = Signal(str)
    kept = Signal(object, str)

    def __init__(self, backend: Backend) -> None:
        name = f"webhook_{backend.name}"
        super().__init__(f"panel_{name}")
        self.backend = backend
        self._title_said = ""
        self.address = FormField(f"{name}_address", figures=True)
        self.address.edit.setReadOnly(True)
        self.copy = Button(f"{name}_copy", OUTLINED, icon="link")
        self.secret = KeyField(f"{name}_secret")
        self.save = Button(f"{name}_save", SOFT, icon="check")
        self.column.addLayout(_beside(self.address, self.copy))
        self.column.addLayout(_beside(self.secret, self.save))
        self.copy.clicked.connect(lambda: self.copied.emit(self.address.text()))
        self.save.clicked.connect(self._keep)
        self.secret.edit.returnPressed.connect(self.save.click)
        self._write()

    def show_sender(self, title: str, host: str, port: int) -> None:
        """Show where it is to send them, and what it is called."""
        self._title_said = title
        self.address.set_text(webhook.address(host, port, self.backend.name))
        self._write()

    def refuse(self, problem: str) -> None:
        """Say what is wrong with the secret."""
        self.secret.refuse(problem)
        self.secret.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While a secret is being kept there is nothing to do."""
        self.save.setEnabled(not busy)

    def _keep(self) -> None:
        if self.secret.text():
            self.kept.emit(self.backend, self.secret.text())
        else:
            self.refuse(self.tr("Paste the secret here."))

    def _write(self) -> None:
        title = isolate(self._title_said)
        self.label(title)
        path = figure.number(webhook.PATH + self.backend.name)
        hint = self.tr("At {shop}, enter the address of the tunnel or relay, then {path}")
        said = hint.format(shop=title, path=path)
        self.address.label(self.tr("Address at this till"), said)
        copied = self.tr("Copy")
        self.copy.label(copied, f"{copied}: {title}")
        self.secret.label(
            self.tr("Secret"),
            self.tr("{shop} shows it where webhooks are set up. Never shown again.").format(
                shop=title
            ),
        )
        kept = self.tr("Save the secret")
        self.save.label(kept, f"{kept}: {title}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)


def _beside(field: FormField, button: Button) -> QHBoxLayout:
    """A field, and a button at its end, as high as the field itself."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addSpacing(CAPTION)
    column.addWidget(button)
    column.addStretch()
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column)
    return row
