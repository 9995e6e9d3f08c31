"""Webhooks in the settings: where they are taken, how each shop proves them, and what came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.preference import Preferences
from app.domain.webhook import Event
from app.services import backends, settings
from app.services.changes import Changes
from app.services.webhooks import Delivery
from app.ui.settings import webhook_log
from app.ui.settings.presenter import SettingsPresenter
from app.ui.settings.view import SettingsView
from app.ui.settings.webhook_form import WebhookForm
from app.ui.till import Till
from tests.pictures import linked, webhooks
from tests.pictures.linked import NAME, ONLINE
from tests.shop import NOON, tally
from tests.ui.backend_section import MARKS, click, said, write
from tests.ui.conftest import find
from tests.ui.syncing import Idle


@pytest.fixture
def form(till: Till, qtbot: QtBot) -> Iterator[WebhookForm]:
    """The section of a shop with two back ends that send webhooks, shown and filled."""
    linked.connect_sandbox(till.desk.shop.store)
    yield opened(till, qtbot)
    QGuiApplication.clipboard().clear()


def opened(till: Till, qtbot: QtBot) -> WebhookForm:
    till.go("settings")
    qtbot.waitUntil(lambda: find(till, "section_webhooks").isVisible())
    click(till, "section_webhooks")
    found = till.window.findChild(WebhookForm)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.panels))
    return found


def preferred(till: Till, qtbot: QtBot) -> Preferences:
    """What is kept, once nothing is being written any more."""
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))
    with till.desk.shop.store.read() as unit:
        return settings.preferences(unit)


def place(till: Till, qtbot: QtBot) -> tuple[str, int]:
    """Where webhooks are taken; port 0 for nowhere."""
    found = preferred(till, qtbot)
    return found.webhook_host, found.webhook_port


def enter(till: Till, name: str, text: str) -> None:
    """Write into a field, and leave it by Enter."""
    write(till, name, text)
    QTest.keyClick(find(till, name), Qt.Key.Key_Return)


def rows(form: WebhookForm) -> list[str]:
    """What is said of each webhook."""
    found = form.log.rows
    return [found.index(at).data().translate(MARKS) for at in range(found.rowCount())]


# Where it is


def test_the_section_is_there_only_while_a_back_end_sends_webhooks(
    till: Till, qtbot: QtBot
) -> None:
    store = till.desk.shop.store
    linked.connect(store)
    till.go("settings")
    row, chip = find(till, "section_webhooks"), find(till, "chip_webhooks")
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))
    assert row.isHidden()
    assert chip.isHidden()
    linked.connect(store, ONLINE, "apexloge")
    till.desk.announce(Changes(settings=True))
    qtbot.waitUntil(row.isVisible)
    assert not chip.isHidden()
    opened(till, qtbot)
    with store.write() as unit:
        backends.remove(unit, ONLINE, till.desk.counter, secrets=lambda _: Idle().keys)
    till.desk.announce(Changes(settings=True))
    qtbot.waitUntil(row.isHidden)
    view = find(till, "settings")
    assert isinstance(view, SettingsView)
    assert view.current() == "backends"


def test_arrow_keys_pass_over_a_section_that_is_not_there(till: Till) -> None:
    till.go("settings")
    till.show_backend("")
    find(till, "section_backends").setFocus()
    QTest.keyClick(find(till, "section_backends"), Qt.Key.Key_Down)
    view = find(till, "settings")
    assert isinstance(view, SettingsView)
    assert view.current() == "window"


# Where they are taken


def test_webhooks_are_taken_by_this_computer_alone_once_somebody_wants_it(
    form: WebhookForm, till: Till, qtbot: QtBot
) -> None:
    assert not form.on.isChecked()
    assert place(till, qtbot) == ("127.0.0.1", 0)
    click(till, "webhook_on")
    assert place(till, qtbot) == ("127.0.0.1", 8790)
    click(till, "webhook_on")
    assert place(till, qtbot) == ("127.0.0.1", 0)


def test_a_port_is_kept_as_soon_as_it_is_entered(
    form: WebhookForm, till: Till, qtbot: QtBot
) -> None:
    click(till, "webhook_on")
    enter(till, "webhook_port", "9001")
    assert place(till, qtbot) == ("127.0.0.1", 9001)
    assert said(till, "webhook_main_address") == "http://127.0.0.1:9001/webhooks/main"


@pytest.mark.parametrize("port", ["0", "65536", "", "http", "-1", "8²"])
def test_what_is_no_port_is_refused_at_its_field(
    form: WebhookForm, till: Till, qtbot: QtBot, port: str
) -> None:
    enter(till, "webhook_port", port)
    assert said(till, "webhook_port_below") == "A port is a number from 1 to 65535."
    click(till, "webhook_on")
    assert not form.on.isChecked()
    assert place(till, qtbot) == ("127.0.0.1", 0)


def test_other_computers_reach_it_only_at_an_address_and_with_a_warning(
    form: WebhookForm, till: Till, qtbot: QtBot
) -> None:
    click(till, "webhook_on")
    assert not find(till, "webhook_warning").isVisible()
    click(till, "webhook_other")
    assert "nothing here encrypts" in said(till, "webhook_warning_words")
    assert place(till, qtbot)[0] == "127.0.0.1"
    enter(till, "webhook_host", "no such place")
    assert "no address to listen at" in said(till, "webhook_host_below")
    assert place(till, qtbot)[0] == "127.0.0.1"
    enter(till, "webhook_host", "192.168.1.20")
    assert place(till, qtbot) == ("192.168.1.20", 8790)
    assert find(till, "webhook_warning").isVisible()
    click(till, "webhook_here")
    assert place(till, qtbot) == ("127.0.0.1", 8790)
    assert not find(till, "webhook_host").isVisible()


def test_each_back_end_has_an_address_that_is_copied(
    form: WebhookForm, till: Till, qtbot: QtBot
) -> None:
    names = {
        each.backend.name: said(till, f"panel_webhook_{each.backend.name}_title")
        for each in form.panels
    }
    assert names == {NAME: "StackNex", ONLINE: "Apexloge"}
    address = find(till, "webhook_online_address")
    assert isinstance(address, QLineEdit)
    assert address.isReadOnly()
    click(till, "webhook_online_copy")
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:8790/webhooks/online"
    assert "copied" in " ".join(till.window.toasts.texts())


# What proves them


def test_a_secret_is_kept_beside_the_key_and_never_shown_again(
    form: WebhookForm, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    click(till, "webhook_online_save")
    assert said(till, "webhook_online_secret_below") == "Paste the secret here."
    write(till, "webhook_online_secret", "whsec_1")
    field = find(till, "webhook_online_secret")
    assert isinstance(field, QLineEdit)
    assert "whsec" not in field.displayText()
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.text() == "")
    assert syncing.keys.kept == {"online.webhook": "whsec_1"}
    assert syncing.unlocked == ["file"]
    sql = "SELECT count(*) FROM journal WHERE event = 'webhook_secret_changed' AND subject = ?"
    assert tally(till.desk.shop.store, sql, ONLINE) == 1
    assert find(till, "webhook_online_save").isEnabled()


def test_a_secret_that_can_not_be_is_refused_at_its_field(
    form: WebhookForm, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    write(till, "webhook_main_secret", "two\u200bparts")
    click(till, "webhook_main_save")
    qtbot.waitUntil(lambda: "one line" in said(till, "webhook_main_secret_below"))
    assert syncing.keys.kept == {}
    assert find(till, "webhook_main_save").isEnabled()


# What came


def test_what_came_is_listed_the_newest_first_with_when_it_was_read_anew(
    form: WebhookForm, till: Till, qtbot: QtBot
) -> None:
    assert said(till, "webhooks_none") == "No webhook has come yet."
    assert not form.log.table.isVisible()
    webhooks.come(till.desk.shop.store)
    till.desk.announce(Changes(sync=True))
    qtbot.waitUntil(form.log.table.isVisible)
    assert not find(till, "webhooks_none").isVisible()
    found = rows(form)
    assert len(found) == 6
    assert found[0] == "14:59, StackNex, order.created, Order ord_xyz789, read anew: Not yet"
    assert found[1] == "14:51, Apexloge, ping, read anew: 14:59"
    assert found[4] == "13:45, StackNex, inventory.updated, Stock of prod_9f2, read anew: 14:59"


@pytest.mark.parametrize(
    "changes",
    [Changes(sync=True), Changes(settings=True), Changes(orders=frozenset({1}))],
    ids=["sync", "settings", "orders"],
)
def test_the_list_hears_of_what_comes(
    form: WebhookForm, till: Till, qtbot: QtBot, changes: Changes
) -> None:
    webhooks.come(till.desk.shop.store)
    till.desk.announce(changes)
    qtbot.waitUntil(lambda: form.log.rows.rowCount() == 6)


def test_nothing_is_read_for_a_section_that_is_not_shown(
    form: WebhookForm, till: Till, qtbot: QtBot
) -> None:
    till.go("sell")
    webhooks.come(till.desk.shop.store)
    till.desk.announce(Changes(sync=True))
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))
    assert form.log.rows.rowCount() == 0
    till.go("settings")
    presenter = till.screens["settings"]
    assert isinstance(presenter, SettingsPresenter)
    qtbot.waitUntil(lambda: form.log.rows.rowCount() == 6)


def test_the_model_keeps_its_promises_to_qt(form: WebhookForm) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(form.log.rows, fatal)
    event = Event("order.created", "d", "order", "1")
    form.log.show_latest([Delivery(1, NAME, event, NOON, None)], {}, NOON)
    form.log.show_latest([], {}, NOON)
    assert tester is not None


def test_an_event_without_an_object_is_about_nothing() -> None:
    assert webhook_log.about(Event("ping", "d", "", "")) == ""
    assert webhook_log.about(Event("", "d", "", "17")).translate(MARKS) == "17"


def test_a_webhook_of_another_day_says_which(form: WebhookForm) -> None:
    event = Event("order.created", "d", "order", "1")
    before = NOON - timedelta(days=40)
    form.log.show_latest([Delivery(1, "gone", event, before, before)], {}, NOON)
    assert rows(form)[0].startswith("20 Jan, gone, order.created")
