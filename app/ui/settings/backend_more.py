"""What else may be set of a back end: what it has no use for is not asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.backend import BackendSettings, backend_settings
from app.domain.errors import Refusal
from app.domain.number import plain
from app.domain.text import isolate
from app.ui import font
from app.ui.widgets import tag
from app.ui.widgets.form import FormField
from app.ui.widgets.label import label
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.toggle import Toggle

BOOKS, SHOP = ROLES = ("books", "shop")
DEDUCTS = ("", "yes", "no")
_USUAL = BackendSettings()
_NUMBERS = {
    "buffer": plain(_USUAL.buffer),
    "pull_every_seconds": plain(_USUAL.pull_every_seconds),
    "orders_every_seconds": plain(_USUAL.orders_every_seconds),
}
_TEXTS = ("location_id", "customer_id", "warehouse_id", "account_id", "currency")
# What only some systems have a use for.
_OF_KINDS = {
    "location_id": {"stacknex"},
    "customer_id": {"apex_pos", "salloq", "commerce"},
    "warehouse_id": {"apex_pos", "stacknex"},
    "account_id": {"apex_pos"},
    "orders_every_seconds": {"apexloge", "salloq", "stacknex", "commerce"},
    "deducts_stock": {"apex_pos", "stacknex"},
    "trust_unproven": {"stacknex"},
}
_WANT_CUSTOMER = {"salloq", "commerce"}


class BackendMore(QWidget):
    """Settings that most shops leave as they are; `entered` comes with Enter in a field."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("backend_more")
        self._kind = ""
        self._role, self._keeper = ("", True), ""
        self.role = Segmented("backend_role", [(f"role_{each}", "") for each in ROLES])
        names = ("buffer", *_TEXTS, "pull_every_seconds", "orders_every_seconds")
        self.fields = {each: FormField(f"backend_{each}", figures=True) for each in names}
        self.push_all = Toggle("backend_push_all")
        self.deducts = Segmented(
            "backend_deducts", [(f"deducts_{x or 'ask'}", "") for x in DEDUCTS]
        )
        self.trust = Toggle("backend_trust_unproven")
        self.warning = Remark("backend_trust_warning")
        self._role_caption = label("backend_role_caption", 13, font.SEMI_BOLD, "text-2")
        self._role_hint = label("backend_role_hint", 12, tone="text-3")
        self._role_hint.setWordWrap(True)
        self._deducts_caption = label("backend_deducts_caption", 15, font.MEDIUM)
        self._deducts_caption.setWordWrap(True)
        self._lay_out()
        self.role.chosen.connect(lambda _: self._arrange())
        self.trust.toggled.connect(lambda _: self._warn())
        for field in self.fields.values():
            field.edit.returnPressed.connect(self.entered)
        self._retranslate()

    def show_kind(self, kind: str) -> None:
        """Ask for what this system has a use for."""
        self._kind = kind
        self._arrange()
        self._retranslate()

    def show_role(self, text: str, *, keeps_books: bool, keeper: str) -> None:
        """Show its part; `text` is how that is set, `keeper` what keeps the books otherwise."""
        self._role, self._keeper = (text, keeps_books), keeper
        self.role.choose(0 if keeps_books else 1)
        self._arrange()
        self._write_role()

    def fill(self, settings: BackendSettings) -> None:
        """Show what is set, but for its part."""
        texts = _NUMBERS | settings.texts()
        for name, field in self.fields.items():
            field.set_text(texts.get(name, ""))
        self.push_all.setChecked(settings.push_products == "all")
        self.deducts.choose(DEDUCTS.index(settings.deducts_stock))
        self.trust.setChecked(bool(settings.trust_unproven))

    def texts(self) -> dict[str, str]:
        """What is set, by its names."""
        found = {name: self._text(name) for name in self.fields if self._is_asked(name)}
        found["role"] = self._role_text()
        found["push_products"] = "all" if self.push_all.isChecked() else "new"
        if self._is_asked("deducts_stock"):
            found["deducts_stock"] = DEDUCTS[self.deducts.current()]
        if self._is_asked("trust_unproven"):
            found["trust_unproven"] = "yes" if self.trust.isChecked() else ""
        return found

    def bad_field(self) -> FormField | None:
        """The first field whose text can't be, which says so; None when all can."""
        for name, field in self.fields.items():
            if not self._is_asked(name):
                continue
            try:
                backend_settings({name: self._text(name)})
            except Refusal:
                field.refuse(self.tr("This is not possible here."))
                return field
        return None

    def _text(self, name: str) -> str:
        return self.fields[name].text() or _NUMBERS.get(name, "")

    def _is_asked(self, name: str) -> bool:
        if name == "buffer":
            return ROLES[self.role.current()] == SHOP
        return name not in _OF_KINDS or self._kind in _OF_KINDS[name]

    def _role_text(self) -> str:
        text, keeps_books = self._role
        chosen = ROLES[self.role.current()]
        return text if (chosen == BOOKS) == keeps_books else chosen

    def _arrange(self) -> None:
        """Put the fields that are asked beside each other, without gaps."""
        for each in self.fields.values():
            self._grid.removeWidget(each)
        asked = [each for name, each in self.fields.items() if self._is_asked(name)]
        for at, each in enumerate(asked):
            row, column = divmod(at, 2)
            self._grid.addWidget(each, row, column, Qt.AlignmentFlag.AlignTop)
        for each in self.fields.values():
            each.setVisible(each in asked)
        for part in (self.deducts, self._deducts_caption):
            part.setVisible(self._is_asked("deducts_stock"))
        self.trust.setVisible(self._is_asked("trust_unproven"))
        self._warn()

    def _warn(self) -> None:
        risky = self._is_asked("trust_unproven") and self.trust.isChecked()
        said = self.tr(
            "Nobody has seen yet what these calls do there. A wrong one changes real products, "
            "stock or orders. Try them with a sandbox key first."
        )
        self.warning.say(said if risky else "", tag.WARNING)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(14)
        for at in range(2):
            self._grid.setColumnStretch(at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        chosen = QVBoxLayout()
        chosen.setSpacing(6)
        chosen.addWidget(self._role_caption)
        chosen.addLayout(_at_start(self.role))
        chosen.addWidget(self._role_hint)
        column.addLayout(chosen)
        column.addLayout(self._grid)
        for field in self.fields.values():
            field.setParent(self)
        column.addWidget(self.push_all)
        column.addWidget(self._deducts_caption)
        column.addLayout(_at_start(self.deducts))
        column.addWidget(self.trust)
        column.addWidget(self.warning)

    def _write_role(self) -> None:
        hint = self.tr("The one that keeps the books decides prices and stock; only one can.")
        now = self.tr("Now it is {name}.").format(name=isolate(self._keeper))
        self._role_hint.setText(f"{hint} {now}" if self._keeper else hint)

    def _retranslate(self) -> None:
        self._role_caption.setText(self.tr("What is it for?"))
        self.role.setAccessibleName(self.tr("What is it for?"))
        self.role.label([self.tr("Keeps the books"), self.tr("Online shop")])
        self._write_role()
        self._write_fields()
        self.push_all.label(
            self.tr("Send all products"), self.tr("Else only those made here from now on")
        )
        self._deducts_caption.setText(self.tr("Does an invoice there take its items out of stock?"))
        self.deducts.setAccessibleName(self._deducts_caption.text())
        self.deducts.label([self.tr("Find out"), self.tr("Yes"), self.tr("No")])
        self.trust.label(
            self.tr("Make calls that no sandbox has proven"),
            self.tr("Its document does not say how they are made"),
        )
        self._warn()

    def _write_fields(self) -> None:
        wanted = self.tr("Sales are booked there with it only")
        nobody = self.tr("For sales to nobody in particular")
        wants_customer = self._kind in _WANT_CUSTOMER
        words = {
            "buffer": (
                self.tr("Pieces kept back"),
                self.tr("Of each product so many are not offered there"),
            ),
            "location_id": (self.tr("Location of this shop (id there)"), wanted),
            "customer_id": (
                (self.tr("Customer of this counter (id there)"), wanted)
                if wants_customer
                else (self.tr("Customer without a name (id there)"), nobody)
            ),
            "warehouse_id": (
                self.tr("Selling warehouse (id there)"),
                self.tr("Empty: found by its name"),
            ),
            "account_id": (
                self.tr("Account (id there)"),
                self.tr("Credited with each invoice, if given"),
            ),
            "currency": (self.tr("Currency there"), self.tr("Empty: the shop's own")),
            "pull_every_seconds": (
                self.tr("Seconds between two looks"),
                self.tr("At products, stock and customers"),
            ),
            "orders_every_seconds": (
                self.tr("Seconds between two looks at orders"),
                self.tr("New online orders are told that soon"),
            ),
        }
        for name, (caption, hint) in words.items():
            self.fields[name].label(caption, hint)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _at_start(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(part)
    row.addStretch()
    return row
