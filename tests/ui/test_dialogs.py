from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services import cashiers, settings
from app.ui import keymap
from app.ui.keymap import Action
from app.ui.till import Till
from app.ui.widgets.key_list import NARROW, KeyList
from tests.ui.conftest import find

LEFT = Qt.MouseButton.LeftButton


def key(till: Till, wanted: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(till.window.focusWidget() or till.window, wanted)


def ask_for_cashier(till: Till, qtbot: QtBot) -> None:
    key(till, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: find(till, "cashier_dialog").isVisible())


def kept_cashier(till: Till) -> str:
    with till.desk.shop.store.read() as unit:
        return settings.preferences(unit).cashier


def write(field: QWidget, words: str) -> None:
    """Write words of any language into a field, as an input method does."""
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def add_cashier(till: Till, qtbot: QtBot, name: str) -> None:
    ask_for_cashier(till, qtbot)
    write(find(till, "cashier_name"), name)
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept_cashier(till) == name)


def test_f1_shows_every_key_that_is_told(till: Till) -> None:
    key(till, Qt.Key.Key_F1)
    shown = find(till, "key_list")
    assert shown.isVisible()
    for keys, words in keymap.told():
        assert f"{keys}: {words}" in shown.accessibleDescription()


def test_key_list_closes_by_f1_esc_and_touch_and_gives_the_focus_back(till: Till) -> None:
    resting = till.window.focusWidget()
    ways: list[Callable[[], object]] = [
        lambda: key(till, Qt.Key.Key_F1),
        lambda: key(till, Qt.Key.Key_Escape),
        lambda: key(till, Qt.Key.Key_Return),
        lambda: QTest.mouseClick(find(till, "key_list_dialog_away"), LEFT),
    ]
    for close in ways:
        QTest.mouseClick(find(till, "keys"), LEFT)
        assert find(till, "key_list_dialog").isVisible()
        close()
        assert not find(till, "key_list_dialog").isVisible()
        assert till.window.focusWidget() is resting


def test_no_key_reaches_the_page_beneath_the_key_list(till: Till) -> None:
    key(till, Qt.Key.Key_F1)
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert till.window.page_name() == "sell"


def test_new_cashier_is_kept_chosen_and_told_in_the_strip(till: Till, qtbot: QtBot) -> None:
    add_cashier(till, qtbot, "Huda")
    assert not find(till, "cashier_dialog").isVisible()
    assert till.desk.counter.cashier == "Huda"
    segment = find(till, "cashier")
    assert isinstance(segment, QAbstractButton)
    assert "Huda" in segment.text()


def test_cashier_is_changed_by_one_tap_and_to_nobody_by_another(till: Till, qtbot: QtBot) -> None:
    add_cashier(till, qtbot, "Huda")
    add_cashier(till, qtbot, "Omar")
    ask_for_cashier(till, qtbot)
    QTest.mouseClick(find(till, "cashier_0"), LEFT)
    qtbot.waitUntil(lambda: kept_cashier(till) == "Huda")
    QTest.mouseClick(find(till, "cashier"), LEFT)
    qtbot.waitUntil(lambda: find(till, "cashier_dialog").isVisible())
    QTest.mouseClick(find(till, "no_cashier"), LEFT)
    qtbot.waitUntil(lambda: kept_cashier(till) == "")


def test_arrow_keys_and_enter_choose_a_cashier(till: Till, qtbot: QtBot) -> None:
    add_cashier(till, qtbot, "Huda")
    add_cashier(till, qtbot, "Omar")
    ask_for_cashier(till, qtbot)
    assert till.window.focusWidget() is find(till, "cashier_1")
    key(till, Qt.Key.Key_Up)
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept_cashier(till) == "Huda")


def test_known_name_in_another_spelling_makes_no_second_cashier(till: Till, qtbot: QtBot) -> None:
    add_cashier(till, qtbot, "أحمد")
    ask_for_cashier(till, qtbot)
    write(find(till, "cashier_name"), "احمد")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not find(till, "cashier_dialog").isVisible())
    with till.desk.shop.store.read() as unit:
        assert cashiers.names(unit) == ["أحمد"]


def test_cashier_dialog_left_by_esc_changes_nothing(till: Till, qtbot: QtBot) -> None:
    add_cashier(till, qtbot, "Huda")
    ask_for_cashier(till, qtbot)
    key(till, Qt.Key.Key_Escape)
    assert not find(till, "cashier_dialog").isVisible()
    assert till.desk.counter.cashier == "Huda"


def test_arrow_keys_scroll_a_key_list_that_does_not_fit(till: Till, app: QApplication) -> None:
    till.window.resize(910, 512)
    key(till, Qt.Key.Key_F1)
    app.processEvents()
    shown = find(till, "key_list")
    before = shown.visibleRegion().boundingRect().top()
    key(till, Qt.Key.Key_Down)
    app.processEvents()
    assert shown.visibleRegion().boundingRect().top() > before


def test_dialogs_fit_a_small_window(till: Till, qtbot: QtBot, app: QApplication) -> None:
    till.window.resize(910, 512)
    till.window.perform(Action.KEYS)
    app.processEvents()
    card = till.keys.card
    assert till.window.rect().contains(card.geometry())
    assert find(till, "key_list_dialog_primary").visibleRegion().boundingRect().height() >= 44


def test_key_list_goes_on_in_a_second_line_where_it_is_narrow(app: QApplication) -> None:
    listed = KeyList("keys_here")
    assert listed.heightForWidth(NARROW) > listed.heightForWidth(2 * NARROW)
    assert listed.hasHeightForWidth()


def test_dialog_opens_at_its_top(till: Till, app: QApplication) -> None:
    till.window.resize(910, 512)
    key(till, Qt.Key.Key_F1)
    shown = find(till, "key_list")
    app.processEvents()
    before = shown.visibleRegion().boundingRect().top()
    key(till, Qt.Key.Key_Down)
    key(till, Qt.Key.Key_Escape)
    key(till, Qt.Key.Key_F1)
    app.processEvents()
    assert shown.visibleRegion().boundingRect().top() == before
