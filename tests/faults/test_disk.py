"""Disk and file fail the shop: one clear sentence, the right code, nothing half-written."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.errors import Trouble
from app.services import staged_import
from app.storage import backup, driver, migration, opening
from app.storage import store as store_module
from app.storage.opening import open_store
from app.storage.store import FILE_NAME, Store
from tests.sanduq import At, Sanduq
from tests.shop import DATES, counter_of, findings, make_shop, sell, tally

ROOT = Path(__file__).parents[2]
CART = {"lines": [{"product": DATES}], "payments": [{"method": "cash", "amount": "50"}]}


@contextmanager
def file_size(most: int) -> Iterator[None]:
    """No file may grow beyond this size; what would do so fails to be written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def sell_until_it_fails(store: Store) -> tuple[int, Trouble]:
    """How many sales went well, and what stopped them."""
    for done in range(1_000):
        try:
            sell(store)
        except Trouble as trouble:
            return done, trouble
    raise AssertionError


def test_a_full_disk_stops_the_sale_and_loses_nothing(store: Store) -> None:
    with store.write() as unit:
        pages = unit.raw("PRAGMA page_count").fetchone()[0]
        unit.raw(f"PRAGMA max_page_count = {pages}")
    done, trouble = sell_until_it_fails(store)
    assert trouble.code == "disk_full"
    assert tally(store, "SELECT count(*) FROM invoice") == done
    assert findings(store) == []
    with store.write() as unit:
        unit.raw("PRAGMA max_page_count = 1000000")
    assert sell(store).number == f"A1-{done + 1:06d}"
    assert findings(store) == []


@pytest.mark.parametrize("most", [40_000, 60_000, 100_000, 200_000])
def test_a_log_that_can_not_grow_stops_the_sale_and_loses_nothing(store: Store, most: int) -> None:
    with file_size(most):
        done, trouble = sell_until_it_fails(store)
    assert trouble.code in {"disk_full", "disk_error"}
    assert tally(store, "SELECT count(*) FROM invoice") == done
    assert findings(store) == []
    assert sell(store).number == f"A1-{done + 1:06d}"
    assert findings(store) == []


def test_the_command_line_tells_it_in_one_sentence(sanduq: Sanduq, shop: Path) -> None:
    with file_size(36_000):
        answer = sanduq.cart("sell", CART)
    assert answer.refusal in {"disk_full", "disk_error"}
    assert str(shop) in answer.err
    assert sanduq("verify").json == {"ok": True, "findings": []}
    assert sanduq("invoices").json == []


def test_a_shop_that_has_no_room_is_not_made(tmp_path: Path, sanduq_at: At) -> None:
    with file_size(100_000):
        answer = sanduq_at(tmp_path / "new")("init", "--demo", "--products", "30")
    assert answer.refusal in {"disk_full", "disk_error"}
    assert names(tmp_path / "new") == []


