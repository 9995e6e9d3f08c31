"""New online orders: rail, badge, toast and chime, until somebody has seen them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.storage.opening import open_store
from app.ui.keymap import PAGES, Action
from app.ui.rail import Place
from app.ui.settings.sound_form import HEARD
from app.ui.till import Till
from tests.pictures import online
from tests.shop import tally
from tests.ui.conftest import find
from tests.ui.silence import Silence

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
SEEN = tuple(replace(each, is_seen=True) for each in online.BOARD)
NEW = replace(online.BOARD[0], number="O-2301", is_seen=False)


@pytest.fixture
def online_shop(shop: Path) -> Path:
    """A shop with an online shop whose orders have all been seen."""
    store = open_store(shop)
    online.open_shops(store, online.CLICK, online.COURIER)
    online.put(store, *SEEN)
    store.close()
    return shop


@pytest.fixture
def linked(online_shop: Path, till: Till, qtbot: QtBot) -> Till:
    """A till over it that has looked for orders."""
    till.look_around()
    qtbot.waitUntil(lambda: place(till).isVisible())
    return till


def place(till: Till) -> Place:
    found = find(till, "go_orders")
    assert isinstance(found, Place)
    return found


def come_in(till: Till, qtbot: QtBot, *numbers: str) -> None:
    """Let new orders come in, and the window hear of them."""
    online.put(till.desk.shop.store, *(replace(NEW, number=each) for each in numbers))
    till.desk.announce(Changes(orders=frozenset({1})))
    settle(till, qtbot)


def settle(till: Till, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))


def chimes(speaker: Silence) -> int:
    return [name for name, _ in speaker.played].count("order")


def unseen(till: Till) -> int:
    sql = "SELECT count(*) FROM online_order WHERE seen_at IS NULL"
    return tally(till.desk.shop.store, sql)


def test_a_shop_without_online_orders_has_no_place_for_them(till: Till, qtbot: QtBot) -> None:
    till.look_around()
    settle(till, qtbot)
    assert not place(till).isVisible()
    assert till.window.rail.names() == ["sell", "invoices", "stock", "customers", "settings"]


def test_orders_come_after_the_sale_on_the_rail_and_on_the_keys(linked: Till, qtbot: QtBot) -> None:
    names = ["sell", "orders", "invoices", "stock", "customers", "settings"]
    assert linked.window.rail.names() == names
    for at, name in enumerate([*names, "sync"], 1):
        focused = linked.window.focusWidget() or linked.window
        QTest.keyClick(focused, Qt.Key(Qt.Key.Key_0 + at), CONTROL)
        assert linked.window.page_name() == name
    assert PAGES[-1] is Action.PAGE_7
    settle(linked, qtbot)


def test_arrows_pass_over_a_place_that_is_not_there(till: Till, qtbot: QtBot) -> None:
    rail = till.window.rail
    rail.places["sell"].setFocus()
    QTest.keyClick(rail.places["sell"], Qt.Key.Key_Down)
    assert till.window.focusWidget() is rail.places["invoices"]
    settle(till, qtbot)


def test_a_new_order_is_counted_told_and_heard(
    linked: Till, qtbot: QtBot, speaker: Silence
) -> None:
    assert place(linked).badge == ""
    come_in(linked, qtbot, "O-2301", "O-2302")
    assert place(linked).badge == "2"
    assert place(linked).accessibleName() == "Orders, 2 new"
    assert linked.window.toasts.texts() == ["2 new online orders"]
    assert chimes(speaker) == 1


def test_the_chime_comes_again_until_somebody_looks(
    linked: Till, qtbot: QtBot, speaker: Silence
) -> None:
    linked.order_news._again.setInterval(5)
    come_in(linked, qtbot, "O-2301")
    qtbot.waitUntil(lambda: chimes(speaker) >= 3)
    linked.go("orders")
    qtbot.waitUntil(lambda: place(linked).badge == "")
    assert unseen(linked) == 0
    assert not linked.order_news._again.isActive()


def test_the_toast_leads_to_the_board(linked: Till, qtbot: QtBot) -> None:
    come_in(linked, qtbot, "O-2301")
    QTest.mouseClick(find(linked, "toast_action"), LEFT)
    assert linked.window.page_name() == "orders"
    qtbot.waitUntil(lambda: unseen(linked) == 0)
    settle(linked, qtbot)


def test_whoever_looks_at_the_board_hears_of_an_order_once(
    linked: Till, qtbot: QtBot, speaker: Silence
) -> None:
    linked.go("orders")
    settle(linked, qtbot)
    come_in(linked, qtbot, "O-2301")
    qtbot.waitUntil(lambda: unseen(linked) == 0)
    settle(linked, qtbot)
    assert chimes(speaker) == 1
    assert place(linked).badge == ""
    assert not linked.order_news._again.isActive()


def test_orders_that_are_brought_on_by_others_are_no_news(
    linked: Till, qtbot: QtBot, speaker: Silence
) -> None:
    come_in(linked, qtbot, "O-2301", "O-2302")
    online.send(linked.desk.shop.store, "O-2301", "ready_for_pickup")
    linked.desk.announce(Changes(orders=frozenset({1})))
    settle(linked, qtbot)
    assert place(linked).badge == "1"
    assert chimes(speaker) == 1


def test_a_muted_chime_is_not_heard(linked: Till, qtbot: QtBot, speaker: Silence) -> None:
    linked.desk.settle(preferences=replace(linked.desk.preferences, muted=frozenset({"order"})))
    come_in(linked, qtbot, "O-2301")
    assert chimes(speaker) == 0
    assert place(linked).badge == "1"
    assert "order" in HEARD
