"""Where this shop's data lies."""

from __future__ import annotations

from pathlib import Path


def data_folder(chosen: str = "") -> Path:
    """The chosen folder, else the platform's own place for a program's data."""
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("sanduq", appauthor=False)
