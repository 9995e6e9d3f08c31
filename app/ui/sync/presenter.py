"""Sync and problems: what is listed, and what a manager decides. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import SanduqError
from app.services import backends, outbox
from app.services.backends import BackendCard, BackendChange, Check
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.outbox import EntryRow, OutboxCounts, Review
from app.services.unit import Unit
from app.ui import sentence
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.rows import PAGE
from app.ui.sync import advice, model, trial, words
from app.ui.sync.model import OPEN, SyncRows
from app.ui.sync.view import SyncView
from app.ui.sync.words import Act, Item
from app.ui.widgets import tag

if TYPE_CHECKING:
    from app.ui.sync.decision import LinkDialog, ReasonDialog
    from app.ui.sync.key_dialog import KeyDialog

SYNC_MS = 8_000  # how long a round that was asked for is shown when nothing is heard of it
_OF_REASON = {"needs_why", "card_number", "too_long"}
_OF_ID = {"bad_remote_id", "remote_id_taken"}

Decide = Callable[[Unit, Counter], tuple[object, Changes]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the screen shows: back ends, counts, the ids of a list and its first rows."""

    cards: Sequence[BackendCard]
    counts: OutboxCounts
    looked_at: int
    ids: Sequence[int]
    first: Sequence[Item]


class SyncPresenter(QObject):
    """Keeps cards and list in step with what is sent, chosen and decided."""

    settings_asked = Signal(str)

    def __init__(self, view: SyncView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self._which, self._text = OPEN, ""
        self._stale = True
        self._is_syncing = self._is_busy = False
        self._cards: Sequence[BackendCard] = ()
        self.rows = SyncRows(self._read_rows, desk.now)
        self._lists: Newest[_Found] = Newest(desk)
        self._round = QTimer(self, singleShot=True, interval=SYNC_MS)
        self._round.timeout.connect(partial(self._show_syncing, is_syncing=False))
        view.set_model(self.rows)
        view.moved.connect(self._advise)
        self.rows.dataChanged.connect(self._advise)
        view.sync_asked.connect(self.sync)
        view.cancel_asked.connect(self.cancel)
        view.list_chosen.connect(self.choose_list)
        view.searched.connect(self.search)
        view.acted.connect(self.act)
        view.key_asked.connect(self.ask_key)
        view.settings_asked.connect(self.settings_asked)
        desk.settled.connect(self._settle)

    def enter(self) -> None:
        """Show how things are now."""
        if self._stale:
            self._stale = False
            self._find()

    def choose_list(self, which: str) -> None:
        """List what is open, needs attention, or was sent today."""
        self._which = which
        self._find()

    def search(self, text: str) -> None:
        """List what a number, reference or name finds; only the newest text counts."""
        self._text = text.strip()
        self._find()

    def sync(self) -> None:
        """Begin a whole round now."""
        if not self._cards:
            return
        self._desk.shop.syncing.wake(forced=True)
        self._round.start()
        self._show_syncing(is_syncing=True)

    def cancel(self) -> None:
        """End the round that runs."""
        self._desk.shop.syncing.cancel()

    def act(self, row: int, wanted: Act) -> None:
        """Do what was asked with a row; what may do harm is asked about first."""
        item = self.rows.row(row)
        possible = () if item is None else words.acts(item)
        if item is None or not possible:
            return
        if wanted is Act.MORE:
            self._view.open_menu(row, possible)
        elif isinstance(item, Review):
            self._dismiss(item)
        elif wanted is Act.LINK:
            self._link.ask(item, self._label(item.backend))
        elif wanted is Act.DROP or (wanted is Act.RETRY and _may_be_there(item)):
            self._reason.ask(item, wanted)
        elif wanted is Act.RETRY:
            self._decide_retry(item, "")
        else:
            self._do(
                lambda unit, counter: outbox.send_without_customer(unit, item.id, counter),
                self.tr("It is sent without its customer"),
            )

    def ask_key(self, name: str) -> None:
        """Ask for a new key of a back end."""
        card = next((each for each in self._cards if each.backend.name == name), None)
        if card is not None:
            self._key.ask(card, self._label(name))

    def scan(self, code: str) -> bool:
        """A scan is for the sale."""
        return False

    def hear(self, changes: Changes) -> None:
        """Something was sent, refused, queued or set up."""
        if changes.sync:
            self._round.stop()
            self._is_syncing = False
        if changes.outbox or changes.sync or changes.settings or changes.orders:
            self._stale = True
            if self._view.isVisible():
                self.enter()

    def stop(self) -> None:
        """Leave no timer behind."""
        self._round.stop()

    @cached_property
    def _reason(self) -> ReasonDialog:
        made = self._view.reason
        made.decided.connect(self._decide)
        return made

    @cached_property
    def _link(self) -> LinkDialog:
        made = self._view.link
        made.linked.connect(self._link_to)
        return made

    @cached_property
    def _key(self) -> KeyDialog:
        made = self._view.key
        made.tried.connect(self._try_key)
        made.kept.connect(self._keep_key)
        return made

    def _find(self) -> None:
        which, text, now = self._which, self._text, self._desk.now()

        def read(unit: Unit) -> _Found:
            ids = model.ids(unit, which, text, now)
            return _Found(
                backends.every(unit),
                outbox.counts(unit, now),
                len(outbox.reviews(unit)),
                ids,
                model.rows_of(unit, ids[:PAGE]),
            )

        self._lists.read(read, partial(self._found, text))

    def _found(self, text: str, found: _Found) -> None:
        self._cards = found.cards
        systems = {each.kind: each.name for each in self._desk.shop.syncing.kinds}
        own = {each.backend.name: each.backend.kind for each in found.cards}
        self.rows.labels = self._view.cells.labels = words.labels(own, systems)
        counts = found.counts
        self._view.show_list(self._which)
        self._view.show_counts(counts.open + found.looked_at, counts.attention, counts.sent_today)
        self._show_backends()
        at = self._view.table.view.currentIndex().row()
        self.rows.show(found.ids, found.first)
        self._view.show_rows(len(found.ids), text)
        self._view.table.view.make_current(min(max(at, 0), len(found.ids) - 1))
        self._advise()

    def _advise(self) -> None:
        """Say what can be done about the row where we are."""
        at = self._view.table.view.currentIndex().row()
        item = self.rows.row(at) if at >= 0 else None
        self._view.show_advice("" if item is None else advice.of(item))

    def _read_rows(self, ids: Sequence[int], home: Callable[[Sequence[Item]], None]) -> None:
        self._desk.lanes.read(lambda unit: model.rows_of(unit, ids), home)

    def _show_backends(self) -> None:
        now = self._desk.now()
        self._view.show_backends(self._cards, now, syncing=self._is_syncing)

    def _show_syncing(self, *, is_syncing: bool) -> None:
        self._is_syncing = is_syncing
        self._show_backends()

    def _label(self, name: str) -> str:
        return self.rows.labels.get(name, name)

    def _dismiss(self, item: Review) -> None:
        self._do(
            lambda unit, counter: outbox.dismiss(unit, item.id, counter),
            self.tr("Taken off the list"),
        )

    def _decide(self, entry: EntryRow, wanted: Act, why: str) -> None:
        if wanted is Act.RETRY:
            self._decide_retry(entry, why)
            return
        self._do(
            lambda unit, counter: outbox.drop(unit, entry.id, counter, why),
            self.tr("It is not sent"),
        )

    def _decide_retry(self, entry: EntryRow, why: str) -> None:
        self._do(
            lambda unit, counter: outbox.retry(unit, entry.id, counter, why),
            self.tr("It is sent again"),
        )

    def _link_to(self, entry: EntryRow, remote_id: str) -> None:
        self._do(
            lambda unit, counter: outbox.link(unit, entry.id, remote_id, counter),
            self.tr("It counts as sent"),
        )

    def _do(self, decide: Decide, said: str) -> None:
        """Decide something once, and say so."""
        if self._is_busy:
            return
        self._is_busy = True
        counter = self._desk.counter
        self._desk.lanes.write(
            lambda unit: decide(unit, counter), partial(self._done, said), self._refused
        )

    def _done(self, said: str, _: object) -> None:
        self._is_busy = False
        for dialog in self._dialogs():
            dialog.close_card()
        self._desk.tell(said)

    def _refused(self, error: Exception) -> None:
        self._is_busy = False
        code = error.code if isinstance(error, SanduqError) else ""
        if code in _OF_REASON and self._reason.isVisible():
            self._reason.refuse(error)
        elif code in _OF_ID and self._link.isVisible():
            self._link.refuse(error)
        else:
            for dialog in self._dialogs():
                dialog.close_card()
            self._desk.fail(error)
            self._find()

    def _dialogs(self) -> list[ReasonDialog | LinkDialog]:
        made = vars(self)
        return [made[name] for name in ("_reason", "_link") if name in made]

    def _try_key(self, card: BackendCard, key: str) -> None:
        self._key.set_busy(busy=True)
        self._key.say(self.tr("Asking the server…"), tag.INFO)
        test, backend = self._desk.shop.syncing.test, card.backend
        user = backend.settings.user
        self._desk.lanes.network.submit(
            lambda: test(backend.kind, backend.url, key, user),
            partial(self._tried, user),
            self._not_kept,
        )

    def _tried(self, user: str, check: Check) -> None:
        self._key.set_busy(busy=False)
        self._key.say(*trial.said(check, user))

    def _keep_key(self, card: BackendCard, key: str) -> None:
        self._key.set_busy(busy=True)
        change, counter = self._desk.shop.syncing.change, self._desk.counter
        name = card.backend.name

        def keep(unit: Unit) -> tuple[None, Changes]:
            return None, change(unit, name, BackendChange(key=key), counter)

        # A keyring may ask a person, and no sale is to wait for the answer.
        self._desk.lanes.network.submit(
            partial(self._desk.shop.syncing.unlock, card.backend.key_store),
            lambda _: self._desk.lanes.write(keep, lambda _: self._key_kept(), self._not_kept),
            self._not_kept,
        )

    def _key_kept(self) -> None:
        self._key.close_card()
        self._key.key.clear()
        self._desk.tell(self.tr("The key is saved"))

    def _not_kept(self, error: Exception) -> None:
        self._key.set_busy(busy=False)
        self._key.refuse(sentence.of(error))

    def _settle(self) -> None:
        self._stale = True
        if self._view.isVisible():
            self.enter()


def _may_be_there(entry: EntryRow) -> bool:
    """Whether sending it again may book it twice, so that a reason is asked for."""
    return entry.outcome_unknown or entry.state == "CONFLICT"
