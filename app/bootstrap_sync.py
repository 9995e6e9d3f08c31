"""How a shop and its back ends are wired: keys, connectors, links, the network lane."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.connectors import kind as kinds
from app.domain.backend import Backend
from app.domain.errors import Refusal, SanduqError, Trouble
from app.domain.number import ZERO
from app.secret_store import SecretStore, secret_store, token_name
from app.services.backends import Check
from app.storage import backend as storage
from app.storage.backend import Known
from app.storage.store import Store
from app.sync.contract import (
    Access,
    Answer,
    Capability,
    Connector,
    Gate,
    RemoteProduct,
    Tokens,
)
from app.sync.link import Link
from app.sync.membership import Membership
from app.sync.news import News
from app.sync.pace import Pace
from app.sync.problem import SyncProblem
from app.sync.server_clock import ServerClock

if TYPE_CHECKING:
    from app.ui.shop import BackendKind

Result = TypeVar("Result")

TEST_DEADLINE = 10.0  # s; a person waits for it


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def secrets(folder: Path) -> Callable[[str], SecretStore]:
    """The key stores of the shop in this folder, by their kind."""
    return lambda kind: secret_store(folder, kind)


def connector(
    backend: Backend,
    key: str,
    gate: Gate = lambda _method: None,
    tokens: Tokens | None = None,
) -> Connector:
    """The back end as it is spoken to; raises Refusal for a key or an address that can't be."""
    user = backend.settings.user
    kinds.refuse_foreign_key(backend.kind, key, user=user)
    url = kinds.clean_url(backend.kind, backend.url)
    deadline = float(backend.settings.deadline_seconds)
    access = Access(url, key, deadline, user=user, tokens=tokens)
    return kinds.KINDS[backend.kind].connect(access, gate)


def check(backend: Backend, key: str, folder: Path | None = None) -> Check:
    """Ask a back end whether it is there and lets us in; of a shop, with its own login."""
    kept = tokens(folder, backend) if folder else None
    with_deadline = connector(backend, key, tokens=kept)
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
        message=_works(health.business),
        business=health.business,
        server_time=health.server_time,
        clock_skew=clock.skew() if health.server_time else 0,
        capabilities={**named, **claims},
        claims=frozenset(claims),
    )


def ask(store: Store, name: str, question: Callable[[Membership], Result]) -> Result:
    """Ask a back end about its customers' points and subscriptions, now.

    Raises Refusal no_membership; Trouble, with the back end's own code, where it does not answer.
    """

    def asked_members(asked: Any) -> Result:
        if asked.capabilities()[Capability.MEMBERSHIP].answer is not Answer.YES:
            raise Refusal("no_membership", f"{name} knows no points or subscriptions.")
        return question(asked)

    return _asking(store, name, asked_members)


def _asking(store: Store, name: str, question: Callable[[Any], Result]) -> Result:
    with store.read() as unit:
        backend = storage.get(unit, name)
    folder = store.path.parent
    key = secrets(folder)(backend.key_store).get(backend.name)
    if key is None:
        raise Trouble("no_key", f"The key of {backend.name} is not here; please enter it again.")
    asked: Any = connector(backend, key, tokens=tokens(folder, backend))
    try:
        return question(asked)
    except SyncProblem as problem:
        raise Trouble(problem.code, problem.message) from problem
    finally:
        asked.close()


def product(store: Store, name: str, product_id: str) -> list[tuple[RemoteProduct, Decimal | None]]:
    """One product as a back end has it now, each of its variants; by its id, at Salloq by its slug.

    Each comes with its stock in all places, or None where that is not told. Raises Refusal no_call;
    Trouble where it does not answer.
    """

    def asked(connector: Any) -> list[tuple[RemoteProduct, Decimal | None]]:
        if connector.capabilities()[Capability.FIND_PRODUCT].answer is Answer.NO:
            raise Refusal("no_call", f"{name} can't be asked for one product.")
        return [(each, _stock(connector, each.id)) for each in connector.product(product_id)]

    return _asking(store, name, asked)


