"""A customer's account at an online shop: linked, made, looked at; subscriptions of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.customer import Customer
from app.services import customers
from app.services.changes import Changes
from app.storage.opening import open_store
from app.ui.customers import members
from app.ui.customers.presenter import CustomersPresenter
from app.ui.main_window import SMALLEST
from app.ui.till import Till
from tests.fakes import fault
from tests.fakes.salloq import KEY, SalloqServer
from tests.fakes.salloq_shop import Line
from tests.shop import BREAD, DATES, NOON, counter_of
from tests.ui import salloq
from tests.ui.conftest import find
from tests.ui.salloq import THERE, WEB, Asking

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MARKS = {ord(mark): None for mark in "\u200f\u2066\u2068\u2069"}
JANE = Customer(None, "Jane Smith", "+966 55 111 2222", email="jane@example.com")
OMAR = Customer(None, "Omar")
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody


@pytest.fixture
def server() -> Iterator[SalloqServer]:
    """The online shop."""
    with salloq.running() as made:
        yield made


@pytest.fixture
def shop(shop: Path, server: SalloqServer) -> Path:
    """A shop that sells at Salloq too, and knows two customers."""
    store = open_store(shop)
    salloq.connect(store, server.url)
    for each in (JANE, OMAR):
        with store.write() as unit:
            customers.add(unit, each, counter_of(unit))
    store.close()
    return shop


@pytest.fixture
def syncing(server: SalloqServer) -> Asking:
    """Asks the online shop."""
    return Asking(url=server.url)


@pytest.fixture
def page(till: Till, qtbot: QtBot) -> CustomersPresenter:
    """The page, with Jane's account at Salloq in the panel."""
    return opened(till, qtbot)


def opened(till: Till, qtbot: QtBot) -> CustomersPresenter:
    till.go("customers")
    shown = till.screens["customers"]
    assert isinstance(shown, CustomersPresenter)
    qtbot.waitUntil(lambda: said(till, "customer_panel_name") == "Jane Smith")
    part = find(till, f"part_{WEB}")
    qtbot.waitUntil(part.isVisible)
    click(till, f"part_{WEB}")
    return shown


def said(till: Till, name: str) -> str:
    """What a label, button or field says, without the marks of direction."""
    found = find(till, name)
    if isinstance(found, QLabel | QAbstractButton | QLineEdit):
        return found.text().translate(MARKS)
    return found.accessibleName().translate(MARKS)


def shown(till: Till, name: str) -> Callable[[], bool]:
    return lambda: find(till, name).isVisible()


def click(till: Till, name: str) -> None:
    assert find(till, name).isVisible(), name
    QTest.mouseClick(find(till, name), LEFT)


def key(till: Till, wanted: Qt.Key) -> None:
    QTest.keyClick(till.window.focusWidget() or till.window, wanted)


