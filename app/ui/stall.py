"""Stalls of the GUI thread: how long it keeps whoever works with the window waiting."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

PROBE_MS = 5
FRAME_MS, NOTICED_MS = 16.7, 50.0
LONGEST_TOLD = 1_000  # whole milliseconds that are told apart for p99


@dataclass(frozen=True, slots=True)
class Stalls:
    """What the probe saw, in milliseconds: `longest` and the `last` over a frame, and how many.

    A gap is the time from one probe to the next: an idle thread has gaps of `PROBE_MS`.
    """

    probes: int
    longest: float
    last: float
    p99: float
    over_frame: int
    over_noticed: int


class StallMonitor(QObject):
    """A probe that asks the GUI thread for a sign of life every few milliseconds, once started."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=PROBE_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._probe)
        self.reset()

    def start(self) -> None:
        """Begin to probe, and to count anew."""
        self.reset()
        self._timer.start()

    def stop(self) -> None:
        """Probe no more; what was seen stays."""
        self._timer.stop()

    def is_running(self) -> bool:
        """Whether it probes."""
        return self._timer.isActive()

    def reset(self) -> None:
        """Forget what was seen."""
        self._before = perf_counter()
        self._counts = [0] * (LONGEST_TOLD + 1)
        self._longest = self._last = 0.0
        self._over_frame = self._over_noticed = 0

    def seen(self) -> Stalls:
        """What was seen since the reset."""
        return Stalls(
            sum(self._counts),
            self._longest,
            self._last,
            self._p99(),
            self._over_frame,
            self._over_noticed,
        )

    def _probe(self) -> None:
        now = perf_counter()
        gap = (now - self._before) * 1000
        self._before = now
        self._counts[min(int(gap), LONGEST_TOLD)] += 1
        self._longest = max(self._longest, gap)
        if gap > FRAME_MS:
            self._last = gap
            self._over_frame += 1
            self._over_noticed += gap > NOTICED_MS

    def _p99(self) -> float:
        left = sum(self._counts) // 100
        for gap in range(LONGEST_TOLD, 0, -1):
            left -= self._counts[gap]
            if left < 0:
                return float(gap)
        return 0.0
