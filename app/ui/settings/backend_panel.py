"""One back end: which system it is, where it is, its key, and what else may be set of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.backend import TAKES_NO_SALES, BackendSettings
from app.domain.text import isolate
from app.services.backends import BackendCard
from app.ui import font
from app.ui.settings.backend_more import BOOKS, SHOP, BackendMore
from app.ui.settings.section import side_by_side
from app.ui.shop import BackendKind
from app.ui.sync import trait, trial
from app.ui.sync.address_field import AddressField
from app.ui.sync.credentials import Credentials
from app.ui.sync.kind_picker import KindPicker
from app.ui.widgets import tag
from app.ui.widgets.button import DANGER, GHOST, OUTLINED, PRIMARY, Button
from app.ui.widgets.choice import Choice, Choices
from app.ui.widgets.form import FormField
from app.ui.widgets.label import label
from app.ui.widgets.panel import Panel
from app.ui.widgets.remark import Remark
from app.ui.widgets.tag import Look

KEYRING, FILE, ENVIRONMENT = STORES = ("keyring", "file", "env")
GAP = 12


class BackendPanel(Panel):
    """A new back end, or one that is there: its system and name stay then."""

    save_asked = Signal()
    test_asked = Signal()
    remove_asked = Signal()
    left = Signal()
    opened = Signal(QWidget)

    def __init__(self, kinds: Sequence[BackendKind]) -> None:
        super().__init__("panel_backend")
        self.card: BackendCard | None = None
        self._keeper: tuple[BackendCard, str] | None = None
        self.kinds = KindPicker("backend_kind", kinds)
        self.missed = Remark("backend_can_not")
        self.name = FormField("backend_name_field", figures=True)
        self.url = AddressField("backend_url")
        self.credentials = Credentials("backend", GAP)
        self.key = self.credentials.key
        self.stores = Choices("backend_key_store", columns=2)
        self.warning = Remark("backend_file_warning")
        self.advanced = Button("backend_advanced", GHOST, icon="chevron-down")
        self.more = BackendMore()
        self.remark = Remark("backend_remark")
        self.remove = Button("backend_remove", DANGER, icon="trash")
        self.cancel = Button("backend_cancel", OUTLINED)
        self.test = Button("backend_test", OUTLINED, icon="plug-connected")
        self.save = Button("backend_save", PRIMARY, icon="check")
        self._kind_caption = label("backend_kind_caption", 13, font.SEMI_BOLD, "text-2")
        self._store_caption = label("backend_store_caption", 13, font.SEMI_BOLD, "text-2")
        self._lay_out()
        self._connect()
        self._retranslate()

    def begin_new(self, taken: Sequence[str], keeper: tuple[BackendCard, str] | None) -> None:
        """Ask for a new back end; `taken` are names that others have.

        `keeper` keeps the books now, and what it is called.
        """
        self.card, self._keeper = None, keeper
        self.kinds.choose(0)
        self._show_stores(KEYRING)
        self.name.set_text(_free("main", taken))
        self.more.fill(BackendSettings())
        self._turn_kind()
        self._begin()

    def begin_change(self, card: BackendCard, keeper: str) -> None:
        """Ask what has changed about a back end; `keeper` keeps the books, if it is another."""
        backend = card.backend
        self.card = card
        self.kinds.choose_kind(backend.kind)
        self._show_stores(backend.key_store)
        self.name.set_text(backend.name)
        self._show_kind(backend.settings.user)
        self.url.set_text(backend.url)
        self.more.fill(backend.settings)
        role = backend.settings.role
        self.more.show_role(role, keeps_books=card.keeps_books, keeper=keeper)
        self._begin()

    def store(self) -> str:
        """Where the key is to be kept."""
        return STORES[self.stores.current()]

    def settings(self) -> dict[str, str]:
        """What is set, by its names."""
        return {**self.more.texts(), "user": self.credentials.login()}

    def refuse_bad(self) -> bool:
        """Say what is missing or can't be, at its field; False when all can be asked or kept."""
        if self.credentials.refuse_no_user():
            return True
        field = self.more.bad_field()
        if field is not None:
            self.more.show()
            field.setFocus()
            self.opened.emit(field)
        return field is not None

    def needs_key(self) -> bool:
        """Whether no key that is kept serves: it is a new one, or somebody else is let in."""
        return self.card is None or self.credentials.login() != self.card.backend.settings.user

    def say(self, words: str, look: Look) -> None:
        """Say how it goes."""
        self.remark.say(words, look)
        self.opened.emit(self.remark)

    def refuse(self, code: str, problem: str) -> None:
        """Say what is wrong, at the field that is to be mended if there is one."""
        self.remark.say("")
        field = self._field_of(code)
        if field is None:
            self.say(problem, tag.BAD)
        else:
            field.refuse(problem)
            field.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While something is asked or kept there is nothing to do."""
        for button in (self.test, self.save, self.remove):
            button.setEnabled(not busy)

    def forget_key(self) -> None:
        """Keep no key in the field."""
        self.key.clear()

    def _field_of(self, code: str) -> FormField | None:
        if code in {"bad_name", "name_taken", "name_used"}:
            return self.name
        if trial.is_about_key(code):
            return self.key
        return self.url if trial.is_about_address(code) else None

    def _begin(self) -> None:
        self.forget_key()
        self.remark.say("")
        self.more.hide()
        is_new = self.card is None
        for part in (self.kinds, self.name.edit):
            part.setEnabled(is_new)
        self.remove.setVisible(not is_new)
        self.set_busy(busy=False)
        self._retranslate()

    def _show_stores(self, chosen: str) -> None:
        # The environment is for machines without a person; here it is only shown.
        offered = STORES if chosen == ENVIRONMENT else STORES[:2]
        choices = [Choice(f"key_in_{each}") for each in offered]
        self.stores.set_choices(choices, STORES.index(chosen))
        self._write_stores()

    def _show_kind(self, user: str = "") -> None:
        kind = self.kinds.kind()
        self.url.show_kind(kind)
        self.credentials.show_kind(kind, user)
        self.more.show_kind(kind.kind)

    def _turn_kind(self) -> None:
        """Another system is to be set up: it keeps the books if none does that takes sales."""
        self._show_kind()
        kind, keeper = self.kinds.kind().kind, self._keeper
        keeps = keeper is None or _gives_way(keeper[0], kind)
        self.more.show_role(
            "" if keeps else SHOP, keeps_books=keeps, keeper="" if keeper is None else keeper[1]
        )

    def _turn_advanced(self) -> None:
        self.more.setVisible(self.more.isHidden())
        self.opened.emit(self.more)

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda _: self._turn_kind())
        self.credentials.turned.connect(self._write_key)
        self.stores.chosen.connect(lambda _: self._write_stores())
        self.advanced.clicked.connect(self._turn_advanced)
        self.save.clicked.connect(self.save_asked)
        self.test.clicked.connect(self.test_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.cancel.clicked.connect(self.left)
        for field in (self.name, self.url, self.credentials.user, self.key):
            field.edit.returnPressed.connect(self.save.click)
        self.more.entered.connect(self.save.click)
        self.key.edit.textEdited.connect(lambda _: self.remark.say(""))

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self._kind_caption)
        column.addWidget(self.kinds)
        column.addWidget(self.missed)
        column.addLayout(side_by_side(self.name, self.url))
        column.addWidget(self.credentials)
        column.addWidget(self._store_caption)
        column.addWidget(self.stores)
        column.addWidget(self.warning)
        more = QHBoxLayout()
        more.addWidget(self.advanced)
        more.addStretch()
        column.addLayout(more)
        column.addWidget(self.more)
        column.addWidget(self.remark)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.remove)
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.test)
        foot.addWidget(self.save)
        column.addLayout(foot)

    def _write_stores(self) -> None:
        words = {
            KEYRING: (
                self.tr("In this computer's keyring"),
                self.tr("Encrypted by the system; the usual place"),
            ),
            FILE: (
                self.tr("In a file beside the shop"),
                self.tr("For computers without a keyring"),
            ),
            ENVIRONMENT: (
                self.tr("In the environment"),
                self.tr("Set by whoever starts the till"),
            ),
        }
        for choice, store in zip(self.stores.choices(), STORES, strict=False):
            choice.label(*words[store])
        said = self.tr("Whoever can read the shop's folder as you can read the key too.")
        self.warning.say(said if self.store() == FILE else "", tag.WARNING)

    def _retranslate(self) -> None:
        card = self.card
        if card is None:
            self.label(self.tr("Connect a back end"), self.tr("A manager of it gives you the key."))
        else:
            self.label(self.tr("Change {name}").format(name=isolate(card.backend.name)))
        self._kind_caption.setText(self.tr("Which one?"))
        self.name.label(self.tr("Name"), self.tr("Small letters and digits"))
        self._write_key()
        self._store_caption.setText(self.tr("Where the key is kept"))
        self._write_stores()
        self.advanced.label(self.tr("Further settings"))
        self.missed.say("" if card is None else trait.can_not(card))
        self.remove.label(self.tr("Remove"))
        self.cancel.label(self.tr("Cancel"))
        self.test.label(self.tr("Test"))
        self.save.label(self.tr("Save") if card else self.tr("Connect"))

    def _write_key(self) -> None:
        kept = self.tr("Leave it empty to keep the one that is there")
        never = self.tr("Never shown again")
        self.credentials.label(never if self.needs_key() else kept)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _gives_way(keeper: BackendCard, kind: str) -> bool:
    """Whether the books go to a system of this kind rather than stay where no sale is taken."""
    backend = keeper.backend
    by_chance = not backend.takes_sales and backend.settings.role != BOOKS
    return by_chance and kind not in TAKES_NO_SALES


def _free(name: str, taken: Sequence[str]) -> str:
    """The name, with a number after it where somebody has it."""
    found, at = name, 2
    while found in taken:
        found, at = f"{name}-{at}", at + 1
    return found
