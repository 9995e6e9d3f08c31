"""A back end at work: its connector, the store, clocks, and who hears of what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.backend import Backend
from app.storage import backend as backends
from app.storage import outbox
from app.storage.backend import Known
from app.storage.store import Store, Unit
from app.sync.contract import Answer, Capability, Connector
from app.sync.news import News
from app.sync.pace import Pace
from app.sync.server_clock import ServerClock


@dataclass(frozen=True, slots=True)
class Link:
    """What every step of a round needs. `tell` may be called at any time, on this thread.

    `stopping` says that the program is about to end: no new request begins then.
    """

    store: Store
    backend: Backend
    connector: Connector
    now: Callable[[], datetime]
    clock: ServerClock
    tell: Callable[[News], None]
    stopping: Callable[[], bool]
    pace: Pace = field(default_factory=Pace, compare=False)
    # What was asked of `can` in this round; every sale asks.
    facts: dict[Capability, Answer] = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        """The back end's name."""
        return self.backend.name

    @property
    def mark(self) -> Path:
        """Where the number of the newest attempt stands beside the database."""
        return self.store.path.with_name("sync.mark")

    def bring(self, entry_id: int, state: str, **values: Any) -> None:
        """Bring an outbox entry into a state, and tell of it; `values` are its columns by name."""
        with self.store.write() as unit:
            outbox.mark(unit, entry_id, state, at=self.now(), **values)
            unit.commit()
        self.tell(News(outbox=True))

    def can(self, unit: Unit, what: Capability) -> Answer:
        """Whether the back end can do something: what a manager set, else what was found out."""
        set_by_hand = {
            Capability.DEDUCTS_STOCK: self.backend.settings.deducts_stock,
            Capability.LOOKUP_BY_REF: self.backend.settings.lookup_by_ref,
        }.get(what)
        if set_by_hand in {Answer.YES, Answer.NO}:
            return Answer(set_by_hand)
        if what not in self.facts:
            known = backends.capabilities(unit, self.name).get(what)
            self.facts[what] = Answer(known.answer) if known else Answer.UNKNOWN
        return self.facts[what]

    def learn(self, what: Capability, answer: Answer, evidence: str) -> None:
        """Remember what was found out about the back end."""
        at = self.now()
        with self.store.write() as unit:
            backends.learn(unit, self.name, {what: Known(answer, evidence)}, at=at)
            unit.commit()
        self.facts[what] = answer
