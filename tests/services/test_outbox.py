"""The outbox: what a screen shows of it, and what a manager may decide."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from app.domain.cart import Cart
from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.sale import Sale
from app.services import checkout, customers, outbox, products, stock
from app.services.changes import Changes
from app.services.counter import Counter
from app.services.outbox import EntryRow, OutboxCounts, Verdict
from app.services.stock import Adjustment
from app.storage import backend as backends
from app.storage import outbox as storage
from app.storage import register, remote, review
from app.storage.store import Store, Unit
from tests.backends import add_backend, link_dates, mark
from tests.shop import DATES, NOON, cart_of, counter_of, exactly, findings, sell


@pytest.fixture
def linked(store: Store) -> Store:
    """A shop with one back end."""
    add_backend(store)
    return store


def row(store: Store, entry_id: int) -> EntryRow:
    found = {each.id: each for each in listed(store)}
    return found[entry_id]


def listed(store: Store, which: str = "open", text: str = "") -> list[EntryRow]:
    with store.read() as unit:
        return outbox.entries(unit, which=which, now=NOON, text=text)


Deed = Callable[[Unit, Counter], tuple[EntryRow, Changes]]


def decide(store: Store, deed: Deed) -> tuple[EntryRow, Changes]:
    with store.write() as unit:
        return deed(unit, counter_of(unit, cashier="Mona"))


def retry(store: Store, entry_id: int, why: str = "") -> tuple[EntryRow, Changes]:
    return decide(store, lambda unit, counter: outbox.retry(unit, entry_id, counter, why))


def link(store: Store, entry_id: int, remote_id: str) -> tuple[EntryRow, Changes]:
    return decide(store, lambda unit, counter: outbox.link(unit, entry_id, remote_id, counter))


def drop(store: Store, entry_id: int, why: str = "made twice") -> tuple[EntryRow, Changes]:
    return decide(store, lambda unit, counter: outbox.drop(unit, entry_id, counter, why))


def without_customer(store: Store, entry_id: int) -> tuple[EntryRow, Changes]:
    return decide(
        store, lambda unit, counter: outbox.send_without_customer(unit, entry_id, counter)
    )


def add_customer(store: Store, name: str = "Sara Mahmoud") -> Customer:
    with store.write() as unit:
        customer, _ = customers.add(unit, Customer(None, name), counter_of(unit))
    return customer


def sell_to(store: Store, customer: Customer) -> Sale:
    with store.write() as unit:
        counter = counter_of(unit)
        cart: Cart = replace(cart_of(unit, counter, DATES), customer=customer)
        sale, _ = checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    return sale


def adjust(store: Store, delta: str) -> None:
    with store.write() as unit:
        counter = counter_of(unit)
        found = counter.catalog(unit).find(DATES)
        assert found
        warehouse = register.warehouse(unit, "main")
        wanted = Adjustment(found.product, warehouse, Decimal(delta), "received")
        stock.adjust(unit, wanted, counter)


def last_entry(store: Store) -> tuple[str, str, str, dict[str, object]]:
    with store.read() as unit:
        sql = "SELECT event, subject, actor, data FROM journal ORDER BY sequence DESC LIMIT 1"
        event, subject, actor, data = unit.sql(sql).fetchone()
    return event, subject, actor, json.loads(data)


# What a list shows


def test_an_invoice_is_shown_with_its_total_and_its_customer(linked: Store) -> None:
    sale = sell_to(linked, add_customer(linked))
    shown = row(linked, 2)
    assert (shown.kind, shown.number, shown.reference) == ("invoice", sale.number, sale.reference)
    assert (shown.total, shown.name) == (sale.totals.taxed.gross, "Sara Mahmoud")
    assert (shown.state, shown.backend, shown.attempts) == ("READY", "apex", 0)
    assert shown.actions == (Verdict.WITHOUT_CUSTOMER, Verdict.LINK, Verdict.RETRY, Verdict.DROP)


def test_a_customer_and_a_product_are_shown_by_their_names(linked: Store) -> None:
    add_customer(linked)
    with linked.write() as unit:
        products.change(unit, 1, {"price": Decimal(30)}, counter_of(unit))
    assert (row(linked, 1).name, row(linked, 1).kind) == ("Sara Mahmoud", "customer")
    shown = row(linked, 2)
    assert (shown.name, shown.name_ar, shown.number) == (
        "Sukkari Dates 500 g",
        "تمر سكري 500 غ",
        "DT-00001",
    )


def test_a_change_of_stock_is_shown_from_what_to_what(linked: Store) -> None:
    adjust(linked, "24")
    shown = row(linked, 1)
    assert (shown.delta, shown.warehouse) == (Decimal(24), "main")
    assert (shown.old, shown.new) == (None, None)
    with linked.write() as unit:
        link_dates(unit)
        unit.commit()
    shown = row(linked, 1)
    assert shown.old is not None
    assert (shown.delta, shown.new) == (Decimal(24), shown.old + 24)
    mark(linked, 1, "UNKNOWN", payload={"delta": "24", "from": "54", "to": "78"})
    assert (row(linked, 1).old, row(linked, 1).new) == (Decimal(54), Decimal(78))


def test_an_entry_tells_what_it_waits_for_and_who_waits_for_it(linked: Store) -> None:
    sell_to(linked, add_customer(linked))
    mark(linked, 2, "BLOCKED", waits_for=1)
    blocked = row(linked, 2)
    assert (blocked.waits_for, blocked.waits_for_kind) == (1, "customer")
    assert blocked.waits_for_name == "Sara Mahmoud"
    assert row(linked, 1).dependents == 1


def test_those_that_need_somebody_come_first(linked: Store) -> None:
    for _ in range(6):
        sell(linked)
    for entry_id, state in enumerate(("READY", "SENDING", "UNKNOWN", "ACKED", "MANAGER"), 1):
        mark(linked, entry_id, state)
    mark(linked, 6, "REJECTED", verdict="dropped")
    assert [each.id for each in listed(linked)] == [5, 3, 2, 1]
    assert [each.id for each in listed(linked, "attention")] == [5]
    assert [each.id for each in listed(linked, "sent_today")] == [4]
    with linked.read() as unit:
        assert outbox.counts(unit, NOON) == OutboxCounts(open=4, attention=1, sent_today=1)
        assert len(outbox.entries(unit, which="open", now=NOON, limit=2)) == 2


def test_today_is_the_shops_own_day(linked: Store) -> None:
    sell(linked)
    # In Riyadh the first of March begins three hours before it does in UTC.
    for at, is_today in ((NOON.replace(hour=0) - timedelta(hours=h), h < 4) for h in (3, 4)):
        with linked.write() as unit:
            storage.mark(unit, 1, "ACKED", at=at)
            unit.commit()
        assert bool(listed(linked, "sent_today")) is is_today


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a1-000002", [3]),
        ("POS:A1-000001", [2]),
        ("محمود", [1, 2]),
        ("سكري", [4]),
        ("dt-00001", [4]),
        ("nobody", []),
    ],
)
def test_an_entry_is_found_by_number_reference_and_name(
    linked: Store, text: str, found: list[int]
) -> None:
    sell_to(linked, add_customer(linked, "سارة محمود"))
    sell(linked)
    adjust(linked, "1")
    assert [each.id for each in listed(linked, text=text)] == found


# The word of the status strip


def test_without_a_back_end_there_is_no_sync(store: Store) -> None:
    sell(store)
    with store.read() as unit:
        found = outbox.status(unit, NOON)
    assert (found.worst, found.waiting, found.oldest) == ("none", 1, NOON)


@pytest.mark.parametrize(
    ("noted", "sold", "state", "worst", "message"),
    [
        ({}, 0, "", "ok", ""),
        ({}, 2, "READY", "waiting", ""),
        ({}, 2, "UNKNOWN", "waiting", ""),
        ({}, 1, "REJECTED", "attention", ""),
        ({"failures": 1, "problem": "no_network", "message": "No."}, 1, "READY", "offline", "No."),
        (
            {"failures": 3, "problem": "throttled", "message": "Wait."},
            1,
            "READY",
            "waiting",
            "Wait.",
        ),
        ({"failures": 1, "message": "No."}, 1, "MANAGER", "attention", ""),
        ({"paused": True, "message": "Key."}, 1, "MANAGER", "attention", "Key."),
        ({"problem": "clock", "message": "Clock."}, 0, "", "attention", "Clock."),
    ],
)
def test_the_worst_is_what_the_strip_tells(
    linked: Store, noted: dict[str, object], sold: int, state: str, worst: str, message: str
) -> None:
    for entry_id in range(1, sold + 1):
        sell(linked)
        mark(linked, entry_id, state)
    with linked.write() as unit:
        backends.note(unit, "apex", **{"message": "", **noted})
        unit.commit()
    with linked.read() as unit:
        found = outbox.status(unit, NOON)
    assert (found.worst, found.message) == (worst, message)
    assert found.waiting == (sold if worst in {"waiting", "offline"} else 0)


def test_what_waits_for_days_is_told_though_all_seems_well(linked: Store) -> None:
    sell(linked)
    with linked.read() as unit:
        assert outbox.status(unit, NOON + timedelta(hours=24)).worst == "waiting"
        late = outbox.status(unit, NOON + timedelta(hours=25))
    assert (late.worst, late.message) == ("attention", "Something has waited for more than a day.")


# A manager's verdict


@pytest.mark.parametrize("state", ["REJECTED", "MANAGER", "BLOCKED", "READY"])
def test_a_retry_begins_from_the_start(linked: Store, state: str) -> None:
    sale = sell(linked)
    with linked.write() as unit:
        backends.note(unit, "apex", paused=True, failures=4, next_try_at=NOON + timedelta(hours=1))
        unit.commit()
    mark(linked, 1, state, verdict="http_404", message="No.", not_before=NOON, absent_at=NOON)
    entry, changes = retry(linked, 1, "they mended it")
    assert changes == Changes(outbox=True, invoices=frozenset({sale.number}))
    assert (entry.state, entry.verdict, entry.message, entry.not_before) == ("READY", "", "", None)
    with linked.read() as unit:
        assert storage.get(unit, 1).absent_at is None
        woken = backends.state(unit, "apex")
    assert (woken.paused, woken.failures, woken.next_try_at) == (False, 0, None)
    assert last_entry(linked) == (
        "outbox_retried",
        sale.number,
        "Mona",
        {"entry": 1, "kind": "invoice", "backend": "apex", "was": state, "why": "they mended it"},
    )
    assert findings(linked) == []


@pytest.mark.parametrize("state", ["UNKNOWN", "RECONCILING", "SENDING"])
def test_nothing_is_decided_while_it_is_looked_for(linked: Store, state: str) -> None:
    sell(linked)
    mark(linked, 1, state)
    assert row(linked, 1).actions == ()
    deeds: tuple[Callable[[], object], ...] = (
        lambda: retry(linked, 1),
        lambda: drop(linked, 1),
        lambda: link(linked, 1, "7"),
        lambda: without_customer(linked, 1),
    )
    for deed in deeds:
        with pytest.raises(Refusal, match="could book it twice") as caught:
            deed()
        assert caught.value.code == "checking"


def test_what_was_sent_is_not_sent_again(linked: Store) -> None:
    sell(linked)
    mark(linked, 1, "ACKED")
    with pytest.raises(Refusal) as caught:
        retry(linked, 1)
    assert caught.value.code == "already_sent"


def test_what_is_there_twice_is_not_sent_again(linked: Store) -> None:
    sell(linked)
    mark(linked, 1, "DUPLICATE")
    with pytest.raises(Refusal) as caught:
        retry(linked, 1)
    assert caught.value.code == "duplicate"
    assert drop(linked, 1)[0].verdict == "dropped"


@pytest.mark.parametrize("state", ["MANAGER", "CONFLICT"])
def test_what_may_be_there_is_sent_again_for_a_reason_only(linked: Store, state: str) -> None:
    sell(linked)
    mark(linked, 1, state, attempts=1, unknown_since=NOON, remote_id="7")
    with pytest.raises(Refusal) as caught:
        retry(linked, 1, "  ")
    assert caught.value.code == "needs_why"
    entry, _ = retry(linked, 1, "voided there")
    assert (entry.state, entry.remote_id, entry.outcome_unknown) == ("READY", "", False)


def test_what_never_left_is_sent_again_without_a_reason(linked: Store) -> None:
    sell(linked)
    mark(linked, 1, "MANAGER", attempts=1)
    assert retry(linked, 1)[0].state == "READY"


def test_a_link_is_as_good_as_an_answer_and_lets_go_what_waited(linked: Store) -> None:
    sell_to(linked, add_customer(linked))
    mark(linked, 1, "MANAGER")
    mark(linked, 2, "BLOCKED", waits_for=1, verdict="waits", message="Waits.")
    entry, changes = link(linked, 1, " 212 ")
    assert (entry.state, entry.remote_id, entry.verdict) == ("ACKED", "212", "linked")
    assert changes == Changes(outbox=True, customers=frozenset({1}))
    assert row(linked, 2).state == "READY"
    with linked.read() as unit:
        assert remote.remote_id(unit, "apex", "customer", 1) == "212"
    event, subject, _, data = last_entry(linked)
    assert (event, subject, data["remote_id"]) == ("outbox_linked", "Sara Mahmoud", "212")


def test_an_invoice_is_linked_to_one_that_is_there(linked: Store) -> None:
    sell(linked)
    sell(linked)
    mark(linked, 1, "CONFLICT", remote_id="7")
    assert link(linked, 1, "7")[0].state == "ACKED"
    with pytest.raises(Refusal) as caught:
        link(linked, 2, "7")
    assert caught.value.code == "remote_id_taken"


def test_two_customers_are_never_the_same_one_there(linked: Store) -> None:
    add_customer(linked)
    add_customer(linked, "Omar")
    link(linked, 1, "212")
    with pytest.raises(Refusal) as caught:
        link(linked, 2, "212")
    assert caught.value.code == "remote_id_taken"
    with linked.read() as unit:
        assert remote.local_id(unit, "apex", "customer", "212") == 1


@pytest.mark.parametrize("remote_id", ["", " ", "1\n2", "9" * 255])
def test_an_id_that_can_not_be_is_refused(linked: Store, remote_id: str) -> None:
    sell(linked)
    with pytest.raises(Refusal) as caught:
        link(linked, 1, remote_id)
    assert caught.value.code == "bad_remote_id"


def test_a_change_of_stock_has_no_id_there(linked: Store) -> None:
    adjust(linked, "2")
    assert row(linked, 1).actions == (Verdict.RETRY, Verdict.DROP)
    with pytest.raises(Refusal) as caught:
        link(linked, 1, "7")
    assert caught.value.code == "no_link"


def test_what_is_taken_out_says_why_and_is_listed_no_more(linked: Store) -> None:
    sell(linked)
    with pytest.raises(Refusal) as caught:
        drop(linked, 1, "")
    assert caught.value.code == "needs_why"
    entry, _ = drop(linked, 1)
    assert (entry.state, entry.verdict, entry.actions) == (
        "REJECTED",
        "dropped",
        (Verdict.RETRY,),
    )
    assert listed(linked) == []
    assert last_entry(linked)[3]["why"] == "made twice"
    with pytest.raises(Refusal) as again:
        drop(linked, 1)
    assert again.value.code == "already_dropped"
    assert retry(linked, 1)[0].state == "READY"


def test_what_waited_for_something_taken_out_comes_before_the_manager(linked: Store) -> None:
    sell_to(linked, add_customer(linked))
    mark(linked, 2, "BLOCKED", waits_for=1)
    drop(linked, 1)
    stranded = row(linked, 2)
    assert (stranded.state, stranded.verdict) == ("MANAGER", "customer_dropped")
    assert stranded.waits_for is None
    assert without_customer(linked, 2)[0].state == "READY"


def test_an_invoice_goes_without_its_customer(linked: Store) -> None:
    sell_to(linked, add_customer(linked))
    mark(linked, 2, "REJECTED", verdict="http_404", message="Customer 57 not found")
    entry, _ = without_customer(linked, 2)
    assert (entry.state, entry.payload) == ("READY", {"without_customer": True})
    assert Verdict.WITHOUT_CUSTOMER not in entry.actions
    assert last_entry(linked)[0] == "outbox_sent_without_customer"
    with pytest.raises(Refusal) as caught:
        without_customer(linked, 2)
    assert caught.value.code == "no_customer"


def test_an_invoice_on_account_needs_its_customer(linked: Store) -> None:
    sell_to(linked, add_customer(linked))
    with linked.write() as unit:
        unit.sql("UPDATE invoice SET status = 'partial'")
        unit.commit()
    with pytest.raises(Refusal) as caught:
        without_customer(linked, 2)
    assert caught.value.code == "on_account"


@pytest.mark.parametrize("state", ["CONFLICT", "DUPLICATE", "MANAGER"])
def test_an_invoice_that_may_be_there_does_not_go_without_its_customer(
    linked: Store, state: str
) -> None:
    sell_to(linked, add_customer(linked))
    mark(linked, 2, state, attempts=1, unknown_since=NOON)
    with pytest.raises(Refusal):
        without_customer(linked, 2)


def test_what_is_not_there_is_refused(linked: Store) -> None:
    with pytest.raises(Refusal) as caught:
        retry(linked, 7)
    assert caught.value.code == "unknown_entry"


def test_a_card_number_is_no_reason(linked: Store) -> None:
    sell(linked)
    with pytest.raises(Refusal) as caught:
        drop(linked, 1, "paid with 4111 1111 1111 1111")
    assert caught.value.code == "card_number"


# What else is to be looked at


def test_a_manager_dismisses_what_was_looked_at(linked: Store) -> None:
    with linked.write() as unit:
        at = datetime(2026, 3, 1, tzinfo=UTC)
        review.add(unit, "apex", "bad_price", subject="Tea", message="No price.", at=at)
        unit.commit()
    with linked.write() as unit:
        (found,) = outbox.reviews(unit)
        _, changes = outbox.dismiss(unit, found.id, counter_of(unit))
    assert changes == Changes(outbox=True)
    assert last_entry(linked)[:2] == ("review_dismissed", "1")
    with linked.write() as unit, pytest.raises(Refusal) as caught:
        outbox.dismiss(unit, found.id, counter_of(unit))
    assert caught.value.code == "unknown_review"


def test_a_sale_linked_where_the_server_deducts_nothing_tells_its_stock(store: Store) -> None:
    add_backend(store, deducts_stock="no")
    sell(store, DATES)
    mark(store, 1, "MANAGER", attempts=1, verdict="unknown_outcome")
    with store.write() as unit:
        outbox.link(unit, 1, "77", counter_of(unit))
    with store.read() as unit:
        (told,) = [row for row in storage.rows(unit) if row.kind == "stock"]
    assert told.state == "READY"
