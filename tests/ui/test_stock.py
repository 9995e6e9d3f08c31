from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.number import plain
from app.domain.stock import State
from app.domain.text import isolate
from app.services import stock
from app.services.changes import Changes
from app.services.stock import MoveRow, StockFilter
from app.storage import register
from app.storage import stock as ledger
from app.storage.opening import open_store
from app.ui import language, moment
from app.ui.figure import quantity
from app.ui.main_window import SMALLEST
from app.ui.newest import Newest
from app.ui.rows import PAGE, PAGES_ASKED, ROW
from app.ui.stock import cell, words
from app.ui.stock.model import StockRows
from app.ui.stock.panel import Tile
from app.ui.stock.presenter import MOVES, StockPresenter
from app.ui.till import Till
from app.ui.widgets.table import PICTURE_ROW, Table
from tests.pictures import linked
from tests.shop import BREAD, DATES, LATTE, NOON, findings, sell
from tests.ui import keys
from tests.ui.conftest import find

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MARKS = {ord(mark): None for mark in "\u2066\u2068\u2069"}
HERE = 1  # the warehouse that the till sells from
CROISSANT = "6281000000069"


@pytest.fixture
def page(till: Till, qtbot: QtBot) -> StockPresenter:
    """The stock page, shown and filled."""
    return opened(till, qtbot)


def opened(till: Till, qtbot: QtBot) -> StockPresenter:
    """The stock page of this till, shown and filled."""
    till.go("stock")
    shown = till.screens["stock"]
    assert isinstance(shown, StockPresenter)
    settle(shown, qtbot)
    assert shown.rows.row(0) is not None
    return shown


def settle(page: StockPresenter, qtbot: QtBot) -> None:
    """Wait until everything that was asked for is shown."""
    reads = (page._lists, page._counts, page._panels, page._scans)
    rows = page.rows

    def is_settled() -> bool:
        read = not (any(each.busy for each in reads) or rows._asked or rows._wanted)
        return read and bool(page._places)

    qtbot.waitUntil(is_settled)


def said(till: Till, name: str) -> str:
    """What a label, button, field or tile says, without the marks of direction."""
    found = find(till, name)
    if isinstance(found, Tile):
        return found.held.figure.translate(MARKS)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
    return found.text().translate(MARKS)


def names(page: StockPresenter) -> list[str]:
    """The products in the list that have been read."""
    rows = [page.rows.row(at) for at in range(page.rows.rowCount())]
    return [row.name for row in rows if row is not None]


def level(till: Till, product_id: int, place: int = HERE) -> Decimal:
    """What the store holds of a product."""
    with till._shop.store.read() as unit:
        return Decimal(plain(ledger.level(unit, product_id, place)))


def moves(till: Till, product_id: int) -> list[MoveRow]:
    """What the store knows of a product's moves."""
    with till._shop.store.read() as unit:
        return stock.history(unit, product_id, HERE, limit=1_000)


def move(till: Till, product_id: int, *quantities: str) -> None:
    """Moves that another till made."""
    with till._shop.store.write() as unit:
        new = [ledger.NewMove(product_id, HERE, Decimal(each), "counted") for each in quantities]
        ledger.append(unit, new, actor="Omar", at=NOON)
        unit.commit()


def ask(till: Till, qtbot: QtBot) -> QLineEdit:
    """Open the adjustment dialog by its key; the field for the figure."""
    QTest.keyClick(till.window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: find(till, "adjust").isVisible())
    figure = find(till, "adjust_figure")
    assert isinstance(figure, QLineEdit)
    assert figure.hasFocus()
    return figure


def inside(till: Till, name: str) -> QWidget:
    """A widget of the dialog; other dialogs have number pads too."""
    found = find(till, "adjust").findChild(QWidget, name)
    assert found is not None, name
    return found


def type_in(field: QWidget, text: str) -> None:
    """Type as slowly as a person."""
    QTest.keyClicks(field, text, NONE, 40)


def saved(till: Till, page: StockPresenter, qtbot: QtBot) -> None:
    """Wait until the dialog has gone and all has heard of the change."""
    qtbot.waitUntil(lambda: not find(till, "adjust").isVisible())
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))
    settle(page, qtbot)


