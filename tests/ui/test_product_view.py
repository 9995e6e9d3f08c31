"""The products as cards and rows: taps, long taps, drags, and everything about one product."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.rows import ROW
from app.ui.sell.card import GAP
from app.ui.sell.model import ProductRow
from app.ui.till import Till
from tests.shop import DATES, LATTE
from tests.ui import keys
from tests.ui.conftest import find

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def text(till: Till, name: str) -> str:
    """What a label or button says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton)
    return found.text().translate({ord(mark): None for mark in "\u2066\u2068\u2069"})


def sold(till: Till) -> list[tuple[str, Decimal]]:
    """Barcodes and quantities of the cart."""
    return [(line.barcode, line.quantity) for line in till.sell.cart.lines]


def point(till: Till, row: int) -> QPoint:
    """The middle of a card."""
    return till.window.sell.grid.visualRect(till.sell.products.index(row)).center()


def wait_for_dialog(till: Till, qtbot: QtBot) -> QWidget:
    """Everything about a product, once it is told."""

    def shown() -> bool:
        dialog = till.window.findChild(QWidget, "about_product")
        return isinstance(dialog, QWidget) and dialog.isVisible()

    qtbot.waitUntil(shown)
    return find(till, "about_product")


def test_long_tap_tells_about_the_product_and_sells_nothing(till: Till, qtbot: QtBot) -> None:
    viewport = till.window.sell.grid.viewport()
    QTest.mousePress(viewport, LEFT, NONE, point(till, 1))
    dialog = wait_for_dialog(till, qtbot)
    QTest.mouseRelease(viewport, LEFT, NONE, point(till, 1))
    assert text(till, "about_name") == "Spanish Latte"
    assert sold(till) == []
    QTest.mouseClick(find(till, "about_product_cancel"), LEFT)
    assert not dialog.isVisible()
    QTest.mouseClick(viewport, LEFT, NONE, point(till, 1))
    assert sold(till) == [(LATTE, Decimal(1))]


def test_press_that_ends_early_or_moves_on_tells_nothing(till: Till, qtbot: QtBot) -> None:
    grid = till.window.sell.grid
    QTest.mousePress(grid.viewport(), LEFT, NONE, point(till, 1))
    QTest.mouseMove(grid.viewport(), point(till, 1) - QPoint(0, 60))
    assert grid.pressed_row() == -1
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, point(till, 1) - QPoint(0, 60))
    assert not grid._long.isActive()
    assert sold(till) == []


def test_finger_drags_the_list_and_chooses_nothing(till: Till) -> None:
    grid = till.window.sell.grid
    start = QPoint(200, 400)
    QTest.mousePress(grid.viewport(), LEFT, NONE, start)
    for step in range(1, 11):
        QTest.mouseMove(grid.viewport(), start - QPoint(0, 20 * step))
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, start - QPoint(0, 200))
    assert grid.verticalScrollBar().value() == 200
    assert sold(till) == []


def test_two_taps_in_haste_are_two(till: Till) -> None:
    viewport = till.window.sell.grid.viewport()
    QTest.mouseClick(viewport, LEFT, NONE, point(till, 1))
    QTest.mouseDClick(viewport, LEFT, NONE, point(till, 1))
    QTest.mouseRelease(viewport, LEFT, NONE, point(till, 1))
    assert sold(till) == [(LATTE, Decimal(2))]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_keys_tell_about_the_product_at_hand(
    till: Till, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    grid = till.window.sell.grid
    grid.setFocus()
    grid.make_current(0)
    QTest.keyClick(grid, key, modifier)
    dialog = wait_for_dialog(till, qtbot)
    assert sold(till) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert grid.hasFocus()


def test_other_mouse_button_tells_about_the_product_under_it(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    viewport, at = till.window.sell.grid.viewport(), point(till, 2)
    reason = QContextMenuEvent.Reason.Mouse
    app.sendEvent(viewport, QContextMenuEvent(reason, at, viewport.mapToGlobal(at)))
    wait_for_dialog(till, qtbot)
    assert text(till, "about_name") == "Karak Tea"


def test_dialog_tells_codes_tax_and_the_stock_of_each_warehouse_and_adds_to_the_sale(
    till: Till, qtbot: QtBot
) -> None:
    till.sell.browse.tell_about(0)
    dialog = wait_for_dialog(till, qtbot)
    product = till.sell.products.product(0)
    assert text(till, "about_sku") == product.sku
    assert DATES in text(till, "about_barcodes")
    assert text(till, "about_tax") == "15%"
    assert text(till, "about_level_main") == "41"
    assert text(till, "about_level_store-room") == "24"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert sold(till) == [(DATES, Decimal(1))]
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("size", "columns", "height"),
    [((1366, 768), 5, 138), ((1280, 800), 4, 147), ((1920, 1080), 6, 216)],
)
def test_cards_are_as_many_and_as_high_as_in_the_design(
    till: Till, app: QApplication, size: tuple[int, int], columns: int, height: int
) -> None:
    till.window.resize(*size)
    app.processEvents()
    grid, model = till.window.sell.grid, till.sell.products
    cards = [grid.visualRect(model.index(row)) for row in range(20)]
    assert len([card for card in cards if card.top() == cards[0].top()]) == columns
    assert cards[0].height() - GAP == height


def test_only_the_card_of_a_product_that_the_cart_holds_changes(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    model = till.sell.products
    changed: list[tuple[int, int]] = []
    keys.scan(app, DATES)
    qtbot.waitUntil(lambda: len(sold(till)) == 1)
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    keys.scan(app, LATTE)
    qtbot.waitUntil(lambda: len(sold(till)) == 2)
    assert changed == [(1, 1)]
    row = model.index(1).data(ROW)
    assert isinstance(row, ProductRow)
    assert row.in_cart == 1
    till.sell.remove()
    assert changed == [(1, 1), (1, 1)]


def test_card_says_aloud_what_it_shows(till: Till, app: QApplication, qtbot: QtBot) -> None:
    keys.scan(app, LATTE)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    spoken = till.sell.products.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    plain = spoken.translate({ord(mark): None for mark in "\u2066\u2068\u2069"})
    assert plain == "Spanish Latte, SAR 19.00, 1 in the cart"
