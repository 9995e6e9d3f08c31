"""The outbox as screens show it."""

from __future__ import annotations

from app.storage import outbox
from app.storage.store import Unit


def waiting(unit: Unit) -> int:
    """How many records wait to be sent."""
    return outbox.waiting(unit)
