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
    "unknown_customer": QT_TRANSLATE_NOOP("sentence", "There is no such customer."),
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
    "bad_name": QT_TRANSLATE_NOOP(
        "sentence", "This name has other signs than small letters, digits, “-” and “_”."
    ),
    "name_taken": QT_TRANSLATE_NOOP("sentence", "There is a back end of this name already."),
    "name_used": QT_TRANSLATE_NOOP(
        "sentence", "This name was another server's. Please choose another name."
    ),
    "unknown_backend": QT_TRANSLATE_NOOP("sentence", "This back end is not there any more."),
    "still_open": QT_TRANSLATE_NOOP(
        "sentence", "It is not known yet whether everything that was sent arrived."
    ),
    "no_keyring": QT_TRANSLATE_NOOP(
        "sentence", "This computer has no keyring that answers. Keep the key in a file instead."
    ),
    "key_file": QT_TRANSLATE_NOOP("sentence", "The file of the keys does not serve."),
    "no_env_key": QT_TRANSLATE_NOOP(
        "sentence", "The key is not set where this program was started."
    ),
    "bad_setting": QT_TRANSLATE_NOOP("sentence", "This setting is not possible."),
    "checking": QT_TRANSLATE_NOOP(
        "sentence", "It is being looked for at the server; sent again it could be booked twice."
    ),
    "already_sent": QT_TRANSLATE_NOOP("sentence", "It was sent already."),
    "already_dropped": QT_TRANSLATE_NOOP("sentence", "It was taken out already."),
    "told_as_stock": QT_TRANSLATE_NOOP(
        "sentence", "Its goods were taken off the stock there instead."
    ),
    "duplicate": QT_TRANSLATE_NOOP(
        "sentence", "It is there more than once. Settle that at the back end, then take it out."
    ),
    "needs_why": QT_TRANSLATE_NOOP("sentence", "Say why, for the journal."),
    "bad_remote_id": QT_TRANSLATE_NOOP("sentence", "Give the id that the back end knows it by."),
    "remote_id_taken": QT_TRANSLATE_NOOP("sentence", "This id belongs to another record."),
    "no_link": QT_TRANSLATE_NOOP("sentence", "A change of stock has no id at the back end."),
    "on_account": QT_TRANSLATE_NOOP("sentence", "An invoice on account needs its customer."),
    "no_buyer": QT_TRANSLATE_NOOP("sentence", "The online shop does not know this customer."),
    "no_customer": QT_TRANSLATE_NOOP("sentence", "There is no customer that it could go without."),
    "unknown_entry": QT_TRANSLATE_NOOP("sentence", "This is not in the outbox any more."),
    "unknown_review": QT_TRANSLATE_NOOP("sentence", "This was settled already."),
    "same_warehouse": QT_TRANSLATE_NOOP("sentence", "Stock is carried to another warehouse."),
    "shop_exists": QT_TRANSLATE_NOOP(
        "sentence", "There is a shop in this folder already. Close this window and start again."
    ),
    "bad_key": QT_TRANSLATE_NOOP("sentence", "A key has no spaces and only Latin letters."),
    "other_system": QT_TRANSLATE_NOOP("sentence", "This key belongs to another system."),
    "bad_url": QT_TRANSLATE_NOOP("sentence", "This is not an address of a back end."),
    "plain_http": QT_TRANSLATE_NOOP("sentence", "The address must begin with https."),
    "no_url": QT_TRANSLATE_NOOP("sentence", "This system needs the address of the shop's server."),
    "no_login": QT_TRANSLATE_NOOP("sentence", "This system knows keys only, no users."),
    "no_key": QT_TRANSLATE_NOOP("sentence", "A back end needs its key."),
    "no_webhooks": QT_TRANSLATE_NOOP("sentence", "This system sends no webhooks."),
    "no_secret": QT_TRANSLATE_NOOP("sentence", "Webhooks need the secret that their system shows."),
    "bad_secret": QT_TRANSLATE_NOOP(
        "sentence", "A webhook's secret is one line of letters, digits and signs."
    ),
    "bad_host": QT_TRANSLATE_NOOP("sentence", "This is no address to listen at."),
    "books_kept": QT_TRANSLATE_NOOP(
        "sentence", "Another back end keeps the books. Make it an online shop first."
    ),
    "unknown_order": QT_TRANSLATE_NOOP("sentence", "There is no such online order."),
    "sending": QT_TRANSLATE_NOOP("sentence", "A change of this order is on its way already."),
    "no_step": QT_TRANSLATE_NOOP("sentence", "This order can't go there from where it is."),
    "needs_reason": QT_TRANSLATE_NOOP("sentence", "Say why; the customer may read it."),
    "payment_due": QT_TRANSLATE_NOOP("sentence", "This order is still to be paid."),
    "payment_unknown": QT_TRANSLATE_NOOP(
        "sentence", "The online shop does not say whether it is paid."
    ),
    "already_collected": QT_TRANSLATE_NOOP("sentence", "This order is paid already."),
    "is_sale": QT_TRANSLATE_NOOP(
        "sentence", "This order is a sale of a counter; its goods are gone."
    ),
    "may_be_sale": QT_TRANSLATE_NOOP(
        "sentence", "This may be a sale whose answer was lost. Settle that on the sync page first."
    ),
    "needs_manager": QT_TRANSLATE_NOOP(
        "sentence", "A change of this order did not go through. Settle that on the sync page first."
    ),
    "other_goods": QT_TRANSLATE_NOOP("sentence", "That order has other goods than this sale."),
    "no_total": QT_TRANSLATE_NOOP(
        "sentence", "The online shop does not say what this order comes to."
    ),
    "not_exact": QT_TRANSLATE_NOOP("sentence", "The lines of this order do not come to its total."),
    "cant_place": QT_TRANSLATE_NOOP("sentence", "No orders can be placed there."),
    "no_discount": QT_TRANSLATE_NOOP(
        "sentence", "The online shop prices its orders itself. Take the discounts away first."
    ),
    "not_there": QT_TRANSLATE_NOOP(
        "sentence", "The online shop does not have all of these products."
    ),
    "not_whole": QT_TRANSLATE_NOOP("sentence", "The online shop sells whole pieces only."),
    "no_membership": QT_TRANSLATE_NOOP(
        "sentence", "This back end knows no points and no subscriptions."
    ),
    "changed": QT_TRANSLATE_NOOP("sentence", "The order has changed meanwhile. Look at it again."),
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
