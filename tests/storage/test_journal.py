"""The journal: a chain that shows when someone altered or removed an entry."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.storage import journal
from app.storage.store import Store
from tests.shop import NOON

COLUMNS = ("at", "actor", "event", "subject", "data", "previous_hash", "hash")


@pytest.fixture
def written(store: Store) -> Store:
    """A store with the entry of the new shop and five more."""
    with store.write() as unit:
        for number in range(5):
            data: dict[str, object] = {"amount": f"{number}.00", "to": "فاطمة"}
            journal.write(unit, "paid", f"A1-{number}", data, actor="Sara", at=NOON)
        unit.commit()
    return store


def faults(store: Store) -> list[str]:
    with store.read() as unit:
        return journal.faults(unit)


def tamper(store: Store, *statements: str, values: Sequence[object] = ()) -> None:
    """Alter the journal as someone would who knows about the triggers."""
    with store.write() as unit:
        unit.sql("DROP TRIGGER journal_never_update")
        unit.sql("DROP TRIGGER journal_never_delete")
        for statement in statements:
            unit.raw(statement, values)
        unit.commit()


def test_an_untouched_journal_has_no_faults(written: Store) -> None:
    assert faults(written) == []


def test_the_first_entry_starts_from_zeros(written: Store) -> None:
    with written.read() as unit:
        first = unit.raw("SELECT previous_hash FROM journal WHERE sequence = 1").fetchone()
    assert first == ("0" * 64,)


@pytest.mark.parametrize("column", COLUMNS)
def test_an_altered_entry_is_found(written: Store, column: str) -> None:
    value = '{"amount":"9.00"}' if column == "data" else "other"
    tamper(written, f"UPDATE journal SET {column} = ? WHERE sequence = 3", values=(value,))
    assert "Journal entry 3 was altered." in faults(written)


def test_an_entry_altered_with_its_hash_is_found_by_the_next_one(written: Store) -> None:
    with written.read() as unit:
        row = unit.raw(f"SELECT {', '.join(COLUMNS)} FROM journal WHERE sequence = 3").fetchone()
    at, _, event, subject, data, previous, _ = row
    own = journal.digest(previous, at, "Nobody", event, subject, data)
    tamper(
        written,
        "UPDATE journal SET actor = 'Nobody', hash = ? WHERE sequence = 3",
        values=(own,),
    )
    assert faults(written) == ["Journal entry 4 was altered."]


def test_text_moved_from_one_field_to_the_next_is_found(written: Store) -> None:
    tamper(
        written,
        "UPDATE journal SET actor = actor || event, event = '' WHERE sequence = 3",
    )
    assert faults(written) == ["Journal entry 3 was altered."]


@pytest.mark.parametrize("sequence", [1, 3, 5])
def test_a_missing_entry_is_found(written: Store, sequence: int) -> None:
    tamper(written, "DELETE FROM journal WHERE sequence = ?", values=(sequence,))
    assert f"Journal entry {sequence} is missing." in faults(written)


def test_a_missing_entry_is_found_when_the_others_are_numbered_anew(written: Store) -> None:
    tamper(
        written,
        "DELETE FROM journal WHERE sequence = 3",
        "UPDATE journal SET sequence = sequence - 1 WHERE sequence > 3",
    )
    assert faults(written) == ["Journal entry 3 was altered."]


def test_swapped_entries_are_found(written: Store) -> None:
    tamper(
        written,
        "UPDATE journal SET sequence = 99 WHERE sequence = 2",
        "UPDATE journal SET sequence = 2 WHERE sequence = 3",
        "UPDATE journal SET sequence = 3 WHERE sequence = 99",
    )
    assert len(faults(written)) >= 2
