"""The store: one SQLite file, one writer, many readers, and what can be wrong with the file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from app.domain.errors import Refusal, Trouble
from app.storage import driver
from app.storage.schema import REVISION

FILE_NAME = "sanduq.db"


class Unit:
    """A unit of work: one transaction. What is not committed is rolled back."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.execute = connection.execute
        self.sql = connection.exec_driver_sql
        driver_connection: Any = connection.connection.driver_connection
        # Past SQLAlchemy, in a third of the time: for every scan, keystroke and sale.
        self.raw: Callable[..., Any] = driver_connection.execute
        self.raw_many: Callable[..., Any] = driver_connection.executemany
        self.committed = False

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
        self._write_engine = engine(path, QueuePool, checkpoint_pages=pages, pool_size=1)
        self._read_engine = engine(path, QueuePool, checkpoint_pages=pages, pool_size=4)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """The only way to change the store: BEGIN IMMEDIATE now, COMMIT by `unit.commit()`."""
        with self._lock, _unit(self._write_engine, "BEGIN IMMEDIATE", self.path) as unit:
            yield unit

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A consistent view of the store as it is now; it never waits for the writer."""
        with _unit(self._read_engine, "BEGIN", self.path) as unit:
            yield unit

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database file, when nobody is in the way."""
        with self._lock, known_troubles(self.path), self._write_engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close all connections; the last one out tidies up the write-ahead log."""
        self._read_engine.dispose()
        self._write_engine.dispose()


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


def engine(
    path: Path,
    pool: Any = NullPool,
    *,
    checkpoint_pages: int = driver.USUAL_CHECKPOINT,
    **options: Any,
) -> sa.Engine:
    """An engine whose connections leave transactions to the unit of work."""
    return sa.create_engine(
        "sqlite://",
        module=driver.dbapi,
        creator=lambda: driver.connect(path, checkpoint_pages=checkpoint_pages),
        poolclass=pool,
        isolation_level="AUTOCOMMIT",
        **options,
    )


@contextmanager
def _unit(source: sa.Engine, begin: str, path: Path) -> Iterator[Unit]:
    with known_troubles(path), source.connect() as connection:
        unit = Unit(connection)
        unit.raw(begin)
        try:
            yield unit
        finally:
            if not unit.committed:
                driver.roll_back(connection.connection.driver_connection)


@contextmanager
def known_troubles(path: Path) -> Iterator[None]:
    """Turn the driver's errors about disk, file and locks into Trouble, one sentence each.

    Raises Refusal bad_text for characters that are none, such as half of a pair.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise Refusal("bad_text", "The text has characters that are not valid.") from error
    except (DBAPIError, driver.dbapi.Error) as error:
        trouble = driver.trouble(getattr(error, "orig", error), path)
        if trouble is None:
            raise
        raise trouble from error
