"""A shop's day at one till, with the keyboard and the scanner alone, and with fingers alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import cycle

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.payment import Method
from app.domain.sale import Sale
from app.services import books, held_sales, invoices, settings
from app.ui import language
from app.ui.till import Till
from tests.gui.hands import Fingers, Keyboard
from tests.shop import BREAD, DATES, LATTE, TEA, demo_shop, shop
from tests.ui.conftest import app, printers, speaker, swept, syncing, till

__all__ = ["app", "demo_shop", "printers", "shop", "speaker", "swept", "syncing", "till"]

Key, Mod = Qt.Key, Qt.KeyboardModifier
SALES = 50


@pytest.fixture
def sales(till: Till) -> list[Sale]:
    """The sales of the day, as they complete."""
    made: list[Sale] = []
    till.tender.completed.connect(made.append)
    counter = till.desk.counter
    with till.desk.shop.store.write() as unit:
        shop, _ = settings.save_shop(unit, replace(counter.shop, printer="Counter"), counter)
    till.desk.settle(shop=shop)
    return made


def stored(till: Till) -> list[Sale]:
    """What the books have, the oldest first."""
    with till.desk.shop.store.read() as unit:
        rows = invoices.find(unit, till.desk.counter.shop)
        return [invoices.get(unit, row.number) for row in reversed(rows)]


def level(till: Till, code: str) -> Decimal:
    with till.desk.shop.store.read() as unit:
        found = till.desk.counter.catalog(unit).find(code)
        assert found is not None
        return found.product.stock


def check_books(till: Till, sales: list[Sale]) -> None:
    """Every sale is in the books once, as it was made, and the books agree with themselves."""
    assert [sale.number for sale in stored(till)] == [sale.number for sale in sales]
    assert [sale.totals for sale in stored(till)] == [sale.totals for sale in sales]
    with till.desk.shop.store.read() as unit:
        assert books.verify(unit) == []
        assert held_sales.listing(unit, till.desk.counter) == []
        assert held_sales.open_cart(unit, till.desk.counter) is None


class KeyboardDay:
    """One sale of each kind after another."""

    def __init__(self, hands: Keyboard, till: Till, qtbot: QtBot) -> None:
        self.hands, self.till, self.qtbot = hands, till, qtbot
        self.before: Callable[[], None] | None = None

    def kinds(self) -> list[Callable[[], None]]:
        return [
            self.exact_cash,
            self.cash_with_change,
            self.card,
            self.bank,
            self.card_and_cash,
            self.three_by_multiplier,
            self.found_by_name,
            self.with_discounts,
            self.with_price_and_note,
            self.held_and_recalled,
        ]

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.hands.scan(code)

    def pay(self, made: list[Sale], *, before: Callable[[], None] | None = None) -> None:
        count = len(made)
        self.hands.press(Key.Key_F9)
        if before:
            before()
        self.hands.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: len(made) == count + 1)
        assert self.till.receipt.is_open()

    def exact_cash(self) -> None:
        self.scan(DATES, BREAD)

    def cash_with_change(self) -> None:
        self.scan(LATTE)
        self.before = lambda: self.hands.type("100")

    def card(self) -> None:
        self.scan(TEA, BREAD)
        self.before = lambda: self.hands.press(Key.Key_F6)

    def bank(self) -> None:
        self.scan(DATES)
        self.before = lambda: self.hands.press(Key.Key_F7)

    def card_and_cash(self) -> None:
        # Another code than the sale before: the same one at once would be a double read.
        self.scan(LATTE)

        def split() -> None:
            self.hands.press(Key.Key_F6)
            self.hands.tab_to("amount")
            self.hands.type("10")
            self.hands.press(Key.Key_Return)
            self.qtbot.waitUntil(lambda: not self.till.tender.is_deaf())
            self.hands.press(Key.Key_F5)

        self.before = split

    def three_by_multiplier(self) -> None:
        self.begin_by_typing()
        self.hands.type("3*")
        self.scan(BREAD)

    def found_by_name(self) -> None:
        self.begin_by_typing()
        self.hands.type("karak")
        self.hands.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: len(self.till.sell.cart.lines) == 1)

    def with_discounts(self) -> None:
        self.scan(DATES, LATTE)
        self.hands.press(Key.Key_F7)
        self.hands.type("10")
        self.hands.press(Key.Key_Return)
        self.hands.press(Key.Key_F7, Mod.ShiftModifier)
        self.hands.type("5")
        self.hands.press(Key.Key_Return)

    def with_price_and_note(self) -> None:
        self.scan(LATTE)
        self.hands.press(Key.Key_F5)
        self.hands.type("15.5")
        self.hands.press(Key.Key_Return)
        self.hands.control(Key.Key_N)
        self.hands.type("oat milk")
        self.hands.press(Key.Key_Return)
        self.hands.press(Key.Key_F4)
        self.hands.type("2")
        self.hands.press(Key.Key_Return)

    def held_and_recalled(self) -> None:
        self.scan(TEA, BREAD)
        self.hands.press(Key.Key_F6)
        self.hands.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: not self.till.sell.cart.lines)
        self.wait_for_page()
        self.hands.press(Key.Key_F6)
        self.qtbot.waitUntil(self.till.window.is_covered)
        self.hands.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: len(self.till.sell.cart.lines) == 2)
        self.wait_for_page()

    def wait_for_page(self) -> None:
        """A dialog closes when its answer has come; before that it keeps the keys."""
        self.qtbot.waitUntil(lambda: not self.till.window.is_covered())

    def sell(self, kind: Callable[[], None], made: list[Sale]) -> None:
        self.before = None
        kind()
        self.pay(made, before=self.before)

    def begin_by_typing(self) -> None:
        """Scanning on closes the panel of the last sale; who types closes it first."""
        self.qtbot.waitUntil(self._closed_by_escape)

    def _closed_by_escape(self) -> bool:
        # The panel is deaf for a moment, so that a second Enter does not hide the change.
        self.hands.press(Key.Key_Escape)
        return not self.till.receipt.is_open()


def test_day_without_a_mouse(
    till: Till, app: QApplication, qtbot: QtBot, sales: list[Sale]
) -> None:
    hands = Keyboard(app, till, qtbot)
    day = KeyboardDay(hands, till, qtbot)
    dates = level(till, DATES)
    for at, kind in zip(range(SALES), cycle(day.kinds()), strict=False):
        day.sell(kind, sales)
        if at == SALES // 2:
            _switch_language_in_a_sale(hands, till, qtbot)
            day.pay(sales)
    qtbot.waitUntil(day._closed_by_escape)

    assert len(sales) == SALES + 1
    assert {payment.method for sale in sales for payment in sale.payments} == set(Method)
    sold = sum(line.quantity for sale in sales for line in sale.cart.lines if line.barcode == DATES)
    assert level(till, DATES) == dates - sold

    hands.control(Key.Key_P)
    qtbot.waitUntil(lambda: till.window.toasts.texts() != [])
    _adjust_by_keys(hands, till, qtbot)
    assert level(till, DATES) == dates - sold - 3
    check_books(till, sales)


def _switch_language_in_a_sale(hands: Keyboard, till: Till, qtbot: QtBot) -> None:
    if till.receipt.is_open():
        qtbot.waitUntil(lambda: _closed(hands, till))
    hands.scan(DATES)
    cart = till.sell.cart
    hands.tab_to("language")
    hands.press(Key.Key_Space)
    assert language.is_arabic()
    assert till.sell.cart == cart
    hands.press(Key.Key_F2)


def _closed(hands: Keyboard, till: Till) -> bool:
    hands.press(Key.Key_Escape)
    return not till.receipt.is_open()


def _adjust_by_keys(hands: Keyboard, till: Till, qtbot: QtBot) -> None:
    before = level(till, DATES)
    hands.control(Key.Key_3)
    qtbot.waitUntil(lambda: till.window.page_name() == "stock")
    hands.scan(DATES)
    _wait_for_product(till, qtbot)
    hands.press(Key.Key_F9)
    qtbot.waitUntil(till.window.is_covered)
    hands.tab_to("adjust_figure")
    hands.type("-3")
    hands.tab_to("reason_damaged")
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: level(till, DATES) == before - 3)
    qtbot.waitUntil(lambda: not till.window.is_covered())


def _wait_for_product(till: Till, qtbot: QtBot) -> None:
    button = till.window.findChild(QWidget, "stock_adjust")
    assert button is not None
    qtbot.waitUntil(button.isEnabled)


class TouchDay:
    """The same day by taps."""

    def __init__(self, hands: Fingers, till: Till, qtbot: QtBot) -> None:
        self.hands, self.till, self.qtbot = hands, till, qtbot

    def kinds(self) -> list[Callable[[], str]]:
        return [
            self.exact_cash,
            self.banknote,
            self.typed_on_the_pad,
            self.card,
            self.bank,
            self.with_discount,
            self.by_category,
            self.held_and_recalled,
        ]

    def add(self, *codes: str) -> None:
        for code in codes:
            products = self.till.sell.products
            rows = range(products.rowCount())
            row = next(at for at in rows if products.product(at).barcode == code)
            before = self.till.sell.cart
            self.hands.tap_row(self.till.window.sell.grid, products.index(row))
            assert self.till.sell.cart != before

    def exact_cash(self) -> str:
        self.add(DATES, BREAD)
        return ""

    def banknote(self) -> str:
        self.add(LATTE)
        return "quick_2"

    def typed_on_the_pad(self) -> str:
        self.add(TEA)
        return "pad 50"

    def card(self) -> str:
        self.add(DATES)
        return "method_card"

    def bank(self) -> str:
        self.add(DATES)
        return "method_bank"

    def with_discount(self) -> str:
        self.add(DATES)
        self.hands.tap("line_discount")
        self.hands.tap("figure_quick_1")
        assert self.till.sell.cart.lines[0].discount is not None
        self.hands.tap("line_plus")
        return ""

    def by_category(self) -> str:
        products, whole = self.till.sell.products, self.till.sell.products.rowCount()
        self.hands.tap("category_2")
        self.qtbot.waitUntil(lambda: 0 < products.rowCount() < whole)
        self.qtbot.waitUntil(lambda: products.row(0) is not None)
        self.hands.tap_row(self.till.window.sell.grid, products.index(0))
        if self.till.window.is_covered():
            # The shelf is empty by the books: sold all the same.
            self.hands.tap("confirm_primary")
        self.qtbot.waitUntil(lambda: len(self.till.sell.cart.lines) == 1)
        self.hands.tap("category_all")
        self.qtbot.waitUntil(lambda: products.rowCount() == whole)
        return ""

    def held_and_recalled(self) -> str:
        self.add(TEA, LATTE)
        self.hands.tap("hold")
        self.hands.tap("hold_primary")
        self.qtbot.waitUntil(lambda: not self.till.sell.cart.lines)
        self.hands.tap("held_sales")
        self.hands.tap("held_primary")
        self.qtbot.waitUntil(lambda: len(self.till.sell.cart.lines) == 2)
        return ""

    def sell(self, kind: Callable[[], str], made: list[Sale]) -> None:
        count = len(made)
        how = kind()
        self.hands.tap("pay")
        if how.startswith("pad"):
            self.hands.tap_digits(self.hands.seen("tender"), how.split()[1])
        elif how:
            self.hands.tap(how)
        self.qtbot.waitUntil(lambda: self._completed(made, count))
        self.qtbot.waitUntil(self._gone_on)

    def _completed(self, made: list[Sale], count: int) -> bool:
        # The button is deaf for a moment, so that a double tap on Pay completes nothing;
        # and grey while the sale is being written, which can outlast a look.
        complete = self.till.window.findChild(QWidget, "complete")
        assert complete is not None
        if complete.isVisible() and complete.isEnabled():
            self.hands.tap("complete")
        return len(made) == count + 1

    def _gone_on(self) -> bool:
        if self.till.receipt.is_open():
            self.hands.tap("new_sale")
        return not self.till.receipt.is_open()


@pytest.mark.parametrize("size", [(1366, 768)])
def test_day_without_a_keyboard(
    till: Till, app: QApplication, qtbot: QtBot, sales: list[Sale], size: tuple[int, int]
) -> None:
    till.window.resize(*size)
    hands = Fingers(app, till, qtbot)
    day = TouchDay(hands, till, qtbot)
    for at, kind in zip(range(SALES), cycle(day.kinds()), strict=False):
        day.sell(kind, sales)
        if at == SALES // 2:
            day.add(TEA)
            hands.tap("language")
            assert language.is_arabic()
            hands.tap("line_remove")
    assert len(sales) == SALES

    before = level(till, DATES)
    hands.tap("go_invoices")
    hands.tap("invoice_reprint")
    hands.tap("go_stock")
    _adjust_by_touch(hands, till, qtbot)
    assert level(till, DATES) == before + 2
    hands.tap("go_sell")
    check_books(till, sales)


def _adjust_by_touch(hands: Fingers, till: Till, qtbot: QtBot) -> None:
    before = level(till, DATES)
    view = hands.seen("stock_rows")
    assert isinstance(view, QAbstractItemView)
    qtbot.waitUntil(lambda: view.model().rowCount() > 0)
    hands.tap_row(view, view.model().index(0, 0))
    _wait_for_product(till, qtbot)
    hands.tap("stock_adjust")
    hands.tap("adjust_more")
    hands.tap("adjust_more")
    hands.tap("reason_found")
    hands.tap("adjust_primary")
    qtbot.waitUntil(lambda: level(till, DATES) == before + 2)
