"""API keys: who may call the hub, and which warehouse their invoices take from.

The database keeps a key's SHA-256 alone. A key is 256 random bits, so that nobody can guess what
was hashed, and a slow hash would only slow down each request. It is found by its hash in an index:
the time that takes tells an attacker about hashes, which they can't steer, and nothing of a key.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from app.domain.errors import Refusal
from app.domain.text import digits, one_line
from app.hub.database import MAIN_WAREHOUSE, Database, new_id
from app.hub.moment import moment_text
from app.hub.table import api_key, warehouse

BEGINNING = "apx_"


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose key a request bears."""

    key_id: int
    warehouse_id: int


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made; nobody can ask for its text again."""

    id: int
    name: str
    key: str = field(repr=False)
    warehouse_id: int
    warehouse: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as the list shows it."""

    id: int
    name: str
    warehouse_id: int
    warehouse: str
    created_at: str
    revoked_at: str | None


def add(database: Database, name: str, *, place: str = "", at: datetime) -> NewKey:
    """Make a key; `place` is a warehouse's id or name, and a new name makes a new warehouse."""
    name = one_line(name, "name", 100)
    if not name:
        raise Refusal("no_name", "The key needs a name, such as that of its till.")
    text = BEGINNING + secrets.token_urlsafe(32)

    def work(connection: sa.Connection) -> NewKey:
        warehouse_id, warehouse_name = _warehouse(connection, one_line(place, "warehouse", 100))
        values = {
            "name": name,
            "hash": _hash(text),
            "warehouse_id": warehouse_id,
            "created_at": moment_text(at),
        }
        return NewKey(new_id(connection, api_key, values), name, text, warehouse_id, warehouse_name)

    return database.write(work)


def _warehouse(connection: sa.Connection, place: str) -> tuple[int, str]:
    number = digits(place) if place else str(MAIN_WAREHOUSE)
    is_id = number.isascii() and number.isdecimal() and len(number) < 18
    condition = warehouse.c.id == int(number) if is_id else warehouse.c.name == place
    found = connection.execute(sa.select(warehouse).where(condition)).one_or_none()
    if found is not None:
        return found.id, found.name
    if is_id:
        raise Refusal("unknown_warehouse", f"There is no warehouse {number}.")
    return new_id(connection, warehouse, {"name": place}), place


def rows(database: Database) -> list[KeyRow]:
    """All keys, also those that were revoked."""
    columns = (
        api_key.c.id,
        api_key.c.name,
        api_key.c.warehouse_id,
        warehouse.c.name,
        api_key.c.created_at,
        api_key.c.revoked_at,
    )
    query = sa.select(*columns).join(warehouse).order_by(api_key.c.id)
    with database.read() as connection:
        return [KeyRow(*row) for row in connection.execute(query)]


def revoke(database: Database, key_id: int, *, at: datetime) -> None:
    """Let a key in no more; once is as good as twice."""
    first = sa.func.coalesce(api_key.c.revoked_at, moment_text(at))
    change = sa.update(api_key).where(api_key.c.id == key_id).values(revoked_at=first)
    revoked = change.returning(api_key.c.id)
    if not 0 < key_id < 2**63 or database.write(lambda each: each.scalar(revoked)) is None:
        raise Refusal("unknown_key", f"There is no key {key_id}; “hub key list” shows all.")


def find(database: Database, text: str) -> Caller | None:
    """Whose key this is; None for a wrong or revoked one."""
    query = sa.select(api_key.c.id, api_key.c.warehouse_id).where(
        api_key.c.hash == _hash(text), api_key.c.revoked_at.is_(None)
    )
    with database.read() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else Caller(*row)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
