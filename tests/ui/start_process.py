"""The program as a process of its own: `python -m tests.ui.start_process WHAT FOLDER`.

It starts as the command `sanduq` does; when a window is shown, WHAT decides what a person does to
it. What there is to be seen is written as JSON, a line each.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer

from app.cli.main import run
from app.ui import language, theme
from app.ui.till import Till
from app.ui.wizard.draft import Draft
from app.ui.wizard.presenter import WizardPresenter
from app.ui.wizard.view import WizardView
from tests.shop import DATES


def tell(**seen: object) -> None:
    """Write what is seen."""
    sys.stdout.write(f"{json.dumps(seen)}\n")
    sys.stdout.flush()


def soon(act: Callable[[], object]) -> None:
    """Act once the window lives."""
    QTimer.singleShot(0, act)


def tell_of(till: Till) -> None:
    """Write what a till looks like."""
    tell(
        language=language.code(),
        theme=theme.name(),
        ratio=till.window.devicePixelRatioF(),
        shop=till.desk.counter.shop.seller.name,
        lines=[line.barcode for line in till.sell.cart.lines],
    )


def look(till: Till, _folder: Path) -> None:
    """Look, and close the window."""
    tell_of(till)
    till.window.close()


def restart(till: Till, folder: Path) -> None:
    """Scan something, choose another scale and restart; close the window that comes then."""
    again = folder / "again"
    if again.exists():
        look(till, folder)
        return
    again.touch()
    till.scan(DATES)
    waiting = QTimer(till, interval=5)

    def once_scanned() -> None:
        if till.sell.cart.lines:
            waiting.stop()
            tell_of(till)
            till.prefer(replace(till.desk.preferences, scale=150))
            till.restart_asked.emit()

    waiting.timeout.connect(once_scanned)
    waiting.start()


def set_up(wizard: WizardPresenter, view: WizardView) -> None:
    """Make an empty shop in Arabic."""
    view.shop.languages.choices()[1].click()
    view.shop.name.set_text("Corner")
    view.data.kinds.choices()[1].click()
    for _ in range(4):
        wizard.next()


def leave(_wizard: WizardPresenter, view: WizardView) -> None:
    """Type something and close the window."""
    view.shop.name.set_text("Corner")
    view.shop.edited.emit()
    view.close()


def main() -> int:
    """Do what is asked for."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    fill_screen, resume = Till.fill_screen, WizardPresenter._resume
    in_till = {"restart": restart}.get(what, look)
    in_wizard = {"leave": leave}.get(what, set_up)

    def till_shown(till: Till) -> None:
        fill_screen(till)
        soon(lambda: in_till(till, folder))

    def wizard_shown(wizard: WizardPresenter, kept: Draft) -> None:
        resume(wizard, kept)
        tell(wizard=language.code())
        soon(lambda: in_wizard(wizard, wizard._view))

    Till.fill_screen = till_shown  # type: ignore[method-assign,assignment]
    WizardPresenter._resume = wizard_shown  # type: ignore[method-assign,assignment]
    return run(["--data", str(folder)])


if __name__ == "__main__":
    sys.exit(main())
