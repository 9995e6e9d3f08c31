"""Scenes of the sell screen."""

from __future__ import annotations

from app.ui.keymap import Action
from app.ui.sell.product_view import ProductView
from app.ui.widgets.uniform_view import UniformView
from tests.pictures.scene import scene
from tests.pictures.shops import BUYER, LONG_CODE, TRADER, WORD_CODE
from tests.pictures.till_stage import TillStage
from tests.shop import BREAD, DATES, LATTE, TEA

UNKNOWN = "4006381333931"


def give(stage: TillStage, action: Action, figure: str) -> None:
    """Answer a question about the open line with a figure."""
    stage.do(action)
    stage.type("figure_value", figure)
    stage.click("figure_primary")


def weigh(stage: TillStage, kilos: str) -> None:
    """Sell so much of the first product that goes by weight."""
    with stage.desk.shop.store.read() as unit:
        catalog = stage.desk.counter.catalog(unit)
        product = next(each for each in catalog.search("", 500) if each.unit == "kg")
    stage.scan(product.barcode)
    give(stage, Action.QUANTITY, kilos)


def fill_cart(stage: TillStage) -> None:
    """A usual cart: a discount, another price, something weighed, and a note."""
    stage.scan(DATES, DATES)
    give(stage, Action.DISCOUNT, "10")
    stage.scan(LATTE)
    give(stage, Action.PRICE, "16.50")
    weigh(stage, "0.342")
    stage.scan(TEA, TEA, TEA)
    stage.scan(BREAD)
    stage.do(Action.NOTE)
    stage.type("note_text", "Slice it, please")
    stage.click("note_primary")


def buy_as(stage: TillStage, name: str) -> None:
    """Choose the customer of this name."""
    stage.do(Action.CUSTOMER)
    stage.type("customer_search", name)
    stage.click("customers_primary")


@scene()
def sell_empty(stage: TillStage) -> None:
    """Nothing was sold yet."""


@scene()
def sell_usual(stage: TillStage) -> None:
    fill_cart(stage)


@scene(narrow=True)
def sell_cart(stage: TillStage) -> None:
    fill_cart(stage)
    stage.click("open_cart")


@scene(narrow=True)
def sell_cart_empty(stage: TillStage) -> None:
    stage.click("open_cart")


@scene()
def sell_discount_and_customer(stage: TillStage) -> None:
    fill_cart(stage)
    give(stage, Action.SALE_DISCOUNT, "5")
    buy_as(stage, TRADER)
    stage.open_cart()


@scene()
def sell_200_lines(stage: TillStage) -> None:
    stage.scan(*stage.codes(200))
    stage.open_cart()


@scene(shop="wordy")
def sell_long_names(stage: TillStage) -> None:
    stage.scan(WORD_CODE, LONG_CODE)
    buy_as(stage, "Donau")
    stage.open_cart()


@scene(shop="wordy")
def sell_long_cards(stage: TillStage) -> None:
    stage.scan(LONG_CODE)
    stage.type("search", "d")


@scene(shop="dinar")
def sell_three_decimals(stage: TillStage) -> None:
    stage.scan(DATES, LATTE)
    weigh(stage, "12.345")
    give(stage, Action.SALE_DISCOUNT, "5")
    stage.open_cart()


@scene(shop="bare")
def sell_no_products(stage: TillStage) -> None:
    """A shop that sells nothing yet."""


@scene()
def sell_found(stage: TillStage) -> None:
    stage.scan(TEA)
    stage.type("search", "tea")


@scene()
def sell_category(stage: TillStage) -> None:
    stage.click("category_2")


@scene()
def sell_more_categories(stage: TillStage) -> None:
    if stage.find("category_more").isVisible():
        stage.click("category_more")


@scene()
def sell_list(stage: TillStage) -> None:
    stage.prefer(product_view="list")
    stage.scan(TEA)


@scene()
def sell_loading(stage: TillStage) -> None:
    stage.hold_reads()
    stage.click("category_3")
    stage.rest(0.4)


@scene()
def sell_scrolled(stage: TillStage) -> None:
    view = stage.part(UniformView, "products")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    stage.settle()


@scene()
def sell_out_of_stock(stage: TillStage) -> None:
    stage.type("search", "halloumi")
    view = stage.part(UniformView, "products")
    view.clicked.emit(view.model().index(0, 0))
    stage.settle()


@scene()
def product_details(stage: TillStage) -> None:
    stage.part(ProductView, "products").asked_about.emit(0)
    stage.settle()


@scene(shop="wordy")
def product_details_long(stage: TillStage) -> None:
    stage.type("search", LONG_CODE)
    stage.part(ProductView, "products").asked_about.emit(0)
    stage.settle()


@scene()
def quick_add(stage: TillStage) -> None:
    stage.scan(UNKNOWN)
    stage.click("toast_action")


@scene()
def quick_add_refused(stage: TillStage) -> None:
    stage.scan(UNKNOWN)
    stage.click("toast_action")
    stage.click("quick_add_primary")


@scene()
def sell_nothing_found(stage: TillStage) -> None:
    stage.type("search", "zzz تفاح")


@scene()
def sell_unknown_barcode(stage: TillStage) -> None:
    stage.scan(DATES, UNKNOWN)


@scene()
def sell_removed(stage: TillStage) -> None:
    stage.scan(DATES, LATTE)
    stage.do(Action.REMOVE)


@scene()
def hold_sale(stage: TillStage) -> None:
    fill_cart(stage)
    stage.do(Action.HOLD)


@scene()
def held_sales(stage: TillStage) -> None:
    stage.do(Action.HOLD)


@scene(shop="wordy")
def held_sales_long(stage: TillStage) -> None:
    stage.do(Action.HOLD)


@scene()
def ask_quantity(stage: TillStage) -> None:
    stage.scan(DATES)
    stage.do(Action.QUANTITY)


@scene()
def ask_quantity_refused(stage: TillStage) -> None:
    stage.scan(DATES)
    give(stage, Action.QUANTITY, "many")


@scene()
def ask_price(stage: TillStage) -> None:
    stage.scan(DATES)
    stage.do(Action.PRICE)


@scene()
def ask_discount(stage: TillStage) -> None:
    stage.scan(DATES)
    stage.do(Action.DISCOUNT)


@scene()
def ask_note(stage: TillStage) -> None:
    stage.scan(DATES)
    stage.do(Action.NOTE)


@scene()
def clear_question(stage: TillStage) -> None:
    fill_cart(stage)
    stage.do(Action.CLEAR)


@scene()
def customers(stage: TillStage) -> None:
    stage.do(Action.CUSTOMER)


@scene(shop="wordy")
def customers_long(stage: TillStage) -> None:
    stage.do(Action.CUSTOMER)


@scene()
def customers_none(stage: TillStage) -> None:
    stage.do(Action.CUSTOMER)
    stage.type("customer_search", "Nobody")


@scene()
def customer_new(stage: TillStage) -> None:
    stage.do(Action.CUSTOMER)
    stage.type("customer_search", BUYER)
    stage.click("customer_new")
    stage.type("customer_phone", "call me")
    stage.click("customers_primary")
