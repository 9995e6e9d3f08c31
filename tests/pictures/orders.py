"""Scenes of the online orders."""

from __future__ import annotations

from app.domain.order import Paid
from app.services.changes import Changes
from app.ui.orders.presenter import OrdersPresenter
from app.ui.orders.view import OrdersView
from tests.pictures import online
from tests.pictures.online import SERVER_SAYS, Wish
from tests.pictures.scene import scene
from tests.pictures.shops import LONG, LONG_NAME
from tests.pictures.till_stage import TillStage

NEW = Wish("O-2301", "Sami Idris", "059 000 2214", "23", (("Karak Tea", "2"),), is_seen=False)
ASKED = "Call the shop, please"
UNKNOWN = "awaiting_courier"


def board(stage: TillStage, *more: Wish) -> None:
    """The board as it is in the middle of a day, and these orders."""
    store = stage.desk.shop.store
    online.begin_anew(store)
    online.put(store, *more)
    for each in (SERVER_SAYS, *online.REASONS_TOLD, ASKED, UNKNOWN):
        stage.typed.add(each)
    for wish in (*online.BOARD, *more):
        for text in (wish.number, wish.name, *(name for name, _ in wish.lines)):
            stage.typed.add(text)
    stage.go("orders")
    presenter(stage).choose_shop("")
    tell(stage)


def tell(stage: TillStage) -> None:
    """Let the window know that orders changed."""
    stage.desk.announce(Changes(orders=frozenset({1}), outbox=True))
    stage.settle()
    stage.till.window.toasts.clear()


def presenter(stage: TillStage) -> OrdersPresenter:
    """The screen's presenter."""
    shown = stage.till.screens["orders"]
    assert isinstance(shown, OrdersPresenter)
    return shown


def page(stage: TillStage) -> OrdersView:
    """The page."""
    shown = stage.till.window.page()
    assert isinstance(shown, OrdersView)
    return shown


def press(stage: TillStage, number: str, button: str) -> None:
    """Press a button of an order's card."""
    order_id = online.id_of(stage.desk.shop.store, number)
    for column in page(stage).columns.values():
        column.view.make_current(column.view.rows.place(order_id))
    stage.click(f"order_{order_id}_{button}")


@scene(shop="online")
def orders_new(stage: TillStage) -> None:
    board(stage)
    stage.till.go("sell")
    online.put(stage.desk.shop.store, NEW)
    stage.desk.announce(Changes(orders=frozenset({1})))
    stage.settle()


@scene(shop="online")
def orders_board(stage: TillStage) -> None:
    board(stage)


@scene(shop="online")
def orders_of_one_shop(stage: TillStage) -> None:
    board(stage)
    stage.click(f"orders_of_{online.CLICK}")


@scene(shop="online")
def orders_sending(stage: TillStage) -> None:
    board(stage)
    store = stage.desk.shop.store
    online.send(store, "O-2296", "ready_for_pickup")
    lost = online.send(store, "O-2288", "picked_up")
    online.mark(store, lost, "UNKNOWN", verdict="no_answer", attempts=1)
    online.refuse(store, online.send(store, "O-2295", "ready_for_pickup"))
    tell(stage)


@scene(shop="online")
def orders_refused(stage: TillStage) -> None:
    board(stage)
    store = stage.desk.shop.store
    entry = online.send(store, "O-2295", "ready_for_pickup")
    tell(stage)
    online.refuse(store, entry)
    stage.desk.announce(Changes(orders=frozenset({1}), outbox=True))
    stage.settle()


@scene(shop="online")
def orders_long(stage: TillStage) -> None:
    long = Wish(
        "00c1f2aa-5b1d-4c11-9be2-7f0a52d9c1e4",
        LONG_NAME,
        "055 000 9999",
        "1234567.89",
        ((LONG[:300], "1250"), (LONG_NAME, "0.342")),
        status=UNKNOWN,
        minutes=60 * 24 * 3,
        payment=Paid.UNKNOWN,
    )
    many = [
        Wish(f"O-31{at:02}", "Lama", "055 000 1203", "9", (("Tea", "1"),), minutes=at)
        for at in range(40)
    ]
    board(stage, long, *many)


@scene(shop="online")
def orders_nothing_found(stage: TillStage) -> None:
    board(stage)
    stage.type("orders_search", "zzz")


@scene(shop="online")
def orders_loading(stage: TillStage) -> None:
    board(stage)
    page(stage).show_loading()


@scene(shop="online")
def orders_failed(stage: TillStage) -> None:
    board(stage)
    words = stage.app.translate("sentence", "The disk does not answer. Nothing is saved.")
    page(stage).show_failure(words)


@scene(shop="online")
def orders_checking(stage: TillStage) -> None:
    board(stage)
    stage.click("orders_refresh")


@scene(shop="lone")
def orders_empty(stage: TillStage) -> None:
    stage.go("orders")


@scene(shop="online")
def orders_detail(stage: TillStage) -> None:
    board(stage)
    stage.scan("SQ-7741")


@scene(shop="online")
def orders_detail_refused(stage: TillStage) -> None:
    orders_refused(stage)
    stage.till.window.toasts.clear()
    stage.scan("O-2295")


@scene(shop="online")
def orders_cancel(stage: TillStage) -> None:
    board(stage)
    press(stage, "O-2293", "cancel")


@scene(shop="online")
def orders_cancel_own_words(stage: TillStage) -> None:
    board(stage)
    press(stage, "O-2296", "cancel")
    stage.click("reason_other")
    stage.type("cancel_words", ASKED)


@scene(shop="online")
def orders_cancel_no_words(stage: TillStage) -> None:
    board(stage)
    press(stage, "SQ-7741", "cancel")
    stage.click("reason_other")
    stage.click("cancel_order_primary")


@scene(shop="online")
def orders_is_it_paid(stage: TillStage) -> None:
    wish = Wish(
        *("SQ-7750", "Nada Saad", "050 111 2222", "88", (("Saffron 2 g", "1"),)),
        status="processing",
        backend=online.COURIER,
        changed=9,
        payment=Paid.UNKNOWN,
    )
    board(stage, wish)
    press(stage, "SQ-7750", "next")


@scene(shop="online")
def orders_due(stage: TillStage) -> None:
    board(stage)
    press(stage, "SQ-7741", "next")
    stage.wait(stage.till.tender.is_open, "the payment")


@scene(shop="online")
def orders_ship(stage: TillStage) -> None:
    board(stage)
    stage.scan("SQ-7741")
    stage.click("order_other_0")
