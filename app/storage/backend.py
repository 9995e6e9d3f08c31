"""Back ends in the store: what was set of them, how they stand, what they can do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.domain.backend import Backend, BackendSettings, backend_settings
from app.domain.errors import Refusal
from app.storage.store import Unit
from app.storage.value import from_millionths, moment_text, to_millionths

_ABOUT_IT = (
    *("backend_state", "capability", "remote_id", "remote_record", "stock_baseline"),
    *("order_scan", "server_price", "allocation", "webhook_delivery"),
)

# What only a back end that takes sales hears of.
_OF_SALES = ("invoice", "stock", "count")

_BACKEND = "SELECT id, name, kind, url, key_store, settings, business FROM backend"


@dataclass(frozen=True, slots=True)
class BackendState:
    """How a back end stands.

    `paused`: it does not serve us until a manager acts. `problem` is a code, `message` a sentence.
    `clock_skew` is how many milliseconds its clock is ahead of ours. `reading`: so many products
    were read by now; None while none are.
    """

    paused: bool = False
    problem: str = ""
    message: str = ""
    failures: int = 0
    next_try_at: datetime | None = None
    served_at: datetime | None = None
    scanned_at: datetime | None = None
    pulled_at: datetime | None = None
    swept_at: datetime | None = None
    clock_skew: int = 0
    tokens: Decimal | None = None
    tokens_at: datetime | None = None
    reading: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Whether a back end can do something: yes, no or unknown, and how we know."""

    answer: str
    evidence: str
    at: datetime | None = None


def add(unit: Unit, backend: Backend, *, at: datetime) -> Backend:
    """Store a new back end; what waits for one that keeps the books may be for this one now."""
    if unit.sql("SELECT 1 FROM backend WHERE name = ?", (backend.name,)).fetchone():
        raise Refusal("name_taken", f"There is a back end “{backend.name}” already.")
    texts = json.dumps(backend.settings.texts())
    unit.sql(
        "INSERT INTO backend (name, kind, url, key_store, settings, added_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (backend.name, backend.kind, backend.url, backend.key_store, texts, moment_text(at)),
    )
    unit.sql("INSERT OR REPLACE INTO backend_state (backend) VALUES (?)", (backend.name,))
    hand_over(unit)
    return get(unit, backend.name)


def hand_over(unit: Unit) -> None:
    """Let the back end that keeps the books have what waited for one."""
    keeps_books = books(unit)
    if keeps_books is not None:
        unit.sql(
            "UPDATE outbox SET backend = ? WHERE backend = '' AND (? OR kind NOT IN "
            "(SELECT value FROM json_each(?)))",
            (keeps_books.name, int(keeps_books.takes_sales), json.dumps(_OF_SALES)),
        )


def change(unit: Unit, backend: Backend) -> None:
    """Keep its address, key store and settings as they are now; a pause ends."""
    texts = json.dumps(backend.settings.texts())
    unit.sql(
        "UPDATE backend SET url = ?, key_store = ?, settings = ? WHERE name = ?",
        (backend.url, backend.key_store, texts, backend.name),
    )
    hand_over(unit)
    wake(unit, backend.name)


def doubt_tried(unit: Unit, name: str) -> None:
    """Look for what was tried before it is sent again: another key is another sender's memory."""
    unit.sql(
        "UPDATE outbox SET state = 'UNKNOWN', verdict = 'new_key', unknown_since = NULL, "
        "not_before = NULL, absent_at = NULL "
        "WHERE backend = ? AND state = 'READY' AND attempts > 0 AND kind = 'invoice'",
        (name,),
    )


def remove(unit: Unit, name: str) -> None:
    """Forget a back end and its ids; what was not sent yet waits for the next first one.

    Its online orders are nobody else's: what is to be told of them waits until it is back.
    """
    for table in _ABOUT_IT:
        unit.sql(f"DELETE FROM {table} WHERE backend = ?", (name,))
    unit.sql("UPDATE review SET done_at = at WHERE backend = ? AND done_at IS NULL", (name,))
    unit.sql(
        "UPDATE online_order SET stage = 'off' WHERE backend = ? AND stage IN ('new', 'ready')",
        (name,),
    )
    unit.sql("DELETE FROM backend WHERE name = ?", (name,))
    unit.sql(
        "UPDATE outbox SET backend = '', not_before = NULL WHERE backend = ? "
        "AND state IN ('READY', 'BLOCKED') AND attempts = 0 "
        "AND kind NOT IN ('order', 'placement')",
        (name,),
    )


def get(unit: Unit, name: str) -> Backend:
    """The back end of this name; raises Refusal unknown_backend."""
    row = unit.sql(f"{_BACKEND} WHERE name = ?", (name.strip().lower(),)).fetchone()
    if row is None:
        known = ", ".join(each.name for each in every(unit)) or "none"
        raise Refusal("unknown_backend", f"There is no back end “{name}”; there is {known}.")
    return _backend(row)


