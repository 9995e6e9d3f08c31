"""Webhooks: whether they are taken and where, what each online shop needs, and what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain import webhook
from app.domain.backend import Backend
from app.domain.errors import Refusal
from app.domain.preference import MAX_PORT, Preferences
from app.ui import font, sentence
from app.ui.settings.section import PreferenceSection
from app.ui.settings.webhook_log import WebhookLog
from app.ui.settings.webhook_panel import WebhookPanel
from app.ui.widgets import tag
from app.ui.widgets.form import FormField
from app.ui.widgets.label import label
from app.ui.widgets.panel import Panel
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.toggle import Toggle

HERE, USUAL_PORT = "127.0.0.1", 8790
PLACES = ("here", "other")


class WebhookForm(PreferenceSection):
    """The port and address are kept once they can be; each online shop has a panel."""

    copied = Signal(str)
    kept = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("webhooks")
        self._port, self._host = USUAL_PORT, HERE
        self.panels: list[WebhookPanel] = []
        self._titles: Mapping[str, str] = {}
        self.on = Toggle("webhook_on")
        self.place = Segmented("webhook_place", [(f"webhook_{each}", "") for each in PLACES])
        self.port = FormField("webhook_port", figures=True)
        self.port.edit.setMaxLength(len(str(MAX_PORT)))
        self.host = FormField("webhook_host", figures=True)
        self.warning = Remark("webhook_warning")
        self.log = WebhookLog()
        self._place_caption = label("webhook_place_caption", 13, font.SEMI_BOLD, "text-2")
        self._lay_out()
        self.on.clicked.connect(self._turn)
        self.place.chosen.connect(lambda _: self._choose_place())
        for field in (self.port, self.host):
            field.edit.editingFinished.connect(self._edit)
        self.retranslate()

    def fill(self, preferences: Preferences) -> None:
        self.on.setChecked(preferences.webhook_port > 0)
        self._port = preferences.webhook_port or self._port
        self._host = preferences.webhook_host
        is_here = webhook.is_loopback(self._host)
        self.place.choose(0 if is_here else 1)
        self.port.set_text(str(self._port))
        self.host.set_text("" if is_here else self._host)
        self._show()

    def draft(self, preferences: Preferences) -> Preferences:
        port = self._port if self.on.isChecked() else 0
        return replace(preferences, webhook_port=port, webhook_host=self._host)

    def show_senders(self, senders: Sequence[Backend], titles: Mapping[str, str]) -> None:
        """Have a panel for each of these; `titles` are their names for people."""
        self._titles = titles
        if [each.backend.name for each in self.panels] != [each.name for each in senders]:
            self._make_panels(senders)
        for panel, sender in zip(self.panels, senders, strict=True):
            panel.backend = sender
        self._show_addresses()

    def _make_panels(self, senders: Sequence[Backend]) -> None:
        for old in self.panels:
            self._between.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.panels = [WebhookPanel(each) for each in senders]
        for panel in self.panels:
            panel.copied.connect(self.copied)
            panel.kept.connect(self.kept)
            self._between.addWidget(panel)

    def _turn(self) -> None:
        """Take webhooks from now on, or no more; not where nothing can be listened at."""
        if self.on.isChecked() and not self._is_typed_well():
            self.on.setChecked(False)
            return
        self.edited.emit()

    def _choose_place(self) -> None:
        self._show()
        if self.place.current() == 0:
            self._edit()
        else:
            self.host.setFocus()

    def _edit(self) -> None:
        # A field is also left by who chooses “only this computer”, or switches all off.
        before = self._port, self._host
        if self._is_typed_well() and before != (self._port, self._host):
            self._show()
            self.edited.emit()

    def _is_typed_well(self) -> bool:
        """Take what the fields say; False, and what is wrong said there, if it can't be."""
        port, host = self.port.text(), HERE
        if not port.isdecimal() or not 0 < int(port) <= MAX_PORT:
            words = self.tr("A port is a number from 1 to {most}.")
            self.port.refuse(words.format(most=MAX_PORT))
            return False
        if self.place.current() == 1:
            host = self.host.text()
            try:
                Preferences(webhook_host=host)
            except Refusal as refusal:
                self.host.refuse(sentence.of(refusal))
                return False
        self._port, self._host = int(port), host
        return True

    def _show(self) -> None:
        is_other = self.place.current() == 1
        self.host.setVisible(is_other)
        said = self.tr(
            "Other computers can reach this address, and nothing here encrypts what they send. "
            "Let a tunnel or relay with TLS stand before it."
        )
        self.warning.say(said if is_other else "", tag.WARNING)
        self._show_addresses()

    def _show_addresses(self) -> None:
        for panel in self.panels:
            name = panel.backend.name
            panel.show_sender(self._titles.get(name, name), self._host, self._port)

    def _lay_out(self) -> None:
        self._general = Panel("panel_webhooks")
        self._between = QVBoxLayout()
        self._between.setSpacing(12)
        chosen = QVBoxLayout()
        chosen.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.place)
        row.addStretch()
        chosen.addWidget(self._place_caption)
        chosen.addLayout(row)
        for field in (self.port, self.host):
            field.setMaximumWidth(320)
        general = self._general.column
        general.addWidget(self.on)
        general.addWidget(self.port)
        general.addLayout(chosen)
        general.addWidget(self.host)
        general.addWidget(self.warning)
        self.column.addWidget(self._general)
        self.column.addLayout(self._between)
        self.column.addWidget(self.log)
        self.column.addStretch()

    def retranslate(self) -> None:
        self._general.label(
            self.tr("Webhooks"),
            self.tr(
                "An online shop tells at once what changed there. Without them this till looks by "
                "itself, now and then."
            ),
        )
        self.on.label(
            self.tr("Take webhooks at this till"),
            self.tr("A tunnel or relay brings them here from outside; TLS is its job."),
        )
        self.port.label(self.tr("Port"))
        self._place_caption.setText(self.tr("Who can reach it?"))
        self.place.setAccessibleName(self.tr("Who can reach it?"))
        self.place.label([self.tr("Only this computer"), self.tr("Other computers")])
        self.host.label(
            self.tr("Address of this computer"), self.tr("In its network, such as 192.168.1.20")
        )
        self._show()
