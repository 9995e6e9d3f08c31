"""Scenes of sync: back ends, what waits for them, and how the strip tells of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from app.services.backends import Check
from app.services.changes import Changes
from app.ui.sync.presenter import SyncPresenter
from app.ui.sync.words import Act
from tests.pictures import linked, online
from tests.pictures.linked import BUSINESS, NAME, SAID, SOON
from tests.pictures.scene import scene
from tests.pictures.settings import go
from tests.pictures.till_stage import TillStage
from tests.shop import BREAD, LATTE, NOON
from tests.ui.syncing import GOOD

NO_NETWORK = "There is no network, or it does not reach the server."
WRONG_KEY = "The server does not know this key, or it was revoked."


def stand(stage: TillStage, **state: Any) -> None:
    """Let the back end stand so, and the window know it."""
    for said in (SAID, "Rose Water", "1084"):
        stage.typed.add(said)
    linked.stand(stage.desk.shop.store, NAME, **state)
    tell(stage)


def tell(stage: TillStage) -> None:
    """Let the window know how things are."""
    stage.desk.announce(Changes(outbox=True, sync=True, settings=True))
    stage.till.sync_status.stop()  # it would wait a second
    stage.till.sync_status.look()
    stage.settle()


def offline(stage: TillStage) -> None:
    """Let the back end not answer."""
    stand(stage, problem="no_network", message=NO_NETWORK, failures=3, next_try_at=SOON)


def refuse_key(stage: TillStage) -> None:
    """Let the back end know our key no longer."""
    stand(stage, problem="wrong_key", message=WRONG_KEY, paused=True, failures=1)


def row_of(stage: TillStage, verdict: str) -> int:
    """Where the first row of a verdict is."""
    rows = presenter(stage).rows
    items = [rows.row(at) for at in range(rows.rowCount())]
    return next(at for at, item in enumerate(items) if getattr(item, "verdict", "") == verdict)


def presenter(stage: TillStage) -> SyncPresenter:
    """The screen's presenter."""
    shown = stage.till.screens["sync"]
    assert isinstance(shown, SyncPresenter)
    return shown


def act(stage: TillStage, verdict: str, wanted: Act) -> None:
    """Do something with the first row of a verdict."""
    stage.go("sync")
    stand(stage)
    presenter(stage).act(row_of(stage, verdict), wanted)
    stage.settle()


def section(stage: TillStage) -> None:
    """Go to the section of back ends, where nothing is asked yet."""
    go(stage, "backends")
    if stage.find("backend_cancel").isVisible():
        stage.click("backend_cancel")


def ask_for_new(stage: TillStage) -> None:
    """Ask for a new back end in the settings."""
    section(stage)
    stage.click("backend_add")


@scene(shop="linked")
def sync_open(stage: TillStage) -> None:
    stage.go("sync")
    stand(stage)


@scene(shop="linked")
def sync_attention(stage: TillStage) -> None:
    stage.go("sync")
    stand(stage)
    stage.click("sync_attention")


@scene(shop="linked")
def sync_sent(stage: TillStage) -> None:
    stage.go("sync")
    stand(stage)
    stage.click("sync_sent_today")


@scene(shop="linked")
def sync_nothing_found(stage: TillStage) -> None:
    stage.go("sync")
    stand(stage)
    stage.type("sync_search", "zzz")


@scene(shop="linked")
def sync_offline(stage: TillStage) -> None:
    stage.go("sync")
    offline(stage)


@scene(shop="linked")
def sync_key_refused(stage: TillStage) -> None:
    stage.go("sync")
    refuse_key(stage)


@scene(shop="linked")
def sync_limit_reached(stage: TillStage) -> None:
    stage.go("sync")
    stand(stage, problem="throttled", failures=1, next_try_at=SOON)


@scene(shop="linked")
def sync_reading(stage: TillStage) -> None:
    stage.go("sync")
    stand(stage, reading=12_300)


@scene(shop="linked")
def sync_syncing(stage: TillStage) -> None:
    stage.go("sync")
    stand(stage)
    stage.click("sync_now")


@scene(shop="linked")
def sync_menu(stage: TillStage) -> None:
    act(stage, "http_404", Act.MORE)


@scene(shop="linked")
def sync_link(stage: TillStage) -> None:
    act(stage, "total_mismatch", Act.LINK)


@scene(shop="linked")
def sync_drop_refused(stage: TillStage) -> None:
    act(stage, "http_404", Act.DROP)
    stage.click("decision_primary")


@scene(shop="linked")
def sync_retry_in_doubt(stage: TillStage) -> None:
    act(stage, "unknown_outcome", Act.RETRY)


@scene(shop="linked")
def sync_new_key(stage: TillStage) -> None:
    stage.go("sync")
    refuse_key(stage)
    presenter(stage).ask_key(NAME)
    stage.type("new_key_field", "apx_7Q2f")
    stage.settle()


