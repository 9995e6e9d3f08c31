"""Selling: what was scanned, typed or tapped becomes the cart. No widgets."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from app.domain.cart import Cart, line_of
from app.domain.catalog import Found, Product
from app.domain.country import country
from app.domain.errors import SanduqError
from app.domain.payment import settle
from app.domain.text import isolate, ltr
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.unit import Unit
from app.ui import figure
from app.ui.sell.model import CartModel, ProductModel
from app.ui.sell.totals import Sums
from app.ui.sell.view import SellView
from app.ui.task import Lanes

SHOWN = 60
MAX_CODE = 80


@dataclass(slots=True)
class _LookUp:
    """A code on its way to the catalogue and back; scans enter the cart in their own order."""

    code: str
    answer: Callable[[], None] | None = None


class SellPresenter(QObject):
    """Keeps the cart."""

    pay_asked = Signal(object)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, view: SellView, lanes: Lanes, counter: Counter) -> None:
        super().__init__(view)
        self._view = view
        self._lanes = lanes
        self._counter = counter
        self.cart = Cart(counter.shop.pricing)
        self.products = ProductModel()
        self.lines = CartModel()
        self._row = -1
        self._wanted = ""
        self._searching = False
        self._look_ups: deque[_LookUp] = deque()
        view.searched.connect(self.search)
        view.entered.connect(self.enter)
        view.chosen.connect(self.choose)
        view.line_selected.connect(self._selected)
        view.stepped.connect(self.step)
        view.removed.connect(self.remove)
        view.pay_asked.connect(self.pay)

    def start(self) -> None:
        """Show the first products and the empty cart."""
        self._view.set_models(self.products, self.lines)
        self._show()
        self.search("")

    def scan(self, code: str) -> None:
        """Add what a code stands for."""
        catalog = self._counter.catalog
        self._look_up(code, lambda unit: catalog(unit).find(code))

    def enter(self, text: str) -> None:
        """Add the product with the typed code, else the best one that the text finds."""
        text = text.strip()
        if not text:
            return
        self._view.clear_search()
        self.search("")

        def find(unit: Unit) -> Found | None:
            catalog = self._counter.catalog(unit)
            best = next(iter(catalog.search(text, 1)), None)
            exact = catalog.find(text)
            # A short number is rather the beginning of a code than the id of a product.
            if exact and (best is None or exact.product.id == best.id or len(text) > 3):
                return exact
            return Found(best) if best else None

        self._look_up(text, find)

    def choose(self, row: int) -> None:
        """Add one of a product that is shown."""
        self.add(Found(self.products.product(row)))

    def add(self, found: Found) -> None:
        """Add a product to the cart and open its line."""
        product = found.product
        if not product.active:
            name, _ = figure.names(product.name, product.name_ar)
            self.refused.emit(self.tr("{name} is not sold any more.").format(name=isolate(name)))
            return
        line = line_of(found)
        row = next((at for at, each in enumerate(self.cart.lines) if line.joins(each)), None)
        if self._change(lambda cart: cart.add(line)):
            self._open(len(self.cart.lines) - 1 if row is None else row)
        self._view.rest_focus()

    def step(self, by: int) -> None:
        """Change the quantity of the open line; the last one is not taken away by it."""
        if 0 <= self._row < len(self.cart.lines):
            row, quantity = self._row, self.cart.lines[self._row].quantity + by
            if quantity > 0:
                self._change(lambda cart: cart.with_quantity(row, quantity))

    def remove(self) -> None:
        """Take the open line away."""
        row = self._row
        if 0 <= row < len(self.cart.lines) and self._change(lambda cart: cart.without_line(row)):
            self._open(min(row, len(self.cart.lines) - 1))
            self._view.rest_focus()

    def pay(self) -> None:
        """Ask for the payment of a cart that is not empty."""
        if self.cart.lines and not self._look_ups:
            self.pay_asked.emit(self.cart)

    def new_sale(self) -> None:
        """Begin anew."""
        self.cart = Cart(self._counter.shop.pricing)
        self._show()
        self._open(-1)
        self._view.rest_focus()

    def search(self, text: str) -> None:
        """Show what a few letters find; only the newest text counts."""
        self._wanted = text
        if not self._searching:
            self._search()

    def hear(self, changes: Changes) -> None:
        """Show new stock of the products that are shown."""
        shown = self.products.ids()
        if changes.stock & set(shown) or changes.products:
            self.search(self._wanted)

    def _search(self) -> None:
        text, self._searching = self._wanted, True
        catalog = self._counter.catalog

        def done(products: list[Product]) -> None:
            self._searching = False
            if text != self._wanted:
                self._search()
                return
            self.products.show(products)
            self._view.show_nothing_for("" if products else text.strip())

        def failed(error: Exception) -> None:
            self._searching = False
            self.failed.emit(error)

        self._lanes.read(lambda unit: catalog(unit).search(text, SHOWN), done, failed)

    def _look_up(self, code: str, find: Callable[[Unit], Found | None]) -> None:
        look_up = _LookUp(code)
        self._look_ups.append(look_up)

        def home(answer: Callable[[], None]) -> None:
            look_up.answer = answer
            while self._look_ups and self._look_ups[0].answer:
                ready = self._look_ups.popleft().answer
                if ready:
                    ready()

        def done(found: Found | None) -> None:
            home((lambda: self.add(found)) if found else (lambda: self._unknown(code)))

        self._lanes.read(find, done, lambda error: home(lambda: self.failed.emit(error)))

    def _unknown(self, code: str) -> None:
        words = self.tr("No product has code {code}.")
        self.refused.emit(words.format(code=ltr(code[:MAX_CODE])))

    def _change(self, change: Callable[[Cart], Cart]) -> bool:
        try:
            cart = change(self.cart)
            cart.totals()
        except SanduqError as error:
            self.failed.emit(error)
            return False
        self.cart = cart
        self._show()
        return True

    def _open(self, row: int) -> None:
        self._row = row
        self._view.select_line(row)

    def _selected(self, row: int) -> None:
        self._row = row

    def _show(self) -> None:
        self.lines.show(self.cart)
        held: dict[int, Decimal] = {}
        for line in self.cart.lines:
            if line.product_id is not None:
                held[line.product_id] = held.get(line.product_id, Decimal(0)) + line.quantity
        self.products.hold(held)
        shop, totals = self._counter.shop, self.cart.totals()
        self._view.show_lines(len(self.cart.lines))
        self._view.show_sums(
            Sums(
                totals,
                settle(totals.taxed.gross, (), shop.cash_rounding),
                country(shop.seller.country).tax_name,
                shop.prices_include_tax,
            )
        )
