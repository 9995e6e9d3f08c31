"""What stands in for sync: it asks no server, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from app import bootstrap_sync
from app.connectors import kind as kinds
from app.domain.backend import Backend
from app.domain.errors import Refusal, SanduqError
from app.services import backends
from app.services.backends import BackendChange, Check
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.unit import Unit
from app.sync.membership import Membership
from app.ui.shop import BackendKind, Connecting

Result = TypeVar("Result")

KINDS = tuple(bootstrap_sync.systems())
KIND = KINDS[0]
NO_MEMBERS = Refusal("no_membership", "It knows no points or subscriptions.")
GOOD = Check(ok=True, message="It works.", business="Palm Grove Market")


@dataclass(slots=True)
class Keys:
    """Keeps keys in memory."""

    kept: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, key: str) -> None:
        self.kept[name] = key

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


@dataclass(slots=True)
class Idle:
    """Sync that does nothing by itself; `answer` is what every test finds out, or its failure."""

    kinds: Sequence[BackendKind] = KINDS
    answer: Check | SanduqError = GOOD
    keys: Keys = field(default_factory=Keys)
    tell: Callable[[Changes], None] | None = None
    woken: list[bool] = field(default_factory=list)
    tested: list[tuple[str, str, str, str]] = field(default_factory=list)
    unlocked: list[str] = field(default_factory=list)
    is_stopped: bool = False
    is_cancelled: bool = False
    has_demo: bool = False
    members: Membership | SanduqError = NO_MEMBERS
    asked: list[str] = field(default_factory=list)

    def start(self, tell: Callable[[Changes], None]) -> None:
        self.tell = tell

    def wake(self, *, forced: bool = False) -> None:
        self.woken.append(forced)

    def cancel(self) -> None:
        self.is_cancelled = True

    def stop(self) -> None:
        self.is_stopped = True

    def join(self) -> None:
        assert self.is_stopped or self.tell is None

    def begin_demo(self) -> None:
        self.has_demo = True

    def test(self, kind: str, url: str, key: str, user: str = "") -> Check:
        self.tested.append((kind, url, key, user))
        if isinstance(self.answer, SanduqError):
            raise self.answer
        return self.answer

    def check(self, name: str) -> Check:
        return self.test("", name, "")

    def unlock(self, key_store: str) -> None:
        self.unlocked.append(key_store)

    def add(self, unit: Unit, backend: Backend, key: str, counter: Counter) -> Changes:
        kinds.refuse_foreign_key(backend.kind, key, user=backend.settings.user)
        wanted = replace(backend, url=kinds.clean_url(backend.kind, backend.url))
        return backends.add(unit, wanted, key, counter, secrets=lambda _: self.keys)[1]

    def change(self, unit: Unit, name: str, wanted: BackendChange, counter: Counter) -> Changes:
        if wanted.key is not None:
            old = backends.get(unit, name)
            user = (wanted.settings or {}).get("user", old.settings.user)
            kinds.refuse_foreign_key(old.kind, wanted.key, user=user)
        return backends.change(unit, name, wanted, counter, secrets=lambda _: self.keys)[1]

    def remove(self, unit: Unit, name: str, counter: Counter) -> Changes:
        return backends.remove(unit, name, counter, secrets=lambda _: self.keys)[1]

    def set_webhook_secret(self, unit: Unit, name: str, secret: str, counter: Counter) -> Changes:
        keys = self.keys
        return backends.set_webhook_secret(unit, name, secret, counter, secrets=lambda _: keys)[1]

    def ask(self, name: str, question: Callable[[Membership], Result]) -> Result:
        self.asked.append(name)
        if isinstance(self.members, SanduqError):
            raise self.members
        return question(self.members)


@dataclass(slots=True)
class Connections:
    """The back ends of a first start: `made` are those that were set up, or what went wrong."""

    kinds: Sequence[BackendKind] = KINDS
    answer: Check | SanduqError = GOOD
    trouble: SanduqError | None = None
    made: list[tuple[Path, Backend, str]] = field(default_factory=list)
    tested: list[tuple[str, str, str, str]] = field(default_factory=list)

    def connecting(self) -> Connecting:
        """What a first start has to do with them."""
        return Connecting(self.kinds, self._test, self._connect)

    def _test(self, kind: str, url: str, key: str, user: str) -> Check:
        self.tested.append((kind, url, key, user))
        return Idle(answer=self.answer).test(kind, url, key, user)

    def _connect(self, folder: Path, backend: Backend, key: str) -> None:
        if self.trouble is not None and backend.key_store == "keyring":
            raise self.trouble
        self.made.append((folder, backend, key))
