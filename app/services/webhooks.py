"""Webhooks as the settings show them: who sends some here, and which came last."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import webhook
from app.domain.backend import Backend
from app.storage import backend as backends
from app.storage import webhook as storage
from app.storage.store import Unit
from app.storage.webhook import Delivery

__all__ = ["Delivery", "Webhooks", "look", "senders"]

LATEST = 100


@dataclass(frozen=True, slots=True)
class Webhooks:
    """The back ends that send webhooks, and the latest of all that were let in, newest first."""

    senders: tuple[Backend, ...]
    latest: tuple[Delivery, ...]


def senders(unit: Unit) -> tuple[Backend, ...]:
    """The back ends of the shop that can send webhooks."""
    return tuple(each for each in backends.every(unit) if each.kind in webhook.KINDS)


def look(unit: Unit) -> Webhooks:
    """How it stands with webhooks."""
    return Webhooks(senders(unit), tuple(storage.latest(unit, LATEST)))
