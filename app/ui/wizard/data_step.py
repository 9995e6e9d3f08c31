"""The fourth step: what the shop begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.new_shop import DEMO_PRODUCTS
from app.ui import figure
from app.ui.shop import BackendKind
from app.ui.widgets import tag
from app.ui.widgets.choice import Choice, Choices
from app.ui.widgets.remark import Remark
from app.ui.widgets.tag import Look
from app.ui.wizard.connect_step import ConnectFields
from app.ui.wizard.draft import Draft
from app.ui.wizard.step import GAP, Step

CONNECT, DEMO, EMPTY = 0, 1, 2


class DataStep(Step):
    """The products of a back end, a demo shop, or an empty one."""

    said = Signal()

    def __init__(self, systems: Sequence[BackendKind]) -> None:
        super().__init__("data")
        self.kinds = Choices("setup_products", columns=2, gap=GAP)
        connect = Choice("with_backend", mark="plug-connected", size=28, large=True)
        demo = Choice("with_demo", mark="building-store", size=28, large=True)
        empty = Choice("without_products", mark="packages", size=28, large=True)
        self.kinds.set_choices([connect, demo, empty], DEMO)
        self.connect_fields = ConnectFields(systems)
        self.remark = Remark("setup_remark")
        self.column.addWidget(self.kinds)
        self.column.addSpacing(22)
        self.column.addWidget(self.connect_fields)
        self.column.addSpacing(16)
        self.column.addWidget(self.remark)
        self.column.addStretch()
        self.kinds.chosen.connect(self._choose)
        self.connect_fields.edited.connect(lambda: self.say(""))
        self._show_fields()
        self.retranslate()

    def fill(self, draft: Draft) -> None:
        self.kinds.choose(CONNECT if draft.connect else DEMO if draft.demo else EMPTY)
        self._show_fields()

    def draft(self, draft: Draft) -> Draft:
        chosen = self.kinds.current()
        return replace(draft, demo=chosen == DEMO, connect=chosen == CONNECT)

    def first_field(self) -> QWidget:
        return self.kinds.choices()[self.kinds.current()]

    def refuse(self, code: str, problem: str) -> None:
        """Say what is wrong with the back end."""
        if self.connect_fields.refuse(code, problem):
            self.say("")
        else:
            self.say(problem, tag.BAD)

    def say(self, words: str, look: Look = tag.PLAIN) -> None:
        """Say how it goes with the shop."""
        self.remark.say(words, look)
        self.said.emit()

    def _show_fields(self) -> None:
        self.connect_fields.setVisible(self.kinds.current() == CONNECT)

    def _choose(self, _at: int) -> None:
        self._show_fields()
        self.say("")
        self.edited.emit()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Where do products and sales live?"))
        self.subtitle.setText(
            self.tr("The till works offline either way. More can be connected later.")
        )
        connect, demo, empty = self.kinds.choices()
        loaded = self.tr("Products, stock and customers are loaded from it")
        connect.label(self.tr("Connect a back end"), loaded)
        count = figure.number(DEMO_PRODUCTS)
        words = self.tr("{count} products, nothing leaves this computer")
        demo.label(self.tr("Start with a demo shop"), words.format(count=count))
        note = self.tr("Products can be imported in Settings")
        empty.label(self.tr("Start with an empty shop"), note)
