"""The completed sale: what it says, what is printed, and what is kept as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from app.domain.errors import Trouble
from app.domain.payment import Method
from app.domain.sale import Sale
from app.services import printing
from app.storage.print_queue import PrintJob
from app.ui.receipt.presenter import UNTOUCHED_MS
from app.ui.receipt.view import Print
from app.ui.till import Till
from tests.shop import DATES, LATTE
from tests.ui.conftest import find
from tests.ui.test_tender import SIZES, click, key, overlaps, take_card, type_slowly
from tests.ui.test_till import pay_exactly, scan, text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sell(till: Till, app: QApplication, qtbot: QtBot) -> Callable[..., Sale]:
    """Sells something for exact cash."""

    def sold(code: str = DATES) -> Sale:
        scan(till, app, qtbot, code)
        return pay_exactly(till, qtbot)

    return sold


def set_printer(till: Till, *, automatically: bool = True, form: str = "slip80") -> None:
    shop = till.desk.counter.shop
    wanted = replace(shop, printer="Roll", print_automatically=automatically, receipt_form=form)
    till.desk.settle(shop=wanted)


def jobs(till: Till) -> list[PrintJob]:
    """What waits for the printer."""
    with till.desk.shop.store.read() as unit:
        return printing.unfinished(unit)


def counts_down(till: Till) -> bool:
    return till.receipt._timer.isActive()


def wait_for_writes(till: Till, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not till.lanes.under_way()["write"])


def test_panel_names_every_payment_and_the_change(
    till: Till, app: QApplication, qtbot: QtBot
) -> None:
    scan(till, app, qtbot, DATES, LATTE)  # 43.50
    till.sell.pay()
    take_card(till, app, "20", "4471")
    type_slowly(app, "50")
    with qtbot.waitSignal(till.tender.completed):
        key(app, Qt.Key.Key_Return)
    said = text(till, "sale_summary").replace("&nbsp;", " ")
    assert said == "Total <b>43.50</b>  ·  Card 20.00  ·  Cash 50.00"
    assert text(till, "change_due") == "26.50"
    assert text(till, "sale_number") == "A1-000001"
    assert find(till, "receipt").accessibleName().endswith("26.50\u2069")
    assert find(till, "new_sale").hasFocus()


def test_shop_without_a_printer_says_nothing_of_prints(
    till: Till, sell: Callable[..., Sale]
) -> None:
    sell()
    assert not find(till, "sale_printed").isVisible()
    assert not find(till, "print_again").isVisible()
    key_on_panel(till, Qt.Key.Key_F5)
    assert jobs(till) == []


def key_on_panel(till: Till, pressed: Qt.Key) -> None:
    QTest.keyClick(find(till, "new_sale"), pressed)


def test_receipt_that_is_wanted_is_printed_first_and_then_copied(
    till: Till, qtbot: QtBot, sell: Callable[..., Sale]
) -> None:
    set_printer(till, automatically=False)
    sale = sell()
    assert text(till, "sale_printed") == "No receipt is printed"
    assert text(till, "print_again") == "Print receipt"
    assert jobs(till) == []
    key_on_panel(till, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(jobs(till)) == 1)
    assert [(job.number, job.copy) for job in jobs(till)] == [(sale.number, False)]
    assert text(till, "sale_printed") == "Printing the receipt"
    with till.desk.shop.store.write() as unit:
        printing.drop(unit, jobs(till)[0].id)
    till.receipt.printed(sale.number)
    assert text(till, "sale_printed") == "Receipt printed"
    click(till, "print_again")
    qtbot.waitUntil(lambda: len(jobs(till)) == 1)
    assert jobs(till)[0].copy


def test_failed_print_stays_to_be_seen_and_is_tried_again_not_copied(
    till: Till, qtbot: QtBot, sell: Callable[..., Sale]
) -> None:
    set_printer(till)
    sale = sell()
    assert len(jobs(till)) == 1
    assert counts_down(till)
    till.receipt.not_printed(sale.number)
    assert not counts_down(till)
    key_on_panel(till, Qt.Key.Key_Shift)
    assert not counts_down(till)
    assert text(till, "print_again") == "Print again"
    assert "did not print" in text(till, "sale_printed")
    key_on_panel(till, Qt.Key.Key_F5)
    wait_for_writes(till, qtbot)
    assert [(job.number, job.copy) for job in jobs(till)] == [(sale.number, False)]
    assert text(till, "sale_printed") == "Printing the receipt"
    assert counts_down(till)


def test_print_that_can_not_be_queued_is_said_and_offered_again(
    till: Till, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, sell: Callable[..., Sale]
) -> None:
    def full(*_: object, **__: object) -> Any:
        raise Trouble("disk_full", "The disk is full. The sale is not saved.")

    set_printer(till, automatically=False)
    sell()
    monkeypatch.setattr(printing, "queue", full)
    click(till, "print_again")
    qtbot.waitUntil(lambda: till.window.toasts.texts() != [])
    assert text(till, "print_again") == "Print receipt"


def test_news_of_another_receipt_changes_nothing(till: Till, sell: Callable[..., Sale]) -> None:
    set_printer(till)
    sell()
    till.receipt.printed("A1-999999")
    till.receipt.not_printed("A1-999999")
    assert text(till, "sale_printed") == "Printing the receipt"


def test_panel_goes_when_nobody_touches_it(till: Till, sell: Callable[..., Sale]) -> None:
    sell()
    timer = till.receipt._timer
    assert (timer.isActive(), timer.interval()) == (True, UNTOUCHED_MS)
    timer.timeout.emit()
    assert not find(till, "receipt").isVisible()
    assert not timer.isActive()
    assert find(till, "search").hasFocus()


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_esc_begin_the_next_sale(
    till: Till, qtbot: QtBot, sell: Callable[..., Sale], pressed: Qt.Key
) -> None:
    sell()
    if pressed == Qt.Key.Key_Return:
        # Only Enter may be the echo of the one that paid.
        key_on_panel(till, pressed)
        assert find(till, "receipt").isVisible()
        till.window.receipt._opened -= 1
    with qtbot.waitSignal(till.receipt.new_sale):
        key_on_panel(till, pressed)
    assert not find(till, "receipt").isVisible()
    assert find(till, "search").hasFocus()


# The file


def asked_file(till: Till, qtbot: QtBot) -> QFileDialog:
    """The dialog that asks where the receipt is to be kept."""
    qtbot.waitUntil(lambda: find(till, "save_pdf").isEnabled())
    key_on_panel(till, Qt.Key.Key_F6)
    found = till.window.findChild(QFileDialog, "receipt_file")
    assert found is not None
    return found


def test_receipt_is_kept_as_the_file_that_is_chosen(
    till: Till, qtbot: QtBot, tmp_path: Path, sell: Callable[..., Sale]
) -> None:
    sale = sell()
    asked = asked_file(till, qtbot)
    assert Path(asked.selectedFiles()[0]).name == f"{sale.number}.pdf"
    assert not counts_down(till)
    key_on_panel(till, Qt.Key.Key_F6)
    assert len(till.window.findChildren(QFileDialog, "receipt_file")) == 1
    wanted = tmp_path / "kept"
    name = asked.findChild(QLineEdit)
    assert name is not None
    name.setText(str(wanted))
    asked.accept()
    qtbot.waitUntil(lambda: till.window.toasts.texts() != [])
    assert (tmp_path / "kept.pdf").read_bytes() == till.receipt.pdf
    assert "kept.pdf" in till.window.toasts.texts()[0]
    assert counts_down(till)


def test_file_that_can_not_be_written_is_said(
    till: Till, qtbot: QtBot, tmp_path: Path, sell: Callable[..., Sale]
) -> None:
    sell()
    qtbot.waitUntil(lambda: find(till, "save_pdf").isEnabled())
    till.receipt.keep_file(tmp_path / "nowhere" / "kept.pdf")
    qtbot.waitUntil(lambda: till.window.toasts.texts() != [])
    assert "nowhere" in till.window.toasts.texts()[0]


def test_scan_takes_panel_and_file_dialog_away(
    till: Till, app: QApplication, qtbot: QtBot, sell: Callable[..., Sale]
) -> None:
    sell()
    asked = asked_file(till, qtbot)
    with qtbot.waitSignal(asked.finished):
        till.scan(LATTE)
    assert not find(till, "receipt").isVisible()
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)


# Looks


@pytest.mark.parametrize(("form", "ratio"), [("slip80", 0.0), ("a4", 297 / 210)])
def test_receipt_is_drawn_in_the_form_of_the_shop(
    till: Till, qtbot: QtBot, sell: Callable[..., Sale], form: str, ratio: float
) -> None:
    set_printer(till, form=form)
    with qtbot.waitSignal(till.receipt.drawn):
        sell()
    paper = till.window.receipt.paper
    assert paper.has_picture()
    tall = paper.height() / paper.width()
    assert abs(tall - ratio) < 0.01 if ratio else tall > 1.5


def test_receipt_of_a_sale_that_was_left_is_not_shown(
    till: Till, app: QApplication, qtbot: QtBot, sell: Callable[..., Sale]
) -> None:
    first = sell()
    till.receipt.close()
    drawn: list[str] = []
    till.receipt.drawn.connect(lambda: drawn.append(till.receipt._number))
    second = sell(LATTE)
    qtbot.waitUntil(lambda: drawn == [second.number])
    assert first.number not in drawn


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("arabic", [False, True])
def test_panel_fits_with_room_for_fingers(
    till: Till,
    app: QApplication,
    sell: Callable[..., Sale],
    size: tuple[int, int],
    arabic: bool,
) -> None:
    set_printer(till)
    till.window.resize(*size)
    if arabic:
        till.switch_language()
    sell()
    panel = till.window.receipt
    scroll = panel.findChild(QScrollArea, "receipt_scroll")
    assert scroll is not None
    assert scroll.isVisible() == (size[0] >= 1180)
    for state in (Print.WAITS, Print.DONE, Print.FAILED):
        panel.show_print(state)
        app.processEvents()
        assert panel.rect().contains(panel.card.geometry())
        shown = [each for each in panel.findChildren(QAbstractButton) if each.isVisible()]
        for button in shown:
            assert min(button.width(), button.height()) >= 44, button.objectName()
            place = QRect(button.mapTo(panel.card, QPoint(0, 0)), button.size())
            assert panel.card.rect().contains(place), button.objectName()
        for one, other in combinations(shown, 2):
            assert not overlaps(one, other, 8), (one.objectName(), other.objectName())
        for words in panel.findChildren(QLabel):
            if words.isVisible() and not words.wordWrap():
                assert words.sizeHint().width() <= words.width() + 1, words.objectName()


def test_language_switch_rewrites_the_panel(
    till: Till, qtbot: QtBot, sell: Callable[..., Sale]
) -> None:
    set_printer(till)
    sale = sell()
    till.switch_language()
    qtbot.waitUntil(lambda: "نقدًا" in text(till, "sale_summary"))
    assert text(till, "sale_complete") == "اكتمل البيع"
    assert text(till, "sale_number") == sale.number


def test_preparing_shows_nothing(till: Till, sell: Callable[..., Sale]) -> None:
    assert till.receipt is not None
    till.window.receipt.prepare()
    assert not find(till, "receipt").isVisible()
    sell()
    till.window.receipt.prepare()
    assert text(till, "change_due") == "0.00"


def test_bank_transfer_is_named_in_the_summary(till: Till, app: QApplication, qtbot: QtBot) -> None:
    scan(till, app, qtbot, DATES)
    till.sell.pay()
    till.tender.choose_method(Method.BANK)
    with qtbot.waitSignal(till.tender.completed):
        key(app, Qt.Key.Key_Return)
    assert "Bank transfer 24.50" in text(till, "sale_summary")
