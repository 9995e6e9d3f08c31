"""The field for an address: the system's usual one, or that of the shop's own server."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from app.ui.shop import BackendKind
from app.ui.widgets.form import FormField

LONGEST = 250
EXAMPLE = "https://shop.example.com/api"


class AddressField(FormField):
    """Asks for the shop's own server where a system has no address of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(name, figures=True)
        self._is_own = False
        self.edit.setMaxLength(LONGEST)
        self._write()

    def show_kind(self, kind: BackendKind) -> None:
        """Begin with the usual address of a system."""
        self._is_own = not kind.default_url
        self.edit.setPlaceholderText(EXAMPLE if self._is_own else "")
        self.set_text(kind.default_url)
        self._write()

    def _write(self) -> None:
        own = self.tr("The shop's own server; whoever runs it knows the address")
        self.label(self.tr("Address"), own if self._is_own else "")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
