"""What a back end is to the shop: its part, whether it is real, and what it can't do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.text import isolate
from app.services import backends
from app.services.backends import BackendCard
from app.ui import figure
from app.ui.widgets import tag
from app.ui.widgets.tag import Tag

# What a shop misses where it can't be done; all else is of no interest to people.
_DEEDS: dict[str, Any] = {  # QT_TRANSLATE_NOOP has no type
    "create_invoice": QT_TRANSLATE_NOOP("BackendCan", "take sales"),
    "lookup_by_ref": QT_TRANSLATE_NOOP("BackendCan", "find a sale again"),
    "pull_products": QT_TRANSLATE_NOOP("BackendCan", "list products"),
    "create_product": QT_TRANSLATE_NOOP("BackendCan", "take new products"),
    "update_product": QT_TRANSLATE_NOOP("BackendCan", "change products"),
    "delete_product": QT_TRANSLATE_NOOP("BackendCan", "take products off sale"),
    "create_category": QT_TRANSLATE_NOOP("BackendCan", "take new categories"),
    "pull_stock": QT_TRANSLATE_NOOP("BackendCan", "tell stock levels"),
    "set_stock": QT_TRANSLATE_NOOP("BackendCan", "take changes of stock"),
    "decimal_stock": QT_TRANSLATE_NOOP("BackendCan", "count parts of a piece"),
    "pull_customers": QT_TRANSLATE_NOOP("BackendCan", "list customers"),
    "create_customer": QT_TRANSLATE_NOOP("BackendCan", "take new customers"),
    "update_customer": QT_TRANSLATE_NOOP("BackendCan", "change customers"),
    "pull_orders": QT_TRANSLATE_NOOP("BackendCan", "list online orders"),
    "update_order": QT_TRANSLATE_NOOP("BackendCan", "change online orders"),
    "create_order": QT_TRANSLATE_NOOP("BackendCan", "take new online orders"),
    "membership": QT_TRANSLATE_NOOP("BackendCan", "keep loyalty points"),
}
# What goes without saying where the other can't be done.
_FOLLOWS = {
    "lookup_by_ref": "create_invoice",
    "update_order": "pull_orders",
    "create_order": "pull_orders",
    "update_customer": "create_customer",
}


def part(card: BackendCard) -> str:
    """Its part: it keeps the books, or is an online shop."""
    if card.keeps_books:
        return QCoreApplication.translate("sync", "Books")
    shop = QCoreApplication.translate("sync", "Online shop")
    buffer = card.backend.settings.buffer
    if not buffer:
        return shop
    kept = QCoreApplication.translate("sync", "keeps back {quantity}")
    return f"{shop} · {kept.format(quantity=figure.quantity(buffer, ''))}"


def about(card: BackendCard) -> str:
    """Its part, and whose it is."""
    return f"{part(card)} · {isolate(card.backend.business or card.backend.name)}"


def can_not(card: BackendCard) -> str:
    """A sentence of what it can't do; empty when it can all, or nobody knows yet."""
    cannot = {name for name, known in card.capabilities.items() if known.answer == "no"}
    missed = [
        QCoreApplication.translate("BackendCan", str(words))
        for name, words in _DEEDS.items()
        if name in cannot and _FOLLOWS.get(name) not in cannot
    ]
    if not missed:
        return ""
    words = QCoreApplication.translate("BackendCan", "This system can't: {list}.")
    return words.format(list=QCoreApplication.translate("BackendCan", ", ").join(missed))


def mark_sandbox(mark: Tag, card: BackendCard) -> None:
    """Let a tag say that nothing there is real."""
    sandbox = QCoreApplication.translate("sync", "Sandbox")
    mark.show_words(sandbox if backends.is_sandbox(card.capabilities) else "", tag.WARNING)
