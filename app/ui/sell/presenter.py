"""Selling: what was scanned, typed or tapped becomes the cart. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.cart import Cart, Totals, line_of
from app.domain.catalog import Found, Product
from app.domain.country import country
from app.domain.customer import Customer
from app.domain.errors import SanduqError
from app.domain.payment import settle
from app.domain.text import isolate, ltr
from app.services.changes import Changes
from app.services.unit import Unit
from app.ui import figure
from app.ui.desk import Desk
from app.ui.keymap import Action
from app.ui.sell import multiplier
from app.ui.sell.browse import BrowsePresenter
from app.ui.sell.held import Held
from app.ui.sell.keeper import Keeper
from app.ui.sell.look_up import LookUps
from app.ui.sell.model import CartModel
from app.ui.sell.totals import Sums
from app.ui.sell.view import SellView
from app.ui.widgets.toast import Notice, Tone

if TYPE_CHECKING:
    from app.ui.sell.buyer import Buyer
    from app.ui.sell.online_order import OnlineOrder
    from app.ui.sell.quick_add import QuickAdd
    from app.ui.sell.terms import Terms
    from app.ui.widgets.confirm import Confirm

MAX_CODE = 80
STEPS_BACK = 50  # changes of the cart that can be undone


class SellPresenter(QObject):
    """Keeps the cart."""

    pay_asked = Signal(object)
    adding_asked = Signal(str)
    collect_asked = Signal(int, Cart)
    problems_asked = Signal()

    def __init__(self, view: SellView, desk: Desk) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        window = view.window_
        self.browse = BrowsePresenter(view.browse, desk, window)
        self.products = self.browse.products
        self.cart = Cart(desk.counter.shop.pricing)
        self.lines = CartModel()
        self._row = -1
        self._past: list[Cart] = []
        self._look_ups = LookUps(desk)
        self._keeper = Keeper(desk)
        self.held = Held(window, desk, self._keeper, lambda: self.cart)
        self._does = self._actions()
        view.cart.set_model(self.lines)
        view.browse.entered.connect(self.enter)
        view.cart.line_selected.connect(self._selected)
        view.asked.connect(self.do)
        view.browse.held_asked.connect(self.held.show_list)
        self.browse.chosen.connect(self.choose)
        self.browse.adding_asked.connect(self.adding_asked)
        self.adding_asked.connect(lambda text: self._quick_add.ask(text, self.browse.category))
        self.held.count_changed.connect(view.browse.show_held)
        self.held.put_aside.connect(self.new_sale)
        self.held.taken_up.connect(self._take_up)
        desk.settled.connect(self._settle)

    # What asks in dialogs is loaded when it is first wanted; a start has no time for it.

    @cached_property
    def _confirm(self) -> Confirm:
        from app.ui.widgets.confirm import Confirm

        return Confirm(self._view.window_)

    @cached_property
    def _terms(self) -> Terms:
        from app.ui.sell.terms import Terms

        return Terms(self._view.window_, self._desk, self._make)

    @cached_property
    def _buyer(self) -> Buyer:
        from app.ui.sell.buyer import Buyer

        made = Buyer(self._view.window_, self._desk)
        made.chosen.connect(self._sell_to)
        return made

    @cached_property
    def _orders(self) -> OnlineOrder:
        from app.ui.sell.online_order import OnlineOrder

        made = OnlineOrder(self._view.window_, self._desk, lambda: self.cart)
        made.taken.connect(self._ordered)
        made.collect_asked.connect(self.collect_asked)
        made.problems_asked.connect(self.problems_asked)
        return made

    @cached_property
    def _quick_add(self) -> QuickAdd:
        from app.ui.sell.quick_add import QuickAdd

        made = QuickAdd(self._view.window_, self._desk)
        made.added.connect(self._sell_new)
        return made

    def start(self, cart: Cart | None) -> None:
        """Show the first products, and the cart that was left open."""
        if cart is not None:
            self.cart = replace(cart, pricing=self._desk.counter.shop.pricing)
        self._show()
        self._open(len(self.cart.lines) - 1)
        self.browse.start()
        self.held.count()

    def stop(self) -> None:
        """Leave no timer behind."""
        self.browse.stop()
        self._keeper.stop()
        if "_orders" in vars(self):
            self._orders.stop()

    def do(self, action: Action) -> None:
        """What a key or a button asks for."""
        self._does[action]()

    def scan(self, code: str) -> None:
        """Add what a code stands for, as often as was typed before it."""
        times, rest = multiplier.split(self._view.search.text())
        if times is not None and not rest:
            self.browse.clear()
        catalog = self._desk.counter.catalog

        def done(found: Found | None) -> None:
            if found is None:
                self._unknown(code)
            elif self.add(found, times):
                self._desk.sound("scan")
                self._warn_of_stock(found)

        self._look_ups.ask(lambda unit: catalog(unit).find(code), done)

    def enter(self, text: str) -> None:
        """Add the product with the typed code, else the best one that the text finds."""
        times, wanted = multiplier.split(text.strip())
        if times is not None and not wanted:
            self.browse.clear()
            self._change_line(lambda cart, row: cart.with_quantity(row, times))
            return
        if not wanted:
            return
        self.browse.clear()

        def find(unit: Unit) -> Found | None:
            catalog = self._desk.counter.catalog(unit)
            best = next(iter(catalog.search(wanted, 1)), None)
            exact = catalog.find(wanted)
            # A short number is rather the beginning of a code than the id of a product.
            if exact and (best is None or exact.product.id == best.id or len(wanted) > 3):
                return exact
            return Found(best) if best else None

        def done(found: Found | None) -> None:
            if found is None:
                self._unknown(wanted)
            else:
                self._add_surely(found, times)

        self._look_ups.ask(find, done)

    def choose(self, found: Found) -> None:
        """Add one of a product that is shown, or as many as were typed."""
        times, rest = multiplier.split(self._view.search.text())
        if times is not None and not rest:
            self.browse.clear()
        self._add_surely(found, times)

    def add(self, found: Found, times: Decimal | None = None) -> bool:
        """Add a product to the cart and open its line; False when that can't be."""
        product = found.product
        if not product.active:
            name, _ = figure.names(product.name, product.name_ar)
            self._refuse(self.tr("{name} is not sold any more.").format(name=isolate(name)))
            return False
        line = line_of(found)
        if times is not None:
            line = replace(line, quantity=line.quantity * times)
        row = next((at for at, each in enumerate(self.cart.lines) if line.joins(each)), None)
        added = self._change(lambda cart: cart.add(line))
        if added:
            self._open(len(self.cart.lines) - 1 if row is None else row)
        self._view.rest_focus()
        return added

    def step(self, by: int) -> None:
        """Change the quantity of the open line; the last one is not taken away by it."""
        if 0 <= self._row < len(self.cart.lines):
            quantity = self.cart.lines[self._row].quantity + by
            if quantity > 0:
                self._change_line(lambda cart, row: cart.with_quantity(row, quantity))

    def remove(self) -> None:
        """Take the open line away; a toast brings it back."""
        row = self._row
        if not 0 <= row < len(self.cart.lines):
            return
        line = self.cart.lines[row]
        if self._change(lambda cart: cart.without_line(row)):
            self._open(min(row, len(self.cart.lines) - 1))
            self._view.rest_focus()
            name, _ = figure.names(line.name, line.name_ar)
            words = self.tr("{name} removed").format(name=isolate(name))
            self._offer_undo(words)

    def clear(self) -> None:
        """Empty the cart, after a question."""
        count = len(self.cart.lines)
        if count:
            self._confirm.ask(
                self.tr("Clear the sale"),
                self.tr("Remove %n item(s) from this sale?", "", count),
                keep=self.tr("Keep"),
                act=self.tr("Remove"),
                do=self._clear,
            )

    def undo(self) -> None:
        """Take the last change of the cart back."""
        if self._past:
            self.cart = self._past.pop()
            self._show()
            self._open(min(max(self._row, 0), len(self.cart.lines) - 1))
            self._keeper.keep(self.cart)

    def pay(self) -> None:
        """Ask for the payment of a cart that is not empty."""
        if self.cart.lines and not self._look_ups:
            self._keeper.pause()
            self.pay_asked.emit(self.cart)

    def leave_payment(self) -> None:
        """The customer has not paid: on with the cart."""
        self._keeper.go_on(self.cart, is_kept=False)
        self._view.rest_focus()

    def new_sale(self, *, is_kept: bool = True) -> None:
        """Begin anew; the cart before is sold or held, and with it the store has no open cart."""
        self.cart = Cart(self._desk.counter.shop.pricing)
        self._past.clear()
        self._show()
        self._open(-1)
        self._keeper.go_on(self.cart, is_kept=is_kept)
        self._view.show_cart(False)

    def hear(self, changes: Changes) -> None:
        """Show new stock of the products that are shown, how many sales are held, and who buys."""
        self.browse.hear(changes)
        buyer = self.cart.customer
        if buyer is not None and buyer.id in changes.customers:
            self._buyer.renew(buyer)
        if changes.held:
            self.held.count()
        if changes.settings or changes.sync:
            self.look_for_shops()
        if "_orders" in vars(self):
            self._orders.hear(changes)

    def look_for_shops(self) -> None:
        """Look whether an online shop takes orders from here."""

        def read(unit: Unit) -> bool:
            from app.services import order_placement  # a start has no time for it

            return bool(order_placement.placeable(unit))

        self._desk.lanes.read(read, self._view.cart.offer_orders)

    def _actions(self) -> dict[Action, Callable[[], None]]:
        return {
            Action.CUSTOMER: lambda: self._buyer.ask(self.cart.customer),
            Action.QUANTITY: lambda: self._ask_of_line(self._terms.ask_quantity),
            Action.PRICE: lambda: self._ask_of_line(self._terms.ask_price),
            Action.DISCOUNT: lambda: self._ask_of_line(self._terms.ask_discount),
            Action.NOTE: lambda: self._ask_of_line(self._terms.ask_note),
            Action.SALE_DISCOUNT: self._ask_sale_discount,
            Action.HOLD: self._hold_or_recall,
            Action.MAIN: self.pay,
            Action.REMOVE: self.remove,
            Action.CLEAR: self.clear,
            Action.MORE: lambda: self.step(1),
            Action.LESS: lambda: self.step(-1),
            Action.UNDO: self.undo,
            Action.ONLINE_ORDER: lambda: self._orders.ask(),  # noqa: PLW0108 - not made yet
        }

    def _ask_of_line(self, ask: Callable[..., None]) -> None:
        if 0 <= self._row < len(self.cart.lines):
            ask(self._row, self.cart.lines[self._row])

    def _ask_sale_discount(self) -> None:
        if self.cart.lines:
            self._terms.ask_sale_discount(self.cart)

    def _hold_or_recall(self) -> None:
        if self.cart.lines:
            self.held.ask()
        else:
            self.held.show_list()

    def _add_surely(self, found: Found, times: Decimal | None) -> None:
        product = found.product
        if not product.tracked or product.stock > 0 or not product.active:
            self.add(found, times)
            return
        name, _ = figure.names(product.name, product.name_ar)
        words = self.tr("The stock of {name} is {count}. Sell it all the same?")
        count = figure.quantity(product.stock, product.unit)
        self._confirm.ask(
            self.tr("Out of stock"),
            words.format(name=isolate(name), count=count),
            keep=self.tr("Do not sell"),
            act=self.tr("Sell"),
            do=lambda: self._sell_all_the_same(found, times),
        )

    def _sell_all_the_same(self, found: Found, times: Decimal | None) -> None:
        self.add(found, times)

    def _warn_of_stock(self, found: Found) -> None:
        # Who scans it holds it in the hand: no question, but somebody should look at the figure.
        product = found.product
        if product.tracked and product.stock <= 0:
            name, _ = figure.names(product.name, product.name_ar)
            words = self.tr("{name} is out of stock by the books.").format(name=isolate(name))
            self._desk.tell(words, Tone.WARNING)

    def _unknown(self, code: str) -> None:
        words = self.tr("No product has code {code}.").format(code=ltr(code[:MAX_CODE]))
        adding = self.adding_asked
        self._desk.sound("refused")
        self._desk.offer(Notice(words, Tone.BAD, self.tr("Add it"), lambda: adding.emit(code)))

    def _refuse(self, words: str) -> None:
        self._desk.tell(words, Tone.BAD)
        self._desk.sound("refused")

    def _sell_new(self, product: Product) -> None:
        self.browse.clear()
        if self.add(Found(product)):
            name, _ = figure.names(product.name, product.name_ar)
            words = self.tr("{name} is added to the products and to the sale.")
            self._desk.tell(words.format(name=isolate(name)))

    def _sell_to(self, customer: Customer | None) -> None:
        self._change(lambda cart: cart.with_customer(customer))
        self._view.rest_focus()

    def _ordered(self, cart: Cart) -> None:
        """An online shop has it; whoever is paid or asked meanwhile keeps what is at hand."""
        if cart == self.cart and not self._view.window_.is_covered():
            self.new_sale(is_kept=False)

    def _take_up(self, cart: Cart) -> None:
        self.cart = replace(cart, pricing=self._desk.counter.shop.pricing)
        self._past.clear()
        self._show()
        self._open(len(cart.lines) - 1)
        self._view.rest_focus()

    def _clear(self) -> None:
        self._change(lambda cart: Cart(cart.pricing))
        self._open(-1)
        self._view.rest_focus()
        self._offer_undo(self.tr("The sale is cleared"))

    def _offer_undo(self, words: str) -> None:
        self._desk.offer(Notice(words, Tone.GOOD, self.tr("Undo"), self.undo))

    def _change_line(self, change: Callable[[Cart, int], Cart]) -> None:
        row = self._row
        if 0 <= row < len(self.cart.lines):
            self._change(lambda cart: change(cart, row))

    def _change(self, change: Callable[[Cart], Cart]) -> bool:
        try:
            self._make(change)
        except SanduqError as error:
            self._desk.fail(error)
            self._desk.sound("refused")
            return False
        return True

    def _make(self, change: Callable[[Cart], Cart]) -> None:
        """Change the cart; what is wrong with it raises, and the cart stays as it is."""
        cart = change(self.cart)
        totals = cart.totals()
        self._past = [*self._past[-STEPS_BACK:], self.cart]
        self.cart = cart
        self._show(totals)
        self._keeper.keep(cart)

    def _open(self, row: int) -> None:
        self._row = row
        self._view.cart.select_line(row)

    def _selected(self, row: int) -> None:
        self._row = row

    def _settle(self) -> None:
        self.cart = replace(self.cart, pricing=self._desk.counter.shop.pricing)
        self._show()

    def _show(self, totals: Totals | None = None) -> None:
        totals = totals or self.cart.totals()
        self.lines.show(self.cart, totals)
        held: dict[int, Decimal] = {}
        for line in self.cart.lines:
            if line.product_id is not None:
                held[line.product_id] = held.get(line.product_id, Decimal(0)) + line.quantity
        self.browse.hold(held)
        shop = self._desk.counter.shop
        sums = Sums(
            totals,
            settle(totals.taxed.gross, (), shop.cash_rounding),
            country(shop.seller.country).tax_name,
            shop.prices_include_tax,
        )
        self._view.show_sums(len(self.cart.lines), sums)
        self._view.cart.show_customer(self.cart.customer)
