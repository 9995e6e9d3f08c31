"""`outbox`: what waits for a back end, and a manager's verdict on it."""

from __future__ import annotations

from argparse import Namespace

from app.cli import answer, session
from app.cli.answer import Answer
from app.services import outbox
from app.storage import outbox as storage


def show(wanted: Namespace) -> list[Answer]:
    """What is in the outbox, the oldest first."""
    with session.reading(wanted) as (unit, _):
        return [answer.outbox(row) for row in storage.rows(unit, wanted.state.upper())]


def retry(wanted: Namespace) -> Answer:
    """Send an entry again, from the start."""
    with session.writing(wanted) as (unit, counter):
        entry, _ = outbox.retry(unit, wanted.id, counter, wanted.why)
    return answer.entry(entry)


def link(wanted: Namespace) -> Answer:
    """The back end has it already, by this id."""
    with session.writing(wanted) as (unit, counter):
        entry, _ = outbox.link(unit, wanted.id, wanted.remote_id, counter, why=wanted.why)
    return answer.entry(entry)


def drop(wanted: Namespace) -> Answer:
    """An entry is not to be sent."""
    with session.writing(wanted) as (unit, counter):
        entry, _ = outbox.drop(unit, wanted.id, counter, wanted.why)
    return answer.entry(entry)


def without_customer(wanted: Namespace) -> Answer:
    """Send an invoice as if nobody's name stood on it."""
    with session.writing(wanted) as (unit, counter):
        entry, _ = outbox.send_without_customer(unit, wanted.id, counter)
    return answer.entry(entry)
