"""The fourth step: what the shop begins with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.new_shop import DEMO_PRODUCTS
from app.ui import figure
from app.ui.widgets import tag
from app.ui.widgets.choice import Choice, Choices
from app.ui.widgets.remark import Remark
from app.ui.widgets.tag import Look
from app.ui.wizard.draft import Draft
from app.ui.wizard.step import GAP, Step

DEMO, EMPTY = 0, 1


class DataStep(Step):
    """A demo shop, or an empty one."""

    said = Signal()

    def __init__(self) -> None:
        super().__init__("data")
        self.kinds = Choices("setup_products", columns=2, gap=GAP)
        demo = Choice("with_demo", mark="building-store", size=28, large=True)
        empty = Choice("without_products", mark="packages", size=28, large=True)
        self.kinds.set_choices([demo, empty])
        self.remark = Remark("setup_remark")
        self.column.addWidget(self.kinds)
        self.column.addSpacing(22)
        self.column.addWidget(self.remark)
        self.column.addStretch()
        self.kinds.chosen.connect(self._choose)
        self.retranslate()

    def fill(self, draft: Draft) -> None:
        self.kinds.choose(DEMO if draft.demo else EMPTY)

    def draft(self, draft: Draft) -> Draft:
        return replace(draft, demo=self.kinds.current() == DEMO)

    def first_field(self) -> QWidget:
        return self.kinds.choices()[self.kinds.current()]

    def say(self, words: str, look: Look = tag.PLAIN) -> None:
        """Say how it goes with the shop."""
        self.remark.say(words, look)
        self.said.emit()

    def _choose(self, _at: int) -> None:
        self.say("")
        self.edited.emit()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What does the shop begin with?"))
        self.subtitle.setText(self.tr("The till works offline. Products can be changed later."))
        demo, empty = self.kinds.choices()
        count = figure.number(DEMO_PRODUCTS)
        words = self.tr("{count} products, nothing is sent anywhere")
        demo.label(self.tr("Start with a demo shop"), words.format(count=count))
        note = self.tr("Products can be imported in Settings")
        empty.label(self.tr("Start with an empty shop"), note)
