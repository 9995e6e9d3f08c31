"""An online order in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.domain.currency import currency
from app.domain.money import Money
from app.domain.order import Buyer, Order, OrderLine, Paid, Sending
from app.domain.order_flow import Stage
from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text, to_millionths

KIND = "order"  # an outbox entry that changes one
PLACEMENT = "placement"  # one that places it

_COLUMNS = (
    "o.id, o.backend, coalesce(b.kind, '') AS kind, o.remote_id, o.number, o.status, o.stage, "
    "o.payment, o.currency, o.total, o.tax, o.shipping, o.customer_id, o.customer_name, o.phone, "
    "o.email, o.address, o.notes, o.tracking_number, o.reference, o.created_at, o.changed_at, "
    "o.seen_at, coalesce(i.number, '') AS sale_number"
)
_FROM = (
    "online_order o LEFT JOIN backend b ON b.name = o.backend "
    "LEFT JOIN invoice i ON i.id = o.invoice_id"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an order now, in the shop's currency or its own."""

    remote_id: str
    number: str
    status: str
    stage: Stage
    payment: Paid
    currency: str
    lines: tuple[OrderLine, ...]
    total: Decimal | None
    tax: Decimal | None
    shipping: Decimal | None
    buyer: Buyer
    notes: str
    tracking_number: str
    reference: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What the store has of an order: enough to see whether it changed."""

    id: int
    status: str
    stage: Stage
    payment: Paid
    changed_at: datetime
    moved: bool
    is_collected: bool
    has_lines: bool


def known(unit: Unit, backend: str, remote_id: str) -> Known | None:
    """The order that a back end calls so; None when it is new."""
    return _known(unit, "backend = ? AND remote_id = ?", backend, remote_id)


def placed(unit: Unit, backend: str, reference: str) -> Known | None:
    """The order that was placed from here under this reference and is not known there yet."""
    if not reference:
        return None
    return _known(unit, "backend = ? AND reference = ? AND remote_id = ''", backend, reference)


def _known(unit: Unit, condition: str, *values: object) -> Known | None:
    row = unit.sql(
        "SELECT id, status, stage, payment, changed_at, moved, invoice_id, EXISTS (SELECT 1 "
        "FROM online_order_line WHERE order_id = online_order.id) FROM online_order "
        f"WHERE {condition}",
        values,
    ).fetchone()
    if row is None:
        return None
    return Known(
        id=row[0],
        status=row[1],
        stage=Stage(row[2]),
        payment=Paid(row[3]),
        changed_at=datetime.fromisoformat(row[4]),
        moved=bool(row[5]),
        is_collected=row[6] is not None,
        has_lines=bool(row[7]),
    )


def insert(unit: Unit, backend: str, facts: Facts, *, at: datetime, is_seen: bool) -> int:
    """A new order; its id."""
    columns = {
        "backend": backend,
        **_columns(facts),
        "read_at": moment_text(at),
        "seen_at": moment_text(at) if is_seen else None,
    }
    marks = ", ".join("?" * len(columns))
    order_id = int(
        unit.sql(
            f"INSERT INTO online_order ({', '.join(columns)}) VALUES ({marks}) RETURNING id",
            tuple(columns.values()),
        ).scalar_one()
    )
    _put_lines(unit, order_id, facts.lines)
    return order_id


def update(unit: Unit, order_id: int, facts: Facts, *, at: datetime) -> bool:
    """Keep what is known now; whether that is anything new."""
    before = _shape(unit, order_id)
    columns = _columns(facts)
    # What one answer leaves out, another has said.
    sets = ", ".join(
        f"{name} = coalesce(nullif(?, ''), {name})" if name in _SAID_ONCE else f"{name} = ?"
        for name in columns
    )
    unit.sql(
        f"UPDATE online_order SET {sets}, read_at = ? WHERE id = ?",
        (*columns.values(), moment_text(at), order_id),
    )
    if facts.lines:
        unit.sql("DELETE FROM online_order_line WHERE order_id = ?", (order_id,))
        _put_lines(unit, order_id, facts.lines)
    return before != _shape(unit, order_id)


def _shape(unit: Unit, order_id: int) -> object:
    order = unit.sql(
        "SELECT backend, remote_id, reference, number, status, payment, total, tax, shipping, "
        "customer_name, phone, email, address, notes, tracking_number FROM online_order "
        "WHERE id = ?",
        (order_id,),
    ).fetchone()
    lines = unit.sql(
        "SELECT product_id, name, quantity, price, total FROM online_order_line "
        "WHERE order_id = ? ORDER BY position",
        (order_id,),
    ).fetchall()
    return tuple(order), [tuple(line) for line in lines]


_SAID_ONCE = {"reference", "customer_name", "phone", "email", "address", "customer_id", "notes"}


def _columns(facts: Facts) -> dict[str, object]:
    return {
        "remote_id": facts.remote_id,
        "reference": facts.reference,
        "number": facts.number,
        "status": facts.status,
        "stage": str(facts.stage),
        "payment": str(facts.payment),
        "currency": facts.currency,
        "total": _exact(facts.total),
        "tax": _exact(facts.tax),
        "shipping": _exact(facts.shipping),
        "customer_id": facts.buyer.remote_id,
        "customer_name": facts.buyer.name,
        "phone": facts.buyer.phone,
        "email": facts.buyer.email,
        "address": facts.buyer.address,
        "notes": facts.notes,
        "tracking_number": facts.tracking_number,
        "created_at": moment_text(facts.created_at),
        "changed_at": moment_text(facts.changed_at),
    }


def _put_lines(unit: Unit, order_id: int, lines: Sequence[OrderLine]) -> None:
    unit.raw_many(
        "INSERT INTO online_order_line (order_id, position, product_id, remote_product_id, name, "
        "quantity, price, total) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                order_id,
                position,
                line.product_id,
                line.remote_product_id,
                line.name,
                to_millionths(line.quantity),
                _exact(line.price),
                None if line.total is None else _exact(line.total.amount),
            )
            for position, line in enumerate(lines, 1)
        ],
    )


def _exact(value: Decimal | None) -> int | None:
    return None if value is None else to_millionths(value)


def get(unit: Unit, order_id: int) -> Order | None:
    """The order with this id."""
    return next(iter(of(unit, [order_id])), None)


def of(unit: Unit, ids: Iterable[int]) -> list[Order]:
    """The orders with these ids, in this order."""
    wanted = json.dumps(list(ids))
    rows = unit.sql(
        f"SELECT {_COLUMNS} FROM json_each(?) wanted CROSS JOIN {_FROM} "
        "WHERE o.id = wanted.value ORDER BY wanted.key",
        (wanted,),
    ).named()
    found = list(rows)
    lines = _lines(unit, wanted, {row["id"]: row["currency"] for row in found})
    sending = _sending(unit, wanted)
    return [_order(row, lines.get(row["id"], ()), sending.get(row["id"])) for row in found]


def _lines(unit: Unit, wanted: str, currencies: dict[int, str]) -> dict[int, tuple[OrderLine, ...]]:
    rows = unit.sql(
        "SELECT order_id, name, quantity, product_id, remote_product_id, price, total "
        "FROM online_order_line WHERE order_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY order_id, position",
        (wanted,),
    )
    found: dict[int, list[OrderLine]] = {}
    for order_id, name, quantity, product_id, remote_product_id, price, total in rows:
        line = OrderLine(
            name=name,
            quantity=from_millionths(quantity),
            product_id=product_id,
            remote_product_id=remote_product_id,
            price=None if price is None else from_millionths(price),
            total=_money(total, currencies[order_id]),
        )
        found.setdefault(order_id, []).append(line)
    return {order_id: tuple(each) for order_id, each in found.items()}


def _sending(unit: Unit, wanted: str) -> dict[int, Sending]:
    rows = unit.sql(
        "SELECT record_id, id, coalesce(payload ->> 'status', ''), state, verdict, message "
        f"FROM outbox WHERE kind IN ('{KIND}', '{PLACEMENT}') AND state <> 'ACKED' "
        "AND verdict <> 'dropped' AND record_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (wanted,),
    )
    return {row[0]: Sending(*row[1:]) for row in rows}


def _order(row: dict[str, Any], lines: tuple[OrderLine, ...], sending: Sending | None) -> Order:
    return Order(
        id=row["id"],
        backend=row["backend"],
        kind=row["kind"],
        remote_id=row["remote_id"],
        number=row["number"],
        status=row["status"],
        stage=Stage(row["stage"]),
        payment=Paid(row["payment"]),
        lines=lines,
        total=_money(row["total"], row["currency"]),
        tax=_money(row["tax"], row["currency"]),
        shipping=_money(row["shipping"], row["currency"]),
        buyer=Buyer(
            row["customer_name"], row["phone"], row["email"], row["address"], row["customer_id"]
        ),
        notes=row["notes"],
        tracking_number=row["tracking_number"],
        reference=row["reference"],
        created_at=datetime.fromisoformat(row["created_at"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        is_new=row["seen_at"] is None,
        sale_number=row["sale_number"],
        sending=sending,
    )


def _money(millionths: int | None, code: str) -> Money | None:
    return None if millionths is None else Money(from_millionths(millionths), currency(code))


def notice(unit: Unit, order_ids: Sequence[int], *, at: datetime) -> list[int]:
    """Somebody saw these; the ones that were new."""
    rows = unit.sql(
        "UPDATE online_order SET seen_at = ? WHERE seen_at IS NULL "
        "AND id IN (SELECT value FROM json_each(?)) RETURNING id",
        (moment_text(at), json.dumps(list(order_ids))),
    )
    return [row[0] for row in rows.fetchall()]


def give_up(unit: Unit, order_id: int) -> None:
    """It was never placed, and is not going to be."""
    unit.sql("UPDATE online_order SET stage = 'off' WHERE id = ? AND remote_id = ''", (order_id,))


def adopt(unit: Unit, order_id: int, remote_id: str) -> None:
    """An order that was placed here is this one there; a reading may have brought it already."""
    placed_here = unit.sql(
        "SELECT backend, reference FROM online_order WHERE id = ?", (order_id,)
    ).fetchone()
    read = known(unit, placed_here[0], remote_id)
    if read is None:
        set_remote_id(unit, order_id, remote_id)
        return
    unit.sql(
        "UPDATE online_order SET reference = ?, payment = CASE WHEN invoice_id IS NULL "
        "THEN 'due' ELSE payment END WHERE id = ?",
        (placed_here[1], read.id),
    )
    unit.sql(
        "UPDATE outbox SET record_id = ? WHERE kind = 'placement' AND record_id = ?",
        (read.id, order_id),
    )
    unit.sql("DELETE FROM online_order_line WHERE order_id = ?", (order_id,))
    unit.sql("DELETE FROM online_order WHERE id = ?", (order_id,))


def vanish(unit: Unit, backend: str, remote_id: str) -> int:
    """The online shop does not have it any more; its id here. It comes back when it is listed."""
    row = unit.sql(
        "UPDATE online_order SET stage = 'off' WHERE backend = ? AND remote_id = ? RETURNING id",
        (backend, remote_id),
    )
    return int(row.scalar_one())


def call_off(unit: Unit, backend: str, remote_id: str) -> None:
    """It turned out to be a sale of ours: it is no order then, and nobody has to do anything."""
    untouched = unit.sql(
        "SELECT id FROM online_order WHERE backend = ? AND remote_id = ? AND moved = 0 "
        "AND invoice_id IS NULL AND NOT EXISTS (SELECT 1 FROM outbox "
        "WHERE kind = 'order' AND record_id = online_order.id)",
        (backend, remote_id),
    ).scalar()
    if untouched is not None:
        unit.sql("DELETE FROM online_order_line WHERE order_id = ?", (untouched,))
        unit.sql("DELETE FROM online_order WHERE id = ?", (untouched,))
        return
    unit.sql(
        "UPDATE online_order SET stage = 'off', moved = 1 WHERE backend = ? AND remote_id = ? "
        "AND invoice_id IS NULL",
        (backend, remote_id),
    )


def set_status(unit: Unit, order_id: int, status: str, stage: Stage, *, at: datetime) -> None:
    """It is known to be so now."""
    unit.sql(
        "UPDATE online_order SET status = ?, stage = ?, changed_at = ? "
        "WHERE id = ? AND status <> ?",
        (status, str(stage), moment_text(at), order_id, status),
    )


def set_moved(unit: Unit, order_id: int) -> bool:
    """Its stock is taken now; False when it was already."""
    sql = "UPDATE online_order SET moved = 1 WHERE id = ? AND moved = 0 RETURNING id"
    return unit.sql(sql, (order_id,)).fetchone() is not None


def set_collected(unit: Unit, order_id: int, invoice_id: int) -> None:
    """Its payment became this sale, which took its stock."""
    unit.sql(
        "UPDATE online_order SET invoice_id = ?, payment = 'paid', moved = 1 WHERE id = ?",
        (invoice_id, order_id),
    )


def set_remote_id(unit: Unit, order_id: int, remote_id: str) -> None:
    """The online shop has taken it, under this id."""
    unit.sql(
        "UPDATE online_order SET remote_id = ? WHERE id = ? AND remote_id = ''",
        (remote_id, order_id),
    )


def is_of_somebody(unit: Unit, backend: str, remote_id: str) -> bool:
    """Whether an order was placed here and found its id, or was handed over here."""
    row = unit.sql(
        "SELECT 1 FROM online_order WHERE backend = ? AND remote_id = ? "
        "AND (reference <> '' OR invoice_id IS NOT NULL)",
        (backend, remote_id),
    )
    return row.fetchone() is not None


def reserved(unit: Unit, backends: Sequence[str]) -> dict[int, Decimal]:
    """How much of each product open orders of these shops want, as far as it was not taken."""
    rows = unit.sql(
        "SELECT l.product_id, sum(l.quantity) FROM online_order o "
        "JOIN online_order_line l ON l.order_id = o.id WHERE o.stage IN ('new', 'ready') "
        "AND o.moved = 0 AND l.product_id IS NOT NULL "
        "AND o.backend IN (SELECT value FROM json_each(?)) GROUP BY 1",
        (json.dumps(list(backends)),),
    )
    return {row[0]: from_millionths(row[1]) for row in rows}


def quantities(unit: Unit, order_id: int) -> dict[int, Decimal]:
    """How much of each of our products an order has."""
    rows = unit.sql(
        "SELECT product_id, sum(quantity) FROM online_order_line "
        "WHERE order_id = ? AND product_id IS NOT NULL GROUP BY 1",
        (order_id,),
    )
    return {row[0]: from_millionths(row[1]) for row in rows}
