"""Where the files are that travel with the program: fonts, icons, drawings, the demo catalogue."""

from __future__ import annotations

from pathlib import Path

_APP = Path(__file__).resolve().parent
_SHIPPED = _APP / "_shipped"
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _APP.parent


def path(name: str) -> Path:
    """The resource of this name, like "demo/catalogue.json": from the wheel, else from the tree."""
    return _ROOT / "resources" / name


def translation(name: str) -> Path:
    """The compiled translation of this name, like "sanduq_ar.qm"; the tree may not have it yet."""
    return _ROOT / "translations" / name
