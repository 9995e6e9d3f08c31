"""A request that changes something: its transaction, and its answer, which is given once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.currency import Currency
from app.domain.errors import Refusal
from app.hub import answer
from app.hub.answer import Answer
from app.hub.database import Database
from app.hub.key import Caller
from app.hub.moment import moment_text
from app.hub.table import answered


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks, and under which Idempotency-Key; the fingerprint tells other requests apart."""

    caller: Caller
    idempotency_key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What a change works with: all of it becomes durable together, or nothing of it."""

    connection: sa.Connection
    insert: Callable[[sa.Table], Any]
    currency: Currency
    caller: Caller
    at: datetime


def once(database: Database, call: Call, at: datetime, work: Callable[[Deed], Answer]) -> str:
    """The answer of the work as JSON; for a key that was used before, the answer of then.

    The key is claimed first and in the same transaction: whoever comes second waits for the first
    one's end. A refusal books nothing, so that its key stays free.
    """

    def transaction(connection: sa.Connection) -> str:
        deed = Deed(connection, database.insert, database.about.currency, call.caller, at)
        if not call.idempotency_key:
            return answer.text(work(deed))
        if not _claimed(deed, call):
            return _earlier(connection, call)
        text = answer.text(work(deed))
        connection.execute(sa.update(answered).where(*_of(call)).values(answer=text))
        return text

    return database.write(transaction)


def _claimed(deed: Deed, call: Call) -> bool:
    row = {
        "key_id": call.caller.key_id,
        "idempotency_key": call.idempotency_key,
        "fingerprint": call.fingerprint,
        "answer": "",
        "created_at": moment_text(deed.at),
    }
    claim = deed.insert(answered).values(row).on_conflict_do_nothing()
    return deed.connection.scalar(claim.returning(answered.c.key_id)) is not None


def _earlier(connection: sa.Connection, call: Call) -> str:
    columns = answered.c.fingerprint, answered.c.answer
    row = connection.execute(sa.select(*columns).where(*_of(call))).one()
    if row.fingerprint != call.fingerprint:
        raise Refusal("other_request", "This Idempotency-Key was used for another request.")
    return str(row.answer)


def _of(call: Call) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        answered.c.key_id == call.caller.key_id,
        answered.c.idempotency_key == call.idempotency_key,
    )
