"""A counter sale that its back end keeps as an order: telling the one from the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from app.domain.order_flow import FLOWS
from app.storage import backend as backends
from app.storage import order as orders
from app.storage import outbox
from app.storage.outbox import Entry, Outgoing
from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text

KIND = "finish"  # an outbox entry that has the order told to be done

_UPDATE_ORDER = "update_order"
_CLOCKS = timedelta(minutes=10)  # ours and theirs may differ so much


def remote_id(unit: Unit, backend: str, said: str) -> str:
    """The id of the order that somebody names by its id or, where just one has it, its number."""
    rows = unit.sql(
        "SELECT remote_id FROM online_order WHERE backend = ? AND remote_id <> '' "
        "AND (remote_id = ? OR number = ?) ORDER BY remote_id <> ? LIMIT 2",
        (backend, said, said, said),
    ).fetchall()
    found = [str(row[0]) for row in rows]
    return found[0] if said in found or len(found) == 1 else said


def has_other_goods(unit: Unit, backend: str, remote_id: str, invoice_id: int) -> bool:
    """Whether the order of that id is known here, with other goods than this sale has."""
    known = orders.known(unit, backend, remote_id)
    if known is None or not known.has_lines:
        return False
    return _of_order(unit, known.id) != _of_sale(unit, invoice_id)


def unsettled(unit: Unit, order_id: int) -> str:
    """The number of a sale whose answer was lost and that may be this order; empty when none."""
    order = unit.sql(
        "SELECT backend, created_at FROM online_order "
        "WHERE id = ? AND reference = '' AND invoice_id IS NULL",
        (order_id,),
    ).fetchone()
    if order is None:
        return ""
    sold_by = datetime.fromisoformat(order[1]) + _CLOCKS
    lost = unit.sql(
        "SELECT record_id, number FROM outbox WHERE backend = ? AND kind = 'invoice' "
        "AND verdict <> 'dropped' AND remote_id = '' AND unknown_since IS NOT NULL "
        "AND state IN ('UNKNOWN', 'RECONCILING', 'MANAGER') AND created_at <= ? ORDER BY id",
        (order[0], moment_text(sold_by)),
    ).fetchall()
    wanted = _of_order(unit, order_id) if lost else {}
    return next((number for sale, number in lost if _of_sale(unit, sale) == wanted), "")


def tell_done(unit: Unit, backend: str, sale: Entry, remote_id: str, *, at: datetime) -> None:
    """Queue that the order which this sale is there is told to be done: the goods are gone."""
    kept = next((each for each in backends.every(unit) if each.name == backend), None)
    flow = FLOWS.get(kept.kind) if kept else None
    known = backends.capabilities(unit, backend).get(_UPDATE_ORDER)
    if flow is None or (known and known.answer == "no"):
        return
    payload = {"status": flow.finish, "remote_id": remote_id}
    told = Outgoing(KIND, sale.record_id, number=sale.number, payload=payload)
    outbox.put(unit, told, at=at, backend=backend)


def _of_order(unit: Unit, order_id: int) -> dict[int | None, Decimal]:
    return _quantities(unit, "online_order_line WHERE order_id = ?", order_id)


def _of_sale(unit: Unit, invoice_id: int) -> dict[int | None, Decimal]:
    return _quantities(unit, "invoice_line WHERE invoice_id = ?", invoice_id)


def _quantities(unit: Unit, lines: str, record_id: int) -> dict[int | None, Decimal]:
    rows = unit.sql(f"SELECT product_id, sum(quantity) FROM {lines} GROUP BY 1", (record_id,))
    return {row[0]: from_millionths(row[1]) for row in rows}
