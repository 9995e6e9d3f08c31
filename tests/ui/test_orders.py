"""Online orders: the board, and what a cashier does with an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain import order_flow
from app.domain.errors import Trouble
from app.domain.order import Order, Paid
from app.domain.order_flow import Stage
from app.services import orders
from app.services.changes import Changes
from app.storage.opening import open_store
from app.ui import language, theme
from app.ui.main_window import SMALLEST
from app.ui.orders import card, model, words
from app.ui.orders.model import Act, Deed, OrderCards
from app.ui.orders.presenter import OrdersPresenter
from app.ui.orders.view import OrdersView
from app.ui.till import Till
from app.ui.widgets.tag import WARNING, Tag
from app.ui.widgets.uniform_view import UniformView
from tests.pictures import online
from tests.pictures.online import CLICK, COURIER, SERVER_SAYS, Wish
from tests.shop import DATES, NOON, findings, tally
from tests.ui.conftest import find
from tests.ui.silence import Silence
from tests.ui.syncing import Idle

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MARKS = {ord(mark): None for mark in "\u2066\u2068\u2069"}
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def shop(shop: Path) -> Path:
    """A shop with two online shops in the middle of their day."""
    store = open_store(shop)
    online.fill(store)
    store.close()
    return shop


@pytest.fixture
def page(till: Till, qtbot: QtBot) -> OrdersPresenter:
    """The page, shown and filled."""
    till.go("orders")
    shown = till.screens["orders"]
    assert isinstance(shown, OrdersPresenter)
    settle(till, qtbot)
    return shown


def settle(till: Till, qtbot: QtBot) -> None:
    """Wait until everything that was asked for is shown."""
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))


def view(till: Till) -> OrdersView:
    shown = till.window.page()
    assert isinstance(shown, OrdersView)
    return shown


def listed(till: Till, stage: Stage) -> list[str]:
    """The numbers of a column's orders, as they are shown."""
    rows = view(till).columns[stage].view.rows
    return [rows.row(at).number for at in range(rows.rowCount())]


def shown(till: Till, number: str) -> Order:
    """An order as its card has it."""
    for column in view(till).columns.values():
        for at in range(column.view.rows.rowCount()):
            if column.view.rows.row(at).number == number:
                return column.view.rows.row(at)
    raise AssertionError(f"{number} is not on the board")


def make_current(till: Till, number: str) -> Order:
    """Make an order's card current, and bring it into sight."""
    order = shown(till, number)
    for column in view(till).columns.values():
        place = column.view.rows.place(order.id)
        if place >= 0:
            column.view.make_current(place)
            column.view.setFocus()
    return order


def button(till: Till, number: str, name: str) -> QAbstractButton:
    """A button of an order's card."""
    order = make_current(till, number)
    found = find(till, f"order_{order.id}_{name}")
    assert isinstance(found, QAbstractButton)
    return found


def press(till: Till, qtbot: QtBot, number: str, name: str) -> None:
    """Press a button of an order's card."""
    QTest.mouseClick(button(till, number, name), LEFT)
    settle(till, qtbot)


def click(till: Till, qtbot: QtBot, name: str) -> None:
    found = find(till, name)
    assert found.isVisible(), name
    QTest.mouseClick(found, LEFT)
    settle(till, qtbot)


