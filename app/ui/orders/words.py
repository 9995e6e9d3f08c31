"""What online orders, their states and steps are called, and how they look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.order import Order, OrderLine, Paid, Sending
from app.domain.order_flow import Stage
from app.domain.text import isolate, ltr
from app.ui import figure, moment
from app.ui.invoices.term import Term
from app.ui.orders import model
from app.ui.orders import status as statuses
from app.ui.orders.model import Act, Deed
from app.ui.sync import told
from app.ui.sync.words import CHECKING
from app.ui.widgets import tag

LATE = timedelta(minutes=30)  # a new order that waits longer is marked
SHOWN_LINES = 4
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

# The head of the column says these already.
_USUAL = {*statuses.KNOWN} - {"shipped", *statuses.CALLED_OFF}

_STEP: dict[str, Any] = {
    "ready_for_pickup": QT_TRANSLATE_NOOP("orders", "Mark ready"),
    "processing": QT_TRANSLATE_NOOP("orders", "Mark ready"),
    "confirmed": QT_TRANSLATE_NOOP("orders", "Confirm"),
    "shipped": QT_TRANSLATE_NOOP("orders", "Ship…"),
    "cancelled": QT_TRANSLATE_NOOP("orders", "Cancel…"),
    "refunded": QT_TRANSLATE_NOOP("orders", "Refund…"),
}
_MARKS = {
    Deed.STEP: "check",
    Deed.SHIP: "packages",
    Deed.HAND_OVER: "shopping-bag",
    Deed.CALL_OFF: "x",
}


def number(order: Order) -> str:
    """What an order is called; one that is being placed has no number yet."""
    known = order.number or order.remote_id
    return ltr(known) if known else QCoreApplication.translate("orders", "No number yet")


def column(of: Stage, kinds: frozenset[str]) -> str:
    """The head of a column; `kinds` are the systems whose orders stand in it."""
    if kinds == {"apexloge"}:
        exact = {
            Stage.NEW: QCoreApplication.translate("orders", "Paid"),
            Stage.READY: QCoreApplication.translate("orders", "Ready for pickup"),
            Stage.DONE: QCoreApplication.translate("orders", "Picked up today"),
        }
        return exact[of]
    words = {
        Stage.NEW: QCoreApplication.translate("orders", "New"),
        Stage.READY: QCoreApplication.translate("orders", "Ready"),
        Stage.DONE: QCoreApplication.translate("orders", "Done today"),
    }
    return words[of]


def nothing(of: Stage) -> str:
    """What an empty column says."""
    words = {
        Stage.NEW: QCoreApplication.translate("orders", "Nothing is new"),
        Stage.READY: QCoreApplication.translate("orders", "Nothing waits for its customer"),
        Stage.DONE: QCoreApplication.translate("orders", "Nothing was handed over yet"),
    }
    return words[of]


def status(order: Order) -> str:
    """How an order stands in its shop's words; what we do not know is shown as it is."""
    return statuses.said(order.status)


def act(wanted: Act) -> str:
    """What a button says."""
    if wanted.deed is Deed.HAND_OVER:
        return QCoreApplication.translate("orders", "Handed over")
    known = _STEP.get(wanted.status)
    return (
        QCoreApplication.translate("orders", str(known)) if known else statuses.said(wanted.status)
    )


def mark(wanted: Act) -> str:
    """The icon of a button."""
    return _MARKS[wanted.deed]


def when(order: Order, now: datetime) -> Term:
    """How old a new order is, since when one is ready, or when one was handed over."""
    sending = order.sending
    if sending is not None:
        return _sending(sending)
    if order.stage is Stage.NEW:
        late = now - order.created_at > LATE
        return Term(_age(order, now), "clock", look=tag.WARNING if late else tag.PLAIN)
    at = moment.short(order.changed_at, now)
    if order.stage is Stage.READY:
        words = QCoreApplication.translate("orders", "since {time}")
        return Term(words.format(time=at), "clock")
    return Term(at, "")


def tags(order: Order) -> list[Term]:
    """What else is to be known before an order is touched."""
    found = []
    if order.status and order.status not in _USUAL:
        called_off = order.status in statuses.CALLED_OFF
        look = tag.BAD if called_off else tag.INFO if order.status in statuses.KNOWN else tag.PLAIN
        mark_ = (
            "circle-x" if called_off else "packages" if order.status in statuses.KNOWN else "tag"
        )
        found.append(Term(status(order), mark_, look=look))
    if order.stage in model.OPEN and order.payment is not Paid.PAID:
        found.append(payment(order))
    return found


def payment(order: Order) -> Term:
    """Whether an order is paid."""
    if order.payment is Paid.PAID:
        words = QCoreApplication.translate("orders", "Paid")
        return Term(words, "circle-check", "success", tag.GOOD)
    if order.payment is Paid.DUE:
        words = QCoreApplication.translate("orders", "To be paid")
        return Term(words, "cash", "warning", tag.WARNING)
    words = QCoreApplication.translate("orders", "Paid? Not known")
    return Term(words, "help-circle", "text-2", tag.PLAIN)


def refusal(sending: Sending) -> str:
    """Why a change was not taken, in the window's language or the server's own words."""
    return told.why(sending.verdict, statuses.worded(sending.message))


def line(of: OrderLine) -> tuple[str, str]:
    """How many, and of what."""
    return figure.number(f"{figure.quantity(of.quantity, '')}×"), isolate(of.name)


def more(order: Order) -> str:
    """How many lines are not shown on a card, empty for none."""
    hidden = len(order.lines) - SHOWN_LINES
    return QCoreApplication.translate("orders", "+%n more", "", hidden) if hidden > 0 else ""


def name(order: Order) -> str:
    """Who ordered."""
    if order.buyer.name:
        return isolate(order.buyer.name)
    return QCoreApplication.translate("orders", "No name")


def spoken(order: Order, titles: Mapping[str, str], now: datetime) -> str:
    """An order as a screen reader says it; `titles` are the names of the shops."""
    lines = [" ".join(line(each)) for each in order.lines[:SHOWN_LINES]]
    parts = [
        number(order),
        isolate(titles.get(order.backend, order.backend)),
        name(order),
        figure.money(order.total) if order.total else "",
        when(order, now).words,
        *(each.words for each in tags(order)),
        *lines,
        more(order),
    ]
    return ", ".join(each for each in parts if each)


def _sending(sending: Sending) -> Term:
    if model.is_refused(sending):
        words = QCoreApplication.translate("orders", "Needs a look")
        return Term(words, "alert-triangle", look=tag.BAD)
    if sending.state in CHECKING:
        words = QCoreApplication.translate("orders", "Checking…")
        return Term(words, "help-circle", look=tag.WARNING)
    return Term(QCoreApplication.translate("orders", "Sending…"), "cloud-up", look=tag.INFO)


def _age(order: Order, now: datetime) -> str:
    age = max(now - order.created_at, timedelta())
    if age < _HOUR:
        words, count = QCoreApplication.translate("orders", "{count} min"), age.seconds // 60
    elif age < _DAY:
        words, count = QCoreApplication.translate("orders", "{count} h"), age.seconds // 3600
    else:
        return moment.short(order.created_at, now)
    return words.format(count=figure.number(count))
