"""The bus: every screen hears once what a use case changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Broadcasts Changes on the GUI thread, once per use case."""

    changed = Signal(object)
