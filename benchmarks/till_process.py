"""A till as a process of its own, for the time of its start: `python -m benchmarks.till_process`.

With a folder it opens the till of the shop there as the command `sanduq` does, without one a bare
window. When the products (the bare window) are painted it writes its memory in MB, and ends.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.shop import OpenShop
    from app.ui.till import Till


def main() -> None:
    """The till of a shop, or a bare window."""
    if len(sys.argv) > 1:
        till(sys.argv[1])
    else:
        bare()


def bare() -> None:
    """The least that shows a window with PySide6."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    tell()


def till(folder: str) -> None:
    """The till, from its command line to its products on the screen."""
    from app import bootstrap
    from app.cli.main import run

    opened = bootstrap.open_shop

    def watched(folder: Path) -> OpenShop:
        # By now all of the real start has been imported, in its own order.
        from app.ui.till import Till

        fill_screen = Till.fill_screen

        def shown(self: Till) -> None:
            fill_screen(self)
            wait_for_products(self)

        Till.fill_screen = shown  # type: ignore[method-assign]
        return opened(folder)

    bootstrap.open_shop = watched
    run(["--data", folder])


def wait_for_products(till: Till) -> None:
    """Tell when the first products are painted, then close the window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    while not till.sell.products.rowCount():
        QApplication.processEvents()
    QApplication.processEvents()
    tell()
    QTimer.singleShot(0, till.window.close)


def tell() -> None:
    """Write the most memory that this process had so far."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage tells on Linux begins with the memory of the process that started this one.
        lines = status.read_text(encoding="ascii").splitlines()
        peak = int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024
    else:
        import resource  # which Windows has not

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(peak, flush=True)


if __name__ == "__main__":
    main()
