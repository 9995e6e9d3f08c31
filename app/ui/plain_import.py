"""Imports as Python does them, without what PySide6 adds."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  it brings the hook, and the attribute below


def restore() -> None:
    """Take PySide6's import hook away.

    WORKAROUND: from its first import on, PySide6 6.12 reads and keeps the source of every module
    that is imported, in search of the word PySide6, for a feature that only `from __feature__
    import …` turns on. We turn none on, and a start need not read a hundred files twice.
    """
    usual = getattr(builtins, "__orig_import__", None)
    if usual is not None:
        builtins.__import__ = usual
