"""Invoices: the list, one document, and its receipt."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.errors import Refusal
from app.domain.payment import Status
from app.domain.receipt import Receipt, receipt
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.storage import invoice, sale
from app.storage.invoice import InvoiceFilter, InvoiceRow
from app.storage.store import Unit


def find(
    unit: Unit,
    shop: Shop,
    *,
    first_day: str = "",
    last_day: str = "",
    status: str = "",
    text: str = "",
) -> list[InvoiceRow]:
    """The documents that fit, the newest first; days are the shop's own, both included."""
    if status and status not in set(Status):
        names = ", ".join(Status)
        raise Refusal("bad_status", f"There is no status “{status}”; choose one of {names}.")
    until = _midnight(last_day, shop, days_after=1)
    wanted = InvoiceFilter(_midnight(first_day, shop), until, status, text)
    return invoice.rows(unit, wanted)


def get(unit: Unit, number: str) -> Sale:
    """The document with this number; refuses an unknown one."""
    found = sale.load(unit, number)
    if found is None:
        raise Refusal("unknown_invoice", f"There is no invoice {number}.")
    return found


def document(unit: Unit, shop: Shop, number: str, *, copy: bool = False) -> Receipt:
    """The receipt of a stored document."""
    return receipt(get(unit, number), shop, copy=copy)


def _midnight(day: str, shop: Shop, *, days_after: int = 0) -> datetime | None:
    if not day:
        return None
    try:
        begins = date.fromisoformat(day) + timedelta(days=days_after)
        return datetime.combine(begins, time(), ZoneInfo(shop.time_zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refusal("bad_date", f"“{day}” is no date; write it as 2026-01-31.") from error
