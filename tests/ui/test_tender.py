"""Payment: several tenders make one sale, and nothing that was taken is lost unasked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.currency import currency
from app.domain.discount import percent_off
from app.domain.errors import Refusal, Trouble
from app.domain.money import Money
from app.domain.number import Rounding
from app.domain.payment import CashRounding, Method, Payment
from app.domain.sale import Sale
from app.services import checkout
from app.services.new_shop import NewShop
from app.storage.store import FILE_NAME
from app.ui import theme
from app.ui.tender.split import Split
from app.ui.tender.view import OneShot
from app.ui.till import Till
from tests.shop import DATES, LATTE, make_shop
from tests.ui import keys
from tests.ui.conftest import find
from tests.ui.silence import Silence
from tests.ui.test_till import count_invoices, scan, text

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SAR = currency("SAR")
ENTER = Qt.Key.Key_Return
SIZES = [(910, 512), (1024, 720), (1366, 768), (1920, 1080)]


@pytest.fixture
def shop(request: pytest.FixtureRequest, demo_shop: Path, tmp_path: Path) -> Path:
    """A demo shop of one's own; a test may ask for another country and currency."""
    folder = tmp_path / "shop"
    if place := getattr(request, "param", None):
        country, code = place
        return make_shop(folder, NewShop(demo=True, products=30, country=country, currency=code))
    folder.mkdir()
    shutil.copyfile(demo_shop / FILE_NAME, folder / FILE_NAME)
    return folder


@pytest.fixture
def pay(till: Till, app: QApplication, qtbot: QtBot) -> Callable[..., None]:
    """Scans what is to be sold and asks for its payment."""

    def ask(*codes: str) -> None:
        scan(till, app, qtbot, *(codes or (DATES,)))
        till.sell.pay()

    return ask


def sar(amount: str) -> Money:
    return Money(Decimal(amount), SAR)


def click(till: Till, name: str) -> None:
    QTest.mouseClick(find(till, name), LEFT)


