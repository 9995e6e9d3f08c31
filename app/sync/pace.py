"""How fast to write: at full speed while nobody sells, in small steps and with rests otherwise.

There is one writer to the database: whoever pays waits until the step at hand is stored.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from app.storage.store import Unit

BUSY_SECONDS = 5.0  # after somebody else wrote
SMALL_STEP = 0.05  # of a usual one, while somebody sells
RESTS = 10  # times as long as it wrote
LONGEST_REST = 0.25  # s


class Pace:
    """Knows whether another process writes to the store, and rests if so."""

    def __init__(
        self,
        pause: Callable[[float], object] = time.sleep,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pause = pause
        self._steady = steady
        self._version: int | None = None
        self._busy_until = 0.0
        self._began = 0.0

    def begin(self, unit: Unit) -> None:
        """A step begins to write. It must be told of each, on the store's own writer."""
        self._began = self._steady()
        version = int(unit.raw("PRAGMA data_version").fetchone()[0])
        if self._version is not None and version != self._version:
            self._busy_until = self._began + BUSY_SECONDS
        self._version = version

    def end(self) -> None:
        """The step is stored: let the others have their turn."""
        now = self._steady()
        if now < self._busy_until:
            self._pause(min(LONGEST_REST, (now - self._began) * RESTS))

    def step(self, usual: int) -> int:
        """How many rows to store at once."""
        is_busy = self._steady() < self._busy_until
        return max(1, int(usual * SMALL_STEP)) if is_busy else usual
