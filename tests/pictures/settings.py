"""Scenes of the settings, and of what the strip leads to."""

from __future__ import annotations

from app.ui.keymap import Action
from tests.pictures.scene import scene
from tests.pictures.till_stage import TillStage

PRODUCTS = """sku,name,name_ar,price,barcode,tax_rate
N-1,Dried Figs,تين مجفف,12.50,,15
N-2,Rose Water,ماء ورد,8.75,,15
N-3,No Price,بلا سعر,,,15
N-4,Bad Code,رمز خاطئ,3.00,6281000000015,15
N-5,Bad Tax,ضريبة خاطئة,3.00,,16
"""


def go(stage: TillStage, section: str) -> None:
    """Go to a section."""
    stage.go("settings")
    chip = stage.find(f"chip_{section}")
    stage.click(f"chip_{section}" if chip.isVisible() else f"section_{section}")


def check_file(stage: TillStage, text: str) -> None:
    """Check a file before it is imported."""
    file = stage.desk.shop.store.path.with_name("products.csv")
    file.write_text(text, encoding="utf-8")
    go(stage, "data")
    stage.type("import_file", str(file))
    stage.click("import_start")


@scene()
def settings_shop(stage: TillStage) -> None:
    go(stage, "shop")


@scene()
def settings_shop_refused(stage: TillStage) -> None:
    go(stage, "shop")
    stage.type("shop_name", "")
    stage.type("shop_name_ar", "")
    stage.click("save_settings")


@scene()
def settings_tax(stage: TillStage) -> None:
    go(stage, "tax")


@scene(shop="bare")
def settings_tax_of_new_shop(stage: TillStage) -> None:
    go(stage, "tax")


@scene()
def settings_receipt(stage: TillStage) -> None:
    stage.change_shop(printer="Office")
    go(stage, "receipt")


@scene()
def settings_window(stage: TillStage) -> None:
    go(stage, "window")


@scene()
def settings_sounds(stage: TillStage) -> None:
    go(stage, "sounds")


@scene()
def settings_data(stage: TillStage) -> None:
    go(stage, "data")


@scene()
def settings_keys(stage: TillStage) -> None:
    go(stage, "keys")


@scene()
def settings_unsaved(stage: TillStage) -> None:
    go(stage, "shop")
    stage.type("shop_phone", "011 000 0009")
    stage.go("sell")


@scene(shop="dinar")
def import_found(stage: TillStage) -> None:
    check_file(stage, PRODUCTS)


@scene(shop="dinar")
def import_no_table(stage: TillStage) -> None:
    check_file(stage, "nothing of the kind")


@scene(shop="dinar")
def import_done(stage: TillStage) -> None:
    check_file(stage, PRODUCTS)
    stage.click("import_go")


@scene(shop="dinar")
def import_under_way(stage: TillStage) -> None:
    check_file(stage, PRODUCTS.replace("N-", "M-"))
    stage.hold_writes()
    stage.click("import_go")


@scene()
def keys(stage: TillStage) -> None:
    stage.do(Action.KEYS)


@scene()
def cashiers(stage: TillStage) -> None:
    stage.do(Action.CASHIER)


@scene()
def cashier_refused(stage: TillStage) -> None:
    stage.do(Action.CASHIER)
    stage.type("cashier_name", "4111 1111 1111 1111")
    stage.click("cashier_dialog_primary")
