"""Webhooks in the store: each once, the open ones in order, and never too many."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.domain.webhook import Event
from app.storage import backend as backends
from app.storage import webhook
from app.storage.store import Store, Unit
from tests.backends import draft
from tests.shop import NOON


def event(delivery: str, object_id: str = "po_17") -> Event:
    return Event("product_order.paid", delivery, "order", object_id)


def keep(unit: Unit, delivery: str, backend: str = "shop", at: datetime = NOON) -> bool:
    return webhook.keep(unit, backend, event(delivery), at=at)


def deliveries(rows: list[webhook.Delivery]) -> list[str]:
    return [row.event.delivery for row in rows]


def test_a_webhook_comes_back_as_it_was_kept(store: Store) -> None:
    with store.write() as unit:
        assert keep(unit, "d-1")
        unit.commit()
    with store.read() as unit:
        (row,) = webhook.open_ones(unit, "shop")
        assert row == webhook.Delivery(row.id, "shop", event("d-1"), NOON, None)
        assert webhook.latest(unit, 9) == [row]


def test_a_repeat_is_told_and_kept_once(store: Store) -> None:
    with store.write() as unit:
        assert [keep(unit, "d-1"), keep(unit, "d-1"), keep(unit, "d-2")] == [True, False, True]
        assert keep(unit, "d-1", "other")
        (first, _) = webhook.open_ones(unit, "shop")
        webhook.done(unit, [first.id], NOON)
        assert not keep(unit, "d-1")
        assert deliveries(webhook.open_ones(unit, "shop")) == ["d-2"]


def test_what_was_read_anew_is_open_no_more_and_stays_in_the_log(store: Store) -> None:
    later = NOON + timedelta(minutes=1)
    with store.write() as unit:
        for delivery in ("d-1", "d-2", "d-3"):
            keep(unit, delivery)
        keep(unit, "d-4", "other")
        first, second, _ = webhook.open_ones(unit, "shop")
        webhook.done(unit, [first.id, second.id], NOON)
        webhook.done(unit, [second.id, 999], later)
        assert deliveries(webhook.open_ones(unit, "shop")) == ["d-3"]
        newest = webhook.latest(unit, 3)
        assert deliveries(newest) == ["d-4", "d-3", "d-2"]
        assert [row.done_at for row in newest] == [None, None, NOON]


def test_the_oldest_make_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "MOST", 3)
    with store.write() as unit:
        for number in range(5):
            assert keep(unit, f"d-{number}")
            keep(unit, f"d-{number}", "other")
        kept = deliveries(webhook.open_ones(unit, "shop"))
        assert kept == ["d-2", "d-3", "d-4"]
        assert deliveries(webhook.open_ones(unit, "other")) == kept
        assert not keep(unit, "d-2")
        assert keep(unit, "d-0")


def test_no_back_end_keeps_more_than_ten_thousand(store: Store) -> None:
    with store.write() as unit:
        unit.raw_many(
            "INSERT INTO webhook_delivery (backend, delivery, event, received_at) "
            "VALUES ('shop', ?, 'order.created', '2026-03-01T12:00:00.000000Z')",
            [(f"old-{number}",) for number in range(10_000)],
        )
        assert keep(unit, "new")
        assert len(webhook.open_ones(unit, "shop")) == 10_000
        assert keep(unit, "old-0")
        assert not keep(unit, "old-9999")


def test_a_back_end_that_is_removed_takes_its_webhooks_along(store: Store) -> None:
    with store.write() as unit:
        backends.add(unit, draft("shop"), at=NOON)
        keep(unit, "d-1")
        keep(unit, "d-2", "other")
        backends.remove(unit, "shop")
        assert deliveries(webhook.latest(unit, 9)) == ["d-2"]
