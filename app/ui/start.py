"""Starting: the till of a shop, or a tour through it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.services import new_shop
from app.services.counter import Counter
from app.services.unit import Store
from app.ui import font, language, theme
from app.ui.task import Lane
from app.ui.till import Till

Opened = Callable[[Path], tuple[Store, Counter]]


def till(folder: Path, opened: Opened) -> int:
    """Open the window of the shop in this folder, making the demo shop where there is none."""
    app = application()
    if not new_shop.exists(folder):
        make_demo(folder)
    store, counter = opened(folder)
    window = Till(app, store, counter)
    window.show()
    try:
        return app.exec()
    finally:
        window.close()


def tour(folder: Path | None, opened: Opened) -> int:
    """Play the window through a few sales, and say where its pictures are."""
    from app.ui import tour as guide

    if sys.platform.startswith("linux") and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return guide.play(application(), folder, opened)


def application() -> QApplication:
    """The application with its type, language and theme."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Sanduq")
    app.setStyle("Fusion")
    font.load(app)
    language.apply(app, language.of_system())
    theme.apply(app, theme.LIGHT)
    return app


def make_demo(folder: Path) -> None:
    """Make the demo shop, with a note on the screen for as long as it takes."""
    note = QLabel(QApplication.translate("start", "Making the demo shop…"))
    note.setObjectName("making_shop")
    note.setAlignment(Qt.AlignmentFlag.AlignCenter)
    note.setFont(font.font(18, font.SEMI_BOLD))
    note.setFixedSize(420, 140)
    note.show()
    lane, loop, errors = Lane("demo", 1), QEventLoop(), list[Exception]()
    wanted = new_shop.NewShop(demo=True)
    lane.submit(
        lambda: new_shop.make(folder, wanted, at=datetime.now(UTC)),
        lambda _: loop.quit(),
        lambda error: (errors.append(error), loop.quit())[1],
    )
    loop.exec()
    lane.close(drop=False)
    note.close()
    if errors:
        raise errors[0]


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
