"""An online order is placed from the cart: what its shop asks is seen before anybody pays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.cart import Cart
from app.domain.customer import Customer
from app.domain.order import Order, Paid
from app.services import customers, held_sales, orders
from app.services.changes import Changes
from app.storage import backend as backends
from app.storage.opening import open_store
from app.ui.keymap import Action
from app.ui.sell import online_order
from app.ui.sell.online_order_dialog import OnlineOrderDialog
from app.ui.till import Till
from tests.fakes import fault
from tests.fakes.salloq import SalloqServer
from tests.shop import BREAD, DATES, TEA, counter_of, findings, tally
from tests.ui import salloq
from tests.ui.conftest import find
from tests.ui.salloq import WEB, sync
from tests.ui.syncing import Idle

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
MARKS = {ord(mark): None for mark in "\u200f\u2066\u2068\u2069"}
HUDA = Customer(None, "Huda", "+966 55 111 2222", address="Olaya Street 12")


@pytest.fixture
def server() -> Iterator[SalloqServer]:
    """The online shop."""
    with salloq.running() as made:
        yield made


@pytest.fixture
def shop(shop: Path, server: SalloqServer) -> Path:
    """A shop that sells at Salloq too."""
    store = open_store(shop)
    salloq.connect(store, server.url)
    with store.write() as unit:
        customers.add(unit, HUDA, counter_of(unit))
    store.close()
    return shop


@pytest.fixture(autouse=True)
def offered(till: Till, qtbot: QtBot) -> None:
    """The till knows that the shop takes orders."""
    till.look_around()
    qtbot.waitUntil(lambda: find(till, "online_order").isVisible())


def said(till: Till, name: str) -> str:
    """What a label, button or field says, without the marks of direction."""
    found = find(till, name)
    if isinstance(found, QLabel | QAbstractButton | QLineEdit):
        return found.text().translate(MARKS)
    return found.accessibleName().translate(MARKS)


def click(till: Till, name: str) -> None:
    assert find(till, name).isVisible(), name
    QTest.mouseClick(find(till, name), LEFT)


def key(till: Till, wanted: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(till.window.focusWidget() or till.window, wanted, modifiers)


def write(till: Till, name: str, words: str) -> None:
    """Write over what is in a field."""
    field = find(till, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setText(words)


def scan(till: Till, qtbot: QtBot, *codes: str) -> None:
    for code in codes:
        wanted = pieces(till) + 1
        till.scan(code)
        qtbot.waitUntil(partial(has_pieces, till, wanted))


def pieces(till: Till) -> int:
    return sum(int(line.quantity) for line in till.sell.cart.lines)


def has_pieces(till: Till, wanted: int) -> bool:
    return pieces(till) == wanted


def ask(till: Till, qtbot: QtBot, *codes: str) -> None:
    """Ask for an order of these."""
    scan(till, qtbot, *codes)
    click(till, "online_order")
    qtbot.waitUntil(lambda: find(till, "online_order_dialog").isVisible())


def place(till: Till, qtbot: QtBot, *codes: str) -> None:
    """Place an order of these; it waits to be sent."""
    ask(till, qtbot, *codes)
    click(till, "online_order_dialog_primary")
    qtbot.waitUntil(lambda: "on its way to Salloq" in said(till, "online_order_remark"))


def placed(till: Till) -> list[Order]:
    with till.desk.shop.store.read() as unit:
        return orders.every(unit)


def toasts(till: Till) -> list[str]:
    return [words.translate(MARKS) for words in till.window.toasts.texts()]


def settle(till: Till, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))


# What is asked


def test_it_is_offered_only_while_a_shop_takes_orders(till: Till, qtbot: QtBot) -> None:
    assert not find(till, "online_order").isEnabled()
    with till.desk.shop.store.write() as unit:
        unit.raw("DELETE FROM capability WHERE name = 'create_order'")
        unit.commit()
    till.look_around()
    qtbot.waitUntil(lambda: not find(till, "online_order").isVisible())
    scan(till, qtbot, DATES)
    till.window.perform(Action.ONLINE_ORDER)
    qtbot.waitUntil(lambda: toasts(till) == ["No online shop takes orders from here."])


def test_a_key_asks_and_esc_leaves_the_cart_as_it_was(till: Till, qtbot: QtBot) -> None:
    scan(till, qtbot, DATES)
    key(till, Qt.Key.Key_O, CONTROL)
    qtbot.waitUntil(lambda: find(till, "online_order_dialog").isVisible())
    assert find(till, "online_order_promo").hasFocus()
    key(till, Qt.Key.Key_Escape)
    assert not find(till, "online_order_dialog").isVisible()
    assert len(till.sell.cart.lines) == 1
    assert placed(till) == []


@pytest.mark.parametrize(
    ("buyer", "counter", "words"),
    [
        (None, "2187", "The order goes to the counter's customer at Salloq."),
        ("new", "2187", "Salloq does not know Huda: the order goes to the counter's customer."),
        ("known", "", "Salloq knows Huda."),
        ("new", "", "Salloq does not know who buys, and has no customer for the counter."),
    ],
)
def test_for_whom_the_order_is_stands_there(
    till: Till, qtbot: QtBot, buyer: str | None, counter: str, words: str
) -> None:
    store = till.desk.shop.store
    with store.read() as unit:
        (huda,) = customers.search(unit, "Huda")
    if buyer == "known":
        with store.write() as unit:
            customers.link(unit, huda.id or 0, WEB, "2186", counter_of(unit))
    with store.write() as unit:
        unit.raw("UPDATE backend SET settings = json_set(settings, '$.customer_id', ?)", (counter,))
        unit.commit()
    if buyer:
        till.sell._sell_to(huda)
    ask(till, qtbot, DATES)
    assert said(till, "online_order_buyer").startswith(words)
    assert find(till, "online_order_dialog_primary").isEnabled() is bool(
        counter or buyer == "known"
    )


def test_an_address_is_asked_for_only_when_it_is_delivered(till: Till, qtbot: QtBot) -> None:
    till.sell._sell_to(HUDA)
    ask(till, qtbot, DATES)
    assert not find(till, "online_order_street").isVisible()
    assert not find(till, "online_order_notes").isVisible()
    QTest.mouseClick(find(till, "online_order_delivers"), LEFT)
    assert said(till, "online_order_street") == "Olaya Street 12"
    write(till, "online_order_city", "Riyadh")
    write(till, "online_order_promo", "SAVE10")
    click(till, "online_order_dialog_primary")
    qtbot.waitUntil(lambda: len(placed(till)) == 1)
    with till.desk.shop.store.read() as unit:
        row = unit.raw("SELECT payload FROM outbox WHERE kind = 'placement'").fetchone()
    assert row[0] == (
        '{"promo_code":"SAVE10","address":{"street":"Olaya Street 12","city":"Riyadh"}}'
    )


def test_what_the_shop_does_not_have_is_said_and_nothing_is_placed(
    till: Till, qtbot: QtBot
) -> None:
    ask(till, qtbot, DATES, BREAD)
    click(till, "online_order_dialog_primary")
    qtbot.waitUntil(lambda: "does not have" in said(till, "online_order_remark"))
    assert placed(till) == []
    assert find(till, "online_order_dialog_primary").isEnabled()


# What came of it


def test_both_totals_are_shown_and_the_customer_pays_that_of_the_shop(
    till: Till, qtbot: QtBot, server: SalloqServer
) -> None:
    place(till, qtbot, DATES, DATES)
    sync(till)
    qtbot.waitUntil(lambda: find(till, "online_order_theirs").isVisible())
    booked = server.shop.orders[307]
    assert said(till, "online_order_ours") == "SAR 49.00"
    assert said(till, "online_order_theirs") == f"SAR {booked.total}" == "SAR 61.12"
    assert said(till, "online_order_difference") == (
        "Salloq adds tax of SAR 4.12 and delivery of SAR 8.00. The customer pays what Salloq asks."
    )
    assert len(till.sell.cart.lines) == 1
    assert said(till, "online_order_dialog_primary") == "Collect SAR 61.12 now"
    click(till, "online_order_dialog_primary")
    qtbot.waitUntil(till.tender.is_open)
    assert not till.sell.cart.lines
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(till.window.receipt.isVisible)
    settle(till, qtbot)
    (order,) = placed(till)
    assert (order.payment, order.total, bool(order.sale_number)) == (Paid.PAID, order.total, True)
    assert tally(till.desk.shop.store, "SELECT count(*) FROM invoice") == 1
    assert findings(till.desk.shop.store) == []
    with till.desk.shop.store.read() as unit:
        assert held_sales.open_cart(unit, till.desk.counter) in {None, Cart(till.sell.cart.pricing)}


def test_paying_at_pickup_empties_the_cart_once_the_shop_has_the_order(
    till: Till, qtbot: QtBot
) -> None:
    place(till, qtbot, DATES)
    sync(till)
    qtbot.waitUntil(lambda: said(till, "online_order_dialog_cancel") == "Pay at pickup")
    assert len(till.sell.cart.lines) == 1
    click(till, "online_order_dialog_cancel")
    assert not till.sell.cart.lines
    assert not find(till, "online_order_dialog").isVisible()
    assert placed(till)[0].payment is Paid.DUE
    key(till, Qt.Key.Key_Z, CONTROL)
    assert not till.sell.cart.lines


def test_too_little_stock_is_a_clear_answer_and_the_cart_stays(
    till: Till, qtbot: QtBot, server: SalloqServer
) -> None:
    place(till, qtbot, TEA, TEA)
    sync(till)
    qtbot.waitUntil(lambda: find(till, "online_order_said").isVisible())
    assert said(till, "online_order_said") == "“Insufficient stock for product 164”"
    remark = "Salloq did not take the order. The cart is as it was."
    assert said(till, "online_order_remark") == remark
    click(till, "online_order_dialog_cancel")
    settle(till, qtbot)
    assert till.sell.cart.lines[0].quantity == 2
    (order,) = placed(till)
    assert (order.stage, order.sending) == ("off", None)
    assert server.shop.orders == {}


def test_a_refused_order_may_be_tried_again(till: Till, qtbot: QtBot, server: SalloqServer) -> None:
    server.fail(fault.status(422, message="The till is closed"), method="POST", times=1)
    place(till, qtbot, DATES)
    sync(till)
    qtbot.waitUntil(lambda: said(till, "online_order_dialog_primary") == "Try again")
    click(till, "online_order_dialog_primary")
    qtbot.waitUntil(lambda: "on its way" in said(till, "online_order_remark"))
    sync(till)
    qtbot.waitUntil(lambda: find(till, "online_order_theirs").isVisible())
    assert len(server.shop.orders) == len(placed(till)) == 1


def test_what_was_asked_of_a_refused_order_stands_there_again(till: Till, qtbot: QtBot) -> None:
    ask(till, qtbot, DATES)
    write(till, "online_order_promo", "NOPE")
    click(till, "online_order_dialog_primary")
    settle(till, qtbot)
    sync(till)
    qtbot.waitUntil(lambda: said(till, "online_order_said") == "“Invalid promo code”")
    click(till, "online_order_dialog_cancel")
    settle(till, qtbot)
    click(till, "online_order")
    qtbot.waitUntil(lambda: find(till, "online_order_dialog").isVisible())
    assert said(till, "online_order_promo") == "NOPE"


def test_a_lost_answer_is_never_placed_twice(
    till: Till, qtbot: QtBot, server: SalloqServer
) -> None:
    server.fail(fault.drop(committed=True), method="POST", path="/orders", times=1)
    place(till, qtbot, DATES)
    sync(till)
    qtbot.waitUntil(lambda: "not known yet whether Salloq" in said(till, "online_order_remark"))
    assert "Do not place it again" in said(till, "online_order_remark")
    assert not find(till, "online_order_dialog_primary").isVisible()
    key(till, Qt.Key.Key_Escape)
    assert toasts(till) == ["The order goes on by itself. The cart stays until Salloq has it."]
    click(till, "online_order")
    qtbot.waitUntil(lambda: find(till, "online_order_dialog").isVisible())
    assert "not known yet whether Salloq" in said(till, "online_order_remark")
    settle(till, qtbot)
    assert len(placed(till)) == len(server.shop.orders) == 1


def test_an_order_that_nobody_can_tell_of_is_for_a_manager(till: Till, qtbot: QtBot) -> None:
    place(till, qtbot, DATES)
    with till.desk.shop.store.write() as unit:
        unit.raw(
            "UPDATE outbox SET state = 'MANAGER', verdict = 'unknown_outcome', "
            "message = 'Nobody can tell whether the server has it.' WHERE kind = 'placement'"
        )
        unit.commit()
    till.desk.announce(Changes(outbox=True))
    qtbot.waitUntil(lambda: "A manager must look there" in said(till, "online_order_remark"))
    click(till, "online_order_dialog_primary")
    assert till.window.page_name() == "sync"
    assert len(till.sell.cart.lines) == 1


def test_without_a_network_the_order_waits_and_can_be_withdrawn(
    till: Till, qtbot: QtBot, server: SalloqServer
) -> None:
    place(till, qtbot, DATES)
    with till.desk.shop.store.write() as unit:
        values = {"failures": 1, "problem": "no_network", "message": "There is no network."}
        backends.note(unit, WEB, **values)
        unit.commit()
    till.desk.announce(Changes(sync=True))
    qtbot.waitUntil(lambda: "not reached Salloq yet" in said(till, "online_order_remark"))
    assert said(till, "online_order_remark").startswith("There is no network.")
    click(till, "online_order_withdraw")
    qtbot.waitUntil(lambda: not find(till, "online_order_dialog").isVisible())
    assert toasts(till)[-1] == "The order is withdrawn."
    sync(till)
    settle(till, qtbot)
    assert server.shop.orders == {}
    assert len(till.sell.cart.lines) == 1


def test_a_shop_that_rests_is_asked_all_the_same(till: Till, qtbot: QtBot, syncing: Idle) -> None:
    with till.desk.shop.store.write() as unit:
        backends.note(unit, WEB, failures=2, problem="no_network", message="There is no network.")
        unit.commit()
    ask(till, qtbot, DATES)
    click(till, "online_order_dialog_primary")
    qtbot.waitUntil(lambda: True in syncing.woken)


def test_a_long_wait_is_said(till: Till, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online_order, "LATE_MS", 1)
    place_at_once = "not known yet whether Salloq"
    ask(till, qtbot, DATES)
    click(till, "online_order_dialog_primary")
    qtbot.waitUntil(lambda: place_at_once in said(till, "online_order_remark"))


def test_whoever_goes_on_is_told_when_the_shop_has_it_and_the_cart_is_empty(
    till: Till, qtbot: QtBot
) -> None:
    place(till, qtbot, DATES)
    key(till, Qt.Key.Key_Escape)
    till.window.toasts.clear()
    sync(till)
    qtbot.waitUntil(lambda: not till.sell.cart.lines)
    assert toasts(till) == ["Salloq has taken order 307: SAR 34.56"]


def test_another_cart_is_not_emptied_by_an_order_that_comes_through(
    till: Till, qtbot: QtBot
) -> None:
    place(till, qtbot, DATES)
    key(till, Qt.Key.Key_Escape)
    scan(till, qtbot, TEA)
    sync(till)
    qtbot.waitUntil(lambda: any("has taken order 307" in each for each in toasts(till)))
    assert len(till.sell.cart.lines) == 2


def test_whoever_goes_on_is_told_of_a_refusal_and_can_look_at_it(till: Till, qtbot: QtBot) -> None:
    place(till, qtbot, TEA, TEA)
    key(till, Qt.Key.Key_Escape)
    till.window.toasts.clear()
    sync(till)
    qtbot.waitUntil(lambda: bool(toasts(till)))
    assert toasts(till) == ["Salloq did not take the order: “Insufficient stock for product 164”"]
    click(till, "toast_action")
    qtbot.waitUntil(lambda: find(till, "online_order_said").isVisible())


def test_impatient_fingers_place_one_order(till: Till, qtbot: QtBot) -> None:
    ask(till, qtbot, DATES)
    for _ in range(3):
        key(till, Qt.Key.Key_Return)
    settle(till, qtbot)
    assert len(placed(till)) == 1


def test_the_dialog_speaks_the_language_that_is_chosen_meanwhile(till: Till, qtbot: QtBot) -> None:
    place(till, qtbot, DATES)
    sync(till)
    dialog = find(till, "online_order_dialog")
    assert isinstance(dialog, OnlineOrderDialog)
    qtbot.waitUntil(lambda: find(till, "online_order_theirs").isVisible())
    till.switch_language()
    qtbot.waitUntil(lambda: said(till, "online_order_theirs") == "34.56 ر.س")
