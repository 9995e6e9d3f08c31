from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.errors import Trouble
from app.services import printing
from app.services.unit import Store
from app.ui.shop import PrintOutcome
from app.ui.till import Till
from tests.shop import DATES, LATTE
from tests.ui.conftest import find, opened_shop
from tests.ui.test_till import pay_exactly, scan, text


@dataclass
class Printer:
    """A printer by hand: it works, it is dead, or it never answers."""

    dead: bool = False
    gate: Event = field(default_factory=Event)
    out: list[str] = field(default_factory=list)

    def send(self, _name: str, _pdf: bytes, title: str) -> None:
        self.gate.wait(5)
        if self.dead:
            raise Trouble("printer_failed", "It does not print.")
        self.out.append(title)


@pytest.fixture
def printer() -> Printer:
    made = Printer()
    made.gate.set()
    return made


@pytest.fixture
def till(app: QApplication, shop: Path, qtbot: QtBot, printer: Printer) -> Iterator[Till]:
    opened = opened_shop(shop)
    with opened.store.write() as unit:
        changed, _ = printing.set_printer(unit, "Roll", "", opened.counter, known=["Roll"])
    counter = replace(opened.counter, shop=changed)

    def due(store: Store) -> PrintOutcome | None:
        return printing.work(store, bootstrap.receipt_pdf, printer.send, counter.source.now)

    made = Till(app, replace(opened, counter=counter, printing=replace(opened.printing, due=due)))
    with qtbot.waitExposed(made.window):
        made.show()
    yield made
    printer.gate.set()
    made.close()


def test_receipt_comes_out_after_the_sale(
    till: Till, app: QApplication, qtbot: QtBot, printer: Printer
) -> None:
    scan(till, app, qtbot, DATES)
    sale = pay_exactly(till, qtbot)
    qtbot.waitUntil(lambda: text(till, "sale_printed") == "Receipt printed")
    assert printer.out == [sale.number]


def test_receipt_comes_out_though_its_panel_was_closed_at_once(
    till: Till, app: QApplication, qtbot: QtBot, printer: Printer
) -> None:
    till.tender.completed.connect(lambda _: till.receipt.close())
    scan(till, app, qtbot, DATES)
    with qtbot.waitSignal(till.printing.printed):
        sale = pay_exactly(till, qtbot)
    assert printer.out == [sale.number]
    assert not find(till, "receipt").isVisible()


def test_dead_printer_does_not_hurt_the_sale_and_is_said(
    till: Till, app: QApplication, qtbot: QtBot, printer: Printer
) -> None:
    printer.dead = True
    scan(till, app, qtbot, DATES)
    pay_exactly(till, qtbot)
    qtbot.waitUntil(lambda: "did not print" in text(till, "sale_printed"))
    assert till.receipt.is_open()
    assert till.window.toasts.texts() != []


def test_silent_printer_delays_nothing(
    till: Till, app: QApplication, qtbot: QtBot, printer: Printer
) -> None:
    printer.gate.clear()
    scan(till, app, qtbot, DATES)
    pay_exactly(till, qtbot)
    assert text(till, "sale_printed") == "Printing the receipt"
    scan(till, app, qtbot, LATTE)
    pay_exactly(till, qtbot)
    assert printer.out == []


def test_print_again_prints_a_copy(
    till: Till, app: QApplication, qtbot: QtBot, printer: Printer
) -> None:
    scan(till, app, qtbot, DATES)
    sale = pay_exactly(till, qtbot)
    qtbot.waitUntil(lambda: len(printer.out) == 1)
    QTest.mouseClick(find(till, "print_again"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: printer.out == [sale.number] * 2)
