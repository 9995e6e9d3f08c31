"""CSV files that spreadsheets understand: UTF-8 with or without BOM; comma, semicolon or tab."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from app.domain.errors import Refusal, Trouble

MAX_FIELD = 100_000
MAX_BLOCK = 1_000_000  # bytes
DELIMITERS = ",;\t"

# A spreadsheet runs a cell that begins so as a formula, so such a text is written with an
# apostrophe before it; reading takes it away again.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_DISARMED = re.compile(r"'+[=+\-@]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@contextmanager
def reading(path: Path) -> Iterator[tuple[list[str], Iterator[tuple[int, dict[str, str]]]]]:
    """The columns of a CSV file, in lower case, and its rows as (line number, {column: text}).

    Raises Refusal bad_csv, unknown_file; Trouble read_only, disk_error.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield _table(file, path.name)
    except UnicodeDecodeError as error:
        raise Refusal("bad_csv", f"{path.name} is not UTF-8 text; save it as CSV UTF-8.") from error
    except IsADirectoryError as error:
        raise Refusal("unknown_file", f"{path} is a folder.") from error
    except FileNotFoundError as error:
        raise Refusal("unknown_file", f"There is no file {path}.") from error
    except PermissionError as error:
        raise Trouble("read_only", f"{path} may not be read.") from error
    except OSError as error:
        raise Trouble("disk_error", f"{path} could not be read: {error.strerror}.") from error


def line_count(path: Path) -> int:
    """About how many lines a file has, whatever ends them; 0 when it can't be read."""
    found: Counter[bytes] = Counter()
    with suppress(OSError), path.open("rb") as file:
        while block := file.read(MAX_BLOCK):
            found.update({end: block.count(end) for end in (b"\n", b"\r")})
    return max(found.values(), default=0)


def _table(file: TextIO, name: str) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    head = file.readline(MAX_FIELD)
    file.seek(0)
    delimiter = max(DELIMITERS, key=head.count)
    csv.field_size_limit(MAX_FIELD)
    lines = _lines(csv.reader(file, delimiter=delimiter, strict=True), name)
    _, first = next(lines, (0, []))
    columns = [_text(column).lower() for column in first]
    doubled = {column for column in columns if column and columns.count(column) > 1}
    if doubled:
        raise Refusal("bad_csv", f"{name} has the column {sorted(doubled)[0]} twice.")
    return [column for column in columns if column], _rows(columns, lines)


def _lines(reader: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        for fields in reader:
            yield reader.line_num, fields
    except csv.Error as error:
        raise Refusal("bad_csv", f"{name}, line {reader.line_num}: {error}.") from error


def _rows(
    columns: list[str], lines: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, dict[str, str]]]:
    for line, fields in lines:
        if any(fields):
            if len(fields) > len(columns):
                yield line, {"": "too many fields"}
            else:
                cells = dict(zip(columns, map(_text, fields), strict=False))
                cells.pop("", None)
                yield line, cells


def _text(field: str) -> str:
    if not field.isprintable():
        field = _CONTROL.sub(" ", field)
    field = field.strip()
    return field[1:] if _DISARMED.match(field) else field


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a CSV file for spreadsheets, whole or not at all; how many rows it has.

    Raises Trouble read_only, disk_error.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            for row in rows:
                writer.writerow([_cell(value) for value in row])
                count += 1
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refusal("unknown_file", f"There is no folder {path.parent}.") from error
    except PermissionError as error:
        raise Trouble("read_only", f"{path} can't be written.") from error
    except OSError as error:
        raise Trouble("disk_error", f"{path} could not be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return count


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if _FORMULA.match(text) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()
