"""An open shop, as a till works with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.cart import Cart
from app.domain.preference import Preferences
from app.domain.shop import Shop
from app.services.counter import Counter
from app.services.unit import Store


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
class OpenShop:
    """The open store, its first counter, this till's preferences, and the cart left open here.

    `trouble` says why a cart that was left open could not be read.
    """

    store: Store
    counter: Counter
    printing: Printing
    preferences: Preferences
    speaker: Speaker
    cart: Cart | None = None
    trouble: Exception | None = None


Opener = Callable[[Path], OpenShop]
