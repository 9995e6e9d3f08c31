"""Back ends of a shop for tests: set up, with nobody behind the address."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from app.domain.backend import Backend, backend_settings
from app.secret_store import secret_store
from app.services import backends
from app.services.backends import Secrets
from app.storage import baseline, outbox, remote
from app.storage.store import Store, Unit
from tests.shop import NOON, counter_of

KEY = "apx_0123456789"
URL = "https://pos.example.com/rest_api/v1"


def secrets_of(store: Store) -> Secrets:
    """The key stores of the shop that this store belongs to."""
    return partial(secret_store, store.path.parent)


def draft(name: str = "apex", **settings: str) -> Backend:
    """A back end as it is to be set up."""
    return Backend(0, name, "apex_pos", URL, "file", backend_settings(settings))


def add_backend(store: Store, name: str = "apex", **settings: str) -> Backend:
    """Set up a back end."""
    with store.write() as unit:
        added, _ = backends.add(
            unit, draft(name, **settings), KEY, counter_of(unit), secrets=secrets_of(store)
        )
    return added


def link_dates(unit: Unit, read_at: datetime | None = NOON) -> None:
    """The first product and the main warehouse are known there; its stock was read then."""
    remote.link(unit, "apex", "product", 1, "p-1")
    remote.link(unit, "apex", "warehouse", 1, "w-1")
    if read_at:
        level = baseline.levels(unit, [1])[1, 1]
        baseline.keep(unit, "apex", [((1, 1), level)], at=read_at)


def mark(store: Store, entry_id: int, state: str, **values: object) -> None:
    """Bring an entry of the outbox into a state, as a round of sync would."""
    with store.write() as unit:
        outbox.mark(unit, entry_id, state, at=NOON, **values)
        unit.commit()
