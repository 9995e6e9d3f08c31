"""What an open till does with back ends: each begins as its system's document says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.connectors.kind import KINDS
from app.domain.backend import Backend, BackendSettings
from app.domain.errors import Refusal
from app.secret_store import secret_store, webhook_secret
from app.services import backends
from app.services.backends import BackendChange
from app.storage.opening import open_store
from app.storage.store import Store
from app.till_sync import TillSync
from tests.shop import counter_of, demo_shop, shop

__all__ = ["demo_shop", "shop"]

URL = "https://shop.example.com/api"


@pytest.fixture
def store(shop: Path) -> Iterator[Store]:
    opened = open_store(shop)
    yield opened
    opened.close()


def add(store: Store, kind: str, key: str, url: str = URL, **settings: object) -> None:
    """Set up a back end as the window does."""
    wanted = BackendSettings(**settings)  # type: ignore[arg-type]
    with store.write() as unit:
        asked = Backend(0, kind, kind, url, "file", wanted)
        TillSync(store).add(unit, asked, key, counter_of(unit))


def change(store: Store, kind: str, wanted: BackendChange) -> None:
    with store.write() as unit:
        TillSync(store).change(unit, kind, wanted, counter_of(unit))


def kept(store: Store) -> list[Backend]:
    with store.read() as unit:
        return [each.backend for each in backends.every(unit)]


def test_all_systems_are_offered_with_what_a_person_is_to_know(store: Store) -> None:
    found = {each.kind: each for each in TillSync(store).kinds}
    assert list(found) == list(KINDS)
    assert found["stacknex"].key_begins == "nxp_live_ / nxp_test_"
    assert [each.kind for each in found.values() if each.has_login] == ["commerce"]
    assert [each.kind for each in found.values() if not each.default_url] == ["salloq", "commerce"]


@pytest.mark.parametrize(
    ("kind", "key", "limit", "seconds"),
    [("stacknex", "nxp_test_1", 1000, 3600), ("apexloge", "apx_live_1", 60, 60)],
)
def test_a_back_end_begins_with_the_limit_of_its_system(
    store: Store, kind: str, key: str, limit: int, seconds: int
) -> None:
    add(store, kind, key, url="", buffer=Decimal(2))
    (made,) = kept(store)
    assert made.url == KINDS[kind].default_url
    assert made.settings.requests_per_window == limit
    assert made.settings.window_seconds == seconds
    assert made.settings.buffer == 2


def test_a_limit_that_was_set_stays(store: Store) -> None:
    add(store, "salloq", "ak_live_1", requests_per_window=Decimal(10_000))
    assert kept(store)[0].settings.requests_per_window == 10_000
    assert kept(store)[0].settings.window_seconds == 3600


def test_a_user_comes_with_a_password_that_may_be_anything(store: Store, shop: Path) -> None:
    add(store, "commerce", "two words", user="till@example.com")
    assert kept(store)[0].settings.user == "till@example.com"
    assert secret_store(shop, "file").get("commerce") == "two words"
    wanted = BackendChange(settings={"user": ""}, key="two words")
    with pytest.raises(Refusal) as caught:
        change(store, "commerce", wanted)
    assert caught.value.code == "bad_key"


def test_the_own_server_of_a_shop_needs_its_address(store: Store) -> None:
    with pytest.raises(Refusal) as caught:
        add(store, "commerce", "4f9c", url="")
    assert caught.value.code == "no_url"
    assert kept(store) == []


def test_the_secret_of_webhooks_lies_beside_the_key(store: Store, shop: Path) -> None:
    add(store, "stacknex", "nxp_test_1")
    with store.write() as unit:
        changed = TillSync(store).set_webhook_secret(unit, "stacknex", "whsec_1", counter_of(unit))
    assert changed.settings
    keys = secret_store(shop, "file")
    assert keys.get("stacknex") == "nxp_test_1"
    assert keys.get(webhook_secret("stacknex")) == "whsec_1"
