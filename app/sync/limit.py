"""How often a back end is asked: a bucket of requests, and how long to leave it alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from tenacity import wait_random_exponential

from app.domain.backend import Backend
from app.storage import backend as backends
from app.storage.store import Store
from app.sync.problem import Transient

LONGEST_REST = 300.0  # s, of a back end that does not answer
LONGEST_WAIT = 3600.0  # s that a server may ask us to wait
LONGEST_PAUSE = 30.0  # s that one request waits for its turn; beyond it the round ends
FOR_WRITES = 0.2  # part of the bucket that reads never touch
PORTION = 20  # requests that are taken from the store at once


def rest(failures: int) -> float:
    """Seconds to leave a back end alone after so many failures in a row: random, ever longer."""
    attempt: Any = SimpleNamespace(attempt_number=failures)
    return float(wait_random_exponential(multiplier=2, max=LONGEST_REST, min=1)(attempt))


class Bucket:
    """The requests that an account may make now.

    It is kept in the store in portions: a crash loses at most one, and never gains any.
    """

    def __init__(
        self,
        store: Store,
        backend: Backend,
        now: Callable[[], datetime],
        pause: Callable[[float], object],
        *,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`pause` waits so many seconds, or less when the program ends."""
        self._store = store
        self._name = backend.name
        self._now = now
        self._pause = pause
        self._steady = steady
        self._size = float(backend.settings.requests_per_window)
        self._rate = self._size / float(backend.settings.window_seconds)
        self._least = self._size * FOR_WRITES
        self._portion = min(PORTION, max(1, int(self._size / 20)))
        self._tokens, self._at = self._stored(), steady()
        self._paid = 0

    def __call__(self, method: str) -> None:
        """Take one request; waits a little for it, or raises Transient (throttled)."""
        floor = self._least if method == "GET" and self._size > 1 else 0.0
        self._refill()
        missing = floor + 1 - self._tokens
        if missing > 0:
            seconds = missing / self._rate
            if seconds > LONGEST_PAUSE:
                raise Transient(
                    "own_limit",
                    "The number of requests set for this back end is used up.",
                    retry_after=min(seconds, LONGEST_WAIT),
                    throttled=True,
                )
            self._pause(seconds)
            self._refill()
        if not self._paid:
            self._save()
            self._paid = self._portion
        self._paid -= 1
        self._tokens -= 1

    def _refill(self) -> None:
        now = self._steady()
        self._tokens = min(self._size, self._tokens + (now - self._at) * self._rate)
        self._at = now

    def _stored(self) -> float:
        with self._store.read() as unit:
            known = backends.state(unit, self._name)
        if known.tokens is None or known.tokens_at is None:
            return self._size
        passed = max(0.0, (self._now() - known.tokens_at).total_seconds())
        return min(self._size, float(known.tokens) + passed * self._rate)

    def _save(self) -> None:
        left = max(0, int(self._tokens) - self._portion)
        with self._store.write() as unit:
            backends.note_tokens(unit, self._name, left, at=self._now())
            unit.commit()
