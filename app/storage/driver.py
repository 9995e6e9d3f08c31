"""The SQLite library and its connections.

SQLite from 3.7.0 to 3.51.2 can corrupt a WAL database when checkpoints and writes of several
connections meet (sqlite.org/wal.html#walresetbug, mended in 3.51.3), and Python 3.11 on Debian
brings 3.40.1. The till therefore ships a newer SQLite in the package pysqlite3 and refuses to
open a store with an older one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from app.domain.errors import Trouble

try:
    import pysqlite3.dbapi2 as _library
except ImportError:  # no wheel for this platform: good if the system's own is new enough
    _library = sqlite3

dbapi: Any = _library

OLDEST = (3, 51, 3)
BUSY_SECONDS = 10.0
USUAL_CHECKPOINT = 1_000  # pages of the log after which a commit also checkpoints
RARE_CHECKPOINT = 16_000  # 64 MB: a till that is never idle must not fill the disk with its log
CACHE_KIB = 32_000


def connect(path: Path, *, checkpoint_pages: int = USUAL_CHECKPOINT) -> Any:
    """A connection to an existing database: WAL, synchronous=FULL, foreign keys, no autobegin."""
    if dbapi.sqlite_version_info < OLDEST:
        raise Trouble(
            "old_sqlite",
            f"This Python brings SQLite {dbapi.sqlite_version}, which can damage the store;"
            " please install the package pysqlite3 or a Python with SQLite 3.51.3 or newer.",
        )
    connection = dbapi.connect(
        f"{_uri(path)}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
        cached_statements=256,
    )
    try:
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA wal_autocheckpoint = {checkpoint_pages}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        connection.execute("PRAGMA trusted_schema = OFF")
        # Without it, REPLACE deletes rows unseen by the triggers that forbid it.
        connection.execute("PRAGMA recursive_triggers = ON")
    except dbapi.Error:
        connection.close()
        raise
    return connection


def _write_ahead(connection: Any) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except dbapi.OperationalError:
        # While another process changes the mode, SQLite refuses at once instead of waiting.
        from tenacity import (
            Retrying,
            retry_if_exception_message,
            stop_after_delay,
            wait_random,
        )

        patient = Retrying(
            retry=retry_if_exception_message(match="database is locked"),
            wait=wait_random(0.005, 0.05),
            stop=stop_after_delay(BUSY_SECONDS),
            reraise=True,
        )
        patient(connection.execute, "PRAGMA journal_mode = WAL")


def connect_to_read(path: Path) -> Any:
    """A connection to a database that is no store in use: it is never written, not even opened so.

    Without a log beside it nobody else can be writing, and a read-only folder is no hindrance.
    """
    logs = (path.with_name(path.name + part) for part in ("-wal", "-journal"))
    mode = "mode=ro" if any(log.exists() for log in logs) else "immutable=1"
    return dbapi.connect(f"{_uri(path)}?{mode}", uri=True, timeout=BUSY_SECONDS)


def _uri(path: Path) -> str:
    # The three signs that mean something in SQLite's own reading of a URI (sqlite.org/uri.html).
    text = path.as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{text}"


def roll_back(raw: Any) -> None:
    """End the open transaction, if SQLite has not ended it by itself after an error."""
    if raw is not None and raw.in_transaction:
        raw.execute("ROLLBACK")


def trouble(error: BaseException | None, path: Path) -> Trouble | None:
    """What a driver error means for the shop; None for a developer's mistake."""
    name = str(getattr(error, "sqlite_errorname", None) or _NAMES.get(str(error), ""))
    for prefix, code, sentence in _TROUBLES:
        if name.startswith(prefix):
            return Trouble(code, sentence.format(path=path))
    return None


# Errors that carry no code, as those of a backup.
_NAMES = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database is locked": "SQLITE_BUSY",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "file is not a database": "SQLITE_NOTADB",
    "database disk image is malformed": "SQLITE_CORRUPT",
}

_TROUBLES = (
    ("SQLITE_FULL", "disk_full", "The disk is full; nothing was changed in {path}."),
    ("SQLITE_BUSY", "locked", "{path} is in use by another program; please try again."),
    ("SQLITE_LOCKED", "locked", "{path} is in use by another program; please try again."),
    ("SQLITE_READONLY", "read_only", "{path} can't be written: it, or its folder, is read-only."),
    ("SQLITE_CANTOPEN", "read_only", "{path} can't be opened: it, or its folder, is read-only."),
    ("SQLITE_PERM", "read_only", "{path} can't be opened: no permission."),
    ("SQLITE_CORRUPT", "damaged", "{path} is damaged; restore a backup."),
    ("SQLITE_NOTADB", "damaged", "{path} is not a database, or it is damaged; restore a backup."),
    ("SQLITE_IOERR", "disk_error", "The disk does not read or write {path}; nothing was changed."),
)
