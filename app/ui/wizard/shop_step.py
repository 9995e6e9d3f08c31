"""The first step: the language, and who the shop is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui import language
from app.ui.widgets.choice import Choice, Choices
from app.ui.widgets.form import FormField
from app.ui.wizard.draft import Draft
from app.ui.wizard.step import GAP, Step, caption, large, pairs

LANGUAGES = (language.ENGLISH, language.ARABIC)


class ShopStep(Step):
    """Language, names, address, telephone."""

    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("shop")
        self.languages = Choices("setup_language", columns=2, gap=GAP)
        cards = [Choice(f"language_{code}", large=True) for code in LANGUAGES]
        self.languages.set_choices(cards)
        self.name = large(FormField("setup_name"))
        self.name_ar = large(FormField("setup_name_ar"))
        self.address = large(FormField("setup_address"))
        self.phone = large(FormField("setup_phone", figures=True))
        self._language = caption("setup_language_caption")
        self.column.addWidget(self._language)
        self.column.addWidget(self.languages)
        self.column.addSpacing(26)
        fields = (self.name, self.name_ar, self.address, self.phone)
        for field in fields:
            field.edit.textEdited.connect(self.edited)
        self.column.addLayout(pairs(*fields))
        self.column.addStretch()
        self.languages.chosen.connect(lambda at: self.language_chosen.emit(LANGUAGES[at]))
        self.retranslate()

    def fill(self, draft: Draft) -> None:
        self.languages.choose(LANGUAGES.index(draft.language))
        self.name.set_text(draft.name)
        self.name_ar.set_text(draft.name_ar)
        self.address.set_text(draft.address)
        self.phone.set_text(draft.phone)

    def draft(self, draft: Draft) -> Draft:
        return replace(
            draft,
            language=LANGUAGES[self.languages.current()],
            name=self.name.text(),
            name_ar=self.name_ar.text(),
            address=self.address.text(),
            phone=self.phone.text(),
        )

    def first_field(self) -> QWidget:
        return self.name_ar if language.is_arabic() else self.name

    def refuse(self) -> None:
        """Say that the shop needs a name."""
        field = self.name_ar if language.is_arabic() else self.name
        field.refuse(self.tr("The shop needs a name, in English or in Arabic."))
        field.setFocus()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Welcome. Let’s set up your shop"))
        self.subtitle.setText(self.tr("Four short steps. It takes about three minutes."))
        self._language.setText(self.tr("Language"))
        english, arabic = self.languages.choices()
        english.label("English", self.tr("Left to right"))
        arabic.label("العربية", self.tr("Right to left"))
        self.name.label(self.tr("Shop name in English"))
        self.name_ar.label(self.tr("Shop name in Arabic"), self.tr("Printed first on receipts"))
        self.address.label(self.tr("Address on receipts"))
        self.phone.label(self.tr("Telephone"))
