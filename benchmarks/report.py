"""What a run says: a table for people, JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlalchemy

from app.storage.driver import dbapi
from benchmarks.measure import Figure

_COLUMNS = ("action", "products", "figure", "ms", "bare ms", "ratio", "limit ms", "verdict")


def machine() -> dict[str, Any]:
    """What the absolute times depend on; `load` is the number of busy processes around us."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": dbapi.sqlite_version,
        "sqlalchemy": sqlalchemy.__version__,
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def head() -> str:
    """The first line of the table."""
    return _line(_COLUMNS)


def row(figure: Figure) -> str:
    """A line of the table."""
    return _line(
        (
            figure.action,
            f"{figure.products:,}",
            figure.figure,
            _number(figure.measured),
            _number(figure.bare),
            "" if figure.ratio is None else f"{figure.ratio:.2f}",
            _number(figure.allowed),
            figure.verdict,
        )
    )


def save(path: Path, figures: Sequence[Figure], **run: Any) -> None:
    """Write the run as JSON; all times are milliseconds."""
    rows = [
        asdict(each)
        | {"allowed": each.allowed, "ratio": each.ratio, "met": each.met, "verdict": each.verdict}
        for each in figures
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**run, "figures": rows}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", "utf-8")


def _line(cells: Sequence[str]) -> str:
    widths = (34, 10, 7, 10, 10, 6, 10, 0)
    return "  ".join(
        cell.ljust(width) if place in {0, 2, 7} else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