def every(unit: Unit) -> list[Backend]:
    """All back ends, the first one first."""
    return [_backend(row) for row in unit.sql(f"{_BACKEND} ORDER BY id")]


def added_at(unit: Unit, name: str) -> datetime:
    """When it was set up."""
    text = unit.sql("SELECT added_at FROM backend WHERE name = ?", (name,)).scalar_one()
    return datetime.fromisoformat(text)


def books(unit: Unit) -> Backend | None:
    """The back end that keeps this shop's books, and decides prices; None when there is none.

    The one that is set to, else the first that is no online shop; one that takes sales comes first.
    """
    found = [each for each in every(unit) if each.settings.role != "shop"]
    return min(
        found,
        key=lambda each: (each.settings.role != "books", not each.takes_sales, each.id),
        default=None,
    )


def offers(unit: Unit, backend: Backend) -> bool:
    """Whether it only offers what the shop has, rather than being where stock is counted."""
    keeps_books = books(unit)
    return keeps_books is None or keeps_books.id != backend.id or not backend.takes_sales


def removes_products(unit: Unit) -> bool:
    """Whether the back end that keeps the books takes a product off sale when it is told."""
    keeps_books = books(unit)
    if keeps_books is None:
        return False
    known = capabilities(unit, keeps_books.name).get("delete_product")
    return known is not None and known.answer != "no"


def for_kind(unit: Unit, kind: str) -> str:
    """Whom a new record of this kind is for; empty while nobody is there to take it."""
    keeps_books = books(unit)
    if keeps_books is None or (kind in _OF_SALES and not keeps_books.takes_sales):
        return ""
    return keeps_books.name


def bind(unit: Unit, name: str, business: str) -> None:
    """Remember whose books these are."""
    unit.sql("UPDATE backend SET business = ? WHERE name = ?", (business, name))


def state(unit: Unit, name: str) -> BackendState:
    """How a back end stands."""
    rows = unit.sql(
        "SELECT paused, problem, message, failures, next_try_at, served_at, scanned_at, "
        "pulled_at, swept_at, clock_skew, tokens, tokens_at, reading FROM backend_state "
        "WHERE backend = ?",
        (name,),
    )
    row = rows.fetchone()
    if row is None:
        return BackendState()
    times = [None if text is None else datetime.fromisoformat(text) for text in row[4:9]]
    return BackendState(
        paused=bool(row[0]),
        problem=row[1],
        message=row[2],
        failures=row[3],
        next_try_at=times[0],
        served_at=times[1],
        scanned_at=times[2],
        pulled_at=times[3],
        swept_at=times[4],
        clock_skew=row[9],
        tokens=None if row[10] is None else from_millionths(row[10]),
        tokens_at=None if row[11] is None else datetime.fromisoformat(row[11]),
        reading=row[12],
    )


def note(unit: Unit, name: str, **values: Any) -> None:
    """Write down how a back end stands: columns of its state by name."""
    columns = ", ".join(f"{column} = ?" for column in values)
    unit.sql(
        f"UPDATE backend_state SET {columns} WHERE backend = ?",
        (*(_stored(value) for value in values.values()), name),
    )


def note_tokens(unit: Unit, name: str, left: int, *, at: datetime) -> None:
    """Write down how many requests are left at this time."""
    note(unit, name, tokens=Decimal(left), tokens_at=at)


def wake(unit: Unit, name: str) -> None:
    """Let a back end be tried at once: a manager acted."""
    note(unit, name, paused=False, problem="", message="", failures=0, next_try_at=None)


def learn(unit: Unit, name: str, found: Mapping[str, Known], *, at: datetime) -> None:
    """Keep what was found out about what a back end can do."""
    unit.sql(
        "INSERT OR REPLACE INTO capability (backend, name, answer, evidence, at) "
        "VALUES (?, ?, ?, ?, ?)",
        [
            (name, what, each.answer, each.evidence, moment_text(each.at or at))
            for what, each in found.items()
        ],
    )


def forget(unit: Unit, name: str, what: str) -> None:
    """Let it be found out anew whether a back end can do this."""
    unit.sql("DELETE FROM capability WHERE backend = ? AND name = ?", (name, what))


def capabilities(unit: Unit, name: str) -> dict[str, Known]:
    """What is known of what a back end can do."""
    rows = unit.sql(
        "SELECT name, answer, evidence, at FROM capability WHERE backend = ? ORDER BY name", (name,)
    )
    return {row[0]: Known(row[1], row[2], datetime.fromisoformat(row[3])) for row in rows}


def _backend(row: Any) -> Backend:
    return Backend(
        id=row[0],
        name=row[1],
        kind=row[2],
        url=row[3],
        key_store=row[4],
        settings=_settings(row[5]),
        business=row[6],
    )


def _settings(text: str) -> BackendSettings:
    return backend_settings(json.loads(text))


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, Decimal):
        return to_millionths(value)
    return int(value) if isinstance(value, bool) else value
