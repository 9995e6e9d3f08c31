"""Scenes of the invoices."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.widgets.uniform_view import UniformView
from tests.pictures.scene import scene
from tests.pictures.till_stage import TillStage


@scene()
def invoices(stage: TillStage) -> None:
    stage.go("invoices")


@scene(narrow=True)
def invoices_one(stage: TillStage) -> None:
    stage.go("invoices")
    stage.find("invoice_list").setFocus()
    stage.press(Qt.Key.Key_Return)


@scene(shop="bare")
def invoices_none_yet(stage: TillStage) -> None:
    stage.go("invoices")


@scene()
def invoices_nothing_found(stage: TillStage) -> None:
    stage.go("invoices")
    stage.type("invoice_search", "zzz")


@scene()
def invoices_unpaid(stage: TillStage) -> None:
    stage.go("invoices")
    stage.click("days_week")
    stage.click("status_unpaid")


@scene()
def invoices_dates(stage: TillStage) -> None:
    stage.go("invoices")
    stage.click("days")


@scene()
def invoices_dates_refused(stage: TillStage) -> None:
    stage.go("invoices")
    stage.click("days")
    stage.type("first_day", "31.2.")
    stage.click("dates_primary")


@scene(shop="busy")
def invoices_3000(stage: TillStage) -> None:
    stage.go("invoices")
    stage.click("days")
    stage.click("all_days")
    stage.click("dates_primary")
    view = stage.part(UniformView, "invoice_list")
    view.make_current(view.count() - 1)
    stage.settle()


@scene(narrow=False)
def invoices_reprinted(stage: TillStage) -> None:
    stage.change_shop(printer="Office")
    stage.go("invoices")
    stage.click("invoice_reprint")


@scene()
def invoices_loading(stage: TillStage) -> None:
    stage.hold_reads()
    stage.go("invoices")
    stage.rest(0.5)
