"""Lanes: work leaves the GUI thread, its result comes home as a signal.

One lane writes, a pool reads, one waits for the network, one for the printer. What runs on a lane
gets its own unit of work and no widget; `done` and `failed` are called on the GUI thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.domain.errors import SanduqError
from app.services.changes import Changes
from app.services.unit import Store, Unit
from app.ui.after_paint import AfterPaint
from app.ui.bus import Bus

log = logging.getLogger(__name__)

T = TypeVar("T")
Failed = Callable[[Exception], None]

READERS = 3
IDLE_MS = 30_000


class Lane(QObject):
    """Some threads with one queue; results come home to the thread that made the lane.

    `under_way` counts what was submitted and has not come home yet.
    """

    failed = Signal(object)
    _came_home = Signal(object)

    def __init__(self, name: str, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.under_way = 0
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"sanduq-{name}")
        self._open = True
        self._came_home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Run `work` on the lane, then `done` or `failed` here; without `failed` the signal."""
        if self._open:
            self.under_way += 1
            self._pool.submit(self._run, work, done, failed or self.failed.emit)

    def close(self, *, drop: bool) -> None:
        """End all threads; what is queued runs to its end, unless it may be dropped."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=drop)

    def _run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        try:
            result = work()
        except SanduqError as error:
            self._came_home.emit(partial(failed, error))
        except Exception as error:
            log.exception("A task failed.")
            self._came_home.emit(partial(failed, error))
        else:
            self._came_home.emit(partial(done, result))

    def _deliver(self, call: Callable[[], None]) -> None:
        self.under_way -= 1
        if self._open:
            call()


class Lanes(QObject):
    """The lanes of one open shop; they end with `close`."""

    failed = Signal(object)

    def __init__(self, store: Store, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._bus = bus
        self._readers = Lane("read", READERS, self)
        self._writer = Lane("write", 1, self)
        self.network = Lane("network", 1, self)
        self.printer = Lane("print", 1, self)
        self._lanes = (self._readers, self._writer, self.network, self.printer)
        for lane in self._lanes:
            lane.failed.connect(self.failed)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._checkpoint)
        # What others do because of them keeps the GUI thread waiting: the answer is painted first.
        self._news = AfterPaint(self)

    def read(
        self, work: Callable[[Unit], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Look something up in a view of the store as it is when the work starts."""

        def run() -> T:
            with self._store.read() as unit:
                return work(unit)

        self._readers.submit(run, done, failed)

    def write(
        self,
        work: Callable[[Unit], tuple[T, Changes]],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run a use case; its caller hears `done`, then, when that is painted, all what changed."""

        def run() -> tuple[T, Changes]:
            with self._store.write() as unit:
                return work(unit)

        def home(answer: tuple[T, Changes]) -> None:
            result, changes = answer
            self._idle.start()
            self._news.call(partial(self._bus.changed.emit, changes))
            done(result)

        self._writer.submit(run, home, failed)

    def compute(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Work that needs no store: drawing a receipt, making a picture."""
        self._readers.submit(work, done, failed)

    def under_way(self) -> dict[str, int]:
        """How many tasks of each lane have not come home, or have news that were not told yet."""
        tasks = {lane.name: lane.under_way for lane in self._lanes}
        return tasks | {self._writer.name: self._writer.under_way + len(self._news)}

    def close(self) -> None:
        """Finish what is written, drop what is only read, end all threads and timers."""
        self._idle.stop()
        self._news.clear()
        for lane in self._lanes:
            lane.close(drop=lane is not self._writer)

    def _checkpoint(self) -> None:
        self._writer.submit(self._store.checkpoint, lambda _: None)
