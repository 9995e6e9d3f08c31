"""The store: one SQLite file, one writer, many readers, and what can be wrong with the file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import Refusal, Trouble
from app.storage import driver
from app.storage.schema import REVISION

if TYPE_CHECKING:
    from sqlite3 import Cursor
else:
    Cursor = driver.dbapi.Cursor

FILE_NAME = "sanduq.db"
READERS_KEPT = 4


class Rows(Cursor):
    """What a statement answers: rows to go through or fetch, or one of these."""

    def scalar(self) -> Any:
        """The first value of the first row; None when there is no row."""
        row = self.fetchone()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """The first value of the first row, which is there."""
        return self.fetchone()[0]

    def named(self) -> Iterator[dict[str, Any]]:
        """The rows by their columns' names."""
        names = [each[0] for each in self.description]
        return (dict(zip(names, row, strict=True)) for row in self)


class Unit:
    """A unit of work: one transaction. What is not committed is rolled back."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        # For every scan, keystroke and sale: the driver itself, nothing between.
        self.raw: Callable[..., Any] = connection.execute
        self.raw_many: Callable[..., Any] = connection.executemany
        self.committed = False

    def sql(self, statement: str, parameters: Any = ()) -> Rows:
        """Run a statement with its values by place or name, or with each of a list of them."""
        rows: Rows = self.connection.cursor(Rows)
        if isinstance(parameters, list):
            return rows.executemany(statement, parameters)
        return rows.execute(statement, parameters)

    def commit(self) -> None:
        """Make everything of this unit durable, or nothing of it."""
        self.raw("COMMIT")
        self.committed = True


class Store:
    """An open store. Units may be taken on any thread; writers wait for each other."""

    def __init__(self, path: Path, *, idle_checkpoints: bool = False) -> None:
        """Open an existing, current store.

        `idle_checkpoints`: the owner calls `checkpoint()` when the counter is idle, so that no
        sale pays for one.
        """
        self.path = path
        self._lock = threading.RLock()
        pages = driver.RARE_CHECKPOINT if idle_checkpoints else driver.USUAL_CHECKPOINT
        self._writers = _Pool(path, checkpoint_pages=pages, kept=1)
        self._readers = _Pool(path, checkpoint_pages=pages, kept=READERS_KEPT)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """The only way to change the store: BEGIN IMMEDIATE now, COMMIT by `unit.commit()`."""
        with self._lock, self._writers.connection() as raw, transaction(raw) as unit:
            yield unit

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A consistent view of the store as it is now; it never waits for the writer."""
        with self._readers.connection() as raw, transaction(raw, "BEGIN") as unit:
            yield unit

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database file, when nobody is in the way."""
        with self._lock, self._writers.connection() as raw:
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close all connections; the last one out tidies up the write-ahead log."""
        self._readers.close()
        self._writers.close()


class _Pool:
    """Connections for any thread, a few of them kept open from one use to the next."""

    def __init__(self, path: Path, *, checkpoint_pages: int, kept: int) -> None:
        self._path = path
        self._checkpoint_pages = checkpoint_pages
        self._kept = kept
        self._lock = threading.Lock()
        self._idle: list[Any] = []

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A connection that nobody else has; the driver's errors become Trouble."""
        with known_troubles(self._path):
            with self._lock:
                raw = self._idle.pop() if self._idle else None
            if raw is None:
                raw = driver.connect(self._path, checkpoint_pages=self._checkpoint_pages)
            try:
                yield raw
            finally:
                self._give_back(raw)

    def close(self) -> None:
        """Close what is idle now, and later what is still in use when it comes back."""
        with self._lock:
            self._kept = 0
            idle, self._idle = self._idle, []
        for raw in idle:
            raw.close()

    def _give_back(self, raw: Any) -> None:
        with self._lock:
            keep = len(self._idle) < self._kept
            if keep:
                self._idle.append(raw)
        if not keep:
            raw.close()


@contextmanager
def transaction(raw: Any, begin: str = "BEGIN IMMEDIATE") -> Iterator[Unit]:
    """A unit of work on this connection."""
    raw.execute(begin)
    unit = Unit(raw)
    try:
        yield unit
    finally:
        if not unit.committed:
            driver.roll_back(raw)


def is_there(path: Path) -> bool:
    """Whether there is such a file; raises Trouble no_access when nobody lets us look."""
    try:
        return path.exists()
    except OSError as error:
        raise Trouble("no_access", f"{path} can't be opened: {error.strerror}.") from error


def revision(path: Path, connect: Callable[[Path], Any] = driver.connect) -> str:
    """The schema revision of a database file; raises Trouble when it is no store of ours."""
    with known_troubles(path):
        raw = connect(path)
        try:
            tables = raw.execute(
                "SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'invoice')"
            ).fetchone()
            if tables != (2,):
                raise Trouble("damaged", f"{path} is not a store of Sanduq.")
            found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            raw.close()
    if found is None or found[0] > REVISION:
        raise Trouble(
            "newer_database",
            f"{path} was made by a newer Sanduq (schema {found and found[0]}, this one knows"
            f" {REVISION}); please update this program.",
        )
    return str(found[0])


@contextmanager
def known_troubles(path: Path) -> Iterator[None]:
    """Turn the driver's errors about disk, file and locks into Trouble, one sentence each.

    Raises Refusal bad_text for characters that are none, such as half of a pair.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise Refusal("bad_text", "The text has characters that are not valid.") from error
    except driver.dbapi.Error as error:
        trouble = driver.trouble(error, path)
        if trouble is None:
            raise
        raise trouble from error
