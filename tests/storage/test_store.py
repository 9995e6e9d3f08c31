"""The store: one writer, many readers, all of a unit or nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.domain.errors import Refusal, Trouble
from app.storage import driver
from app.storage.opening import open_store
from app.storage.schema import REVISION
from app.storage.store import FILE_NAME, Store
from tests.shop import NOON, findings, sell, tally

RENAME = "UPDATE product SET name = ? WHERE id = 1"
NAME = "SELECT name FROM product WHERE id = 1"


def name(store: Store) -> str:
    with store.read() as unit:
        return str(unit.raw(NAME).fetchone()[0])


def test_what_is_committed_stays(store: Store, shop: Path) -> None:
    with store.write() as unit:
        unit.sql(RENAME, ("New",))
        unit.commit()
    store.close()
    assert name(open_store(shop)) == "New"


def test_a_unit_without_commit_leaves_nothing(store: Store) -> None:
    before = name(store)
    with store.write() as unit:
        unit.sql(RENAME, ("New",))
    assert name(store) == before


def test_an_error_in_a_unit_leaves_nothing_and_the_store_usable(store: Store) -> None:
    before = name(store)

    def fail() -> None:
        with store.write() as unit:
            unit.sql(RENAME, ("New",))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert name(store) == before
    sell(store)
    assert findings(store) == []


def test_a_reader_keeps_its_view_while_a_writer_commits(store: Store) -> None:
    with store.read() as unit:
        before = unit.raw(NAME).fetchone()[0]
        with store.write() as writer:
            writer.sql(RENAME, ("New",))
            assert unit.raw(NAME).fetchone()[0] == before
            writer.commit()
        assert unit.raw(NAME).fetchone()[0] == before
    assert name(store) == "New"


def test_a_reader_never_waits_for_a_writer(store: Store) -> None:
    with store.write() as writer:
        writer.sql(RENAME, ("New",))
        assert name(store) != "New"


def test_a_reader_can_not_write(store: Store) -> None:
    # Nothing of a read unit is committed, whatever it did.
    before = name(store)
    with store.read() as unit:
        unit.raw(RENAME, ("New",))
    assert name(store) == before


def test_writers_on_threads_wait_for_each_other(store: Store) -> None:
    def add() -> None:
        for _ in range(10):
            with store.write() as unit:
                level = unit.raw("SELECT cost FROM product WHERE id = 1").fetchone()[0]
                unit.raw("UPDATE product SET cost = ? WHERE id = 1", (level + 1,))
                unit.commit()

    before = tally(store, "SELECT cost FROM product WHERE id = 1")
    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally(store, "SELECT cost FROM product WHERE id = 1") == before + 40


ADDER = """
import sys
from pathlib import Path
from app.storage.opening import open_store
store = open_store(Path(sys.argv[1]))
for _ in range(25):
    with store.write() as unit:
        level = unit.raw("SELECT cost FROM product WHERE id = 1").fetchone()[0]
        unit.raw("UPDATE product SET cost = ? WHERE id = 1", (level + 1,))
        unit.commit()
store.close()
"""


def test_writers_in_processes_wait_for_each_other(store: Store, shop: Path) -> None:
    before = tally(store, "SELECT cost FROM product WHERE id = 1")
    command = [sys.executable, "-c", ADDER, str(shop)]
    adders = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    errors = [adder.communicate()[1] for adder in adders]
    assert errors == ["", ""]
    assert tally(store, "SELECT cost FROM product WHERE id = 1") == before + 50


def test_a_store_that_stays_locked_is_trouble(
    store: Store, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    other = open_store(shop)
    with store.write(), pytest.raises(Trouble, match="in use") as caught, other.write():
        pass
    assert caught.value.code == "locked"
    other.close()


def test_text_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(Refusal) as caught, store.write() as unit:
        unit.sql(RENAME, ("half a pair: \ud800",))
    assert caught.value.code == "bad_text"


def test_an_idle_checkpoint_empties_the_log_into_the_store(shop: Path) -> None:
    store = open_store(shop, idle_checkpoints=True)
    sell(store)
    before = (shop / FILE_NAME).read_bytes()
    store.checkpoint()
    assert (shop / FILE_NAME).read_bytes() != before
    assert tally(store, "SELECT count(*) FROM invoice") == 1
    store.close()


def test_closing_leaves_one_file(store: Store, shop: Path) -> None:
    sell(store)
    store.close()
    assert [each.name for each in shop.iterdir()] == [FILE_NAME]


def test_an_empty_folder_has_no_shop(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="make one with “init”") as caught:
        open_store(tmp_path)
    assert caught.value.code == "no_shop"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_named_is_trouble() -> None:
    with pytest.raises(Trouble) as caught:
        open_store(Path("/", "x" * 300))
    assert caught.value.code == "no_access"


@pytest.mark.parametrize("newer", [f"{int(REVISION) + 1:04d}", "9999", "zz"])
def test_a_newer_store_is_refused_and_untouched(store: Store, shop: Path, newer: str) -> None:
    with store.write() as unit:
        unit.sql("UPDATE alembic_version SET version_num = ?", (newer,))
        unit.commit()
    store.close()
    before = (shop / FILE_NAME).read_bytes()
    with pytest.raises(Trouble, match=r"newer Sanduq.*please update") as caught:
        open_store(shop)
    assert caught.value.code == "newer_database"
    assert newer in caught.value.message
    assert REVISION in caught.value.message
    assert (shop / FILE_NAME).read_bytes() == before
    assert [each.name for each in shop.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("content", [b"", b"no database at all\n" * 500, b"SQLite format 3\0"])
def test_a_file_that_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(Trouble) as caught:
        open_store(tmp_path)
    assert caught.value.code == "damaged"


def test_another_programs_database_is_refused_and_untouched(tmp_path: Path) -> None:
    other = driver.dbapi.connect(str(tmp_path / FILE_NAME))
    other.execute("CREATE TABLE invoice (id INTEGER)")
    other.close()
    with pytest.raises(Trouble, match="not a store of Sanduq") as caught:
        open_store(tmp_path)
    assert caught.value.code == "damaged"


def test_a_damaged_page_is_trouble_and_not_a_crash(store: Store, shop: Path) -> None:
    sell(store, at=NOON)
    store.close()
    path = shop / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(Trouble, match="damaged") as caught:
        findings(open_store(shop))
    assert caught.value.code == "damaged"
