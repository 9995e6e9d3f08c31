"""Working on the cart by keys: terms, customer, holding, undoing; and what survives."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.customer import Customer
from app.domain.discount import percent_off
from app.services import customers, held_sales
from app.services.changes import Changes
from app.storage.opening import open_store
from app.ui.scan import GAP_MS
from app.ui.task import READERS
from app.ui.till import Till
from tests.shop import BREAD, DATES, LATTE, TEA, counter_of
from tests.ui import keys
from tests.ui.conftest import find, opened_shop
from tests.ui.silence import Silence

Key, Mod = Qt.Key, Qt.KeyboardModifier


def scan(till: Till, app: QApplication, qtbot: QtBot, *codes: str) -> None:
    """Scan codes and wait until all are in the cart."""
    for code in codes:
        keys.scan(app, code)
    qtbot.waitUntil(lambda: not till.sell._look_ups)


def press(app: QApplication, key: Qt.Key, modifiers: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    """Press a key wherever the focus is."""
    target = app.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def type_in(app: QApplication, text: str) -> None:
    """Type into whatever has the focus, as fast as a person."""
    assert isinstance(app.focusWidget(), QLineEdit)
    for character in text:
        keys.press(app, character)
        QTest.qWait(GAP_MS + 5)


def sold(till: Till) -> list[tuple[str, Decimal]]:
    """Barcodes and quantities of the cart."""
    return [(line.barcode, line.quantity) for line in till.sell.cart.lines]


def test_f4_sets_the_quantity(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES)
    press(app, Key.Key_F4)
    type_in(app, "12")
    press(app, Key.Key_Return)
    assert sold(till) == [(DATES, Decimal(12))]
    assert find(till, "search").hasFocus()


def test_f5_sets_the_price_and_remembers_the_list_price(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    press(app, Key.Key_F5)
    type_in(app, "٢٠.٥")
    press(app, Key.Key_Return)
    (line,) = till.sell.cart.lines
    assert (line.unit_price, line.list_price) == (Decimal("20.5"), Decimal("24.5"))
    press(app, Key.Key_F5)
    type_in(app, "24.50")
    press(app, Key.Key_Return)
    assert till.sell.cart.lines[0].list_price is None


def test_f7_takes_a_discount_off_the_line_and_zero_takes_it_away(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    press(app, Key.Key_F7)
    type_in(app, "10")
    press(app, Key.Key_Return)
    assert till.sell.cart.lines[0].discount == percent_off("10")
    press(app, Key.Key_F7)
    type_in(app, "0")
    press(app, Key.Key_Return)
    assert till.sell.cart.lines[0].discount is None


def test_shift_f7_takes_a_discount_off_the_sale(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, LATTE)
    press(app, Key.Key_F7, Mod.ShiftModifier)
    find(till, "figure_amount").click()  # type: ignore[attr-defined]
    find(till, "figure_value").setFocus()
    type_in(app, "3.50")
    press(app, Key.Key_Return)
    assert till.sell.cart.totals().taxed.gross.amount == Decimal("40.00")


def test_impossible_terms_are_refused_in_the_dialog_and_change_nothing(
    till: Till, app: QApplication, qtbot: QtBot, speaker: Silence
) -> None:
    scan(till, app, qtbot, DATES)
    before = till.sell.cart
    for key, text in (
        (Key.Key_F4, "0"),
        (Key.Key_F5, "-1"),
        (Key.Key_F7, "101"),
        (Key.Key_F4, "x"),
    ):
        press(app, key)
        type_in(app, text)
        press(app, Key.Key_Return)
        assert find(till, "figure").isVisible()
        assert find(till, "figure_value_below").isVisible()
        press(app, Key.Key_Escape)
        assert not find(till, "figure").isVisible()
        assert till.sell.cart == before
    assert [name for name, _ in speaker.played].count("refused") == 4


def test_note_stays_with_its_line(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES)
    press(app, Key.Key_N, Mod.ControlModifier)
    type_in(app, "gift wrap")
    press(app, Key.Key_Return)
    assert till.sell.cart.lines[0].note == "gift wrap"


def test_quantity_before_a_scan_counts_for_it(till: Till, app: QApplication, qtbot: QtBot) -> None:
    type_in(app, "3*")
    scan(till, app, qtbot, DATES)
    type_in(app, "٢*")
    scan(till, app, qtbot, LATTE)
    scan(till, app, qtbot, TEA)
    assert sold(till) == [(DATES, Decimal(3)), (LATTE, Decimal(2)), (TEA, Decimal(1))]


def test_quantity_before_enter_is_that_of_the_open_line(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, LATTE)
    type_in(app, "7*")
    press(app, Key.Key_Return)
    assert sold(till) == [(DATES, Decimal(1)), (LATTE, Decimal(7))]


def test_removed_line_comes_back_by_undo(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES, LATTE)
    press(app, Key.Key_Delete)
    assert sold(till) == [(DATES, Decimal(1))]
    press(app, Key.Key_Z, Mod.ControlModifier)
    assert sold(till) == [(DATES, Decimal(1)), (LATTE, Decimal(1))]


def test_clearing_asks_and_the_safe_answer_has_the_focus(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, LATTE)
    press(app, Key.Key_Delete, Mod.ControlModifier)
    press(app, Key.Key_Return)
    assert len(till.sell.cart.lines) == 2
    press(app, Key.Key_Delete, Mod.ControlModifier)
    find(till, "confirm_primary").click()  # type: ignore[attr-defined]
    assert not till.sell.cart.lines
    press(app, Key.Key_Z, Mod.ControlModifier)
    assert len(till.sell.cart.lines) == 2


def test_held_sale_is_recalled_with_all_its_terms(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, BREAD)
    till.sell._make(lambda cart: cart.with_line_discount(0, percent_off("10")))
    cart = till.sell.cart
    press(app, Key.Key_F6)
    type_in(app, "Table 4")
    press(app, Key.Key_Return)
    qtbot.waitUntil(lambda: till.sell.cart.lines == ())
    assert any("Table 4" in text for text in till.window.toasts.texts())
    scan(till, app, qtbot, TEA)
    press(app, Key.Key_F6)
    press(app, Key.Key_Return)
    qtbot.waitUntil(lambda: till.sell.cart.lines == ())
    # Pressed blind, before the list can have been read.
    for key in (Key.Key_F6, Key.Key_Down, Key.Key_Return):
        press(app, key)
    qtbot.waitUntil(lambda: till.sell.cart == cart)


def test_sale_held_a_moment_ago_is_recalled_before_its_count_is_read(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    free = Event()
    scan(till, app, qtbot, DATES)
    cart = till.sell.cart
    qtbot.waitUntil(lambda: till.lanes.under_way()["read"] == 0)
    for _ in range(READERS):
        till.lanes.read(lambda _: free.wait(5), lambda _: None)
    press(app, Key.Key_F6)
    press(app, Key.Key_Return)
    qtbot.waitUntil(lambda: till.sell.cart.lines == ())
    for key in (Key.Key_F6, Key.Key_Return):
        press(app, key)
    free.set()
    qtbot.waitUntil(lambda: till.sell.cart == cart)


def test_customer_is_found_by_phone_and_stands_on_the_sale(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    press(app, Key.Key_F3)
    type_in(app, "Noor")
    find(till, "customer_new").click()  # type: ignore[attr-defined]
    find(till, "customer_phone").setFocus()
    type_in(app, "0551234567")
    press(app, Key.Key_Return)
    qtbot.waitUntil(lambda: till.sell.cart.customer is not None)
    press(app, Key.Key_F3)
    find(till, "customer_walk_in").click()  # type: ignore[attr-defined]
    assert till.sell.cart.customer is None
    press(app, Key.Key_F3)
    type_in(app, "0551")
    qtbot.waitUntil(lambda: find(till, "customers_primary").isEnabled())
    press(app, Key.Key_Return)
    customer = till.sell.cart.customer
    assert customer is not None
    assert (customer.name, customer.phone) == ("Noor", "0551234567")


def test_a_customer_changed_meanwhile_is_renewed_on_the_open_sale(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    store = till.desk.shop.store
    with store.write() as unit:
        noor, _ = customers.add(unit, Customer(None, "Noor"), counter_of(unit))
    till.sell._buyer.chosen.emit(noor)
    assert till.sell.cart.customer == noor
    with store.write() as unit:
        renamed = replace(noor, name="Noor Al-Amin")
        renamed, changes = customers.change(unit, renamed, counter_of(unit))
    till.bus.changed.emit(changes)
    qtbot.waitUntil(lambda: till.sell.cart.customer == renamed)


def test_wrong_phone_is_said_beside_its_field(till: Till, app: QApplication, qtbot: QtBot) -> None:
    press(app, Key.Key_F3)
    find(till, "customer_new").click()  # type: ignore[attr-defined]
    type_in(app, "Noor")
    find(till, "customer_phone").setFocus()
    type_in(app, "call me")
    press(app, Key.Key_Return)
    qtbot.waitUntil(lambda: find(till, "customer_phone_below").isVisible())
    assert find(till, "customers").isVisible()
    press(app, Key.Key_Escape)


def test_out_of_stock_product_asks_when_chosen_but_not_when_scanned(
    till: Till, app: QApplication, qtbot: QtBot, speaker: Silence
) -> None:
    row = next(
        at
        for at in range(till.sell.products.rowCount())
        if till.sell.products.product(at).name == "Halloumi 225 g"
    )
    product = till.sell.products.product(row)
    type_in(app, product.name)
    press(app, Key.Key_Return)
    qtbot.waitUntil(lambda: find(till, "confirm").isVisible())
    press(app, Key.Key_Escape)
    assert not till.sell.cart.lines
    scan(till, app, qtbot, product.barcode)
    assert len(till.sell.cart.lines) == 1
    assert any("out of stock" in text for text in till.window.toasts.texts())


def test_scan_sounds_good_and_an_unknown_one_bad(
    till: Till, app: QApplication, qtbot: QtBot, speaker: Silence
) -> None:
    scan(till, app, qtbot, DATES, "9999999999994")
    assert [name for name, _ in speaker.played] == ["scan", "refused"]


def test_muted_sound_is_not_played(
    till: Till, app: QApplication, qtbot: QtBot, speaker: Silence
) -> None:
    muted = replace(till.desk.preferences, muted=frozenset({"scan"}))
    till.desk.settle(preferences=muted)
    scan(till, app, qtbot, DATES, "9999999999994")
    assert [name for name, _ in speaker.played] == ["refused"]


def kept_cart(till: Till) -> object:
    """The open cart as the store has it."""
    with till.desk.shop.store.read() as unit:
        return held_sales.open_cart(unit, till.desk.counter)


def test_open_cart_is_stored_after_each_change_and_gone_when_sold(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, LATTE)
    qtbot.waitUntil(lambda: kept_cart(till) == till.sell.cart)
    press(app, Key.Key_F9)
    with qtbot.waitSignal(till.tender.completed):
        press(app, Key.Key_Return)
    qtbot.waitUntil(lambda: kept_cart(till) is None)
    till.receipt.close()
    scan(till, app, qtbot, TEA)
    qtbot.waitUntil(lambda: kept_cart(till) == till.sell.cart)


def test_cart_that_has_just_changed_is_stored_when_the_till_closes(
    till: Till, app: QApplication, qtbot: QtBot, shop: Path
) -> None:
    scan(till, app, qtbot, DATES)
    qtbot.waitUntil(lambda: kept_cart(till) == till.sell.cart)
    till.sell.step(1)
    till.close()
    with closing(bootstrap.shop_store(shop)) as store, store.read() as unit:
        assert held_sales.open_cart(unit, till.desk.counter) == till.sell.cart


def test_cart_that_changed_while_one_was_being_stored_is_stored_when_the_till_closes(
    till: Till, app: QApplication, qtbot: QtBot, shop: Path
) -> None:
    scan(till, app, qtbot, DATES)
    qtbot.waitUntil(lambda: kept_cart(till) == till.sell.cart)
    free = Event()
    till.lanes.write(lambda _: (free.wait(5), Changes()), lambda _: None)
    till.sell.step(1)
    qtbot.waitUntil(lambda: till.lanes.under_way()["write"] == 2)
    till.sell.step(1)
    free.set()
    till.close()
    assert sold(till) == [(DATES, Decimal(3))]
    with closing(bootstrap.shop_store(shop)) as store, store.read() as unit:
        assert held_sales.open_cart(unit, till.desk.counter) == till.sell.cart


def test_cart_is_kept_on_after_a_payment_that_was_left(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    press(app, Key.Key_F9)
    press(app, Key.Key_Escape)
    scan(till, app, qtbot, LATTE)
    qtbot.waitUntil(lambda: kept_cart(till) == till.sell.cart)
    assert len(till.sell.cart.lines) == 2


def test_till_opens_with_the_cart_that_was_left_open(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, LATTE, LATTE)
    qtbot.waitUntil(lambda: kept_cart(till) == till.sell.cart)
    other = Till(app, opened_shop(till.desk.shop.store.path.parent))
    try:
        assert other.sell.cart == till.sell.cart
        assert other.sell.lines.rowCount() == 2
    finally:
        other.close()


def test_broken_open_cart_is_told_and_does_not_stop_the_till(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    folder = till.desk.shop.store.path.parent
    till.close()
    store = open_store(folder)
    with store.write() as unit:
        counter = counter_of(unit)
        unit.sql(
            "INSERT INTO kept_cart (register_id, state, name, cart, cashier, at) "
            "VALUES (?, 'open', '', '{\"lines\": 7}', '', '2026-03-01T12:00:00.000000Z')",
            (counter.register.id,),
        )
        unit.commit()
    store.close()
    other = Till(app, opened_shop(folder))
    try:
        other.show()
        assert other.sell.cart.lines == ()
        assert len(other.window.toasts.texts()) == 1
    finally:
        other.close()


def test_recall_tapped_before_the_list_has_its_rows_recalls_the_newest(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    cart = till.sell.cart
    press(app, Key.Key_F6)
    press(app, Key.Key_Return)
    qtbot.waitUntil(lambda: not till.sell.cart.lines)
    qtbot.waitUntil(lambda: till.sell.held._count == 1)
    till.sell.held.show_list()
    find(till, "held_primary").click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: till.sell.cart.lines == cart.lines)
