"""The keyboard map: which key asks for which action, where; the key list shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent


class Action(Enum):
    """What a key asks for; whoever is on top decides what it means there."""

    KEYS = "keys"
    SEARCH = "search"
    CUSTOMER = "customer"
    QUANTITY = "quantity"
    PRICE = "price"
    HOLD = "hold"
    DISCOUNT = "discount"
    SALE_DISCOUNT = "sale_discount"
    MAIN = "main"
    FULL_SCREEN = "full_screen"
    CASHIER = "cashier"
    REMOVE = "remove"
    MORE = "more"
    LESS = "less"
    REPRINT = "reprint"
    UNDO = "undo"
    NOTE = "note"
    CLEAR = "clear"
    ONLINE_ORDER = "online_order"
    PAGE_1 = "page_1"
    PAGE_2 = "page_2"
    PAGE_3 = "page_3"
    PAGE_4 = "page_4"
    PAGE_5 = "page_5"
    PAGE_6 = "page_6"
    PAGE_7 = "page_7"
    DEBUG = "debug"
    QUIT = "quit"


PAGES = (
    *(Action.PAGE_1, Action.PAGE_2, Action.PAGE_3),
    *(Action.PAGE_4, Action.PAGE_5, Action.PAGE_6, Action.PAGE_7),
)


@dataclass(frozen=True, slots=True)
class Binding:
    """A key, as it is written on keys and hints, and what it does; no text: not told."""

    keys: str
    key: Qt.Key
    action: Action
    text: Any = ""  # QT_TRANSLATE_NOOP has no type
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier


_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

BINDINGS = (
    Binding("F1", Qt.Key.Key_F1, Action.KEYS, QT_TRANSLATE_NOOP("keymap", "Key list")),
    Binding("F2", Qt.Key.Key_F2, Action.SEARCH, QT_TRANSLATE_NOOP("keymap", "Search")),
    Binding("/", Qt.Key.Key_Slash, Action.SEARCH),
    Binding("F3", Qt.Key.Key_F3, Action.CUSTOMER, QT_TRANSLATE_NOOP("keymap", "Customer")),
    Binding(
        "F4", Qt.Key.Key_F4, Action.QUANTITY, QT_TRANSLATE_NOOP("keymap", "Quantity of the line")
    ),
    Binding("F5", Qt.Key.Key_F5, Action.PRICE, QT_TRANSLATE_NOOP("keymap", "Price of the line")),
    Binding(
        "F6",
        Qt.Key.Key_F6,
        Action.HOLD,
        QT_TRANSLATE_NOOP("keymap", "Hold the sale; recall one while the cart is empty"),
    ),
    Binding(
        "F7", Qt.Key.Key_F7, Action.DISCOUNT, QT_TRANSLATE_NOOP("keymap", "Discount on the line")
    ),
    Binding(
        "Shift+F7",
        Qt.Key.Key_F7,
        Action.SALE_DISCOUNT,
        QT_TRANSLATE_NOOP("keymap", "Discount on the sale"),
        _SHIFT,
    ),
    Binding(
        "F9", Qt.Key.Key_F9, Action.MAIN, QT_TRANSLATE_NOOP("keymap", "Pay, or the main action")
    ),
    Binding("F11", Qt.Key.Key_F11, Action.FULL_SCREEN, QT_TRANSLATE_NOOP("keymap", "Full screen")),
    Binding(
        "F12", Qt.Key.Key_F12, Action.CASHIER, QT_TRANSLATE_NOOP("keymap", "Change the cashier")
    ),
    Binding(
        "Del", Qt.Key.Key_Delete, Action.REMOVE, QT_TRANSLATE_NOOP("keymap", "Remove the line")
    ),
    Binding("+", Qt.Key.Key_Plus, Action.MORE, QT_TRANSLATE_NOOP("keymap", "One more")),
    Binding("−", Qt.Key.Key_Minus, Action.LESS, QT_TRANSLATE_NOOP("keymap", "One less")),
    Binding(
        "Ctrl+N",
        Qt.Key.Key_N,
        Action.NOTE,
        QT_TRANSLATE_NOOP("keymap", "Note on the line"),
        _CONTROL,
    ),
    Binding(
        "Ctrl+Del",
        Qt.Key.Key_Delete,
        Action.CLEAR,
        QT_TRANSLATE_NOOP("keymap", "Clear the sale"),
        _CONTROL,
    ),
    Binding(
        "Ctrl+O",
        Qt.Key.Key_O,
        Action.ONLINE_ORDER,
        QT_TRANSLATE_NOOP("keymap", "Order the cart at an online shop"),
        _CONTROL,
    ),
    Binding(
        "Ctrl+P",
        Qt.Key.Key_P,
        Action.REPRINT,
        QT_TRANSLATE_NOOP("keymap", "Reprint the last receipt"),
        _CONTROL,
    ),
    Binding(
        "Ctrl+Z",
        Qt.Key.Key_Z,
        Action.UNDO,
        QT_TRANSLATE_NOOP("keymap", "Undo the last change of the cart"),
        _CONTROL,
    ),
    Binding(
        "Ctrl+Q", Qt.Key.Key_Q, Action.QUIT, QT_TRANSLATE_NOOP("keymap", "Close the till"), _CONTROL
    ),
    *(
        Binding(f"Ctrl+{at}", Qt.Key(Qt.Key.Key_0 + at), page, "", _CONTROL)
        for at, page in enumerate(PAGES, 1)
    ),
    Binding("", Qt.Key.Key_D, Action.DEBUG, "", _CONTROL | _SHIFT),
)

# Keys that are understood where they are pressed, for the key list only.
FURTHER = (
    ("Esc", QT_TRANSLATE_NOOP("keymap", "Back; nothing is lost")),
    ("Enter", QT_TRANSLATE_NOOP("keymap", "Add the product found; in dialogs the main button")),
    ("Ctrl+I", QT_TRANSLATE_NOOP("keymap", "About the product at hand")),
    ("3*", QT_TRANSLATE_NOOP("keymap", "Quantity for what is scanned or entered next")),
    ("Ctrl+1…7", QT_TRANSLATE_NOOP("keymap", "Pages, from top to bottom; last, sync")),
)

_BY_KEY = {(each.key, each.modifiers): each.action for each in BINDINGS}
_WITH_SHIFT = {Qt.Key.Key_Plus, Qt.Key.Key_Slash}
_MODIFIERS = _CONTROL | _SHIFT | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def action_of(event: QKeyEvent) -> Action | None:
    """What a key asks for, if anything."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & _MODIFIERS
    if key in _WITH_SHIFT:
        # Where these stand above another sign, they come with Shift.
        modifiers &= ~_SHIFT
    return _BY_KEY.get((key, modifiers))


def told() -> list[tuple[str, str]]:
    """The keys and what they do, in the window's language."""
    rows = [(each.keys, each.text) for each in BINDINGS if each.text] + list(FURTHER)
    return [(keys, QCoreApplication.translate("keymap", str(text))) for keys, text in rows]
