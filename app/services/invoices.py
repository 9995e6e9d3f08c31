"""Invoices: the list, one document, and its receipt."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.number import LIMIT, ONE, SCALE
from app.domain.payment import Status
from app.domain.receipt import Receipt, receipt
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.domain.text import fold
from app.storage import invoice, sale
from app.storage.invoice import InvoiceFilter, InvoiceRow, InvoiceSummary, id_of, rows_of
from app.storage.store import Unit

__all__ = [
    "InvoiceRow",
    "InvoiceSummary",
    "Wanted",
    "document",
    "find",
    "get",
    "id_of",
    "ids",
    "rows_of",
    "summary",
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents a list shows; days are the shop's own, both included.

    `text` is looked for in number, reference, customer and notes, and as an amount: 160 and 160.9
    find a total of 160.95.
    """

    first_day: date | None = None
    last_day: date | None = None
    status: str = ""
    text: str = ""


def ids(unit: Unit, shop: Shop, wanted: Wanted) -> array[int]:
    """The ids of the documents that fit, the newest first."""
    return invoice.ids(unit, _filter(shop, wanted))


def summary(unit: Unit, shop: Shop, wanted: Wanted) -> InvoiceSummary:
    """What the documents that fit come to, and how many there are of each status."""
    return invoice.summary(unit, _filter(shop, wanted), currency(shop.currency))


def find(
    unit: Unit,
    shop: Shop,
    *,
    first_day: str = "",
    last_day: str = "",
    status: str = "",
    text: str = "",
) -> list[InvoiceRow]:
    """The documents that fit, the newest first; days are written as 2026-01-31."""
    text.encode()  # folding would drop half of a pair; here it is refused as everywhere else
    wanted = Wanted(_day(first_day), _day(last_day), status, text)
    return rows_of(unit, ids(unit, shop, wanted))


def get(unit: Unit, number: str) -> Sale:
    """The document with this number; refuses an unknown one."""
    found = sale.load(unit, number)
    if found is None:
        raise Refusal("unknown_invoice", f"There is no invoice {number}.")
    return found


def document(unit: Unit, shop: Shop, number: str, *, copy: bool = False) -> Receipt:
    """The receipt of a stored document."""
    return receipt(get(unit, number), shop, copy=copy)


def _filter(shop: Shop, wanted: Wanted) -> InvoiceFilter:
    if wanted.status and wanted.status not in set(Status):
        names = ", ".join(Status)
        raise Refusal("bad_status", f"There is no status “{wanted.status}”; choose one of {names}.")
    text = fold(wanted.text)
    return InvoiceFilter(
        since=_midnight(wanted.first_day, shop),
        until=_midnight(wanted.last_day, shop, days_after=1),
        status=wanted.status,
        text=text,
        totals=_totals(text),
    )


# A code such as 000123 is no amount. The minus may be the one that figures are shown with.
_AMOUNT = re.compile(r"[-−]?(0|[1-9][\d,]*)(\.\d*)?", re.ASCII)


def _totals(folded: str) -> tuple[Decimal, Decimal] | None:
    if not _AMOUNT.fullmatch(folded):
        return None
    whole, _, part = folded.lstrip("-−").replace(",", "").partition(".")
    low = Decimal(f"{whole}.{part or 0}")
    if low >= LIMIT or len(part) > SCALE:
        return None
    return low, low + ONE.scaleb(-len(part))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _no_date(text) from error


def _midnight(day: date | None, shop: Shop, *, days_after: int = 0) -> datetime | None:
    if day is None:
        return None
    try:
        begins = day + timedelta(days=days_after)
        return datetime.combine(begins, time(), ZoneInfo(shop.time_zone)).astimezone(UTC)
    except OverflowError as error:
        raise _no_date(day.isoformat()) from error


def _no_date(text: str) -> Refusal:
    return Refusal("bad_date", f"“{text}” is no date; write it as 2026-01-31.")
