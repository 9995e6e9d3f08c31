"""How much of each product an online shop may sell, and what it offers as far as we know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text, to_millionths


def offered(unit: Unit, backend: str) -> dict[int, Decimal]:
    """What the shop offers of each product."""
    rows = unit.raw("SELECT product_id, quantity FROM allocation WHERE backend = ?", (backend,))
    return {row[0]: from_millionths(row[1]) for row in rows}


def keep(unit: Unit, backend: str, found: Mapping[int, Decimal], *, at: datetime) -> None:
    """Remember what the shop offers now."""
    moment = moment_text(at)
    unit.raw_many(
        "INSERT OR REPLACE INTO allocation (backend, product_id, quantity, at) VALUES (?, ?, ?, ?)",
        [
            (backend, product_id, to_millionths(quantity), moment)
            for product_id, quantity in found.items()
        ],
    )


def ever_stocked(unit: Unit) -> set[int]:
    """The products of which anything was ever counted, received or sold here."""
    return {row[0] for row in unit.raw("SELECT DISTINCT product_id FROM stock_level")}


def stocked(unit: Unit, backend: str, warehouse_id: int) -> dict[int, tuple[str, Decimal]]:
    """What the warehouse holds of the products that the shop knows, with its ids of them.

    Only those that were ever counted, received or sold here: of the others nothing is known. Of
    those that are not on sale any more nothing may be sold.
    """
    rows = unit.raw(
        "SELECT p.id, r.remote_id, p.active * l.quantity FROM product p "
        "JOIN remote_id r ON r.kind = 'product' AND r.local_id = p.id AND r.backend = ? "
        "JOIN stock_level l ON l.product_id = p.id AND l.warehouse_id = ? "
        "WHERE p.tracked = 1",
        (backend, warehouse_id),
    )
    return {row[0]: (row[1], from_millionths(row[2])) for row in rows}
