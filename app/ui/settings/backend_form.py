"""Back ends: those of the shop, and one of them to be set up or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.text import isolate
from app.services.backends import BackendCard
from app.ui import font
from app.ui.settings.backend_panel import BackendPanel
from app.ui.settings.section import Section
from app.ui.shop import BackendKind
from app.ui.sync import trait, words
from app.ui.sync.emblem import Emblem
from app.ui.widgets.button import OUTLINED, SOFT, Button
from app.ui.widgets.label import OneLine, Picture, label
from app.ui.widgets.panel import Panel
from app.ui.widgets.tag import Tag


class BackendRow(QWidget):
    """A back end of the shop: what it is, how it stands, and a button that changes it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.emblem = Emblem()
        self.title = label(f"{name}_title", 15, font.SEMI_BOLD, made=OneLine())
        self.sandbox = Tag(f"{name}_sandbox")
        self.part = label(f"{name}_part", 13, tone="text-2", made=OneLine())
        self.mark = Picture("cloud-up", "text-2", 16)
        self.state = label(f"{name}_state", 13, tone="text-2", made=OneLine())
        self.change = Button(f"{name}_change", OUTLINED, icon="pencil")
        stands = QHBoxLayout()
        stands.setSpacing(6)
        stands.addWidget(self.mark)
        stands.addWidget(self.state, 1)
        named = QHBoxLayout()
        named.setSpacing(8)
        named.addWidget(self.title)
        named.addWidget(self.sandbox)
        named.addStretch(1)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addLayout(named)
        said.addWidget(self.part)
        said.addLayout(stands)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.emblem)
        row.addLayout(said, 1)
        row.addWidget(self.change)

    def show_card(self, card: BackendCard, title: str, now: datetime) -> None:
        """Show this back end."""
        stands = words.state(card, now, syncing=False)
        self.emblem.show_kind(card.backend.kind)
        self.title.setText(isolate(title))
        self.part.setText(trait.about(card))
        trait.mark_sandbox(self.sandbox, card)
        self.mark.show_icon(stands.mark, stands.tone)
        self.state.setText(stands.words)
        said = self.tr("Change")
        self.change.label(said, f"{said} {isolate(title)}")


class BackendForm(Section):
    """Shows the list; `news` is a part that wants to be in sight."""

    news = Signal(QWidget)
    add_asked = Signal()
    change_asked = Signal(str)

    def __init__(self, kinds: Sequence[BackendKind]) -> None:
        super().__init__("backends")
        self._shown: tuple[Sequence[BackendCard], datetime] | None = None
        self._names = {each.kind: each.name for each in kinds}
        self._rows: list[BackendRow] = []
        self.list = Panel("panel_backends")
        self.none = label("backends_none", 15, tone="text-2")
        self.none.setWordWrap(True)
        self.add = Button("backend_add", SOFT, icon="plus")
        self.panel = BackendPanel(kinds)
        self._between = QVBoxLayout()
        self._between.setSpacing(12)
        self.list.column.addWidget(self.none)
        self.list.column.addLayout(self._between)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch()
        self.list.column.addLayout(foot)
        self.column.addWidget(self.list)
        self.column.addWidget(self.panel)
        self.column.addStretch()
        self.panel.hide()
        self.add.clicked.connect(self.add_asked)
        self.panel.opened.connect(self.news)
        self.retranslate()

    def show_backends(self, cards: Sequence[BackendCard], now: datetime) -> None:
        """Show these back ends."""
        self._shown = (cards, now)
        if [row.objectName() for row in self._rows] != [each.backend.name for each in cards]:
            self._make_rows(cards)
        titles = self.titles()
        for row, card in zip(self._rows, cards, strict=True):
            row.show_card(card, titles[card.backend.name], now)
        self.none.setVisible(not cards)

    def titles(self) -> Mapping[str, str]:
        """What the back ends are called, by their names."""
        cards = self._shown[0] if self._shown else ()
        return words.labels({each.backend.name: each.backend.kind for each in cards}, self._names)

    def open_panel(self) -> None:
        """Show the panel, and bring it into sight."""
        self.panel.show()
        self.list.hide()
        self.news.emit(self.panel)

    def close_panel(self) -> None:
        """The panel is done with."""
        had_focus = self.panel.isAncestorOf(self.window().focusWidget() or self)
        self.list.show()
        self.panel.hide()
        if had_focus:
            self.add.setFocus()

    def _make_rows(self, cards: Sequence[BackendCard]) -> None:
        for old in self._rows:
            self._between.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = []
        for card in cards:
            name = card.backend.name
            row = BackendRow(f"own_{name}")
            row.setObjectName(name)
            row.change.clicked.connect(lambda _=False, name=name: self.change_asked.emit(name))
            self._between.addWidget(row)
            self._rows.append(row)

    def retranslate(self) -> None:
        self.list.label(
            self.tr("Back ends"),
            self.tr("Sales are kept on this till and sent there in the background."),
        )
        self.none.setText(self.tr("There is none yet. Everything stays on this till."))
        self.add.label(self.tr("Connect a back end"))
        if self._shown is not None:
            self.show_backends(*self._shown)
