"""Sync and problems: what waits is shown, decided and sent; back ends and the strip tell how."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.sale import Sale
from app.services import backends, checkout, customers, outbox
from app.services.backends import Check
from app.services.changes import Changes
from app.services.outbox import EntryRow, Review, Status
from app.storage import backend as stored
from app.storage import outbox as entries
from app.storage.opening import open_store
from app.ui import language
from app.ui.main_window import SMALLEST
from app.ui.sync import cell, told, words
from app.ui.sync.cell import Cells
from app.ui.sync.model import SyncRows
from app.ui.sync.presenter import SyncPresenter
from app.ui.sync.view import SyncView
from app.ui.sync.words import Act, Item
from app.ui.till import Till
from app.ui.widgets.table import ACTION_ROW, Table
from app.ui.widgets.tag import Tag
from tests.pictures import linked
from tests.pictures.linked import NAME, PERSON, SAID, SOON
from tests.shop import DATES, NOON, cart_of, counter_of, exactly, findings, sell, tally
from tests.ui.conftest import find
from tests.ui.syncing import Idle

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
MARKS = {ord(mark): None for mark in "\u2066\u2068\u2069"}
WRONG_KEY = "The server does not know this key, or it was revoked."


@pytest.fixture
def shop(shop: Path) -> Path:
    """A shop with a back end, and entries of its outbox in every state."""
    store = open_store(shop)
    linked.connect(store)
    linked.fill(store)
    store.close()
    return shop


@pytest.fixture
def page(till: Till, qtbot: QtBot) -> SyncPresenter:
    """The page, shown and filled."""
    return opened(till, qtbot)


def opened(till: Till, qtbot: QtBot) -> SyncPresenter:
    """The page of this till, shown and filled."""
    till.go("sync")
    shown = till.screens["sync"]
    assert isinstance(shown, SyncPresenter)
    settle(till, shown, qtbot)
    return shown


def settle(till: Till, page: SyncPresenter, qtbot: QtBot) -> None:
    """Wait until everything that was asked for is shown."""

    def is_settled() -> bool:
        rows = page.rows._asked or page.rows._wanted
        return not (page._lists.busy or rows or any(till.lanes.under_way().values()))

    qtbot.waitUntil(is_settled)


def view(till: Till) -> SyncView:
    shown = till.window.page()
    assert isinstance(shown, SyncView)
    return shown


def said(till: Till, name: str) -> str:
    """What a label, button, field or tag says, without the marks of direction."""
    found = find(till, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit | Tag)
    return found.text().translate(MARKS)


def listed(page: SyncPresenter) -> list[str]:
    """The verdicts of all rows, as they are said."""
    items = [page.rows.row(at) for at in range(page.rows.rowCount())]
    return [words.verdict(item).words for item in items if item is not None]


def row_of(page: SyncPresenter, verdict: str) -> int:
    """Where the first row of a verdict is."""
    for at in range(page.rows.rowCount()):
        item = page.rows.row(at)
        if isinstance(item, EntryRow) and item.verdict == verdict:
            return at
        if isinstance(item, Review) and item.code == verdict:
            return at
    raise AssertionError(f"there is no {verdict}")


def tap(till: Till, page: SyncPresenter, verdict: str, act: Act) -> None:
    """Tap a painted button of the first row of a verdict."""
    table, row = view(till).table, row_of(page, verdict)
    table.view.make_current(row)
    spot = view(till).pointer.place_of(row, act)
    assert spot.width() < 300, f"{verdict} has no {act}"
    QTest.mouseClick(table.view.viewport(), LEFT, NONE, spot.center())


def choose(till: Till, page: SyncPresenter, verdict: str, words_: str) -> None:
    """Choose from the menu of a row, by keys."""
    view(till).table.view.make_current(row_of(page, verdict))
    QTest.keyClick(find(till, "sync_search"), Qt.Key.Key_Return)
    menu = view(till).menu
    assert menu.isVisible()
    items = [menu.rows.row(at).words for at in range(menu.rows.rowCount())]
    menu.view.make_current(items.index(words_))
    QTest.keyClick(menu.view, Qt.Key.Key_Return)


def click(till: Till, name: str) -> None:
    QTest.mouseClick(find(till, name), LEFT)


def write(till: Till, name: str, text: str) -> None:
    """Write into a field, as an input method does."""
    field = find(till, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.clear()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def entry(till: Till, entry_id: int) -> EntryRow:
    with till.desk.shop.store.read() as unit:
        return outbox.rows_of(unit, [entry_id])[0]


def id_of(page: SyncPresenter, verdict: str) -> int:
    item = page.rows.row(row_of(page, verdict))
    assert item is not None
    return item.id


def journalled(till: Till, event: str) -> int:
    store = till.desk.shop.store
    return tally(store, "SELECT count(*) FROM journal WHERE event = ?", event)


def stand(till: Till, **state: object) -> None:
    """Let the back end stand so, as the sync of the till tells."""
    linked.stand(till.desk.shop.store, NAME, **state)
    till.desk.announce(Changes(sync=True))


# The list


def test_what_a_manager_must_act_on_comes_first(page: SyncPresenter, till: Till) -> None:
    attention, rest = ["Needs attention"] * 3, ["Unknown, checking", "Sending"]
    assert listed(page) == [*attention, "To look at", *rest, *["Waiting"] * 2]
    assert said(till, "sync_urgent") == "3 need attention"
    counts = [each.count for each in view(till).lists.chips()]
    assert counts == [8, 3, 0]


def test_chips_list_what_needs_attention_and_what_was_sent(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    click(till, "sync_attention")
    settle(till, page, qtbot)
    assert listed(page) == ["Needs attention"] * 3
    click(till, "sync_sent_today")
    settle(till, page, qtbot)
    assert said(till, "sync_message_words") == "Nothing was sent today yet."


@pytest.mark.parametrize(
    ("text", "count"), [("a1-000001", 1), ("a1-", 5), ("sara", 1), ("rose", 1), ("zzz", 0)]
)
def test_typing_finds_by_number_and_name(
    page: SyncPresenter, till: Till, qtbot: QtBot, text: str, count: int
) -> None:
    QTest.keyClick(till.window.focusWidget() or till.window, Qt.Key.Key_F2)
    write(till, "sync_search", text)
    qtbot.waitUntil(lambda: page.rows.rowCount() == count)
    assert find(till, "sync_message").isVisible() == (count == 0)


def test_a_servers_words_are_quoted_and_ours_are_not(page: SyncPresenter) -> None:
    refused, clashing = (
        page.rows.row(row_of(page, each)) for each in ("http_404", "total_mismatch")
    )
    assert refused is not None
    assert clashing is not None
    said_of_it = words.message(refused, NOON)
    assert said_of_it.first.translate(MARKS) == f"“{SAID}”"
    assert said_of_it.second.translate(MARKS).startswith("Server answer 404 · ")
    assert "18.50" in words.message(clashing, NOON).first
    assert words.message(clashing, NOON).second.translate(MARKS).startswith("There as 1084")


def test_rows_say_all_to_those_who_cannot_see_them(page: SyncPresenter) -> None:
    spoken = page.rows.index(0).data().translate(MARKS)
    assert spoken.startswith("Needs attention · Invoice A1-000001 · SAR 24.50 · Apex POS · “")


def test_a_change_of_stock_says_by_how_much(page: SyncPresenter) -> None:
    items = [page.rows.row(at) for at in range(page.rows.rowCount())]
    stock = next(x for x in items if isinstance(x, EntryRow) and x.kind == "stock")
    assert words.title(stock).translate(MARKS) == "Stock · Sukkari Dates 500 g"
    assert words.message(stock, NOON).second.translate(MARKS) == "Change of +24"
    known = replace(stock, old=Decimal(24), new=Decimal(48))
    assert words.title(known).translate(MARKS).endswith("24 → 48")


def test_models_keep_their_promises_to_qt(page: SyncPresenter, till: Till, qtbot: QtBot) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.rows, fatal)
    for text in ("sara", "zzz", ""):
        page.search(text)
        settle(till, page, qtbot)
    for which in ("attention", "sent_today", "open"):
        page.choose_list(which)
        settle(till, page, qtbot)
    assert tester is not None


def test_a_hundred_thousand_rows_cost_no_more_than_those_shown(till: Till, qtbot: QtBot) -> None:
    asked: list[Sequence[int]] = []
    rows = SyncRows(lambda ids, _: asked.append(ids), till.desk.now)
    table = Table("rows", cell.COLUMNS, Cells(till.desk.now).paint, height=ACTION_ROW)
    table.set_titles([""] * len(cell.COLUMNS))
    qtbot.addWidget(table)
    table.view.setModel(rows)
    with qtbot.waitExposed(table):
        table.show()
    rows.show(array("q", range(1, 100_001)))
    table.view.make_current(99_999)
    table.grab()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[-1][-1] == 100_000
    assert sum(map(len, asked)) < 200


# Deciding


def test_a_refused_invoice_is_sent_again_by_a_tap(
    page: SyncPresenter, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    refused = id_of(page, "http_404")
    qtbot.waitUntil(lambda: syncing.tell is not None)
    syncing.woken.clear()
    tap(till, page, "http_404", Act.RETRY)
    settle(till, page, qtbot)
    assert entry(till, refused).state == "READY"
    assert journalled(till, "outbox_retried") == 1
    assert listed(page).count("Needs attention") == 2
    assert syncing.woken == [False]


def test_what_may_be_there_is_sent_again_with_a_reason_only(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    doubtful = id_of(page, "unknown_outcome")
    tap(till, page, "unknown_outcome", Act.RETRY)
    assert find(till, "decision").isVisible()
    click(till, "decision_primary")
    qtbot.waitUntil(lambda: said(till, "decision_why_below") == "Say why, for the journal.")
    assert entry(till, doubtful).state == "MANAGER"
    write(till, "decision_why", "Not in the list there")
    QTest.keyClick(find(till, "decision_why"), Qt.Key.Key_Return)
    assert find(till, "decision").isVisible(), "Enter alone decides nothing grave"
    click(till, "decision_primary")
    qtbot.waitUntil(lambda: not find(till, "decision").isVisible())
    settle(till, page, qtbot)
    assert entry(till, doubtful).state == "READY"


def test_card_number_is_refused_as_a_reason(page: SyncPresenter, till: Till, qtbot: QtBot) -> None:
    refused = id_of(page, "http_404")
    choose(till, page, "http_404", "Do not send")
    write(till, "decision_why", "4111 1111 1111 1111")
    click(till, "decision_primary")
    qtbot.waitUntil(lambda: "ard number" in said(till, "decision_why_below"))
    assert entry(till, refused).state == "REJECTED"


def test_what_is_taken_out_leaves_the_list(page: SyncPresenter, till: Till, qtbot: QtBot) -> None:
    refused = id_of(page, "http_404")
    choose(till, page, "http_404", "Do not send")
    write(till, "decision_why", "Booked by hand")
    click(till, "decision_primary")
    qtbot.waitUntil(lambda: not find(till, "decision").isVisible())
    settle(till, page, qtbot)
    assert entry(till, refused).verdict == "dropped"
    assert listed(page).count("Needs attention") == 2
    assert findings(till.desk.shop.store) == []


def test_a_linked_record_counts_as_sent_and_frees_what_waited(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    person = id_of(page, "unknown_outcome")
    waits = id_of(page, "waits")
    tap(till, page, "unknown_outcome", Act.LINK)
    click(till, "link_primary")
    assert said(till, "link_id_below") == "Give the id that it has there."
    write(till, "link_id", "57")
    QTest.keyClick(find(till, "link_id"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not find(till, "link").isVisible())
    settle(till, page, qtbot)
    assert (entry(till, person).state, entry(till, person).remote_id) == ("ACKED", "57")
    assert entry(till, waits).state == "READY"


def test_an_id_that_another_has_is_refused_at_its_field(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    with till.desk.shop.store.write() as unit:
        unit.raw("INSERT INTO remote_id VALUES ('customer', 999, 'main', '57')")
        unit.commit()
    tap(till, page, "unknown_outcome", Act.LINK)
    write(till, "link_id", "57")
    click(till, "link_primary")
    qtbot.waitUntil(lambda: "57" in said(till, "link_id_below"))
    assert find(till, "link").isVisible()


def test_an_invoice_goes_without_its_customer(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    number = sell_to_sara(till).number
    with till.desk.shop.store.write() as unit:
        row = unit.raw("SELECT id FROM outbox WHERE number = ?", (number,)).fetchone()
        values = {"verdict": "http_422", "message": "No such customer", "attempts": 1}
        entries.mark(unit, row[0], "REJECTED", at=NOON, **values)
        unit.commit()
    till.desk.announce(Changes(outbox=True))
    settle(till, page, qtbot)
    tap(till, page, "http_422", Act.WITHOUT_CUSTOMER)
    settle(till, page, qtbot)
    assert entry(till, row[0]).payload["without_customer"] is True
    assert journalled(till, "outbox_sent_without_customer") == 1


def sell_to_sara(till: Till) -> Sale:
    """A sale to a known customer."""
    with till.desk.shop.store.write() as unit:
        counter = counter_of(unit)
        (sara,) = customers.search(unit, PERSON.name)
        assert isinstance(sara, Customer)
        cart = replace(cart_of(unit, counter, DATES), customer=sara)
        total = cart.totals().taxed.gross
        sale, _ = checkout.complete(unit, cart, [exactly(total)], counter)
    return sale


def test_nothing_can_be_done_with_what_is_being_looked_for(page: SyncPresenter, till: Till) -> None:
    row = row_of(page, "no_answer")
    assert words.acts(page.rows.row(row) or _nothing()) == ()
    view(till).table.view.make_current(row)
    QTest.keyClick(find(till, "sync_search"), Qt.Key.Key_Return)
    assert not till.window.is_covered()


def _nothing() -> Item:
    raise AssertionError("the row is not there")


def test_what_was_looked_at_goes(page: SyncPresenter, till: Till, qtbot: QtBot) -> None:
    tap(till, page, "barcode_taken", Act.DISMISS)
    settle(till, page, qtbot)
    assert "To look at" not in listed(page)
    assert journalled(till, "review_dismissed") == 1


def test_a_drag_over_a_button_decides_nothing(page: SyncPresenter, till: Till) -> None:
    viewport = view(till).table.view.viewport()
    spot = view(till).pointer.place_of(row_of(page, "http_404"), Act.RETRY).center()
    QTest.mousePress(viewport, LEFT, NONE, spot)
    assert view(till).cells.held is not None
    QTest.mouseRelease(viewport, LEFT, NONE, spot.__class__(20, spot.y()))
    assert view(till).cells.held is None
    assert not any(till.lanes.under_way().values())


def test_a_narrow_window_offers_everything_in_the_menu(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    till.window.resize(*SMALLEST)
    settle(till, page, qtbot)
    tap(till, page, "total_mismatch", Act.MORE)
    rows = view(till).menu.rows
    shown = [rows.row(at).words for at in range(rows.rowCount())]
    assert shown == ["Link to existing", "Retry", "Do not send"]


# Back ends


def test_sync_now_forces_a_round_and_says_so_until_it_is_heard_of(
    page: SyncPresenter, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    QTest.keyClick(find(till, "sync_search"), Qt.Key.Key_F9)
    assert syncing.woken[-1] is True
    assert said(till, "backend_state") == "Syncing…"
    assert not find(till, "sync_now").isEnabled()
    till.desk.announce(Changes(sync=True))
    settle(till, page, qtbot)
    assert said(till, "backend_state") == "Connected"
    assert find(till, "sync_now").isEnabled()


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, "Connected"),
        ({"served_at": None}, "Not reached yet"),
        ({"failures": 2, "next_try_at": SOON, "problem": "timeout"}, "Offline, tries again 15:07"),
        (
            {"failures": 1, "next_try_at": SOON, "problem": "throttled"},
            "Limit reached, resumes 15:07",
        ),
        ({"paused": True, "problem": "wrong_key"}, "Key refused. Selling goes on."),
        ({"paused": True, "problem": "no_key"}, "Key missing. Selling goes on."),
        ({"paused": True, "problem": "other_business"}, "Other business. Selling goes on."),
        ({"paused": True, "problem": "redirected"}, "Wrong address. Selling goes on."),
        ({"paused": True, "problem": "other_currency"}, "Stopped. Selling goes on."),
        ({"problem": "clock"}, "Connected. Check the clock."),
        ({"problem": "incomplete_scan"}, "Connected, not all was read"),
    ],
)
def test_a_card_says_how_its_back_end_stands(
    page: SyncPresenter, till: Till, qtbot: QtBot, state: dict[str, object], expected: str
) -> None:
    stand(till, **state)
    settle(till, page, qtbot)
    assert said(till, "backend_state") == expected


def test_what_is_wrong_is_said_in_one_sentence(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    assert not find(till, "sync_problem").isVisible()
    stand(till, paused=True, problem="wrong_key", message=WRONG_KEY)
    settle(till, page, qtbot)
    assert said(till, "sync_problem_words") == f"Apex POS: {WRONG_KEY}"


def test_a_new_key_is_tried_kept_and_never_shown(
    page: SyncPresenter, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    stand(till, paused=True, problem="wrong_key", message=WRONG_KEY)
    settle(till, page, qtbot)
    click(till, "backend_action")
    click(till, "new_key_primary")
    assert said(till, "new_key_field_below") == "Paste the key here."
    write(till, "new_key_field", "apx_new")
    click(till, "new_key_test")
    qtbot.waitUntil(lambda: "Palm Grove Market" in said(till, "new_key_remark_words"))
    assert syncing.tested[0][2] == "apx_new"
    field = find(till, "new_key_field")
    assert isinstance(field, QLineEdit)
    assert "apx" not in field.displayText()
    click(till, "new_key_primary")
    qtbot.waitUntil(lambda: not find(till, "new_key").isVisible())
    settle(till, page, qtbot)
    assert syncing.keys.kept[NAME] == "apx_new"
    assert said(till, "backend_state") == "Connected"
    assert field.text() == ""


def test_a_key_of_another_system_is_refused_at_its_field(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    page.ask_key(NAME)
    write(till, "new_key_field", "nxp_live_1")
    click(till, "new_key_primary")
    qtbot.waitUntil(lambda: "a key of StackNex" in said(till, "new_key_field_below"))


def test_a_failed_trial_says_why(
    page: SyncPresenter, till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    page.ask_key(NAME)
    write(till, "new_key_field", "apx_1")
    syncing.answer = Check(ok=False, message=WRONG_KEY, problem="wrong_key")
    click(till, "new_key_test")
    qtbot.waitUntil(lambda: said(till, "new_key_remark_words") == WRONG_KEY)
    syncing.answer = Refusal("other_system", "Another system's.")
    click(till, "new_key_test")
    qtbot.waitUntil(lambda: said(till, "new_key_field_below") == "Another system's.")


def test_a_shop_without_a_back_end_is_led_to_its_settings(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    with till.desk.shop.store.write() as unit:
        unit.raw("DELETE FROM outbox")
        backends.remove(unit, NAME, till.desk.counter, secrets=lambda _: Idle().keys)
    till.desk.announce(Changes(settings=True))
    settle(till, page, qtbot)
    assert said(till, "no_backends_words") == "Sales are kept on this till."
    assert not find(till, "sync_now").isVisible()
    click(till, "no_backends_action")
    qtbot.waitUntil(lambda: find(till, "panel_backend").isVisible())
    assert till.window.page_name() == "settings"


# What is said


def test_known_codes_are_said_in_arabic_with_their_figures_and_names(till: Till) -> None:
    till.switch_language()
    assert language.is_arabic()
    english = "The server's total is 18.50, ours is 19.00."
    arabic = told.said("total_mismatch", english)
    assert "18.50" in arabic
    assert "19.00" in arabic
    assert told.said("a_new_code", "Something new.").translate(MARKS) == "Something new."
    till.switch_language()
    assert told.said("total_mismatch", english) == english


def test_a_sentence_that_differs_from_ours_stays_as_it_is(till: Till) -> None:
    till.switch_language()
    words_ = "It was never set."
    assert told.said("stock_unclear", words_).translate(MARKS) == words_
    till.switch_language()


# The strip


def test_the_strip_tells_of_what_needs_attention_and_leads_there(till: Till, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: said(till, "sync_state") != "")
    assert said(till, "sync_state").startswith("4 waiting · 3 need attention · oldest 42 min")
    click(till, "sync_state")
    assert till.window.page_name() == "sync"


def test_the_last_page_key_leads_to_sync(till: Till) -> None:
    QTest.keyClick(till.window, Qt.Key.Key_6, CONTROL)
    assert till.window.page_name() == "sync"
    assert till.window.rail.places["settings"].isChecked()


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status(3, 0, NOON, "none", ""), "Local only"),
        (Status(0, 0, None, "ok", "", NOON), "All synced · 15:00"),
        (Status(0, 0, None, "ok", ""), "Everything is sent"),
        (Status(2, 0, NOON, "waiting", ""), "2 waiting"),
        (Status(0, 0, None, "offline", "x"), "Offline"),
        (Status(2, 0, NOON - timedelta(hours=3), "offline", "x"), "Offline · 2 waiting"),
        (Status(0, 0, None, "attention", "x"), "Sync needs attention"),
        (Status(6, 2, NOON, "attention", ""), "6 waiting · 2 need attention"),
    ],
)
def test_the_strip_is_calm_when_well_and_plain_when_not(
    till: Till, status: Status, expected: str
) -> None:
    till.sync_status.stop()
    till.window.strip.show_sync(status, till.desk.now())
    assert said(till, "sync_state").startswith(expected)
    assert ("oldest 3 hour" in said(till, "sync_state")) == (status.oldest not in {None, NOON})


def test_a_sale_is_counted_as_waiting(till: Till, qtbot: QtBot) -> None:
    linked.all_sent(till.desk.shop.store)
    sell(till.desk.shop.store, DATES)
    till.desk.announce(Changes(outbox=True))
    qtbot.waitUntil(lambda: said(till, "sync_state").startswith("1 waiting"))


def test_the_strip_is_read_once_a_second_at_most(till: Till, qtbot: QtBot) -> None:
    seen: list[object] = []
    qtbot.waitUntil(lambda: not till.sync_status._pause.isActive())
    till.sync_status.told.connect(lambda *_: seen.append(None))
    till.desk.announce(Changes(outbox=True))
    qtbot.waitUntil(lambda: len(seen) == 1)
    for _ in range(20):
        till.desk.announce(Changes(outbox=True))
    assert not till.sync_status._is_reading
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert not till.sync_status._is_wanted


# The worker


def test_news_of_sync_come_home_together_and_are_told_once(
    till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    qtbot.waitUntil(lambda: syncing.tell is not None)
    heard: list[Changes] = []
    till.bus.changed.connect(heard.append)
    tell = syncing.tell
    assert tell is not None

    def bring() -> None:
        for product in range(200):
            tell(Changes(products=frozenset({product}), outbox=True))

    thread = threading.Thread(target=bring)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(set().union(*(each.products for each in heard))) == 200)
    assert len(heard) <= 3


def test_only_our_own_changes_wake_sync(till: Till, qtbot: QtBot, syncing: Idle) -> None:
    qtbot.waitUntil(lambda: syncing.tell is not None)
    syncing.woken.clear()
    assert syncing.tell is not None
    heard: list[Changes] = []
    till.bus.changed.connect(heard.append)
    syncing.tell(Changes(outbox=True))
    qtbot.waitUntil(lambda: bool(heard))
    assert syncing.woken == []
    till.desk.announce(Changes(products=frozenset({1})))
    assert syncing.woken == []
    till.desk.announce(Changes(outbox=True))
    assert syncing.woken == [False]


def test_sync_begins_after_the_window_stands_and_ends_with_it(
    till: Till, qtbot: QtBot, syncing: Idle
) -> None:
    assert syncing.tell is None
    qtbot.waitUntil(lambda: syncing.tell is not None)
    till.close()
    assert syncing.is_stopped
    assert syncing.tell is not None
    syncing.tell(Changes(outbox=True))  # on its way when the window closed


def test_a_catalogue_that_is_read_tells_how_far_and_can_be_stopped(
    page: SyncPresenter, till: Till, syncing: Idle, qtbot: QtBot
) -> None:
    store = till.desk.shop.store
    with store.write() as unit:
        stored.note(unit, NAME, reading=12_300)
        unit.commit()
    till.bus.changed.emit(Changes(sync=True))
    stop = find(till, "sync_now")
    qtbot.waitUntil(lambda: stop.accessibleName() == "Stop reading")
    assert "12,300" in find(till, "backend_state").text()  # type: ignore[attr-defined]
    stop.click()  # type: ignore[attr-defined]
    assert syncing.is_cancelled
    with store.write() as unit:
        stored.note(unit, NAME, reading=None)
        unit.commit()
    till.bus.changed.emit(Changes(sync=True))
    qtbot.waitUntil(lambda: stop.accessibleName() == "Sync now")
