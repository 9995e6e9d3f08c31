"""Reads of which only the newest counts: what is typed, filtered or moved to faster than read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from app.services.unit import Unit
from app.ui.desk import Desk

T = TypeVar("T")


class Newest(Generic[T]):
    """One read at a time; of what is asked meanwhile, the last is read next and the rest never."""

    def __init__(self, desk: Desk, failed: Callable[[Exception], None] | None = None) -> None:
        """`failed` hears what went wrong, the desk where there is none."""
        self._desk = desk
        self._failed = failed or desk.fail
        self._next: tuple[Callable[[Unit], T], Callable[[T], None]] | None = None
        self.busy = False

    def read(self, work: Callable[[Unit], T], done: Callable[[T], None]) -> None:
        """Read this; `done` is called unless something else is asked before it comes home."""
        if self.busy:
            self._next = (work, done)
            return
        self.busy = True

        def home(result: T) -> None:
            if not self._go_on():
                done(result)

        def failed(error: Exception) -> None:
            if not self._go_on():
                self._failed(error)

        self._desk.lanes.read(work, home, failed)

    def _go_on(self) -> bool:
        waiting, self._next, self.busy = self._next, None, False
        if waiting is not None:
            self.read(*waiting)
        return waiting is not None
