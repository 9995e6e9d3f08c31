"""Cashiers: who stands at the till."""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.payment import refuse_card_number
from app.domain.text import fold, one_line
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import journal, user
from app.storage.store import Unit

MAX_NAME = 60


def names(unit: Unit) -> list[str]:
    """The names to choose from, in the order they came."""
    return user.names(unit)


def add(unit: Unit, name: str, counter: Counter) -> tuple[str, Changes]:
    """Make sure that there is a cashier with this name; the name as it is written.

    One who is there already, however spelt, is not added again. Raises Refusal incomplete,
    too_long, card_number.
    """
    name = one_line(name, "name", MAX_NAME)
    if not name:
        raise Refusal("incomplete", "A cashier needs a name.")
    refuse_card_number(name, "cashier's name")
    known = next((each for each in user.names(unit) if fold(each) == fold(name)), "")
    if known:
        return known, Changes()
    user.insert(unit, name)
    at = counter.source.now()
    journal.write(unit, "cashier_added", name, {}, actor=counter.cashier, at=at)
    unit.commit()
    return name, Changes(settings=True)
