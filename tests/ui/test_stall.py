"""Stalls of the GUI thread are seen, and the debug overlay shows them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.debug_overlay import DebugOverlay, memory_mb
from app.ui.stall import FRAME_MS, NOTICED_MS, PROBE_MS, StallMonitor

BLOCK_MS = 80


def block(milliseconds: float) -> None:
    """Keep the GUI thread busy, as careless code would."""
    end = time.perf_counter() + milliseconds / 1000
    while time.perf_counter() < end:
        pass


@pytest.fixture
def monitor(app: QApplication) -> Iterator[StallMonitor]:
    made = StallMonitor()
    made.start()
    yield made
    made.stop()


def let_probe(monitor: StallMonitor, qtbot: QtBot, probes: int) -> None:
    """Let the event loop run for so many probes more."""
    wanted = monitor.seen().probes + probes
    qtbot.waitUntil(lambda: monitor.seen().probes >= wanted)


def test_a_block_of_the_gui_thread_is_seen(monitor: StallMonitor, qtbot: QtBot) -> None:
    let_probe(monitor, qtbot, 3)
    monitor.reset()
    QTimer.singleShot(0, lambda: block(BLOCK_MS))
    let_probe(monitor, qtbot, 5)
    seen = monitor.seen()
    assert seen.longest >= BLOCK_MS
    assert seen.last >= FRAME_MS
    assert seen.over_frame >= seen.over_noticed >= 1


def test_a_block_is_told_from_what_is_usual(monitor: StallMonitor, qtbot: QtBot) -> None:
    # A busy machine may keep an idle thread waiting too, but seldom, and never for so long.
    let_probe(monitor, qtbot, 200)
    idle = monitor.seen()
    QTimer.singleShot(0, lambda: block(10 * NOTICED_MS))
    let_probe(monitor, qtbot, 2)
    assert idle.p99 < 10 * NOTICED_MS
    assert monitor.seen().longest >= max(idle.longest, 10 * NOTICED_MS)


def test_an_idle_loop_is_probed_every_few_milliseconds(monitor: StallMonitor, qtbot: QtBot) -> None:
    start = time.perf_counter()
    let_probe(monitor, qtbot, 100)
    usual = (time.perf_counter() - start) * 1000 / 100
    assert usual >= PROBE_MS * 0.9
    assert monitor.seen().over_noticed < 10


def test_one_gap_in_a_hundred_is_as_long_as_p99_or_longer(app: QApplication) -> None:
    monitor = StallMonitor()
    monitor._counts[5], monitor._counts[40] = 98, 2
    assert monitor.seen().p99 == 40
    monitor._counts[5], monitor._counts[40] = 99, 1
    assert monitor.seen().p99 == 5


def test_starting_again_forgets_and_stopping_keeps(monitor: StallMonitor, qtbot: QtBot) -> None:
    let_probe(monitor, qtbot, 5)
    monitor.stop()
    assert not monitor.is_running()
    assert monitor.seen().probes >= 5
    monitor.start()
    assert monitor.seen().probes == 0


@pytest.fixture
def window(app: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_overlay_shows_stalls_frames_memory_and_facts(window: QWidget, qtbot: QtBot) -> None:
    overlay = DebugOverlay(window, lambda: {"read": 3})
    overlay.toggle()
    qtbot.waitUntil(lambda: overlay.stalls.seen().probes > 3)
    QTimer.singleShot(0, lambda: block(BLOCK_MS))
    qtbot.waitUntil(lambda: overlay.stalls.seen().longest >= BLOCK_MS)
    overlay.refresh()
    qtbot.waitUntil(lambda: overlay._painted > 0)
    overlay.refresh()
    rows = {name: float(value.strip("\u2066\u2069").split()[0]) for name, value in overlay.rows()}
    assert rows["Longest stall"] >= BLOCK_MS
    assert 0 < rows["Last frame"] <= rows["Slowest frame"]
    assert rows["Memory"] > 1
    assert rows["read"] == 3
    overlay.stop()


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_the_overlay_lies_in_the_bottom_corner_at_the_end(
    window: QWidget, direction: Qt.LayoutDirection
) -> None:
    window.setLayoutDirection(direction)
    overlay = DebugOverlay(window, dict)
    overlay.toggle()
    place = overlay.geometry()
    assert window.rect().contains(place)
    assert place.bottom() > window.height() - 20
    assert (place.center().x() > 400) == (direction == Qt.LayoutDirection.LeftToRight)
    overlay.stop()


def test_the_mouse_reaches_what_lies_under_the_overlay(window: QWidget) -> None:
    overlay = DebugOverlay(window, dict)
    overlay.toggle()
    assert window.childAt(overlay.geometry().center()) is None
    overlay.stop()


def test_an_overlay_that_is_off_costs_nothing(window: QWidget) -> None:
    overlay = DebugOverlay(window, dict)
    for _ in range(2):
        assert overlay.isHidden()
        assert not any(timer.isActive() for timer in overlay.findChildren(QTimer))
        overlay.toggle()
        assert overlay.isVisible()
        overlay.toggle()


def test_memory_is_told() -> None:
    assert memory_mb() > 1
