"""Setting up back ends: tried, kept and removed beside the window. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from app.domain.backend import Backend, BackendSettings, backend_settings
from app.domain.errors import SanduqError
from app.domain.text import isolate
from app.services import backends
from app.services.backends import BackendCard, BackendChange, Check
from app.services.changes import Changes
from app.services.unit import Unit
from app.ui import sentence
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.settings.backend_form import BackendForm
from app.ui.sync import trial
from app.ui.widgets import tag
from app.ui.widgets.confirm import Confirm

Work = Callable[[Unit], tuple[None, Changes]]


class BackendWork(QObject):
    """Serves the section of back ends."""

    def __init__(self, form: BackendForm, desk: Desk, confirm: Confirm) -> None:
        super().__init__(form)
        self._form, self._desk, self._confirm = form, desk, confirm
        self._cards: Sequence[BackendCard] = ()
        self._wanted: str | None = None
        self._lists: Newest[list[BackendCard]] = Newest(desk)
        panel = form.panel
        form.add_asked.connect(self.begin_new)
        form.change_asked.connect(self.begin_change)
        panel.test_asked.connect(self.test)
        panel.save_asked.connect(self.save)
        panel.remove_asked.connect(self.ask_to_remove)
        panel.left.connect(self._leave)

    def enter(self) -> None:
        """The section is shown now."""
        self._lists.read(backends.every, self._show)

    def go_to(self, name: str) -> None:
        """Ask about this back end, or for a new one, once it is known which there are."""
        self._wanted = name
        self.enter()

    def begin_new(self) -> None:
        """Ask for a new back end."""
        self._form.panel.begin_new([each.backend.name for each in self._cards], self._keeper())
        self._form.open_panel()
        self._form.panel.key.setFocus()

    def begin_change(self, name: str) -> None:
        """Ask what has changed about a back end."""
        card = next((each for each in self._cards if each.backend.name == name), None)
        if card is not None:
            keeper = self._keeper()
            is_other = keeper is not None and keeper[0] is not card
            self._form.panel.begin_change(card, keeper[1] if keeper and is_other else "")
            self._form.open_panel()
            self._form.panel.key.setFocus()

    def test(self) -> None:
        """Ask the back end, as the fields say, whether it is there."""
        panel, syncing = self._form.panel, self._desk.shop.syncing
        kind, url, key = panel.kinds.kind().kind, panel.url.text(), panel.key.text()
        card, user = panel.card, panel.credentials.login()
        if panel.refuse_bad():
            return
        if not key and (card is None or url != card.backend.url or panel.needs_key()):
            words = self.tr("Give the key that is to be tried.")
            panel.refuse("no_key", self._password() if user else words)
            return
        panel.set_busy(busy=True)
        panel.say(self.tr("Asking the server…"), tag.INFO)
        ask = (
            partial(syncing.check, card.backend.name)
            if card is not None and not key
            else partial(syncing.test, kind, url, key, user)
        )
        self._desk.lanes.network.submit(ask, partial(self._tried, user), self._refused)

    def save(self) -> None:
        """Keep the back end as the fields say."""
        panel = self._form.panel
        if not panel.save.isEnabled() or panel.refuse_bad():
            return
        if not panel.key.text() and panel.needs_key():
            words = self.tr("A back end needs its key.")
            panel.refuse("no_key", self._password() if panel.credentials.is_login() else words)
            return
        work = self._adding() if panel.card is None else self._changing(panel.card.backend)
        panel.set_busy(busy=True)
        # A keyring may ask a person, and no sale is to wait for the answer.
        self._desk.lanes.network.submit(
            partial(self._desk.shop.syncing.unlock, panel.store()),
            lambda _: self._desk.lanes.write(work, lambda _: self._saved(), self._refused),
            self._refused,
        )

    def ask_to_remove(self) -> None:
        """Ask before a back end is forgotten."""
        card = self._form.panel.card
        if card is None:
            return
        name = self._form.titles().get(card.backend.name, card.backend.name)
        self._confirm.ask(
            self.tr("Remove {name}?").format(name=isolate(name)),
            self.tr("Its key is forgotten. Sales stay here; what is not sent yet waits."),
            keep=self.tr("Keep it"),
            act=self.tr("Remove"),
            do=partial(self._remove, card.backend.name),
        )

    def hear(self, changes: Changes) -> None:
        """A back end was set up, or stands otherwise now."""
        if (changes.settings or changes.sync) and self._form.isVisible():
            self.enter()

    def _password(self) -> str:
        return self.tr("Give the password of this user.")

    def _adding(self) -> Work:
        panel, counter = self._form.panel, self._desk.counter
        add, texts, key = self._desk.shop.syncing.add, panel.settings(), panel.key.text()
        wanted = Backend(
            id=0,
            name=panel.name.text(),
            kind=panel.kinds.kind().kind,
            url=panel.url.text(),
            key_store=panel.store(),
            settings=BackendSettings(),
        )

        def work(unit: Unit) -> tuple[None, Changes]:
            backend = replace(wanted, settings=backend_settings(texts))
            return None, add(unit, backend, key, counter)

        return work

    def _changing(self, old: Backend) -> Work:
        panel, counter = self._form.panel, self._desk.counter
        change = self._desk.shop.syncing.change
        wanted = BackendChange(
            url=panel.url.text(),
            settings=panel.settings(),
            key_store=panel.store(),
            key=panel.key.text() or None,
        )
        return lambda unit: (None, change(unit, old.name, wanted, counter))

    def _keeper(self) -> tuple[BackendCard, str] | None:
        """Which back end keeps the books, and what it is called."""
        titles = self._form.titles()
        found = (each for each in self._cards if each.keeps_books)
        return next(((each, titles.get(each.backend.name, "")) for each in found), None)

    def _remove(self, name: str) -> None:
        remove, counter = self._desk.shop.syncing.remove, self._desk.counter
        self._form.panel.set_busy(busy=True)
        self._desk.lanes.write(
            lambda unit: (None, remove(unit, name, counter)),
            lambda _: self._removed(),
            self._refused,
        )

    def _show(self, cards: list[BackendCard]) -> None:
        self._cards = cards
        self._form.show_backends(cards, self._desk.now())
        wanted, self._wanted = self._wanted, None
        if wanted:
            self.begin_change(wanted)
        elif wanted is not None:
            self.begin_new()

    def _tried(self, user: str, check: Check) -> None:
        panel = self._form.panel
        panel.set_busy(busy=False)
        if not check.ok and trial.has_field(check.problem):
            panel.refuse(check.problem, trial.said(check, user)[0])
        else:
            panel.say(*trial.said(check, user))

    def _saved(self) -> None:
        self._leave()
        self._desk.tell(self.tr("Saved"))
        self.enter()

    def _removed(self) -> None:
        self._leave()
        self._desk.tell(self.tr("Removed"))
        self.enter()

    def _refused(self, error: Exception) -> None:
        self._form.panel.set_busy(busy=False)
        code = error.code if isinstance(error, SanduqError) else ""
        self._form.panel.refuse(code, sentence.of(error))

    def _leave(self) -> None:
        self._form.panel.forget_key()
        self._form.close_panel()
