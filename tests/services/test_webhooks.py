"""Webhooks for the settings: who sends some, and the latest that came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domain.webhook import Event
from app.services import webhooks
from app.storage import backend as backends
from app.storage import webhook as storage
from app.storage.store import Store
from tests.backends import draft
from tests.shop import NOON, demo_shop, shop, store

__all__ = ["demo_shop", "shop", "store"]


def connect(store: Store, name: str, kind: str) -> None:
    with store.write() as unit:
        backends.add(unit, replace(draft(name), kind=kind), at=NOON)
        unit.commit()


def test_only_systems_that_send_webhooks_are_told_where(store: Store) -> None:
    connect(store, "main", "apex_pos")
    with store.read() as unit:
        assert webhooks.senders(unit) == ()
    connect(store, "salon", "apexloge")
    connect(store, "courier", "salloq")
    connect(store, "cloud", "stacknex")
    with store.read() as unit:
        assert [each.name for each in webhooks.senders(unit)] == ["salon", "cloud"]


def test_the_latest_hundred_are_shown_the_newest_first(store: Store) -> None:
    connect(store, "salon", "apexloge")
    with store.write() as unit:
        for at in range(120):
            event = Event("order.created", f"d-{at}", "order", str(at))
            storage.keep(unit, "salon", event, at=NOON + timedelta(seconds=at))
        unit.commit()
    with store.read() as unit:
        found = webhooks.look(unit)
    assert [each.name for each in found.senders] == ["salon"]
    ids = [each.event.object_id for each in found.latest]
    assert ids == [str(at) for at in range(119, 19, -1)]
