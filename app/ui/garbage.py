"""Garbage: what only circles of references keep is looked for on the GUI thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class Garbage(QObject):
    """Takes the place of Python's own search, as often and as deep, but never in mid-frame.

    Python's own begins on whichever thread makes the next object; a widget that is found there
    would be deleted off its thread, which Qt does not survive.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Search the oldest generation that is due."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        found = [generation for generation, (count, most) in enumerate(due) if 0 < most < count]
        if found:
            gc.collect(found[-1])
