"""Opening a shop's store, whatever its age."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import Trouble
from app.storage.schema import REVISION
from app.storage.store import FILE_NAME, Store, is_there, revision


def open_store(folder: Path, *, idle_checkpoints: bool = False) -> Store:
    """The shop's store in this folder, brought up to date after a backup where it is older.

    Raises Trouble: no_shop, no_access, newer_database, damaged, locked, read_only.
    """
    path = folder / FILE_NAME
    if not is_there(path):
        raise Trouble("no_shop", f"There is no shop in {folder}; make one with “init”.")
    found = revision(path)
    if found != REVISION:
        # Alembic is slow to import, and most starts do not need it.
        from app.storage import migration

        migration.upgrade(path, found)
    return Store(path, idle_checkpoints=idle_checkpoints)