def said(till: Till, name: str) -> str:
    """What a label, button, field or tag says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit | Tag)
    return found.text().translate(MARKS)


def write(till: Till, name: str, text: str) -> None:
    """Type as a person does."""
    field = find(till, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text, NONE, 40)


def tell(till: Till, qtbot: QtBot) -> None:
    """Let the window know that orders changed, as sync does."""
    till.desk.announce(Changes(orders=frozenset({1}), outbox=True))
    settle(till, qtbot)


def put(till: Till, *wishes: Wish) -> None:
    """Let orders come in."""
    online.put(till.desk.shop.store, *wishes)


def entries(till: Till) -> int:
    """How many changes of orders are to be told."""
    return tally(till.desk.shop.store, "SELECT count(*) FROM outbox WHERE kind = 'order'")


def queued(till: Till, number: str) -> str:
    """The status that an order is being brought to."""
    with till.desk.shop.store.read() as unit:
        found = orders.find(unit, number)
    assert found is not None
    assert found.sending is not None
    return found.sending.status


def payload(till: Till, key: str) -> str:
    """What the newest change of an order says of something."""
    with till.desk.shop.store.read() as unit:
        sql = "SELECT payload ->> ? FROM outbox WHERE kind = 'order' ORDER BY id DESC LIMIT 1"
        return str(unit.raw(sql, (key,)).fetchone()[0])


def unpaid(payment: Paid, number: str = "SQ-7750") -> Wish:
    """An order that waits for its customer, and perhaps for the money."""
    wished = next(each for each in online.BOARD if each.number == "SQ-7741")
    return replace(wished, number=number, payment=payment)


# The board


def test_orders_stand_in_the_columns_of_their_stages(page: OrdersPresenter, till: Till) -> None:
    assert listed(till, Stage.NEW) == ["O-2293", "O-2295", "O-2296"]
    assert listed(till, Stage.READY) == ["SQ-7741", "O-2288"]
    assert listed(till, Stage.DONE) == ["O-2285", "SQ-7730", "O-2280"]
    counts = [said(till, f"orders_{stage}_count") for stage in model.COLUMNS]
    assert counts == ["3", "2", "2"]
    assert said(till, "orders_done_off") == "1 cancelled"


def test_a_card_says_all_to_those_who_cannot_see_it(page: OrdersPresenter, till: Till) -> None:
    rows = view(till).columns[Stage.READY].view.rows
    spoken = rows.index(0).data().translate(MARKS)
    assert spoken == (
        "SQ-7741, Salloq, Yousef Al-Amri, SAR 74.00, since 13:50, To be paid, "
        "1× Arabic Coffee 250 g, 2× Cardamom 50 g, 1× Saffron 2 g, 3× Rose Water 300 ml, +2 more"
    )


@pytest.mark.parametrize(
    ("minutes", "expected", "is_late"),
    [
        (0, "0 min", False),
        (30, "30 min", False),
        (31, "31 min", True),
        (60, "1 h", True),
        (24 * 60, "28 Feb", True),
        (-5, "0 min", False),
    ],
)
def test_a_new_order_grows_older_and_late(
    page: OrdersPresenter, till: Till, minutes: int, expected: str, is_late: bool
) -> None:
    at = NOON - timedelta(minutes=minutes)
    term = words.when(replace(shown(till, "O-2296"), created_at=at), NOON)
    assert term.words.translate(MARKS) == expected
    assert (term.look == WARNING) is is_late


def test_a_status_that_we_do_not_know_is_shown_as_it_is(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    put(till, replace(online.BOARD[0], number="O-1", status="awaiting_courier"))
    tell(till, qtbot)
    order = shown(till, "O-1")
    assert [each.words.translate(MARKS) for each in words.tags(order)] == ["awaiting_courier"]
    assert card.acts(order) == (None, None)


def test_columns_of_one_shop_bear_its_own_words(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    titles = [f"orders_{stage}_title" for stage in model.COLUMNS]
    assert [said(till, each) for each in titles] == ["New", "Ready", "Done today"]
    click(till, qtbot, f"orders_of_{CLICK}")
    assert [said(till, each) for each in titles] == ["Paid", "Ready for pickup", "Picked up today"]
    assert listed(till, Stage.READY) == ["O-2288"]
    click(till, qtbot, "orders_of_all")
    assert listed(till, Stage.READY) == ["SQ-7741", "O-2288"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("2296", ["O-2296"]), ("hassan", ["O-2295"]), ("0540003317", ["O-2293"]), ("zzz", [])],
)
def test_typing_finds_by_number_name_and_phone(
    page: OrdersPresenter, till: Till, qtbot: QtBot, text: str, numbers: list[str]
) -> None:
    QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_F2)
    write(till, "orders_search", text)
    settle(till, qtbot)
    assert find(till, "orders_message").isVisible() == (not numbers)
    if numbers:
        assert listed(till, Stage.NEW) == numbers
    else:
        assert said(till, "orders_message_words") == "Nothing found for “zzz”."
    assert till.window.page().go_back()
    settle(till, qtbot)
    assert listed(till, Stage.NEW) == ["O-2293", "O-2295", "O-2296"]


def test_enter_opens_the_order_of_exactly_this_number_even_if_it_is_not_listed(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    click(till, qtbot, f"orders_of_{COURIER}")
    write(till, "orders_search", "O-2285")
    QTest.keyClick(find(till, "orders_search"), Qt.Key.Key_Return)
    settle(till, qtbot)
    assert said(till, "order_title") == "O-2285"


def test_enter_opens_what_a_name_has_found(page: OrdersPresenter, till: Till, qtbot: QtBot) -> None:
    write(till, "orders_search", "hassan")
    settle(till, qtbot)
    QTest.keyClick(find(till, "orders_search"), Qt.Key.Key_Return)
    settle(till, qtbot)
    assert said(till, "order_title") == "O-2295"


def test_nothing_is_said_where_nobody_has_ordered(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    with till.desk.shop.store.write() as unit:
        unit.raw("DELETE FROM online_order_line")
        unit.raw("DELETE FROM online_order")
        unit.commit()
    tell(till, qtbot)
    assert said(till, "orders_message_words").startswith("No online orders are open.")
    assert till.window.focusWidget() is find(till, "orders_search")
    put(till, online.BOARD[0])
    tell(till, qtbot)
    assert listed(till, Stage.NEW) == ["O-2296"]


def test_what_is_being_read_and_what_went_wrong_is_said(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    page._board = None
    page._slow.setInterval(0)
    page.enter()
    page._slow.timeout.emit()
    assert said(till, "orders_message_words") == "Loading orders…"
    settle(till, qtbot)
    page._board = None
    page._failed(Trouble("disk_error", "The disk does not answer."))
    assert said(till, "orders_message_words") == "The disk does not answer."
    click(till, qtbot, "orders_message_action")
    assert listed(till, Stage.NEW) == ["O-2293", "O-2295", "O-2296"]


def test_two_hundred_orders_have_few_widgets(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    put(till, *(replace(online.BOARD[0], number=f"O-3{at:03}", minutes=at) for at in range(190)))
    tell(till, qtbot)
    column = view(till).columns[Stage.NEW]
    assert column.view.count() == 193
    assert len(column.view.findChildren(QAbstractButton)) < 40
    column.view.make_current(192)
    assert [row in column.view.shown() for row in (0, 192)] == [False, True]
    last = column.view.rows.row(192)
    assert find(till, f"order_{last.id}_next").isVisible()
    assert len(column.view.findChildren(QAbstractButton)) < 40


def test_models_keep_their_promises_to_qt(page: OrdersPresenter, till: Till, qtbot: QtBot) -> None:
    rows = [column.view.rows for column in view(till).columns.values()]
    testers = [QAbstractItemModelTester(each, FATAL) for each in rows]
    for text in ("sara", "22", "zzz", ""):
        page.search(text)
        settle(till, qtbot)
    press(till, qtbot, "O-2296", "next")
    online.take(till.desk.shop.store, "O-2296", "ready_for_pickup")
    tell(till, qtbot)
    assert len(testers) == 3


def test_rows_that_stay_do_not_begin_anew(page: OrdersPresenter, till: Till, qtbot: QtBot) -> None:
    one = shown(till, "O-2296")
    rows = OrderCards(lambda order: order.number)
    rows.show([one])
    with qtbot.waitSignal(rows.dataChanged), qtbot.assertNotEmitted(rows.modelReset):
        rows.show([replace(one, number="O-9")])
    with qtbot.waitSignal(rows.modelReset):
        rows.show([one, replace(one, id=99)])
    assert rows.place(99) == 1
    assert rows.place(7_777) == -1


def test_shops_are_checked_when_they_are_asked_to_be(
    page: OrdersPresenter, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    assert said(till, "orders_checked") == "Checked 14:59"
    syncing.woken.clear()
    click(till, qtbot, "orders_refresh")
    assert syncing.woken == [True]
    assert said(till, "orders_checked") == "Checking…"
    tell(till, qtbot)
    assert said(till, "orders_checked") == "Checked 14:59"


def test_the_board_has_room_in_the_smallest_window(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    till.window.resize(*SMALLEST)
    settle(till, qtbot)
    main, cancel = button(till, "O-2296", "next"), button(till, "O-2296", "cancel")
    for each in (main, cancel):
        assert each.width() >= each.sizeHint().width()
        assert each.height() >= 44
    assert cancel.x() - main.geometry().right() - 1 >= 8


def test_the_board_follows_language_and_theme(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    till.switch_language()
    till.switch_theme()
    settle(till, qtbot)
    assert language.is_arabic()
    assert theme.name() == theme.DARK
    main, cancel = button(till, "O-2296", "next"), button(till, "O-2296", "cancel")
    assert cancel.x() < main.x()
    column = view(till).columns[Stage.NEW], view(till).columns[Stage.DONE]
    assert column[0].x() > column[1].x()


# Bringing an order on


def test_a_step_moves_the_card_at_once_and_locks_it(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    press(till, qtbot, "O-2296", "next")
    assert queued(till, "O-2296") == "ready_for_pickup"
    assert listed(till, Stage.READY)[-1] == "O-2296"
    assert said(till, "orders_ready_count") == "3"
    order = shown(till, "O-2296")
    assert words.when(order, NOON).words == "Sending…"
    assert card.acts(order) == (None, None)
    assert not find(till, "orders_page").findChildren(QWidget, f"order_{order.id}_next")


def test_a_button_that_is_pressed_twice_changes_an_order_once(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    order = shown(till, "O-2296")
    act = model.main(order)
    assert act is not None
    page.do(order.id, act)
    page.do(order.id, act)
    settle(till, qtbot)
    page.do(order.id, act)
    settle(till, qtbot)
    assert entries(till) == 1
    assert till.window.toasts.texts()[1:] == []


def test_a_refusal_moves_the_card_back_and_says_why(
    page: OrdersPresenter, till: Till, qtbot: QtBot, speaker: Silence
) -> None:
    store = till.desk.shop.store
    entry = online.send(store, "O-2296", "ready_for_pickup")
    tell(till, qtbot)
    assert "O-2296" in listed(till, Stage.READY)
    online.refuse(store, entry)
    tell(till, qtbot)
    assert "O-2296" in listed(till, Stage.NEW)
    told = till.window.toasts.texts()[-1].translate(MARKS)
    assert told == f"Order O-2296 was not changed: “{SERVER_SAYS}”"
    assert speaker.played[-1][0] == "refused"
    refused = button(till, "O-2296", "look").parentWidget()
    assert isinstance(refused, QWidget)
    assert refused.findChildren(QLabel)[0].text().translate(MARKS) == f"“{SERVER_SAYS}”"
    tell(till, qtbot)
    assert till.window.toasts.texts().count(till.window.toasts.texts()[-1]) == 1


def test_look_leads_to_what_could_not_be_sent(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    store = till.desk.shop.store
    online.refuse(store, online.send(store, "O-2296", "ready_for_pickup"))
    tell(till, qtbot)
    press(till, qtbot, "O-2296", "look")
    assert till.window.page_name() == "sync"


def test_what_nobody_knows_of_is_checked_and_locked(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    store = till.desk.shop.store
    entry = online.send(store, "O-2288", "picked_up")
    online.mark(store, entry, "UNKNOWN", verdict="no_answer", attempts=1)
    tell(till, qtbot)
    assert listed(till, Stage.DONE)[0] == "O-2288"
    assert words.when(shown(till, "O-2288"), NOON).words == "Checking…"


def test_an_order_that_was_taken_stands_where_it_belongs(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    press(till, qtbot, "O-2296", "next")
    online.take(till.desk.shop.store, "O-2296", "ready_for_pickup")
    tell(till, qtbot)
    order = shown(till, "O-2296")
    assert order.stage is Stage.READY
    assert model.main(order) == Act(Deed.HAND_OVER, "picked_up")


def test_steps_are_called_by_what_they_do(page: OrdersPresenter, till: Till) -> None:
    known = {
        ("apexloge", "paid"): ("Mark ready", "Cancel…"),
        ("apexloge", "ready_for_pickup"): ("Handed over", "Cancel…"),
        ("apexloge", "picked_up"): ("", ""),
        ("salloq", "pending"): ("Mark ready", "Cancel…"),
        ("salloq", "processing"): ("Handed over", "Cancel…"),
        ("salloq", "shipped"): ("Delivered", ""),
        ("stacknex", "pending"): ("Mark ready", "Cancel…"),
        ("commerce", "pending"): ("Confirm", "Cancel…"),
        ("commerce", "confirmed"): ("Ship…", "Cancel…"),
        ("commerce", "shipped"): ("Delivered", ""),
        ("commerce", "delivered"): ("", ""),
        ("commerce", "lost"): ("", ""),
    }
    order = shown(till, "O-2296")
    for (kind, status), said_of_them in known.items():
        stage = order_flow.stage(kind, status)
        acts = card.acts(replace(order, kind=kind, status=status, stage=stage))
        assert tuple(words.act(each) if each else "" for each in acts) == said_of_them


def test_what_else_can_be_done_is_in_the_order_itself(page: OrdersPresenter, till: Till) -> None:
    order = replace(shown(till, "O-2296"), kind="commerce", status="confirmed", stage=Stage.READY)
    assert model.others(order) == [Act(Deed.HAND_OVER, "delivered")]
    delivered = replace(order, status="delivered", stage=Stage.DONE)
    assert model.call_off(delivered) == Act(Deed.CALL_OFF, "refunded", refunds=True)
    assert card.acts(delivered) == (None, None)


# Handing over


def test_a_paid_order_is_handed_over_without_a_question(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    press(till, qtbot, "O-2288", "next")
    assert not till.window.is_covered()
    assert queued(till, "O-2288") == "picked_up"
    assert listed(till, Stage.DONE)[0] == "O-2288"


def test_what_is_due_is_collected_and_becomes_a_sale(
    page: OrdersPresenter, till: Till, qtbot: QtBot, speaker: Silence
) -> None:
    till.sell_scanned(DATES)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    till.go("orders")
    settle(till, qtbot)
    press(till, qtbot, "SQ-7741", "next")
    qtbot.waitUntil(till.tender.is_open)
    assert said(till, "due") == "74.00"
    assert said(till, "back") == "Back to the order"
    with qtbot.waitSignal(till.tender.collected) as collected:
        till.tender.complete()
    settle(till, qtbot)
    assert till.receipt.is_open()
    assert speaker.played[-1][0] == "complete"
    assert len(till.sell.cart.lines) == 1
    assert queued(till, "SQ-7741") == "delivered"
    with till.desk.shop.store.read() as unit:
        found = orders.find(unit, "SQ-7741")
    assert found is not None
    assert found.sale_number == collected.args[0].number
    assert findings(till.desk.shop.store) == []
    till.receipt.close()
    assert till.window.page_name() == "orders"


def test_a_payment_that_is_left_changes_nothing(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    press(till, qtbot, "SQ-7741", "next")
    qtbot.waitUntil(till.tender.is_open)
    with qtbot.assertNotEmitted(till.tender.left):
        till.tender.leave()
    assert entries(till) == 0
    assert till.window.page_name() == "orders"
    till.sell_scanned(DATES)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    with qtbot.waitSignal(till.tender.completed):
        till.sell.pay()
        till.tender.complete()
    assert till.sell.cart.lines == ()


def test_an_order_that_changed_meanwhile_is_not_collected(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    press(till, qtbot, "SQ-7741", "next")
    qtbot.waitUntil(till.tender.is_open)
    with till.desk.shop.store.write() as unit:
        unit.raw("UPDATE online_order SET total = 75000000 WHERE number = 'SQ-7741'")
        unit.commit()
    till.tender.complete()
    settle(till, qtbot)
    assert till.tender.is_open()
    assert entries(till) == 0
    till.tender.leave()


def test_who_hands_over_an_order_of_unknown_payment_is_asked(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    put(till, unpaid(Paid.UNKNOWN))
    tell(till, qtbot)
    press(till, qtbot, "SQ-7750", "next")
    assert said(till, "paid_question_title") == "Is it paid?"
    assert said(till, "paid_question_primary") == "Collect SAR 74.00"
    click(till, qtbot, "paid_question_already")
    assert queued(till, "SQ-7750") == "delivered"


def test_what_a_customer_has_not_paid_after_all_is_collected(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    put(till, unpaid(Paid.UNKNOWN))
    tell(till, qtbot)
    press(till, qtbot, "SQ-7750", "next")
    click(till, qtbot, "paid_question_primary")
    qtbot.waitUntil(till.tender.is_open)
    till.tender.leave()
    assert entries(till) == 0


def test_an_order_without_a_total_can_only_be_paid_already(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    put(till, unpaid(Paid.UNKNOWN))
    with till.desk.shop.store.write() as unit:
        unit.raw("UPDATE online_order SET total = NULL WHERE number = 'SQ-7750'")
        unit.commit()
    tell(till, qtbot)
    press(till, qtbot, "SQ-7750", "next")
    assert not find(till, "paid_question_primary").isVisible()
    assert find(till, "paid_question_already").isVisible()


# Calling off and shipping


def test_a_cancel_warns_of_the_refund_and_needs_a_reason(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    press(till, qtbot, "O-2293", "cancel")
    assert said(till, "cancel_order_title") == "Cancel order O-2293?"
    assert said(till, "cancel_warning_words") == (
        "ريم صالح gets SAR 56.00 back and receives the reason by e-mail. This cannot be undone."
    )
    assert till.window.focusWidget() is find(till, "cancel_order_cancel")
    assert said(till, "cancel_preview_words") == "نفدت الكمية"
    click(till, qtbot, "reads_en")
    click(till, qtbot, "reason_shop_closed")
    assert said(till, "cancel_preview_words") == "Shop is closed"
    write(till, "cancel_words", "back on Sunday")
    click(till, qtbot, "cancel_order_primary")
    assert queued(till, "O-2293") == "cancelled"
    assert payload(till, "reason") == "Shop is closed: back on Sunday"
    assert not till.window.is_covered()


def test_other_reasons_want_words(page: OrdersPresenter, till: Till, qtbot: QtBot) -> None:
    press(till, qtbot, "O-2295", "cancel")
    assert said(till, "cancel_preview_words") == "Out of stock"
    click(till, qtbot, "reason_other")
    assert till.window.focusWidget() is find(till, "cancel_words")
    click(till, qtbot, "cancel_order_primary")
    assert said(till, "cancel_words_below") == "Say why; the customer will read it."
    assert entries(till) == 0
    write(till, "cancel_words", "card 4111 1111 1111 1111")
    click(till, qtbot, "cancel_order_primary")
    assert find(till, "cancel_words_below").isVisible()
    assert entries(till) == 0
    write(till, "cancel_words", "we moved")
    click(till, qtbot, "cancel_order_primary")
    assert payload(till, "reason") == "we moved"


def test_the_order_is_kept_by_escape_and_never_cancelled_by_enter(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    press(till, qtbot, "O-2295", "cancel")
    reason = find(till, "reason_out_of_stock")
    reason.setFocus()
    QTest.keyClick(reason, Qt.Key.Key_Down)
    assert said(till, "cancel_preview_words") == "Customer asked to cancel"
    QTest.keyClick(till.window.focusWidget() or reason, Qt.Key.Key_Return)
    settle(till, qtbot)
    assert entries(till) == 0
    QTest.keyClick(till.window.focusWidget() or reason, Qt.Key.Key_Escape)
    assert not till.window.is_covered()


def test_where_nothing_is_refunded_nobody_is_told_so(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    press(till, qtbot, "SQ-7741", "cancel")
    assert "not given back" in said(till, "cancel_warning_words")
    assert said(till, "cancel_order_primary") == "Cancel the order"


def test_a_parcel_goes_with_its_tracking_number(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    page.scan("SQ-7741")
    settle(till, qtbot)
    click(till, qtbot, "order_other_0")
    assert said(till, "tracking_title") == "Ship order SQ-7741"
    till.scan("SMSA123456")
    click(till, qtbot, "tracking_primary")
    assert queued(till, "SQ-7741") == "shipped"
    assert payload(till, "tracking_number") == "SMSA123456"
    assert not till.window.is_covered()


# One order


def test_a_tap_shows_all_of_an_order(page: OrdersPresenter, till: Till, qtbot: QtBot) -> None:
    make_current(till, "SQ-7741")
    column = view(till).columns[Stage.READY].view
    area = column.visualRect(column.currentIndex())
    QTest.mouseClick(column.viewport(), LEFT, NONE, area.topLeft() + QPoint(40, 20))
    settle(till, qtbot)
    assert said(till, "order_title") == "SQ-7741"
    assert said(till, "order_subtitle") == "Salloq"
    assert said(till, "order_payment") == "To be paid"
    shown_lines = [said(till, f"order_line_{at}") for at in range(6)]
    assert shown_lines[-1] == "Finjan Cups, six"
    assert said(till, "order_line_8_total") == "SAR 74.00"
    assert said(till, "order_notes") == online.ASKS
    assert said(till, "order_address") == "Olaya Street 12, Riyadh"
    assert said(till, "order_since") == "13:50"
    assert not find(till, "order_tracking").isVisible()


def test_a_scanned_order_opens_and_another_takes_its_place(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    till.scan("O-2288")
    settle(till, qtbot)
    assert said(till, "order_title") == "O-2288"
    till.scan("r-O-2285")
    settle(till, qtbot)
    assert said(till, "order_title") == "O-2285"
    till.scan("6281000000014")
    settle(till, qtbot)
    assert said(till, "order_title") == "O-2285"
    assert "No online order has the code" in till.window.toasts.texts()[-1]
    assert till.sell.cart.lines == ()


def test_a_scanned_product_goes_to_the_sale(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    till.scan(DATES)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    assert till.window.page_name() == "sell"


def test_an_open_order_is_handed_over_by_enter(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    till.scan("O-2288")
    settle(till, qtbot)
    QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_Return)
    settle(till, qtbot)
    assert not till.window.is_covered()
    assert queued(till, "O-2288") == "picked_up"


def test_an_open_order_is_renewed_when_it_changes(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    till.scan("O-2288")
    settle(till, qtbot)
    online.take(till.desk.shop.store, "O-2288", "cancelled")
    tell(till, qtbot)
    assert said(till, "order_status") == "Cancelled"
    assert not find(till, "order_primary").isVisible()


def test_a_refused_order_says_all_that_the_server_said(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    store = till.desk.shop.store
    long = "This order can't be changed any more, because " + "it was changed elsewhere " * 8
    online.refuse(store, online.send(store, "O-2296", "ready_for_pickup"), long.strip())
    tell(till, qtbot)
    till.scan("O-2296")
    settle(till, qtbot)
    assert said(till, "order_problem_words") == f"“{long.strip()}”"
    click(till, qtbot, "order_problem_look")
    assert till.window.page_name() == "sync"
    assert not till.window.is_covered()


# Keys and fingers


def test_the_first_card_has_the_focus_and_arrows_lead_on(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    columns = view(till).columns
    assert till.window.focusWidget() is columns[Stage.NEW].view
    QTest.keyClick(columns[Stage.NEW].view, Qt.Key.Key_Down)
    current = view(till).current_order()
    assert current is not None
    assert current.number == "O-2295"
    QTest.keyClick(columns[Stage.NEW].view, Qt.Key.Key_Right)
    assert till.window.focusWidget() is columns[Stage.READY].view
    QTest.keyClick(columns[Stage.READY].view, Qt.Key.Key_Left)
    assert till.window.focusWidget() is columns[Stage.NEW].view
    QTest.keyClick(columns[Stage.NEW].view, Qt.Key.Key_Return)
    settle(till, qtbot)
    assert said(till, "order_title") == "O-2295"


def test_tab_comes_by_the_buttons_of_the_current_card_alone(
    page: OrdersPresenter, till: Till
) -> None:
    current, other = button(till, "O-2295", "next"), shown(till, "O-2296")
    assert current.focusPolicy() == Qt.FocusPolicy.TabFocus
    beside = find(till, f"order_{other.id}_next")
    assert beside.focusPolicy() == Qt.FocusPolicy.NoFocus
    QTest.keyClick(view(till).columns[Stage.NEW].view, Qt.Key.Key_Tab)
    assert till.window.focusWidget() is current
    QTest.keyClick(current, Qt.Key.Key_Down)
    assert beside.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_keys_bring_the_current_order_on_and_call_it_off(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    make_current(till, "O-2295")
    QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_Delete)
    assert said(till, "cancel_order_title") == "Cancel order O-2295?"
    QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_Escape)
    QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_F9)
    settle(till, qtbot)
    assert queued(till, "O-2295") == "ready_for_pickup"
    assert till.window.focusWidget() is view(till).columns[Stage.NEW].view


def test_a_button_keeps_the_focus_out_of_cards_that_left(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    pressed = button(till, "O-2295", "next")
    pressed.setFocus()
    QTest.keyClick(pressed, Qt.Key.Key_Return)
    settle(till, qtbot)
    assert queued(till, "O-2295") == "ready_for_pickup"
    assert till.window.focusWidget() is view(till).columns[Stage.NEW].view


def drag(till: Till, qtbot: QtBot, number: str, *, to: Stage) -> None:
    """Drag an order's card to the middle of a column."""
    order = make_current(till, number)
    source = next(
        each.view for each in view(till).columns.values() if each.view.rows.place(order.id) >= 0
    )
    begin = source.visualRect(source.currentIndex()).topLeft() + QPoint(60, 25)
    column = view(till).columns[to]
    end = source.viewport().mapFromGlobal(column.mapToGlobal(column.rect().center()))
    QTest.mousePress(source.viewport(), LEFT, NONE, begin)
    for at in (begin + QPoint(30, 2), (begin + end) / 2, end):
        QTest.mouseMove(source.viewport(), at)
    may_go = any(model.leading_to(order, each) for each in Stage)
    assert find(till, "order_carried").isVisible() == may_go
    QTest.mouseRelease(source.viewport(), LEFT, NONE, end)
    settle(till, qtbot)


