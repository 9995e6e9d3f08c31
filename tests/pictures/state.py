"""Scenes of what may happen on any page: toasts, and the strip's lasting conditions."""

from __future__ import annotations

from app.domain.errors import Trouble
from app.domain.text import ltr
from app.ui.strip import PrinterState
from app.ui.widgets.toast import Notice, Tone
from tests.pictures.scene import scene
from tests.pictures.till_stage import TillStage


@scene()
def toast_good(stage: TillStage) -> None:
    words = stage.till.tr("A copy of {number} goes to the printer.")
    stage.desk.tell(words.format(number=ltr("A1-000017")))
    stage.settle()


@scene()
def toast_bad(stage: TillStage) -> None:
    stage.desk.fail(Trouble("damaged", "The shop's file is damaged."))
    stage.settle()


@scene()
def toasts(stage: TillStage) -> None:
    tr = stage.app.translate
    stage.desk.tell(tr("Till", "The receipt did not print. The sale is saved."), Tone.WARNING)
    words = tr("SellPresenter", "The sale is cleared")
    stage.desk.offer(Notice(words, Tone.GOOD, tr("SellPresenter", "Undo"), lambda: None))
    stage.settle()


@scene()
def strip_printer_ready(stage: TillStage) -> None:
    stage.change_shop(printer="Office")


@scene()
def strip_printer_trouble(stage: TillStage) -> None:
    stage.change_shop(printer="Office")
    stage.till.printing.state_changed.emit(PrinterState.TROUBLE)
    stage.settle()


@scene()
def strip_no_cashier(stage: TillStage) -> None:
    stage.prefer(cashier="")


@scene(shop="bare")
def strip_everything_sent(stage: TillStage) -> None:
    """Nothing waits in a new shop."""
