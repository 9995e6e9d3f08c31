"""Start and memory of the till, against a bare PySide6 window; each a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter_ns

from benchmarks import shop
from benchmarks.measure import Figure

FACTOR = 2
MEMORY_MB = 60
RUNS, WARM_UP = 30, 3


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """From the start of the process until the products (the bare window) are painted."""
    mine, its = [], []
    with shop.scratch() as scratch:
        folder = shop.copy_of(shop.demo_shop(sizes.usual), scratch / "shop")
        for _ in range(RUNS + WARM_UP):
            its.append(_run())
            mine.append(_run(folder))
    (our_time, our_memory), (bare_time, bare_memory) = (
        map(median, zip(*each[WARM_UP:], strict=True)) for each in (mine, its)
    )
    yield Figure(
        "start → ready to sell",
        sizes.usual,
        "median",
        our_time,
        bare=bare_time,
        factor=FACTOR,
        calls=RUNS,
    )
    yield Figure(
        "memory when ready, in MB",
        sizes.usual,
        "MB",
        our_memory,
        bare=bare_memory,
        limit=bare_memory + MEMORY_MB,
        calls=RUNS,
    )


def _run(folder: Path | None = None) -> tuple[float, float]:
    # As it runs at the counter: from compiled files.
    usual = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    usual.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "benchmarks.till_process", *([str(folder)] if folder else [])]
    begin = perf_counter_ns()
    with subprocess.Popen(
        command, cwd=shop.ROOT, env=usual, stdout=subprocess.PIPE, text=True
    ) as process:
        told = process.stdout.readline() if process.stdout else ""
        taken = (perf_counter_ns() - begin) / 1e6
    return taken, float(told)