def key(app: QApplication, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    target = app.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


def type_slowly(app: QApplication, words: str) -> None:
    """Type as a person does."""
    target = app.focusWidget()
    assert target is not None
    QTest.keyClicks(target, words, NONE, 40)


def tap(till: Till, qtbot: QtBot, name: str) -> None:
    """Tap a button that is deaf at first."""
    button = find(till, name)
    assert isinstance(button, OneShot)
    qtbot.waitUntil(lambda: not button.is_deaf())
    click(till, name)


def hear_again(till: Till, qtbot: QtBot) -> None:
    """Wait until a second Enter is meant as one."""
    qtbot.waitUntil(lambda: not till.tender.is_deaf())


def take_card(till: Till, app: QApplication, amount: str, reference: str = "") -> None:
    """Take a part by card, as a cashier types it."""
    key(app, Qt.Key.Key_F6)
    type_slowly(app, amount)
    if reference:
        till.window.tender.reference.setFocus()
        type_slowly(app, reference)
    key(app, ENTER)


def taken(till: Till) -> list[tuple[Method, str]]:
    return [(each.method, str(each.amount)) for each in till.tender._split.taken]


def completed(till: Till, qtbot: QtBot, act: Callable[[], None]) -> Sale:
    """The sale that this makes."""
    with qtbot.waitSignal(till.tender.completed) as signal:
        act()
    sale: Sale = signal.args[0]
    return sale


# One sale, several payments


def test_card_and_cash_make_one_sale(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    pay(DATES, LATTE)  # 43.50
    take_card(till, app, "20", "4471")
    assert find(till, "payment_0").accessibleName().replace("\u2066", "") == (
        "Card 20.00\u2069, Terminal reference \u20684471\u2069"
    )
    assert text(till, "left") == "23.50"
    assert text(till, "quick_0") == "Exact 23.50"
    type_slowly(app, "50")
    assert text(till, "change") == "26.50"
    sale = completed(till, qtbot, lambda: key(app, ENTER))
    assert [(each.method, str(each.amount), each.reference) for each in sale.payments] == [
        (Method.CARD, "20.00", "4471"),
        (Method.CASH, "50.00", ""),
    ]
    assert str(sale.settlement.change) == "26.50"
    assert count_invoices(till) == 1


def test_bank_transfer_pays_the_rest_with_its_reference(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    pay()
    key(app, Qt.Key.Key_F7)
    till.window.tender.reference.setFocus()
    type_slowly(app, "TRF-7")
    (payment,) = completed(till, qtbot, lambda: key(app, ENTER)).payments
    assert (payment.method, str(payment.amount), payment.reference) == (
        Method.BANK,
        "24.50",
        "TRF-7",
    )


def test_part_in_cash_joins_the_list_and_the_rest_is_asked_for(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    pay()
    type_slowly(app, "20")
    assert text(till, "change") == "4.50"
    assert text(till, "complete") == "Add payment"
    key(app, ENTER)
    assert taken(till) == [(Method.CASH, "20.00")]
    assert (text(till, "amount"), text(till, "left")) == ("", "4.50")
    assert text(till, "complete") == "Complete sale"
    assert count_invoices(till) == 0
    hear_again(till, qtbot)
    sale = completed(till, qtbot, lambda: key(app, ENTER))
    assert [str(each.amount) for each in sale.payments] == ["20.00", "4.50"]


def test_second_enter_on_a_part_does_not_take_the_rest(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    type_slowly(app, "20")
    for _ in range(2):
        key(app, ENTER)
    assert till.tender.is_deaf()
    assert taken(till) == [(Method.CASH, "20.00")]
    assert till.tender.is_open()
    type_slowly(app, "4")
    assert not till.tender.is_deaf()


def test_card_never_takes_more_than_the_rest(
    till: Till,
    app: QApplication,
    speaker: Silence,
    pay: Callable[..., None],
) -> None:
    pay()
    till.tender.choose_method(Method.CARD)
    type_slowly(app, "30")
    assert text(till, "tender_problem") != ""
    assert not find(till, "complete").isEnabled()
    key(app, ENTER)
    assert [name for name, _ in speaker.played][-1] == "refused"
    assert (taken(till), text(till, "amount")) == ([], "30")


def test_amount_that_is_too_much_for_a_card_is_not_kept_for_it(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    type_slowly(app, "30")
    key(app, Qt.Key.Key_F6)
    assert text(till, "amount") == ""
    type_slowly(app, "10")
    key(app, Qt.Key.Key_F5)
    assert text(till, "amount") == "10"


def test_sale_of_nothing_to_pay_needs_no_payment(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES)
    till.sell._make(lambda cart: cart.with_discount(percent_off("100")))
    till.sell.pay()
    sale = completed(till, qtbot, lambda: key(app, ENTER))
    assert (sale.payments, sale.settlement.payable.amount) == ((), Decimal(0))


# Cash rounding


def round_cash(till: Till, step: str) -> None:
    shop = replace(till.desk.counter.shop, cash_rounding_step=Decimal(step))
    till.desk.settle(shop=shop)


def test_only_what_is_left_for_cash_is_rounded(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    round_cash(till, "1")
    pay()
    assert text(till, "due") == "25.00"
    take_card(till, app, "10.20")
    assert (text(till, "due"), text(till, "left")) == ("24.20", "14.00")
    key(app, Qt.Key.Key_F6)
    assert (text(till, "due"), text(till, "left")) == ("24.50", "14.30")
    key(app, Qt.Key.Key_F5)
    hear_again(till, qtbot)
    sale = completed(till, qtbot, lambda: key(app, ENTER))
    assert str(sale.settlement.rounding_adjustment) == "-0.30"
    assert [str(each.amount) for each in sale.payments] == ["10.20", "14.00"]


def test_rest_below_the_smallest_coin_is_not_for_cash(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    round_cash(till, "1")
    pay()
    take_card(till, app, "24.20")
    hear_again(till, qtbot)
    assert "0.30" in text(till, "tender_problem")
    assert not find(till, "complete").isEnabled()
    key(app, ENTER)
    assert till.tender.is_open()
    key(app, Qt.Key.Key_F6)
    sale = completed(till, qtbot, lambda: key(app, ENTER))
    assert [str(each.amount) for each in sale.payments] == ["24.20", "0.30"]


CENTS = st.integers(1, 30_000).map(lambda cents: Decimal(cents) / 100)
RULES = st.none() | st.builds(
    CashRounding, st.sampled_from([Decimal("0.05"), Decimal("0.25"), Decimal(1)])
)


@given(CENTS, RULES, st.lists(st.tuples(st.sampled_from(Method), CENTS), max_size=5))
def test_the_rest_is_always_enough_and_never_too_much(
    due: Decimal, rounding: CashRounding | None, parts: list[tuple[Method, Decimal]]
) -> None:
    split = Split(Money(due, SAR), rounding)
    for method, amount in parts:
        rest = split.rest(method)
        if split.is_enough() or amount >= rest.amount:
            break
        split = split.add(Payment(method, Money(amount, SAR)))
    if split.is_enough():
        return
    for method in Method:
        rest = split.rest(method)
        assert rest.amount >= 0
        if rest:
            paid = split.add(Payment(method, rest))
            assert paid.is_enough()
        if rest and method is not Method.CASH:
            with pytest.raises(Refusal):
                split.add(Payment(method, rest + sar("0.01")))


@pytest.mark.parametrize("mode", list(Rounding))
def test_exact_cash_gives_no_change_whichever_way_it_is_rounded(mode: Rounding) -> None:
    split = Split(sar("10.03"), CashRounding(Decimal("0.05"), mode))
    split = split.add(Payment(Method.CARD, sar("3.01")))
    paid = split.add(Payment(Method.CASH, split.rest(Method.CASH)))
    assert paid.is_enough()
    assert not paid.settlement().change


# Taking payments back


def test_cash_is_taken_back_at_once(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    type_slowly(app, "20")
    key(app, ENTER)
    click(till, "payment_0_remove")
    assert taken(till) == []
    assert not find(till, "payment_0").isVisible()
    assert find(till, "amount").hasFocus()


def test_card_payment_asks_in_its_own_place_before_it_is_taken_back(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    take_card(till, app, "10")
    click(till, "payment_0_remove")
    assert find(till, "payment_0_keep").hasFocus()
    key(app, ENTER)
    assert taken(till) == [(Method.CARD, "10.00")]
    assert find(till, "amount").hasFocus()
    click(till, "payment_0_remove")
    key(app, Qt.Key.Key_Escape)
    assert not find(till, "payment_0_keep").isVisible()
    assert till.tender.is_open()
    click(till, "payment_0_remove")
    click(till, "payment_0_drop")
    assert taken(till) == []


def test_what_is_entered_is_cleared_by_its_own_button(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    assert not find(till, "payment_entered_remove").isVisible()
    key(app, Qt.Key.Key_F6)
    type_slowly(app, "12")
    click(till, "payment_entered_remove")
    assert text(till, "amount") == ""
    assert find(till, "method_card").isChecked()  # type: ignore[attr-defined]


def test_leaving_with_a_card_payment_asks_first(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    pay()
    take_card(till, app, "10")
    key(app, Qt.Key.Key_Escape)
    assert "10.00" in text(till, "tender_hint")
    assert find(till, "back").hasFocus()
    key(app, ENTER)
    assert not find(till, "leave").isVisible()
    assert taken(till) == [(Method.CARD, "10.00")]
    click(till, "back")
    tap(till, qtbot, "leave")
    assert not find(till, "tender").isVisible()
    assert len(till.sell.cart.lines) == 1
    till.sell.pay()
    assert taken(till) == []


def test_leaving_with_cash_alone_asks_nothing(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    type_slowly(app, "20")
    key(app, ENTER)
    key(app, Qt.Key.Key_Escape)
    assert not find(till, "tender").isVisible()
    assert len(till.sell.cart.lines) == 1
    assert find(till, "search").hasFocus()


# Once, and only once


def test_enter_and_a_click_make_one_sale(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    pay()
    complete = till.window.tender.complete
    qtbot.waitUntil(lambda: not complete.is_deaf())
    key(app, ENTER)
    click(till, "complete")
    QTest.keyClick(find(till, "amount"), ENTER)
    qtbot.waitUntil(till.receipt.is_open)
    assert count_invoices(till) == 1


def test_second_half_of_a_double_click_on_pay_completes_nothing(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    complete = find(till, "complete")
    middle = QPointF(complete.rect().center())
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        app.sendEvent(
            complete, QMouseEvent(kind, middle, complete.mapToGlobal(middle), LEFT, LEFT, NONE)
        )
    assert not till.tender._busy
    assert count_invoices(till) == 0


def test_held_enter_counts_once(till: Till, app: QApplication, pay: Callable[..., None]) -> None:
    pay()
    held = QKeyEvent(QEvent.Type.KeyPress, ENTER, NONE, "\r", True)
    app.sendEvent(find(till, "amount"), held)
    assert not till.tender._busy


def test_nothing_is_accepted_while_the_sale_is_written(
    till: Till,
    app: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    pay: Callable[..., None],
) -> None:
    gate = Event()
    complete = checkout.complete

    def stuck(*args: Any, **named: Any) -> Any:
        assert gate.wait(30)
        return complete(*args, **named)

    monkeypatch.setattr(checkout, "complete", stuck)
    pay()
    button = till.window.tender.complete
    qtbot.waitUntil(lambda: not button.is_deaf())
    key(app, ENTER)
    type_slowly(app, "7")
    for name in ("method_card", "quick_1", "pad_1", "complete", "back", "close_tender"):
        click(till, name)
    key(app, Qt.Key.Key_F7)
    key(app, Qt.Key.Key_Escape)
    till.tender.complete()
    assert till.tender.is_open()
    assert find(till, "method_cash").isChecked()  # type: ignore[attr-defined]
    assert not find(till, "quick_1").isChecked()  # type: ignore[attr-defined]
    sale = completed(till, qtbot, gate.set)
    assert [(each.method, str(each.amount)) for each in sale.payments] == [(Method.CASH, "24.50")]
    qtbot.waitUntil(lambda: not till.lanes.under_way()["write"])
    assert count_invoices(till) == 1


def test_sale_that_takes_long_to_write_puts_its_buttons_to_sleep(
    till: Till, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, pay: Callable[..., None]
) -> None:
    gate = Event()
    complete = checkout.complete

    def stuck(*args: Any, **named: Any) -> Any:
        assert gate.wait(30)
        return complete(*args, **named)

    monkeypatch.setattr(checkout, "complete", stuck)
    pay()
    till.tender.complete()
    assert find(till, "back").isEnabled()
    qtbot.waitUntil(lambda: not find(till, "complete").isEnabled())
    assert not find(till, "back").isEnabled()
    completed(till, qtbot, gate.set)


def test_full_disk_keeps_everything_typed_and_is_said(
    till: Till,
    app: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    speaker: Silence,
    pay: Callable[..., None],
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Trouble("disk_full", "The disk is full. The sale is not saved.")

    monkeypatch.setattr(checkout, "complete", full)
    pay()
    take_card(till, app, "10")
    key(app, Qt.Key.Key_F6)
    till.window.tender.reference.setText("4472")
    hear_again(till, qtbot)
    type_slowly(app, "14.50")
    key(app, ENTER)
    qtbot.waitUntil(lambda: text(till, "tender_problem") != "")
    assert text(till, "tender_problem") == "The disk is full. The sale is not saved."
    assert taken(till) == [(Method.CARD, "10.00")]
    assert (text(till, "amount"), text(till, "reference")) == ("14.50", "4472")
    assert [name for name, _ in speaker.played][-1] == "refused"
    monkeypatch.undo()
    sale = completed(till, qtbot, lambda: key(app, ENTER))
    assert [each.reference for each in sale.payments] == ["", "4472"]


# Keys, fingers and scanner


def test_keys_choose_the_method_from_every_field(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    for name in ("amount", "reference"):
        for pressed, method in (
            (Qt.Key.Key_F6, "card"),
            (Qt.Key.Key_F7, "bank"),
            (Qt.Key.Key_F5, "cash"),
            (Qt.Key.Key_F6, "card"),
        ):
            find(till, name).setFocus()
            key(app, pressed)
            assert find(till, f"method_{method}").isChecked()  # type: ignore[attr-defined]
            assert find(till, "amount").hasFocus()


def test_digits_are_for_the_amount_wherever_the_focus_is(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    pay()
    find(till, "back").setFocus()
    key(app, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: text(till, "amount") == "5")
    assert find(till, "amount").hasFocus()


def test_pad_types_into_the_field_that_was_touched(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    click(till, "method_card")
    for name in ("pad_1", "pad_2"):
        click(till, name)
    QTest.mouseClick(find(till, "reference"), LEFT)
    for name in ("pad_7", "pad_7", "pad_8", "erase_reference"):
        click(till, name)
    assert (text(till, "amount"), text(till, "reference")) == ("12", "77")
    click(till, "erase")
    assert text(till, "amount") == "1"


def test_what_is_typed_after_a_quick_amount_takes_its_place(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    click(till, "quick_1")
    assert text(till, "amount") == "30.00"
    for name in ("pad_4", "pad_0"):
        click(till, name)
    assert text(till, "amount") == "40"


@pytest.mark.parametrize("name", ["amount", "reference"])
def test_scan_reaches_no_field_of_a_payment(
    till: Till, app: QApplication, speaker: Silence, pay: Callable[..., None], name: str
) -> None:
    pay()
    till.tender.choose_method(Method.CARD)
    find(till, name).setFocus()
    type_slowly(app, "7")
    keys.scan(app, LATTE)
    keys.scan(app, "6281", layout=keys.ARABIC)
    assert text(till, name) == "7"
    assert till.tender.is_open()
    assert len(till.sell.cart.lines) == 1
    assert [sound for sound, _ in speaker.played].count("refused") == 2


def test_tab_visits_every_control_and_stays_inside(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    take_card(till, app, "10")
    seen = []
    for _ in range(40):
        focused = app.focusWidget()
        assert focused is not None
        assert find(till, "tender").isAncestorOf(focused)
        seen.append(focused.objectName())
        key(app, Qt.Key.Key_Tab)
    assert {"amount", "payment_0_remove", "back", "complete", "method_bank"} <= set(seen)
    assert seen.index("payment_0_remove") < seen.index("back") < seen.index("complete")


# Other currencies


@pytest.mark.parametrize("shop", [("KW", "KWD")], indirect=True)
def test_three_decimals_are_taken_and_shown(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    pay()
    assert text(till, "due") == "24.500"
    key(app, Qt.Key.Key_F6)
    till.window.tender.set_amount("٠٫٢٥٠")
    till.tender.type_amount("٠٫٢٥٠")
    key(app, ENTER)
    assert text(till, "left") == "24.250"
    type_slowly(app, "24.255")
    assert text(till, "change") == "0.005"
    sale = completed(till, qtbot, lambda: key(app, ENTER))
    assert str(sale.settlement.change) == "0.005"


@pytest.mark.parametrize("shop", [("IQ", "IQD")], indirect=True)
def test_currency_without_decimals_has_no_point(
    till: Till, app: QApplication, qtbot: QtBot, pay: Callable[..., None]
) -> None:
    pay()
    assert "." not in text(till, "due")
    assert not find(till, "pad_point").isEnabled()
    sale = completed(till, qtbot, lambda: key(app, ENTER))
    assert sale.settlement.change.amount == 0


# Looks


def overlaps(one: QWidget, other: QWidget, gap: int) -> bool:
    """Whether two controls are nearer to one another than the gap."""
    place = QRect(one.mapToGlobal(QPoint(0, 0)), one.size())
    beside = QRect(other.mapToGlobal(QPoint(0, 0)), other.size())
    return place.adjusted(-gap + 1, -gap + 1, gap - 1, gap - 1).intersects(beside)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("arabic", [False, True])
@pytest.mark.parametrize("method", list(Method))
def test_dialog_fits_with_room_for_fingers(
    till: Till,
    app: QApplication,
    pay: Callable[..., None],
    size: tuple[int, int],
    arabic: bool,
    method: Method,
) -> None:
    till.window.resize(*size)
    if arabic:
        till.switch_language()
    pay()
    take_card(till, app, "10", "4471")
    till.tender.choose_method(method)
    app.processEvents()
    dialog = till.window.tender
    assert dialog.rect().contains(dialog.card.geometry())
    shown = [each for each in dialog.findChildren(QAbstractButton) if each.isVisible()]
    for button in shown:
        assert min(button.width(), button.height()) >= 44, button.objectName()
        assert dialog.card.rect().contains(
            QRect(button.mapTo(dialog.card, QPoint(0, 0)), button.size())
        )
    for one, other in combinations(shown, 2):
        assert not overlaps(one, other, 8), (one.objectName(), other.objectName())
    for words in dialog.findChildren(QLabel):
        if words.isVisible() and not words.wordWrap():
            assert words.sizeHint().width() <= words.width() + 1, words.objectName()


def test_large_amounts_are_made_to_fit(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    pay()
    till.tender.type_amount("99999999999")
    change = till.window.tender.findChild(QLabel, "change")
    assert change is not None
    for size in SIZES:
        till.window.resize(*size)
        app.processEvents()
        assert change.fontMetrics().horizontalAdvance(change.text()) <= change.width(), size


def test_theme_switch_leaves_figures_as_large_as_they_were(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    till.window.resize(910, 512)
    pay()
    type_slowly(app, "50")
    due = till.window.tender.findChild(QLabel, "due")
    change = till.window.tender.findChild(QLabel, "change")
    assert due is not None
    assert change is not None
    before = [words.font().pixelSize() for words in (due, change)]
    till.switch_theme()
    assert theme.name() == theme.DARK
    assert [words.font().pixelSize() for words in (due, change)] == before


def test_preparing_shows_nothing_and_leaves_nothing_behind(
    till: Till, app: QApplication, pay: Callable[..., None]
) -> None:
    assert till.tender is not None
    till.window.tender.prepare()
    assert not find(till, "tender").isVisible()
    pay()
    assert (text(till, "due"), text(till, "amount")) == ("24.50", "")
    till.window.tender.prepare()
    assert text(till, "due") == "24.50"
