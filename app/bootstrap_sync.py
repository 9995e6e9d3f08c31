"""How a shop and its back ends are wired: keys, connectors, links, the network lane."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.connectors import kind as kinds
from app.domain.backend import Backend
from app.domain.errors import SanduqError
from app.secret_store import SecretStore, secret_store
from app.services.backends import Check
from app.storage import backend as storage
from app.storage.backend import Known
from app.storage.store import Store
from app.sync.contract import Access, Connector, Gate
from app.sync.link import Link
from app.sync.news import News
from app.sync.pace import Pace
from app.sync.problem import SyncProblem
from app.sync.server_clock import ServerClock

if TYPE_CHECKING:
    from app.ui.shop import BackendKind

TEST_DEADLINE = 10.0  # s; a person waits for it


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def secrets(folder: Path) -> Callable[[str], SecretStore]:
    """The key stores of the shop in this folder, by their kind."""
    return lambda kind: secret_store(folder, kind)


def connector(backend: Backend, key: str, gate: Gate = lambda _method: None) -> Connector:
    """The back end as it is spoken to; raises Refusal for a key or an address that can't be."""
    kinds.refuse_foreign_key(backend.kind, key)
    url = kinds.clean_url(backend.kind, backend.url)
    deadline = float(backend.settings.deadline_seconds)
    return kinds.KINDS[backend.kind].connect(Access(url, key, deadline), gate)


def check(backend: Backend, key: str) -> Check:
    """Ask a back end whether it is there and lets us in."""
    with_deadline = connector(backend, key)
    try:
        health = with_deadline.check()
        found = with_deadline.capabilities()
    except SyncProblem as problem:
        return Check(ok=False, message=problem.message, problem=problem.code)
    finally:
        with_deadline.close()
    clock = ServerClock(utc_now)
    clock.tell(health.server_time)
    if backend.business and health.business and backend.business != health.business:
        message = f"These are the books of “{health.business}”, not of “{backend.business}”."
        return Check(ok=False, message=message, problem="other_business", business=health.business)
    claims = {str(what): Known("yes", "the server says so") for what in health.capabilities}
    named = {str(what): Known(each.answer, each.evidence) for what, each in found.items()}
    return Check(
        ok=True,
        message=f"It works: these are the books of “{health.business}”.",
        business=health.business,
        server_time=health.server_time,
        clock_skew=clock.skew() if health.server_time else 0,
        capabilities={**named, **claims},
        claims=frozenset(claims),
    )


def _ignore(news: News) -> None:
    del news


def link(
    store: Store,
    backend: Backend,
    key: str,
    *,
    tell: Callable[[News], None] = _ignore,
    stopping: Callable[[], bool] = lambda: False,
    pause: Callable[[float], object] = time.sleep,
) -> Link:
    """A back end of an open shop, ready for a round."""
    from app.sync.limit import Bucket

    bucket = Bucket(store, backend, utc_now, pause)
    return Link(
        store=store,
        backend=backend,
        connector=connector(backend, key, bucket),
        now=utc_now,
        clock=ServerClock(utc_now),
        tell=tell,
        stopping=stopping,
        pace=Pace(pause),
    )


class Links:
    """The back ends of an open shop, each with one connector for as long as it stays the same."""

    def __init__(
        self,
        store: Store,
        tell: Callable[[News], None] = _ignore,
        stopping: Callable[[], bool] = lambda: False,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._store = store
        self._tell = tell
        self._stopping = stopping
        self._pause = pause
        self._open: dict[tuple[Backend, str], Link] = {}

    def __call__(self, name: str = "") -> list[Link]:
        """A link to every back end whose key is here, or to one of them."""
        with self._store.read() as unit:
            wanted = [storage.get(unit, name)] if name else storage.every(unit)
        found = []
        for backend in wanted:
            key = self._key(backend)
            if key is None:
                continue
            known = (_unbound(backend), key)
            made = self._open.pop(known, None) or link(
                self._store,
                backend,
                key,
                tell=self._tell,
                stopping=self._stopping,
                pause=self._pause,
            )
            found.append((known, made))
        self.close()
        self._open = dict(found)
        return [made for _, made in found]

    def close(self) -> None:
        """Let go of connections."""
        for made in self._open.values():
            made.connector.close()
        self._open = {}

    def _key(self, backend: Backend) -> str | None:
        message = f"The key of {backend.name} is not here; please enter it again."
        try:
            key = secrets(self._store.path.parent)(backend.key_store).get(backend.name)
        except SanduqError as error:
            key, message = None, error.message
        if key is None:
            with self._store.write() as unit:
                storage.note(unit, backend.name, paused=True, problem="no_key", message=message)
                unit.commit()
        return key


def _unbound(backend: Backend) -> Backend:
    """The back end without what it told us itself."""
    from dataclasses import replace

    return replace(backend, business="")


def systems() -> list[BackendKind]:
    """The systems that a back end may be."""
    from app.ui.shop import BackendKind

    return [BackendKind(kind, each.name, each.default_url) for kind, each in kinds.KINDS.items()]


def try_out(kind: str, url: str, key: str) -> Check:
    """Ask a back end that is not set up yet."""
    from app.domain.backend import BackendSettings, backend_settings

    settings: BackendSettings = backend_settings({"deadline_seconds": str(TEST_DEADLINE)})
    return check(Backend(0, kind, kind, url, "env", settings), key)
