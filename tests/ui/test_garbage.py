from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.ui.garbage import Garbage


class Ring:
    """Something that only it itself refers to."""

    def __init__(self) -> None:
        self.own = self


def test_python_does_not_search_by_itself(app: QApplication) -> None:
    assert not gc.isenabled()
    rings = [weakref.ref(Ring()) for _ in range(2_000)]
    assert all(ring() is not None for ring in rings)


def test_a_look_finds_what_is_due(app: QApplication) -> None:
    parent = QObject()
    garbage = Garbage(parent)
    gc.collect()
    ring = weakref.ref(Ring())
    garbage.look()
    assert ring() is not None, "a search for one ring is wasted"
    rings = [weakref.ref(Ring()) for _ in range(2_000)]
    garbage.look()
    assert not any(each() for each in (ring, *rings))
    parent.deleteLater()
