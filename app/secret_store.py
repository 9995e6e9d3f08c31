"""Where keys lie: the system's keyring, a file that only its owner may read, or the environment.

Never in the database; nothing here prints, logs or shows a key.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from app.domain.errors import Trouble

SERVICE = "sanduq"
FILE_NAME = "keys.json"
OWNER_ONLY = 0o600
OTHERS = 0o077


class SecretStore(Protocol):
    """Keeps one key for each back end of a shop. A keyring may ask a person before it answers."""

    def put(self, name: str, key: str) -> None:
        """Keep the key of this back end."""

    def get(self, name: str) -> str | None:
        """The key of this back end; None when there is none."""

    def forget(self, name: str) -> None:
        """Keep it no longer."""


def secret_store(folder: Path, kind: str) -> SecretStore:
    """The keyring, file or environment (keyring, file, env) for the shop in this folder."""
    if kind == "keyring":
        return Keyring(str(folder.resolve()))
    return KeyFile(folder / FILE_NAME) if kind == "file" else Environment(os.environ)


class Keyring:
    """The operating system's keyring; `shop` tells this shop's keys from another's."""

    def __init__(self, shop: str) -> None:
        self._shop = shop

    def put(self, name: str, key: str) -> None:
        """Keep the key; raises Trouble no_keyring."""
        self._ask(lambda keyring: keyring.set_password(SERVICE, self._user(name), key))
        if self.get(name) != key:  # some stand-ins for a keyring keep nothing
            raise _no_keyring()

    def get(self, name: str) -> str | None:
        """The key; raises Trouble no_keyring."""
        found: str | None = self._ask(
            lambda keyring: keyring.get_password(SERVICE, self._user(name))
        )
        return found or None

    def forget(self, name: str) -> None:
        """Keep it no longer; raises Trouble no_keyring."""
        if self.get(name) is not None:
            self._ask(lambda keyring: keyring.delete_password(SERVICE, self._user(name)))

    def _user(self, name: str) -> str:
        return f"{self._shop}/{name}"

    @staticmethod
    def _ask(question: Callable[[Any], Any]) -> Any:
        import keyring

        try:
            return question(keyring)
        except Exception as error:
            # Each system's keyring fails in its own ways, with texts that are not ours to show.
            raise _no_keyring() from error


def _no_keyring() -> Trouble:
    return Trouble(
        "no_keyring",
        "This computer has no keyring that answers; keep the key in a file instead"
        " (--key-store file).",
    )


class KeyFile:
    """A file beside the database that nobody but its owner may read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, name: str, key: str) -> None:
        """Keep the key; raises Trouble key_file."""
        self._write({**self._read(), name: key})

    def get(self, name: str) -> str | None:
        """The key; raises Trouble key_file."""
        return self._read().get(name)

    def forget(self, name: str) -> None:
        """Keep it no longer; raises Trouble key_file."""
        keys = self._read()
        if keys.pop(name, None) is not None:
            self._write(keys)

    def _read(self) -> dict[str, str]:
        try:
            with self._path.open("rb") as file:
                self._close_to_others(file.fileno())
                keys = json.load(file)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._trouble(error) from error
        except ValueError:
            keys = None
        if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
            # What the reader says of it would show a part of it.
            raise Trouble("key_file", f"{self._path} is damaged; remove it and give the keys anew.")
        return keys

    @staticmethod
    def _close_to_others(descriptor: int) -> None:
        if os.name == "posix" and os.fstat(descriptor).st_mode & OTHERS:
            os.fchmod(descriptor, OWNER_ONLY)

    def _write(self, keys: dict[str, str]) -> None:
        draft = self._path.with_suffix(".new")
        try:
            draft.unlink(missing_ok=True)
            # Closed to others from its first byte on, and whole or not there at all.
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(keys, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> Trouble:
        return Trouble("key_file", f"{self._path} does not serve: {error.strerror}.")


class Environment:
    """Keys that whoever starts the program sets: SANDUQ_KEY_ and the back end's name."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def put(self, name: str, key: str) -> None:  # noqa: ARG002 – the environment has it already
        """Make sure that it is set; raises Trouble no_env_key."""
        if self.get(name) is None:
            raise Trouble("no_env_key", f"The variable {variable(name)} is not set.")

    def get(self, name: str) -> str | None:
        """The key as it is set now."""
        return self._values.get(variable(name), "").strip() or None

    def forget(self, name: str) -> None:
        """Nothing: it is not ours."""


def webhook_secret(name: str) -> str:
    """The name under which the secret of a back end's webhooks lies, beside its key."""
    return f"{name}.webhook"


def token_name(name: str) -> str:
    """The name under which the tokens of a back end's login lie, beside its key."""
    return f"{name}.tokens"


def variable(name: str) -> str:
    """The variable of the environment that holds a back end's key, or its webhooks' secret."""
    return f"SANDUQ_KEY_{name.upper().replace('-', '_').replace('.', '_')}"
