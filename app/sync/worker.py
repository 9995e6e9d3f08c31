"""The network lane: rounds of every back end on one thread, as long as a till is open."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from app.domain.errors import Refusal, SanduqError
from app.storage.store import Store
from app.sync import engine
from app.sync.link import Link

LOOK_SECONDS = 30.0  # between two looks at a back end of which nothing is due
BUSY_SECONDS = 1.0  # until another process may be done
LEAST_SECONDS = 0.5

log = logging.getLogger(__name__)


class Worker:
    """Runs rounds when it is woken, when something is due, and now and then."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._links: Callable[[], list[Link]] = list
        self._bell = threading.Condition()
        self._rung = False
        self._forced = False
        self._stopped = threading.Event()
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._work, name="sync", daemon=True)

    def start(self, links: Callable[[], list[Link]]) -> None:
        """Begin; `links` are the back ends as they are set up then, asked on the thread."""
        self._links = links
        self._thread.start()

    def wake(self, *, forced: bool = False) -> None:
        """There may be something to do; `forced` asks every back end, also one that rests."""
        with self._bell:
            self._rung, self._forced = True, self._forced or forced
            self._bell.notify()

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopped.set()
        self.wake()

    def cancel(self) -> None:
        """End the round that runs; the next one begins when it is due."""
        self._cancelled.set()

    def stopping(self) -> bool:
        """Whether no new request may begin."""
        return self._stopped.is_set() or self._cancelled.is_set()

    def pause(self, seconds: float) -> None:
        """Wait, though not longer than the till is open."""
        self._stopped.wait(seconds)

    def join(self, seconds: float) -> bool:
        """Wait for the end; False when a request is still on its way after so long."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while not self._stopped.is_set():
            with self._bell:
                forced, self._rung, self._forced = self._forced, False, False
            self._cancelled.clear()
            wait = self._round(forced=forced)
            with self._bell:
                if not self._rung:
                    self._bell.wait(wait)

    def _round(self, *, forced: bool) -> float:
        """One round of all back ends; the seconds until the next one."""
        try:
            links = self._links()
            if not links:
                return LOOK_SECONDS
            with engine.only_one(self._store, 0), ThreadPoolExecutor(len(links), "sync") as pool:
                # Side by side: one that does not answer must not hold up the others.
                reports = list(pool.map(partial(engine.run, forced=forced), links))
        except Refusal as refusal:
            if refusal.code != "sync_busy":
                log.exception("a round of sync was refused")
            return BUSY_SECONDS
        except SanduqError:  # the disk is full, or the store is busy: later
            return LOOK_SECONDS
        except Exception:
            # A mistake of ours must not end the sync of a whole day.
            log.exception("a round of sync failed")
            return LOOK_SECONDS
        due = [report.next_try_at for report in reports if report.next_try_at is not None]
        seconds = min(((moment - self._now()).total_seconds() for moment in due), default=1e9)
        return min(LOOK_SECONDS, max(LEAST_SECONDS, seconds))
