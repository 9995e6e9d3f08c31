"""The print queue: what waits for the printer, kept through crash and restart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.storage.store import Unit
from app.storage.value import moment_text

WAITING, PRINTING, HELD, DONE = "waiting", "printing", "held", "done"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A document to be printed once, and how that stands.

    `attempts` counts how often it was taken; `not_before` ends the pause after a failure or, while
    it is printing, the worker's claim to it. A held job waits for a person.
    """

    id: int
    number: str
    printer: str
    form: str
    copy: bool
    state: str
    attempts: int
    not_before: datetime | None
    message: str
    created_at: datetime

    @property
    def printed(self) -> bool:
        """Whether the printer took it."""
        return self.state == DONE


_COLUMNS = "id, number, printer, form, copy, state, attempts, not_before, message, created_at"

# Each printer takes its oldest job first and one at a time, so order is kept and a pause holds
# for the printer. SQLite takes a bare column from the row that has the minimum.
_NEXT = (
    "SELECT id FROM (SELECT min(id) AS id, not_before FROM print_job "
    f"WHERE state IN ('{WAITING}', '{PRINTING}') GROUP BY printer) "
    "WHERE coalesce(not_before, '') <= :at ORDER BY id LIMIT 1"
)

# A job found printing is one whose worker died: it may be on paper already, so it is a copy now.
_TAKE = (
    f"UPDATE print_job SET copy = max(copy, state = '{PRINTING}'), state = '{PRINTING}', "
    f"attempts = attempts + 1, not_before = :until WHERE id = ({_NEXT}) RETURNING {_COLUMNS}"
)

# `attempts` tells this worker's claim from that of one who took over.
_SETTLE = (
    "UPDATE print_job SET state = ?, message = ?, not_before = ?, copy = max(copy, ?) "
    f"WHERE id = ? AND state = '{PRINTING}' AND attempts = ?"
)


def put(unit: Unit, number: str, *, printer: str, form: str, copy: bool, at: datetime) -> int:
    """Queue a print of a document; the job's id."""
    return int(
        unit.sql(
            "INSERT INTO print_job (number, printer, form, copy, state, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (number, printer, form, int(copy), WAITING, moment_text(at)),
        ).scalar_one()
    )


def is_due(unit: Unit, at: datetime) -> bool:
    """Whether there is a job to take."""
    return unit.sql(_NEXT, {"at": moment_text(at)}).fetchone() is not None


def take(unit: Unit, *, at: datetime, until: datetime) -> PrintJob | None:
    """The next due job, which is this worker's alone `until` then; commit before printing it."""
    moments = {"at": moment_text(at), "until": moment_text(until)}
    return next(map(_job, unit.sql(_TAKE, moments).named()), None)


def done(unit: Unit, job: PrintJob) -> PrintJob:
    """The printer took the job; gives how it stands now, as the next two do."""
    return _settle(unit, job, DONE)


def failed(
    unit: Unit, job: PrintJob, message: str, *, not_before: datetime, copy: bool = False
) -> PrintJob:
    """The printer did not take the job, or it is not known whether it did: then a `copy` comes."""
    return _settle(unit, job, WAITING, message, not_before=not_before, copy=copy)


def hold(unit: Unit, job: PrintJob, message: str) -> PrintJob:
    """The job waits for a person."""
    return _settle(unit, job, HELD, message)


def _settle(
    unit: Unit,
    job: PrintJob,
    state: str,
    message: str = "",
    *,
    not_before: datetime | None = None,
    copy: bool = False,
) -> PrintJob:
    moment = None if not_before is None else moment_text(not_before)
    unit.sql(_SETTLE, (state, message, moment, int(copy), job.id, job.attempts))
    return replace(job, state=state, message=message, not_before=not_before, copy=job.copy or copy)


def move(unit: Unit, *, old: str, new: str) -> None:
    """What waits for one printer waits for another now, and is due at once."""
    unit.sql(
        f"UPDATE print_job SET printer = ?, not_before = NULL WHERE printer = ? "
        f"AND state = '{WAITING}'",
        (new, old),
    )


def remove(unit: Unit, job_id: int) -> PrintJob | None:
    """Take out a job that waits or is held, as it was; None when there is no such job."""
    found = unit.sql(
        f"DELETE FROM print_job WHERE id = ? AND state IN ('{WAITING}', '{HELD}') "
        f"RETURNING {_COLUMNS}",
        (job_id,),
    )
    return next(map(_job, found.named()), None)


def unfinished(unit: Unit) -> list[PrintJob]:
    """The jobs that no printer has taken yet, the oldest first."""
    found = unit.sql(
        f"SELECT {_COLUMNS} FROM print_job WHERE state IN ('{WAITING}', '{PRINTING}', '{HELD}') "
        "ORDER BY id"
    )
    return [_job(row) for row in found.named()]


def _job(row: dict[str, Any]) -> PrintJob:
    pause = row["not_before"]
    exact = {
        "copy": bool(row["copy"]),
        "not_before": None if pause is None else datetime.fromisoformat(pause),
        "created_at": datetime.fromisoformat(row["created_at"]),
    }
    return PrintJob(**{**row, **exact})
