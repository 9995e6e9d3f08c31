"""Connections: durable, strict, and on a SQLite that can be trusted."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import Trouble
from app.storage import driver
from app.storage.store import FILE_NAME, Store, Unit


def pragma(unit: Unit, name: str) -> object:
    return unit.raw(f"PRAGMA {name}").fetchone()[0]


def test_the_sqlite_has_the_wal_reset_bug_mended() -> None:
    assert driver.dbapi.sqlite_version_info >= (3, 51, 3)


@pytest.mark.parametrize("kind", ["read", "write"])
def test_every_connection_is_durable_and_checks_foreign_keys(store: Store, kind: str) -> None:
    with getattr(store, kind)() as unit:
        assert pragma(unit, "journal_mode") == "wal"
        assert pragma(unit, "synchronous") == 2  # FULL
        assert pragma(unit, "foreign_keys") == 1
        assert pragma(unit, "trusted_schema") == 0
        assert pragma(unit, "recursive_triggers") == 1
        assert pragma(unit, "wal_autocheckpoint") == driver.USUAL_CHECKPOINT


def test_a_till_that_checkpoints_when_idle_seldom_does_so_in_a_sale(shop: Path) -> None:
    store = Store(shop / FILE_NAME, idle_checkpoints=True)
    with store.write() as unit:
        assert pragma(unit, "wal_autocheckpoint") == driver.RARE_CHECKPOINT
    store.close()


def test_processes_that_open_a_restored_store_at_once_all_get_in(tmp_path: Path) -> None:
    # A backup is no WAL file; whoever opens it first makes it one, while others want to as well.
    for attempt in range(60):
        path = tmp_path / f"{attempt}.db"
        with closing(driver.dbapi.connect(str(path))) as made:
            made.execute("CREATE TABLE thing (id INTEGER)")
        with ThreadPoolExecutor(6) as pool:
            for connection in pool.map(lambda _, path=path: driver.connect(path), range(6)):
                assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
                connection.close()


def test_an_old_sqlite_is_refused(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "OLDEST", (99, 0, 0))
    with pytest.raises(Trouble, match="pysqlite3") as caught:
        driver.connect(shop / FILE_NAME)
    assert caught.value.code == "old_sqlite"


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(driver.dbapi.OperationalError):
        driver.connect(tmp_path / "nothing.db")
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_strange_characters_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c%20d&mode=ro متجر.db"
    sqlite3.connect(path).close()
    path.touch()
    driver.connect(path).close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_FULL", "disk_full"),
        ("SQLITE_BUSY", "locked"),
        ("SQLITE_BUSY_SNAPSHOT", "locked"),
        ("SQLITE_LOCKED", "locked"),
        ("SQLITE_READONLY", "read_only"),
        ("SQLITE_READONLY_DBMOVED", "read_only"),
        ("SQLITE_CANTOPEN", "read_only"),
        ("SQLITE_PERM", "read_only"),
        ("SQLITE_CORRUPT_VTAB", "damaged"),
        ("SQLITE_NOTADB", "damaged"),
        ("SQLITE_IOERR_FSYNC", "disk_error"),
    ],
)
def test_what_the_environment_must_mend_is_trouble_in_one_sentence(name: str, code: str) -> None:
    error = driver.dbapi.OperationalError("whatever")
    error.sqlite_errorname = name
    trouble = driver.trouble(error, Path("shop.db"))
    assert trouble is not None
    assert trouble.code == code
    assert "shop.db" in trouble.message
    assert trouble.message.endswith(".")
    assert "\n" not in trouble.message


def test_a_developers_mistake_is_no_trouble(store: Store) -> None:
    with pytest.raises(Exception, match="no such table"), store.read() as unit:
        unit.sql("SELECT * FROM nowhere")
    with pytest.raises(driver.dbapi.OperationalError, match="no such table"), store.read() as unit:
        unit.raw("SELECT * FROM nowhere")