@scene(shop="linked")
def sync_new_key_wrong(stage: TillStage) -> None:
    stage.go("sync")
    refuse_key(stage)
    presenter(stage).ask_key(NAME)
    stage.syncing.answer = Check(ok=False, message=WRONG_KEY, problem="wrong_key")
    stage.type("new_key_field", "apx_7Q2f")
    stage.click("new_key_test")
    stage.syncing.answer = GOOD


@scene(shop="five")
def sync_five_systems(stage: TillStage) -> None:
    store = stage.desk.shop.store
    linked.stand(store, "stacknex", tokens=Decimal(611), tokens_at=NOON)
    linked.stand(store, "salloq", problem="throttled", failures=1, next_try_at=SOON)
    linked.stand(store, "commerce", problem="wrong_key", message=WRONG_KEY, paused=True)
    stage.go("sync")
    tell(stage)


def trouble(stage: TillStage) -> None:
    """Orders that wait for a manager."""
    store = stage.desk.shop.store
    linked.all_sent(store)
    online.begin_anew(store)
    online.trouble(store)
    for text in ("Gift Box", "SQ-12", "31", "12"):
        stage.typed.add(text)
    stage.go("sync")
    tell(stage)


@scene(shop="online")
def sync_orders(stage: TillStage) -> None:
    trouble(stage)


@scene(shop="online")
def sync_order_refund_in_doubt(stage: TillStage) -> None:
    trouble(stage)
    rows = presenter(stage).rows
    items = [rows.row(at) for at in range(rows.rowCount())]
    at = next(at for at, item in enumerate(items) if getattr(item, "kind", "") == "order")
    presenter(stage).act(at, Act.RETRY)
    stage.settle()


@scene(shop="online")
def sync_link_order(stage: TillStage) -> None:
    trouble(stage)
    rows = presenter(stage).rows
    items = [rows.row(at) for at in range(rows.rowCount())]
    at = next(at for at, item in enumerate(items) if getattr(item, "kind", "") == "placement")
    presenter(stage).act(at, Act.LINK)
    stage.settle()


@scene(shop="bare")
def sync_no_backend(stage: TillStage) -> None:
    stage.go("sync")


@scene(shop="linked")
def settings_backends(stage: TillStage) -> None:
    stand(stage)
    section(stage)


@scene(shop="bare")
def settings_backends_none(stage: TillStage) -> None:
    section(stage)


@scene(shop="bare")
def settings_backends_new(stage: TillStage) -> None:
    ask_for_new(stage)


@scene(shop="bare")
def settings_backends_further(stage: TillStage) -> None:
    ask_for_new(stage)
    stage.click("key_in_file")
    stage.click("backend_advanced")


@scene(shop="bare")
def settings_backends_works(stage: TillStage) -> None:
    ask_for_new(stage)
    stage.typed.add(BUSINESS)
    stage.type("backend_key", "apx_7Q2f")
    stage.click("backend_test")


@scene(shop="bare")
def settings_backends_refused(stage: TillStage) -> None:
    ask_for_new(stage)
    stage.type("backend_key", "nope")
    stage.click("backend_save")


@scene(shop="bare")
def settings_backends_no_network(stage: TillStage) -> None:
    ask_for_new(stage)
    stage.syncing.answer = Check(ok=False, message=NO_NETWORK, problem="no_network")
    stage.type("backend_key", "apx_7Q2f")
    stage.click("backend_test")
    stage.syncing.answer = GOOD


@scene(shop="linked")
def settings_backends_change(stage: TillStage) -> None:
    stand(stage)
    section(stage)
    stage.click("own_main_change")


@scene(shop="linked")
def settings_backends_remove(stage: TillStage) -> None:
    stand(stage)
    section(stage)
    stage.click("own_main_change")
    stage.click("backend_remove")


@scene(shop="linked")
def stock_in_doubt(stage: TillStage) -> None:
    stand(stage)
    stage.go("stock")
    stage.scan(BREAD)
    if not stage.find("stock_levels").isVisible():
        stage.find("stock_rows").setFocus()
        stage.press(Qt.Key.Key_Return)


@scene(shop="linked")
def strip_attention(stage: TillStage) -> None:
    stand(stage)


@scene(shop="linked")
def strip_offline(stage: TillStage) -> None:
    linked.all_sent(stage.desk.shop.store)
    linked.sell(stage.desk.shop.store, LATTE)
    offline(stage)


@scene(shop="linked")
def strip_waiting(stage: TillStage) -> None:
    linked.all_sent(stage.desk.shop.store)
    linked.sell(stage.desk.shop.store, LATTE)
    stand(stage)


@scene(shop="linked")
def strip_synced(stage: TillStage) -> None:
    linked.all_sent(stage.desk.shop.store)
    stand(stage)


@scene(shop="linked")
def sync_nothing_waits(stage: TillStage) -> None:
    linked.all_sent(stage.desk.shop.store)
    stage.go("sync")
    stand(stage)
