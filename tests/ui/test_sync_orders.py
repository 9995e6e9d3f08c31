"""Sync and online orders: what was to be told of them, in words, and what a manager can do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services import orders
from app.services.changes import Changes
from app.services.outbox import EntryRow, Review
from app.storage import order_scan
from app.storage.opening import open_store
from app.ui.main_window import SMALLEST
from app.ui.orders import status
from app.ui.sync import advice, told, words
from app.ui.sync.presenter import SyncPresenter
from app.ui.sync.words import Act, Item
from app.ui.till import Till
from tests.pictures import linked, online
from tests.shop import NOON
from tests.ui.conftest import find
from tests.ui.syncing import KINDS
from tests.ui.test_sync import MARKS, click, entry, journalled, opened, said, settle, view, write

LABELS = {each.kind: each.name for each in KINDS}


@pytest.fixture
def shop(shop: Path) -> Path:
    """A shop with two online shops, and changes of orders that wait for a manager."""
    store = open_store(shop)
    linked.connect(store)
    online.fill(store)
    linked.all_sent(store)
    online.trouble(store)
    store.close()
    return shop


@pytest.fixture
def page(till: Till, qtbot: QtBot) -> SyncPresenter:
    """The page, shown and filled."""
    return opened(till, qtbot)


def items(page: SyncPresenter) -> list[Item]:
    found = [page.rows.row(at) for at in range(page.rows.rowCount())]
    return [each for each in found if each is not None]


def of_kind(page: SyncPresenter, kind: str) -> EntryRow:
    """The first entry of a kind."""
    return next(each for each in items(page) if isinstance(each, EntryRow) and each.kind == kind)


def row_of(page: SyncPresenter, item: Item) -> int:
    return items(page).index(item)


def plain(text: str) -> str:
    return text.translate(MARKS)


def test_orders_are_named_by_their_number_and_where_they_are_to_go(page: SyncPresenter) -> None:
    titles = [plain(words.what(each, LABELS).first) for each in items(page)]
    assert titles[:3] == [
        "Order O-2293 → Cancelled",
        "Order O-2295 → Ready for pickup",
        "New online order",
    ]
    assert titles[-1].startswith("Category ")
    assert {"Product 31 there", "Order 12 there"} <= set(titles)
    seconds = [plain(words.what(each, LABELS).second) for each in items(page)[:3]]
    assert seconds == [
        "SAR 56.00 · ريم صالح · Apexloge",
        "SAR 194.00 · Hassan Omar · Apexloge",
        "SAR 88.00 · Nada Saad · Salloq",
    ]


def test_what_calls_an_order_off_is_told_in_the_colour_of_danger(page: SyncPresenter) -> None:
    urgent = [words.what(each, LABELS).urgent for each in items(page)]
    assert urgent.index(True) == 0
    assert urgent.count(True) == 1


def test_the_engines_statuses_are_words_and_its_sentences_are_not_quoted(
    page: SyncPresenter,
) -> None:
    second = words.message(items(page)[1], NOON)
    assert second.first == "The order is picked up there, and can't become ready for pickup."
    assert told.why("http_409", "No.").translate(MARKS) == "“No.”"
    assert told.why("no_step", "No.") == "No."
    assert status.worded("It is shipped.") == "It is shipped."


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("o-2293", ["Order O-2293 → Cancelled"]),
        ("nada", ["New online order"]),
        ("gift box", ["Product 31 there"]),
    ],
)
def test_orders_are_found_by_number_and_customer(
    page: SyncPresenter, till: Till, qtbot: QtBot, text: str, titles: list[str]
) -> None:
    write(till, "sync_search", text)
    qtbot.waitUntil(lambda: page.rows.rowCount() == len(titles))
    settle(till, page, qtbot)
    assert [plain(words.what(each, LABELS).first) for each in items(page)] == titles


def test_a_category_is_found_by_its_name(page: SyncPresenter, till: Till, qtbot: QtBot) -> None:
    name = of_kind(page, "category").name
    write(till, "sync_search", name)
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)


# What can be done


def test_the_row_where_we_are_says_what_a_manager_can_do(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    expected = {
        0: "Look at the order there: do not send this if it is done, else retry.",
        1: "Do not send this, and choose on the orders page what comes next.",
        2: "Look for the order there: link it if you find it, else place it again.",
        3: "Give it the same barcode, SKU or name here and there; else dismiss this.",
    }
    for at, words_ in expected.items():
        view(till).table.view.make_current(at)
        assert said(till, "sync_advice") == words_
        assert find(till, "sync_advice").isVisible()
    waiting = row_of(page, of_kind(page, "category"))
    view(till).table.view.make_current(waiting)
    assert not find(till, "sync_advice").isVisible()


@pytest.mark.parametrize(
    "code",
    [
        *("unproven", "stays_local", "no_customer", "needs_customer", "no_location", "cant_book"),
        *("no_step", "gone", "unknown_outcome", "no_call", "not_whole", "not_sold", "http_404"),
        *("variant_fixed", "no_stock_there", "needs_reason", "totals_differ", "no_such_order"),
    ],
)
def test_every_verdict_of_the_engine_comes_with_an_advice(page: SyncPresenter, code: str) -> None:
    for kind in ("order", "placement", "invoice", "stock"):
        assert advice.of(_with(items(page)[0], code, kind)).endswith(".")


def _with(item: Item, verdict: str, kind: str) -> EntryRow:
    assert isinstance(item, EntryRow)
    return replace(item, verdict=verdict, kind=kind)


@pytest.mark.parametrize(
    "code",
    [
        *("not_linked", "list_full", "bad_order", "webhook_port", "prices_exclude_tax"),
        *("prices_in_other", "left_open", "sale_called_off"),
    ],
)
def test_every_thing_to_look_at_comes_with_an_advice(till: Till, code: str) -> None:
    looked_at = Review(1, "salloq", code, "orders", "Something.", NOON.isoformat())
    assert advice.of(looked_at).endswith(".")
    till.switch_language()
    assert told.said(code, "Something.").translate(MARKS) != ""
    till.switch_language()


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("orders", "List of orders"),
        ("products", "List of products"),
        ("webhook port 8790", "Webhooks at port 8790"),
        ("order AL-1", "Order AL-1 there"),
        ("a {strange} thing", "a {strange} thing"),
    ],
)
def test_what_is_to_be_looked_at_has_a_name(till: Till, subject: str, expected: str) -> None:
    looked_at = Review(1, "salloq", "list_full", subject, "Something.", NOON.isoformat())
    assert plain(words.what(looked_at, LABELS).first) == expected


def test_a_change_of_an_order_has_no_id_to_link(page: SyncPresenter) -> None:
    assert words.acts(of_kind(page, "order")) == (Act.RETRY, Act.DROP)
    assert words.offered(of_kind(page, "placement")) == (Act.LINK, Act.RETRY, Act.MORE)


def test_a_refund_is_sent_again_only_with_a_reason(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    refund = of_kind(page, "order")
    page.act(row_of(page, refund), Act.RETRY)
    assert "Look at the order there first" in said(till, "decision_words")
    assert plain(said(till, "decision_subtitle")) == "Order O-2293 → Cancelled"
    write(till, "decision_why", "It is still paid there")
    click(till, "decision_primary")
    qtbot.waitUntil(lambda: not find(till, "decision").isVisible())
    settle(till, page, qtbot)
    assert entry(till, refund.id).state == "READY"


def test_an_order_that_is_never_placed_is_called_off_here(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    placed = of_kind(page, "placement")
    page.act(row_of(page, placed), Act.DROP)
    assert said(till, "decision_words") == "The order is not placed, and is called off here."
    write(till, "decision_why", "The customer left")
    click(till, "decision_primary")
    qtbot.waitUntil(lambda: not find(till, "decision").isVisible())
    settle(till, page, qtbot)
    assert entry(till, placed.id).verdict == "dropped"


def test_an_order_that_was_placed_after_all_is_linked_to_its_id_there(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    placed = of_kind(page, "placement")
    page.act(row_of(page, placed), Act.LINK)
    assert said(till, "link_id_caption") == "Which order is it there?"
    assert "counts as placed" in said(till, "link_id_below")
    write(till, "link_id", "10042")
    QTest.keyClick(find(till, "link_id"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not find(till, "link").isVisible())
    settle(till, page, qtbot)
    assert (entry(till, placed.id).state, entry(till, placed.id).remote_id) == ("ACKED", "10042")
    assert journalled(till, "outbox_linked") == 1
    with till.desk.shop.store.read() as unit:
        assert orders.get(unit, placed.record_id).remote_id == "10042"


# Cards


def card_says(till: Till, name: str) -> str:
    """What the card of a back end says of its orders."""
    part = find(till, f"backend_{name}").findChild(QLabel, "backend_orders")
    assert part is not None
    return "" if part.isHidden() else plain(part.text())


def test_a_card_counts_new_orders_and_says_when_they_were_read(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    assert card_says(till, online.CLICK).startswith("3 new order")
    assert card_says(till, online.CLICK).endswith("read 14:59")
    assert card_says(till, linked.NAME) == ""
    wish = online.Wish("O-2400", "Sami", "", "23", (("Tea", "1"),))
    online.put(till.desk.shop.store, wish)
    till.desk.announce(Changes(orders=frozenset({1})))
    qtbot.waitUntil(lambda: card_says(till, online.CLICK).startswith("4 new order"))


def test_a_card_says_that_orders_were_never_read(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    with till.desk.shop.store.write() as unit:
        unit.raw("DELETE FROM order_scan")
        unit.commit()
    till.desk.announce(Changes(sync=True))
    qtbot.waitUntil(lambda: card_says(till, online.CLICK) == "Orders not read yet")
    with till.desk.shop.store.write() as unit:
        order_scan.note_read(unit, online.CLICK, at=NOON)
        unit.commit()


def test_a_low_window_and_a_card_in_trouble_have_no_room_for_orders(
    page: SyncPresenter, till: Till, qtbot: QtBot
) -> None:
    problem = {"paused": True, "problem": "wrong_key", "message": "No."}
    linked.stand(till.desk.shop.store, online.CLICK, **problem)
    till.desk.announce(Changes(sync=True))
    qtbot.waitUntil(lambda: card_says(till, online.CLICK) == "")
    assert card_says(till, online.COURIER) != ""
    till.window.resize(*SMALLEST)
    qtbot.waitUntil(lambda: card_says(till, online.COURIER) == "")
