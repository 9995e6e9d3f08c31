"""The debug overlay: in a corner, how smoothly the window runs. For whoever looks for a stutter."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.text import ltr
from app.ui import font, paint
from app.ui.stall import StallMonitor

REFRESH_MS = 500
MARGIN, PADDING, ROW, WIDTH = 12, 10, 18, 240

Facts = Callable[[], Mapping[str, int]]


class DebugOverlay(QWidget):
    """Shows stalls, paint times and memory, and the `facts`; it costs nothing until it is shown."""

    def __init__(self, window: QWidget, facts: Facts) -> None:
        super().__init__(window)
        self.setObjectName("debug_overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._window = window
        self._facts = facts
        self._rows: list[tuple[str, str]] = []
        self._painted = self._slowest = 0.0
        self.stalls = StallMonitor(self)
        self._refresh = QTimer(self, interval=REFRESH_MS)
        self._refresh.timeout.connect(self.refresh)

    def toggle(self) -> None:
        """Show it, or hide it again."""
        if self.isVisible():
            self.stop()
            return
        self._painted = self._slowest = 0.0
        self._window.installEventFilter(self)
        self.stalls.start()
        self._refresh.start()
        self.refresh()
        self.show()

    def stop(self) -> None:
        """Hide it; no timer goes on."""
        self.hide()
        self._window.removeEventFilter(self)
        self.stalls.stop()
        self._refresh.stop()

    def refresh(self) -> None:
        """Show how things stand now."""
        seen = self.stalls.seen()
        self._rows = [
            (self.tr("Longest stall"), _ms(seen.longest)),
            (self.tr("Last stall"), _ms(seen.last)),
            (self.tr("Stalls over a frame"), ltr(str(seen.over_frame))),
            (self.tr("Last frame"), _ms(self._painted)),
            (self.tr("Slowest frame"), _ms(self._slowest)),
            (self.tr("Memory"), ltr(f"{memory_mb():.0f} MB")),
        ]
        self._rows += [(name, ltr(str(count))) for name, count in self._facts().items()]
        self._take_place()
        self.raise_()
        self.update()

    def rows(self) -> list[tuple[str, str]]:
        """What is shown: names and figures."""
        return list(self._rows)

    def _take_place(self) -> None:
        height = len(self._rows) * ROW + 2 * PADDING
        at = MARGIN if paint.is_rtl(self) else self._window.width() - WIDTH - MARGIN
        self.setGeometry(at, self._window.height() - height - MARGIN, WIDTH, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and watched is self._window:
            # A frame is painted in here, and only here can it be timed.
            start = perf_counter()
            self._window.event(event)
            self._painted = (perf_counter() - start) * 1000
            self._slowest = max(self._slowest, self._painted)
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        rtl = paint.is_rtl(self)
        with QPainter(self) as painter:
            paint.box(painter, self.rect(), 8, "surface-3")
            row = self.rect().adjusted(PADDING, PADDING, -PADDING, 0)
            row.setHeight(ROW)
            for name, value in self._rows:
                paint.text(painter, row, name, font.font(12), "text-2", paint.start(rtl))
                paint.text(painter, row, value, font.font(12), "text", paint.end(rtl))
                row.translate(0, ROW)


def memory_mb() -> float:
    """How much memory this process holds now (the most so far where the system tells no more)."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return _most_memory_mb()


def _most_memory_mb() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _ms(value: float) -> str:
    return ltr(f"{value:.1f} ms")
