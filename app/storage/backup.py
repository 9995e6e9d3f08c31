"""Online backup: a checked copy of the store, taken while it is in use."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import Trouble
from app.storage import driver
from app.storage.store import FILE_NAME, known_troubles, revision


def copy(source: Path, target: Path) -> None:
    """Copy the database to `target`, check the copy, and only then give it its name."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(exist_ok=False)
    except OSError as error:
        raise Trouble("read_only", f"The folder {target.parent} can't be written.") from error
    try:
        with (
            known_troubles(target),
            closing(driver.connect(source)) as original,
            closing(driver.dbapi.connect(str(draft))) as duplicate,
        ):
            original.backup(duplicate)
            duplicate.execute("PRAGMA journal_mode = DELETE")
            check(duplicate, target)
        _to_disk(draft)
        draft.replace(target)
        _to_disk(target.parent)
    except OSError as error:
        raise Trouble("disk_error", f"The backup {target} could not be written.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def restore(backup: Path, folder: Path) -> Path | None:
    """Put a backup in the place of the folder's store; where the replaced store is kept.

    Raises Trouble no_backup, damaged, newer_database, read_only; the old store then stands.
    """
    if not backup.is_file():
        raise Trouble("no_backup", f"There is no backup {backup}.")
    path = folder / FILE_NAME
    fresh = folder / f".{FILE_NAME}.restored"
    with suppress(OSError):
        fresh.unlink(missing_ok=True)
    copy(backup, fresh)
    try:
        revision(fresh)
        kept = _keep(path) if path.exists() else None
        fresh.replace(path)
        _to_disk(folder)
    except OSError as error:
        raise Trouble("disk_error", f"The store in {folder} could not be replaced.") from error
    else:
        return kept
    finally:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)


def _keep(path: Path) -> Path:
    # Whole, with what its log still holds; a damaged store is kept as it is.
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = path.with_name(f"replaced-{stamp}.db")
    try:
        copy(path, kept)
    except Trouble:
        for suffix in ("", "-wal", "-shm"):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.replace(kept.with_name(kept.name + suffix))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return kept


def check(connection: object, path: Path) -> None:
    """Raise Trouble damaged unless SQLite finds the whole database sound."""
    answer = connection.execute("PRAGMA integrity_check(1)").fetchone()  # type: ignore[attr-defined]
    if answer != ("ok",):
        raise Trouble("damaged", f"{path} is damaged: {answer[0]}.")


def _to_disk(path: Path) -> None:
    # A rename is durable only once file and folder are on disk; Windows can't open a folder.
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
