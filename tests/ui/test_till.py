from __future__ import annotations

import time
from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QPoint, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.errors import Trouble
from app.domain.payment import Method
from app.domain.sale import Sale
from app.services import checkout, invoices
from app.services.changes import Changes
from app.ui import language, theme
from app.ui.rows import ROW
from app.ui.till import Till
from app.ui.widgets.toast import SHOWN_WITH_ACTION_MS, Notice, Toast, Tone
from tests.shop import BREAD, DATES, LATTE, TEA
from tests.ui import keys
from tests.ui.conftest import find

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def scan(till: Till, app: QApplication, qtbot: QtBot, *codes: str) -> None:
    """Scan codes and wait until all are in the cart."""
    for code in codes:
        keys.scan(app, code)
    qtbot.waitUntil(lambda: not till.sell._look_ups)


def text(till: Till, name: str) -> str:
    """What a label or button says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
    return found.text().translate({ord(mark): None for mark in "\u2066\u2068\u2069"})


def left_of(till: Till, name: str) -> int:
    """Where in the window a widget begins."""
    return find(till, name).mapTo(till.window, QPoint(0, 0)).x()


def pay_exactly(till: Till, qtbot: QtBot) -> Sale:
    """Pay what is due in cash."""
    with qtbot.waitSignal(till.tender.completed) as completed:
        till.sell.pay()
        till.tender.complete()
    sale: Sale = completed.args[0]
    return sale


def wait_for_ears(till: Till, qtbot: QtBot) -> None:
    """Wait until the payment's main button, which is deaf at first, hears fingers."""
    complete = till.window.tender.complete
    qtbot.waitUntil(lambda: time.monotonic() >= complete._hears_from)


def count_invoices(till: Till) -> int:
    with till._shop.store.read() as unit:
        return len(invoices.find(unit, till.desk.counter.shop))


def test_scan_by_keys_adds_a_line(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES)
    (line,) = till.sell.cart.lines
    assert (line.name, line.quantity) == ("Sukkari Dates 500 g", Decimal(1))
    assert text(till, "search") == ""
    assert text(till, "total") == "24.50"


def test_scans_enter_the_cart_in_their_order(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES, LATTE, TEA, BREAD, LATTE)
    assert [line.barcode for line in till.sell.cart.lines] == [DATES, LATTE, TEA, BREAD]
    assert till.sell.cart.lines[1].quantity == 2


def test_unknown_barcode_is_said_and_changes_nothing(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, "9999999999994")
    assert till.sell.cart.lines == ()
    (said,) = till.window.toasts.texts()
    assert "9999999999994" in said