def test_every_tracked_product_is_listed_with_its_stock(page: StockPresenter, till: Till) -> None:
    with till._shop.store.read() as unit:
        ids = stock.ids(unit, StockFilter(HERE))
        expected = stock.rows_of(unit, ids, HERE)
    assert [page.rows.row(at) for at in range(page.rows.rowCount())] == expected
    assert "Spanish Latte" not in names(page)  # it is made to order


def test_models_keep_their_promises_to_qt(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(each, fatal) for each in (page.rows, page._view.moves)]
    page.search("milk")
    settle(page, qtbot)
    page.choose_state(State.OUT)
    settle(page, qtbot)
    page.search("")
    page.choose_state(None)
    settle(page, qtbot)
    assert len(testers) == 2


def test_typing_finds_products_by_name_and_by_code(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    QTest.keyClick(till.window, Qt.Key.Key_F2)
    type_in(find(till, "stock_search"), "croissant")
    qtbot.waitUntil(lambda: names(page) == ["Za’atar Croissant"])
    page.search(CROISSANT)
    settle(page, qtbot)
    assert names(page) == ["Za’atar Croissant"]
    assert find(till, "stock_product").accessibleName().startswith("\u2068Za’atar Croissant")


def test_what_finds_nothing_is_said(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    page.search("zzq")
    settle(page, qtbot)
    assert "zzq" in said(till, "stock_nothing")
    assert find(till, "stock_nothing").isVisible()
    assert not find(till, "stock_adjust").isEnabled()
    page.search("")
    settle(page, qtbot)
    assert not find(till, "stock_nothing").isVisible()
    assert find(till, "stock_adjust").isEnabled()


def test_chips_count_the_states_and_filter_by_them(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    with till._shop.store.read() as unit:
        counts = stock.counts(unit, HERE)
        low = stock.ids(unit, StockFilter(HERE, state=State.LOW))
    chips = {each.objectName(): each.count for each in page._view.states.chips()}
    assert chips == {"stock_all": counts.all, "stock_low": counts.low, "stock_out": counts.out}
    assert counts.low
    QTest.mouseClick(find(till, "stock_low"), LEFT)
    settle(page, qtbot)
    assert list(page.rows.ids()) == list(low)
    assert page._chosen == low[0]


def test_another_warehouse_shows_its_own_stock(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    here, there = level(till, 1), level(till, 1, 2)
    assert here != there
    assert (said(till, "level_here"), said(till, "level_store-room")) == (str(here), str(there))
    QTest.mouseClick(find(till, "place_store-room"), LEFT)
    settle(page, qtbot)
    row = page.rows.row(0)
    assert row is not None
    assert row.on_hand == there
    assert (said(till, "level_here"), said(till, "level_main")) == (str(there), str(here))


def test_many_warehouses_are_chips_and_tiles(shop: Path, request: pytest.FixtureRequest) -> None:
    store = open_store(shop)
    with store.write() as unit:
        for at in range(6):
            register.add_warehouse(unit, f"kiosk-{at}", f"Kiosk number {at}", f"كشك {at}")
        unit.commit()
    store.close()
    till: Till = request.getfixturevalue("till")
    qtbot: QtBot = request.getfixturevalue("qtbot")
    page = opened(till, qtbot)
    qtbot.waitUntil(lambda: till.window.findChild(QWidget, "place_kiosk-5") is not None)
    last, first = find(till, "place_kiosk-5"), find(till, "place_main")
    # The row is laid out in the turn after its chips are there.
    qtbot.waitUntil(lambda: not last.geometry().intersects(first.geometry()))
    assert last.geometry().right() <= find(till, "stock_places").width()
    QTest.mouseClick(last, LEFT)
    settle(page, qtbot)
    assert said(till, "level_here") == "0"
    assert len(till.window.findChildren(Tile)) == 8


def test_panel_tells_how_the_stock_came_about(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    sale = sell(till._shop.store, DATES)
    page.enter()
    page._read_panel()
    settle(page, qtbot)
    shown = page._view.moves.moves()
    assert shown == moves(till, 1)
    titles = [words.title(each).translate(MARKS) for each in shown]
    assert titles == [f"Sale {sale.number}", "Opening stock"]
    assert words.details(shown[0], till.desk.now()).translate(MARKS) == "15:00 · Sara"


def test_older_moves_are_read_when_the_list_ends(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page._view.moves, fatal)
    move(till, 1, *["1", "-2", "0.5"] * 40)
    page._read_panel()
    settle(page, qtbot)
    seen, bar = page._view.moves, page._view.panel.moves.verticalScrollBar()
    # The tester itself asks for more once.
    qtbot.waitUntil(lambda: MOVES <= seen.rowCount() < 121)

    def is_all_read() -> bool:
        bar.setValue(bar.maximum())
        return seen.rowCount() == 121

    qtbot.waitUntil(is_all_read)
    assert seen.moves() == moves(till, 1)
    assert seen.moves()[-1].left == seen.moves()[-1].quantity
    assert tester.model() is seen


def test_arrows_move_the_choice_while_the_search_has_the_focus(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    search = find(till, "stock_search")
    assert search.hasFocus()
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Up)
    settle(page, qtbot)
    row = page.rows.row(1)
    assert row is not None
    assert page._chosen == row.id
    assert find(till, "stock_product").accessibleName().startswith(isolate(row.name))


def test_adjusting_by_keys_makes_one_move(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    before = level(till, 1)
    figure = ask(till, qtbot)
    type_in(figure, "-3")
    assert (said(till, "adjust_now"), said(till, "adjust_after")) == (str(before), str(before - 3))
    QTest.keyClick(figure, Qt.Key.Key_Tab)
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Tab)
    type_in(till.window.focusWidget(), "box fell")
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Return)
    saved(till, page, qtbot)
    newest = moves(till, 1)[0]
    assert (newest.quantity, newest.reason, newest.note) == (Decimal(-3), "expired", "box fell")
    assert level(till, 1) == before - 3
    assert findings(till._shop.store) == []
    (told,) = till.window.toasts.texts()
    expected = f"Stock of Sukkari Dates 500 g: {before} → {before - 3}"
    assert told.translate(MARKS) == expected
    assert page._view.moves.moves()[0] == newest
    assert said(till, "level_here") == str(before - 3)
    row = page.rows.row(0)
    assert row is not None
    assert row.on_hand == before - 3


def test_adjusting_by_touch_needs_no_keyboard(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    before = level(till, 1)
    QTest.mouseClick(find(till, "stock_adjust"), LEFT)
    qtbot.waitUntil(lambda: find(till, "adjust").isVisible())
    assert not inside(till, "pad_7").isVisible()
    QTest.mouseClick(find(till, "adjust_figure"), LEFT)
    for key in ("pad_1", "pad_2", "pad_7", "adjust_erase", "adjust_sign"):
        QTest.mouseClick(inside(till, key), LEFT)
    QTest.mouseClick(find(till, "adjust_more"), LEFT)
    assert said(till, "adjust_figure") == "−11"
    QTest.mouseClick(find(till, "reason_lost"), LEFT)
    QTest.mouseClick(find(till, "adjust_primary"), LEFT)
    saved(till, page, qtbot)
    assert level(till, 1) == before - 11
    assert moves(till, 1)[0].reason == "lost"


def test_arrow_keys_do_what_the_buttons_beside_the_figure_do(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    figure = ask(till, qtbot)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(figure, key)
    assert said(till, "adjust_figure") == "2"


def test_a_reason_must_be_given(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    before = moves(till, 1)
    figure = ask(till, qtbot)
    type_in(figure, "5")
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert said(till, "adjust_remark_words") == "Choose a reason."
    assert find(till, "reason_damaged").hasFocus()
    assert moves(till, 1) == before
    QTest.keyClick(find(till, "reason_damaged"), Qt.Key.Key_Return)
    assert not find(till, "adjust_remark").isVisible()
    QTest.keyClick(find(till, "reason_damaged"), Qt.Key.Key_Return)
    saved(till, page, qtbot)
    assert moves(till, 1)[0].quantity == 5


@pytest.mark.parametrize("text", ["", "-", "0", "0.0"])
def test_a_change_of_nothing_is_not_saved(
    page: StockPresenter, till: Till, qtbot: QtBot, text: str
) -> None:
    figure = ask(till, qtbot)
    type_in(figure, text)
    page.adjust.choose_reason(0)
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert said(till, "adjust_remark_words") == "Give how much to add or to take away."
    assert find(till, "adjust").isVisible()


@pytest.mark.parametrize(
    ("typed", "text", "after"),
    [
        ("+", "1", 42),
        ("++-", "1", 42),
        ("--", "−1", 40),
        ("-3-", "−4", 37),
        ("-3+", "−2", 39),
        ("12-", "11", 52),
        ("-", "−", 41),
        ("1x2y", "12", 53),
        ("1.5", "1.5", Decimal("42.5")),
        ("0.1234", "0.123", Decimal("41.123")),
        ("٣", "٣", 44),
        ("9" * 9, "9999999", 10_000_040),
    ],
)
def test_figure_takes_digits_a_leading_minus_and_steps(
    page: StockPresenter, till: Till, qtbot: QtBot, typed: str, text: str, after: Decimal
) -> None:
    assert level(till, 1) == 41
    figure = ask(till, qtbot)
    for sign in typed:
        # Arabic digits have no key of their own.
        type_in(figure, sign) if sign.isascii() else figure.insert(sign)
    page.adjust.type_figure(figure.text())
    assert figure.text() == text
    assert said(till, "adjust_after") == quantity(Decimal(after), "piece").translate(MARKS)


def test_a_weight_is_shown_with_three_decimals(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    with till._shop.store.read() as unit:
        ids = stock.ids(unit, StockFilter(HERE))
        weighed = next(each for each in stock.rows_of(unit, ids, HERE) if each.unit == "kg")
    page._go_to(weighed.id)
    settle(page, qtbot)
    figure = ask(till, qtbot)
    type_in(figure, "-0.25")
    after = weighed.on_hand - Decimal("0.25")
    assert said(till, "adjust_after") == f"{after:.3f}".replace("-", "−")
    page.adjust.choose_reason(0)
    QTest.keyClick(figure, Qt.Key.Key_Return)
    saved(till, page, qtbot)
    assert level(till, weighed.id) == after
    assert said(till, "level_here") == f"{after:.3f} kg"


def test_a_count_becomes_the_difference(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    before = level(till, 1)
    figure = ask(till, qtbot)
    QTest.mouseClick(find(till, "adjust_to"), LEFT)
    assert figure.hasFocus()
    type_in(figure, "-")
    assert said(till, "adjust_after") == str(before)
    page.adjust.type_figure("")
    figure.clear()
    type_in(figure, "38")
    assert said(till, "adjust_after") == "38"
    QTest.keyClick(figure, Qt.Key.Key_Return)
    saved(till, page, qtbot)
    newest = moves(till, 1)[0]
    assert (newest.quantity, newest.left, newest.reason) == (38 - before, Decimal(38), "counted")
    assert words.title(newest) == "Counted"


def test_a_count_steps_from_what_there_should_be_and_not_below_nothing(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    ask(till, qtbot)
    page.adjust.choose_mode(True)
    QTest.mouseClick(find(till, "adjust_less"), LEFT)
    assert said(till, "adjust_figure") == "40"
    page.adjust.type_figure("0")
    page.adjust.step(-1)
    assert said(till, "adjust_after") == "0"


def test_save_must_be_pressed_again_when_the_stock_changed_meanwhile(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    before = level(till, 1)
    figure = ask(till, qtbot)
    move(till, 1, "-10")
    type_in(figure, "-3")
    page.adjust.choose_reason(0)
    QTest.keyClick(figure, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(till, "adjust_now") == str(before - 10))
    assert f"{before} → {before - 10}" in said(till, "adjust_remark_words")
    assert said(till, "adjust_after") == str(before - 13)
    assert level(till, 1) == before - 10
    QTest.keyClick(figure, Qt.Key.Key_Return)
    saved(till, page, qtbot)
    assert level(till, 1) == before - 13
    assert len(moves(till, 1)) == 3


def test_saving_twice_makes_one_move(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    type_in(ask(till, qtbot), "7")
    page.adjust.choose_reason(0)
    with qtbot.assertNotEmitted(till.desk.failed):
        page.adjust.save()
        page.adjust.save()
        saved(till, page, qtbot)
    assert [each.quantity for each in moves(till, 1)][:2] == [7, 41]


def test_leaving_changes_nothing(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    before = moves(till, 1)
    figure = ask(till, qtbot)
    type_in(figure, "7")
    page.adjust.choose_reason(0)
    QTest.keyClick(figure, Qt.Key.Key_Escape)
    assert not find(till, "adjust").isVisible()
    assert moves(till, 1) == before
    assert said(till, "adjust_figure") == "7"
    assert ask(till, qtbot).text() == ""


def test_the_cashier_is_named_where_one_is_known(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    QTest.keyClick(ask(till, qtbot), Qt.Key.Key_Escape)
    assert said(till, "adjust_hint") == ""
    till.desk.settle(preferences=replace(till.desk.preferences, cashier="Noura"))
    figure = ask(till, qtbot)
    assert said(till, "adjust_hint") == "Recorded under Noura"
    type_in(figure, "1")
    page.adjust.choose_reason(0)
    page.adjust.save()
    saved(till, page, qtbot)
    assert moves(till, 1)[0].actor == "Noura"


def test_what_has_no_stock_can_not_be_adjusted(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    with till._shop.store.read() as unit:
        found = till.desk.counter.catalog(unit).find(LATTE)
    assert found
    with qtbot.waitSignal(till.desk.failed) as failed:
        page.adjust.open(found.product.id, page._places[0])
    assert failed.args[0].code == "not_tracked"
    assert not find(till, "adjust").isVisible()


def test_a_scan_chooses_its_product_and_clears_the_filters(
    page: StockPresenter, till: Till, app: QApplication, qtbot: QtBot
) -> None:
    type_in(find(till, "stock_search"), "milk")
    page.choose_state(State.OUT)
    settle(page, qtbot)
    with qtbot.waitSignal(till.desk.sounded) as sounded:
        keys.scan(app, BREAD)
    settle(page, qtbot)
    assert sounded.args == ["scan"]
    row = page.rows.row(page._view.list.currentIndex().row())
    assert row is not None
    assert (row.barcode, row.id) == (BREAD, page._chosen)
    assert said(till, "stock_search") == ""
    assert find(till, "stock_all").property("checked")
    assert till.window.page_name() == "stock"
    assert till.sell.cart.lines == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("9999999999994", "No product has code 9999999999994."),
        (LATTE, "No stock is kept of Spanish Latte."),
    ],
)
def test_a_scan_that_leads_nowhere_is_refused(
    page: StockPresenter, till: Till, app: QApplication, qtbot: QtBot, code: str, expected: str
) -> None:
    chosen = page._chosen
    with qtbot.waitSignal(till.desk.sounded) as sounded:
        keys.scan(app, code)
    assert sounded.args == ["refused"]
    (told,) = till.window.toasts.texts()
    assert told.translate(MARKS) == expected
    assert page._chosen == chosen


@pytest.mark.parametrize("field", ["adjust_figure", "adjust_note", "reason_damaged"])
def test_a_scan_never_ends_up_in_the_dialog(
    page: StockPresenter, till: Till, app: QApplication, qtbot: QtBot, field: str
) -> None:
    type_in(ask(till, qtbot), "4")
    find(till, field).setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(till.desk.sounded) as sounded:
        keys.scan(app, BREAD)
    assert sounded.args == ["refused"]
    assert find(till, "adjust").isVisible()
    assert (said(till, "adjust_figure"), said(till, "adjust_note")) == ("4", "")
    assert len(till.window.toasts.texts()) == 1
    assert page._chosen == 1


def test_a_sale_is_heard_and_the_choice_stays(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    page._view.select(2)
    settle(page, qtbot)
    chosen, before = page._chosen, level(till, 1)
    assert chosen is not None
    till.sell.scan(DATES)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    with qtbot.waitSignal(till.tender.completed):
        till.sell.pay()
        till.tender.complete()
    till.receipt.close()
    qtbot.waitUntil(lambda: page.rows.row(0).on_hand == before - 1)  # type: ignore[union-attr]
    settle(page, qtbot)
    assert page._chosen == chosen
    assert page._view.list.currentIndex().row() == 2


def test_what_changed_while_the_page_was_hidden_is_shown_when_it_is_entered(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    before = level(till, 1)
    till.go("sell")
    till.sell.scan(DATES)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    with qtbot.waitSignal(till.tender.completed):
        till.sell.pay()
        till.tender.complete()
    till.receipt.close()
    qtbot.waitUntil(lambda: page._stale)
    till.go("stock")
    settle(page, qtbot)
    assert said(till, "level_here") == str(before - 1)
    assert page._view.moves.rowCount() == 2


def test_a_product_that_leaves_the_filter_by_adjusting_stays_in_the_panel(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    page.choose_state(State.OUT)
    settle(page, qtbot)
    chosen, count = page._chosen, page.rows.rowCount()
    assert chosen is not None
    type_in(ask(till, qtbot), "50")
    page.adjust.choose_reason(0)
    page.adjust.save()
    saved(till, page, qtbot)
    assert page.rows.rowCount() == count - 1
    assert page._chosen == chosen
    assert page._view.moves.moves()[0].quantity == 50


def test_a_narrow_window_shows_the_panel_in_place_of_the_list(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    till.window.resize(*SMALLEST)
    qtbot.waitUntil(page._view.is_narrow)
    assert not find(till, "stock_panel").isVisible()
    QTest.keyClick(find(till, "stock_search"), Qt.Key.Key_Return)
    assert find(till, "stock_panel").isVisible()
    assert not find(till, "stock_rows").isVisible()
    QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Escape)
    assert find(till, "stock_rows").isVisible()
    place = page._view.list.visualRect(page.rows.index(1)).center()
    QTest.mouseClick(page._view.list.viewport(), LEFT, NONE, place)
    settle(page, qtbot)
    assert find(till, "stock_panel").isVisible()
    assert page._chosen == page.rows.ids()[1]
    QTest.mouseClick(find(till, "stock_back"), LEFT)
    assert find(till, "stock_rows").isVisible()
    till.window.resize(1366, 768)
    qtbot.waitUntil(lambda: find(till, "stock_panel").isVisible())
    assert find(till, "stock_rows").isVisible()


def test_fingers_find_every_control(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    ask(till, qtbot)
    QTest.mouseClick(find(till, "adjust_figure"), LEFT)
    for part in (find(till, "stock"), find(till, "adjust")):
        for button in part.findChildren(QAbstractButton):
            if button.isVisible():
                name = button.objectName()
                assert button.width() >= 44, name
                assert button.height() >= 42, name  # a segment's frame adds two
                assert button.accessibleName(), name


def test_names_follow_the_language(
    page: StockPresenter, till: Till, app: QApplication, qtbot: QtBot
) -> None:
    till.desk.settle(preferences=replace(till.desk.preferences, language=language.ARABIC))
    assert page.rows.index(0).data().startswith("تمر سكري")
    assert find(till, "stock_product").accessibleName().startswith("\u2068تمر سكري")
    tile = find(till, "level_store-room")
    assert isinstance(tile, Tile)
    assert tile.held.title == words.warehouse(page._places[1])
    assert tile.held.title != page._places[1].name


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "15:00"), (1, "28 Feb"), (60, "31 Dec 2025"), (400, "25 Jan 2025")]
)
def test_a_moment_is_a_time_today_and_a_day_before(
    app: QApplication, till: Till, days: int, expected: str
) -> None:
    now = till.desk.now()
    assert moment.short(NOON - timedelta(days=days), now).translate(MARKS)[:11] == expected


def test_a_million_products_cost_no_more_than_those_shown(app: QApplication, qtbot: QtBot) -> None:
    asked: list[Sequence[int]] = []
    rows = StockRows(lambda ids, _: asked.append(ids))
    table = Table("rows", cell.COLUMNS, cell.draw, height=PICTURE_ROW)
    table.set_titles([""] * len(cell.COLUMNS))
    qtbot.addWidget(table)
    table.view.setModel(rows)
    with qtbot.waitExposed(table):
        table.show()
    rows.show_found(array("q", range(1, 2_000_001, 2)), (), by_text=False)
    table.view.make_current(rows.rowCount() - 1)
    table.grab()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[-1][-1] == 1_999_999
    QTest.keyClick(table.view, Qt.Key.Key_Home)
    type_in(table.view, "s")
    table.grab()
    qtbot.waitUntil(lambda: any(ids[0] == 1 for ids in asked))
    assert rows.place(1_999_999) == 999_999
    assert rows.place(1_000_000) == -1
    assert sum(map(len, asked)) < 200


def test_only_what_was_asked_last_comes_home(till: Till, qtbot: QtBot) -> None:
    newest: Newest[int] = Newest(till.desk)
    came: list[int] = []
    for each in range(5):
        newest.read(lambda _, each=each: each, came.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not newest.busy)
    assert came == [4]


def test_moves_of_another_product_are_not_added(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    move(till, 1, *["1"] * (MOVES + 10))
    page._read_panel()
    settle(page, qtbot)
    page._view.moves.fetchMore(page._view.moves.index(-1))
    page._view.select(1)
    settle(page, qtbot)
    qtbot.wait(20)
    assert page._known is not None
    assert page._view.moves.moves() == moves(till, page._known.row.id)


def test_tab_leads_from_search_to_warehouses_states_list_and_moves(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    order = ["stock_search"]
    for _ in range(5):
        QTest.keyClick(till.window.focusWidget(), Qt.Key.Key_Tab)
        order.append(till.window.focusWidget().objectName())
    wanted = ["place_main", "stock_all", "stock_rows", "stock_moves", "stock_adjust"]
    assert order == ["stock_search", *wanted]


def test_the_sale_hears_of_an_adjustment(page: StockPresenter, till: Till, qtbot: QtBot) -> None:
    type_in(ask(till, qtbot), "-3")
    page.adjust.choose_reason(0)
    page.adjust.save()
    saved(till, page, qtbot)
    till.go("sell")

    def stock_shown() -> Decimal | None:
        at = till.sell.products.place(1)
        row = till.sell.products.index(at).data(ROW)
        return row.product.stock if row else None

    qtbot.waitUntil(lambda: stock_shown() == 38)


def test_a_long_name_is_shortened_in_the_dialog(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    page.adjust._view.ask("A very long name " * 40, "Main", "")
    qtbot.waitUntil(lambda: find(till, "adjust").isVisible())
    card, subtitle = page.adjust._view.card, find(till, "adjust_subtitle")
    assert card.width() == 620
    assert subtitle.mapTo(card, subtitle.rect().bottomRight()).x() < card.width() - 44


def test_of_many_changed_rows_none_stays_old(app: QApplication, qtbot: QtBot) -> None:
    asked: list[Sequence[int]] = []
    rows = StockRows(lambda ids, _: asked.append(ids))
    count = PAGE * (PAGES_ASKED + 3)
    old = tuple(f"old {at}" for at in range(count))
    rows.show_found(array("q", range(count)), old, by_text=False)  # type: ignore[arg-type]
    rows.read_again(range(count))
    qtbot.waitUntil(lambda: len(asked) == PAGES_ASKED)
    read = {ids[0] for ids in asked}
    for at in range(0, count, PAGE):
        assert at in read or rows.row(at) is None


# A back end


def linked_till(till: Till) -> None:
    """Give the till's shop a back end, and an outbox where all happens at once."""
    linked.connect(till.desk.shop.store)
    linked.fill(till.desk.shop.store)


def test_what_the_back_end_was_not_told_of_is_shown(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    assert till.window.findChild(QWidget, "level_not_sent") is None
    linked_till(till)
    till.desk.announce(Changes(outbox=True))
    page.scan(DATES)
    settle(page, qtbot)
    assert said(till, "level_not_sent") == "+22"
    assert not find(till, "stock_in_doubt").isVisible()
    linked.all_sent(till.desk.shop.store)
    till.desk.announce(Changes(outbox=True))
    settle(page, qtbot)
    assert find(till, "level_here").isVisible()
    tiles = [each.held.key for each in find(till, "stock_levels").findChildren(Tile)]
    assert "level_not_sent" not in tiles[:2]


def test_a_level_is_a_range_while_a_sale_is_in_doubt(
    page: StockPresenter, till: Till, qtbot: QtBot
) -> None:
    linked_till(till)
    till.desk.announce(Changes(outbox=True))
    page.scan(BREAD)
    settle(page, qtbot)
    assert said(till, "level_here") == "16–17"
    assert find(till, "stock_in_doubt").isVisible()


@pytest.mark.parametrize(
    ("reason", "expected"), [("server", "Server: other tills"), ("transfer", "Transfer")]
)
def test_moves_of_other_tills_and_transfers_say_so(reason: str, expected: str) -> None:
    move = MoveRow(1, Decimal(1), Decimal(1), reason, "", "", "", NOON)
    assert words.title(move) == expected
