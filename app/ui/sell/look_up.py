"""Codes on their way to the catalogue and back; scans enter the cart in their own order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.catalog import Found
from app.services.unit import Unit
from app.ui.desk import Desk


@dataclass(slots=True)
class _LookUp:
    answer: Callable[[], None] | None = None


class LookUps:
    """A queue of questions to the catalogue, answered in the order they were asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: deque[_LookUp] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def ask(
        self, find: Callable[[Unit], Found | None], done: Callable[[Found | None], None]
    ) -> None:
        """Look something up; `done` is called after the answers to all that was asked before."""
        look_up = _LookUp()
        self._waiting.append(look_up)

        def home(answer: Callable[[], None]) -> None:
            look_up.answer = answer
            while self._waiting and self._waiting[0].answer:
                ready = self._waiting.popleft().answer
                if ready:
                    ready()

        fail = self._desk.fail
        self._desk.lanes.read(
            find,
            lambda found: home(lambda: done(found)),
            lambda error: home(lambda: fail(error)),
        )
