"""Scenes of the stock."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.keymap import Action
from tests.pictures.scene import scene
from tests.pictures.till_stage import TillStage
from tests.shop import DATES, sell


def ask_to_adjust(stage: TillStage) -> None:
    """Ask to adjust the stock of the first product."""
    stage.go("stock")
    stage.do(Action.MAIN)


@scene()
def stock(stage: TillStage) -> None:
    stage.go("stock")


@scene(narrow=True)
def stock_one(stage: TillStage) -> None:
    stage.go("stock")
    stage.find("stock_rows").setFocus()
    stage.press(Qt.Key.Key_Return)


@scene()
def stock_low(stage: TillStage) -> None:
    stage.go("stock")
    stage.click("stock_low")


@scene(shop="bare")
def stock_none_yet(stage: TillStage) -> None:
    stage.go("stock")


@scene()
def stock_nothing_found(stage: TillStage) -> None:
    stage.go("stock")
    stage.type("stock_search", "zzz")


@scene(shop="wordy")
def stock_long_names(stage: TillStage) -> None:
    stage.go("stock")
    stage.type("stock_search", "d")


@scene(shop="wordy")
def stock_large_figures(stage: TillStage) -> None:
    ask_to_adjust(stage)
    stage.click("adjust_to")
    stage.type("adjust_figure", "9999999.125")
    stage.click("adjust_primary")
    stage.find("stock_rows").setFocus()


@scene(shop="busy")
def stock_moves(stage: TillStage) -> None:
    stage.go("stock")


@scene()
def adjust(stage: TillStage) -> None:
    ask_to_adjust(stage)


@scene()
def adjust_by_finger(stage: TillStage) -> None:
    ask_to_adjust(stage)
    stage.click("adjust_figure")
    stage.click("pad_7")


@scene()
def adjust_more(stage: TillStage) -> None:
    ask_to_adjust(stage)
    stage.type("adjust_figure", "-3")


@scene()
def adjust_to_a_count(stage: TillStage) -> None:
    ask_to_adjust(stage)
    stage.click("adjust_to")
    stage.type("adjust_figure", "12")


@scene()
def adjust_below_zero(stage: TillStage) -> None:
    ask_to_adjust(stage)
    stage.type("adjust_figure", "-5000")
    stage.click("reason_damaged")


@scene()
def adjust_refused(stage: TillStage) -> None:
    ask_to_adjust(stage)
    stage.click("adjust_primary")


@scene()
def adjust_changed_meanwhile(stage: TillStage) -> None:
    stage.go("stock")
    stage.scan(DATES)
    stage.do(Action.MAIN)
    stage.type("adjust_figure", "-3")
    stage.click("reason_damaged")
    sell(stage.desk.shop.store, DATES)
    stage.click("adjust_primary")
