"""What the statuses of online orders are called."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.text import isolate

KNOWN: dict[str, Any] = {  # QT_TRANSLATE_NOOP has no type
    "paid": QT_TRANSLATE_NOOP("orders", "Paid"),
    "ready_for_pickup": QT_TRANSLATE_NOOP("orders", "Ready for pickup"),
    "picked_up": QT_TRANSLATE_NOOP("orders", "Picked up"),
    "pending": QT_TRANSLATE_NOOP("orders", "Pending"),
    "processing": QT_TRANSLATE_NOOP("orders", "Processing"),
    "confirmed": QT_TRANSLATE_NOOP("orders", "Confirmed"),
    "shipped": QT_TRANSLATE_NOOP("orders", "Shipped"),
    "delivered": QT_TRANSLATE_NOOP("orders", "Delivered"),
    "completed": QT_TRANSLATE_NOOP("orders", "Completed"),
    "cancelled": QT_TRANSLATE_NOOP("orders", "Cancelled"),
    "expired": QT_TRANSLATE_NOOP("orders", "Expired"),
    "refunded": QT_TRANSLATE_NOOP("orders", "Refunded"),
}
CALLED_OFF = frozenset({"cancelled", "expired", "refunded"})


def worded(text: str) -> str:
    """A sentence of the engine's, in which statuses are words of people."""
    for each in KNOWN:
        text = text.replace(each, each.replace("_", " "))
    return text


def said(status: str) -> str:
    """A status in the window's language; one that we do not know is shown as it is."""
    known = KNOWN.get(status)
    return QCoreApplication.translate("orders", str(known)) if known else isolate(status)
