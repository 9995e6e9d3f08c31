"""Rows of a long list, read when they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.ui.rows import PAGE, ROW, Rows

Home = Callable[[Sequence[str]], None]


class Names(Rows[str]):
    """Rows that are read when the test says so."""

    def __init__(self) -> None:
        super().__init__(lambda ids, done: self.asked.append((ids, done)))
        self.asked: list[tuple[Sequence[int], Home]] = []

    def name(self, row: str) -> str:
        return row

    def answer(self, mark: str = "") -> None:
        """Bring home what was asked for."""
        asked, self.asked = self.asked, []
        for ids, done in asked:
            done([f"{each}{mark}" for each in ids])


class WatchedNames(Names):
    """Rows that Qt's own tester looks at, each of them with every change."""

    def __init__(self) -> None:
        super().__init__()
        self.tester = QAbstractItemModelTester(
            self, QAbstractItemModelTester.FailureReportingMode.Warning
        )


def seen(model: Names, at: int) -> object:
    return model.index(at).data(ROW)


def test_a_row_is_there_once_its_page_came_home(qtbot: QtBot) -> None:
    model = WatchedNames()
    model.show(range(20_000))
    assert seen(model, 10_000) is None
    qtbot.waitUntil(lambda: bool(model.asked))
    model.answer()
    assert seen(model, 10_000) == "10000"
    assert model.row(18_000) is None


def test_of_a_million_rows_only_the_page_that_is_shown_is_read(qtbot: QtBot) -> None:
    model = Names()
    model.show(range(1_000_000))
    assert seen(model, 500_000) is None
    qtbot.waitUntil(lambda: bool(model.asked))
    ((ids, _),) = model.asked
    assert 500_000 in ids
    assert len(ids) == PAGE
    model.answer()
    assert seen(model, 500_000) == "500000"
    assert model.row(900_000) is None


def test_first_rows_are_there_at_once(qtbot: QtBot) -> None:
    model = WatchedNames()
    model.show(range(100), [str(each) for each in range(PAGE)])
    assert (seen(model, 0), seen(model, PAGE - 1)) == ("0", str(PAGE - 1))
    assert model.asked == []


def test_a_longer_list_keeps_what_is_shown(qtbot: QtBot) -> None:
    model = WatchedNames()
    model.show(range(PAGE), [str(each) for each in range(PAGE)])
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        assert model.extend(range(1_000))
    assert (model.rowCount(), seen(model, 3)) == (1_000, "3")


def test_the_last_page_of_a_list_that_grows_is_read_again(qtbot: QtBot) -> None:
    model = WatchedNames()
    model.show(range(PAGE + 2), [str(each) for each in range(PAGE + 2)])
    assert seen(model, PAGE + 1) == str(PAGE + 1)
    model.show(range(PAGE + 9))
    assert seen(model, PAGE + 5) is None
    qtbot.waitUntil(lambda: len(model.asked) == 2)
    model.answer()
    assert (seen(model, 0), seen(model, PAGE + 5)) == ("0", str(PAGE + 5))


def test_another_list_is_no_longer_one(qtbot: QtBot) -> None:
    model = WatchedNames()
    model.show(range(PAGE), [str(each) for each in range(PAGE)])
    assert not model.extend(range(1, 100))
    with qtbot.waitSignal(model.modelReset):
        model.show(range(1, 100))
    assert seen(model, 0) is None


def test_the_same_list_shows_the_old_rows_until_the_new_ones_came(qtbot: QtBot) -> None:
    model = WatchedNames()
    model.show(range(10), [str(each) for each in range(10)])
    model.show(range(10))
    qtbot.waitUntil(lambda: bool(model.asked))
    assert seen(model, 4) == "4"
    model.answer("!")
    assert seen(model, 4) == "4!"


def test_what_was_read_before_a_change_does_not_count(qtbot: QtBot) -> None:
    model = WatchedNames()
    model.show(range(10), [str(each) for each in range(10)])
    model.read_again({3})
    qtbot.waitUntil(lambda: len(model.asked) == 1)
    model.read_again({3})
    qtbot.waitUntil(lambda: len(model.asked) == 2)
    (_, early), (ids, late) = model.asked
    late([f"{each} new" for each in ids])
    early([f"{each} old" for each in ids])
    assert seen(model, 3) == "3 new"


def test_only_rows_that_differ_are_painted_again(qtbot: QtBot) -> None:
    model = WatchedNames()
    model.show(range(10), [str(each) for each in range(10)])
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.show(range(10), [str(each) for each in range(10)])
    assert changed == []
    model.show(range(10), [*(str(each) for each in range(9)), "nine"])
    assert changed == [(9, 9)]
