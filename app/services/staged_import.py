"""Import of products beside an open till: in short steps, so that a sale never waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import monotonic

from app.domain.errors import SanduqError
from app.domain.progress import Progress, go_on, paced, unwatched
from app.services import table_file
from app.services.counter import Counter
from app.services.product_import import (
    Batch,
    Chunk,
    ImportReport,
    Readers,
    begun,
    readers,
    uncollected,
)
from app.storage import backup, journal
from app.storage.store import Store

STEP_S = 0.1  # that a step should take; a sale waits for one at most
FEWEST, FIRST, MOST = 20, 200, 2_000  # rows a step


def preview(
    store: Store, path: Path, counter: Counter, progress: Progress = unwatched
) -> ImportReport:
    """What an import of this file would do. It is tried out on a copy of the store.

    Raises Refusal bad_csv, unknown_file, cancelled; Trouble read_only, disk_full.
    """
    told = paced(progress, monotonic)
    total = table_file.line_count(path)
    with (
        table_file.reading(path) as (columns, rows),
        backup.scratch(store.path, lambda *_: told(0, total)) as copy,
        copy.write() as unit,
        uncollected(),
    ):
        report = begun(columns)
        batch = Batch(unit, counter, report, readers(counter.currency))
        while chunk := list(islice(rows, FIRST)):
            batch.take(chunk)
            go_on(told, min(chunk[-1][0], total), total)
    return report


def import_in_steps(
    store: Store, path: Path, counter: Counter, progress: Progress = unwatched
) -> ImportReport:
    """Import the file in many short transactions, each whole, until its end or until cancelled.

    What the report counts is stored, also when it was cancelled or says what stopped it. To run it
    again is harmless for rows with a SKU or barcode: they name the product that they made.
    Raises Refusal bad_csv, unknown_file and a Trouble when nothing could be begun.
    """
    told = paced(progress, monotonic)
    total = table_file.line_count(path)
    report: ImportReport | None = None
    try:
        with table_file.reading(path) as (columns, rows), uncollected():
            fresh = begun(columns)
            _write_down(store, "import_started", path, counter, {})
            report = fresh
            for done in _steps(store, rows, counter, report):
                if not told(min(done, total), total):
                    report.cancelled = True
                    break
    except SanduqError as error:
        if report is None:
            raise
        report.stopped_by = error
    _end(store, path, counter, report)
    return report


def _steps(
    store: Store, rows: Iterator[tuple[int, dict[str, str]]], counter: Counter, report: ImportReport
) -> Iterator[int]:
    """Store the rows step by step; after each the line that was reached."""
    kept = readers(counter.currency)
    size = FIRST
    while chunk := list(islice(rows, size)):
        began = monotonic()
        report.add(_step(store, chunk, counter, kept))
        size = _next_size(len(chunk), monotonic() - began)
        yield chunk[-1][0]


def _step(store: Store, chunk: Chunk, counter: Counter, kept: Readers) -> ImportReport:
    step = ImportReport()
    with store.write() as unit:
        Batch(unit, counter, step, kept).take(chunk)
        unit.commit()
    return step


def _next_size(rows: int, seconds: float) -> int:
    # It may grow twofold only: one quick step does not tell how long the next rows take.
    fitting = rows * STEP_S / max(seconds, 0.001)
    return int(max(FEWEST, min(fitting, 2 * rows, MOST)))


def _end(store: Store, path: Path, counter: Counter, report: ImportReport) -> None:
    figures = report.figures
    if report.cancelled:
        figures["cancelled"] = True
    if report.stopped_by:
        figures["stopped_by"] = report.stopped_by.code
    try:
        _write_down(store, "products_imported", path, counter, figures)
    except SanduqError as error:
        # What stopped the import stops this too; the steps are stored all the same.
        report.stopped_by = report.stopped_by or error


def _write_down(
    store: Store, event: str, path: Path, counter: Counter, data: dict[str, object]
) -> None:
    at = counter.source.now()
    with store.write() as unit:
        journal.write(unit, event, path.name, data, actor=counter.cashier, at=at)
        unit.commit()
