"""Starting: the till of a shop, or a tour through it."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from app.domain.errors import SanduqError
from app.services import new_shop
from app.ui import font, language, sentence, theme
from app.ui.shop import Opener
from app.ui.task import Lane
from app.ui.till import Till

log = logging.getLogger(__name__)


def till(folder: Path, opened: Opener) -> int:
    """Open the window of the shop in this folder, making the demo shop where there is none."""
    app = application()
    try:
        if not new_shop.exists(folder):
            make_demo(folder)
        keep_log(folder)
        shop = opened(folder)
    except SanduqError as error:
        if app.platformName() != "offscreen":
            QMessageBox.critical(None, "Sanduq", sentence.of(error))
        raise
    # Qt's loop would leave Ctrl+C waiting; every sale is whole on disk at any instant.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = Till(app, shop)
    with told_mistakes(window):
        window.fill_screen()
        try:
            return app.exec()
        finally:
            window.close()


def tour(opened: Opener) -> int:
    """Play the window through a few sales in a shop of its own, and say where its pictures are."""
    from app.ui import tour as guide

    if sys.platform.startswith("linux") and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return guide.play(application(), None, opened)


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


def keep_log(folder: Path) -> None:
    """Write warnings and mistakes down beside the shop, in files that do not grow without end."""
    file = RotatingFileHandler(
        folder / "sanduq.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=logging.WARNING, format=form, handlers=[file])


@contextmanager
def told_mistakes(window: Till) -> Iterator[None]:
    """Let no mistake of ours pass in silence: it is written down and said."""
    usual = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            usual(kind, error, trace)
            return
        log.error("A mistake of the program.", exc_info=(kind, error, trace))
        window.fail(error)

    sys.excepthook = tell
    try:
        yield
    finally:
        sys.excepthook = usual


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

    def failed(error: Exception) -> None:
        errors.append(error)
        loop.quit()

    at = datetime.now(UTC)
    lane.submit(lambda: new_shop.make(folder, wanted, at=at), lambda _: loop.quit(), failed)
    loop.exec()
    lane.close(drop=False)
    note.close()
    if errors:
        raise errors[0]


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
