"""Scenes of the customers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from app.domain.customer import Customer
from app.services import checkout, customers
from app.services.changes import Changes
from app.ui.keymap import Action
from tests.pictures.scene import scene
from tests.pictures.shops import BUYER
from tests.pictures.till_stage import TillStage
from tests.shop import DATES, LATTE, TEA, cart_of, counter_of, exactly

STATES = ("ACKED", "UNKNOWN", "MANAGER")


def buyer(stage: TillStage) -> Customer:
    """Whom the shop sells to."""
    with stage.desk.shop.store.read() as unit:
        (found,) = customers.search(unit, BUYER)
    return found


def sell_to(stage: TillStage, *codes: str) -> None:
    """Sell these to the buyer."""
    customer = buyer(stage)
    with stage.desk.shop.store.write() as unit:
        counter = counter_of(unit)
        cart = replace(cart_of(unit, counter, *codes), customer=customer)
        _, changes = checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    stage.desk.announce(changes)
    stage.settle()


def send(stage: TillStage) -> None:
    """Let the buyer be known at a back end, and others be under way."""
    customer = buyer(stage)
    with stage.desk.shop.store.write() as unit:
        unit.raw("DELETE FROM remote_id WHERE kind = 'customer'")
        unit.raw("INSERT INTO remote_id VALUES ('customer', ?, 'main', '57')", (customer.id,))
        for at, state in enumerate(STATES, 2):
            sql = "UPDATE outbox SET state = ? WHERE kind = 'customer' AND record_id = ?"
            unit.raw(sql, (state, at))
        unit.commit()
    stage.desk.announce(Changes(outbox=True))
    stage.settle()


def look_for(stage: TillStage, text: str) -> None:
    """Look for a customer on the page."""
    stage.go("customers")
    stage.type("customers_search", text)


def ask_for_new(stage: TillStage) -> None:
    """Ask for a new customer."""
    stage.go("customers")
    stage.do(Action.MAIN)


@scene()
def customer_list(stage: TillStage) -> None:
    stage.go("customers")


@scene(shop="bare")
def customer_list_none_yet(stage: TillStage) -> None:
    stage.go("customers")


@scene()
def customer_list_nothing_found(stage: TillStage) -> None:
    look_for(stage, "zzz")


@scene(shop="wordy")
def customer_list_long_names(stage: TillStage) -> None:
    stage.go("customers")


@scene(shop="wordy", narrow=True)
def customer_one_long_name(stage: TillStage) -> None:
    stage.go("customers")
    stage.find("customer_rows").setFocus()
    stage.press(Qt.Key.Key_Return)


@scene()
def customer_list_sent(stage: TillStage) -> None:
    sell_to(stage, DATES, LATTE)
    sell_to(stage, TEA)
    send(stage)
    look_for(stage, "fa")


@scene(narrow=True)
def customer_one(stage: TillStage) -> None:
    sell_to(stage, DATES, LATTE)
    look_for(stage, "faisal")
    stage.press(Qt.Key.Key_Return)


@scene()
def customer_add(stage: TillStage) -> None:
    ask_for_new(stage)


@scene()
def customer_add_refused(stage: TillStage) -> None:
    ask_for_new(stage)
    stage.type("customer_card_name", "Huda")
    stage.type("customer_card_email", "huda")
    stage.click("customer_card_primary")


@scene()
def customer_add_known(stage: TillStage) -> None:
    ask_for_new(stage)
    stage.type("customer_card_name", "Faisal")
    stage.type("customer_card_phone", "050 000 0001")
    stage.click("customer_card_primary")


@scene()
def customer_change(stage: TillStage) -> None:
    send(stage)
    look_for(stage, "faisal")
    if not stage.find("edit_customer").isVisible():
        stage.press(Qt.Key.Key_Return)
    stage.click("edit_customer")


@scene()
def customer_new_known(stage: TillStage) -> None:
    """The same question while selling."""
    stage.do(Action.CUSTOMER)
    stage.click("customer_new")
    stage.type("customer_name", "Faisal")
    stage.type("customer_phone", "050 000 0001")
    stage.click("customers_primary")
