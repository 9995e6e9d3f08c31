"""Invoices as a list: ids first, rows for those that are shown."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any

from app.domain.currency import Currency
from app.domain.money import Money
from app.domain.payment import Method, Status
from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text, to_millionths


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """A document in a list; amounts are in its currency, `sync` is its state in the outbox.

    `kind` is sale or credit_note; `methods` are those it was paid by, in order, each once.
    """

    id: int
    kind: str
    number: str
    uuid: str
    reference: str
    issued_at: datetime
    cashier: str
    customer: str
    currency: str
    total: Decimal
    payable: Decimal
    paid: Decimal
    methods: tuple[Method, ...]
    status: str
    sync: str


@dataclass(frozen=True, slots=True)
class InvoiceFilter:
    """Which documents are wanted; `since` is included, `until` is not.

    `text` is folded; `totals` are the bounds of an amount, its sign aside: a document fits when
    it holds the text or comes to such an amount.
    """

    since: datetime | None = None
    until: datetime | None = None
    status: str = ""
    text: str = ""
    totals: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class InvoiceSummary:
    """What the documents come to; `by_status` counts them whatever status is wanted.

    Amounts are of the documents in the shop's currency.
    """

    count: int
    total: Money
    owed: Money
    by_status: dict[str, int]


def ids(unit: Unit, wanted: InvoiceFilter) -> array[int]:
    """The ids of the documents that fit, the newest first."""
    conditions, values = _conditions(wanted)
    if wanted.status:
        conditions.append("status = :status")
        values["status"] = wanted.status
    sql = f"SELECT id FROM invoice {_where(conditions)} ORDER BY issued_at DESC, id DESC"
    return array("q", chain.from_iterable(unit.raw(sql, values)))


def summary(unit: Unit, wanted: InvoiceFilter, currency: Currency) -> InvoiceSummary:
    """Count and sums of the documents that fit."""
    conditions, values = _conditions(wanted)
    rows: Any = unit.raw(
        "SELECT status, count(*), "
        "coalesce(sum(total) FILTER (WHERE currency = :currency), 0), "
        'coalesce(sum(payable - paid + "change") FILTER (WHERE currency = :currency), 0) '
        f"FROM invoice {_where(conditions)} GROUP BY status",
        {**values, "currency": currency.code},
    ).fetchall()
    of_status = [row for row in rows if wanted.status in ("", row[0])]
    return InvoiceSummary(
        count=sum(row[1] for row in of_status),
        total=Money(from_millionths(sum(row[2] for row in of_status)), currency),
        owed=Money(from_millionths(sum(row[3] for row in of_status)), currency),
        by_status={status.value: 0 for status in Status} | {row[0]: row[1] for row in rows},
    )


def _conditions(wanted: InvoiceFilter) -> tuple[list[str], dict[str, object]]:
    # Only what is asked for: each condition that is not there lets the index do more.
    conditions: list[str] = []
    values: dict[str, object] = {}
    if wanted.since:
        conditions.append("issued_at >= :since")
        values["since"] = moment_text(wanted.since)
    if wanted.until:
        conditions.append("issued_at < :until")
        values["until"] = moment_text(wanted.until)
    if wanted.text:
        texts = ["instr(text_key, :text) > 0"]
        values["text"] = wanted.text
        if wanted.totals:
            texts += [f"abs({each}) >= :low AND abs({each}) < :high" for each in _AMOUNTS]
            values["low"], values["high"] = map(to_millionths, wanted.totals)
        conditions.append(f"({' OR '.join(texts)})")
    return conditions, values


_AMOUNTS = ("total", "payable")


def _where(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def id_of(unit: Unit, number: str) -> int | None:
    """The id of the document with this number, None where there is none."""
    found = unit.sql("SELECT id FROM invoice WHERE number = ?", (number,)).scalar()
    return None if found is None else int(found)


def last_number(unit: Unit, register_id: int) -> str:
    """The number of a register's newest document, empty where it has made none."""
    found = unit.sql(
        "SELECT number FROM invoice WHERE register_id = ? ORDER BY sequence DESC LIMIT 1",
        (register_id,),
    )
    return found.scalar() or ""


def rows_of(unit: Unit, ids: Sequence[int]) -> list[InvoiceRow]:
    """The documents with these ids, in this order."""
    found: Any = unit.raw(
        "SELECT i.id, i.kind, i.number, i.uuid, i.reference, i.issued_at, i.cashier, "
        "coalesce(i.customer ->> 'name', ''), i.currency, i.total, i.payable, "
        'i.paid - i."change", i.status, '
        "(SELECT group_concat(method, ' ' ORDER BY position) FROM payment "
        "WHERE invoice_id = i.id), "
        "coalesce((SELECT o.state FROM outbox o WHERE o.kind = 'invoice' AND o.record_id = i.id "
        "ORDER BY o.id DESC LIMIT 1), '') "
        "FROM json_each(?) wanted CROSS JOIN invoice i ON i.id = wanted.value ORDER BY wanted.key",
        (json.dumps(list(ids)),),
    )
    return [
        InvoiceRow(
            id=row[0],
            kind=row[1],
            number=row[2],
            uuid=row[3],
            reference=row[4],
            issued_at=datetime.fromisoformat(row[5]),
            cashier=row[6],
            customer=row[7],
            currency=row[8],
            total=from_millionths(row[9]),
            payable=from_millionths(row[10]),
            paid=from_millionths(row[11]),
            status=row[12],
            methods=_methods(row[13] or ""),
            sync=row[14],
        )
        for row in found
    ]


@lru_cache(64)  # the same few ways to pay come again and again
def _methods(names: str) -> tuple[Method, ...]:
    return tuple(map(Method, dict.fromkeys(names.split())))
