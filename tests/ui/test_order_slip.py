"""An order's slip is asked for where the order is shown, and tells when it does not print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.services import printing
from app.services.unit import Store
from app.storage import setting
from app.storage.opening import open_store
from app.ui.orders.presenter import OrdersPresenter
from app.ui.shop import PrintOutcome
from app.ui.till import Till
from app.ui.widgets.button import Button
from tests.pictures import online
from tests.ui.conftest import find, opened_shop
from tests.ui.test_printing import Printer

LEFT = Qt.MouseButton.LeftButton
MARKS = {ord(mark): None for mark in "\u2066\u2068\u2069"}
READY = "O-2288"


@pytest.fixture
def printer() -> Printer:
    """A printer that works."""
    made = Printer()
    made.gate.set()
    return made


@pytest.fixture
def shop(shop: Path) -> Path:
    """A shop with a printer and two online shops."""
    store = open_store(shop)
    online.fill(store)
    with store.write() as unit:
        setting.save_shop(unit, replace(setting.load_shop(unit), printer="Roll"))
        unit.commit()
    store.close()
    return shop


@pytest.fixture
def till(app: QApplication, shop: Path, qtbot: QtBot, printer: Printer) -> Iterator[Till]:
    """A till with its orders on the board."""
    opened = opened_shop(shop)

    def due(store: Store) -> PrintOutcome | None:
        return printing.work(store, bootstrap.receipt_pdf, printer.send, opened.counter.source.now)

    made = Till(app, replace(opened, printing=replace(opened.printing, due=due)))
    with qtbot.waitExposed(made.window):
        made.show()
    made.go("orders")
    settle(made, qtbot)
    yield made
    printer.gate.set()
    made.close()


def settle(till: Till, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))


def open_order(till: Till, qtbot: QtBot) -> None:
    page = till.screens["orders"]
    assert isinstance(page, OrdersPresenter)
    page.scan(READY)
    qtbot.waitUntil(lambda: find(till, "order").isVisible())


def click(till: Till, qtbot: QtBot, name: str) -> None:
    assert find(till, name).isVisible(), name
    QTest.mouseClick(find(till, name), LEFT)
    settle(till, qtbot)


def told(till: Till) -> str:
    return " ".join(till.window.toasts.texts()).translate(MARKS)


def without_printer(till: Till) -> None:
    till.desk.settle(shop=replace(till.desk.counter.shop, printer=""))


def test_the_slip_comes_out_and_the_order_stays_open(
    till: Till, qtbot: QtBot, printer: Printer
) -> None:
    open_order(till, qtbot)
    click(till, qtbot, "print_slip")
    qtbot.waitUntil(lambda: printer.out == [READY])
    assert f"The slip of order {READY} goes to the printer." in told(till)
    assert find(till, "order").isVisible()


def test_two_quick_clicks_are_one_slip(till: Till, qtbot: QtBot, printer: Printer) -> None:
    open_order(till, qtbot)
    for _ in range(2):
        QTest.mouseClick(find(till, "print_slip"), LEFT)
    settle(till, qtbot)
    qtbot.waitUntil(lambda: printer.out != [])
    assert printer.out == [READY]


def test_a_slip_that_does_not_print_is_told_and_no_sale_is_meant(
    till: Till, qtbot: QtBot, printer: Printer
) -> None:
    printer.dead = True
    open_order(till, qtbot)
    with qtbot.waitSignal(till.printing.failed):
        click(till, qtbot, "print_slip")
    qtbot.waitUntil(lambda: "The order slip did not print." in told(till))
    assert "sale" not in told(till)


def test_a_handed_over_order_takes_its_slip_along(
    till: Till, qtbot: QtBot, printer: Printer
) -> None:
    open_order(till, qtbot)
    click(till, qtbot, "order_primary")
    qtbot.waitUntil(lambda: printer.out == [READY])


def test_a_shop_without_a_printer_may_keep_it_as_a_pdf(
    till: Till, qtbot: QtBot, printer: Printer, tmp_path: Path
) -> None:
    without_printer(till)
    settle(till, qtbot)
    open_order(till, qtbot)
    click(till, qtbot, "print_slip")
    assert "No printer is chosen." in told(till)
    (offer,) = (
        each
        for each in till.window.findChildren(Button)
        if each.text() == "Save as PDF" and each.isVisible()
    )
    QTest.mouseClick(offer, LEFT)
    (dialog,) = till.window.findChildren(QFileDialog, "save_file")
    assert dialog.selectedFiles()[0].endswith(f"{READY}.pdf")
    dialog.fileSelected.emit(str(tmp_path / "slip.pdf"))
    dialog.reject()
    qtbot.waitUntil(lambda: "slip.pdf is saved" in told(till))
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert printer.out == []


def test_an_order_that_is_gone_meanwhile_is_told(
    till: Till, qtbot: QtBot, printer: Printer
) -> None:
    open_order(till, qtbot)
    with till.desk.shop.store.write() as unit:
        unit.raw("DELETE FROM online_order_line")
        unit.raw("DELETE FROM online_order")
        unit.commit()
    click(till, qtbot, "print_slip")
    assert "There is no online order" in told(till)
    assert printer.out == []


def test_the_button_says_what_it_does_in_words(till: Till, qtbot: QtBot) -> None:
    open_order(till, qtbot)
    button = find(till, "print_slip")
    assert isinstance(button, QAbstractButton)
    assert button.text() == "Print slip"
