"""Files: a document on disk, whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.domain.errors import Refusal, Trouble


def write(path: Path, content: bytes) -> None:
    """Write a file; what stood there stays until the new one is whole.

    Raises Refusal unknown_file; Trouble disk_error.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refusal("unknown_file", f"There is no folder {path.parent}.") from error
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise Trouble("disk_error", f"{path} can't be written: {error.strerror}.") from error
