"""Rows of a long list: its ids at once, each row when it is shown."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import count
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
# Reads the rows of some ids, away from the GUI thread, and brings them home in their order.
Read = Callable[[Sequence[int], Callable[[Sequence[Row]], None]], None]

ROW = Qt.ItemDataRole.UserRole
PAGE = 32  # a usual screen shows fewer
PAGES_KEPT = 60
PAGES_ASKED = 6  # who scrolls on does not wait for what was passed


class Rows(QAbstractListModel, Generic[Row]):
    """A model of ids; `data(ROW)` is None until a row came home."""

    def __init__(self, read: Read[Row]) -> None:
        super().__init__()
        self._read = read
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: dict[int, int] = {}  # page and ticket; older tickets come home too late
        self._tickets = count()

    def show(self, ids: Sequence[int], first: Sequence[Row] = ()) -> None:
        """Show these ids; `first` are the rows of the first of them, where they are known.

        Of the same list, or one that goes on from it, what is shown stays until newer rows came.
        """
        if self.extend(ids):
            known = self._whole_pages(first, len(ids))
            for page in list(self._pages):
                if page not in known:
                    self._want_anew(page)
            for page, rows in known.items():
                self._asked.pop(page, None)
                self._put(page, rows)
            return
        self.beginResetModel()
        self._forget()
        self._ids = ids
        self._pages.update(self._whole_pages(first, len(ids)))
        self.endResetModel()

    def extend(self, ids: Sequence[int]) -> bool:
        """Show what follows the ids that are shown; False, and nothing, if these differ."""
        held = len(self._ids)
        if not held or ids[:held] != self._ids:
            return False
        if len(ids) > held:
            self.beginInsertRows(QModelIndex(), held, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
            if held // PAGE in self._pages:
                # The page that was the last one has more rows now.
                self._want_anew(held // PAGE)
        return True

    def read_again(self, changed: Collection[int]) -> None:
        """Read anew the pages that hold one of these ids; what they show stays until then."""
        for page in list(self._pages):
            if not set(self._ids[page * PAGE : (page + 1) * PAGE]).isdisjoint(changed):
                self._want_anew(page)

    def ids(self) -> Sequence[int]:
        """All ids, in their order."""
        return self._ids

    def row(self, at: int) -> Row | None:
        """The row at this place, None while it is being read."""
        page = self._pages.get(at // PAGE)
        if page is None:
            return None
        self._pages.move_to_end(at // PAGE)
        return page[at % PAGE] if at % PAGE < len(page) else None

    def place(self, wanted: int) -> int:
        """Where an id stands, -1 where it is not in the list."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return -1

    def name(self, row: Row) -> str:
        """What a row is called, for screen readers."""
        raise NotImplementedError

    def _whole_pages(self, first: Sequence[Row], count: int) -> dict[int, Sequence[Row]]:
        """The pages that the rows of the first of so many ids fill."""
        pages = {}
        for start in range(0, len(first), PAGE):
            part = first[start : start + PAGE]
            if len(part) == PAGE or start + len(part) == count:
                pages[start // PAGE] = part
        return pages

    def _forget(self) -> None:
        self._pages.clear()
        self._wanted.clear()
        self._asked.clear()

    def _want_anew(self, page: int) -> None:
        # What is on its way may have been read before the change.
        self._asked.pop(page, None)
        self._want(page)

    def _want(self, page: int) -> None:
        if page in self._asked:
            return
        if not self._wanted:
            QTimer.singleShot(0, self, self._ask)
        self._wanted[page] = None
        self._wanted.move_to_end(page)

    def _ask(self) -> None:
        pages = list(self._wanted)
        self._wanted.clear()
        for page in pages[:-PAGES_ASKED]:
            # What was to be read anew is read when it is shown again.
            if self._pages.pop(page, None) is not None:
                self._touch(page)
        for page in pages[-PAGES_ASKED:]:
            ticket = self._asked[page] = next(self._tickets)
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            self._read(ids, partial(self._home, ticket, page))

    def _home(self, ticket: int, page: int, rows: Sequence[Row]) -> None:
        if self._asked.get(page) != ticket:
            return
        del self._asked[page]
        self._put(page, rows)

    def _put(self, page: int, rows: Sequence[Row]) -> None:
        """Keep the rows of a page; only what differs from what is shown has changed."""
        old = self._pages.get(page, ())
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        if len(old) != len(rows):
            self._touch(page)
            return
        for at, (before, now) in enumerate(zip(old, rows, strict=True), page * PAGE):
            if before != now:
                self.dataChanged.emit(self.index(at), self.index(at))

    def _touch(self, page: int) -> None:
        first = page * PAGE
        last = min(first + PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first), self.index(last))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        at = index.row()
        if not index.isValid() or at >= len(self._ids):
            return None
        if role not in {ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self.row(at)
        if row is None:
            if at // PAGE not in self._pages:
                self._want(at // PAGE)
            return None
        return row if role == ROW else self.name(row)
