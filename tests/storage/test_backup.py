"""Backup and restore: a checked copy, and nothing lost on the way back."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.errors import Refusal, Trouble
from app.storage import backup, driver
from app.storage.opening import open_store
from app.storage.store import FILE_NAME, Store
from tests.progress import Heard
from tests.shop import findings, sell, tally

SALES = "SELECT count(*) FROM invoice"


@pytest.fixture
def saved(store: Store, tmp_path: Path) -> Path:
    """A backup with one sale, the store itself having two."""
    target = tmp_path / "backups" / "monday.db"
    sell(store)
    backup.copy(store.path, target)
    sell(store)
    return target


@pytest.fixture
def opened(shop: Path) -> Iterator[Callable[[], Store]]:
    """Opens the shop's store again."""
    stores: list[Store] = []

    def again() -> Store:
        stores.append(open_store(shop))
        return stores[-1]

    yield again
    for each in stores:
        each.close()


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def rows(path: Path, sql: str) -> int:
    connection = driver.connect_to_read(path)
    found = connection.execute(sql).fetchone()
    connection.close()
    return int(found[0])


def damage(path: Path) -> None:
    """Overwrite most of a database, header spared."""
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))


def damage_an_index(path: Path) -> None:
    """Put another index's page in the place of one: only a check of the whole file sees it."""
    connection = driver.connect_to_read(path)
    roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray(path.read_bytes())
    one, other = (
        slice((roots[name] - 1) * size, roots[name] * size)
        for name in ("ix_product_name_key", "ix_product_name_ar_key")
    )
    content[one] = content[other]
    path.write_bytes(content)


def newer(path: Path) -> None:
    connection = driver.dbapi.connect(str(path))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def packed(path: Path) -> None:
    path.write_bytes(gzip.compress(path.read_bytes()))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100_000])


def foreign(path: Path) -> None:
    path.unlink()
    connection = driver.dbapi.connect(str(path))
    connection.execute("CREATE TABLE t (a)")
    connection.close()


