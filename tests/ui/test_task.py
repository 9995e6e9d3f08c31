from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import Refusal
from app.services.changes import Changes
from app.services.unit import Unit
from app.storage.opening import open_store
from app.ui.bus import Bus
from app.ui.task import Lanes


@pytest.fixture
def lanes(app: QApplication, shop: Path) -> Iterator[Lanes]:
    store = open_store(shop, idle_checkpoints=True)
    made = Lanes(store, Bus())
    yield made
    made.close()
    store.close()


def sanduq_threads() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("sanduq-")]


def test_result_comes_home_to_the_gui_thread(lanes: Lanes, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []

    def work(_unit: Unit) -> str:
        return threading.current_thread().name

    lanes.read(work, lambda name: seen.append((name, threading.current_thread().name)))
    qtbot.waitUntil(lambda: bool(seen))
    worker, home = seen[0]
    assert worker.startswith("sanduq-read")
    assert home == threading.main_thread().name


def test_writes_run_one_after_the_other_on_one_thread(lanes: Lanes, qtbot: QtBot) -> None:
    order: list[int] = []
    threads: set[str] = set()

    def work(number: int) -> tuple[int, Changes]:
        threads.add(threading.current_thread().name)
        return number, Changes()

    for number in range(20):
        lanes.write(lambda _unit, n=number: work(n), order.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))
    assert len(threads) == 1


def test_changes_are_broadcast_once_after_the_caller_heard(
    app: QApplication, shop: Path, qtbot: QtBot
) -> None:
    store, bus, heard = open_store(shop), Bus(), list[object]()
    lanes = Lanes(store, bus)
    changes = Changes(outbox=True)
    bus.changed.connect(heard.append)
    lanes.write(lambda _unit: ("done", changes), heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["done", changes]
    lanes.close()
    store.close()


def test_known_error_reaches_whoever_asked(
    lanes: Lanes, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[Exception] = []

    def refuse(_unit: Unit) -> NoReturn:
        raise Refusal("bad_quantity", "No.")

    lanes.read(refuse, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Refusal)
    assert caplog.records == []


def test_mistake_of_ours_is_written_down_and_said(
    lanes: Lanes, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[Exception] = []
    lanes.failed.connect(errors.append)
    lanes.compute(lambda: 1 // 0, lambda _: None)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    caplog.clear()


def test_closing_finishes_writes_and_leaves_no_thread(
    app: QApplication, shop: Path, qtbot: QtBot
) -> None:
    store = open_store(shop)
    lanes, gate, finished = Lanes(store, Bus()), threading.Event(), list[int]()

    def work(number: int) -> tuple[None, Changes]:
        gate.wait(5)
        finished.append(number)
        return None, Changes()

    for number in range(3):
        lanes.write(lambda _unit, n=number: work(n), lambda _: None)  # type: ignore[misc]
    gate.set()
    lanes.close()
    store.close()
    assert finished == [0, 1, 2]
    assert sanduq_threads() == []


def test_nothing_comes_home_after_closing(app: QApplication, shop: Path, qtbot: QtBot) -> None:
    store, heard = open_store(shop), list[int]()
    lanes = Lanes(store, Bus())
    lanes.compute(lambda: 1, heard.append)
    lanes.close()
    store.close()
    app.processEvents()
    assert heard == []


def test_idle_counter_checkpoints_the_store(lanes: Lanes, shop: Path, qtbot: QtBot) -> None:
    written: list[str] = []

    def work(unit: Unit) -> tuple[str, Changes]:
        unit.sql("UPDATE product SET name = name || '!'")
        unit.commit()
        return "done", Changes()

    lanes.write(work, written.append)
    qtbot.waitUntil(lambda: bool(written))
    log = shop / "sanduq.db-wal"
    before = log.stat().st_size
    assert before > 0
    database = shop / "sanduq.db"
    stamp = database.stat().st_mtime_ns
    lanes._idle.timeout.emit()
    qtbot.waitUntil(lambda: database.stat().st_mtime_ns > stamp)
