"""Import in steps: sales slip in between, cancelling keeps whole steps, running again completes."""

from __future__ import annotations

import json
import random
import threading
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.progress import Progress, unwatched
from app.services import product_import, staged_import
from app.services.product_import import ImportReport
from app.storage.store import Store
from tests.progress import Heard
from tests.shop import DATES, counter_of, findings, sell, tally

HEAD = "sku,name,price,barcode,category,stock"


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows a step, however fast they are."""
    for name in ("FEWEST", "FIRST", "MOST"):
        monkeypatch.setattr(staged_import, name, 10)


def write(folder: Path, rows: int, *, end: str = "\n") -> Path:
    path = folder / "products.csv"
    lines = [f"N-{row:04d},Product {row},1.50,n{row:06d},New,{row}" for row in range(rows)]
    path.write_bytes(end.join([HEAD, *lines, ""]).encode())
    return path


def run(store: Store, path: Path, progress: Progress = unwatched) -> ImportReport:
    with store.read() as unit:
        counter = counter_of(unit)
    return staged_import.import_in_steps(store, path, counter, progress)


def look(store: Store, path: Path, progress: Progress = unwatched) -> ImportReport:
    with store.read() as unit:
        counter = counter_of(unit)
    return staged_import.preview(store, path, counter, progress)


def numbers(report: ImportReport) -> tuple[int, int, int, int]:
    return report.read, report.created, report.updated, report.refused_count


def new_products(store: Store) -> int:
    return tally(store, "SELECT count(*) FROM product WHERE sku LIKE 'N-%'")


def counted(store: Store) -> int:
    """What the new products have in stock together."""
    sql = (
        "SELECT coalesce(sum(l.quantity), 0) / 1000000 FROM stock_level l "
        "JOIN product p ON p.id = l.product_id WHERE p.sku LIKE 'N-%'"
    )
    return tally(store, sql)


def journal(store: Store) -> list[tuple[str, dict[str, Any]]]:
    with store.read() as unit:
        rows = unit.sql(
            "SELECT event, data FROM journal WHERE event LIKE '%import%' ORDER BY sequence"
        )
        return [(event, json.loads(data)) for event, data in rows]


def until(steps: int) -> Progress:
    """Cancels when it was told so often."""
    told = iter(range(steps - 1))
    return lambda *_: next(told, None) is not None


class Ticking:
    """A clock on which every look is a second later, so that each progress is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staged_import, "monotonic", Ticking())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_rows_are_in_at_the_end_and_the_progress_told_it(
    store: Store, tmp_path: Path, end: str, small_steps: None, ticking: None
) -> None:
    heard = Heard()
    report = run(store, write(tmp_path, 95, end=end), heard)
    assert numbers(report) == (95, 95, 0, 0)
    assert (report.cancelled, report.stopped_by) == (False, None)
    assert len(report.changes.products) == 95
    assert (new_products(store), counted(store)) == (95, sum(range(95)))
    assert heard == [(row + 1, 96) for row in (*range(10, 91, 10), 95)]
    assert findings(store) == []


def test_a_staged_import_tells_and_stores_the_same_as_a_whole_one(
    store: Store, tmp_path: Path, small_steps: None
) -> None:
    path = tmp_path / "mixed.csv"
    lines = [f"N-{row % 17:04d},Product {row},{row}.00,n{row % 23},New,{row}" for row in range(60)]
    path.write_text("\n".join([HEAD, *lines, "DT-00001,,9.00,,,3", "bad,,x,,,", ""]))
    with store.write() as unit:
        whole, _ = product_import.read(unit, path, counter_of(unit), dry_run=True)
    told = look(store, path)
    steps = run(store, path)
    assert numbers(told) == numbers(whole) == numbers(steps)
    assert sorted(told.refused) == sorted(whole.refused) == sorted(steps.refused)
    assert findings(store) == []


def test_a_preview_stores_nothing_and_leaves_no_file(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, 300)
    heard = Heard()
    assert numbers(look(store, path, heard)) == (300, 300, 0, 0)
    assert heard[-1] == (301, 301)
    assert new_products(store) == 0
    assert journal(store) == []
    assert list(tmp_path.rglob(".*")) == []


def test_a_sale_is_made_while_a_preview_runs(store: Store, tmp_path: Path) -> None:
    def buy(*_: int) -> bool:
        sell(store, DATES)
        return True

    look(store, write(tmp_path, 5), buy)
    assert tally(store, "SELECT count(*) FROM invoice") >= 1
    assert findings(store) == []


def test_a_cancelled_preview_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        look(store, write(tmp_path, 5), lambda *_: False)
    assert caught.value.code == "cancelled"
    assert [each.name for each in tmp_path.iterdir()] == ["shop", "products.csv"]


