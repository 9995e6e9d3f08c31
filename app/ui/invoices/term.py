"""What status, way of payment and sending of an invoice are called, and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.payment import Method, Status
from app.ui.widgets import tag
from app.ui.widgets.tag import Look


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its icon, the token that the icon has alone, and the look of its tag."""

    words: str
    mark: str
    tone: str = "text-2"
    look: Look = tag.PLAIN


_STATUS = {
    Status.PAID: (QT_TRANSLATE_NOOP("invoices", "Paid"), "circle-check", "success", tag.GOOD),
    Status.PARTIAL: (
        QT_TRANSLATE_NOOP("invoices", "Partial"),
        "percentage",
        "warning",
        tag.WARNING,
    ),
    Status.UNPAID: (QT_TRANSLATE_NOOP("invoices", "Unpaid"), "clock", "danger", tag.BAD),
}
_METHOD = {
    Method.CASH: (QT_TRANSLATE_NOOP("invoices", "Cash"), "cash"),
    Method.CARD: (QT_TRANSLATE_NOOP("invoices", "Card"), "credit-card"),
    Method.BANK: (QT_TRANSLATE_NOOP("invoices", "Bank"), "building-bank"),
}
_ON_ACCOUNT = QT_TRANSLATE_NOOP("invoices", "On account")

_WAITING = (QT_TRANSLATE_NOOP("invoices", "Waiting to be sent"), "cloud-up", "info")
_SENDING = (QT_TRANSLATE_NOOP("invoices", "Being sent"), "cloud-up", "info")
_SENT = (QT_TRANSLATE_NOOP("invoices", "Sent"), "cloud-check", "success")
_CHECKING = (
    QT_TRANSLATE_NOOP("invoices", "No answer yet, being checked"),
    "help-circle",
    "warning",
)
_ATTENTION = (QT_TRANSLATE_NOOP("invoices", "Needs attention"), "alert-triangle", "danger")
_SYNC = {
    "BLOCKED": _WAITING,
    "READY": _WAITING,
    "SENDING": _SENDING,
    "ACKED": _SENT,
    "UNKNOWN": _CHECKING,
    "RECONCILING": _CHECKING,
    "REJECTED": _ATTENTION,
    "DUPLICATE": _ATTENTION,
    "CONFLICT": _ATTENTION,
    "MANAGER": _ATTENTION,
}


def status(code: str) -> Term:
    """How much of an invoice is paid."""
    words, mark, tone, look = _STATUS[Status(code)]
    return Term(_said(words), mark, tone, look)


def methods(used: Sequence[Method]) -> Term:
    """How an invoice was paid; one that was not is on account."""
    if not used:
        return Term(_said(_ON_ACCOUNT), "notebook")
    words = [_said(_METHOD[method][0]) for method in used]
    mark = _METHOD[used[0]][1] if len(used) == 1 else "stack-2"
    return Term(" + ".join([words[0], *(word.lower() for word in words[1:])]), mark)


def sync(state: str) -> Term:
    """How the sending of an invoice stands, by its state in the outbox."""
    words, mark, tone = _SYNC[state]
    return Term(_said(words), mark, tone)


def _said(words: object) -> str:
    return QCoreApplication.translate("invoices", str(words))
