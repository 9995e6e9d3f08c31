"""An open shop, as a till works with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class OpenShop:
    """The open store, its counter, and what prints the next due receipt, if one is due."""

    store: Store
    counter: Counter
    print_due: Callable[[Store], PrintOutcome | None]


Opener = Callable[[Path], OpenShop]
