"""An open shop, as a till works with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.domain.cart import Cart
from app.domain.preference import Preferences
from app.domain.shop import Shop
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.unit import Store, Unit

Result = TypeVar("Result")

if TYPE_CHECKING:
    from app.domain.backend import Backend
    from app.services.backends import BackendChange, Check
    from app.sync.membership import Membership


class PrintOutcome(Protocol):
    """How one print went."""

    @property
    def number(self) -> str: ...
    @property
    def attempts(self) -> int: ...
    @property
    def printed(self) -> bool: ...


class Speaker(Protocol):
    """Makes the till's sounds."""

    def play(self, name: str, volume: int) -> None:
        """Play a sound at a volume of 0 to 100 and return at once."""

    def close(self) -> None:
        """Be silent for good."""


@dataclass(frozen=True, slots=True)
class Printing:
    """What a till has to do with printers; all of it may take its time, so: on a lane.

    `due` prints the next due receipt, `names` are the printers of this machine, `test` prints the
    test page in the shop's form (shop, printer), `test_page` is that page as a PDF (shop, form).
    """

    due: Callable[[Store], PrintOutcome | None]
    names: Callable[[], Sequence[str]]
    test: Callable[[Shop, str], None]
    test_page: Callable[[Shop, str], bytes]


@dataclass(frozen=True, slots=True)
class BackendKind:
    """A system that a shop's back end may be: its name for people, and where it usually is.

    `key_begins` is how its keys begin, `has_login` whether a user and a password may stand for one.
    """

    kind: str
    name: str
    default_url: str
    key_begins: str = ""
    has_login: bool = False


class Syncing(Protocol):
    """What a till has to do with back ends. `start`, `wake` and `stop` return at once.

    The others ask servers and key stores and may take their time, so: on a lane.
    """

    @property
    def kinds(self) -> Sequence[BackendKind]:
        """The systems that a back end may be."""

    def start(self, tell: Callable[[Changes], None]) -> None:
        """Sync from now on, on a thread of its own; `tell` is called on it, with what changed."""

    def wake(self, *, forced: bool = False) -> None:
        """There may be something to send; `forced` begins a whole round now."""

    def cancel(self) -> None:
        """End the round that runs; what was read of it is thrown away."""

    def stop(self) -> None:
        """Begin nothing new; what is on its way ends by itself."""

    def join(self) -> None:
        """Wait a moment for what is on its way, when the window is gone."""

    def begin_demo(self) -> None:
        """Let a new demo shop sync with a hub of its own, on this machine."""

    def test(self, kind: str, url: str, key: str, user: str = "") -> Check:
        """Ask a back end whether it is there; raises Refusal for a key or address that can't be.

        With a `user` the key is a password.
        """

    def check(self, name: str) -> Check:
        """Ask one of the shop's back ends, with its own key."""

    def unlock(self, key_store: str) -> None:
        """Open a key store before a write asks for it: a keyring may ask a person first.

        Raises Trouble (no_keyring).
        """

    def add(self, unit: Unit, backend: Backend, key: str, counter: Counter) -> Changes:
        """Set up a back end; raises Refusal and Trouble (no_keyring)."""

    def change(self, unit: Unit, name: str, wanted: BackendChange, counter: Counter) -> Changes:
        """Change a back end, or its key."""

    def remove(self, unit: Unit, name: str, counter: Counter) -> Changes:
        """Forget a back end and its key."""

    def set_webhook_secret(self, unit: Unit, name: str, secret: str, counter: Counter) -> Changes:
        """Keep the secret that proves a back end's webhooks; raises as `add` does."""

    def ask(self, name: str, question: Callable[[Membership], Result]) -> Result:
        """Ask a back end about its customers; raises Trouble where it does not answer."""


@dataclass(frozen=True, slots=True)
class Connecting:
    """What a first start has to do with back ends, before there is a shop; ask it on a lane.

    `test` asks one as `Syncing.test` does (kind, address, key, user). `connect` sets up the first
    back end of the shop in a folder, with its key; raises Refusal and Trouble (no_keyring).
    """

    kinds: Sequence[BackendKind]
    test: Callable[[str, str, str, str], Check]
    connect: Callable[[Path, Backend, str], None]


@dataclass(frozen=True, slots=True)
class OpenShop:
    """The open store, its first counter, this till's preferences, and the cart left open here.

    `trouble` says why a cart that was left open could not be read.
    """

    store: Store
    counter: Counter
    printing: Printing
    preferences: Preferences
    speaker: Speaker
    syncing: Syncing
    cart: Cart | None = None
    trouble: Exception | None = None


Opener = Callable[[Path], OpenShop]
