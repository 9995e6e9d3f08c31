"""Lists that come in pages, from servers whose paging may be unstable, ignored or wrong."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.connectors import _errors, _json

MOST_PAGES = 100_000

Record = TypeVar("Record")
# What a row is told apart by, and the record that it holds; None when the row can't be used.
ReadRow = Callable[[Mapping[str, Any]], tuple[Hashable, Record] | None]


@dataclass(frozen=True, slots=True)
class Page(Generic[Record]):
    """A page as the server gave it; `total` is what it says that the whole list holds.

    `waste` tells apart pages of which no row can be used.
    """

    rows: tuple[tuple[Hashable, Record], ...]
    unusable: int
    total: int | None
    waste: str = ""


def page(value: object, read_row: ReadRow[Record]) -> Page[Record]:
    """The page in an answer: its list, bare or under `data`. Raises Transient wrong_shape.

    Rows that can't be used are only counted.
    """
    fields = value if isinstance(value, dict) else {"data": value}
    data = fields.get("data")
    if not isinstance(data, list):
        raise _errors.transient("wrong_shape")
    read = [read_row(row) if isinstance(row, dict) else None for row in data]
    rows = tuple(row for row in read if row is not None)
    waste = "" if rows else repr(data)
    return Page(rows, len(read) - len(rows), _count(fields.get("total")), waste)


def readable(found: Page[Record]) -> Page[Record]:
    """The same page; raises Transient wrong_shape where it has rows and none can be used."""
    if found.unusable and not found.rows:
        raise _errors.transient("wrong_shape")
    return found


class Scan(Generic[Record]):
    """The pages of a list, from the first, each record once."""

    def __init__(self, fetch: Callable[[int], Page[Record]]) -> None:
        self._fetch = fetch
        self._seen: set[Hashable] = set()
        self._waste: set[str] = set()
        self._unusable = 0
        self._total: int | None = None
        self._is_over = False
        self._saw_end = False

    def pages(self) -> Iterator[list[Record]]:
        """What is new in each page, up to an empty one, a repeated one or the total.

        Raises Transient wrong_shape where not one row could be read until then.
        """
        for number in range(1, MOST_PAGES + 1):
            found = self._fetch(number)
            if found.total is not None:
                self._total = found.total
            fresh = self._new(found)
            is_new = bool(fresh) or self._is_new_waste(found)
            if is_new:
                self._unusable += found.unusable
            if self._unusable and not self._seen:
                raise _errors.transient("wrong_shape")
            if fresh:
                yield fresh
            is_whole = self._total is not None and self._count >= self._total
            if is_whole or not is_new:
                self._is_over = True
                self._saw_end = is_whole or not found.rows
                return

    def whole(self) -> Iterator[list[Record]]:
        """The same; raises Transient incomplete_scan at the end unless the pages agree."""
        yield from self.pages()
        if not self.agrees:
            raise _errors.transient("incomplete_scan")

    @property
    def agrees(self) -> bool:
        """Whether the list is over, and as long as the server says, if it does."""
        return self._is_over and self._total in {None, self._count}

    @property
    def is_complete(self) -> bool:
        """Whether nothing can be missing.

        A repeated page is no proof: a server that ignores `page` may cut its list anywhere.
        """
        return self.agrees and self._saw_end and not self._unusable

    @property
    def _count(self) -> int:
        return len(self._seen) + self._unusable

    def _new(self, found: Page[Record]) -> list[Record]:
        fresh: list[Record] = []
        for identity, record in found.rows:
            if identity not in self._seen:
                self._seen.add(identity)
                fresh.append(record)
        return fresh

    def _is_new_waste(self, found: Page[Record]) -> bool:
        if found.rows or not found.unusable or found.waste in self._waste:
            return False
        self._waste.add(found.waste)
        return True


def _count(value: object) -> int | None:
    number = _json.number(value)
    return int(number) if number is not None and number >= 0 and number % 1 == 0 else None
