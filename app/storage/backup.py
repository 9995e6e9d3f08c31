"""Online backup: a checked copy of the store, taken while it is in use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.domain.errors import Refusal, Trouble
from app.domain.progress import Progress, go_on, unwatched
from app.storage import driver
from app.storage.store import FILE_NAME, Store, is_there, known_troubles, revision

PAGES = 1_000  # copied at once; some 4 MB
STEPS = 50_000  # of SQLite's machine between two looks whether a check shall go on
PARTS = ("", "-wal", "-shm", "-journal")  # of a database: its file, and what may lie beside it


def copy(
    source: Path,
    target: Path,
    connect: Callable[[Path], Any] = driver.connect,
    progress: Progress = unwatched,
) -> None:
    """Copy the database to `target`, check the copy, and only then give it its name.

    Raises Refusal same_file, cancelled; Trouble read_only, disk_full, damaged.
    """
    own = target.parent.resolve() == source.parent.resolve()
    if own and target.name.lower().startswith(FILE_NAME):
        raise Refusal("same_file", f"{target} belongs to the store itself; choose another name.")
    with draft(target) as copied:
        try:
            with (
                closing(driver.dbapi.connect(str(copied))) as duplicate,
                known_troubles(source),
                closing(connect(source)) as original,
            ):
                _hold(original)
                with known_troubles(target):
                    pages = _copy_pages(original, duplicate, progress)
                duplicate.execute("PRAGMA journal_mode = DELETE")
                _check(duplicate, source, lambda: go_on(progress, pages, 2 * pages))
            go_on(progress, 2 * pages, 2 * pages)
            _to_disk(copied)
            copied.replace(target)
            _to_disk(target.parent)
        except OSError as error:
            raise Trouble("disk_error", f"The backup {target} could not be written.") from error


@contextmanager
def scratch(source: Path, progress: Progress = unwatched) -> Iterator[Store]:
    """A copy of the store as it is now, to try something out; it is gone at the end.

    Raises Refusal cancelled; Trouble read_only, disk_full.
    """
    with draft(source) as copied:
        with (
            closing(driver.dbapi.connect(str(copied))) as duplicate,
            known_troubles(source),
            closing(driver.connect(source)) as original,
        ):
            _hold(original)
            _copy_pages(original, duplicate, progress)
        store = Store(copied)
        try:
            yield store
        finally:
            store.close()


def restore(backup: Path, folder: Path) -> Path | None:
    """Put a backup in the place of the folder's store; where the replaced store is kept.

    Raises Trouble no_backup, damaged, newer_database, read_only, locked; the old store then
    stands. The backup itself may lie where nothing can be written.
    """
    if not (is_there(backup) and backup.is_file()):
        raise Trouble("no_backup", f"There is no backup {backup}.")
    revision(backup, driver.connect_to_read)
    path = folder / FILE_NAME
    with draft(path) as fresh:
        copy(backup, fresh, driver.connect_to_read)
        try:
            kept = _keep(path)
            fresh.replace(path)
            _to_disk(folder)
        except OSError as error:
            sentence = f"The store in {folder} could not be replaced: {error.strerror}."
            raise Trouble("disk_error", sentence) from error
    return kept


@contextmanager
def draft(target: Path) -> Iterator[Path]:
    """A new empty file beside `target`, gone at the end unless it was given another name."""
    path = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.touch(exist_ok=False)
    except OSError as error:
        raise Trouble("read_only", f"The folder {target.parent} can't be written.") from error
    try:
        yield path
    finally:
        for part in PARTS:
            with suppress(OSError):
                path.with_name(path.name + part).unlink(missing_ok=True)


def _keep(path: Path) -> Path | None:
    # The old store stands until the very moment that the new one takes its name.
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = path.with_name(f"replaced-{stamp}.db")
    there = [part for part in PARTS if path.with_name(path.name + part).exists()]
    if path.exists():
        _merge_log(path)
        try:
            kept.hardlink_to(path)
        except OSError:  # a file system without hard links
            shutil.copyfile(path, kept)
            _to_disk(kept)
    # A log without its database would be taken for the new one's.
    for part in PARTS[1:]:
        beside = path.with_name(path.name + part)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + part))
    return kept if there else None


def _merge_log(path: Path) -> None:
    # Leaving WAL needs the store for ourselves, so that no open till goes on in the old file. A
    # damaged store is kept as it is, log and all.
    try:
        with known_troubles(path), closing(driver.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except Trouble as trouble:
        if trouble.code != "damaged":
            raise


def _hold(original: Any) -> None:
    # One view for all pages: what is sold meanwhile neither gets in nor begins the copy anew.
    original.execute("BEGIN")
    original.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _copy_pages(original: Any, duplicate: Any, progress: Progress) -> int:
    """Copy all pages, which are half of the work of a backup; how many there are."""
    pages = 0

    def told(_status: int, remaining: int, total: int) -> None:
        nonlocal pages
        pages = total
        go_on(progress, total - remaining, 2 * total)

    original.backup(duplicate, pages=PAGES, progress=told)
    return pages


def _check(connection: Any, source: Path, look: Callable[[], None]) -> None:
    stopped: list[Refusal] = []

    def interrupts() -> bool:
        try:
            look()
        except Refusal as refusal:
            stopped.append(refusal)
        return bool(stopped)

    connection.set_progress_handler(interrupts, STEPS)
    try:
        answer = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except driver.dbapi.OperationalError:
        if stopped:
            raise stopped[0] from None
        raise
    if answer != ("ok",):
        raise Trouble("damaged", f"{source} is damaged: {answer[0]}.")


def _to_disk(path: Path) -> None:
    # A rename is durable only once file and folder are on disk; Windows can't open a folder.
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
