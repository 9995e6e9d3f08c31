"""The print queue: order, one worker a printer, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.storage import migration, print_queue
from app.storage.opening import open_store
from app.storage.print_queue import DONE, HELD, PRINTING, WAITING, PrintJob
from app.storage.store import Store, Unit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLAIM = timedelta(seconds=30)


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with migration.new_store(tmp_path) as made, made.write() as unit:
        unit.commit()
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@contextmanager
def change(store: Store) -> Iterator[Unit]:
    with store.write() as unit:
        yield unit
        unit.commit()


def put(store: Store, number: str, printer: str = "Till", *, copy: bool = False) -> int:
    with change(store) as unit:
        return print_queue.put(unit, number, printer=printer, form="slip80", copy=copy, at=NOON)


def take(store: Store, at: datetime = NOON) -> PrintJob | None:
    with change(store) as unit:
        return print_queue.take(unit, at=at, until=at + CLAIM)


def taken(store: Store, at: datetime = NOON) -> PrintJob:
    job = take(store, at)
    assert job is not None
    return job


def unfinished(store: Store) -> list[PrintJob]:
    with store.read() as unit:
        return print_queue.unfinished(unit)


def state(store: Store, job_id: int) -> str:
    with store.read() as unit:
        return str(unit.sql("SELECT state FROM print_job WHERE id = ?", (job_id,)).scalar_one())


def test_a_job_is_read_back_as_it_was_put(store: Store) -> None:
    job_id = put(store, "A1-000001", copy=True)

    assert unfinished(store) == [
        PrintJob(job_id, "A1-000001", "Till", "slip80", True, WAITING, 0, None, "", NOON)
    ]


def test_an_empty_queue_has_nothing_due(store: Store) -> None:
    with store.read() as unit:
        assert not print_queue.is_due(unit, NOON)
    assert take(store) is None


def test_jobs_are_taken_in_the_order_in_which_they_were_put(store: Store) -> None:
    for number in "132":
        put(store, number)

    numbers = []
    while job := take(store):
        numbers.append(job.number)
        with change(store) as unit:
            print_queue.done(unit, job)

    assert numbers == ["1", "3", "2"]


def test_a_printer_gets_no_second_job_before_the_first_is_settled(store: Store) -> None:
    put(store, "1")
    put(store, "2")
    job = taken(store)

    assert take(store, later(1)) is None

    with change(store) as unit:
        print_queue.done(unit, job)
    assert taken(store, later(1)).number == "2"


def test_printers_do_not_wait_for_each_other(store: Store) -> None:
    put(store, "1", "Till")
    put(store, "2", "Office")

    assert [taken(store).printer, taken(store).printer] == ["Till", "Office"]


def test_a_job_taken_counts_an_attempt_and_is_printing(store: Store) -> None:
    put(store, "1")

    job = taken(store)

    assert (job.state, job.attempts, job.not_before) == (PRINTING, 1, NOON + CLAIM)
    assert unfinished(store) == [job]


def test_a_failed_job_waits_for_its_time_and_keeps_its_message(store: Store) -> None:
    put(store, "1")
    job = taken(store)
    with change(store) as unit:
        settled = print_queue.failed(unit, job, "Out of paper.", not_before=later(5))

    assert (settled.state, settled.message, settled.copy) == (WAITING, "Out of paper.", False)
    assert unfinished(store) == [settled]
    assert take(store, later(4.9)) is None
    assert taken(store, later(5)).attempts == 2


def test_a_pause_holds_for_all_jobs_of_the_printer(store: Store) -> None:
    put(store, "1")
    job = taken(store)
    with change(store) as unit:
        print_queue.failed(unit, job, "Out of paper.", not_before=later(5))
    put(store, "2")

    assert take(store, later(4)) is None
    assert taken(store, later(5)).number == "1"


def test_a_held_job_lets_the_others_pass(store: Store) -> None:
    held = put(store, "1")
    put(store, "2")
    with change(store) as unit:
        first = print_queue.take(unit, at=NOON, until=NOON + CLAIM)
        assert first is not None
        print_queue.hold(unit, first, "It has waited too long.")

    assert taken(store).number == "2"
    assert state(store, held) == HELD


def test_a_job_whose_worker_died_is_taken_again_as_a_copy(store: Store) -> None:
    put(store, "1")
    dead = taken(store)

    assert take(store, later(29)) is None
    again = taken(store, later(30))

    assert (dead.copy, again.copy, again.attempts) == (False, True, 2)


def test_a_job_that_failed_is_no_copy_the_next_time(store: Store) -> None:
    put(store, "1")
    with change(store) as unit:
        first = print_queue.take(unit, at=NOON, until=NOON + CLAIM)
        assert first is not None
        print_queue.failed(unit, first, "Out of paper.", not_before=NOON)

    assert not taken(store).copy


def test_a_job_that_may_have_printed_is_a_copy_the_next_time(store: Store) -> None:
    put(store, "1")
    job = taken(store)
    with change(store) as unit:
        print_queue.failed(unit, job, "No answer.", not_before=NOON, copy=True)

    assert taken(store).copy


def test_a_worker_that_comes_late_does_not_settle_the_job_of_its_successor(store: Store) -> None:
    job_id = put(store, "1")
    slow = taken(store)
    successor = taken(store, later(30))

    with change(store) as unit:
        print_queue.failed(unit, slow, "Out of paper.", not_before=NOON)
    assert unfinished(store) == [successor]

    with change(store) as unit:
        print_queue.done(unit, successor)
    assert state(store, job_id) == DONE


def test_a_take_that_is_not_committed_leaves_the_job_waiting(store: Store) -> None:
    put(store, "1")
    with store.write() as unit:
        assert print_queue.take(unit, at=NOON, until=NOON + CLAIM)

    assert [job.state for job in unfinished(store)] == [WAITING]


def test_done_jobs_are_not_listed(store: Store) -> None:
    put(store, "1")
    job = taken(store)
    with change(store) as unit:
        assert print_queue.done(unit, job).printed

    assert unfinished(store) == []


def test_waiting_jobs_move_to_another_printer_and_are_due_at_once(store: Store) -> None:
    put(store, "1")
    put(store, "2", "Office")
    job = taken(store)
    with change(store) as unit:
        print_queue.failed(unit, job, "It is gone.", not_before=later(60))
        print_queue.move(unit, old="Till", new="Bar")

    assert [each.printer for each in unfinished(store)] == ["Bar", "Office"]
    assert taken(store).printer == "Bar"


def test_a_job_that_is_printing_can_not_be_removed(store: Store) -> None:
    job_id = put(store, "1")
    taken(store)

    with change(store) as unit:
        assert print_queue.remove(unit, job_id) is None
    assert len(unfinished(store)) == 1


def test_a_removed_job_is_gone(store: Store) -> None:
    job_id = put(store, "1")

    with change(store) as unit:
        removed = print_queue.remove(unit, job_id)

    assert removed is not None
    assert removed.number == "1"
    assert unfinished(store) == []
