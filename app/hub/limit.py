"""How many requests a key may send: a bucket that fills steadily and holds a minute's worth."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


class Limiter:
    """Counts in memory, for one thread; a hub that starts anew forgives."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: dict[int, tuple[float, float]] = {}

    def wait(self, key_id: int) -> int:
        """0 when a request of this key may pass now, else after how many seconds."""
        now = self._clock()
        left, since = self._buckets.get(key_id, (float(self._size), now))
        left = min(self._size, left + (now - since) * self._per_second)
        passes = left >= 1
        self._buckets[key_id] = (left - passes, now)
        return 0 if passes else math.ceil((1 - left) / self._per_second)
