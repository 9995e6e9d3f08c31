"""The outbox as a list: ids first, rows for those that are shown; what may be done with each."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Any

from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.money import Money
from app.domain.payment import Status
from app.domain.text import fold
from app.storage.outbox import (
    ACKED,
    BLOCKED,
    CONFLICT,
    DROPPED,
    DUPLICATE,
    MANAGER,
    NEEDS_MANAGER,
    READY,
    RECONCILING,
    REJECTED,
    SENDING,
    UNKNOWN,
    WAITING,
)
from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text

# Nobody may touch them: we are sending, or finding out what became of it.
CHECKING = (SENDING, UNKNOWN, RECONCILING)
# They may go again, and without their customer, if it is sure that they are not there yet.
_SENDABLE = (REJECTED, MANAGER, BLOCKED, READY)
# In the payload of a sale that was dropped: what it took was told as changes of stock.
GONE = "gone"
_LINKED = ("invoice", "customer", "product", "placement")


class Verdict(StrEnum):
    """What a manager may decide of a record that is not sent."""

    RETRY = "retry"
    LINK = "link"
    DROP = "drop"
    WITHOUT_CUSTOMER = "without_customer"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A record of the outbox as a list shows it.

    `name`, `name_ar`: of the customer or product, for an invoice its customer's. `total` and
    `on_account` (not paid in full): of an invoice. `old` and `new`: of a stock change, what the
    back end holds and will hold; of a count, the level then and what was counted.
    `outcome_unknown`: it was sent, and nobody knows what became of it. `waits_for_name`: the
    number or name of what it waits for; so many `dependents` wait for it.
    """

    id: int
    backend: str
    kind: str
    record_id: int
    state: str
    number: str
    reference: str
    name: str
    name_ar: str
    customer_id: int | None
    total: Money | None
    on_account: bool
    warehouse: str
    delta: Decimal | None
    old: Decimal | None
    new: Decimal | None
    payload: dict[str, Any]
    verdict: str
    message: str
    remote_id: str
    attempts: int
    outcome_unknown: bool
    not_before: datetime | None
    created_at: datetime
    changed_at: datetime | None
    waits_for: int | None
    waits_for_kind: str
    waits_for_name: str
    dependents: int

    @property
    def actions(self) -> tuple[Verdict, ...]:
        """What a manager may decide of it now."""
        if self.state in (*CHECKING, ACKED):
            return ()
        if self.state == REJECTED and self.verdict == DROPPED:
            return () if self.payload.get(GONE) else (Verdict.RETRY,)
        may = {
            Verdict.WITHOUT_CUSTOMER: self._can_do_without_customer,
            Verdict.LINK: self.kind in _LINKED and bool(self.backend),
            Verdict.RETRY: self.state != DUPLICATE,
            Verdict.DROP: True,
        }
        return tuple(action for action, is_possible in may.items() if is_possible)

    @property
    def may_be_there(self) -> bool:
        """Whether the back end may have it, so that to send it again needs a reason."""
        return self.outcome_unknown or self.state == CONFLICT

    @property
    def _can_do_without_customer(self) -> bool:
        return (
            self.kind == "invoice"
            and self.customer_id is not None
            and not self.on_account
            and not self.payload.get("without_customer")
            and self.state in _SENDABLE
            and not self.outcome_unknown
        )


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are wanted: of these states, not taken out; ACKED ones since a time."""

    states: tuple[str, ...]
    text: str = ""
    sent_since: datetime | None = None


OPEN = EntryFilter((*NEEDS_MANAGER, *WAITING))
ATTENTION = EntryFilter(NEEDS_MANAGER)


def sent(since: datetime) -> EntryFilter:
    """Those that were sent since then."""
    return EntryFilter((ACKED,), sent_since=since)


_SUBJECT = (
    "LEFT JOIN invoice i ON o.kind = 'invoice' AND i.id = o.record_id "
    "LEFT JOIN customer c ON o.kind = 'customer' AND c.id = o.record_id "
    "LEFT JOIN product p ON o.kind IN ('product', 'stock', 'count') AND p.id = o.record_id "
    "LEFT JOIN category g ON o.kind = 'category' AND g.id = o.record_id "
    "LEFT JOIN online_order n ON o.kind IN ('order', 'placement') AND n.id = o.record_id "
)
_TEXT = (
    "instr(coalesce(i.text_key, c.name_key || ' ' || c.codes_key, lower(g.name), "
    "p.name_key || ' ' || p.name_ar_key || ' ' || p.codes_key, "
    "lower(n.number || ' ' || n.customer_name || ' ' || n.phone), ''), :text) > 0"
)
# Those come first that somebody must act on.
_ORDER = (
    "CASE WHEN o.state IN ('REJECTED', 'DUPLICATE', 'CONFLICT', 'MANAGER') THEN 0 "
    "WHEN o.state IN ('UNKNOWN', 'RECONCILING') THEN 1 WHEN o.state = 'SENDING' THEN 2 ELSE 3 END, "
    "o.id"
)


def ids(unit: Unit, wanted: EntryFilter, limit: int = -1) -> array[int]:
    """The ids of the entries that fit: those first that somebody must act on; sent ones newest."""
    values = {**_values(wanted), "text": fold(wanted.text), "limit": limit}
    subject = _SUBJECT if values["text"] else ""
    condition = f"{_condition(wanted)} AND {_TEXT}" if values["text"] else _condition(wanted)
    order = "o.changed_at DESC, o.id DESC" if wanted.sent_since else _ORDER
    sql = (
        f"SELECT o.id FROM {_source(wanted)} {subject}WHERE {condition} "
        f"ORDER BY {order} LIMIT :limit"
    )
    return array("q", chain.from_iterable(unit.raw(sql, values)))


def count(unit: Unit, wanted: EntryFilter) -> int:
    """How many entries fit, whatever text is wanted."""
    sql = f"SELECT count(*) FROM {_source(wanted)} WHERE {_condition(wanted)}"
    return int(unit.raw(sql, _values(wanted)).fetchone()[0])


def _source(wanted: EntryFilter) -> str:
    # Without being told, SQLite reads everything that was ever sent.
    return "outbox o INDEXED BY ix_outbox_sent" if wanted.sent_since else "outbox o"


def _condition(wanted: EntryFilter) -> str:
    if wanted.sent_since:
        return "o.state = 'ACKED' AND o.changed_at >= :since"
    return "o.state IN (SELECT value FROM json_each(:states)) AND o.verdict <> 'dropped'"


def _values(wanted: EntryFilter) -> dict[str, object]:
    if wanted.sent_since:
        return {"since": moment_text(wanted.sent_since)}
    return {"states": json.dumps(wanted.states)}


def rows_of(unit: Unit, ids: Sequence[int]) -> list[EntryRow]:
    """The entries with these ids, in this order."""
    rows = unit.sql(
        "SELECT o.id, o.backend, o.kind, o.record_id, o.state, o.number, o.reference, o.payload, "
        "o.verdict, o.message, o.remote_id, o.attempts, o.unknown_since, o.not_before, "
        "o.created_at, o.changed_at, o.waits_for, "
        "coalesce(i.customer ->> 'name', c.name, p.name, g.name, n.customer_name, '') AS name, "
        "coalesce(p.name_ar, g.name_ar, '') AS name_ar, i.customer_id, "
        "coalesce(i.total, n.total) AS total, coalesce(i.currency, n.currency) AS currency, "
        "i.status, "
        "s.quantity AS held, coalesce(d.kind, '') AS waits_for_kind, "
        "coalesce(nullif(d.number, ''), (SELECT name FROM customer WHERE id = d.record_id "
        "AND d.kind = 'customer'), '') AS waits_for_name, "
        "(SELECT count(*) FROM outbox x WHERE x.state = 'BLOCKED' AND x.waits_for = o.id) "
        "AS dependents FROM json_each(?) wanted CROSS JOIN outbox o ON o.id = wanted.value "
        f"{_SUBJECT}LEFT JOIN outbox d ON d.id = o.waits_for "
        "LEFT JOIN warehouse w ON w.code = o.payload ->> 'warehouse' "
        "LEFT JOIN stock_baseline s ON s.backend = o.backend AND s.product_id = p.id "
        "AND s.warehouse_id = w.id ORDER BY wanted.key",
        (json.dumps(list(ids)),),
    ).named()
    return [_row(row) for row in rows]


def row(unit: Unit, entry_id: int) -> EntryRow:
    """The entry with this id; raises Refusal unknown_entry."""
    found = rows_of(unit, [entry_id])
    if not found:
        raise Refusal("unknown_entry", f"There is no entry {entry_id} in the outbox.")
    return found[0]


def dependents(unit: Unit, entry_id: int) -> list[int]:
    """The entries that wait for this one."""
    sql = "SELECT id FROM outbox WHERE state = 'BLOCKED' AND waits_for = ? ORDER BY id"
    return [each[0] for each in unit.raw(sql, (entry_id,))]


def number_linked(unit: Unit, backend: str, kind: str, remote_id: str) -> str | None:
    """The number of the record that a back end knows by this id; None when there is none."""
    found = unit.raw(
        "SELECT number FROM outbox WHERE state = 'ACKED' AND backend = ? AND kind = ? "
        "AND remote_id = ? LIMIT 1",
        (backend, kind, remote_id),
    ).fetchone()
    return None if found is None else str(found[0])


def _row(row: dict[str, Any]) -> EntryRow:
    payload = json.loads(row["payload"])
    delta, old, new = _quantities(row, payload)
    return EntryRow(
        id=row["id"],
        backend=row["backend"],
        kind=row["kind"],
        record_id=row["record_id"],
        state=row["state"],
        number=row["number"],
        reference=row["reference"],
        name=row["name"],
        name_ar=row["name_ar"],
        customer_id=row["customer_id"],
        total=_total(row),
        on_account=row["status"] not in {None, Status.PAID},
        warehouse=payload.get("warehouse", ""),
        delta=delta,
        old=old,
        new=new,
        payload=payload,
        verdict=row["verdict"],
        message=row["message"],
        remote_id=row["remote_id"],
        attempts=row["attempts"],
        outcome_unknown=bool(row["attempts"]) and row["unknown_since"] is not None,
        not_before=_moment(row["not_before"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        changed_at=_moment(row["changed_at"]),
        waits_for=row["waits_for"],
        waits_for_kind=row["waits_for_kind"],
        waits_for_name=row["waits_for_name"],
        dependents=row["dependents"],
    )


def _total(row: dict[str, Any]) -> Money | None:
    if row["total"] is None:
        return None
    return Money(from_millionths(row["total"]), currency(row["currency"]))


def _quantities(
    row: dict[str, Any], payload: dict[str, Any]
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """The change of a stock, from what, to what; as far as it is known."""
    if row["kind"] == "count":
        old, new = Decimal(payload["level"]), Decimal(payload["counted"])
        return new - old, old, new
    if row["kind"] != "stock":
        return None, None, None
    delta = Decimal(payload["delta"])
    if "from" in payload and row["state"] != READY:
        return delta, Decimal(payload["from"]), Decimal(payload["to"])
    held = row["held"]
    if held is None:
        return delta, None, None
    return delta, from_millionths(held), from_millionths(held) + delta


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
