"""Questions to an online shop while somebody waits: only the newest counts. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from app.sync.membership import Membership
from app.ui.desk import Desk

T = TypeVar("T")


class Asking(Generic[T]):
    """One question at a time; of what is asked meanwhile, the last is asked next.

    `drop` forgets what is asked: no answer comes home to whoever has gone on.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._next: Callable[[], None] | None = None
        self._turn = 0
        self.busy = False

    def ask(
        self,
        backend: str,
        question: Callable[[Membership], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Ask this; `done` or `failed` is called unless something else is asked before."""
        self._turn += 1
        begin = partial(self._begin, self._turn, backend, question, done, failed)
        if self.busy:
            self._next = begin
        else:
            begin()

    def drop(self) -> None:
        """Wait for nothing any more."""
        self._turn += 1
        self._next = None

    def _begin(
        self,
        turn: int,
        backend: str,
        question: Callable[[Membership], T],
        *home: Callable[..., None],
    ) -> None:
        done, failed = home
        self.busy = True
        self._desk.lanes.network.submit(
            partial(self._desk.shop.syncing.ask, backend, question),
            partial(self._home, turn, done),
            partial(self._home, turn, failed),
        )

    def _home(self, turn: int, tell: Callable[[object], None], answer: object) -> None:
        waiting, self._next, self.busy = self._next, None, False
        if waiting is not None:
            waiting()
        elif turn == self._turn:
            tell(answer)
