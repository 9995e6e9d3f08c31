"""The customers: found, shown, written down and changed; what happens meanwhile is seen."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.customer import Customer
from app.domain.sale import Sale
from app.services import checkout, customers
from app.services.changes import Changes
from app.services.customers import CustomerRow
from app.storage.opening import open_store
from app.storage.store import Store
from app.ui.customers import cell
from app.ui.customers.cell import Cells
from app.ui.customers.model import CustomerList
from app.ui.customers.presenter import CustomersPresenter
from app.ui.customers.view import CustomersView
from app.ui.main_window import SMALLEST
from app.ui.till import Till
from app.ui.widgets.table import Table
from tests.shop import DATES, TEA, cart_of, counter_of, exactly, findings, tally
from tests.ui import keys
from tests.ui.conftest import find

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
MARKS = {ord(mark): None for mark in "\u2066\u2068\u2069"}
HUDA = Customer(None, "Huda", "+966 55 111 2222", email="huda@example.com", address="Jeddah")
PEOPLE = (
    HUDA,
    Customer(None, "Oasis Trading", "0501234567", vat_number="310122393500003"),
    Customer(None, "أحمد العمري", "0559876543"),
)
EVERYBODY = ["Huda", "Oasis Trading", "أحمد العمري"]


@pytest.fixture
def shop(shop: Path) -> Path:
    """A shop that knows some customers."""
    store = open_store(shop)
    for each in PEOPLE:
        with store.write() as unit:
            customers.add(unit, each, counter_of(unit))
    store.close()
    return shop


@pytest.fixture
def page(till: Till, qtbot: QtBot) -> CustomersPresenter:
    """The page, shown and filled."""
    return opened(till, qtbot)


def opened(till: Till, qtbot: QtBot) -> CustomersPresenter:
    """The page of this till, shown and filled."""
    till.go("customers")
    shown = till.screens["customers"]
    assert isinstance(shown, CustomersPresenter)
    settle(till, shown, qtbot)
    return shown


def settle(till: Till, page: CustomersPresenter, qtbot: QtBot) -> None:
    """Wait until everything that was asked for is shown."""

    def is_settled() -> bool:
        reads = page._lists.busy or page._panels.busy
        rows = page.rows._asked or page.rows._wanted
        return not (reads or rows or any(till.lanes.under_way().values()))

    qtbot.waitUntil(is_settled)


def view(till: Till) -> CustomersView:
    shown = till.window.page()
    assert isinstance(shown, CustomersView)
    return shown


def names(page: CustomersPresenter) -> list[str]:
    """Who is listed."""
    rows = [page.rows.row(at) for at in range(page.rows.rowCount())]
    return [row.customer.name for row in rows if row]


def said(till: Till, name: str) -> str:
    """What a label, button or field says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
    return found.text().translate(MARKS)


def click(till: Till, name: str) -> None:
    QTest.mouseClick(find(till, name), LEFT)


