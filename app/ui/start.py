"""Starting: the till of a shop, or a tour through it."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from types import TracebackType

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.domain.errors import SanduqError, Trouble
from app.domain.preference import Preferences
from app.ui import font, language, sentence, theme
from app.ui.garbage import Garbage
from app.ui.shop import Connecting, Opener, OpenShop, Printing
from app.ui.till import Till

SCALE = "QT_SCALE_FACTOR"

log = logging.getLogger(__name__)


def till(
    folder: Path, opened: Opener, printing: Printing, connecting: Callable[[], Connecting]
) -> int:
    """Open the window of the shop in this folder; where there is none, the wizard makes it."""
    # Qt's loop would leave Ctrl+C waiting; every sale is whole on disk at any instant.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    keep_log(folder)
    try:
        shop = opened(folder)
    except Trouble as trouble:
        if trouble.code == "no_shop":
            return _first_till(folder, opened, printing, connecting)
        _say(trouble)
        raise
    except SanduqError as error:
        _say(error)
        raise
    return _sell(application(shop.preferences), shop)


def tour(folder: Path | None, opened: Opener) -> int:
    """Play the window through a few sales, and say where its pictures are.

    It plays in the shop of the folder, else in a demo shop of its own.
    """
    from app.ui import tour as guide

    if sys.platform.startswith("linux") and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return guide.play(application(), folder, opened)


def application(preferences: Preferences | None = None) -> QApplication:
    """The application with its type, and language, theme and scale as they are preferred."""
    preferred = preferences or Preferences()
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
    else:
        with _scaled(preferred.scale):
            app = QApplication(sys.argv[:1])
        Garbage(app)
    app.setApplicationName("Sanduq")
    # A thread that computes gives way to the window sooner than Python's usual 5 ms.
    sys.setswitchinterval(0.001)
    app.setStyle("Fusion")
    font.load(app)
    language.apply(app, preferred.language or language.of_system())
    theme.apply(
        app, preferred.theme if preferred.theme in {theme.LIGHT, theme.DARK} else theme.of_system()
    )
    return app


def start_again() -> None:
    """Let a new process with the same command take the place of this one."""
    command = [sys.executable, *sys.orig_argv[1:]]
    if sys.platform == "win32":  # where exec ends this process before the new one stands
        import subprocess

        subprocess.Popen(command)
    else:
        os.execv(command[0], command)  # noqa: S606


def _first_till(
    folder: Path, opened: Opener, printing: Printing, connecting: Callable[[], Connecting]
) -> int:
    """Ask what the shop is, make it, and open its till."""
    from app.ui.wizard.presenter import WizardPresenter
    from app.ui.wizard.view import WizardView

    systems = connecting()
    app, view, loop = application(), WizardView(systems.kinds), QEventLoop()
    now = partial(datetime.now, UTC)
    wizard = WizardPresenter(view, app, folder, printing, systems, now=now)
    wizard.made.connect(loop.quit)
    view.closing.connect(loop.quit)
    try:
        with told_mistakes(wizard.fail):
            wizard.start()
            view.fill_screen()
            loop.exec()
        if not wizard.is_done:
            return 0
        shop = opened(folder)
        if wizard.draft.demo:
            shop.syncing.begin_demo()
        # The wizard stays until the till covers it, so that no desktop shines through.
        return _sell(app, shop, shown=view.close)
    except SanduqError as error:
        _say(error)
        raise
    finally:
        wizard.close()


def _sell(app: QApplication, shop: OpenShop, shown: Callable[[], object] | None = None) -> int:
    """The till until it is closed."""
    window, again = Till(app, shop), Event()
    window.restart_asked.connect(again.set)
    window.restart_asked.connect(window.window.close)
    with told_mistakes(window.fail):
        window.fill_screen()
        if shown:
            shown()
        # What the start made stays till the end: no search for garbage has to look at it again.
        gc.freeze()
        try:
            code = app.exec()
        finally:
            window.close()
    if again.is_set():
        start_again()
    return code


def _say(error: SanduqError) -> None:
    """Show why no till can be opened, where somebody can see it."""
    if application().platformName() != "offscreen":
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, "Sanduq", sentence.of(error))


@contextmanager
def _scaled(percent: int) -> Iterator[None]:
    """Qt reads the scale while it begins; what the environment says already has the last word."""
    own = percent != 100 and SCALE not in os.environ
    if own:
        os.environ[SCALE] = str(percent / 100)
    yield
    if own:  # a till that is started from here reads its own preferences
        del os.environ[SCALE]


def keep_log(folder: Path) -> None:
    """Write warnings and mistakes down beside the shop, in files that do not grow without end."""
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=logging.WARNING, format=form, handlers=[_Log(folder)])


class _Log(logging.Handler):
    # Python's rotating files bring half of its network library with them; most starts write no
    # line, and those that do can wait.

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._folder / "sanduq.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
            )
            self._file.setFormatter(self.formatter)
        self._file.emit(record)


@contextmanager
def told_mistakes(said: Callable[[Exception], None]) -> Iterator[None]:
    """Let no mistake of ours pass in silence: it is written down and said."""
    usual = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            usual(kind, error, trace)
            return
        log.error("A mistake of the program.", exc_info=(kind, error, trace))
        said(error)

    sys.excepthook = tell
    try:
        yield
    finally:
        sys.excepthook = usual


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
