"""What went wrong, as one sentence in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.errors import SanduqError
from app.ui import language

# The known errors that a window can meet. Their own sentences are English and more exact.
_BY_CODE = {
    "bad_number": QT_TRANSLATE_NOOP("sentence", "This is not a number."),
    "too_many_decimals": QT_TRANSLATE_NOOP("sentence", "This amount has too many decimals."),
    "too_large": QT_TRANSLATE_NOOP("sentence", "This amount is too large."),
    "bad_payment": QT_TRANSLATE_NOOP("sentence", "A payment must be more than zero."),
    "underpaid": QT_TRANSLATE_NOOP("sentence", "This is not enough for the sale."),
    "overpaid": QT_TRANSLATE_NOOP("sentence", "This is more than what is due."),
    "card_number": QT_TRANSLATE_NOOP("sentence", "Card numbers are not kept."),
    "bad_quantity": QT_TRANSLATE_NOOP("sentence", "This quantity is not possible."),
    "too_many_lines": QT_TRANSLATE_NOOP("sentence", "The sale has too many lines."),
    "locked": QT_TRANSLATE_NOOP("sentence", "The shop's file is in use. Try again."),
    "disk_full": QT_TRANSLATE_NOOP("sentence", "The disk is full. The sale is not saved."),
    "disk_error": QT_TRANSLATE_NOOP("sentence", "The disk does not answer. Nothing is saved."),
    "read_only": QT_TRANSLATE_NOOP("sentence", "The shop's folder can't be written."),
    "damaged": QT_TRANSLATE_NOOP("sentence", "The shop's file is damaged."),
}
_BUG = QT_TRANSLATE_NOOP("sentence", "Something went wrong in the program. It is written down.")


def of(error: Exception) -> str:
    """The sentence for an error; a mistake of ours says only that it is one."""
    if not isinstance(error, SanduqError):
        return QCoreApplication.translate("sentence", str(_BUG))
    known = _BY_CODE.get(error.code)
    if known is None or not language.is_arabic():
        return error.message
    return QCoreApplication.translate("sentence", str(known))
