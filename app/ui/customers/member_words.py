"""What an online shop tells of its customers, in the window's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.domain.currency import Currency
from app.domain.errors import SanduqError, Trouble
from app.domain.membership import LoyaltyRules, Member, Subscription, Upcoming
from app.domain.number import decimals
from app.domain.text import isolate
from app.ui import figure, language, sentence
from app.ui.customers.account import LOST, Part
from app.ui.sync import told

_ORDER: dict[str, Any] = {  # QT_TRANSLATE_NOOP has no type
    "pending": QT_TRANSLATE_NOOP("orders", "Pending"),
    "processing": QT_TRANSLATE_NOOP("orders", "Processing"),
    "shipped": QT_TRANSLATE_NOOP("orders", "Shipped"),
    "delivered": QT_TRANSLATE_NOOP("orders", "Delivered"),
    "cancelled": QT_TRANSLATE_NOOP("orders", "Cancelled"),
}
_SUBSCRIPTION: dict[str, Any] = {
    "active": QT_TRANSLATE_NOOP("member", "Active"),
    "paused": QT_TRANSLATE_NOOP("member", "Paused"),
    "cancelled": QT_TRANSLATE_NOOP("member", "Cancelled"),
}


def problem(error: Exception) -> str:
    """Why an online shop gave no answer, or would not do it."""
    if not isinstance(error, Trouble):
        return sentence.of(error)
    if error.code == "rejected":
        words = QCoreApplication.translate("member", "The server did not take it: {why}")
        return words.format(why=told.quoted(error.message))
    said = told.said(error.code, error.message)
    if not is_lost(error):
        return said
    look = QCoreApplication.translate("member", "Look there before you try it again.")
    return f"{said} {look}"


def is_lost(error: Exception) -> bool:
    """Whether what was to be done may have been done all the same."""
    return isinstance(error, SanduqError) and error.code in LOST


def missing(part: Part[Any]) -> str:
    """Why a part of the answer is not there; empty where it is."""
    return told.said(part.code, part.message) if part.code else ""


def name(member: Member) -> str:
    """Who a customer is there."""
    said = f"{member.first_name} {member.last_name}".strip()
    return isolate(said) if said else figure.number(member.email or member.id)


def points(value: Decimal) -> str:
    """So many points."""
    return figure.number(f"{value:,f}")


def amount(value: Decimal, currency: Currency) -> str:
    """An amount with its currency, and with all the decimals that it has."""
    number = figure.number(f"{value:,.{max(currency.digits, decimals(value))}f}")
    unit = figure.symbol(currency)
    return f"{number} {unit}" if language.is_arabic() else f"{unit} {number}"


def day(of: date) -> str:
    """A day with its year."""
    month = QLocale(language.code()).monthName(of.month, QLocale.FormatType.ShortFormat)
    return isolate(f"{of.day} {month} {of.year}")


def order_status(status: str) -> str:
    """How an order stands; what we do not know is shown as it is."""
    known = _ORDER.get(status)
    return QCoreApplication.translate("orders", str(known)) if known else isolate(status)


def subscription_status(status: str) -> str:
    """How a subscription stands; what we do not know is shown as it is."""
    known = _SUBSCRIPTION.get(status)
    return QCoreApplication.translate("member", str(known)) if known else isolate(status)


def rules(of: LoyaltyRules, currency: Currency) -> str:
    """How points are earned and spent, as the shop tells it."""
    if not of.is_enabled:
        return QCoreApplication.translate("member", "The programme is switched off.")
    words = QCoreApplication.translate(
        "member",
        "{points} points for {unit} that is spent; a point is worth {value}. "
        "Points are spent from {least} on.",
    )
    return words.format(
        points=points(of.points_per_unit),
        unit=amount(Decimal(1), currency),
        value=amount(of.point_value, currency),
        least=points(of.least_points),
    )


def doubt(of: LoyaltyRules) -> str:
    """That the shop's own figures contradict each other."""
    words = QCoreApplication.translate(
        "member",
        "These figures contradict each other: by them {share} of what is spent would come back. "
        "Promise nothing by them.",
    )
    share = f"{(of.returned * 100).normalize():f}%"
    return words.format(share=figure.number(share))


def rhythm(of: Subscription) -> str:
    """How often it comes."""
    return isolate(of.frequency) if of.frequency else figure.number(of.frequency_id or "–")


def upcoming(of: Upcoming | None, currency: Currency) -> str:
    """The next order of a subscription, as far as it is told."""
    if of is None:
        return ""
    parts = [
        day(of.on) if of.on is not None else "",
        *(isolate(each) for each in of.lines),
        amount(of.total, currency) if of.total is not None else "",
    ]
    return " · ".join(filter(None, parts))
