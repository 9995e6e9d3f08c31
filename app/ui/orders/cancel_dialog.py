"""What is asked before an order is called off: why, as its customer will read it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.order import Order
from app.domain.text import is_rtl, isolate
from app.ui import figure, font, language, paint, sentence
from app.ui.orders import reason, words
from app.ui.orders.model import Act
from app.ui.orders.reason import REASONS, Reasons
from app.ui.widgets import tag
from app.ui.widgets.button import GRAVE
from app.ui.widgets.dialog import NARROW, Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.label import label
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented

MAX_WORDS = 120
_BY_MAIL = {"apexloge"}  # whose customers get the reason by e-mail, for sure


class Preview(QWidget):
    """The very words that the customer reads, in their own direction."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cancel_preview")
        self.words = label("cancel_preview_words", 14, font.MEDIUM)
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.addWidget(self.words)

    def say(self, text: str, missing: str) -> None:
        """Show the text, or what is missing."""
        self.words.setText(isolate(text) if text else missing)
        self.words.set_tone("text" if text else "text-2")
        self.words.align(paint.start(is_rtl(text) if text else paint.is_rtl(self)))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, "surface-2", "border")


class CancelDialog(Dialog):
    """Nothing happens by Enter alone. `called_off` brings order, status and reason."""

    called_off = Signal(int, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("cancel_order", parent, width=NARROW, grave=True)
        self._order: Order | None = None
        self._act: Act | None = None
        self.warning = Remark("cancel_warning")
        self._caption = label("cancel_caption", 13, font.SEMI_BOLD, "text-2")
        self.reasons = Reasons("cancel_reasons")
        self.own = FormField("cancel_words")
        self.own.caption.hide()
        self.own.edit.setMaxLength(MAX_WORDS)
        self._reads = label("cancel_reads", 13, font.SEMI_BOLD, "text-2")
        self.languages = Segmented("cancel_language", [("reads_en", ""), ("reads_ar", "")])
        self.preview = Preview()
        self.primary.kind = GRAVE
        self.cancel.key = "Esc"
        self._lay_out_body()
        self.reasons.chosen.connect(self._choose)
        self.languages.chosen.connect(lambda _: self._preview())
        self.own.edit.textChanged.connect(lambda _: self._preview())
        self.primary.clicked.connect(self._call_off)
        self.retranslate()

    def ask(self, order: Order, act: Act) -> None:
        """Ask why this order is called off."""
        self._order, self._act = order, act
        self.reasons.choose(0)
        # A name is all that tells of the customer's language.
        name = order.buyer.name
        self.languages.choose(int(is_rtl(name) if name else language.is_arabic()))
        self.own.set_text("")
        self.retranslate()
        self.open()

    def refuse(self, error: Exception) -> None:
        """Say what is wrong with the words."""
        self.own.refuse(sentence.of(error))
        self.go_to(self.own.edit)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody answer twice."""
        self.primary.setEnabled(not busy)

    def retranslate(self) -> None:
        order, act = self._order, self._act
        refunds = act is not None and act.refunds
        again = act is not None and act.status == "refunded"
        asked = self.tr("Refund order {number}?") if again else self.tr("Cancel order {number}?")
        self.title.setText(asked.format(number=words.number(order)) if order else "")
        if order is not None:
            self.warning.say(self._warning(order, refunds=refunds), tag.WARNING)
        self._caption.setText(self.tr("Reason"))
        arabic = language.is_arabic()
        self.reasons.label([each.ar if arabic else each.en for each in REASONS])
        self.reasons.setAccessibleName(self.tr("Reason"))
        self._reads.setText(self.tr("The customer will read"))
        self.languages.label(["English", "العربية"])
        self.languages.setAccessibleName(self.tr("Language of the customer"))
        self.own.label(self.tr("A few words"))
        self.own.caption.hide()
        self.cancel.label(self.tr("Keep the order"))
        act_words = self.tr("Cancel and refund") if refunds else self.tr("Cancel the order")
        self.primary.label(self.tr("Refund") if again else act_words)
        self._preview()

    def _warning(self, order: Order, *, refunds: bool) -> str:
        if not refunds:
            return self.tr(
                "{name} may read the reason. Money that was paid is not given back by this."
            ).format(name=self._who(order))
        if order.kind in _BY_MAIL:
            said = self.tr(
                "{name} gets {amount} back and receives the reason by e-mail. "
                "This cannot be undone."
            )
        else:
            said = self.tr("{name} gets {amount} back. This cannot be undone.")
        amount = figure.money(order.total) if order.total else self.tr("the money")
        return said.format(name=self._who(order), amount=amount)

    def _who(self, order: Order) -> str:
        return isolate(order.buyer.name) if order.buyer.name else self.tr("The customer")

    def _lay_out_body(self) -> None:
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(12)
        asked = QVBoxLayout()
        asked.setSpacing(6)
        asked.addWidget(self._caption)
        asked.addWidget(self.reasons)
        told = QVBoxLayout()
        told.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._reads, 1)
        head.addWidget(self.languages)
        told.addLayout(head)
        told.addWidget(self.preview)
        self.body.addWidget(self.warning)
        self.body.addLayout(asked)
        self.body.addWidget(self.own)
        self.body.addLayout(told)

    def _choose(self, at: int) -> None:
        self._preview()
        if REASONS[at].own:
            self.go_to(self.own.edit)

    def _told(self) -> str:
        arabic = bool(self.languages.current())
        return reason.told(self.reasons.reason(), self.own.text(), arabic=arabic)

    def _preview(self) -> None:
        own = self.reasons.reason().own
        asked = self.tr("Say it in a few words") if own else self.tr("Add a few words (optional)")
        self.own.edit.setPlaceholderText(asked)
        self.preview.say(self._told(), self.tr("Nothing yet: say it in a few words."))

    def _call_off(self) -> None:
        order, act, said = self._order, self._act, self._told()
        if order is None or act is None:
            return
        if not said:
            self.own.refuse(self.tr("Say why; the customer will read it."))
            self.go_to(self.own.edit)
        else:
            self.called_off.emit(order.id, act.status, said)
