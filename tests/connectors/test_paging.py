"""The laws of paging, over lists of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors import _paging
from app.connectors._paging import Page, Scan, page, readable
from app.sync.problem import Transient
from tests.connectors.contract_suite import raised

Fetch = Callable[[int], Page[int]]


def _fetch(pages: list[list[int]], total: int | None = None, beyond: str = "empty") -> Fetch:
    """A server with these pages; beyond them it has empty ones, or repeats."""

    def fetch(number: int) -> Page[int]:
        if number > len(pages):
            rows = {"empty": [], "last": pages[-1], "first": pages[0]}[beyond]
        else:
            rows = pages[number - 1]
        return Page(tuple((row, row) for row in rows), 0, total)

    return fetch


def _cut(count: int, size: int) -> list[list[int]]:
    return [list(range(start, min(start + size, count))) for start in range(0, count, size)]


@given(st.integers(1, 60), st.integers(1, 20), st.booleans(), st.sampled_from(["empty", "last"]))
def test_every_record_comes_once(count: int, size: int, says_total: bool, beyond: str) -> None:
    total = count if says_total else None
    scan = Scan(_fetch(_cut(count, size), total, beyond))

    assert [row for rows in scan.whole() for row in rows] == list(range(count))
    assert scan.is_complete == (says_total or beyond == "empty")


@given(st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=6), st.integers(0, 12))
def test_a_list_is_whole_only_when_it_is_as_long_as_told(
    pages: list[list[int]], total: int
) -> None:
    scan = Scan(_fetch([*pages, []], total))

    rows = [row for rows in scan.pages() for row in rows]

    assert len(rows) == len(set(rows))
    assert scan.agrees == (len(rows) == total)


@pytest.mark.parametrize(
    ("pages", "total", "agrees", "complete"),
    [
        ([[]], None, True, True),
        ([[]], 0, True, True),
        ([[]], 3, False, False),
        ([[1, 2], [3]], 3, True, True),
        ([[1, 2], [3]], None, True, True),
        ([[1, 2], [1, 2]], None, True, False),
        ([[1, 2], [1, 2]], 2, True, True),
        ([[1, 2], [1, 2]], 4, False, False),
        ([[1, 2], [2, 3], [3, 4]], 4, True, True),
        ([[1, 2], [3, 4]], 3, False, False),
        ([[1, 2], [], [3]], 3, False, False),
        ([[1]], 0, False, False),
    ],
)
def test_how_a_list_ends_says_what_can_be_relied_on(
    pages: list[list[int]], total: int | None, agrees: bool, complete: bool
) -> None:
    scan = Scan(_fetch(pages, total))
    list(scan.pages())

    assert (scan.agrees, scan.is_complete) == (agrees, complete)


def test_a_list_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_paging, "MOST_PAGES", 5)
    asked: list[int] = []

    def fetch(number: int) -> Page[int]:
        asked.append(number)
        return Page(((number, number),), 0, None)

    assert raised(lambda: list(Scan(fetch).whole())).code == "incomplete_scan"
    assert asked == [1, 2, 3, 4, 5]


def test_no_page_is_asked_for_beyond_the_total() -> None:
    asked: list[int] = []

    def fetch(number: int) -> Page[int]:
        asked.append(number)
        return _fetch([[1, 2], [3]], 3)(number)

    list(Scan(fetch).whole())

    assert asked == [1, 2]


def test_a_scan_that_was_left_is_not_whole() -> None:
    scan = Scan(_fetch([[1, 2], [3]], 3))

    next(scan.pages())

    assert not scan.agrees


@pytest.mark.parametrize(
    ("total", "known"), [(84, 84), ("84", 84), (0, 0), (-1, None), (1.5, None), (None, None)]
)
def test_a_total_is_a_whole_number(total: object, known: int | None) -> None:
    assert page({"data": [], "total": total}, _row).total == known


@pytest.mark.parametrize("value", [None, "list", {}, {"data": None}, {"data": {}}])
def test_what_holds_no_list_is_no_page(value: object) -> None:
    problem = raised(lambda: page(value, _row))

    assert (type(problem), problem.code) == (Transient, "wrong_shape")


@pytest.mark.parametrize("value", [[1], [{}], {"data": [None, {}]}])
def test_a_list_of_one_page_needs_a_row_that_can_be_read(value: object) -> None:
    assert raised(lambda: readable(page(value, _row))).code == "wrong_shape"


@pytest.mark.parametrize(("value", "unusable"), [([], 0), ([{"id": 1}], 0), ([{"id": 1}, {}], 1)])
def test_a_list_of_one_page_may_have_rows_that_cant_be_read(value: object, unusable: int) -> None:
    assert readable(page(value, _row)).unusable == unusable


@pytest.mark.parametrize("beyond", ["empty", "last"])
@pytest.mark.parametrize("total", [None, 5])
@pytest.mark.parametrize(
    "pages",
    [
        [[1, 2], [3, 4], [None]],
        [[1, 2], [3, None], [4]],
        [[1, 2], [None], [3, 4]],
        [[1, None], [3, 4], [2]],
        [[1], [None], [2, 3], [4]],
    ],
)
def test_rows_that_cant_be_read_hide_no_others(
    pages: list[list[int | None]], total: int | None, beyond: str
) -> None:
    scan = Scan(_answers(pages, total, beyond))

    assert sorted(row for rows in scan.whole() for row in rows) == [1, 2, 3, 4]
    assert not scan.is_complete


@pytest.mark.parametrize("beyond", ["empty", "last"])
@pytest.mark.parametrize("pages", [[[1, 2], [None]], [[1], [2], [None]], [[1, None], [None]]])
def test_rows_that_cant_be_read_count_once(pages: list[list[int | None]], beyond: str) -> None:
    assert list(Scan(_answers(pages, 3, beyond)).whole())
    problem = raised(lambda: list(Scan(_answers(pages, 4, beyond)).whole()))

    assert problem.code == "incomplete_scan"


@pytest.mark.parametrize("pages", [[[None]], [[None, None], [1, 2]]])
@pytest.mark.parametrize("total", [None, 4])
def test_a_list_that_begins_with_nothing_readable_is_no_such_list(
    pages: list[list[int | None]], total: int | None
) -> None:
    scan = Scan(_answers(pages, total, "empty"))

    assert raised(lambda: list(scan.pages())).code == "wrong_shape"


def test_a_page_of_rows_that_cant_be_read_ends_no_list_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_paging, "MOST_PAGES", 9)
    asked: list[int] = []

    def fetch(number: int) -> Page[int]:
        asked.append(number)
        return _answers([[1, 2], [None]], None, "last")(number)

    assert list(Scan(fetch).whole()) == [[1, 2]]
    assert asked == [1, 2, 3]


def _answers(pages: list[list[int | None]], total: int | None, beyond: str) -> Fetch:
    """A server whose rows without a number can't be read."""

    def fetch(number: int) -> Page[int]:
        rows = pages[number - 1] if number <= len(pages) else pages[-1] if beyond == "last" else []
        data = [{} if row is None else {"id": row} for row in rows]
        return page({"data": data, "total": total}, lambda row: (row["id"],) * 2 if row else None)

    return fetch


def _row(row: Mapping[str, Any]) -> tuple[str, Any] | None:
    return (row["id"], row) if "id" in row else None
