"""A field for a VAT number, which says as one types whether it has its country's form."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.country import Country, vat_number
from app.domain.errors import Refusal
from app.domain.text import digits
from app.ui.widgets.form import FormField
from app.ui.widgets.label import Picture

# What a country says of its VAT numbers, so that it is translated.
VAT_RULES = (
    QT_TRANSLATE_NOOP("vat_rule", "15 digits that begin and end with 3"),
    QT_TRANSLATE_NOOP("vat_rule", "15 digits that begin with 100"),
    QT_TRANSLATE_NOOP("vat_rule", "15 digits"),
    QT_TRANSLATE_NOOP("vat_rule", "OM and 10 digits"),
    QT_TRANSLATE_NOOP("vat_rule", "9 digits"),
    QT_TRANSLATE_NOOP("vat_rule", "5 to 20 letters and digits"),
)


class VatField(FormField):
    """A VAT number: a tick says that it has its country's form, a line what that form is."""

    def __init__(self, name: str) -> None:
        super().__init__(name, figures=True)
        self._rules: Country | None = None
        self._caption = ""
        self.tick = Picture("check", "success", 20)
        self.tick.setObjectName(f"{name}_good")
        layout = self.field.layout()
        if layout is not None:
            layout.addWidget(self.tick)
        self.edit.textChanged.connect(self._look)
        self.edit.editingFinished.connect(self.judge)

    def set_rules(self, rules: Country) -> None:
        """Take numbers of this country."""
        self._rules = rules
        self.write(self._caption)

    def write(self, caption: str) -> None:
        """Write caption and hint."""
        self._caption = caption
        hint = QCoreApplication.translate("vat_rule", self._rules.vat_rule) if self._rules else ""
        self.label(caption, hint)
        self._look(self.edit.text())

    def number(self) -> str:
        """What was typed, as it is kept."""
        return "".join(digits(self.text()).split())

    def is_good(self) -> bool:
        """Whether it has its country's form; nothing at all has it too."""
        if self._rules is None:
            return True
        try:
            vat_number(self.number(), self._rules)
        except Refusal:
            return False
        return True

    def judge(self) -> None:
        """Say what is wrong, once somebody has finished typing."""
        if not self.is_good():
            self.refuse(
                self.tr("It does not have the form of a VAT number: {form}.").format(
                    form=self._hint
                )
            )

    def _look(self, _text: str) -> None:
        self.tick.setVisible(bool(self.number()) and self.is_good())