def test_sales_are_made_between_the_steps(store: Store, tmp_path: Path, small_steps: None) -> None:
    path = write(tmp_path, 1_000)
    ended = threading.Event()
    before_the_end: list[int] = []

    def buy() -> None:
        while not ended.is_set():
            sell(store, DATES)
            before_the_end.append(new_products(store))

    buyer = threading.Thread(target=buy)
    buyer.start()
    report = run(store, path)
    ended.set()
    buyer.join()
    assert report.created == 1_000
    assert any(0 < there < 1_000 for there in before_the_end)
    assert all(there % 10 == 0 for there in before_the_end)
    assert findings(store) == []


def test_a_cancelled_import_keeps_its_whole_steps_and_completes_when_run_again(
    store: Store, tmp_path: Path, small_steps: None, ticking: None
) -> None:
    path = write(tmp_path, 95)
    report = run(store, path, until(3))
    assert report.cancelled
    assert numbers(report) == (30, 30, 0, 0)
    assert new_products(store) == 30
    again = run(store, path)
    assert not again.cancelled
    assert numbers(again) == (95, 65, 30, 0)
    assert (new_products(store), counted(store)) == (95, sum(range(95)))
    once_more = run(store, path)
    assert numbers(once_more) == (95, 0, 95, 0)
    assert (new_products(store), counted(store)) == (95, sum(range(95)))
    assert findings(store) == []


def test_beginning_and_end_are_written_in_the_journal(
    store: Store, tmp_path: Path, small_steps: None, ticking: None
) -> None:
    run(store, write(tmp_path, 95), until(2))
    assert journal(store) == [
        ("import_started", {}),
        (
            "products_imported",
            {"read": 20, "created": 20, "updated": 0, "refused": 0, "cancelled": True},
        ),
    ]


def broken(path: Path) -> None:
    path.write_bytes(path.read_bytes() + "N-9999,شعيرية,1,,,\n".encode("cp1256"))


def unclosed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b'"N-9999,never closed,1,,,\n')


@pytest.mark.parametrize("spoil", [broken, unclosed])
def test_a_file_that_is_broken_half_way_says_what_is_in(
    store: Store, tmp_path: Path, small_steps: None, spoil: Any
) -> None:
    path = write(tmp_path, 4_000)
    spoil(path)
    report = run(store, path)
    assert report.stopped_by is not None
    assert report.stopped_by.code == "bad_csv"
    assert 0 < report.created == new_products(store) < 4_001
    assert report.created % 10 == 0
    event, figures = journal(store)[-1]
    assert (event, figures["stopped_by"]) == ("products_imported", "bad_csv")
    assert figures["created"] == report.created
    assert findings(store) == []


@pytest.mark.parametrize("content", [b"", b"colour\nred\n", "sku\nä".encode("utf-16")])
def test_a_file_that_is_none_is_refused_before_anything_is_begun(
    store: Store, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes(content)
    for work in (run, look):
        with pytest.raises(Refusal) as caught:
            work(store, path)
        assert caught.value.code == "bad_csv"
    assert journal(store) == []
    with pytest.raises(Refusal, match="There is no file"):
        run(store, tmp_path / "none.csv")


def test_a_shop_that_sells_what_is_imported_keeps_its_books(
    store: Store, tmp_path: Path, small_steps: None, ticking: None
) -> None:
    path = write(tmp_path, 30)

    def buy(*_: int) -> bool:
        sell(store, "n000005")
        return True

    run(store, path, buy)
    assert counted(store) == sum(range(30)) - 3
    # A count is what was counted: to run it again puts the sold pieces back, in one move.
    run(store, path)
    assert counted(store) == sum(range(30))
    assert findings(store) == []


@pytest.mark.parametrize(
    ("rows", "seconds", "then"),
    [(200, 0.001, 400), (1_000, 0.2, 500), (20, 9.0, 20), (2_000, 0.05, 2_000), (100, 0.1, 100)],
)
def test_steps_become_as_long_as_they_should_take(rows: int, seconds: float, then: int) -> None:
    assert staged_import._next_size(rows, seconds) == then


def test_the_outcome_is_the_same_however_many_rows_are_taken_at_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    path = tmp_path / "products.csv"
    for _ in range(60):
        rows = [
            ",".join(
                (
                    chance.choice(["", "a", "b", "DT-00001"]),
                    chance.choice(["", "Name"]),
                    chance.choice(["", "1", "bad"]),
                    "|".join(chance.sample(["x", "y", "z", DATES], chance.randint(0, 2))),
                    chance.choice(["", "5", "7"]),
                )
            )
            for _ in range(chance.randint(2, 12))
        ]
        path.write_text("\n".join(["sku,name,price,barcode,stock", *rows]))
        outcomes = []
        for size in (1, 3, 4_000):
            monkeypatch.setattr(product_import, "BATCH", size)
            with store.write() as unit:
                report, _ = product_import.read(unit, path, counter_of(unit), dry_run=True)
            outcomes.append((numbers(report), sorted(report.refused)))
        assert outcomes == [outcomes[0]] * 3, rows