def write(till: Till, name: str, words: str) -> None:
    """Type over what is in a field."""
    field = find(till, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setText(words)
    field.textEdited.emit(words)


def toasts(till: Till) -> list[str]:
    return [words.translate(MARKS) for words in till.window.toasts.texts()]


def settle(till: Till, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(till.lanes.under_way().values()))


def link(till: Till, qtbot: QtBot, remote_id: str = "2186") -> None:
    """Link Jane to an id, and wait for what the shop tells."""
    with till.desk.shop.store.write() as unit:
        customers.link(unit, 1, WEB, remote_id, counter_of(unit))
    till.desk.announce(Changes(customers=frozenset({1})))
    if remote_id == "2186":
        qtbot.waitUntil(shown(till, "member_points"))


def remote_ids(till: Till, customer_id: int = 1) -> dict[str, str]:
    with till.desk.shop.store.read() as unit:
        return customers.remote_ids(unit, customer_id)


# What is known


def test_only_shops_that_know_points_have_a_part(till: Till, qtbot: QtBot) -> None:
    with till.desk.shop.store.write() as unit:
        unit.raw("UPDATE capability SET answer = 'no' WHERE name = 'membership'")
        unit.commit()
    till.go("customers")
    qtbot.waitUntil(lambda: said(till, "customer_panel_name") == "Jane Smith")
    assert till.window.findChild(QAbstractButton, f"part_{WEB}") is None
    assert find(till, "customer_invoices").isVisible()


def test_a_linked_customer_has_points_rules_and_orders(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    dates = Line(163, "Dates", 2, THERE[0].price)
    server.shop.add_order(2186, [dates])
    link(till, qtbot)
    assert said(till, "member_name") == "Jane Smith"
    assert said(till, "member_about") == "#2186 · customer@example.com · 555-0123"
    assert said(till, "member_points") == "2,500"
    assert said(till, "member_worth") == "worth SAR 25.00"
    assert said(till, "member_lifetime") == "5,000 so far"
    assert said(till, "member_rules") == (
        "100 points for SAR 1.00 that is spent; a point is worth SAR 0.01. "
        "Points are spent from 500 on."
    )
    assert said(till, "member_doubt").startswith(
        "These figures contradict each other: by them 100%"
    )
    assert said(till, "member_order_0").startswith("307 · Pending")
    assert said(till, "member_order_0_total") == f"SAR {server.shop.orders[307].total}"
    assert not find(till, "member_points_problem").isVisible()


def test_while_it_is_asked_that_is_said(till: Till, page: CustomersPresenter, qtbot: QtBot) -> None:
    with till.desk.shop.store.write() as unit:
        customers.link(unit, 1, WEB, "2186", counter_of(unit))
    till.desk.announce(Changes(customers=frozenset({1})))
    qtbot.waitUntil(shown(till, "member_waiting"))
    assert said(till, "member_waiting_words") == "Asking Salloq…"
    qtbot.waitUntil(shown(till, "member_points"))


def test_a_part_that_the_key_is_not_for_says_so_alone(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    server.knobs.keys[KEY] = {"customers:read"}
    link(till, qtbot)
    assert said(till, "member_rules") == ""
    problem = "The server does not allow this with this key."
    assert said(till, "member_points_problem") == problem
    assert said(till, "member_no_orders") == "No orders yet"


def test_no_answer_is_a_sentence_and_can_be_asked_again(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    server.fail(fault.status(500), path="/customers/2186", times=1)
    with till.desk.shop.store.write() as unit:
        customers.link(unit, 1, WEB, "2186", counter_of(unit))
    till.desk.announce(Changes(customers=frozenset({1})))
    qtbot.waitUntil(shown(till, "member_failed"))
    assert said(till, "member_failed_words") == "The server failed (status 500)."
    click(till, "member_again")
    qtbot.waitUntil(shown(till, "member_points"))


def test_whom_the_shop_does_not_know_any_more_can_be_linked_anew(
    till: Till, page: CustomersPresenter, qtbot: QtBot
) -> None:
    link(till, qtbot, "9999")
    qtbot.waitUntil(lambda: "no customer 9999" in said(till, "member_unlinked_words"))
    click(till, "member_link")
    assert said(till, "member_link_id") == "9999"


def test_an_answer_about_somebody_else_is_dropped(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    server.fail(fault.slow(0.4), path="/customers/2186/orders", times=1)
    with till.desk.shop.store.write() as unit:
        customers.link(unit, 1, WEB, "2186", counter_of(unit))
    till.desk.announce(Changes(customers=frozenset({1})))
    qtbot.waitUntil(lambda: till.lanes.under_way()["network"] > 0)
    key(till, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: said(till, "customer_panel_name") == "Omar")
    settle(till, qtbot)
    assert find(till, "member_unlinked").isVisible()
    assert said(till, "member_unlinked_words").startswith("It is not known which customer")


def test_whoever_walks_through_the_list_asks_for_nobody_on_the_way(
    till: Till, qtbot: QtBot, syncing: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "SOON_MS", 800)
    for customer_id, remote_id in ((1, "2186"), (2, "2187")):
        with till.desk.shop.store.write() as unit:
            customers.link(unit, customer_id, WEB, remote_id, counter_of(unit))
    opened(till, qtbot)
    qtbot.waitUntil(shown(till, "member_waiting"))
    find(till, "customers_search").setFocus()
    key(till, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "John" in said(till, "member_name"))
    assert syncing.asked == [WEB]


def test_what_is_shown_already_is_not_asked_again(
    till: Till, page: CustomersPresenter, qtbot: QtBot, syncing: Asking
) -> None:
    link(till, qtbot)
    till.desk.announce(Changes(outbox=True, customers=frozenset({1})))
    settle(till, qtbot)
    assert find(till, "member_points").isVisible()
    assert syncing.asked == [WEB]


# Linking


def test_a_customer_is_linked_after_a_look_at_who_that_is(
    till: Till, page: CustomersPresenter, qtbot: QtBot
) -> None:
    click(till, "member_link")
    assert find(till, "member_link_id").hasFocus()
    write(till, "member_link_id", "2186")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(shown(till, "member_link_found"))
    assert said(till, "member_link_found").split("\n") == [
        "Jane Smith · customer@example.com · 555-0123",
        "The e-mail address here is another one: jane@example.com",
    ]
    assert remote_ids(till) == {}
    assert said(till, "member_link_dialog_primary") == "Link"
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(shown(till, "member_points"))
    assert remote_ids(till) == {WEB: "2186"}
    assert not find(till, "member_link_dialog").isVisible()


def test_another_id_wants_another_look(till: Till, page: CustomersPresenter, qtbot: QtBot) -> None:
    click(till, "member_link")
    write(till, "member_link_id", "2186")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(till, "member_link_dialog_primary") == "Link")
    write(till, "member_link_id", "2187")
    assert said(till, "member_link_dialog_primary") == "Look"
    assert not find(till, "member_link_found").isVisible()


def test_an_id_that_nobody_has_is_not_linked(
    till: Till, page: CustomersPresenter, qtbot: QtBot
) -> None:
    click(till, "member_link")
    click(till, "member_link_dialog_primary")
    assert said(till, "member_link_id_below") == "Give the id."
    write(till, "member_link_id", "4711")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: said(till, "member_link_id_below") == "There is no customer with this id."
    )
    assert said(till, "member_link_dialog_primary") == "Look"


def test_an_id_of_another_customer_is_refused(
    till: Till, page: CustomersPresenter, qtbot: QtBot
) -> None:
    with till.desk.shop.store.write() as unit:
        customers.link(unit, 2, WEB, "2186", counter_of(unit))
    click(till, "member_link")
    write(till, "member_link_id", "2186")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(till, "member_link_dialog_primary") == "Link")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Another customer" in said(till, "member_link_id_below"))
    assert remote_ids(till) == {}


# Accounts


def ask_for_account(till: Till) -> None:
    click(till, "member_create")
    assert said(till, "member_account_first") == "Jane"
    assert said(till, "member_account_last") == "Smith"
    assert said(till, "member_account_email") == "jane@example.com"
    assert find(till, "member_account_password").hasFocus()


def test_an_account_is_made_with_the_password_that_was_typed(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    ask_for_account(till)
    write(till, "member_account_password", PASSWORD)
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(shown(till, "member_points"))
    (made,) = [each for each in server.shop.customers.values() if each.password]
    assert (made.email, made.password) == ("jane@example.com", PASSWORD)
    assert remote_ids(till) == {WEB: str(made.id)}
    assert toasts(till) == [f"Jane Smith has account {made.id} at Salloq now."]
    assert said(till, "member_account_password") == ""
    with till.desk.shop.store.read() as unit:
        dump = unit.raw("SELECT group_concat(data) FROM journal").fetchone()[0]
    assert PASSWORD not in dump


def test_no_password_is_ever_invented(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    ask_for_account(till)
    key(till, Qt.Key.Key_Return)
    below = "Let the customer choose a password."
    assert said(till, "member_account_password_below") == below
    assert find(till, "member_account_password").hasFocus()
    settle(till, qtbot)
    assert server.shop.count("customer") == 0


def test_what_the_shop_says_of_a_password_does_not_repeat_it(
    till: Till, page: CustomersPresenter, qtbot: QtBot
) -> None:
    ask_for_account(till)
    write(till, "member_account_password", "tiny1")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(shown(till, "member_account_remark"))
    words = "The server did not take it: “The password … is too short”"
    assert said(till, "member_account_remark") == words
    key(till, Qt.Key.Key_Escape)
    assert said(till, "member_account_password") == ""


def test_a_lost_answer_is_looked_at_before_an_account_is_made_again(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    server.fail(fault.drop(committed=True), method="POST", path="/customers", times=1)
    ask_for_account(till)
    write(till, "member_account_password", PASSWORD)
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(shown(till, "member_account_remark"))
    assert said(till, "member_account_remark").endswith("Look there before you try it again.")
    assert not find(till, "member_account_primary").isEnabled()
    assert server.shop.count("customer") == 1


# Subscriptions


def begin_new(till: Till, qtbot: QtBot) -> None:
    """Ask for a new subscription of what is scanned."""
    link(till, qtbot)
    click(till, "member_subscribe")
    till.scan(DATES)
    qtbot.waitUntil(lambda: said(till, "subscription_form_product") == "163")
    write(till, "subscription_form_frequency", "2")


def test_a_subscription_is_made_only_after_it_was_shown_what_it_costs(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    begin_new(till, qtbot)
    write(till, "subscription_form_quantity", "٢")
    key(till, Qt.Key.Key_Return)
    assert said(till, "subscription_form_remark") == (
        "2 × Sukkari Dates 500 g, first on 1 Mar 2026, as often as frequency 2 says. "
        "Salloq bills the customer for each of these orders."
    )
    assert server.shop.subscriptions == {}
    click(till, "subscription_form_cancel")
    assert find(till, "subscription_form_quantity").isVisible()
    key(till, Qt.Key.Key_Return)
    click(till, "subscription_form_primary")
    qtbot.waitUntil(lambda: toasts(till) == ["Subscription 42 is made."])
    made = server.shop.subscriptions[42]
    assert (made.customer_id, made.product_id, made.quantity) == (2186, 163, 2)


def test_what_the_shop_does_not_have_can_not_be_subscribed_to(
    till: Till, page: CustomersPresenter, qtbot: QtBot
) -> None:
    link(till, qtbot)
    click(till, "member_subscribe")
    till.scan(BREAD)
    qtbot.waitUntil(lambda: "Salloq does not have" in said(till, "subscription_form_product_below"))
    till.scan("4006381333931")
    qtbot.waitUntil(lambda: "No product has code" in said(till, "subscription_form_product_below"))


@pytest.mark.parametrize(
    ("field", "words", "problem"),
    [
        ("product", "", "Which product is it?"),
        ("quantity", "1.5", "A whole number, one or more."),
        ("quantity", "0", "A whole number, one or more."),
        ("frequency", "", "Give the id."),
        ("day", "soon", "This is no day."),
        ("day", "2026-02-28", "This day is past."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    till: Till,
    page: CustomersPresenter,
    qtbot: QtBot,
    field: str,
    words: str,
    problem: str,
) -> None:
    begin_new(till, qtbot)
    write(till, f"subscription_form_{field}", words)
    key(till, Qt.Key.Key_Return)
    assert said(till, f"subscription_form_{field}_below") == problem
    assert find(till, f"subscription_form_{field}").hasFocus()


def show_one(till: Till, qtbot: QtBot, server: SalloqServer, customer_id: int = 2186) -> None:
    """Show a subscription of this customer's."""
    next_day = NOON.date().replace(month=4)
    server.shop.add_subscription(
        customer_id=customer_id,
        product_id=163,
        frequency_id=2,
        quantity=1,
        next_billing=next_day,
    )
    link(till, qtbot)
    click(till, "member_subscription")
    write(till, "subscription_number", "42")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(till, "subscription_product") == "163")


def test_a_subscription_is_shown_with_its_next_order(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    show_one(till, qtbot, server)
    assert said(till, "subscription_state") == "Active"
    assert said(till, "subscription_price") == "SAR 22.05"
    assert said(till, "subscription_frequency") == "Every 30 days"
    assert said(till, "subscription_next") == "1 Apr 2026"
    assert said(till, "subscription_upcoming").startswith("1 Apr 2026 · Dates × 1 · SAR ")


def test_a_subscription_is_changed_after_a_question(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    show_one(till, qtbot, server)
    click(till, "subscription_primary")
    assert not find(till, "subscription").isVisible()
    click(till, "subscription_form_primary")
    assert said(till, "subscription_form_remark") == "Nothing is different."
    write(till, "subscription_form_quantity", "3")
    click(till, "subscription_form_primary")
    assert "bills the customer" in said(till, "subscription_form_remark")
    assert server.shop.subscriptions[42].quantity == 1
    click(till, "subscription_form_primary")
    qtbot.waitUntil(lambda: toasts(till) == ["Subscription 42 is changed."])
    assert server.shop.subscriptions[42].quantity == 3
    assert server.shop.subscriptions[42].frequency_id == 2


def test_a_subscription_ends_with_a_reason_only(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    show_one(till, qtbot, server)
    click(till, "subscription_end")
    assert find(till, "subscription_end_dialog_cancel").hasFocus()
    click(till, "subscription_end_dialog_primary")
    assert said(till, "subscription_end_reason_below") == "Say why."
    write(till, "subscription_end_reason", "Moving away")
    key(till, Qt.Key.Key_Return)
    assert server.shop.subscriptions[42].status == "active"
    click(till, "subscription_end_dialog_primary")
    qtbot.waitUntil(lambda: toasts(till) == ["Subscription 42 is cancelled."])
    kept = server.shop.subscriptions[42]
    assert (kept.status, kept.reason) == ("cancelled", "Moving away")


def test_another_customers_subscription_can_only_be_looked_at(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    show_one(till, qtbot, server, customer_id=2187)
    assert "another customer of Salloq: 2187" in said(till, "subscription_remark")
    assert said(till, "subscription_primary") == "Show"
    assert not find(till, "subscription_end").isVisible()


def test_a_subscription_that_has_ended_is_not_changed(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    show_one(till, qtbot, server)
    server.shop.subscriptions[42] = replace(server.shop.subscriptions[42], status="cancelled")
    write(till, "subscription_number", "42")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(till, "subscription_state") == "Cancelled")
    assert said(till, "subscription_primary") == "Show"


def test_a_number_that_is_none_is_said(till: Till, page: CustomersPresenter, qtbot: QtBot) -> None:
    link(till, qtbot)
    click(till, "member_subscription")
    key(till, Qt.Key.Key_Return)
    assert said(till, "subscription_number_below") == "Give the number."
    write(till, "subscription_number", "7")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(shown(till, "subscription_remark"))
    assert said(till, "subscription_remark") == "There is no subscription of this number."


def test_a_lost_answer_is_looked_at_before_anything_is_made_again(
    till: Till, page: CustomersPresenter, qtbot: QtBot, server: SalloqServer
) -> None:
    server.fail(fault.drop(committed=True), method="POST", path="/subscriptions", times=1)
    begin_new(till, qtbot)
    for _ in range(2):
        click(till, "subscription_form_primary")
    qtbot.waitUntil(lambda: "Look there before" in said(till, "subscription_form_remark"))
    assert not find(till, "subscription_form_primary").isEnabled()
    assert len(server.shop.subscriptions) == 1


# The window


def test_in_little_room_the_account_is_reached_too(
    till: Till, page: CustomersPresenter, qtbot: QtBot
) -> None:
    till.window.resize(*SMALLEST)
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(shown(till, "member_unlinked"))
    link(till, qtbot)


def test_the_section_speaks_the_language_that_is_chosen_meanwhile(
    till: Till, page: CustomersPresenter, qtbot: QtBot
) -> None:
    link(till, qtbot)
    till.switch_language()
    qtbot.waitUntil(lambda: "25.00 ر.س" in said(till, "member_worth"))
