"""Webhooks: who sends some and what came is read, addresses copied, secrets kept. No widgets."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.domain.backend import Backend
from app.services import webhooks
from app.services.changes import Changes
from app.services.unit import Unit
from app.services.webhooks import Webhooks
from app.ui import sentence
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.settings.webhook_form import WebhookForm
from app.ui.settings.webhook_panel import WebhookPanel
from app.ui.sync import words


class WebhookWork(QObject):
    """Serves the section of webhooks."""

    def __init__(self, form: WebhookForm, desk: Desk) -> None:
        super().__init__(form)
        self._form, self._desk = form, desk
        self._looks: Newest[Webhooks] = Newest(desk)
        form.copied.connect(self.copy)
        form.kept.connect(self.keep)

    def enter(self) -> None:
        """The section is shown now."""
        self._looks.read(webhooks.look, self._show)

    def hear(self, changes: Changes) -> None:
        """One came, was read anew, or a back end was set up."""
        if (changes.sync or changes.orders or changes.settings) and self._form.isVisible():
            self.enter()

    def copy(self, address: str) -> None:
        """Copy an address."""
        QGuiApplication.clipboard().setText(address)
        self._desk.tell(self.tr("The address is copied"))

    def keep(self, sender: Backend, secret: str) -> None:
        """Keep the secret of a back end's webhooks."""
        syncing, counter = self._desk.shop.syncing, self._desk.counter
        self._set_busy(sender.name, busy=True)

        def work(unit: Unit) -> tuple[None, Changes]:
            return None, syncing.set_webhook_secret(unit, sender.name, secret, counter)

        kept, refused = partial(self._kept, sender.name), partial(self._refused, sender.name)
        # A keyring may ask a person, and no sale is to wait for the answer.
        self._desk.lanes.network.submit(
            partial(syncing.unlock, sender.key_store),
            lambda _: self._desk.lanes.write(work, lambda _: kept(), refused),
            refused,
        )

    def _show(self, found: Webhooks) -> None:
        systems = {each.kind: each.name for each in self._desk.shop.syncing.kinds}
        titles = words.labels({each.name: each.kind for each in found.senders}, systems)
        self._form.show_senders(found.senders, titles)
        self._form.log.show_latest(found.latest, titles, self._desk.now())

    def _kept(self, name: str) -> None:
        self._set_busy(name, busy=False)
        panel = self._panel(name)
        if panel is not None:
            panel.secret.clear()
        self._desk.tell(self.tr("The secret is saved"))

    def _refused(self, name: str, error: Exception) -> None:
        self._set_busy(name, busy=False)
        panel = self._panel(name)
        if panel is None:
            self._desk.fail(error)
        else:
            panel.refuse(sentence.of(error))

    def _set_busy(self, name: str, *, busy: bool) -> None:
        panel = self._panel(name)
        if panel is not None:
            panel.set_busy(busy=busy)

    def _panel(self, name: str) -> WebhookPanel | None:
        return next((each for each in self._form.panels if each.backend.name == name), None)
