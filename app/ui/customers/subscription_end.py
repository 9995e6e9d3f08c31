"""What is asked before a subscription ends: why, and whether that is really meant."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.membership import Subscription
from app.domain.text import isolate
from app.ui import figure
from app.ui.customers.account import Account
from app.ui.widgets import tag
from app.ui.widgets.button import GRAVE
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form import FormField
from app.ui.widgets.remark import Remark

MAX_REASON = 200


class SubscriptionEnd(Dialog):
    """Nothing happens by Enter alone. `ended` brings the subscription and the reason."""

    ended = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("subscription_end_dialog", parent, grave=True)
        self._account: Account | None = None
        self._found: Subscription | None = None
        self._is_over = False
        self.warning = Remark("subscription_end_warning")
        self.reason = FormField("subscription_end_reason")
        self.reason.edit.setMaxLength(MAX_REASON)
        self.remark = Remark("subscription_end_remark")
        for part in (self.warning, self.reason, self.remark):
            self.body.addWidget(part)
        self.primary.kind = GRAVE
        self.primary.clicked.connect(self._end)
        self.retranslate()

    def ask(self, account: Account, found: Subscription) -> None:
        """Ask why this subscription ends."""
        self._account, self._found, self._is_over = account, found, False
        self.reason.set_text("")
        self.remark.say("")
        self.set_busy(busy=False)
        self.retranslate()
        self.open()

    def refuse(self, problem: str, *, is_lost: bool = False) -> None:
        """Say why it does not end; where the answer is lost, nothing is to be sent again."""
        self._is_over = is_lost
        self.set_busy(busy=False)
        self.remark.say(problem, tag.WARNING if is_lost else tag.BAD)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody ask twice."""
        self.primary.setEnabled(not busy and not self._is_over)

    def retranslate(self) -> None:
        number = figure.number(self._found.id) if self._found else ""
        shop = isolate(self._account.title) if self._account else ""
        self.title.setText(self.tr("Cancel subscription {number}?").format(number=number))
        said = self.tr("The customer gets nothing more of it from {shop}. This can't be undone.")
        self.warning.say(said.format(shop=shop), tag.WARNING)
        self.reason.label(self.tr("Reason"), self.tr("{shop} keeps it.").format(shop=shop))
        self.cancel.label(self.tr("Keep it"))
        self.primary.label(self.tr("Cancel the subscription"))

    def _end(self) -> None:
        if not self.reason.text():
            self.reason.refuse(self.tr("Say why."))
            self.go_to(self.reason.edit)
        elif self._found is not None:
            self.ended.emit(self._found, self.reason.text())