def test_typing_finds_products_and_enter_adds_the_best(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    QTest.keyClicks(find(till, "search"), "karak", NONE, 40)
    qtbot.waitUntil(lambda: 0 < till.sell.products.rowCount() < 10)
    assert till.sell.products.product(0).name == "Karak Tea"
    QTest.keyClick(find(till, "search"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    assert till.sell.cart.lines[0].name == "Karak Tea"
    assert text(till, "search") == ""


def test_search_that_finds_nothing_says_so(till: Till, qtbot: QtBot) -> None:
    QTest.keyClicks(find(till, "search"), "zzq", NONE, 40)
    qtbot.waitUntil(lambda: "zzq" in text(till, "nothing_found"))
    assert find(till, "nothing_found").isVisible()


def test_tap_on_a_product_adds_it(till: Till, qtbot: QtBot) -> None:
    grid = till.window.sell.grid
    place = grid.visualRect(till.sell.products.index(1)).center()
    QTest.mouseClick(grid.viewport(), LEFT, NONE, place)
    assert [line.barcode for line in till.sell.cart.lines] == [LATTE]
    assert till.sell.products.index(1).data(ROW).in_cart == 1


def test_stepper_and_bin_work_on_the_open_line(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES, LATTE)
    QTest.mouseClick(find(till, "line_plus"), LEFT)
    assert [line.quantity for line in till.sell.cart.lines] == [1, 2]
    QTest.mouseClick(find(till, "line_minus"), LEFT)
    QTest.mouseClick(find(till, "line_minus"), LEFT)
    assert [line.quantity for line in till.sell.cart.lines] == [1, 1]
    QTest.mouseClick(find(till, "line_remove"), LEFT)
    assert [line.barcode for line in till.sell.cart.lines] == [DATES]
    assert find(till, "search").hasFocus()


def test_plus_minus_and_delete_keys_work_on_the_open_line(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    QTest.keyClicks(find(till, "search"), "+", NONE, 40)
    assert till.sell.cart.lines[0].quantity == 2
    QTest.keyClick(find(till, "search"), Qt.Key.Key_Delete)
    assert till.sell.cart.lines == ()


def test_totals_are_those_of_the_cart(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES, LATTE, BREAD)
    totals = till.sell.cart.totals()
    assert text(till, "total") == str(totals.taxed.gross)
    assert text(till, "sum_1") == str(totals.taxed.tax)


def test_empty_cart_can_not_be_paid(till: Till, qtbot: QtBot) -> None:
    assert not find(till, "pay").isEnabled()
    till.sell.pay()
    assert not till.tender.is_open()


def test_cash_gives_the_right_change_and_empties_the_cart(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, LATTE)
    QTest.mouseClick(find(till, "pay"), LEFT)
    for key in ("pad_1", "pad_00"):
        QTest.mouseClick(find(till, key), LEFT)
    assert text(till, "change") == "56.50"
    wait_for_ears(till, qtbot)
    with qtbot.waitSignal(till.receipt.drawn):
        QTest.mouseClick(find(till, "complete"), LEFT)
    assert text(till, "change_due") == "56.50"
    assert till.sell.cart.lines == ()
    assert till.window.receipt.paper.has_picture()
    assert till.receipt.pdf.startswith(b"%PDF")
    assert count_invoices(till) == 1


def test_empty_amount_takes_the_exact_sum(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    with qtbot.waitSignal(till.tender.completed) as completed:
        QTest.keyClick(find(till, "amount"), Qt.Key.Key_Return)
    sale: Sale = completed.args[0]
    assert (sale.settlement.paid, sale.settlement.change.amount) == (
        sale.settlement.payable,
        Decimal(0),
    )


def test_amount_in_arabic_digits_is_understood(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    till.tender.type_amount("٣٠")
    assert text(till, "change") == "5.50"


def test_too_little_cash_makes_no_sale(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    till.tender.type_amount("20")
    assert text(till, "change") == "4.50"
    till.tender.complete()
    assert count_invoices(till) == 0
    assert till.tender.is_open()


@pytest.mark.parametrize("amount", ["abc", "1.234", "0", "-5", "99999999999999"])
def test_absurd_amount_is_refused_in_words(
    till: Till, app: QApplication, qtbot: QtBot, amount: str
) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    till.tender.type_amount(amount)
    assert text(till, "tender_problem") != ""
    till.tender.complete()
    assert count_invoices(till) == 0


def test_card_pays_the_exact_sum_with_its_reference(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, LATTE)
    till.sell.pay()
    QTest.keyClick(find(till, "amount"), Qt.Key.Key_F6)
    QTest.keyClicks(find(till, "reference"), "4471", NONE, 40)
    with qtbot.waitSignal(till.tender.completed) as completed:
        QTest.keyClick(find(till, "reference"), Qt.Key.Key_Return)
    (payment,) = completed.args[0].payments
    assert (payment.method, str(payment.amount), payment.reference) == (
        Method.CARD,
        "19.00",
        "4471",
    )


def test_card_number_is_not_taken_as_a_reference(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, LATTE)
    till.sell.pay()
    till.tender.choose_method(Method.CARD)
    till.window.tender.reference.setText("4111 1111 1111 1111")
    till.tender.complete()
    assert text(till, "tender_problem") != ""
    assert count_invoices(till) == 0


def test_double_click_makes_one_sale_and_shows_its_change(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    QTest.mouseClick(find(till, "pay"), LEFT)
    complete = find(till, "complete")
    wait_for_ears(till, qtbot)
    QTest.mouseClick(complete, LEFT)
    QTest.mouseDClick(complete, LEFT)
    qtbot.waitUntil(till.receipt.is_open)
    QTest.mouseClick(find(till, "new_sale"), LEFT)
    assert count_invoices(till) == 1
    assert find(till, "receipt").isVisible()


def test_double_enter_makes_one_sale_and_shows_its_change(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    for _ in range(2):
        QTest.keyClick(find(till, "amount"), Qt.Key.Key_Return)
    qtbot.waitUntil(till.receipt.is_open)
    QTest.keyClick(find(till, "new_sale"), Qt.Key.Key_Return)
    assert count_invoices(till) == 1
    assert find(till, "receipt").isVisible()


def test_leaving_the_payment_keeps_the_cart(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    QTest.keyClick(find(till, "amount"), Qt.Key.Key_Escape)
    assert not find(till, "tender").isVisible()
    assert len(till.sell.cart.lines) == 1
    assert find(till, "search").hasFocus()


def test_scan_during_the_payment_is_refused_and_leaves_the_amount(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    till.window.tender.set_amount("50")
    till.tender.type_amount("50")
    keys.scan(app, LATTE)
    assert text(till, "amount") == "50"
    assert text(till, "change") == "25.50"
    assert len(till.sell.cart.lines) == 1
    assert len(till.window.toasts.texts()) == 1


def test_scan_on_the_completed_sale_begins_the_next(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    pay_exactly(till, qtbot)
    scan(till, app, qtbot, LATTE)
    assert not find(till, "receipt").isVisible()
    assert [line.barcode for line in till.sell.cart.lines] == [LATTE]


def test_scan_while_the_sale_is_being_written_begins_the_next(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    written = Event()
    scan(till, app, qtbot, DATES)
    till.lanes.write(lambda _: (written.wait(30), Changes()), lambda _: None)
    till.sell.pay()
    till.tender.complete()
    keys.scan(app, LATTE)
    keys.scan(app, TEA)
    assert till.window.toasts.texts() == []
    with qtbot.waitSignal(till.tender.completed) as completed:
        written.set()
    assert [line.barcode for line in completed.args[0].cart.lines] == [DATES]
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 2)
    assert [line.barcode for line in till.sell.cart.lines] == [LATTE, TEA]


def test_scan_while_a_sale_fails_to_be_written_is_refused(
    till: Till, app: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Event()

    def full(*_: object, **__: object) -> None:
        assert written.wait(30)
        raise Trouble("disk_full", "The disk is full. The sale is not saved.")

    scan(till, app, qtbot, DATES)
    monkeypatch.setattr(checkout, "complete", full)
    till.sell.pay()
    till.tender.complete()
    keys.scan(app, LATTE)
    written.set()
    qtbot.waitUntil(lambda: len(till.window.toasts.texts()) == 1)
    assert "The scan was not added." in till.window.toasts.texts()[0]
    assert till.tender.is_open()
    assert [line.barcode for line in till.sell.cart.lines] == [DATES]


def test_scan_while_a_sale_is_being_held_begins_the_next(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    written = Event()
    scan(till, app, qtbot, DATES)
    till.lanes.write(lambda _: (written.wait(30), Changes()), lambda _: None)
    till.sell.held.ask()
    keys.enter(app)
    keys.scan(app, LATTE)
    written.set()
    qtbot.waitUntil(lambda: [line.barcode for line in till.sell.cart.lines] == [LATTE])
    assert till.sell.held._count == 1


def test_scan_while_a_held_sale_is_brought_back_joins_it(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    written = Event()
    scan(till, app, qtbot, DATES)
    till.sell.held.ask()
    keys.enter(app)
    qtbot.waitUntil(lambda: till.sell.cart.lines == ())
    till.lanes.write(lambda _: (written.wait(30), Changes()), lambda _: None)
    (undo,) = till.window.findChildren(Toast)
    undo.button.click()
    keys.scan(app, LATTE)
    written.set()
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 2)
    assert [line.barcode for line in till.sell.cart.lines] == [DATES, LATTE]


def test_completed_sale_is_taken_from_stock(till: Till, app: QApplication, qtbot: QtBot) -> None:
    before = till.sell.products.product(0).stock
    scan(till, app, qtbot, DATES)
    pay_exactly(till, qtbot)
    qtbot.waitUntil(lambda: till.sell.products.product(0).stock == before - 1)


def test_failed_sale_keeps_the_payment_open_and_says_why(
    till: Till,
    app: QApplication,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    scan(till, app, qtbot, DATES)
    monkeypatch.setattr(checkout, "complete", broken)
    till.sell.pay()
    till.tender.complete()
    qtbot.waitUntil(lambda: text(till, "tender_problem") != "")
    assert till.tender.is_open()
    assert find(till, "complete").isEnabled()
    caplog.clear()
    monkeypatch.undo()
    till.tender.complete()
    qtbot.waitUntil(till.receipt.is_open)
    assert count_invoices(till) == 1


def test_language_in_the_middle_of_a_sale_turns_the_window_and_keeps_the_cart(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, LATTE)
    cart = till.sell.cart
    QTest.mouseClick(find(till, "language"), LEFT)
    assert language.is_arabic()
    assert till.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    qtbot.waitUntil(lambda: left_of(till, "cart") < left_of(till, "products"))
    assert left_of(till, "rail") > left_of(till, "products")
    assert till.sell.cart == cart
    assert till.sell.lines.index(0).data() == "تمر سكري 500 غ"
    qtbot.waitUntil(lambda: text(till, "total_currency") == "ر.س")
    QTest.mouseClick(find(till, "language"), LEFT)
    assert till.window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    qtbot.waitUntil(lambda: text(till, "total_currency") == "SAR")


def test_toast_of_another_language_does_not_stay(till: Till, qtbot: QtBot) -> None:
    till.desk.offer(Notice("Sale held", Tone.GOOD, "Undo", lambda: None))
    till.switch_language()
    # It would go by itself, but much later.
    qtbot.waitUntil(lambda: till.window.toasts.texts() == [], timeout=SHOWN_WITH_ACTION_MS // 2)


def test_theme_switch_changes_the_colours(till: Till, app: QApplication, qtbot: QtBot) -> None:
    light = find(till, "pay").grab().toImage().pixelColor(100, 60)
    QTest.mouseClick(find(till, "theme"), LEFT)
    assert theme.name() == theme.DARK
    assert find(till, "pay").grab().toImage().pixelColor(100, 60) != light


def test_models_obey_qt(till: Till, app: QApplication, qtbot: QtBot) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Warning
    models: list[QAbstractListModel] = [till.sell.products, till.sell.lines]
    testers = [QAbstractItemModelTester(model, fatal) for model in models]
    scan(till, app, qtbot, DATES, LATTE, TEA, DATES)
    till.sell.remove()
    till.window.sell.cart.select_line(0)
    till.sell.remove()
    till.sell.step(1)
    till.sell.browse.search("tea")
    qtbot.waitUntil(lambda: till.sell.products.rowCount() < 30)
    till.sell.new_sale()
    assert till.sell.lines.rowCount() == 0
    assert len(testers) == 2


def test_every_button_has_a_name_and_room_for_a_finger(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    buttons = till.window.findChildren(QAbstractButton)
    assert len(buttons) > 20
    for button in buttons:
        assert button.objectName(), button
        assert button.accessibleName() or not button.isVisible(), button.objectName()
        if button.parentWidget() is not till.window.strip:  # as high as the strip, by design
            room = button.size() if button.isVisible() else button.sizeHint()
            assert min(room.width(), room.height()) >= 44, button.objectName()


def test_clicks_do_not_take_the_focus_from_the_search(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    QTest.mouseClick(find(till, "line_plus"), LEFT)
    assert find(till, "search").hasFocus()


def test_slow_store_does_not_stall_the_window(
    till: Till, app: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()
    complete = checkout.complete

    def stuck(*args: Any, **named: Any) -> Any:
        assert gate.wait(30)
        return complete(*args, **named)

    scan(till, app, qtbot, DATES)
    monkeypatch.setattr(checkout, "complete", stuck)
    till.sell.pay()
    ticks: list[float] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    till.tender.complete()
    # The window lives on for as long as the store takes: had it waited, no tick would come.
    qtbot.waitUntil(lambda: len(ticks) > 50)
    assert not till.receipt.is_open()
    gate.set()
    qtbot.waitUntil(till.receipt.is_open)
    timer.stop()
