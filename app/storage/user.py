"""Who works in the shop, in the store."""

from __future__ import annotations

from app.storage.store import Unit


def names(unit: Unit) -> list[str]:
    """The names of all who work here now, in the order they came."""
    return [row[0] for row in unit.raw("SELECT name FROM user WHERE active ORDER BY id")]


def insert(unit: Unit, name: str) -> None:
    """Store a new cashier, or bring back the one of this name who had left."""
    unit.raw(
        "INSERT INTO user (name, role) VALUES (?, 'cashier') "
        "ON CONFLICT (name) DO UPDATE SET active = 1",
        (name,),
    )
