"""Where the files are that travel with the program: fonts, icons, drawings, the demo catalogue."""

from __future__ import annotations

from pathlib import Path

_APP = Path(__file__).resolve().parent
_SHIPPED = _APP / "_shipped" / "resources"
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _APP.parent / "resources"


def path(name: str) -> Path:
    """The resource of this name, like "demo/catalogue.json": from the wheel, else from the tree."""
    return _ROOT / name
