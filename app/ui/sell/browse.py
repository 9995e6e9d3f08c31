"""Browsing: which products are shown, and what the cart holds of each. No widgets of its own."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.catalog import Category, Found, Product
from app.domain.preference import PRODUCT_VIEWS, Preferences
from app.domain.stock import WarehouseLevel
from app.services.changes import Changes
from app.services.unit import Unit
from app.ui.desk import Desk
from app.ui.newest import Newest
from app.ui.rows import PAGE
from app.ui.sell import multiplier
from app.ui.sell.browse_panel import BrowsePanel
from app.ui.sell.model import ProductModel

if TYPE_CHECKING:
    from app.ui.sell.product_dialog import ProductDialog

FOUND = 500  # that a typed text brings at most
# What nobody waits for begins when the answer to the last key is painted: the whole list after a
# text that went as something entered the cart, and what a text finds beyond the first page.
CALM_MS = 40
GRID, LIST = PRODUCT_VIEWS

# The ids of a list, and the rows of its first page.
_Page: TypeAlias = "tuple[array[int], list[Product]]"


class BrowsePresenter(QObject):
    """Keeps the list of products in step with what is typed and which category is chosen."""

    chosen = Signal(object)
    adding_asked = Signal(str)

    def __init__(self, panel: BrowsePanel, desk: Desk, window: QWidget) -> None:
        super().__init__(panel)
        self._panel, self._desk, self._window = panel, desk, window
        self.products = ProductModel(self._read_rows)
        self._newest: Newest[_Page] = Newest(desk)
        self._text = ""
        self.category: int | None = None
        self._categories: Sequence[Category] = ()
        self._lists: dict[int | None, array[int]] = {}  # whole lists by category, None for all
        self._edition = 0  # of the catalogue; lists of an older one come home too late
        self._shown: tuple[str, int | None] | None = None
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._show)
        self._more = QTimer(self, singleShot=True, interval=CALM_MS)
        self._more.timeout.connect(self._find_all)
        panel.set_model(self.products)
        panel.searched.connect(self.search)
        panel.category_chosen.connect(self.choose_category)
        panel.chosen.connect(self._choose)
        panel.asked_about.connect(self.tell_about)
        panel.adding_asked.connect(lambda: self.adding_asked.emit(self._text))
        panel.view_asked.connect(self.switch_view)
        desk.settled.connect(self._settle)
        self._settle()

    @cached_property
    def _about(self) -> ProductDialog:
        from app.ui.sell.product_dialog import ProductDialog

        dialog = ProductDialog(self._window)
        dialog.chosen.connect(lambda product: self.chosen.emit(Found(product)))
        return dialog

    def start(self) -> None:
        """Show the first products, and soon all others behind them."""
        self._read_categories()
        self._show()

    def stop(self) -> None:
        """Leave no timer behind."""
        self._panel.grid.stop()
        self._calm.stop()
        self._more.stop()

    def search(self, text: str) -> None:
        """Show what a few letters find in the whole catalogue; only the newest text counts."""
        _, rest = multiplier.split(text)
        self._text = rest.strip()
        self._more.stop()
        if self._text:
            self._calm.stop()
            self._show()
        elif self.is_settled():
            self._panel.categories.mark(self.category)
        else:
            self._calm.start()

    def is_settled(self) -> bool:
        """Whether what is shown answers what was typed or chosen last."""
        return self._shown == (self._text, self.category)

    def clear(self) -> None:
        """Be ready for the next thing."""
        self._panel.search.clear()
        self.search("")

    def choose_category(self, category_id: int | None) -> None:
        """Show the products of one category, or of all; a text that was typed is done with."""
        self.category, self._text = category_id, ""
        self._panel.search.clear()
        self._calm.stop()
        self._more.stop()
        self._show()

    def hold(self, held: Mapping[int, Decimal]) -> None:
        """Tell how much of which product the cart holds."""
        self.products.hold(held)

    def hear(self, changes: Changes) -> None:
        """Show new products and categories, and new stock of the products that are shown."""
        if changes.products:
            self._edition += 1
            self._lists.clear()
            self._read_categories()
            if self._text:
                self._show()
            else:
                self._list_all(anew=True)
        elif changes.stock:
            self.products.read_again(changes.stock)

    def tell_about(self, row: int) -> None:
        """Tell everything about a product, and how much of it each warehouse holds."""
        product, catalog = self.products.row(row), self._desk.counter.catalog
        if product is None:
            return

        def read(unit: Unit) -> tuple[list[Product], list[WarehouseLevel]]:
            from app.services import stock

            return catalog(unit).products([product.id]), stock.levels_of(unit, product.id)

        def done(found: tuple[list[Product], list[WarehouseLevel]]) -> None:
            fresh, levels = found
            if fresh and self._panel.isVisible():
                names = (each for each in self._categories if each.name == fresh[0].category)
                self._about.show_product(fresh[0], next(names, None), levels)

        self._desk.lanes.read(read, done)

    def switch_view(self) -> None:
        """From cards to a list, and back; the till remembers it."""
        now = self._desk.preferences
        wanted = replace(now, product_view=GRID if now.product_view == LIST else LIST)
        counter = self._desk.counter

        def save(unit: Unit) -> tuple[Preferences, Changes]:
            from app.services import settings

            return settings.save_preferences(unit, wanted, counter)

        self._desk.settle(preferences=wanted)
        self._desk.lanes.write(save, lambda _: None)

    def _settle(self) -> None:
        self._panel.show_as(is_list=self._desk.preferences.product_view == LIST)

    def _choose(self, row: int) -> None:
        product = self.products.row(row)
        if product is not None:
            self.chosen.emit(Found(product))

    def _read_rows(self, ids: Sequence[int], done: Callable[[Sequence[Product]], None]) -> None:
        catalog = self._desk.counter.catalog
        self._desk.lanes.read(lambda unit: catalog(unit).products(ids), done)

    def _read_categories(self) -> None:
        def done(categories: list[Category]) -> None:
            if categories != self._categories:
                self._categories = categories
                self._panel.show_categories(categories)
            if self.category not in {None, *(each.id for each in categories)}:
                self.choose_category(None)

        catalog = self._desk.counter.catalog
        self._desk.lanes.read(lambda unit: catalog(unit).categories(), done)

    def _show(self) -> None:
        """Read the ids and the first rows in one trip; of a long list what is seen comes first."""
        text, category, catalog = self._text, self.category, self._desk.counter.catalog
        listed = self._lists.get(category)
        # What is shown already may be scrolled to its end: all of it stays.
        most = FOUND if self.is_settled() else PAGE
        self._panel.categories.mark(None if text else category)

        def find(unit: Unit) -> _Page:
            view = catalog(unit)
            if text:
                ids = array("q", view.search_ids(text, most))
            else:
                ids = view.browse(category, PAGE) if listed is None else listed
            return ids, view.products(ids[:PAGE])

        def done(found: _Page) -> None:
            if (text, category) != (self._text, self.category):
                return
            ids, first = found
            if not text:
                ids = self._lists.get(category, ids)
            if not self.is_settled():
                self._shown = (text, category)
                self._panel.grid.scrollToTop()
            self._take(ids, first)
            if text and len(ids) == most < FOUND:
                self._more.start()

        self._newest.read(find, done)
        if not text and listed is None:
            self._list_all(anew=False)

    def _find_all(self) -> None:
        """Read whatever else the text finds; what is shown of it stays."""
        text, catalog = self._text, self._desk.counter.catalog

        def done(ids: array[int]) -> None:
            if text == self._text and not self.products.extend(ids):
                self._take(ids)

        self._desk.lanes.read(lambda unit: array("q", catalog(unit).search_ids(text, FOUND)), done)

    def _list_all(self, *, anew: bool) -> None:
        """Read the whole list, which takes a while where there are a million products.

        What is shown of it already stays, unless its rows have changed too: `anew`.
        """
        category, edition = self.category, self._edition
        catalog = self._desk.counter.catalog

        def done(ids: array[int]) -> None:
            if edition != self._edition:
                return
            self._lists[category] = ids
            is_shown = self._shown == ("", category) and not self._newest.busy
            if is_shown and (anew or not self.products.extend(ids)):
                self._take(ids)

        self._desk.lanes.read(lambda unit: catalog(unit).browse(category), done)

    def _take(self, ids: array[int], first: Sequence[Product] = ()) -> None:
        self.products.show(ids, first)
        if ids:
            self._panel.show_found()
        else:
            self._panel.show_nothing_for(self._text)