def missing(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_a_backup_is_one_file_that_is_a_shop(saved: Path, tmp_path: Path) -> None:
    assert names(saved.parent) == ["monday.db"]
    elsewhere = tmp_path / "elsewhere"
    assert backup.restore(saved, elsewhere) is None
    store = open_store(elsewhere)
    assert tally(store, SALES) == 1
    assert findings(store) == []
    store.close()


def test_a_backup_holds_what_is_committed_and_only_that(store: Store, tmp_path: Path) -> None:
    sell(store)
    with store.write() as unit:
        unit.sql("UPDATE product SET name = 'Half done' WHERE id = 1")
        backup.copy(store.path, tmp_path / "copy.db")
    assert rows(tmp_path / "copy.db", SALES) == 1
    assert rows(tmp_path / "copy.db", "SELECT count(*) FROM product WHERE name = 'Half done'") == 0


def test_a_backup_taken_while_the_till_sells_is_whole(store: Store, tmp_path: Path) -> None:
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            sell(store)

    seller = threading.Thread(target=work)
    seller.start()
    try:
        for number in range(5):
            backup.copy(store.path, tmp_path / f"{number}.db")
    finally:
        done.set()
        seller.join()
    for number in range(5):
        folder = tmp_path / f"restored-{number}"
        backup.restore(tmp_path / f"{number}.db", folder)
        copy = open_store(folder)
        assert findings(copy) == []
        copy.close()


def test_a_backup_replaces_an_older_one_of_the_same_name(store: Store, saved: Path) -> None:
    backup.copy(store.path, saved)
    assert rows(saved, SALES) == 2


@pytest.mark.parametrize("spoil", [damage, damage_an_index])
def test_a_damaged_store_makes_no_backup_and_spares_the_older_one(
    store: Store, saved: Path, spoil: Callable[[Path], None]
) -> None:
    store.close()
    before = saved.read_bytes()
    spoil(store.path)
    with pytest.raises(Trouble, match=r"shop/sanduq\.db is") as caught:
        backup.copy(store.path, saved)
    assert caught.value.code == "damaged"
    assert saved.read_bytes() == before
    assert names(saved.parent) == ["monday.db"]


@pytest.mark.parametrize("name", [FILE_NAME, f"{FILE_NAME}-wal", "SANDUQ.DB"])
def test_a_backup_never_takes_the_place_of_the_store(store: Store, shop: Path, name: str) -> None:
    with pytest.raises(Refusal) as caught:
        backup.copy(store.path, shop / "." / name)
    assert caught.value.code == "same_file"
    sell(store)
    assert findings(store) == []


def test_a_backup_tells_how_far_it_is(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES", 10)
    heard = Heard()
    backup.copy(store.path, tmp_path / "copy.db", progress=heard)
    (total,) = {total for _, total in heard}
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert len({done for done, _ in heard}) > 5
    assert heard[-1] == (total, total)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_a_cancelled_backup_leaves_nothing_and_spares_the_older_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    monkeypatch.setattr(backup, "PAGES", 10)
    monkeypatch.setattr(backup, "STEPS", 50)
    (tmp_path / "copy.db").write_bytes(b"older")
    with pytest.raises(Refusal) as caught:
        backup.copy(
            store.path, tmp_path / "copy.db", progress=lambda done, total: done < share * total
        )
    assert caught.value.code == "cancelled"
    assert (tmp_path / "copy.db").read_bytes() == b"older"
    assert names(tmp_path) == ["copy.db", "shop"]


def test_sales_made_meanwhile_neither_get_into_a_backup_nor_begin_it_anew(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES", 10)
    heard: list[int] = []

    def buy(done: int, _total: int) -> bool:
        sell(store)
        heard.append(done)
        return True

    backup.copy(store.path, tmp_path / "copy.db", progress=buy)
    assert heard == sorted(heard)
    assert rows(tmp_path / "copy.db", SALES) == 0
    assert tally(store, SALES) == len(heard) > 2
    assert findings(store) == []


def test_a_backup_in_the_place_of_a_folder_is_trouble(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").mkdir()
    with pytest.raises(Trouble):
        backup.copy(store.path, tmp_path / "copy.db")
    assert names(tmp_path) == ["copy.db", "shop"]


def test_restore_keeps_the_store_that_it_replaces(
    store: Store, shop: Path, saved: Path, opened: Callable[[], Store]
) -> None:
    store.close()
    kept = backup.restore(saved, shop)
    assert kept is not None
    assert kept.parent == shop
    assert rows(kept, SALES) == 2
    assert tally(opened(), SALES) == 1
    assert findings(opened()) == []


def test_restore_keeps_what_only_the_log_of_the_old_store_holds(
    store: Store, shop: Path, saved: Path, tmp_path: Path
) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for part in ("", "-wal"):
        shutil.copyfile(shop / f"{FILE_NAME}{part}", crashed / f"{FILE_NAME}{part}")
    assert rows_without_log(crashed / FILE_NAME) < 2
    kept = backup.restore(saved, crashed)
    assert kept is not None
    assert rows(kept, SALES) == 2
    assert names(crashed) == sorted([FILE_NAME, kept.name])


def rows_without_log(path: Path) -> int:
    connection = driver.dbapi.connect(f"file:{path}?immutable=1", uri=True)
    found = connection.execute(SALES).fetchone()
    connection.close()
    return int(found[0])


def test_what_was_replaced_can_be_restored_again(
    store: Store, shop: Path, saved: Path, opened: Callable[[], Store]
) -> None:
    store.close()
    first = backup.restore(saved, shop)
    assert first is not None
    second = backup.restore(first, shop)
    assert tally(opened(), SALES) == 2
    assert first != second


def test_restore_is_refused_while_a_till_has_the_store_open(
    store: Store, shop: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    with pytest.raises(Trouble, match="in use") as caught:
        backup.restore(saved, shop)
    assert caught.value.code == "locked"
    sell(store)
    assert tally(store, SALES) == 3
    assert findings(store) == []
    assert [name for name in names(shop) if not name.startswith(FILE_NAME)] == []


def test_restore_heals_a_damaged_store_and_keeps_it_all_the_same(
    store: Store, shop: Path, saved: Path, opened: Callable[[], Store]
) -> None:
    store.close()
    damage(shop / FILE_NAME)
    broken = (shop / FILE_NAME).read_bytes()
    kept = backup.restore(saved, shop)
    assert kept is not None
    assert kept.read_bytes() == broken
    assert findings(opened()) == []


def test_a_log_that_lost_its_store_is_put_aside(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "left"
    folder.mkdir()
    (folder / f"{FILE_NAME}-wal").write_bytes(b"what is left")
    kept = backup.restore(saved, folder)
    assert kept is not None
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"what is left"
    store = open_store(folder)
    assert findings(store) == []
    store.close()


def test_the_backup_itself_is_not_even_touched(saved: Path, tmp_path: Path) -> None:
    before = saved.read_bytes()
    backup.restore(saved, tmp_path / "elsewhere")
    assert saved.read_bytes() == before
    assert names(saved.parent) == ["monday.db"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (damage, "damaged"),
        (damage_an_index, "damaged"),
        (cut, "damaged"),
        (newer, "newer_database"),
        (emptied, "damaged"),
        (packed, "damaged"),
        (foreign, "damaged"),
        (missing, "no_backup"),
        (folder, "no_backup"),
    ],
)
def test_a_backup_that_is_none_leaves_the_store_untouched(
    store: Store, shop: Path, saved: Path, spoil: Callable[[Path], None], code: str
) -> None:
    store.close()
    spoil(saved)
    before = (shop / FILE_NAME).read_bytes()
    with pytest.raises(Trouble) as caught:
        backup.restore(saved, shop)
    assert caught.value.code == code
    assert str(saved) in caught.value.message
    assert (shop / FILE_NAME).read_bytes() == before
    assert names(shop) == [FILE_NAME]