def key(till: Till, wanted: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(till.window.focusWidget() or till.window, wanted, modifiers)


def write(till: Till, name: str, words: str) -> None:
    """Write words of any language over what is in a field, as an input method does."""
    field = find(till, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.clear()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def stored(till: Till) -> list[Customer]:
    """All whom the store knows, in the order they came."""
    with till.desk.shop.store.read() as unit:
        return sorted(customers.search(unit, "", 99), key=lambda each: each.id or 0)


def sell_to(till: Till, customer_id: int, *codes: str) -> Sale:
    """A sale to this customer that another till makes."""
    with till.desk.shop.store.write() as unit:
        counter = counter_of(unit)
        cart = replace(cart_of(unit, counter, *codes), customer=customers.get(unit, customer_id))
        total = cart.totals().taxed.gross
        sale, changes = checkout.complete(unit, cart, [exactly(total)], counter)
    till.desk.announce(changes)
    return sale


def be_sent(store: Store, customer_id: int) -> None:
    """Let a back end know this customer."""
    with store.write() as unit:
        unit.raw("INSERT INTO remote_id VALUES ('customer', ?, 'main', '57')", (customer_id,))
        unit.commit()


def ask_for_new(till: Till) -> None:
    """Open the card for a new customer by its key."""
    key(till, Qt.Key.Key_F9)
    assert find(till, "customer_card").isVisible()


def is_answered(till: Till, qtbot: QtBot) -> None:
    """Wait until the card has gone."""
    qtbot.waitUntil(lambda: not find(till, "customer_card").isVisible())


# The list


def test_all_customers_are_listed_by_name_and_the_first_is_shown(
    page: CustomersPresenter, till: Till
) -> None:
    assert names(page) == EVERYBODY
    assert said(till, "customer_panel_name") == "Huda"
    assert said(till, "customer_panel_phone") == "+966 55 111 2222"
    assert said(till, "customer_panel_email") == "huda@example.com"
    assert said(till, "customer_panel_address") == "Jeddah"
    assert not find(till, "customer_panel_vat_number").isVisible()
    assert find(till, "customers_search").hasFocus()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oas", ["Oasis Trading"]),
        ("احمد", ["أحمد العمري"]),
        ("+966 50 123 4567", ["Oasis Trading"]),
        ("٠٥٥ ١١١", ["Huda"]),
        ("a", ["Huda", "Oasis Trading"]),
        ("31012239", ["Oasis Trading"]),
    ],
)
def test_typing_finds_by_name_phone_and_vat_number(
    page: CustomersPresenter, till: Till, qtbot: QtBot, text: str, expected: list[str]
) -> None:
    key(till, Qt.Key.Key_F2)
    write(till, "customers_search", text)
    qtbot.waitUntil(lambda: names(page) == expected)
    settle(till, page, qtbot)
    assert said(till, "customer_panel_name") == expected[0]


