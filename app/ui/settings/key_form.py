"""Keys: what they do."""

from __future__ import annotations

from app.ui.settings.section import Section
from app.ui.widgets.key_list import KeyList
from app.ui.widgets.panel import Panel


class KeyForm(Section):
    """The same list as the dialog's."""

    def __init__(self) -> None:
        super().__init__("keys")
        self._panel = Panel("panel_keys")
        self.keys = KeyList("settings_key_list")
        self._panel.column.addWidget(self.keys)
        self.column.addWidget(self._panel)
        self.column.addStretch()
        self.retranslate()

    def retranslate(self) -> None:
        self._panel.label(self.tr("What the keys do"), self.tr("F1 shows this list on every page."))
