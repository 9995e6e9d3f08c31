"""What an open till has to do with its back ends (see ui/shop.py).

A start has no time for any of it: what does the work is loaded when it is first asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from app.services.changes import Changes
from app.services.counter import Counter
from app.storage.store import Store, Unit

if TYPE_CHECKING:
    from app.domain.backend import Backend
    from app.secret_store import SecretStore
    from app.services.backends import BackendChange, Check
    from app.sync.membership import Membership
    from app.sync_process import SyncProcess
    from app.ui.shop import BackendKind

CLOSING_SECONDS = 5.0

Result = TypeVar("Result")


class TillSync:
    """The back ends of one open shop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._process: SyncProcess | None = None

    @property
    def kinds(self) -> Sequence[BackendKind]:
        """The systems that a back end may be."""
        from app import bootstrap_sync

        return bootstrap_sync.systems()

    def start(self, tell: Callable[[Changes], None]) -> None:
        """Sync from now on, in a process of its own; `tell` is called on a thread."""
        from app.sync_process import SyncProcess

        self._process = SyncProcess(self._store.path.parent, self._is_needed, tell)
        self._process.start()

    def wake(self, *, forced: bool = False) -> None:
        """There may be something to send, or a first back end."""
        if self._process is not None:
            self._process.wake(forced=forced)

    def cancel(self) -> None:
        """End the round that runs."""
        if self._process is not None:
            self._process.cancel()

    def stop(self) -> None:
        """Begin nothing new."""
        if self._process is not None:
            self._process.stop()

    def join(self) -> None:
        """Wait a moment for what is on its way; beyond it the next start finds out."""
        if self._process is not None:
            self._process.join(CLOSING_SECONDS)

    def begin_demo(self) -> None:
        """Let the shop have a hub of its own on this machine from the start of sync on."""
        from app import demo_hub

        demo_hub.wish(self._store.path.parent)

    def test(self, kind: str, url: str, key: str, user: str = "") -> Check:
        """Ask a back end that is not set up yet."""
        from app import bootstrap_sync

        return bootstrap_sync.try_out(kind, url, key, user)

    def check(self, name: str) -> Check:
        """Ask one of the shop's back ends."""
        from app import bootstrap_sync
        from app.services import backends

        with self._store.read() as unit:
            backend = backends.get(unit, name)
        key = self._secrets(backend.key_store).get(backend.name)
        if key is None:
            message = f"The key of {backend.name} is not here; please enter it again."
            return backends.Check(ok=False, message=message, problem="no_key")
        return bootstrap_sync.check(backend, key, self._store.path.parent)

    def unlock(self, key_store: str) -> None:
        """Open a key store before a write asks for it: a keyring may ask a person first."""
        if key_store == "keyring":
            self._secrets(key_store).get("")

    def add(self, unit: Unit, backend: Backend, key: str, counter: Counter) -> Changes:
        """Set up a back end, with what its system's document says of limits."""
        from app.connectors import kind as kinds
        from app.domain.backend import backend_settings
        from app.services import backends

        kinds.refuse_foreign_key(backend.kind, key, user=backend.settings.user)
        usual = kinds.KINDS[backend.kind].settings
        checked = replace(
            backend,
            url=kinds.clean_url(backend.kind, backend.url),
            settings=backend_settings({**usual, **backend.settings.texts()}),
        )
        _, changed = backends.add(unit, checked, key, counter, secrets=self._secrets)
        return changed

    def change(self, unit: Unit, name: str, wanted: BackendChange, counter: Counter) -> Changes:
        """Change a back end, or its key."""
        from app.connectors import kind as kinds
        from app.services import backends

        old = backends.get(unit, name)
        if wanted.key is not None:
            user = (wanted.settings or {}).get("user", old.settings.user)
            kinds.refuse_foreign_key(old.kind, wanted.key, user=user)
        if wanted.url is not None:
            wanted = replace(wanted, url=kinds.clean_url(old.kind, wanted.url))
        _, changed = backends.change(unit, name, wanted, counter, secrets=self._secrets)
        return changed

    def remove(self, unit: Unit, name: str, counter: Counter) -> Changes:
        """Forget a back end and its key."""
        from app import bootstrap_sync
        from app.services import backends

        old = backends.get(unit, name)
        log_out = bootstrap_sync.login_of(self._store.path.parent, old)
        _, changed = backends.remove(unit, name, counter, secrets=self._secrets)
        if log_out is not None:
            # Nobody waits for it, and it may take its time.
            threading.Thread(target=log_out, name="log-out", daemon=True).start()
        return changed

    def set_webhook_secret(self, unit: Unit, name: str, secret: str, counter: Counter) -> Changes:
        """Keep the secret that proves a back end's webhooks."""
        from app.services import backends

        _, changed = backends.set_webhook_secret(unit, name, secret, counter, secrets=self._secrets)
        return changed

    def ask(self, name: str, question: Callable[[Membership], Result]) -> Result:
        """Ask a back end about its customers."""
        from app import bootstrap_sync

        return bootstrap_sync.ask(self._store, name, question)

    def _is_needed(self) -> bool:
        from app import demo_hub
        from app.storage import backend

        if demo_hub.is_wished(self._store.path.parent):
            return True
        with self._store.read() as unit:
            return bool(backend.every(unit))

    def _secrets(self, kind: str) -> SecretStore:
        from app.secret_store import secret_store

        return secret_store(self._store.path.parent, kind)
