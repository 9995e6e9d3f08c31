"""What moves of stock, reasons and warehouses are called in the window."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.stock import Reason, State, Warehouse
from app.domain.text import isolate
from app.services.stock import MoveRow
from app.ui import figure, moment

# What a person can give as the reason; the last for counts alone.
REASONS = (
    Reason.DAMAGED,
    Reason.EXPIRED,
    Reason.LOST,
    Reason.FOUND,
    Reason.OWN_USE,
    Reason.WRONG_COUNT,
    Reason.COUNTED,
)

_NAMES: dict[str, Any] = {  # QT_TRANSLATE_NOOP has no type
    Reason.OPENING: QT_TRANSLATE_NOOP("stock", "Opening stock"),
    Reason.RECEIVED: QT_TRANSLATE_NOOP("stock", "Received"),
    Reason.COUNTED: QT_TRANSLATE_NOOP("stock", "Counted"),
    Reason.DAMAGED: QT_TRANSLATE_NOOP("stock", "Damaged"),
    Reason.EXPIRED: QT_TRANSLATE_NOOP("stock", "Expired"),
    Reason.LOST: QT_TRANSLATE_NOOP("stock", "Lost or stolen"),
    Reason.FOUND: QT_TRANSLATE_NOOP("stock", "Found"),
    Reason.OWN_USE: QT_TRANSLATE_NOOP("stock", "Own use"),
    Reason.WRONG_COUNT: QT_TRANSLATE_NOOP("stock", "Wrong count before"),
    Reason.SERVER: QT_TRANSLATE_NOOP("stock", "Server: other tills"),
    Reason.TRANSFER: QT_TRANSLATE_NOOP("stock", "Transfer"),
}
_MARKS: dict[str, str] = {
    Reason.SALE: "cash-register",
    Reason.OPENING: "packages",
    Reason.RECEIVED: "package-import",
    Reason.COUNTED: "list-check",
    Reason.SERVER: "cloud-check",
    Reason.TRANSFER: "arrows-exchange",
}


def reason(code: str) -> str:
    """A reason; one of the shop's own is written as it was given."""
    known = _NAMES.get(code)
    return isolate(code) if known is None else QCoreApplication.translate("stock", str(known))


def title(move: MoveRow) -> str:
    """What a move is called."""
    if move.reason == Reason.SALE:
        words = QCoreApplication.translate("stock", "Sale {number}")
        return words.format(number=figure.number(move.number))
    if move.reason in _MARKS:
        return reason(move.reason)
    words = QCoreApplication.translate("stock", "Adjusted · {reason}")
    return words.format(reason=reason(move.reason).lower())


def mark(move: MoveRow) -> str:
    """The icon of a move."""
    return _MARKS.get(move.reason, "adjustments")


def details(move: MoveRow, now: datetime) -> str:
    """When a move was made, by whom, and what was noted."""
    said = [isolate(each) for each in (move.actor, move.note) if each]
    return " · ".join([moment.short(move.at, now), *said])


def amount(value: str, unit: str) -> str:
    """A figure with its unit, where it has one."""
    named = figure.unit_name(unit)
    return f"{value} {named}" if named else value


def warehouse(place: Warehouse) -> str:
    """A warehouse in the window's language."""
    return figure.names(place.name, place.name_ar)[0]


def state(of: State) -> str:
    """Whether there is enough of a product, in a word."""
    if of is State.OK:
        return QCoreApplication.translate("stock", "OK")
    if of is State.LOW:
        return QCoreApplication.translate("stock", "Low")
    return QCoreApplication.translate("stock", "Out")
