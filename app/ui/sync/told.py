"""What the engine and the connectors say, in the window's language; a server's own words stay."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.text import isolate
from app.ui import figure, language

# Their sentences are English and more exact; the figures in them go into {0}, {1} …, what stands
# in quotes into {name}.
_BY_CODE: dict[str, Any] = {  # QT_TRANSLATE_NOOP has no type
    # a back end that does not serve us now
    "no_network": QT_TRANSLATE_NOOP(
        "sync", "There is no network, or it does not reach the server."
    ),
    "wrong_host": QT_TRANSLATE_NOOP("sync", "The server's name is not known. Check the address."),
    "no_server": QT_TRANSLATE_NOOP("sync", "Nothing answers at this address."),
    "tls_error": QT_TRANSLATE_NOOP("sync", "The server's certificate can't be trusted."),
    "tls_clock": QT_TRANSLATE_NOOP(
        "sync", "The server's certificate does not fit this computer's time. Check the clock."
    ),
    "proxy_error": QT_TRANSLATE_NOOP("sync", "The network's proxy does not let us through."),
    "proxy_page": QT_TRANSLATE_NOOP(
        "sync", "A web page came instead of data. Sign in to the network, or check the address."
    ),
    "timeout": QT_TRANSLATE_NOOP("sync", "The server did not answer in time."),
    "broken_connection": QT_TRANSLATE_NOOP("sync", "The connection to the server broke off."),
    "wrong_shape": QT_TRANSLATE_NOOP("sync", "The server's answer can't be understood."),
    "answer_too_large": QT_TRANSLATE_NOOP("sync", "The server's answer is too large."),
    "not_found": QT_TRANSLATE_NOOP("sync", "The server does not know this address."),
    "not_allowed": QT_TRANSLATE_NOOP("sync", "The server does not offer this call."),
    "throttled": QT_TRANSLATE_NOOP("sync", "The request limit is reached."),
    "own_limit": QT_TRANSLATE_NOOP("sync", "The request limit is reached."),
    "incomplete_scan": QT_TRANSLATE_NOOP("sync", "The server's list contradicts itself."),
    "list_full": QT_TRANSLATE_NOOP(
        "sync", "The server lists so many rows at most: there may be more than these."
    ),
    "server_error": QT_TRANSLATE_NOOP("sync", "The server failed (status {0})."),
    "refused": QT_TRANSLATE_NOOP("sync", "The server refused the request."),
    "not_ready": QT_TRANSLATE_NOOP("sync", "The server says that it is not ready."),
    "unstable": QT_TRANSLATE_NOOP("sync", "The server takes records without answering."),
    "clock": QT_TRANSLATE_NOOP(
        "sync", "This computer's clock is {0} minutes off the server's. Please set it."
    ),
    "webhook_port": QT_TRANSLATE_NOOP(
        "sync", "Webhooks can't be taken at the address and port that are set."
    ),
    "sync_busy": QT_TRANSLATE_NOOP("sync", "Another Sanduq sends for this shop just now."),
    # a back end that waits for a manager
    "wrong_address": QT_TRANSLATE_NOOP("sync", "There is no such back end at this address."),
    "redirected": QT_TRANSLATE_NOOP("sync", "The server sends us elsewhere. Check the address."),
    "wrong_key": QT_TRANSLATE_NOOP("sync", "The server does not know this key, or it was revoked."),
    "forbidden": QT_TRANSLATE_NOOP("sync", "The server does not allow this with this key."),
    "no_key": QT_TRANSLATE_NOOP("sync", "The key is not here. Please enter it again."),
    "other_business": QT_TRANSLATE_NOOP("sync", "These are the books of another shop: {name}."),
    "other_currency": QT_TRANSLATE_NOOP("sync", "The currency there is another one."),
    # a record whose outcome is not known
    "no_answer": QT_TRANSLATE_NOOP("sync", "The connection broke off before the answer."),
    "late_answer": QT_TRANSLATE_NOOP("sync", "It was sent, but no answer came in time."),
    "bad_answer": QT_TRANSLATE_NOOP("sync", "It was sent, but the answer can't be understood."),
    "redirected_write": QT_TRANSLATE_NOOP("sync", "It was sent, but the server sent us elsewhere."),
    "no_id": QT_TRANSLATE_NOOP("sync", "It was sent, but the answer does not say under which id."),
    "no_reason": QT_TRANSLATE_NOOP("sync", "The server says that it failed, but not why."),
    "failed_write": QT_TRANSLATE_NOOP("sync", "It was sent, but the server failed (status {0})."),
    "interrupted": QT_TRANSLATE_NOOP("sync", "The program ended while it was being sent."),
    "brought_back": QT_TRANSLATE_NOOP(
        "sync", "A backup brought it back. It may have been sent since."
    ),
    "absent": QT_TRANSLATE_NOOP("sync", "It is not there, for sure. It is sent once more."),
    # a record that waits for a manager
    "unknown_outcome": QT_TRANSLATE_NOOP("sync", "Nobody can tell whether it arrived there."),
    "unproven": QT_TRANSLATE_NOOP("sync", "Nobody has proven that this back end can do this."),
    "stays_local": QT_TRANSLATE_NOOP(
        "sync", "It would come to another total there, so it stays here."
    ),
    "same_phone": QT_TRANSLATE_NOOP(
        "sync", "Another customer with this phone number is on its way."
    ),
    "totals_differ": QT_TRANSLATE_NOOP(
        "sync", "It came to another total there before, so it stays here."
    ),
    "no_such_order": QT_TRANSLATE_NOOP("sync", "There is no such order there."),
    "no_customer": QT_TRANSLATE_NOOP("sync", "Without a customer it is not taken there."),
    "needs_customer": QT_TRANSLATE_NOOP("sync", "Without a customer it is not taken there."),
    "cant_book": QT_TRANSLATE_NOOP("sync", "This back end takes no sales from a till."),
    "no_call": QT_TRANSLATE_NOOP("sync", "This back end has no call for it, so it stays here."),
    "no_step": QT_TRANSLATE_NOOP("sync", "The order is further there, and can't become this."),
    "not_sold": QT_TRANSLATE_NOOP("sync", "Salloq takes no returns: a quantity is one or more."),
    "total_mismatch": QT_TRANSLATE_NOOP("sync", "The total there is {0}, ours is {1}."),
    "duplicate": QT_TRANSLATE_NOOP("sync", "It is there {0} times. Please void all but one."),
    "no_product": QT_TRANSLATE_NOOP("sync", "{name} is not a product, and only these are booked."),
    "not_exact": QT_TRANSLATE_NOOP("sync", "No unit price gives exactly this total there."),
    "gone": QT_TRANSLATE_NOOP("sync", "What this is about is not there any more."),
    "no_stock_there": QT_TRANSLATE_NOOP("sync", "The server keeps no stock of it there."),
    "no_location": QT_TRANSLATE_NOOP(
        "sync", "Sales are booked at a location there. Please set location_id."
    ),
    "no_sandbox": QT_TRANSLATE_NOOP("sync", "Only a key of the sandbox can prove this."),
    "not_whole": QT_TRANSLATE_NOOP("sync", "The server counts whole pieces only."),
    "can_not_set": QT_TRANSLATE_NOOP("sync", "This back end does not take changes of stock."),
    "variant_fixed": QT_TRANSLATE_NOOP(
        "sync", "This is a variant. It can be changed in Apexloge's own dashboard only."
    ),
    "needs_reason": QT_TRANSLATE_NOOP(
        "sync", "A cancelled order needs a reason. The customer gets it by e-mail."
    ),
    "no_warehouse": QT_TRANSLATE_NOOP("sync", "The server has no warehouse {name}."),
    "unknown_warehouse": QT_TRANSLATE_NOOP("sync", "This warehouse is not here any more."),
    "stock_unclear": QT_TRANSLATE_NOOP("sync", "It was {0}, should be {1}, and is {2} now."),
    "wrong_product": QT_TRANSLATE_NOOP("sync", "Another product was changed instead."),
    "not_set": QT_TRANSLATE_NOOP("sync", "It was set to {0} and reads otherwise now."),
    "offline_count": QT_TRANSLATE_NOOP(
        "sync", "It was counted while the figure there was not sure."
    ),
    "customer_dropped": QT_TRANSLATE_NOOP("sync", "The customer that it waits for was taken out."),
    "product_dropped": QT_TRANSLATE_NOOP("sync", "The product that it waits for was taken out."),
    # what could not be taken from a back end
    "not_linked": QT_TRANSLATE_NOOP(
        "sync", "{name} is no product of this shop: no barcode, SKU or name fits."
    ),
    "bad_order": QT_TRANSLATE_NOOP("sync", "The total of the order is no amount of its currency."),
    "prices_exclude_tax": QT_TRANSLATE_NOOP(
        "sync",
        "The prices there are without tax, this shop's include it: sales made here would lack "
        "that tax.",
    ),
    "prices_in_other": QT_TRANSLATE_NOOP(
        "sync", "The prices there are in another currency than this shop's."
    ),
    "left_open": QT_TRANSLATE_NOOP("sync", "The order of a sale made here stays open there."),
    "sale_called_off": QT_TRANSLATE_NOOP(
        "sync", "The order of a sale made here was called off there."
    ),
    "bad_product": QT_TRANSLATE_NOOP("sync", "The product {name} can't be taken."),
    "bad_customer": QT_TRANSLATE_NOOP("sync", "The customer {name} can't be taken."),
    "bad_stock": QT_TRANSLATE_NOOP("sync", "The stock of a product is no quantity."),
    "barcode_taken": QT_TRANSLATE_NOOP(
        "sync", "The product {name} has a barcode that another product has too."
    ),
}
_FIGURE = re.compile(r"-?\d[\d.,]*\d|-?\d")
_NAME = re.compile("“([^”]*)”")


def said(code: str, message: str) -> str:
    """The sentence for a code; without one, or in English, what was said itself."""
    known = _BY_CODE.get(code)
    if not language.is_arabic():
        return message
    if known is None:
        return isolate(message)
    names = _NAME.findall(message)
    figures = [figure.number(each) for each in _FIGURE.findall(_NAME.sub("", message))]
    words = QCoreApplication.translate("sync", str(known))
    try:
        return words.format(*figures, name=isolate(names[0] if names else ""))
    except IndexError:  # it was said otherwise than we know
        return isolate(message)


def why(verdict: str, message: str) -> str:
    """Why a record was not taken: what a server says of it is quoted, and ours is not."""
    return quoted(message) if verdict.startswith("http_") else said(verdict, message)


def quoted(words: str) -> str:
    """A server's own words, between quotes, that leave their neighbours alone."""
    return isolate(f"“{words}”")
