"""What may wait until the window has painted what it knows already."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

# Qt asks the window to paint with an event of low priority; what is lower still comes after it.
# A timer without an interval would come before it on some systems.
PRIORITY = Qt.EventPriority.LowEventPriority.value - 1

_TURN = QEvent.Type(QEvent.registerEventType())


class AfterPaint(QObject):
    """Makes calls in their order, once the window has painted; what is left at its end is lost."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._calls: deque[Callable[[], object]] = deque()

    def __len__(self) -> int:
        return len(self._calls)

    def call(self, call: Callable[[], object]) -> None:
        """Make this call soon."""
        self._calls.append(call)
        QCoreApplication.postEvent(self, QEvent(_TURN), PRIORITY)

    def clear(self) -> None:
        """Drop what is left."""
        self._calls.clear()

    def customEvent(self, event: QEvent) -> None:
        if event.type() == _TURN and self._calls:
            self._calls.popleft()()
