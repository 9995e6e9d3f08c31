"""What stands in for sync: it asks no server, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.backend import Backend
from app.domain.errors import Refusal, SanduqError
from app.services import backends
from app.services.backends import BackendChange, Check
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.unit import Unit
from app.ui.shop import BackendKind, Connecting

KIND = BackendKind("apex_pos", "Apex POS", "https://api.apex-pos.com/rest_api/v1")
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

    kinds: Sequence[BackendKind] = (KIND,)
    answer: Check | SanduqError = GOOD
    keys: Keys = field(default_factory=Keys)
    tell: Callable[[Changes], None] | None = None
    woken: list[bool] = field(default_factory=list)
    tested: list[tuple[str, str, str]] = field(default_factory=list)
    unlocked: list[str] = field(default_factory=list)
    is_stopped: bool = False
    is_cancelled: bool = False
    has_demo: bool = False

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

    def test(self, kind: str, url: str, key: str) -> Check:
        self.tested.append((kind, url, key))
        if isinstance(self.answer, SanduqError):
            raise self.answer
        return self.answer

    def check(self, name: str) -> Check:
        return self.test("", name, "")

    def unlock(self, key_store: str) -> None:
        self.unlocked.append(key_store)

    def add(self, unit: Unit, backend: Backend, key: str, counter: Counter) -> Changes:
        self._refuse(key)
        return backends.add(unit, backend, key, counter, secrets=lambda _: self.keys)[1]

    def change(self, unit: Unit, name: str, wanted: BackendChange, counter: Counter) -> Changes:
        if wanted.key is not None:
            self._refuse(wanted.key)
        return backends.change(unit, name, wanted, counter, secrets=lambda _: self.keys)[1]

    def remove(self, unit: Unit, name: str, counter: Counter) -> Changes:
        return backends.remove(unit, name, counter, secrets=lambda _: self.keys)[1]

    def _refuse(self, key: str) -> None:
        if not key.startswith("apx_"):
            raise Refusal("other_system", "A key of Apex POS begins with apx_.")


@dataclass(slots=True)
class Connections:
    """The back ends of a first start: `made` are those that were set up, or what went wrong."""

    kinds: Sequence[BackendKind] = (KIND,)
    answer: Check | SanduqError = GOOD
    trouble: SanduqError | None = None
    made: list[tuple[Path, Backend, str]] = field(default_factory=list)

    def connecting(self) -> Connecting:
        """What a first start has to do with them."""
        return Connecting(self.kinds, self._test, self._connect)

    def _test(self, kind: str, url: str, key: str) -> Check:
        return Idle(answer=self.answer).test(kind, url, key)

    def _connect(self, folder: Path, backend: Backend, key: str) -> None:
        if self.trouble is not None and backend.key_store == "keyring":
            raise self.trouble
        self.made.append((folder, backend, key))
