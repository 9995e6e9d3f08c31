"""Migrations: an older store is brought up to date after a backup, or stays as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Refusal, Trouble
from app.storage import driver, migration, opening
from app.storage import store as store_module
from app.storage.opening import open_store
from app.storage.schema import REVISION
from app.storage.store import FILE_NAME, Store
from tests.shop import findings, sell, tally

Program = Callable[[str], None]

FOLLOWING = f"{int(REVISION) + 1:04d}"

NEXT = f"""
from alembic import op

revision = "{FOLLOWING}"
down_revision = "{REVISION}"


def upgrade():
    {{}}
"""

HALF_WAY = """op.execute("DROP TRIGGER journal_never_delete")
    op.execute("DELETE FROM journal")
    op.execute("no sql")"""


@pytest.fixture
def next_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Makes this program the next one, which knows one more migration."""

    def make(body: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(migration.FOLDER, folder)
        (folder / "versions" / f"v{FOLLOWING}_next.py").write_text(NEXT.format(body))
        monkeypatch.setattr(migration, "FOLDER", folder)
        for module in (store_module, opening):
            monkeypatch.setattr(module, "REVISION", FOLLOWING)

    return make


def backups(shop: Path) -> list[Path]:
    return sorted(shop.glob("before-upgrade-*.db"))


def test_an_older_store_is_brought_up_to_date(
    store: Store, shop: Path, next_program: Program
) -> None:
    sell(store)
    store.close()
    next_program('op.execute("ALTER TABLE product ADD COLUMN colour TEXT")')
    upgraded = open_store(shop)
    assert tally(upgraded, "SELECT count(*) FROM product WHERE colour IS NULL") == 30
    sell(upgraded)
    assert findings(upgraded) == []
    upgraded.close()
    assert store_module.revision(shop / FILE_NAME) == FOLLOWING


def test_the_store_as_it_was_is_kept_beside_it(
    store: Store, shop: Path, next_program: Program
) -> None:
    sell(store)
    store.close()
    next_program('op.execute("ALTER TABLE product ADD COLUMN colour TEXT")')
    open_store(shop).close()
    (kept,) = backups(shop)
    assert kept.name.startswith(f"before-upgrade-{REVISION}-")
    assert store_module.revision(kept) == REVISION
    copy = driver.connect_to_read(kept)
    assert copy.execute("SELECT count(*) FROM invoice").fetchone() == (1,)
    copy.close()
    open_store(shop).close()
    assert backups(shop) == [kept]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (HALF_WAY, driver.dbapi.OperationalError),
        ('op.execute("UPDATE barcode SET product_id = 999 WHERE rowid = 1")', Trouble),
    ],
)
def test_an_upgrade_that_fails_leaves_the_store_as_it_was(
    store: Store, shop: Path, next_program: Program, body: str, error: type[Exception]
) -> None:
    sell(store)
    store.close()
    next_program(body)
    with pytest.raises(error):
        open_store(shop)
    assert len(backups(shop)) == 1
    unchanged = Store(shop / FILE_NAME)
    assert tally(unchanged, "SELECT count(*) FROM journal") == 2
    assert tally(unchanged, "SELECT version_num FROM alembic_version") == int(REVISION)
    assert findings(unchanged) == []
    unchanged.close()


def test_a_revision_that_nobody_knows_is_trouble(store: Store, shop: Path) -> None:
    with store.write() as unit:
        unit.sql("UPDATE alembic_version SET version_num = '0000'")
        unit.commit()
    store.close()
    with pytest.raises(Trouble, match="schema 0000, which this program does not know") as caught:
        open_store(shop)
    assert caught.value.code == "damaged"


def test_a_new_store_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    with migration.new_store(tmp_path) as store, store.write() as unit:
        unit.sql("INSERT INTO category (name) VALUES ('Dates')")
        unit.commit()
        assert not (tmp_path / FILE_NAME).exists()
    assert [each.name for each in tmp_path.iterdir()] == [FILE_NAME]
    made = open_store(tmp_path)
    assert tally(made, "SELECT count(*) FROM category") == 1
    made.close()


def begin_shop(folder: Path, then: Callable[[], None]) -> None:
    """Make a new store with one category, and do something just before it gets its name."""
    with migration.new_store(folder) as store:
        with store.write() as unit:
            unit.sql("INSERT INTO category (name) VALUES ('Slow')")
            unit.commit()
        then()


def test_a_new_store_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        begin_shop(tmp_path, fail)
    assert list(tmp_path.iterdir()) == []


def test_a_second_shop_in_a_folder_is_refused(shop: Path) -> None:
    before = (shop / FILE_NAME).read_bytes()
    with pytest.raises(Refusal) as caught, migration.new_store(shop):
        pass
    assert caught.value.code == "shop_exists"
    assert (shop / FILE_NAME).read_bytes() == before


def test_of_two_shops_made_at_once_the_first_one_stays(tmp_path: Path) -> None:
    def make_another() -> None:
        with migration.new_store(tmp_path):
            pass

    with pytest.raises(Refusal) as caught:
        begin_shop(tmp_path, make_another)
    assert caught.value.code == "shop_exists"
    assert [each.name for each in tmp_path.iterdir()] == [FILE_NAME]
    stays = open_store(tmp_path)
    assert tally(stays, "SELECT count(*) FROM category") == 0
    stays.close()


def test_a_log_without_its_store_is_not_taken_for_the_new_ones(tmp_path: Path) -> None:
    log = tmp_path / f"{FILE_NAME}-wal"
    log.write_bytes(b"what is left")
    with pytest.raises(Refusal, match=r"sanduq\.db-wal") as caught, migration.new_store(tmp_path):
        pass
    assert caught.value.code == "shop_exists"
    assert [each.name for each in tmp_path.iterdir()] == [log.name]


def test_a_folder_that_can_not_be_made_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Trouble) as caught, migration.new_store(tmp_path / "file" / "shop"):
        pass
    assert caught.value.code in {"read_only", "no_access"}