def test_a_backup_that_has_no_room_spares_the_older_one(
    store: Store, sanduq: Sanduq, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    backup.copy(store.path, target)
    before = target.read_bytes()
    with file_size(100_000):
        answer = sanduq("backup", target)
    assert answer.refusal in {"disk_full", "disk_error"}
    assert target.read_bytes() == before
    assert names(tmp_path) == ["copy.db", "shop"]


def test_a_restore_that_has_no_room_leaves_the_store(
    store: Store, sanduq: Sanduq, shop: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    backup.copy(store.path, target)
    sell(store)
    store.close()
    with file_size(100_000):
        answer = sanduq("restore", target)
    assert answer.refusal in {"disk_full", "disk_error"}
    assert names(shop) == [FILE_NAME]
    assert len(sanduq("invoices").json) == 1


def test_an_upgrade_without_room_for_the_backup_is_not_begun(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (store_module, opening):
        monkeypatch.setattr(module, "REVISION", "9999")
    before = (shop / FILE_NAME).read_bytes()
    with file_size(100_000), pytest.raises(Trouble) as caught:
        open_store(shop)
    assert caught.value.code in {"disk_full", "disk_error"}
    assert (shop / FILE_NAME).read_bytes() == before
    assert names(shop) == [FILE_NAME]


def test_an_import_in_steps_on_a_full_disk_keeps_whole_steps_and_can_go_on(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FEWEST", "FIRST", "MOST"):
        monkeypatch.setattr(staged_import, name, 50)
    path = tmp_path / "many.csv"
    rows = [f"N-{row:04d},Product {row},1.00,n{row}" for row in range(2_000)]
    path.write_text("\n".join(["sku,name,price,barcode", *rows]))
    with store.write() as unit:
        counter = counter_of(unit)
        pages = unit.raw("PRAGMA page_count").fetchone()[0]
        unit.raw(f"PRAGMA max_page_count = {pages + 60}")
    report = staged_import.import_in_steps(store, path, counter)
    assert report.stopped_by is not None
    assert report.stopped_by.code == "disk_full"
    assert 0 < report.created < 2_000
    assert report.created % 50 == 0
    assert tally(store, "SELECT count(*) FROM product") == 30 + report.created
    with store.write() as unit:
        unit.raw("PRAGMA max_page_count = 1000000")
    assert findings(store) == []
    again = staged_import.import_in_steps(store, path, counter)
    assert (again.created, again.updated) == (2_000 - report.created, report.created)
    assert findings(store) == []


def test_a_preview_without_room_stores_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("sku,name,price\nN-1,New,1\n")
    with store.read() as unit:
        counter = counter_of(unit)
    with file_size(100_000), pytest.raises(Trouble) as caught:
        staged_import.preview(store, path, counter)
    assert caught.value.code in {"disk_full", "disk_error"}
    assert [name for name in names(store.path.parent) if not name.startswith(FILE_NAME)] == []


@pytest.mark.parametrize("kind", ["products", "invoices"])
def test_an_export_that_has_no_room_leaves_no_half_of_it(
    sanduq: Sanduq, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with file_size(10):
        answer = sanduq("export", kind, target)
    assert answer.refusal == "disk_error"
    assert target.read_text() == "old"
    assert names(tmp_path) == ["out.csv", "shop"]


def test_a_receipt_that_has_no_room_leaves_no_half_of_it(sanduq: Sanduq, tmp_path: Path) -> None:
    number = sanduq.cart("sell", CART).json["number"]
    with file_size(1_000):
        answer = sanduq("receipt", number, "--pdf", tmp_path / "r.pdf")
    assert answer.refusal == "disk_error"
    assert names(tmp_path) == ["shop"]


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may enter and nobody but we may write to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        make_shop(folder / "shop")
        (folder / "shop" / FILE_NAME).chmod(0o444)
        (folder / "cart.json").write_text(json.dumps(CART))
        (folder / "p.csv").write_text("sku,price\nDT-00001,1\n")
        (folder / "shop").chmod(0o555)
        yield folder
        (folder / "shop").chmod(0o755)


def as_nobody(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line of someone who owns nothing here."""
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.unprivileged", "--json", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        ("--data", "{}/shop", "sell", "{}/cart.json"),
        ("--data", "{}/shop", "import", "products", "{}/p.csv"),
        ("--data", "{}/shop", "stock", "adjust", "1", "5", "--reason", "found"),
        ("--data", "{}/shop", "backup", "{}/shop/copy.db"),
        ("--data", "{}/shop", "export", "stock", "{}/shop/stock.csv"),
        ("--data", "{}/new", "init"),
    ],
)
def test_a_read_only_folder_is_told_in_one_sentence(public: Path, command: tuple[str, ...]) -> None:
    before = (public / "shop" / FILE_NAME).read_bytes()
    done = as_nobody(*(part.format(public) for part in command))
    assert done.returncode == 1, done
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "read_only"
    assert done.stderr == f"{error['message']}\n"
    assert (public / "shop" / FILE_NAME).read_bytes() == before
    assert names(public) == ["cart.json", "p.csv", "shop"]
    assert names(public / "shop") == [FILE_NAME]


def test_a_folder_that_may_not_be_entered_is_told_in_one_sentence(public: Path) -> None:
    (public / "shop").chmod(0o700)
    if os.geteuid() != 0:
        (public / "shop").chmod(0o000)
    done = as_nobody("--data", str(public / "shop"), "search", "milk")
    assert done.returncode == 1, done
    assert json.loads(done.stdout)["error"]["code"] == "no_access"
    assert done.stderr.count("\n") == 1


def test_a_backup_on_a_read_only_medium_can_be_restored(public: Path) -> None:
    everyones = public / "everyones"
    everyones.mkdir()
    everyones.chmod(0o777)
    done = as_nobody("--data", str(everyones / "new"), "restore", str(public / "shop" / FILE_NAME))
    assert done.returncode == 0, done
    restored = open_store(everyones / "new")
    assert findings(restored) == []
    restored.close()
    assert names(public / "shop") == [FILE_NAME]


def test_a_locked_store_is_told_in_one_sentence(
    store: Store, sanduq: Sanduq, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    with store.write():
        answer = sanduq.cart("sell", CART)
        assert sanduq.cart("quote", CART).code == 0
    assert answer.refusal == "locked"
    assert sanduq.cart("sell", CART).json["number"] == "A1-000001"


def overwritten(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4_096] + b"\xff" * (len(content) - 4_096))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50_000])


def no_database(path: Path) -> None:
    path.write_bytes(b"<html>" * 10_000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [overwritten, cut, no_database, emptied])
@pytest.mark.parametrize(
    "command",
    [
        ("search", "milk"),
        ("scan", DATES),
        ("quote", "-"),
        ("sell", "-"),
        ("invoices",),
        ("stock", "show"),
        ("stock", "adjust", "1", "5", "--reason", "found"),
        ("verify",),
    ],
)
def test_a_damaged_store_is_told_in_one_sentence(
    sanduq: Sanduq, shop: Path, spoil: Callable[[Path], None], command: tuple[str, ...]
) -> None:
    spoil(shop / FILE_NAME)
    answer = sanduq(*command, stdin=json.dumps(CART))
    assert answer.refusal == "damaged"


def test_a_newer_store_is_told_in_one_sentence(store: Store, sanduq: Sanduq) -> None:
    with store.write() as unit:
        unit.sql("UPDATE alembic_version SET version_num = '9999'")
        unit.commit()
    store.close()
    assert sanduq("search", "milk").refusal == "newer_database"


def test_the_new_store_of_a_full_disk_is_cleaned_away(tmp_path: Path) -> None:
    with file_size(100_000), pytest.raises(Trouble), migration.new_store(tmp_path):
        pass
    assert names(tmp_path) == []
