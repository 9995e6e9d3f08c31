"""What a manager can do about an entry, or a thing to look at, in one sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.services.outbox import Review
from app.ui.sync.words import ATTENTION, Item

_BY_CODE: dict[str, Any] = {  # QT_TRANSLATE_NOOP has no type
    "http": QT_TRANSLATE_NOOP("advice", "Mend what the server names, then retry."),
    "unknown_outcome": QT_TRANSLATE_NOOP(
        "advice", "Look for it there: link it if you find it, else retry."
    ),
    "unproven": QT_TRANSLATE_NOOP(
        "advice", "Try it with a sandbox key, or allow unproven calls in its further settings."
    ),
    "stays_local": QT_TRANSLATE_NOOP(
        "advice",
        "If it must be there, book it there by hand and link it; else do not send it: its goods "
        "are then taken off the stock there.",
    ),
    "totals_differ": QT_TRANSLATE_NOOP(
        "advice",
        "If it comes to our total there now, retry; else do not send it: its goods are then taken "
        "off the stock there.",
    ),
    "no_such_order": QT_TRANSLATE_NOOP(
        "advice", "Look for it there: link it if you find it, else retry."
    ),
    "no_customer": QT_TRANSLATE_NOOP(
        "advice", "Give a customer for this counter in its further settings, then retry."
    ),
    "needs_customer": QT_TRANSLATE_NOOP(
        "advice", "Give a customer for this counter in its further settings, then retry."
    ),
    "no_location": QT_TRANSLATE_NOOP(
        "advice", "Give this shop's location in its further settings, then retry."
    ),
    "cant_book": QT_TRANSLATE_NOOP(
        "advice", "Let a system that takes sales keep the books, and do not send this one."
    ),
    "no_call": QT_TRANSLATE_NOOP("advice", "Do it in that system itself, and do not send this."),
    "no_step": QT_TRANSLATE_NOOP(
        "advice", "Do not send this, and choose on the orders page what comes next."
    ),
    "needs_reason": QT_TRANSLATE_NOOP(
        "advice", "Do not send this, and cancel the order again with a reason."
    ),
    "gone": QT_TRANSLATE_NOOP("advice", "There is nothing left to send: choose “Do not send”."),
    "not_whole": QT_TRANSLATE_NOOP(
        "advice", "Enter whole pieces there by hand, and do not send this."
    ),
    "not_sold": QT_TRANSLATE_NOOP("advice", "Book the return there by hand, and do not send this."),
    "variant_fixed": QT_TRANSLATE_NOOP(
        "advice", "Change it in Apexloge's dashboard, and do not send this."
    ),
    "no_stock_there": QT_TRANSLATE_NOOP(
        "advice", "Begin its stock there, in that warehouse; then retry."
    ),
    # things to look at
    "not_linked": QT_TRANSLATE_NOOP(
        "advice", "Give it the same barcode, SKU or name here and there; else dismiss this."
    ),
    "list_full": QT_TRANSLATE_NOOP(
        "advice", "Take off there what is not sold any more, so that the list is shorter."
    ),
    "bad_order": QT_TRANSLATE_NOOP(
        "advice", "Look at the order in the online shop, and settle its payment there."
    ),
    "prices_exclude_tax": QT_TRANSLATE_NOOP(
        "advice", "Let the shop price without tax, or let another back end keep the books."
    ),
    "prices_in_other": QT_TRANSLATE_NOOP(
        "advice",
        "Give the currency there in its further settings, or let another back end keep the books.",
    ),
    "left_open": QT_TRANSLATE_NOOP(
        "advice", "Close the order there: its goods were sold here, nobody has to prepare it."
    ),
    "sale_called_off": QT_TRANSLATE_NOOP(
        "advice", "Look at the order there: its goods were sold here and are gone."
    ),
    "webhook_port": QT_TRANSLATE_NOOP(
        "advice", "Choose another port or address in the settings of webhooks."
    ),
}
# Some mean another thing for one kind of entry.
_OF_KIND: dict[tuple[str, str], Any] = {
    ("unknown_outcome", "order"): QT_TRANSLATE_NOOP(
        "advice", "Look at the order there: do not send this if it is done, else retry."
    ),
    ("unknown_outcome", "placement"): QT_TRANSLATE_NOOP(
        "advice", "Look for the order there: link it if you find it, else place it again."
    ),
    ("http", "order"): QT_TRANSLATE_NOOP(
        "advice", "Look at the order there, then retry or do not send this."
    ),
    ("not_whole", "invoice"): QT_TRANSLATE_NOOP(
        "advice", "If it must be there, book it there by hand; then choose “Do not send”."
    ),
}


def of(item: Item) -> str:
    """The sentence; empty where the row says it already, or nobody has to act."""
    if isinstance(item, Review):
        known = _BY_CODE.get(item.code)
    elif item.state in ATTENTION:
        code = "http" if item.verdict.startswith("http_") else item.verdict
        known = _OF_KIND.get((code, item.kind)) or _BY_CODE.get(code)
    else:
        known = None
    return QCoreApplication.translate("advice", str(known)) if known else ""
