"""Scenes of orders that are placed online, and of customers' accounts there."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.errors import Trouble
from app.services import orders
from app.services.changes import Changes
from app.storage import order as storage
from app.storage.store import Unit
from app.ui.keymap import Action
from app.ui.widgets.toggle import Toggle
from tests.pictures import online, rewards
from tests.pictures.rewards import FORBIDDEN, SHOP, Rewards
from tests.pictures.scene import scene
from tests.pictures.sell import buy_as
from tests.pictures.shops import BUYER, TRADER
from tests.pictures.till_stage import TillStage
from tests.shop import BREAD, DATES, TEA

NO_STOCK = "Insufficient stock for product 164"
NO_NETWORK = "There is no network, or it does not reach the server."
LATE = "It was sent, but the server did not answer in time; it may have it."
NOBODY = "Nobody can tell whether the server has it."


def begin(stage: TillStage) -> None:
    """Nothing was ordered yet, and the shop answers."""
    stage.syncing.members = Rewards()
    for each in (*rewards.texts(), NO_STOCK):
        stage.typed.add(each)
    with stage.desk.shop.store.write() as unit:
        unit.raw(
            "UPDATE outbox SET state = 'REJECTED', verdict = 'dropped' WHERE kind = 'placement'"
        )
        unit.commit()
    stage.desk.announce(Changes(orders=frozenset({1}), outbox=True, sync=True))
    stage.settle()


def ask(stage: TillStage, *codes: str) -> None:
    """Ask for an online order of these."""
    begin(stage)
    stage.scan(*(codes or (DATES, DATES, TEA)))
    stage.do(Action.ONLINE_ORDER)


def place(stage: TillStage) -> None:
    """Place an order; it is on its way."""
    ask(stage)
    stage.type("online_order_promo", "SAVE10")
    stage.click("online_order_dialog_primary")


def stand(stage: TillStage, state: str, **values: object) -> None:
    """Place an order, and let it stand so."""
    place(stage)
    store = stage.desk.shop.store
    online.mark(store, _sending(stage), state, attempts=1, **values)
    stage.desk.announce(Changes(outbox=True))
    stage.settle()


def _sending(stage: TillStage) -> int:
    with stage.desk.shop.store.read() as unit:
        sql = "SELECT max(id) FROM outbox WHERE kind = 'placement'"
        return int(unit.raw(sql).fetchone()[0])


def take(stage: TillStage) -> None:
    """Place an order, and let the shop take it."""
    place(stage)
    entry = _sending(stage)
    with stage.desk.shop.store.write() as unit:
        order = _newest(unit)
        storage.set_remote_id(unit, order, f"3{order:02}")
        unit.raw(
            "UPDATE online_order SET number = remote_id, status = 'pending', total = 60640000, "
            "tax = 4080000, shipping = 8000000 WHERE id = ?",
            (order,),
        )
        unit.commit()
    online.mark(stage.desk.shop.store, entry, "ACKED")
    stage.desk.announce(Changes(outbox=True))
    stage.settle()


def _newest(unit: Unit) -> int:
    return max(each.id for each in orders.every(unit))


def look_at(stage: TillStage, name: str) -> None:
    """Look at a customer's account."""
    if not isinstance(stage.syncing.members, Rewards | Trouble):
        begin(stage)
    stage.go("customers")
    stage.type("customers_search", name)
    if not stage.find(f"part_{SHOP}").isVisible():
        stage.press(Qt.Key.Key_Return)
    stage.click("part_invoices")
    stage.click(f"part_{SHOP}")
    stage.rest(0.3)
    stage.settle()


def show_one(stage: TillStage) -> None:
    """Show a subscription."""
    begin(stage)
    look_at(stage, BUYER)
    stage.click("member_subscription")
    stage.type("subscription_number", "42")
    stage.click("subscription_primary")


@scene(shop="rewarding")
def online_order_offered(stage: TillStage) -> None:
    begin(stage)
    stage.scan(DATES, TEA)
    stage.open_cart()


@scene(shop="rewarding")
def online_order_ask(stage: TillStage) -> None:
    ask(stage)


