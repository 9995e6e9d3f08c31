"""Invoices as a list: what a table of them shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.storage.store import Unit
from app.storage.table import from_millionths, moment_text


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """A document in a list; amounts are in its currency, `sync` is its state in the outbox."""

    number: str
    uuid: str
    reference: str
    issued_at: datetime
    customer: str
    currency: str
    total: Decimal
    paid: Decimal
    status: str
    sync: str


@dataclass(frozen=True, slots=True)
class InvoiceFilter:
    """Which documents are wanted; `since` is included, `until` is not."""

    since: datetime | None = None
    until: datetime | None = None
    status: str = ""
    text: str = ""
    limit: int = -1


def rows(unit: Unit, wanted: InvoiceFilter) -> list[InvoiceRow]:
    """The documents that fit, the newest first."""
    found: Any = unit.sql(
        "SELECT i.number, i.uuid, i.reference, i.issued_at, "
        "coalesce(i.customer ->> 'name', ''), i.currency, i.total, "
        'i.paid - i."change", i.status, '
        "coalesce((SELECT o.state FROM outbox o WHERE o.kind = 'invoice' AND o.record_id = i.id "
        "ORDER BY o.id DESC LIMIT 1), '') FROM invoice i "
        "WHERE (:since = '' OR i.issued_at >= :since) AND (:until = '' OR i.issued_at < :until) "
        "AND (:status = '' OR i.status = :status) AND (:text = '' OR instr(lower(i.number || ' ' "
        "|| i.reference || ' ' || i.notes || ' ' || coalesce(i.customer ->> 'name', '')), "
        "lower(:text)) > 0) ORDER BY i.issued_at DESC, i.id DESC LIMIT :limit",
        {
            "since": moment_text(wanted.since) if wanted.since else "",
            "until": moment_text(wanted.until) if wanted.until else "",
            "status": wanted.status,
            "text": wanted.text,
            "limit": wanted.limit,
        },
    )
    return [
        InvoiceRow(
            number=row[0],
            uuid=row[1],
            reference=row[2],
            issued_at=datetime.fromisoformat(row[3]),
            customer=row[4],
            currency=row[5],
            total=from_millionths(row[6]),
            paid=from_millionths(row[7]),
            status=row[8],
            sync=row[9],
        )
        for row in found
    ]
