"""Keys: kept where the shop said, readable by their owner alone, and never shown."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from app.domain.errors import Trouble
from app.secret_store import (
    Environment,
    KeyFile,
    SecretStore,
    secret_store,
    variable,
    webhook_secret,
)

KEY = "apx_0123456789"


class Drawer(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Forgetful(Drawer):
    """Takes every key and keeps none."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Locked(Drawer):
    """Its owner does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"no access to {service}, {username}")


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """The system's keyring for as long as the test runs."""
    own, before = Drawer(), keyring.get_keyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture(params=["keyring", "file"])
def keeping(request: pytest.FixtureRequest, drawer: Drawer, tmp_path: Path) -> SecretStore:
    """A store that keeps what it is given."""
    return secret_store(tmp_path, request.param)


def test_a_key_is_kept_until_it_is_forgotten(keeping: SecretStore) -> None:
    assert keeping.get("apex") is None
    keeping.put("apex", KEY)
    keeping.put("second", "apx_other")
    assert keeping.get("apex") == KEY
    keeping.put("apex", "apx_new")
    assert keeping.get("apex") == "apx_new"
    keeping.forget("apex")
    assert keeping.get("apex") is None
    assert keeping.get("second") == "apx_other"


def test_what_is_not_there_can_be_forgotten(keeping: SecretStore) -> None:
    keeping.forget("apex")
    assert keeping.get("apex") is None


def test_shops_do_not_see_each_others_keys(drawer: Drawer, tmp_path: Path) -> None:
    secret_store(tmp_path / "one", "keyring").put("apex", KEY)
    assert secret_store(tmp_path / "two", "keyring").get("apex") is None
    assert list(drawer.kept) == [("sanduq", f"{tmp_path / 'one'}/apex")]


@pytest.mark.parametrize("instead", [NoKeyring, Forgetful, Locked])
def test_a_keyring_that_does_not_serve_tells_of_the_file(
    drawer: Drawer, tmp_path: Path, instead: type[KeyringBackend]
) -> None:
    keyring.set_keyring(instead())
    with pytest.raises(Trouble, match="--key-store file") as caught:
        secret_store(tmp_path, "keyring").put("apex", KEY)
    assert caught.value.code == "no_keyring"
    assert KEY not in caught.value.message


def test_the_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        KeyFile(tmp_path / "keys.json").put("apex", KEY)
    finally:
        os.umask(before)
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


def test_a_key_file_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"apex": KEY}))
    path.chmod(0o644)
    assert KeyFile(path).get("apex") == KEY
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_key_file_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    for text in (f'{{"apex": "{KEY}', "[1]", '"a"'):
        path.write_text(text)
        with pytest.raises(Trouble, match="damaged") as caught:
            KeyFile(path).get("apex")
        assert caught.value.code == "key_file"
        assert KEY not in caught.value.message


def test_a_folder_that_is_not_there_can_keep_no_key(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        KeyFile(tmp_path / "nowhere" / "keys.json").put("apex", KEY)
    assert caught.value.code == "key_file"


def test_a_key_of_the_environment_is_read_and_never_written() -> None:
    values = {"SANDUQ_KEY_MAIN_SHOP": f" {KEY}\n"}
    store = Environment(values)
    assert variable("main-shop") == "SANDUQ_KEY_MAIN_SHOP"
    assert variable(webhook_secret("main-shop")) == "SANDUQ_KEY_MAIN_SHOP_WEBHOOK"
    store.put("main-shop", KEY)
    store.forget("main-shop")
    assert store.get("main-shop") == KEY
    assert store.get("other") is None
    with pytest.raises(Trouble, match="SANDUQ_KEY_OTHER is not set") as caught:
        store.put("other", KEY)
    assert caught.value.code == "no_env_key"
