"""Rows of the invoices screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from app.domain.currency import currency
from app.domain.money import Money
from app.domain.text import isolate
from app.services.invoices import InvoiceRow
from app.ui import figure, moment
from app.ui.invoices import term
from app.ui.rows import Index, Read, Rows


class InvoiceList(Rows[InvoiceRow]):
    """Invoices by their ids; a tool tip says all of a row, also what is cut off."""

    def __init__(self, read: Read[InvoiceRow], now: Callable[[], datetime]) -> None:
        super().__init__(read)
        self._now = now

    def name(self, row: InvoiceRow) -> str:
        parts = (
            figure.number(row.number),
            when(row, self._now()),
            customer(row),
            isolate(row.cashier),
            term.methods(row.methods).words,
            figure.money(total(row)),
            term.status(row.status).words,
            term.sync(row.sync).words,
        )
        return " · ".join(part for part in parts if part.strip("\u2068\u2069"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tip = role == Qt.ItemDataRole.ToolTipRole
        return super().data(index, Qt.ItemDataRole.AccessibleTextRole if tip else role)


def total(row: InvoiceRow) -> Money:
    """What an invoice comes to."""
    return Money(row.total, currency(row.currency))


def customer(row: InvoiceRow) -> str:
    """Who bought."""
    if row.customer:
        return isolate(row.customer)
    return QCoreApplication.translate("invoices", "Walk-in")


def when(row: InvoiceRow, now: datetime) -> str:
    """When it was made: today's by the clock, this year's by day and clock, others by the day."""
    local = row.issued_at.astimezone(now.tzinfo)
    short = moment.short(local, now)
    if local.date() == now.date() or local.year != now.year:
        return short
    return f"{short} {figure.number(f'{local:%H:%M}')}"
