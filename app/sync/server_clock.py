"""A back end's clock, carried on from its last answer by a clock of ours that never jumps.

What must have passed at the server before a record counts as absent is measured on it, so that
nobody who sets this computer's clock can make the till send a sale twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta


class ServerClock:
    """Knows the server's time since it was last told; until then it is our own time."""

    def __init__(
        self, now: Callable[[], datetime], steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._now = now
        self._steady = steady
        self._base, self._at = now(), steady()

    def tell(self, server_time: datetime | None) -> None:
        """The server's time is this now; without one, what was known is carried on."""
        if server_time is not None:
            self._base, self._at = server_time, self._steady()

    def now(self) -> datetime:
        """The server's time."""
        return self._base + timedelta(seconds=self._steady() - self._at)

    def skew(self) -> int:
        """How many milliseconds the server's clock is ahead of ours."""
        return round((self.now() - self._now()).total_seconds() * 1000)
