"""Finding products: the whole catalogue, categories, typed texts, and everything about one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.catalog import ProductBarcode, ProductDraft
from app.domain.preference import Preferences
from app.domain.tax import tax_rate
from app.services import products, settings
from app.services.changes import Changes
from app.services.new_shop import NewShop
from app.ui import theme
from app.ui.keymap import Action
from app.ui.rows import PAGE, ROW
from app.ui.sell.category_bar import CategoryBar
from app.ui.till import Till
from app.ui.widgets.menu import Menu
from tests.shop import DATES, LATTE, make_shop
from tests.ui import keys
from tests.ui.conftest import find

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PRODUCTS = 400


@pytest.fixture(scope="module")
def demo_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo shop with more products than are read at once; it takes the usual one's place."""
    return make_shop(tmp_path_factory.mktemp("browse"), NewShop(demo=True, products=PRODUCTS))


@pytest.fixture
def browsing(till: Till, qtbot: QtBot) -> Till:
    """The till, with the whole catalogue listed."""
    qtbot.waitUntil(lambda: till.sell.products.rowCount() == PRODUCTS)
    return till


def text(till: Till, name: str) -> str:
    """What a label or button says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton)
    return found.text().translate({ord(mark): None for mark in "\u2066\u2068\u2069"})


def sold(till: Till) -> list[tuple[str, Decimal]]:
    """Barcodes and quantities of the cart."""
    return [(line.barcode, line.quantity) for line in till.sell.cart.lines]


def type_text(till: Till, typed: str) -> None:
    QTest.keyClicks(find(till, "search"), typed, NONE, 40)


def point(till: Till, row: int) -> QPoint:
    """The middle of a card."""
    return till.window.sell.grid.visualRect(till.sell.products.index(row)).center()


def categories_shown(till: Till) -> set[str]:
    """The categories of the products that are read."""
    rows = (till.sell.products.row(at) for at in range(till.sell.products.rowCount()))
    return {row.category for row in rows if row is not None}


def press(app: QApplication, key: Qt.Key) -> None:
    """Press a key wherever the focus is."""
    target = app.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


def bar(till: Till) -> CategoryBar:
    return till.window.sell.browse.categories


def chosen_chip(till: Till) -> str:
    """The object name of the chip that is chosen."""
    chips = [each for each in bar(till).findChildren(QAbstractButton) if each.isVisible()]
    (chosen,) = (each for each in chips if each.isChecked())
    return chosen.objectName()


def test_the_whole_catalogue_can_be_scrolled_through(browsing: Till, qtbot: QtBot) -> None:
    grid, model = browsing.window.sell.grid, browsing.sell.products
    assert model.row(PRODUCTS - 1) is None
    grid.make_current(PRODUCTS - 1)
    qtbot.waitUntil(lambda: model.row(PRODUCTS - 1) is not None)
    assert model.product(PRODUCTS - 1).id == PRODUCTS
    assert grid.viewport().rect().contains(point(browsing, PRODUCTS - 1))


def test_a_card_is_grey_until_its_product_came_home(browsing: Till, qtbot: QtBot) -> None:
    grid, model = browsing.window.sell.grid, browsing.sell.products
    grid.make_current(PRODUCTS - 1)
    spot = grid.visualRect(model.index(PRODUCTS - 1)).topLeft() + QPoint(30, 30)
    assert model.index(PRODUCTS - 1).data(ROW) is None
    grey = grid.viewport().grab().toImage().pixelColor(spot)
    assert grey == theme.color("surface-3")
    qtbot.waitUntil(lambda: model.row(PRODUCTS - 1) is not None)
    assert grid.viewport().grab().toImage().pixelColor(spot) != grey


def test_only_the_newest_text_counts(browsing: Till, qtbot: QtBot) -> None:
    for typed in ("c", "co", "cof", "karak", "karak tea"):
        browsing.sell.browse.search(typed)
    qtbot.waitUntil(lambda: 0 < browsing.sell.products.rowCount() < 10)
    assert browsing.sell.products.product(0).name == "Karak Tea"


def test_the_best_of_what_a_text_finds_come_before_the_rest(browsing: Till, qtbot: QtBot) -> None:
    model = browsing.sell.products
    with qtbot.waitSignal(model.modelReset):
        browsing.sell.browse.search("a")
    assert browsing.sell.browse.is_settled()
    best = list(model.ids())
    assert len(best) == PAGE
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        pass
    assert list(model.ids())[:PAGE] == best
    assert model.rowCount() > PAGE


def test_what_is_shown_of_a_text_stays_when_a_product_changes(browsing: Till, qtbot: QtBot) -> None:
    model = browsing.sell.products
    browsing.sell.browse.search("a")
    qtbot.waitUntil(lambda: PAGE < model.rowCount() < PRODUCTS)
    with qtbot.assertNotEmitted(model.modelReset, wait=200):
        browsing.desk.announce(Changes(products=frozenset({1})))
    assert model.rowCount() > PAGE


def test_rows_a_page_away_are_read_before_they_are_shown(browsing: Till, qtbot: QtBot) -> None:
    grid, model = browsing.window.sell.grid, browsing.sell.products
    beyond = 2 * len(grid.shown()) + PAGE
    assert model.row(beyond) is None
    while grid.shown().stop + len(grid.shown()) <= beyond:
        bar = grid.verticalScrollBar()
        bar.setValue(bar.value() + bar.singleStep())
    assert beyond not in grid.shown()
    qtbot.waitUntil(lambda: model.row(beyond) is not None)


def test_text_that_is_taken_back_at_once_changes_nothing(browsing: Till, qtbot: QtBot) -> None:
    # So does the first key of a scan.
    with qtbot.assertNotEmitted(browsing.sell.products.modelReset, wait=100):
        browsing.sell.browse.search("k")
        browsing.sell.browse.search("")
    assert browsing.sell.products.rowCount() == PRODUCTS


def test_cleared_text_brings_the_whole_list_back_at_its_top(browsing: Till, qtbot: QtBot) -> None:
    grid = browsing.window.sell.grid
    grid.make_current(PRODUCTS - 1)
    type_text(browsing, "karak")
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() < 10)
    QTest.keyClick(find(browsing, "search"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() == PRODUCTS)
    assert grid.verticalScrollBar().value() == 0
    assert browsing.sell.products.row(PAGE - 1) is not None


def test_quantity_before_a_text_is_not_searched_for(browsing: Till, qtbot: QtBot) -> None:
    type_text(browsing, "3*zzq")
    qtbot.waitUntil(lambda: "zzq" in text(browsing, "nothing_found"))
    assert "3" not in text(browsing, "nothing_found")
    find(browsing, "search").setProperty("text", "")
    type_text(browsing, "3*karak")
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() < 10)
    qtbot.waitUntil(lambda: browsing.sell.products.row(0) is not None)
    assert browsing.sell.products.product(0).name == "Karak Tea"
    QTest.mouseClick(browsing.window.sell.grid.viewport(), LEFT, NONE, point(browsing, 0))
    assert [quantity for _, quantity in sold(browsing)] == [Decimal(3)]


def test_category_shows_its_products_only(browsing: Till, qtbot: QtBot) -> None:
    QTest.mouseClick(find(browsing, "category_2"), LEFT)
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() < PRODUCTS)
    assert len(categories_shown(browsing)) == 1
    assert chosen_chip(browsing) == "category_2"
    QTest.mouseClick(find(browsing, "category_all"), LEFT)
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() == PRODUCTS)


def test_typed_text_searches_everywhere_and_the_category_comes_back_after_it(
    browsing: Till, qtbot: QtBot
) -> None:
    QTest.mouseClick(find(browsing, "category_2"), LEFT)
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() < PRODUCTS)
    of_category = browsing.sell.products.rowCount()
    type_text(browsing, "karak")
    qtbot.waitUntil(lambda: browsing.sell.products.row(0) is not None)
    qtbot.waitUntil(lambda: browsing.sell.products.product(0).name == "Karak Tea")
    assert chosen_chip(browsing) == "category_all"
    QTest.keyClick(find(browsing, "search"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() == of_category)
    assert chosen_chip(browsing) == "category_2"


def test_arrows_move_along_the_categories_from_one_tab_stop(
    browsing: Till, app: QApplication, qtbot: QtBot
) -> None:
    stops = [
        each.objectName()
        for each in bar(browsing).findChildren(QAbstractButton)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["category_all"]
    find(browsing, "category_all").setFocus()
    press(app, Qt.Key.Key_Right)
    assert chosen_chip(browsing) == "category_1"
    assert find(browsing, "category_1").hasFocus()
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() < PRODUCTS)
    press(app, Qt.Key.Key_Left)
    assert find(browsing, "category_all").hasFocus()


def test_categories_without_room_stand_under_more(
    browsing: Till, app: QApplication, qtbot: QtBot
) -> None:
    more = find(browsing, "category_more")
    assert more.isVisible()
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Return)
    menu = find(browsing, "category_menu")
    assert isinstance(menu, Menu)
    assert menu.isVisible()
    press(app, Qt.Key.Key_Down)
    name = menu.rows.row(1).words
    press(app, Qt.Key.Key_Return)
    assert not menu.isVisible()
    qtbot.waitUntil(lambda: categories_shown(browsing) == {name})
    assert (chosen_chip(browsing), text(browsing, "category_more")) == ("category_more", name)
    assert more.hasFocus()


def test_esc_or_a_tap_beside_the_menu_leaves_it(browsing: Till, qtbot: QtBot) -> None:
    more = find(browsing, "category_more")
    QTest.mouseClick(more, LEFT)
    menu = find(browsing, "category_menu")
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    QTest.mouseClick(more, LEFT)
    assert menu.isVisible()
    QTest.mouseClick(menu, LEFT, NONE, QPoint(5, 700))
    assert not menu.isVisible()
    assert browsing.sell.products.rowCount() == PRODUCTS
    assert find(browsing, "search").hasFocus()


@pytest.mark.parametrize("width", [900, 1024, 1280, 1366, 1920])
@pytest.mark.parametrize("rtl", [False, True])
def test_category_chips_stay_beside_each_other(
    browsing: Till, app: QApplication, width: int, rtl: bool
) -> None:
    if rtl:
        browsing.switch_language()
    browsing.window.resize(width, 768)
    app.processEvents()
    chips = [each for each in bar(browsing).findChildren(QAbstractButton) if each.isVisible()]
    spans = sorted((chip.geometry().left(), chip.geometry().right()) for chip in chips)
    assert spans[0][0] >= 0
    assert spans[-1][1] < bar(browsing).width()
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert all(chip.width() >= chip.sizeHint().width() for chip in chips)


def test_new_product_and_its_category_are_shown(browsing: Till, qtbot: QtBot) -> None:
    counter, chips = browsing.desk.counter, len(bar(browsing).findChildren(QAbstractButton))
    draft = ProductDraft("", "Broom", "مكنسة", Decimal(9), tax_rate("15"), "Brooms and brushes")
    browsing.lanes.write(lambda unit: products.add(unit, draft, counter), lambda _: None)
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() == PRODUCTS + 1)
    qtbot.waitUntil(lambda: len(bar(browsing).findChildren(QAbstractButton)) > chips)
    grid = browsing.window.sell.grid
    grid.make_current(PRODUCTS)
    qtbot.waitUntil(lambda: browsing.sell.products.row(PRODUCTS) is not None)
    assert browsing.sell.products.product(PRODUCTS).name == "Broom"


def test_new_product_is_in_the_list_of_its_category_too(browsing: Till, qtbot: QtBot) -> None:
    model, counter = browsing.sell.products, browsing.desk.counter
    QTest.mouseClick(find(browsing, "category_2"), LEFT)
    qtbot.waitUntil(lambda: model.rowCount() < PRODUCTS)
    before, (group,) = model.rowCount(), categories_shown(browsing)
    QTest.mouseClick(find(browsing, "category_all"), LEFT)
    qtbot.waitUntil(lambda: model.rowCount() == PRODUCTS)
    draft = ProductDraft("", "Broom", "مكنسة", Decimal(9), tax_rate("15"), group)
    browsing.lanes.write(lambda unit: products.add(unit, draft, counter), lambda _: None)
    qtbot.waitUntil(lambda: model.rowCount() == PRODUCTS + 1)
    QTest.mouseClick(find(browsing, "category_2"), LEFT)
    qtbot.waitUntil(lambda: model.rowCount() == before + 1)


def test_held_sales_are_counted_beside_the_search(
    browsing: Till, app: QApplication, qtbot: QtBot
) -> None:
    held = find(browsing, "held_sales")
    assert not held.isVisible()
    keys.scan(app, DATES)
    qtbot.waitUntil(lambda: len(browsing.sell.cart.lines) == 1)
    browsing.sell.do(Action.HOLD)
    QTest.mouseClick(find(browsing, "hold_primary"), LEFT)
    qtbot.waitUntil(held.isVisible)
    assert "1" in held.accessibleName()
    QTest.mouseClick(held, LEFT)
    qtbot.waitUntil(lambda: find(browsing, "held").isVisible())


def test_list_and_cards_take_turns_and_the_till_remembers_which(
    browsing: Till, qtbot: QtBot
) -> None:
    grid, model = browsing.window.sell.grid, browsing.sell.products

    def kept() -> str:
        with browsing._shop.store.read() as unit:
            return settings.preferences(unit).product_view

    def is_list() -> bool:
        return grid.visualRect(model.index(1)).left() == grid.visualRect(model.index(0)).left()

    assert not is_list()
    QTest.mouseClick(find(browsing, "product_view"), LEFT)
    assert is_list()
    assert 50 <= grid.visualRect(model.index(0)).height() <= 60
    qtbot.waitUntil(lambda: kept() == "list")
    QTest.mouseClick(grid.viewport(), LEFT, NONE, point(browsing, 1))
    assert sold(browsing) == [(LATTE, Decimal(1))]
    QTest.mouseClick(find(browsing, "product_view"), LEFT)
    qtbot.waitUntil(lambda: kept() == "grid")
    assert not is_list()


def test_chosen_view_is_shown_when_the_settings_change(browsing: Till) -> None:
    browsing.desk.settle(preferences=Preferences(language="en", product_view="list"))
    assert browsing.window.sell.grid.visualRect(browsing.sell.products.index(0)).width() > 700


def test_nothing_found_can_be_cleared(browsing: Till, qtbot: QtBot) -> None:
    type_text(browsing, "zzq")
    qtbot.waitUntil(find(browsing, "nothing_found").isVisible)
    assert "zzq" in text(browsing, "nothing_found")
    QTest.mouseClick(find(browsing, "clear_search"), LEFT)
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() == PRODUCTS)
    assert not find(browsing, "nothing_found").isVisible()
    assert text_of_search(browsing) == ""
    assert find(browsing, "search").hasFocus()


def text_of_search(till: Till) -> str:
    return till.window.sell.search.text()


def test_short_list_has_cards_of_the_same_width(browsing: Till, qtbot: QtBot) -> None:
    grid, model = browsing.window.sell.grid, browsing.sell.products
    before = grid.visualRect(model.index(0)).width()
    type_text(browsing, "karak")
    qtbot.waitUntil(lambda: model.rowCount() < 10)
    assert grid.visualRect(model.index(0)).width() == before


def test_model_obeys_qt_however_it_is_filled(
    browsing: Till, app: QApplication, qtbot: QtBot
) -> None:
    model = browsing.sell.products
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    browsing.window.sell.grid.make_current(PRODUCTS - 1)
    qtbot.waitUntil(lambda: model.row(PRODUCTS - 1) is not None)
    browsing.sell.browse.choose_category(3)
    qtbot.waitUntil(lambda: model.rowCount() < PRODUCTS)
    type_text(browsing, "zzq")
    qtbot.waitUntil(lambda: model.rowCount() == 0)
    browsing.sell.browse.choose_category(None)
    qtbot.waitUntil(lambda: model.rowCount() == PRODUCTS)
    keys.scan(app, LATTE)
    qtbot.waitUntil(lambda: len(browsing.sell.cart.lines) == 1)
    assert tester.model() is model


def test_barcode_of_a_new_product_is_found_though_the_list_is_old(
    browsing: Till, app: QApplication, qtbot: QtBot
) -> None:
    counter = browsing.desk.counter
    draft = ProductDraft("", "Quixote", "", Decimal(9), tax_rate("15"))
    coded = replace(draft, barcodes=(ProductBarcode("4006381333931"),))
    browsing.lanes.write(lambda unit: products.add(unit, coded, counter), lambda _: None)
    type_text(browsing, "quixote")
    qtbot.waitUntil(lambda: browsing.sell.products.rowCount() == 1)
    assert browsing.sell.products.product(0).barcode == "4006381333931"
