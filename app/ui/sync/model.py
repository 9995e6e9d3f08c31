"""Rows of the sync screen: entries of the outbox, and things to look at among them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from app.domain.text import fold
from app.services import outbox
from app.services.unit import Unit
from app.ui.rows import Index, Read, Rows
from app.ui.sync import words
from app.ui.sync.words import Item

OPEN, ATTENTION, SENT = LISTS = ("open", "attention", "sent_today")


class SyncRows(Rows[Item]):
    """Entries by their ids; a thing to look at has its own id, negative."""

    def __init__(self, read: Read[Item], now: Callable[[], datetime]) -> None:
        super().__init__(read)
        self._now = now
        self.labels: dict[str, str] = {}

    def name(self, row: Item) -> str:
        what, said = words.what(row, self.labels), words.message(row, self._now())
        parts = (words.verdict(row).words, what.first, what.second, said.first, said.second)
        return " · ".join(each for each in parts if each)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tip = role == Qt.ItemDataRole.ToolTipRole
        return super().data(index, Qt.ItemDataRole.AccessibleTextRole if tip else role)


def ids(unit: Unit, which: str, text: str, now: datetime) -> Sequence[int]:
    """The ids of a list, those first that somebody must act on."""
    entries = outbox.ids(unit, which=which, now=now, text=text)
    looked_at = _looked_at(unit, fold(text)) if which == OPEN else array("q")
    if not looked_at:
        return entries
    urgent = len(outbox.ids(unit, which=ATTENTION, now=now, text=text))
    return array("q", [*entries[:urgent], *looked_at, *entries[urgent:]])


def rows_of(unit: Unit, ids: Sequence[int]) -> list[Item]:
    """The rows with these ids, in this order."""
    entries = {each.id: each for each in outbox.rows_of(unit, [each for each in ids if each > 0])}
    found: dict[int, Item] = {**entries}
    if any(each < 0 for each in ids):
        found |= {-each.id: each for each in outbox.reviews(unit)}
    return [found[each] for each in ids if each in found]


def _looked_at(unit: Unit, text: str) -> array[int]:
    found = (
        each for each in outbox.reviews(unit) if text in fold(f"{each.subject} {each.message}")
    )
    return array("q", [-each.id for each in found])
