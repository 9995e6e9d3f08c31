"""Cashiers: a list of names, none of them twice."""

from __future__ import annotations

import pytest

from app.domain.errors import Refusal
from app.services import cashiers
from app.services.changes import Changes
from app.storage.store import Store
from tests.shop import counter_of, findings, tally

ADDED = "SELECT count(*) FROM journal WHERE event = 'cashier_added'"


def add(store: Store, name: str) -> tuple[str, Changes]:
    with store.write() as unit:
        return cashiers.add(unit, name, counter_of(unit))


def names(store: Store) -> list[str]:
    with store.read() as unit:
        return cashiers.names(unit)


def test_a_new_cashier_can_be_chosen(store: Store) -> None:
    assert names(store) == []
    assert add(store, " Sara ") == ("Sara", Changes(settings=True))
    add(store, "أحمد")
    assert names(store) == ["Sara", "أحمد"]
    assert tally(store, ADDED) == 2
    assert findings(store) == []


@pytest.mark.parametrize(("first", "again"), [("Sara", "sara "), ("أحمد", "احمد")])
def test_a_cashier_who_is_there_is_not_added_again(store: Store, first: str, again: str) -> None:
    add(store, first)
    assert add(store, again) == (first, Changes())
    assert names(store) == [first]
    assert tally(store, ADDED) == 1


@pytest.mark.parametrize(("name", "code"), [(" ", "incomplete"), ("x" * 61, "too_long")])
def test_a_name_that_is_none_is_refused(store: Store, name: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        add(store, name)
    assert caught.value.code == code
    assert names(store) == []


def test_who_left_is_not_offered_but_may_come_back(store: Store) -> None:
    add(store, "Sara")
    with store.write() as unit:
        unit.raw("UPDATE user SET active = 0")
        unit.commit()
    assert names(store) == []
    assert add(store, "Sara") == ("Sara", Changes(settings=True))
    assert names(store) == ["Sara"]
