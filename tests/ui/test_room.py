"""Where there is little room: what gives way, and what never does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.shop import Seller
from app.services.outbox import Status
from app.ui.sell.line_tools import LineTools
from app.ui.strip import PrinterState
from app.ui.till import Till
from app.ui.widgets.button import Button
from tests.shop import NOON


@pytest.mark.parametrize("width", [1280, 1366])
@pytest.mark.parametrize("arabic", [False, True])
def test_long_names_give_way_to_the_clock_and_what_waits(
    till: Till, app: QApplication, width: int, arabic: bool
) -> None:
    if arabic:
        till.switch_language()
    strip = till.window.strip
    strip.show_place(Seller("Shop " * 24, "متجر " * 24, "SA"), "Till 1", "Cashier " * 8)
    strip.show_sync(Status(1_234, 12, NOON - timedelta(hours=3), "attention", ""), NOON)
    strip.show_printer(PrinterState.TROUBLE)
    strip.show_sandbox(True)
    till.window.resize(width, 768)
    app.processEvents()
    assert strip.place.width() < strip.place.sizeHint().width()
    kept = [strip.sync, strip.sandbox, strip.printer, strip.keys]
    kept += [strip.language, strip.theme, strip.clock]
    assert [each.objectName() for each in kept if each.width() < each.sizeHint().width()] == []


def test_short_name_of_a_cashier_is_not_cut_for_a_long_name_of_the_shop(
    till: Till, app: QApplication
) -> None:
    strip = till.window.strip
    strip.show_place(Seller("Shop " * 24, "", "SA"), "Till 1", "Noura A.")
    app.processEvents()
    assert strip.cashier.width() == strip.cashier.sizeHint().width()


@pytest.mark.parametrize(
    ("width", "quantity", "mark", "words"),
    [
        (409, "3", "pencil", "Price"),
        (399, "3", "", "Price"),
        (389, "12.345", "pencil", ""),
        (399, "1,250", "", "Price"),
        (910, "12.345", "pencil", "Price"),
    ],
)
def test_price_button_says_what_there_is_room_for(
    app: QApplication, qtbot: QtBot, width: int, quantity: str, mark: str, words: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tools = LineTools(window)
    tools.resize(width, 56)
    window.show()
    tools.show_quantity(quantity)
    app.processEvents()
    assert (tools.price.icon_name, tools.price.text()) == (mark, words)
    assert tools.price.accessibleName() == "Price"
    buttons = tools.findChildren(Button)
    assert [each.objectName() for each in buttons if each.width() < each.sizeHint().width()] == []


def test_open_line_stays_in_sight_when_the_sums_need_more_room(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    for at in range(12):
        till.scan(till.sell.products.product(at).barcode)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 12)
    lines = till.window.sell.lines
    before = lines.viewport().height()
    till.window.resize(1366, 720)
    app.processEvents()
    assert lines.viewport().height() < before
    assert lines.viewport().rect().contains(lines.visualRect(lines.currentIndex()))
