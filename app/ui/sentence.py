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
    "too_small_for_cash": QT_TRANSLATE_NOOP(
        "sentence", "The rest is too little for cash. Take it by card or bank transfer."
    ),
    "card_number": QT_TRANSLATE_NOOP("sentence", "Card numbers are not kept."),
    "bad_quantity": QT_TRANSLATE_NOOP("sentence", "This quantity is not possible."),
    "too_many_lines": QT_TRANSLATE_NOOP("sentence", "The sale has too many lines."),
    "not_tracked": QT_TRANSLATE_NOOP("sentence", "No stock is kept of this product."),
    "stock_changed": QT_TRANSLATE_NOOP(
        "sentence", "The stock has changed meanwhile. Look at the new figure and save again."
    ),
    "no_invoice": QT_TRANSLATE_NOOP("sentence", "There is no invoice yet."),
    "unknown_invoice": QT_TRANSLATE_NOOP("sentence", "There is no such invoice."),
    "empty_cart": QT_TRANSLATE_NOOP("sentence", "There is nothing in the cart."),
    "bad_cart": QT_TRANSLATE_NOOP("sentence", "This kept sale can't be read."),
    "other_currency": QT_TRANSLATE_NOOP(
        "sentence", "This sale is in another currency than the shop's."
    ),
    "not_held": QT_TRANSLATE_NOOP("sentence", "This sale is not held any more."),
    "cart_not_empty": QT_TRANSLATE_NOOP("sentence", "Finish or hold the sale at hand first."),
    "incomplete": QT_TRANSLATE_NOOP("sentence", "Something is missing, such as the name."),
    "too_long": QT_TRANSLATE_NOOP("sentence", "This text is too long."),
    "bad_phone": QT_TRANSLATE_NOOP("sentence", "This is not a phone number."),
    "bad_email": QT_TRANSLATE_NOOP("sentence", "This is not an e-mail address."),
    "bad_vat_number": QT_TRANSLATE_NOOP("sentence", "This is not a VAT number."),
    "bad_price": QT_TRANSLATE_NOOP("sentence", "This price is not possible."),
    "bad_flag": QT_TRANSLATE_NOOP("sentence", "This is neither yes nor no."),
    "bad_tax_rate": QT_TRANSLATE_NOOP("sentence", "This tax rate is not possible."),
    "bad_barcode": QT_TRANSLATE_NOOP("sentence", "This barcode is not valid."),
    "barcode_taken": QT_TRANSLATE_NOOP("sentence", "This barcode belongs to another product."),
    "sku_taken": QT_TRANSLATE_NOOP("sentence", "This SKU belongs to another product."),
    "cancelled": QT_TRANSLATE_NOOP(
        "sentence", "The work was stopped before its end. Nothing was changed."
    ),
    "currency_fixed": QT_TRANSLATE_NOOP(
        "sentence", "The shop has prices or invoices; its currency can't change any more."
    ),
    "bad_cash_rounding": QT_TRANSLATE_NOOP("sentence", "This cash rounding is not possible."),
    "bad_csv": QT_TRANSLATE_NOOP("sentence", "The file is not a CSV table of products."),
    "unknown_file": QT_TRANSLATE_NOOP("sentence", "The file or its folder is not there."),
    "same_file": QT_TRANSLATE_NOOP(
        "sentence", "This file belongs to the shop itself. Choose another name."
    ),
    "file_exists": QT_TRANSLATE_NOOP(
        "sentence", "There is a file of this name already. Choose another name."
    ),
    "no_printer": QT_TRANSLATE_NOOP("sentence", "No printer is chosen."),
    "unknown_printer": QT_TRANSLATE_NOOP("sentence", "This printer is not there any more."),
    "printer": QT_TRANSLATE_NOOP("sentence", "The printer did not take the page."),
    "printer_silent": QT_TRANSLATE_NOOP("sentence", "The printer does not answer."),
    "locked": QT_TRANSLATE_NOOP("sentence", "The shop's file is in use. Try again."),
    "disk_full": QT_TRANSLATE_NOOP("sentence", "The disk is full. Nothing is saved."),
    "disk_error": QT_TRANSLATE_NOOP("sentence", "The disk does not answer. Nothing is saved."),
    "read_only": QT_TRANSLATE_NOOP("sentence", "The shop's folder can't be written."),
    "damaged": QT_TRANSLATE_NOOP("sentence", "The shop's file is damaged."),
    "no_access": QT_TRANSLATE_NOOP("sentence", "The shop's folder can't be read."),
    "newer_database": QT_TRANSLATE_NOOP(
        "sentence", "The shop was opened by a newer program. Please update this one."
    ),
    "shop_exists": QT_TRANSLATE_NOOP(
        "sentence", "There is a shop in this folder already. Close this window and start again."
    ),
}
_BUG = QT_TRANSLATE_NOOP("sentence", "Something went wrong in the program. It is written down.")


def of(error: Exception) -> str:
    """The sentence for an error; a mistake of ours says only that it is one."""
    if not isinstance(error, SanduqError):
        return QCoreApplication.translate("sentence", str(_BUG))
    return of_code(error.code, error.message)


def of_code(code: str, message: str) -> str:
    """The sentence for an error of which only the code and its own English sentence are left."""
    known = _BY_CODE.get(code)
    if known is None or not language.is_arabic():
        return message
    return QCoreApplication.translate("sentence", str(known))
