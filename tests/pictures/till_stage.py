"""The stage of the till: open over a copy of a prepared shop, at a time that stands still."""

from __future__ import annotations

import gc
import threading
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from app import bootstrap
from app.domain.shop import Shop
from app.services.changes import Changes
from app.services.unit import Unit
from app.ui import theme
from app.ui.keymap import Action
from app.ui.settings.presenter import SettingsPresenter
from app.ui.task import READERS
from app.ui.till import Till
from app.ui.widgets.search_edit import SearchEdit
from tests.pictures import words
from tests.pictures.stage import PATIENCE_S, Look, Outcome, Stage
from tests.pictures.words import Typed
from tests.shop import fixed_source
from tests.ui.silence import Silence
from tests.ui.syncing import Idle

# What a page shows before somebody chooses.
USUAL = {"category_all", "days_today", "status_all", "stock_all", "place_main", "sync_open"}


class TillStage(Stage):
    """A till that scenes sell at."""

    def __init__(self, app: QApplication, folder: Path, look: Look) -> None:
        super().__init__(app, look)
        self._held = threading.Event()
        self._held.set()
        self.syncing = Idle()
        opened = bootstrap.open_shop(folder)
        with opened.store.read() as unit:
            self.typed = Typed(words.of_shop(unit))
        self.till = Till(
            app,
            replace(
                opened,
                counter=replace(opened.counter, source=fixed_source()),
                preferences=replace(opened.preferences, language=look.language, theme=look.theme),
                speaker=Silence(),
                printing=self.printers.printing(),
                syncing=self.syncing,
            ),
        )
        self.desk = self.till.desk
        self._shop, self._preferences = self.desk.counter.shop, self.desk.preferences
        self.till.look_around()
        self.raise_curtain(self.till.window)
        self.till.window.sell.rest_focus()

    def do(self, action: Action) -> None:
        """What the key for this asks for."""
        self.till.window.perform(action)
        self.settle()

    def go(self, page: str) -> None:
        """Go to a page."""
        self.till.go(page)
        self.settle()

    def scan(self, *codes: str) -> None:
        """Scan these codes, one after the other."""
        for code in codes:
            self.till.scan(code)
        self.settle()

    def open_cart(self) -> None:
        """Turn to the cart, where it is not to be seen beside the products."""
        if self.find("open_cart").isVisible():
            self.click("open_cart")

    def codes(self, count: int) -> list[str]:
        """Codes of so many products."""
        with self.desk.shop.store.read() as unit:
            found = self.desk.counter.catalog(unit).search("", count)
        return [each.barcode or each.sku for each in found]

    def change_shop(self, **settings: object) -> None:
        """Work with other settings of the shop, until the stage is cleared."""
        shop: Shop = replace(self.desk.counter.shop, **settings)  # type: ignore[arg-type]
        self.desk.settle(shop=shop)
        self.settle()

    def prefer(self, **choices: object) -> None:
        """Work as is preferred, until the stage is cleared."""
        wanted = replace(self.desk.preferences, **choices)  # type: ignore[arg-type]
        self.desk.settle(preferences=wanted)
        self.settle()

    def printing_goes(self, *, printed: bool) -> None:
        """The receipt of the sale that is shown comes out, or does not."""
        number = self.part(QLabel, "sale_number").text().strip("\u2066\u2069")
        self.printers.next = Outcome(number, printed)
        self.till.printing.wake()
        self.settle()

    def hold_reads(self) -> None:
        """Let nothing that is read come home until the stage is cleared."""
        self._held.clear()
        for _ in range(READERS):
            self.till.lanes.compute(self._wait_for_release, lambda _: None)

    def hold_writes(self) -> None:
        """Let nothing that is written come home until the stage is cleared."""
        self._held.clear()

        def wait(_: Unit) -> tuple[None, Changes]:
            self._wait_for_release()
            return None, Changes()

        self.till.lanes.write(wait, lambda _: None)

    def clear(self) -> None:
        self._held.set()
        self.settle()
        till, window = self.till, self.till.window
        while (cover := window.cover()) is not None:
            if cover is getattr(window, "receipt", None):
                till.receipt.close()
            else:
                cover.refused.emit()
            self.settle()
        while window.page().go_back():
            self.settle()
        for field in self.window.findChildren(SearchEdit):
            if field.text():
                field.clear()
                field.textEdited.emit("")
        for button in self.window.findChildren(QAbstractButton):
            if button.objectName() in USUAL and not button.isChecked():
                button.click()
        settings = till.screens.get("settings")
        if isinstance(settings, SettingsPresenter):
            settings.discard()
        window.show_page("sell")
        till.sell.new_sale()
        window.toasts.clear()
        preferences = replace(self._preferences, theme=self.look.theme)
        if (self._shop, preferences) != (self.desk.counter.shop, self.desk.preferences):
            self.desk.settle(shop=self._shop, preferences=preferences)
        self.settle()

    def turn(self, wanted: str) -> None:
        self.look = replace(self.look, theme=wanted)
        if theme.name() != wanted:
            self.prefer(theme=wanted)

    def close(self) -> None:
        self._held.set()
        self.till.close()
        self.discard(self.window, self.till)
        del self.window, self.till, self.desk
        # Else a lane of the next till would collect what is left; Qt wants its own thread for it.
        gc.collect()

    def roots(self) -> tuple[QObject, ...]:
        return (self.window, self.till.lanes)

    def _wait_for_release(self) -> None:
        self._held.wait(PATIENCE_S)

    def _is_busy(self) -> bool:
        return self._held.is_set() and super()._is_busy()
