"""What is asked before an entry is decided: why, or under which id it is there already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.outbox import EntryRow
from app.ui import sentence
from app.ui.sync import words
from app.ui.sync.words import Act
from app.ui.widgets import tag
from app.ui.widgets.button import GRAVE
from app.ui.widgets.dialog import USUAL, Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.label import label
from app.ui.widgets.remark import Remark

MAX_WHY, MAX_ID = 300, 254


class ReasonDialog(Dialog):
    """Asks why; nothing happens by Enter alone. `decided` brings the entry, the act, the reason."""

    decided = Signal(object, object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("decision", parent, width=USUAL, grave=True)
        self._entry: EntryRow | None = None
        self._act = Act.DROP
        self.words = label("decision_words", 15)
        self.words.setWordWrap(True)
        self.why = FormField("decision_why")
        self.why.edit.setMaxLength(MAX_WHY)
        self.body.addWidget(self.words)
        self.body.addWidget(self.why)
        self.primary.kind = GRAVE
        self.primary.clicked.connect(self._decide)
        self.retranslate()

    def ask(self, entry: EntryRow, act: Act) -> None:
        """Ask why this is to be done with an entry."""
        self._entry, self._act = entry, act
        self.why.set_text("")
        self.retranslate()
        self.open()
        self.go_to(self.why.edit)

    def refuse(self, error: Exception) -> None:
        """Say what is wrong with the reason."""
        self.why.refuse(sentence.of(error))
        self.go_to(self.why.edit)

    def retranslate(self) -> None:
        drops = self._act is Act.DROP
        self.title.setText(self.tr("Never send it?") if drops else self.tr("Send it again?"))
        self.subtitle.setText(words.title(self._entry) if self._entry else "")
        self.words.setText(self._dropped() if drops else self._doubled())
        self.why.label(self.tr("Why?"), self.tr("Written into the journal, with your name."))
        self.cancel.label(self.tr("Leave it"))
        self.primary.label(self.tr("Do not send") if drops else self.tr("Send again"))

    def _dropped(self) -> str:
        """What comes of it when it is never sent."""
        kind = self._entry.kind if self._entry else ""
        if kind == "order":
            return self.tr("The online shop is not told. The order stays there as it is.")
        if kind == "placement":
            return self.tr("The order is not placed, and is called off here.")
        return self.tr("It stays on this till and is not sent. What waits for it comes before you.")

    def _doubled(self) -> str:
        """What may come of it when it is sent again."""
        kind = self._entry.kind if self._entry else ""
        if kind == "order":
            return self.tr("It may have happened there already. Look at the order there first.")
        if kind == "placement":
            return self.tr("It may be there already. Placed again, it may be there twice.")
        return self.tr("It may be there already. Sent again, it may be booked twice.")

    def _decide(self) -> None:
        if self._entry is not None:
            self.decided.emit(self._entry, self._act, self.why.text())


class LinkDialog(Dialog):
    """Asks under which id the back end knows a record. `linked` brings the entry and the id."""

    linked = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("link", parent, width=USUAL)
        self._entry: EntryRow | None = None
        self._system = ""
        self.ours = Remark("link_ours")
        self.id = FormField("link_id", figures=True)
        self.id.edit.setMaxLength(MAX_ID)
        self.body.addWidget(self.ours)
        self.body.addWidget(self.id)
        self.primary.clicked.connect(self._link)
        self.retranslate()

    def ask(self, entry: EntryRow, system: str) -> None:
        """Ask for the id of an entry at this system."""
        self._entry, self._system = entry, system
        self.id.set_text(entry.remote_id)
        self.retranslate()
        self.open()

    def first_field(self) -> QWidget:
        return self.id.edit

    def refuse(self, error: Exception) -> None:
        """Say what is wrong with the id."""
        self.id.refuse(sentence.of(error))
        self.go_to(self.id.edit)

    def retranslate(self) -> None:
        entry = self._entry
        self.title.setText(self.tr("Link to existing"))
        self.subtitle.setText(words.title(entry) if entry else "")
        if entry is not None:
            told = words.what(entry, {entry.backend: self._system})
            self.ours.say(" · ".join((told.first, told.second)), tag.PLAIN)
        places = entry is not None and entry.kind == "placement"
        self.id.label(
            self.tr("Which order is it there?") if places else self.tr("Its id there"),
            self.tr("Look up its id in the online shop. From then on it counts as placed.")
            if places
            else self.tr("Look it up in the back end. From then on it counts as sent."),
        )
        self.primary.label(self.tr("Link"))

    def _link(self) -> None:
        if self._entry is None:
            return
        if not self.id.text():
            self.id.refuse(self.tr("Give the id that it has there."))
            self.go_to(self.id.edit)
        else:
            self.linked.emit(self._entry, self.id.text())
