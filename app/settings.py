"""Where this shop's data lies."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import Refusal


def data_folder(chosen: str = "") -> Path:
    """The chosen folder, else the platform's own place for a program's data."""
    if chosen:
        try:
            return Path(chosen).expanduser()
        except RuntimeError as error:
            raise Refusal("unknown_folder", f"There is no folder {chosen}.") from error
    from platformdirs import user_data_path

    return user_data_path("sanduq", appauthor=False)
