"""What is known of a customer, to be written down; and who has the same phone already."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.customer import Customer
from app.domain.errors import SanduqError
from app.domain.text import isolate
from app.services.customers import MOST
from app.ui import figure, font, paint, sentence
from app.ui.widgets import tag
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.form import FormField
from app.ui.widgets.label import OneLine, Picture, label

NAMES = ("name", "phone", "vat_number", "email", "address")
_FIGURES = {"phone", "vat_number", "email"}
_OF_CODE = {"bad_phone": "phone", "bad_email": "email", "bad_vat_number": "vat_number"}


class CustomerForm(QWidget):
    """Five fields; while somebody is `known` by the phone in it, it asks who is meant."""

    known_changed = Signal()
    anyway_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.known: Customer | None = None
        self._id: int | None = None
        self.fields = {
            each: FormField(f"{name}_{each}", figures=each in _FIGURES) for each in NAMES
        }
        self._known = KnownBox(f"{name}_known")
        self.anyway = self._known.anyway
        self._lay_out()
        self.fields["phone"].edit.textEdited.connect(lambda _: self.show_known(None))
        self.anyway.clicked.connect(self.anyway_asked)
        self.show_known(None)
        self._retranslate()

    def write(self, customer: Customer) -> None:
        """Begin with what is known of a customer."""
        self._id = customer.id
        for name, field in self.fields.items():
            field.set_text(getattr(customer, name))
        self.show_known(None)

    def customer(self) -> Customer:
        """The customer as written."""
        return Customer(self._id, **{name: each.text() for name, each in self.fields.items()})

    def show_known(self, known: Customer | None) -> None:
        """Say who has this phone already; None for nobody."""
        self.known = known
        self._known.show_customer(known)
        self.known_changed.emit()

    def refuse(self, error: Exception) -> None:
        """Say what is wrong, at the field that is to be mended."""
        code = error.code if isinstance(error, SanduqError) else ""
        name = self._too_long() if code == "too_long" else _OF_CODE.get(code, "name")
        self.fields[name].refuse(sentence.of(error))
        self.fields[name].edit.setFocus()

    def _too_long(self) -> str:
        texts = {name: each.text() for name, each in self.fields.items()}
        return next((name for name, most in MOST.items() if len(texts[name]) > most), "name")

    def _lay_out(self) -> None:
        grid, top = QGridLayout(self), Qt.AlignmentFlag.AlignTop
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(14)
        grid.addWidget(self.fields["name"], 0, 0, 1, 2, top)
        grid.addWidget(self.fields["phone"], 1, 0, top)
        grid.addWidget(self.fields["vat_number"], 1, 1, top)
        grid.addWidget(self._known, 2, 0, 1, 2, top)
        grid.addWidget(self.fields["email"], 3, 0, top)
        grid.addWidget(self.fields["address"], 3, 1, top)
        grid.setRowStretch(4, 1)

    def _retranslate(self) -> None:
        captions = {
            "name": self.tr("Name"),
            "phone": self.tr("Phone"),
            "vat_number": self.tr("VAT number"),
            "email": self.tr("E-mail"),
            "address": self.tr("Address"),
        }
        for name, field in self.fields.items():
            field.label(captions[name])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class KnownBox(QWidget):
    """Who has the phone already, and the button that makes another customer of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        ink = tag.WARNING.ink
        self.anyway = Button(name.replace("_known", "_anyway"), OUTLINED)
        self._words = label(f"{name}_words", 13, font.SEMI_BOLD, ink)
        self._words.setWordWrap(True)
        self._who = label(f"{name}_who", 13, tone=ink, made=OneLine())
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._words)
        said.addWidget(self._who)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(Picture("user", ink, 20))
        row.addLayout(said, 1)
        row.addWidget(self.anyway)
        self._retranslate()

    def show_customer(self, known: Customer | None) -> None:
        """Show this customer; nothing for None."""
        self.setVisible(known is not None)
        if known is not None:
            codes = [known.phone, known.vat_number, known.email]
            told = [isolate(known.name), *(figure.number(each) for each in codes if each)]
            self._who.setText(" · ".join(told))

    def _retranslate(self) -> None:
        self._words.setText(self.tr("There is a customer with this phone already."))
        self.anyway.label(self.tr("Create anyway"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, tag.WARNING.ground)


def guessed(text: str) -> Customer:
    """A new customer by what was looked for: a phone, or a name."""
    text = text.strip()
    is_number = any(each.isdigit() for each in text)
    return Customer(None, "", phone=text) if is_number else Customer(None, text)
