"""Scenes of webhooks in the settings."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from app.domain import webhook
from app.domain.webhook import Event
from app.services.changes import Changes
from app.storage import webhook as deliveries
from app.storage.store import Store
from app.ui.settings.view import SettingsView
from tests.pictures.linked import NAME, ONLINE
from tests.pictures.scene import scene
from tests.pictures.settings import go
from tests.pictures.till_stage import TillStage
from tests.shop import NOON

_CAME = (
    (ONLINE, Event("product.created", "d-1", "product", "p-31"), 26 * 60),
    (NAME, Event("inventory.updated", "d-2", "inventory", "prod_9f2"), 75),
    (NAME, Event("customer.updated", "d-3", "customer", "cus_11"), 34),
    (ONLINE, Event("product_order.paid", "d-4", "order", "307"), 12),
    (ONLINE, Event("ping", "d-5", "", ""), 9),
    (NAME, Event("order.created", "d-6", "order", "ord_xyz789"), 1),
)


def come(store: Store) -> None:
    """Let webhooks have come; the last one waits to be read anew."""
    with store.write() as unit:
        unit.raw("DELETE FROM webhook_delivery")
        for backend, event, minutes in _CAME:
            deliveries.keep(unit, backend, event, at=NOON - timedelta(minutes=minutes))
        read = [each.id for each in deliveries.latest(unit, len(_CAME))[1:]]
        deliveries.done(unit, read, NOON - timedelta(minutes=1))
        unit.commit()


def show(stage: TillStage) -> None:
    """Go to the section, where nothing has come yet."""
    with stage.desk.shop.store.write() as unit:
        unit.raw("DELETE FROM webhook_delivery")
        unit.commit()
    for _, event, _ in _CAME:
        for text in (event.name, event.object_id):
            stage.typed.add(text)
    for name in (NAME, ONLINE):
        stage.typed.add(webhook.PATH + name)
    stage.go("settings")
    go(stage, "webhooks")
    stage.desk.announce(Changes(sync=True))
    stage.settle()


@scene(shop="sandboxed")
def webhooks_off(stage: TillStage) -> None:
    show(stage)


@scene(shop="sandboxed")
def webhooks_came(stage: TillStage) -> None:
    show(stage)
    stage.prefer(webhook_port=8790)
    come(stage.desk.shop.store)
    stage.desk.announce(Changes(sync=True))
    stage.settle()
    page = stage.till.window.page()
    assert isinstance(page, SettingsView)
    page.bring_into_sight(stage.find("panel_webhook_log"))
    stage.settle()


@scene(shop="sandboxed")
def webhooks_for_others(stage: TillStage) -> None:
    show(stage)
    stage.prefer(webhook_port=8790, webhook_host="192.168.1.20")


@scene(shop="sandboxed")
def webhooks_refused(stage: TillStage) -> None:
    show(stage)
    stage.click("webhook_other")
    stage.type("webhook_host", "no such place")
    stage.press(Qt.Key.Key_Return)
    stage.type("webhook_port", "70000")
    stage.press(Qt.Key.Key_Return)
    stage.click(f"webhook_{ONLINE}_save")
