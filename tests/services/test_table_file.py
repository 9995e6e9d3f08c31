"""CSV files: whatever text is written is read again, and no spreadsheet runs it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal, Trouble
from app.services import table_file

one_line = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20).map(
    str.strip
)


def write_and_read(path: Path, cells: list[str]) -> list[dict[str, str]]:
    table_file.write(path, ("key", "text"), [("k", cell) for cell in cells])
    with table_file.reading(path) as (columns, rows):
        assert columns == ["key", "text"]
        return [cells for _, cells in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(one_line, max_size=10))
@example(["=1", "'=1", "''=1", "-5", "'-5", "- 5", "+x", "@", "'", "'x", "--", "-٣"])
def test_a_text_comes_back_as_it_was(tmp_path: Path, texts: list[str]) -> None:
    found = write_and_read(tmp_path / "t.csv", texts)
    assert [row["text"] for row in found] == texts


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "=", "-1+1", "+-x"]
)
def test_no_cell_begins_like_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    table_file.write(path, ("text",), [(text,)])
    with path.open(encoding="utf-8-sig", newline="") as file:
        (cell,) = list(csv.reader(file))[1]
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+5.25", "-.5", "0", "12.345"])
def test_numbers_stay_numbers(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    table_file.write(path, ("text",), [(text,)])
    assert path.read_text(encoding="utf-8-sig").splitlines()[1] == text


def test_a_file_begins_with_the_mark_that_excel_wants(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert table_file.write(path, ("اسم",), [("تمر",), (None,)]) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old")

    def rows() -> Iterator[tuple[str]]:
        yield ("first",)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        table_file.write(path, ("text",), rows())
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]


def test_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        table_file.write(tmp_path / "none" / "t.csv", ("text",), [])
    assert caught.value.code == "unknown_file"


@pytest.mark.parametrize("name", [".", "x" * 300])
def test_what_can_not_be_a_file_is_trouble(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble):
        table_file.write(tmp_path / "." if name == "." else tmp_path / name, ("text",), [])
    assert list(tmp_path.iterdir()) == []