def test_only_the_last_of_quick_letters_is_listed(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    for text in ("h", "hu", "hudx", "oasis"):
        page.search(text)
    settle(till, page, qtbot)
    assert names(page) == ["Oasis Trading"]


def test_what_finds_nobody_is_said(page: CustomersPresenter, till: Till, qtbot: QtBot) -> None:
    page.search("zzq")
    settle(till, page, qtbot)
    assert "zzq" in said(till, "no_customers_words")
    assert find(till, "no_customers").isVisible()
    assert find(till, "no_customer_chosen").isVisible()
    page.search("")
    settle(till, page, qtbot)
    assert names(page) == EVERYBODY
    assert find(till, "customer_panel_name").isVisible()


def test_arrows_move_through_the_list_while_the_search_has_the_focus(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    for wanted in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        key(till, wanted)
    settle(till, page, qtbot)
    assert said(till, "customer_panel_name") == "Oasis Trading"
    assert find(till, "customers_search").hasFocus()


def test_models_keep_their_promises_to_qt(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    models = (page.rows, view(till).panel.rows)
    testers = [QAbstractItemModelTester(each, fatal) for each in models]
    sell_to(till, 1, DATES)
    settle(till, page, qtbot)
    for text in ("oasis", "zzq", ""):
        page.search(text)
        settle(till, page, qtbot)
    assert len(testers) == 2


def test_a_row_says_all_to_those_who_cannot_see_it(page: CustomersPresenter) -> None:
    spoken = [page.rows.index(at).data().translate(MARKS) for at in range(2)]
    assert spoken[0] == "Huda · +966 55 111 2222 · Waiting to be sent"
    assert spoken[1] == "Oasis Trading · 0501234567 · 310122393500003 · Waiting to be sent"


def test_a_hundred_thousand_customers_cost_no_more_than_those_shown(
    till: Till, qtbot: QtBot
) -> None:
    asked: list[Sequence[int]] = []
    rows = CustomerList(lambda ids, _: asked.append(ids))
    table = Table("rows", cell.COLUMNS, Cells(till.desk.now).paint)
    table.set_titles([""] * len(cell.COLUMNS))
    qtbot.addWidget(table)
    table.view.setModel(rows)
    with qtbot.waitExposed(table):
        table.show()
    rows.show(array("q", range(100_000)))
    table.view.make_current(99_999)
    table.grab()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[-1][-1] == 99_999
    assert sum(map(len, asked)) < 200


# The panel


def test_what_a_customer_bought_is_shown_and_a_tap_opens_it(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    first, second = sell_to(till, 1, DATES), sell_to(till, 1, TEA)
    settle(till, page, qtbot)
    shown = view(till).panel
    assert [shown.rows.row(at).number for at in range(2)] == [second.number, first.number]
    total = first.totals.taxed.gross + second.totals.taxed.gross
    assert said(till, "customer_bought") == f"SAR {total.amount}"
    row = page.rows.row(0)
    assert row is not None
    assert (row.invoices, row.last_sale) == (2, second.issued_at)
    last = shown.invoices.visualRect(shown.rows.index(1)).center()
    QTest.mouseClick(shown.invoices.viewport(), LEFT, NONE, last)
    assert till.window.page_name() == "invoices"
    qtbot.waitUntil(lambda: said(till, "invoice_number") == first.number)


def test_how_a_customer_is_sent_is_seen_as_soon_as_it_changes(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    assert said(till, "customer_sync") == "Waiting to be sent"
    be_sent(till.desk.shop.store, 1)
    till.desk.announce(Changes(outbox=True))
    qtbot.waitUntil(lambda: said(till, "customer_sync") == "Sent")
    settle(till, page, qtbot)
    row = page.rows.row(0)
    assert row is not None
    assert row.remote_id == "57"


def test_who_is_on_this_till_only_is_told_so(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    with till.desk.shop.store.write() as unit:
        unit.raw("DELETE FROM outbox")
        unit.commit()
    till.desk.announce(Changes(outbox=True))
    qtbot.waitUntil(lambda: said(till, "customer_sync") == "Only on this till")


def test_what_changed_while_the_page_was_hidden_is_shown_when_it_comes(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    till.go("sell")
    sell_to(till, 2, DATES)
    till.go("customers")
    settle(till, page, qtbot)
    row: CustomerRow | None = page.rows.row(1)
    assert row is not None
    assert row.invoices == 1


# New customers


def test_a_new_customer_is_stored_listed_and_shown(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    write(till, "customers_search", "Salma")
    settle(till, page, qtbot)
    ask_for_new(till)
    assert said(till, "customer_card_name") == "Salma"
    write(till, "customer_card_phone", "٠٥٣ ٣٣٣ ٤٤٤٤")
    key(till, Qt.Key.Key_Return)
    is_answered(till, qtbot)
    settle(till, page, qtbot)
    assert names(page) == ["Huda", "Oasis Trading", "Salma", "أحمد العمري"]
    assert said(till, "customers_search") == ""
    assert said(till, "customer_panel_name") == "Salma"
    assert said(till, "customer_panel_phone") == "053 333 4444"
    assert said(till, "customer_sync") == "Waiting to be sent"
    assert [words.translate(MARKS) for words in till.window.toasts.texts()] == ["Salma is saved."]
    assert tally(till.desk.shop.store, "SELECT count(*) FROM outbox WHERE kind = 'customer'") == 4
    assert findings(till.desk.shop.store) == []


def test_a_number_that_found_nobody_is_the_phone_of_the_new_customer(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    write(till, "customers_search", "0533334444")
    settle(till, page, qtbot)
    click(till, "add_customer")
    assert said(till, "customer_card_phone") == "0533334444"
    assert said(till, "customer_card_name") == ""
    assert find(till, "customer_card_name").hasFocus()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name", ""),
        ("phone", "call me"),
        ("vat_number", "123"),
        ("email", "huda"),
        ("address", "x" * 251),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    page: CustomersPresenter, till: Till, qtbot: QtBot, field: str, words: str
) -> None:
    ask_for_new(till)
    write(till, "customer_card_name", "Salma")
    write(till, f"customer_card_{field}", words)
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(till, f"customer_card_{field}_below").isVisible())
    assert find(till, f"customer_card_{field}").hasFocus()
    assert find(till, "customer_card").isVisible()
    assert len(stored(till)) == len(PEOPLE)


def ask_for_known(till: Till, qtbot: QtBot) -> None:
    """Write down somebody whose phone is Huda's."""
    ask_for_new(till)
    write(till, "customer_card_name", "Huda Salem")
    write(till, "customer_card_phone", "055 111 2222")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(till, "customer_card_known").isVisible())
    who = said(till, "customer_card_known_who")
    assert who == "Huda · +966 55 111 2222 · huda@example.com"


def test_who_has_the_phone_already_is_shown_and_may_be_used(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    page.search("oasis")
    settle(till, page, qtbot)
    ask_for_known(till, qtbot)
    assert said(till, "customer_card_primary") == "Use this customer"
    key(till, Qt.Key.Key_Return)
    is_answered(till, qtbot)
    settle(till, page, qtbot)
    assert said(till, "customer_panel_name") == "Huda"
    assert names(page) == EVERYBODY
    assert len(stored(till)) == len(PEOPLE)


def test_two_may_have_one_phone_if_that_is_wanted(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    ask_for_known(till, qtbot)
    click(till, "customer_card_anyway")
    is_answered(till, qtbot)
    settle(till, page, qtbot)
    assert stored(till)[-1].phone == "055 111 2222"
    assert said(till, "customer_panel_name") == "Huda Salem"


def test_another_phone_takes_the_question_back(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    ask_for_known(till, qtbot)
    write(till, "customer_card_phone", "055 111 3333")
    assert not find(till, "customer_card_known").isVisible()
    assert said(till, "customer_card_primary") == "Save customer"
    key(till, Qt.Key.Key_Return)
    is_answered(till, qtbot)
    assert stored(till)[-1].phone == "055 111 3333"


def test_an_impatient_enter_writes_one_customer(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    ask_for_new(till)
    write(till, "customer_card_name", "Salma")
    for _ in range(3):
        key(till, Qt.Key.Key_Return)
    is_answered(till, qtbot)
    settle(till, page, qtbot)
    assert [each.name for each in stored(till)[len(PEOPLE) :]] == ["Salma"]


def test_leaving_the_card_writes_nothing(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    ask_for_new(till)
    write(till, "customer_card_name", "Salma")
    key(till, Qt.Key.Key_Return)
    key(till, Qt.Key.Key_Escape)
    settle(till, page, qtbot)
    assert len(stored(till)) == len(PEOPLE)
    assert find(till, "customers_search").hasFocus()


# Changes


def test_a_change_is_stored_and_shown(page: CustomersPresenter, till: Till, qtbot: QtBot) -> None:
    page.search("huda")
    settle(till, page, qtbot)
    click(till, "edit_customer")
    assert said(till, "customer_card_email") == "huda@example.com"
    assert not find(till, "customer_card_remark").isVisible()
    write(till, "customer_card_name", "Maryam")
    click(till, "customer_card_primary")
    is_answered(till, qtbot)
    settle(till, page, qtbot)
    assert said(till, "customer_panel_name") == "Maryam"
    assert stored(till)[0] == replace(HUDA, id=1, name="Maryam")
    # Who does not fit any more is still shown.
    assert find(till, "no_customers").isVisible()


def test_a_change_of_whom_a_back_end_has_is_told_to_stay_here(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    be_sent(till.desk.shop.store, 1)
    till.desk.announce(Changes(outbox=True))
    settle(till, page, qtbot)
    click(till, "edit_customer")
    words = "Changes stay on this till: Apex POS has no call for them."
    assert find(till, "customer_card_remark").accessibleName().translate(MARKS) == words
    assert find(till, "customer_card_remark").isVisible()
    key(till, Qt.Key.Key_Escape)
    ask_for_new(till)
    assert not find(till, "customer_card_remark").isVisible()


def test_a_change_keeps_the_same_phone_without_asking(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    click(till, "edit_customer")
    write(till, "customer_card_address", "Riyadh")
    key(till, Qt.Key.Key_Return)
    is_answered(till, qtbot)
    assert stored(till)[0] == replace(HUDA, id=1, address="Riyadh")


# Keys, room and the sale


def test_page_is_worked_by_keys_alone(till: Till, qtbot: QtBot) -> None:
    key(till, Qt.Key.Key_4, CONTROL)
    assert till.window.page_name() == "customers"
    page = till.screens["customers"]
    assert isinstance(page, CustomersPresenter)
    settle(till, page, qtbot)
    order = []
    for _ in range(4):
        key(till, Qt.Key.Key_Tab)
        order.append(till.window.focusWidget().objectName())
    assert order == ["add_customer", "customer_rows", "customer_invoices", "edit_customer"]
    key(till, Qt.Key.Key_Return)
    assert find(till, "customer_card_name").hasFocus()
    key(till, Qt.Key.Key_Escape)
    assert find(till, "edit_customer").hasFocus()
    key(till, Qt.Key.Key_Escape)
    assert till.window.page_name() == "sell"


def test_settings_are_reached_by_the_key_after(till: Till) -> None:
    key(till, Qt.Key.Key_5, CONTROL)
    assert till.window.page_name() == "settings"


def test_in_little_room_a_customer_takes_the_place_of_the_list(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    sale = sell_to(till, 1, DATES)
    till.window.resize(*SMALLEST)
    settle(till, page, qtbot)
    assert not find(till, "customer_panel").isVisible()
    key(till, Qt.Key.Key_Return)
    assert find(till, "customer_back").hasFocus()
    assert not find(till, "customer_rows").isVisible()
    click(till, "customer_back")
    rows = view(till).table.view
    second = rows.visualRect(page.rows.index(1)).center()
    QTest.mouseClick(rows.viewport(), LEFT, NONE, second)
    settle(till, page, qtbot)
    assert said(till, "customer_panel_name") == "Oasis Trading"
    key(till, Qt.Key.Key_Escape)
    assert find(till, "customers_search").hasFocus()
    key(till, Qt.Key.Key_Up)
    key(till, Qt.Key.Key_Return)
    settle(till, page, qtbot)
    assert said(till, "customer_panel_name") == "Huda"
    panel = view(till).panel
    first = panel.invoices.visualRect(panel.rows.index(0)).center()
    QTest.mouseClick(panel.invoices.viewport(), LEFT, NONE, first)
    qtbot.waitUntil(lambda: said(till, "invoice_number") == sale.number)
    till.go("customers")
    key(till, Qt.Key.Key_Escape)
    assert find(till, "customer_rows").isVisible()


def test_a_scan_goes_to_the_sale(page: CustomersPresenter, till: Till, qtbot: QtBot) -> None:
    keys.scan(till._app, DATES)
    qtbot.waitUntil(lambda: len(till.sell.cart.lines) == 1)
    assert said(till, "customers_search") == ""


def test_page_speaks_the_language_that_is_chosen_meanwhile(
    page: CustomersPresenter, till: Till, qtbot: QtBot
) -> None:
    till.switch_language()
    settle(till, page, qtbot)
    panel, rows = find(till, "customer_panel"), find(till, "customer_rows")
    left = panel.mapTo(till.window, panel.rect().topLeft()).x()
    assert left < rows.mapTo(till.window, rows.rect().topLeft()).x()
    assert said(till, "customer_panel_name") == "Huda"


def test_phone_that_is_known_brings_its_customer_onto_the_sale(till: Till, qtbot: QtBot) -> None:
    key(till, Qt.Key.Key_F3)
    click(till, "customer_new")
    write(till, "customer_name", "Huda Salem")
    write(till, "customer_phone", "055 111 2222")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(till, "customer_known").isVisible())
    assert said(till, "customers_primary") == "Use this customer"
    key(till, Qt.Key.Key_Return)
    assert till.sell.cart.customer == replace(HUDA, id=1)
    assert len(stored(till)) == len(PEOPLE)


def test_sale_to_a_new_customer_with_a_known_phone_is_possible(till: Till, qtbot: QtBot) -> None:
    key(till, Qt.Key.Key_F3)
    click(till, "customer_new")
    write(till, "customer_name", "Huda Salem")
    write(till, "customer_phone", "055 111 2222")
    key(till, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(till, "customer_known").isVisible())
    anyway: QWidget = find(till, "customer_anyway")
    QTest.mouseClick(anyway, LEFT)
    qtbot.waitUntil(lambda: till.sell.cart.customer is not None)
    assert till.sell.cart.customer == Customer(4, "Huda Salem", "055 111 2222")
