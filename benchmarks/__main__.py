"""`python3 dev.py bench [--quick] [--json FILE] [NAME…]`: runs the benchmarks, all by default."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    csv_import,
    hub,
    new_shop,
    process,
    receipt,
    report,
    sale,
    scan,
    search,
    shop,
    start,
    sync,
    window,
)
from benchmarks.measure import Figure

BENCHMARKS: dict[str, Callable[[shop.Sizes], Iterator[Figure]]] = {
    "scan": scan.figures,
    "search": search.figures,
    "sale": sale.figures,
    "receipt": receipt.figures,
    "import": csv_import.figures,
    "process": process.figures,
    "init": new_shop.figures,
    "start": start.figures,
    "window": window.figures,
    "sync": sync.figures,
    "hub": hub.figures,
}


def main() -> int:
    """Print a line for each figure as it comes; 0 whether or not its limit was met."""
    wanted = _arguments()
    sizes = shop.QUICK if wanted.quick else shop.FULL
    before = report.machine()
    print(", ".join(f"{key} {value}" for key, value in before.items()), report.head(), sep="\n\n")
    figures = []
    for name in wanted.names or BENCHMARKS:
        for figure in BENCHMARKS[name](sizes):
            print(report.row(figure), flush=True)
            figures.append(figure)
    missed = [each for each in figures if not each.met]
    after = report.machine()["load"]
    print(f"\n{len(figures)} figures, {len(missed)} over their limit; load {after} at the end.")
    for path in filter(None, (shop.OUT / "bench.json", wanted.json)):
        report.save(path, figures, quick=wanted.quick, machine=before, load_after=after)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="small shops; no proof of anything")
    parser.add_argument("--json", type=Path, metavar="FILE", help="a second copy of the figures")
    wanted = parser.parse_args()
    unknown = set(wanted.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