@pytest.mark.parametrize(
    ("number", "to", "status"),
    [
        ("O-2296", Stage.READY, "ready_for_pickup"),
        ("O-2296", Stage.DONE, "picked_up"),
        ("O-2288", Stage.DONE, "picked_up"),
        ("O-2288", Stage.NEW, ""),
        ("O-2285", Stage.READY, ""),
        ("O-2296", Stage.NEW, ""),
    ],
)
def test_a_card_is_dragged_where_its_order_may_go(
    page: OrdersPresenter, till: Till, qtbot: QtBot, number: str, to: Stage, status: str
) -> None:
    drag(till, qtbot, number, to=to)
    assert not find(till, "order_carried").isVisible()
    assert not till.window.is_covered()
    if status:
        assert queued(till, number) == status
    else:
        assert entries(till) == 0


def test_a_card_that_is_dragged_while_the_page_goes_stays_where_it_was(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    make_current(till, "O-2296")
    source = view(till).columns[Stage.NEW].view
    begin = source.visualRect(source.currentIndex()).topLeft() + QPoint(60, 25)
    QTest.mousePress(source.viewport(), LEFT, NONE, begin)
    QTest.mouseMove(source.viewport(), begin + QPoint(60, 2))
    assert find(till, "order_carried").isVisible()
    till.go("sell")
    assert source.cards.lifted == -1
    till.go("orders")
    settle(till, qtbot)
    assert not find(till, "order_carried").isVisible()
    assert entries(till) == 0


def test_a_finger_that_goes_up_and_down_scrolls(
    page: OrdersPresenter, till: Till, qtbot: QtBot
) -> None:
    put(till, *(replace(online.BOARD[0], number=f"O-3{at:03}", minutes=at) for at in range(9)))
    tell(till, qtbot)
    column = view(till).columns[Stage.NEW].view
    begin = QPoint(60, 400)
    QTest.mousePress(column.viewport(), LEFT, NONE, begin)
    QTest.mouseMove(column.viewport(), begin - QPoint(30, 120))
    QTest.mouseRelease(column.viewport(), LEFT, NONE, begin - QPoint(30, 120))
    settle(till, qtbot)
    assert column.verticalScrollBar().value() == 120
    assert not till.window.is_covered()
    order = column.rows.row(column.shown().start)
    assert find(till, f"order_{order.id}_next").y() < 300


def test_cards_are_large_enough_for_fingers(page: OrdersPresenter, till: Till) -> None:
    views: Sequence[UniformView] = [each.view for each in view(till).columns.values()]
    for each in views:
        for row in each.shown():
            assert each.visualRect(each.model().index(row, 0)).height() >= 44