@scene(shop="rewarding")
def online_order_deliver(stage: TillStage) -> None:
    begin(stage)
    buy_as(stage, BUYER)
    ask(stage)
    stage.part(Toggle, "online_order_delivers").setChecked(True)
    stage.settle()


@scene(shop="rewarding")
def online_order_other_shop(stage: TillStage) -> None:
    begin(stage)
    buy_as(stage, TRADER)
    ask(stage)
    stage.click(f"online_order_at_{rewards.OTHER}")


@scene(shop="rewarding")
def online_order_not_there(stage: TillStage) -> None:
    ask(stage, DATES, BREAD)
    stage.click("online_order_dialog_primary")


@scene(shop="rewarding")
def online_order_sending(stage: TillStage) -> None:
    place(stage)


@scene(shop="rewarding")
def online_order_waiting(stage: TillStage) -> None:
    stand(stage, "READY", verdict="no_network", message=NO_NETWORK)


@scene(shop="rewarding")
def online_order_unsure(stage: TillStage) -> None:
    stand(stage, "UNKNOWN", verdict="late_answer", message=LATE)


@scene(shop="rewarding")
def online_order_refused(stage: TillStage) -> None:
    stand(stage, "REJECTED", verdict="http_422", message=NO_STOCK)


@scene(shop="rewarding")
def online_order_stuck(stage: TillStage) -> None:
    stand(stage, "MANAGER", verdict="unknown_outcome", message=NOBODY)


@scene(shop="rewarding")
def online_order_taken(stage: TillStage) -> None:
    take(stage)


@scene(shop="rewarding")
def online_order_left(stage: TillStage) -> None:
    place(stage)
    stage.press(Qt.Key.Key_Escape)


@scene(shop="rewarding")
def member_unlinked(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, TRADER)


@scene(shop="rewarding")
def member_account(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, BUYER)


@scene(shop="rewarding")
def member_account_parts_missing(stage: TillStage) -> None:
    begin(stage)
    stage.syncing.members = Rewards(FORBIDDEN)
    look_at(stage, BUYER)


@scene(shop="rewarding")
def member_no_answer(stage: TillStage) -> None:
    begin(stage)
    stage.syncing.members = Trouble("no_network", NO_NETWORK)
    look_at(stage, BUYER)


@scene(shop="rewarding")
def member_link(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, TRADER)
    stage.click("member_link")
    stage.type("member_link_id", rewards.KNOWN)
    stage.click("member_link_dialog_primary")


@scene(shop="rewarding")
def member_link_nobody(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, TRADER)
    stage.click("member_link")
    stage.type("member_link_id", "4711")
    stage.click("member_link_dialog_primary")


@scene(shop="rewarding")
def member_new_account(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, TRADER)
    stage.click("member_create")
    stage.click("member_account_primary")


@scene(shop="rewarding")
def member_new_account_lost(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, TRADER)
    stage.click("member_create")
    stage.syncing.members = Trouble("late_answer", LATE)
    stage.type("member_account_email", "trade@example.com")
    stage.type("member_account_password", "something")
    stage.click("member_account_primary")
    stage.syncing.members = Rewards()


@scene(shop="rewarding")
def subscription_none(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, BUYER)
    stage.click("member_subscription")
    stage.type("subscription_number", "7")
    stage.click("subscription_primary")


@scene(shop="rewarding")
def subscription_shown(stage: TillStage) -> None:
    show_one(stage)


@scene(shop="rewarding")
def subscription_new(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, BUYER)
    stage.click("member_subscribe")
    stage.scan(DATES)
    stage.click("subscription_form_primary")


@scene(shop="rewarding")
def subscription_new_asked(stage: TillStage) -> None:
    begin(stage)
    look_at(stage, BUYER)
    stage.click("member_subscribe")
    stage.scan(DATES)
    stage.type("subscription_form_frequency", "2")
    stage.click("subscription_form_primary")


@scene(shop="rewarding")
def subscription_changed(stage: TillStage) -> None:
    show_one(stage)
    stage.click("subscription_primary")
    stage.type("subscription_form_quantity", "3")
    stage.click("subscription_form_primary")


@scene(shop="rewarding")
def subscription_ended(stage: TillStage) -> None:
    show_one(stage)
    stage.click("subscription_end")
    stage.click("subscription_end_dialog_primary")
