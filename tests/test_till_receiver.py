"""Webhooks of an open till: taken where its settings say, and never in the way of sync."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.preference import Preferences
from app.secret_store import secret_store, webhook_secret
from app.services import settings
from app.storage import backend as backends
from app.storage import review, setting, webhook
from app.storage.review import Review
from app.storage.store import Store
from app.till_receiver import TillReceiver
from app.till_sync import TillSync
from tests.backends import draft
from tests.fakes.apex import ApexServer
from tests.shop import NOON, counter_of, demo_shop, shop, store
from tests.test_sync_process import Heard, connect

__all__ = ["demo_shop", "shop", "store"]

HOST = "127.0.0.1"
SIGNER = "whsec_cloud"
BODY = b'{"event": "order.created", "data": {"id": "ord_1"}}'


@pytest.fixture
def known(store: Store) -> Store:
    """A shop that has a back end with webhooks, and their secret."""
    secret_store(store.path.parent, "file").put(webhook_secret("cloud"), SIGNER)
    with store.write() as unit:
        backends.add(unit, replace(draft("cloud"), kind="stacknex"), at=NOON)
        unit.commit()
    return store


@pytest.fixture
def receiver(known: Store) -> Iterator[TillReceiver]:
    made = TillReceiver(known, lambda: NOON, lambda: None)
    yield made
    made.stop()


@pytest.fixture
def beside(known: Store) -> Iterator[TillSync]:
    """Sync beside an open till."""
    made = TillSync(known)
    yield made
    made.stop()
    made.join()


def free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


def choose(store: Store, port: int, host: str = HOST) -> None:
    with store.write() as unit:
        chosen = Preferences(webhook_port=port, webhook_host=host)
        settings.save_preferences(unit, chosen, counter_of(unit))


def send(port: int, body: bytes = BODY) -> int:
    signature = hmac.new(SIGNER.encode(), body, hashlib.sha256).hexdigest()
    caller = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        caller.request("POST", "/webhooks/cloud", body, {"X-Webhook-Signature": signature})
        return caller.getresponse().status
    finally:
        caller.close()


def is_open(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), 5).close()
    except ConnectionRefusedError:
        return False
    return True


def told(store: Store) -> list[Review]:
    with store.read() as unit:
        return review.open_ones(unit)


def test_no_webhooks_are_taken_unless_a_port_is_set(receiver: TillReceiver, known: Store) -> None:
    assert not receiver.follow()
    with known.read() as unit:
        assert setting.load_preferences(unit).webhook_port == 0


def test_the_receiver_moves_with_the_setting(receiver: TillReceiver, known: Store) -> None:
    first, second = free_port(), free_port()
    choose(known, first)
    assert not receiver.follow()
    assert not receiver.follow()
    assert send(first) == 200
    choose(known, second)
    receiver.follow()
    assert not is_open(first)
    assert send(second, BODY + b" ") == 200
    choose(known, 0)
    receiver.follow()
    assert not is_open(second)
    assert told(known) == []
    with known.read() as unit:
        assert len(webhook.open_ones(unit, "cloud")) == 2


def test_a_port_that_is_taken_is_told_once_and_tried_again(
    receiver: TillReceiver, known: Store
) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        choose(known, port)
        assert receiver.follow()
        (found,) = told(known)
        assert (found.backend, found.code) == ("", "webhook_port")
        assert found.subject == f"webhook port {port}"
        assert found.message.startswith(f"Port {port} of 127.0.0.1 can't be had: ")
        with known.write() as unit:
            review.dismiss(unit, found.id, at=NOON)
            unit.commit()
        assert not receiver.follow()
        assert told(known) == []
    assert not receiver.follow()
    assert send(port) == 200


def test_a_port_that_can_be_had_after_all_needs_no_manager(
    receiver: TillReceiver, known: Store
) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        choose(known, port)
        receiver.follow()
        choose(known, port, "no.such.host.invalid")
        assert receiver.follow()
        assert [each.message for each in told(known)] == [
            "There is no address no.such.host.invalid here."
        ]
        choose(known, port)
        receiver.follow()
    assert receiver.follow()
    assert told(known) == []
    assert send(port) == 200


def test_a_stored_port_that_is_none_stops_nothing(receiver: TillReceiver, known: Store) -> None:
    with known.write() as unit:
        unit.sql("INSERT INTO setting VALUES ('window.webhook_port', '\"many\"')")
        unit.sql("INSERT INTO setting VALUES ('window.webhook_host', '[]')")
        unit.commit()
    assert not receiver.follow()
    assert told(known) == []


def test_a_running_till_takes_webhooks(known: Store, beside: TillSync) -> None:
    port, heard = free_port(), Heard()
    choose(known, port)
    with ApexServer() as server:
        connect(known, server.url)
        beside.start(heard)
        assert heard.until(lambda changes: changes.sync)
        assert send(port) == 200
        with known.read() as unit:
            assert [each.event.object_id for each in webhook.latest(unit, 9)] == ["ord_1"]
        beside.stop()
        beside.join()
    assert not is_open(port)
