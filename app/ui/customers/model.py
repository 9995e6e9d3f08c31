"""Rows of the customers screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from app.domain.text import isolate
from app.services.customers import SENT, CustomerRow, History
from app.ui import figure, moment
from app.ui.customers.account import Account
from app.ui.invoices import term
from app.ui.invoices.term import Term
from app.ui.rows import Index, Rows


@dataclass(frozen=True, slots=True)
class Known:
    """What the panel shows of a customer; `accounts` are those at shops that know points."""

    row: CustomerRow
    history: History
    accounts: tuple[Account, ...] = ()


class CustomerList(Rows[CustomerRow]):
    """Customers by their ids; a tool tip says all of a row, also what is cut off."""

    def name(self, row: CustomerRow) -> str:
        customer = row.customer
        codes = [figure.number(each) for each in (customer.phone, customer.vat_number) if each]
        return " · ".join([isolate(customer.name), *codes, sync(row).words])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tip = role == Qt.ItemDataRole.ToolTipRole
        return super().data(index, Qt.ItemDataRole.AccessibleTextRole if tip else role)


def last_sale(row: CustomerRow, now: datetime) -> str:
    """When something was sold to a customer last."""
    return moment.short(row.last_sale, now) if row.last_sale else "–"


def sync(row: CustomerRow) -> Term:
    """How the sending of a customer stands."""
    if not row.sync:
        words = QCoreApplication.translate("customers", "Only on this till")
        return Term(words, "screen", "text-3")
    said = term.sync(row.sync)
    if row.sync == SENT:
        # Other languages say it otherwise of a person than of an invoice.
        return replace(said, words=QCoreApplication.translate("customers", "Sent"))
    return said
