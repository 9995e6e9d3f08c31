"""The hub's database: SQLite or PostgreSQL, and the rest of the hub sees no difference."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects import postgresql, sqlite
from tenacity import Retrying, retry_if_exception_message, stop_after_delay, wait_random

from app.domain.currency import Currency, currency
from app.domain.errors import Refusal, Trouble
from app.domain.text import one_line
from app.hub import table

try:
    import pysqlite3.dbapi2 as _newer
except ImportError:  # no wheel for this platform
    _newer = sqlite3

SQLITE: Any = _newer

# An older one can damage a database in WAL mode (sqlite.org/wal.html#walresetbug).
OLDEST_FOR_WAL = (3, 51, 3)
BUSY_SECONDS = 10
CONNECTIONS = 40  # as many as the server has threads
ATTEMPTS = 8
MAIN_WAREHOUSE = 1
_LOCKED_OR_STALE = {
    "40001",
    "40P01",
}  # serialization failure, deadlock: PostgreSQL asks us to retry
_SET_UP_LOCK = 0x53616E647571
_patient = Retrying(
    retry=retry_if_exception_message(match="database is locked"),
    wait=wait_random(0.005, 0.05),
    stop=stop_after_delay(BUSY_SECONDS),
    reraise=True,
)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class About:
    """What the hub says about itself."""

    business: str
    currency: Currency


class Database:
    """An open database of a hub; any thread may use it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        # SQLite has one writer; waiting for it here is fair and quick, in its busy handler neither.
        self._turn: AbstractContextManager[Any] = (
            threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )
        self.insert: Callable[[sa.Table], sqlite.Insert | postgresql.Insert] = (
            sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
        )
        self.about = About("", currency("SAR"))

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that changes nothing."""
        with _troubles(), self._engine.connect() as connection:
            yield connection

    def write(self, work: Callable[[sa.Connection], Result]) -> Result:
        """Do the work in one transaction; when this returns, it is on disk."""
        with _troubles():
            for attempt in range(ATTEMPTS):
                try:
                    with self._turn, self._writing.begin() as connection:
                        return work(connection)
                except exc.DBAPIError as error:
                    state = getattr(error.orig, "sqlstate", "")
                    if state not in _LOCKED_OR_STALE or attempt == ATTEMPTS - 1:
                        raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def new_id(connection: sa.Connection, into: sa.Table, values: Mapping[str, Any]) -> int:
    """The id that the table gives to a new row."""
    made: int = connection.execute(sa.insert(into).returning(into.c.id), values).scalar_one()
    return made


def open_database(
    url: str, *, business: str = "", currency_code: str = "", make: bool = True, library: Any = None
) -> Database:
    """The hub in the database at this URL (or file); an empty one becomes a new hub.

    `library` is the SQLite to use, another than the newest at hand.
    """
    target = _target(url)
    if target.get_backend_name() == "sqlite":
        _make_room(Path(target.database or ""), make=make)
        engine = _sqlite_engine(target, library or SQLITE)
    else:
        engine = _postgresql_engine(target)
    database = Database(engine)
    with ExitStack() as stack:
        stack.callback(database.close)
        with _told(target):
            database.about = database.write(
                lambda connection: _set_up(connection, business, currency_code, make=make)
            )
        stack.pop_all()
    return database


@contextmanager
def _told(target: sa.URL) -> Iterator[None]:
    # Whoever starts a hub is told what the database says; whoever calls it is not.
    try:
        yield
    except (Trouble, exc.SQLAlchemyError) as error:
        cause = error.__cause__ if isinstance(error, Trouble) else error
        if not isinstance(cause, exc.DBAPIError):
            raise
        reason = str(cause.orig).strip().partition("\n")[0].rstrip(".")
        shown = target.database if target.drivername == "sqlite" else target.render_as_string()
        raise Trouble("no_database", f"{shown} can't be opened: {reason}.") from error


def _target(text: str) -> sa.URL:
    if "://" not in text:
        return sa.URL.create("sqlite", database=text)
    try:
        target = sa.make_url(text)
    except (exc.ArgumentError, ValueError) as error:
        raise Refusal("bad_url", "The --db is not the URL of a database.") from error
    kind = target.drivername.partition("+")[0]
    if kind in {"postgres", "postgresql"}:
        return target.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise Refusal("unknown_database", "A hub keeps its data in SQLite or PostgreSQL.")
    return target.set(drivername="sqlite")


def _make_room(path: Path, *, make: bool) -> None:
    if not path.name or path.name == ":memory:":
        raise Refusal("no_file", "A hub in SQLite needs a file, such as sqlite:///hub.db.")
    if not make and not path.exists():
        raise _no_hub_yet()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble("no_access", f"{path.parent} can't be made: {error.strerror}.") from error


def _sqlite_engine(target: sa.URL, library: Any) -> sa.Engine:
    mode = "WAL" if library.sqlite_version_info >= OLDEST_FOR_WAL else "DELETE"

    def connected() -> Any:
        raw = library.connect(
            target.database, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
        )
        # While another hub changes the mode, SQLite refuses at once instead of waiting.
        _patient(raw.execute, f"PRAGMA journal_mode = {mode}")
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            raw.execute(f"PRAGMA {pragma}")
        return raw

    engine = sa.create_engine(
        "sqlite://",
        module=library,
        creator=connected,
        poolclass=sa.QueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
    )

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(target: sa.URL) -> sa.Engine:
    engine = sa.create_engine(
        target,
        isolation_level="READ COMMITTED",
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"connect_timeout": BUSY_SECONDS},
    )

    @sa.event.listens_for(engine, "connect")
    def connected(raw: Any, _: Any) -> None:
        raw.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        raw.commit()

    return engine


def _set_up(connection: sa.Connection, business: str, currency_code: str, *, make: bool) -> About:
    if connection.dialect.name == "postgresql":
        # Two hubs that start at once on an empty database make it one after the other.
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SET_UP_LOCK)))
        if connection.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8":
            raise Refusal("not_utf8", "The hub's database must have the encoding UTF8.")
    tables = sa.inspect(connection).get_table_names()
    if table.hub.name not in tables:
        if tables:
            raise Refusal("not_a_hub", "This database holds other tables; a hub needs its own.")
        if not make:
            raise _no_hub_yet()
        _make(connection)
    revision = connection.scalar(sa.select(table.hub.c.revision))
    if revision != table.REVISION:
        raise Trouble("newer_database", "This hub was made by a newer Sanduq; please update this.")
    return _about(connection, business, currency_code)


def _make(connection: sa.Connection) -> None:
    table.metadata.create_all(connection)
    main = {"id": MAIN_WAREHOUSE, "name": "Main"}
    hub = {"revision": table.REVISION, "business": "Sanduq hub", "currency": "SAR"}
    connection.execute(sa.insert(table.warehouse).values(main))
    connection.execute(sa.insert(table.hub).values(hub))
    if connection.dialect.name == "postgresql":
        # An id that was given by hand is not counted by PostgreSQL.
        sequence = sa.func.pg_get_serial_sequence("warehouse", "id")
        connection.execute(sa.select(sa.func.setval(sequence, MAIN_WAREHOUSE)))


def _about(connection: sa.Connection, business: str, currency_code: str) -> About:
    columns = table.hub.c.business, table.hub.c.currency
    known = connection.execute(sa.select(*columns)).one()
    business = one_line(business, "business", 200) or known.business
    code = currency(currency_code or known.currency).code
    if (business, code) != (known.business, known.currency):
        if connection.scalar(sa.select(table.invoice.c.id).limit(1)) is not None:
            raise Refusal(
                "hub_in_use",
                f"This hub has invoices of “{known.business}” in {known.currency};"
                " its business and currency can't change any more.",
            )
        connection.execute(sa.update(table.hub).values(business=business, currency=code))
    return About(business, currency(code))


def _no_hub_yet() -> Refusal:
    return Refusal("no_hub_yet", "There is no hub in this database yet; start it with “hub serve”.")


@contextmanager
def _troubles() -> Iterator[None]:
    try:
        yield
    except (exc.IntegrityError, exc.DataError, exc.ProgrammingError):
        raise
    except (exc.DBAPIError, exc.TimeoutError) as error:
        raise Trouble("no_database", "The hub's database does not answer; try again.") from error