def _stock(connector: Any, product_id: str) -> Decimal | None:
    try:
        levels = connector.level(product_id)
    except SyncProblem:
        return None  # the product is told all the same
    return sum((each.quantity for each in levels), ZERO) if levels else None


def _works(business: str) -> str:
    return f"It works: these are the books of “{business}”." if business else "It works."


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
        connector=connector(backend, key, bucket, tokens(store.path.parent, backend)),
        now=utc_now,
        clock=ServerClock(utc_now),
        tell=tell,
        stopping=stopping,
        pace=Pace(pause),
    )


class _Tokens:
    """A login's tokens, where the back end's key lies; in memory alone while that is shut."""

    def __init__(self, store: SecretStore, name: str) -> None:
        self._store, self._name = store, token_name(name)
        self._text: str | None = None

    def load(self) -> str | None:
        """What was kept."""
        with suppress(SanduqError):
            return self._store.get(self._name) or self._text
        return self._text

    def save(self, text: str) -> None:
        """Keep this instead."""
        self._text = text
        with suppress(SanduqError):
            self._store.put(self._name, text)

    def forget(self) -> None:
        """Keep nothing."""
        self._text = None
        with suppress(SanduqError):
            self._store.forget(self._name)


def tokens(folder: Path, backend: Backend) -> Tokens | None:
    """Where the login of a back end is kept; None where it has none, or only lives in memory."""
    if not backend.settings.user or backend.key_store == "env":
        return None
    return _Tokens(secret_store(folder, backend.key_store), backend.name)


class _Remembered:
    """A login's tokens that are kept nowhere any more."""

    def __init__(self, text: str) -> None:
        self._text: str | None = text

    def load(self) -> str | None:
        """The tokens."""
        return self._text

    def save(self, text: str) -> None:
        """Keep these instead."""
        self._text = text

    def forget(self) -> None:
        """Keep nothing."""
        self._text = None


def log_out(backend: Backend, key: str, login: str) -> None:
    """End a login of a back end that is no longer ours; it expires by itself where that fails."""
    asked: Any = connector(backend, key, tokens=_Remembered(login))
    try:
        with suppress(SyncProblem):
            asked.logout()
    finally:
        asked.close()


def login_of(folder: Path, backend: Backend) -> Callable[[], None] | None:
    """What ends a back end's login there, even once it is gone here; None where there is none."""
    kept = tokens(folder, backend)
    login = kept.load() if kept else None
    key = secrets(folder)(backend.key_store).get(backend.name) if login else None
    return partial(log_out, backend, key, login) if login and key else None


def prove(store: Store, name: str) -> dict[str, Known]:
    """Try out in its sandbox what a back end's document does not say; what was found.

    Raises Refusal no_sandbox; Trouble where it does not answer.
    """
    found: dict[str, Known] = {}

    def ask_all(asked: Any) -> None:
        if asked.capabilities()[Capability.SANDBOX].answer is not Answer.YES:
            raise Refusal("no_sandbox", f"{name} is no sandbox: nothing is tried out on it.")
        for what, finding in asked.prove():
            found[str(what)] = Known(str(finding.answer), finding.evidence)

    _asking(store, name, ask_all)
    with store.write() as unit:
        storage.learn(unit, name, found, at=utc_now())
        unit.commit()
    return found


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

    return [
        BackendKind(kind, each.name, each.default_url, " / ".join(each.keys), each.has_login)
        for kind, each in kinds.KINDS.items()
    ]


def try_out(kind: str, url: str, key: str, user: str = "") -> Check:
    """Ask a back end that is not set up yet."""
    from app.domain.backend import BackendSettings, backend_settings

    settings: BackendSettings = backend_settings(
        {"deadline_seconds": str(TEST_DEADLINE), "user": user}
    )
    return check(Backend(0, kind, kind, url, "env", settings), key)
