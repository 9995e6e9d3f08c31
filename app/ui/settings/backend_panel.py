"""One back end: which system it is, where it is, its key, and what else may be set of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.backend import BackendSettings
from app.domain.text import isolate
from app.services.backends import BackendCard
from app.ui import font
from app.ui.settings.section import side_by_side
from app.ui.shop import BackendKind
from app.ui.sync import trial
from app.ui.sync.key_field import KeyField
from app.ui.sync.kind_picker import KindPicker
from app.ui.widgets import tag
from app.ui.widgets.button import DANGER, GHOST, OUTLINED, PRIMARY, Button
from app.ui.widgets.choice import Choice, Choices
from app.ui.widgets.form import FormField
from app.ui.widgets.label import label
from app.ui.widgets.panel import Panel
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tag import Look
from app.ui.widgets.toggle import Toggle

KEYRING, FILE, ENVIRONMENT = STORES = ("keyring", "file", "env")
DEDUCTS = ("", "yes", "no")
_TEXTS = ("warehouse_id", "account_id", "customer_id", "pull_every_seconds")
_USUAL = BackendSettings()


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
        self.kinds = KindPicker("backend_kind", kinds)
        self.name = FormField("backend_name_field", figures=True)
        self.url = FormField("backend_url", figures=True)
        self.key = KeyField("backend_key")
        self.stores = Choices("backend_key_store", columns=2)
        self.warning = Remark("backend_file_warning")
        self.advanced = Button("backend_advanced", GHOST, icon="chevron-down")
        self.fields = {each: FormField(f"backend_{each}", figures=True) for each in _TEXTS}
        self.push_all = Toggle("backend_push_all")
        self.deducts = Segmented(
            "backend_deducts", [(f"deducts_{x or 'ask'}", "") for x in DEDUCTS]
        )
        self.remark = Remark("backend_remark")
        self.remove = Button("backend_remove", DANGER, icon="trash")
        self.cancel = Button("backend_cancel", OUTLINED)
        self.test = Button("backend_test", OUTLINED, icon="plug-connected")
        self.save = Button("backend_save", PRIMARY, icon="check")
        self._kind_caption = label("backend_kind_caption", 13, font.SEMI_BOLD, "text-2")
        self._store_caption = label("backend_store_caption", 13, font.SEMI_BOLD, "text-2")
        self._deducts_caption = label("backend_deducts_caption", 15, font.MEDIUM)
        self._lay_out()
        self._connect()
        self._retranslate()

    def begin_new(self, taken: Sequence[str]) -> None:
        """Ask for a new back end; `taken` are names that others have."""
        self.card = None
        self.kinds.choose(0)
        self._show_stores(KEYRING)
        self.name.set_text(_free("main", taken))
        self._show_address()
        self._fill(BackendSettings())

    def begin_change(self, card: BackendCard) -> None:
        """Ask what has changed about a back end."""
        self.card = card
        self.kinds.choose_kind(card.backend.kind)
        self._show_stores(card.backend.key_store)
        self.name.set_text(card.backend.name)
        self.url.set_text(card.backend.url)
        self._fill(card.backend.settings)

    def store(self) -> str:
        """Where the key is to be kept."""
        return STORES[self.stores.current()]

    def settings(self) -> dict[str, str]:
        """What is set, by its names."""
        texts = {name: field.text() for name, field in self.fields.items()}
        texts["push_products"] = "all" if self.push_all.isChecked() else "new"
        texts["deducts_stock"] = DEDUCTS[self.deducts.current()]
        return texts

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
        if code in {"bad_name", "name_taken"}:
            return self.name
        if trial.is_about_key(code):
            return self.key
        return self.url if code in {"bad_url", "plain_http"} else None

    def _fill(self, settings: BackendSettings) -> None:
        self.forget_key()
        texts = settings.texts()
        for name, field in self.fields.items():
            usual = str(_USUAL.pull_every_seconds) if name == "pull_every_seconds" else ""
            field.set_text(texts.get(name, usual))
        self.push_all.setChecked(settings.push_products == "all")
        self.deducts.choose(DEDUCTS.index(settings.deducts_stock))
        self.remark.say("")
        self._more.hide()
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

    def _show_address(self) -> None:
        self.url.set_text(self.kinds.kind().default_url)

    def _turn_advanced(self) -> None:
        self._more.setVisible(self._more.isHidden())
        self.opened.emit(self._more)

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda _: self._show_address())
        self.stores.chosen.connect(lambda _: self._write_stores())
        self.advanced.clicked.connect(self._turn_advanced)
        self.save.clicked.connect(self.save_asked)
        self.test.clicked.connect(self.test_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.cancel.clicked.connect(self.left)
        for field in (self.name, self.url, self.key, *self.fields.values()):
            field.edit.returnPressed.connect(self.save.click)
        self.key.edit.textEdited.connect(lambda _: self.remark.say(""))

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self._kind_caption)
        column.addWidget(self.kinds)
        column.addLayout(side_by_side(self.name, self.url))
        column.addWidget(self.key)
        column.addWidget(self._store_caption)
        column.addWidget(self.stores)
        column.addWidget(self.warning)
        more = QHBoxLayout()
        more.addWidget(self.advanced)
        more.addStretch()
        column.addLayout(more)
        self._more = QWidget()
        inner = QVBoxLayout(self._more)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addLayout(side_by_side(*self.fields.values()))
        inner.addWidget(self.push_all)
        inner.addWidget(self._deducts_caption)
        line = QHBoxLayout()
        line.addWidget(self.deducts)
        line.addStretch()
        inner.addLayout(line)
        column.addWidget(self._more)
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
        self.url.label(self.tr("Address"))
        kept = self.tr("Leave it empty to keep the key that is there")
        self.key.label(self.tr("API key"), self.tr("Never shown again") if card is None else kept)
        self._store_caption.setText(self.tr("Where the key is kept"))
        self._write_stores()
        self.advanced.label(self.tr("Further settings"))
        self._write_fields()
        self.remove.label(self.tr("Remove"))
        self.cancel.label(self.tr("Cancel"))
        self.test.label(self.tr("Test"))
        self.save.label(self.tr("Save") if card else self.tr("Connect"))

    def _write_fields(self) -> None:
        fields = self.fields
        fields["warehouse_id"].label(
            self.tr("Selling warehouse (id there)"), self.tr("Empty: found by its name")
        )
        fields["account_id"].label(
            self.tr("Account (id there)"), self.tr("Credited with each invoice, if given")
        )
        fields["customer_id"].label(
            self.tr("Customer without a name (id there)"),
            self.tr("For sales to nobody in particular"),
        )
        fields["pull_every_seconds"].label(
            self.tr("Seconds between two looks"), self.tr("At products, stock and customers")
        )
        self.push_all.label(
            self.tr("Send all products"), self.tr("Else only those made here from now on")
        )
        self._deducts_caption.setText(self.tr("Does an invoice there take its items out of stock?"))
        self.deducts.label([self.tr("Find out"), self.tr("Yes"), self.tr("No")])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _free(name: str, taken: Sequence[str]) -> str:
    """The name, with a number after it where somebody has it."""
    found, at = name, 2
    while found in taken:
        found, at = f"{name}-{at}", at + 1
    return found
