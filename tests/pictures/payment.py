"""Scenes of payment and of the completed sale."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.keymap import Action
from tests.pictures.scene import scene
from tests.pictures.sell import fill_cart
from tests.pictures.till_stage import TillStage
from tests.shop import DATES, LATTE

ROLL = "Star TSP143 (receipts)"


def ask_payment(stage: TillStage) -> None:
    """Ask for the payment of a usual cart."""
    fill_cart(stage)
    stage.do(Action.MAIN)


def sell(stage: TillStage) -> None:
    """Complete a usual sale."""
    ask_payment(stage)
    complete(stage, "500")


def complete(stage: TillStage, given: str) -> None:
    """Take so much cash, and wait for the receipt."""
    stage.type("amount", given)
    stage.press(Qt.Key.Key_Return)
    paper = stage.till.window.receipt.paper
    stage.wait(lambda: stage.till.receipt.is_open() and paper.has_picture(), "a receipt")


@scene()
def pay_cash(stage: TillStage) -> None:
    ask_payment(stage)


@scene()
def pay_cash_with_change(stage: TillStage) -> None:
    ask_payment(stage)
    stage.click("quick_2")


@scene()
def pay_cash_missing(stage: TillStage) -> None:
    ask_payment(stage)
    stage.type("amount", "50")


@scene()
def pay_card(stage: TillStage) -> None:
    ask_payment(stage)
    stage.press(Qt.Key.Key_F6)
    stage.type("reference", "4471")


@scene()
def pay_bank(stage: TillStage) -> None:
    ask_payment(stage)
    stage.press(Qt.Key.Key_F7)


@scene()
def pay_split(stage: TillStage) -> None:
    ask_payment(stage)
    stage.type("amount", "50")
    stage.click("complete")
    stage.press(Qt.Key.Key_F6)
    stage.type("amount", "60")
    stage.type("reference", "4471")


@scene()
def pay_split_twice(stage: TillStage) -> None:
    pay_split(stage)
    stage.click("complete")
    stage.press(Qt.Key.Key_F7)


@scene()
def pay_leave_question(stage: TillStage) -> None:
    pay_split_twice(stage)
    stage.press(Qt.Key.Key_Escape)


@scene()
def pay_refused(stage: TillStage) -> None:
    ask_payment(stage)
    stage.press(Qt.Key.Key_F6)
    stage.type("reference", "4111 1111 1111 1111")
    stage.click("complete")


@scene()
def pay_not_a_number(stage: TillStage) -> None:
    ask_payment(stage)
    stage.type("amount", "1.2.3")


@scene()
def pay_busy(stage: TillStage) -> None:
    ask_payment(stage)
    stage.hold_writes()
    stage.press(Qt.Key.Key_Return)
    stage.rest(0.2)


@scene(shop="dinar")
def pay_three_decimals(stage: TillStage) -> None:
    stage.scan(DATES, LATTE)
    stage.do(Action.MAIN)
    stage.type("amount", "50")


@scene()
def pay_scanned_meanwhile(stage: TillStage) -> None:
    ask_payment(stage)
    stage.scan(DATES)


@scene()
def disk_full(stage: TillStage) -> None:
    ask_payment(stage)
    store = stage.desk.shop.store
    with store.write() as unit:
        pages = unit.raw("PRAGMA page_count").fetchone()[0]
        unit.raw(f"PRAGMA max_page_count = {pages}")
    stage.press(Qt.Key.Key_Return)
    with store.write() as unit:
        unit.raw("PRAGMA max_page_count = 1000000")


@scene()
def sale_complete(stage: TillStage) -> None:
    sell(stage)


@scene()
def sale_complete_printed(stage: TillStage) -> None:
    stage.change_shop(printer=ROLL)
    sell(stage)
    stage.printing_goes(printed=True)


@scene()
def sale_complete_not_printed(stage: TillStage) -> None:
    stage.change_shop(printer=ROLL)
    sell(stage)
    stage.printing_goes(printed=False)


@scene()
def sale_complete_on_a_sheet(stage: TillStage) -> None:
    stage.change_shop(printer="Office", receipt_form="a4")
    sell(stage)


@scene(shop="dinar")
def sale_complete_three_decimals(stage: TillStage) -> None:
    stage.scan(DATES, LATTE)
    stage.do(Action.MAIN)
    complete(stage, "50")
