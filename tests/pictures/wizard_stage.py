"""The stage of the wizard, in a folder that has no shop yet."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.domain.country import country
from app.services import new_shop
from app.services.new_shop import NewShop
from app.ui import language, theme
from app.ui.task import Lane
from app.ui.wizard.presenter import WizardPresenter
from app.ui.wizard.view import WizardView
from tests.pictures.stage import PATIENCE_S, Look, Stage
from tests.shop import NOON
from tests.ui.syncing import Connections


class WizardStage(Stage):
    """A wizard that scenes answer; each scene begins with another one."""

    def __init__(self, app: QApplication, folder: Path, look: Look) -> None:
        super().__init__(app, look)
        self.folder = folder
        self._held = threading.Event()
        self._open()

    def make_shop(self) -> None:
        """Let there be a shop in the folder already."""
        new_shop.make(self.folder, NewShop(), at=NOON)

    def hold_making(self) -> None:
        """Let the shop not be made until the stage is cleared."""
        self._held.clear()
        lane = next(each for each in self.wizard.findChildren(Lane) if each.name == "setup")
        lane.submit(lambda: self._held.wait(PATIENCE_S), lambda _: None)

    def clear(self) -> None:
        self._end()
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self._open()

    def turn(self, wanted: str) -> None:
        self.look = replace(self.look, theme=wanted)
        theme.apply_preferred(self.app, wanted)
        self.settle()

    def close(self) -> None:
        self._end()

    def roots(self) -> tuple[QObject, ...]:
        return (self.window, self.wizard)

    def _open(self) -> None:
        language.apply_preferred(self.app, self.look.language)
        self._held.set()
        self.connections = Connections()
        self.view = WizardView(self.connections.kinds)
        self.wizard = WizardPresenter(
            self.view,
            self.app,
            self.folder,
            self.printers.printing(),
            self.connections.connecting(),
            now=lambda: NOON,
        )
        self.wizard.draft = replace(self.wizard.draft, country=country("SA").code)
        self.wizard.start()
        self.raise_curtain(self.view)

    def _end(self) -> None:
        self._held.set()
        self.settle()
        self.wizard.close()
        self.view.close()
        self.discard(self.view, self.wizard)

    def _is_busy(self) -> bool:
        return self._held.is_set() and super()._is_busy()
