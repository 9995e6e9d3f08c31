"""Backup of an open shop, while it sells."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from app.domain.progress import Progress, paced, unwatched
from app.services.unit import Store
from app.storage import backup


def save(store: Store, target: Path, progress: Progress = unwatched) -> None:
    """Write a checked copy of the shop's store; whole, or nothing of it.

    Raises Refusal same_file, cancelled; Trouble read_only, disk_full, damaged.
    """
    backup.copy(store.path, target, progress=paced(progress, monotonic))
