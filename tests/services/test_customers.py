"""Customers: found by name in both scripts, phone and VAT number; stored once they make sense."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.sale import Sale
from app.services import checkout, customers
from app.services.changes import Changes
from app.storage.store import Store
from tests.shop import DATES, NOON, TEA, cart_of, counter_of, exactly, findings, tally

OASIS = Customer(
    None,
    "Oasis Trading Est.",
    phone="+966 50 123 4567",
    email="buy@oasis.example",
    address="Jeddah",
    vat_number="310122393500003",
)
PEOPLE = (
    OASIS,
    Customer(None, "أحمد العُمري", phone="0559876543"),
    Customer(None, "Trade Winds", phone="0551112223"),
    Customer(None, "Zoë Ltd"),
)


def add(store: Store, customer: Customer) -> Customer:
    with store.write() as unit:
        added, _ = customers.add(unit, customer, counter_of(unit))
    return added


def change(store: Store, customer: Customer) -> tuple[Customer, Changes]:
    with store.write() as unit:
        return customers.change(unit, customer, counter_of(unit))


def sell_to(store: Store, customer: Customer, code: str = DATES, *, days: int = 0) -> Sale:
    with store.write() as unit:
        counter = counter_of(unit, at=NOON + timedelta(days=days))
        cart = replace(cart_of(unit, counter, code), customer=customer)
        total = cart.totals().taxed.gross
        sale, _ = checkout.complete(unit, cart, [exactly(total)], counter)
    return sale


@pytest.fixture
def peopled(store: Store) -> Store:
    """A shop with customers."""
    for each in PEOPLE:
        add(store, each)
    return store


def found(store: Store, text: str, limit: int = 20) -> list[str]:
    with store.read() as unit:
        return [each.name for each in customers.search(unit, text, limit)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("oas", ["Oasis Trading Est."]),
        ("TRAD", ["Trade Winds", "Oasis Trading Est."]),
        ("est oasis", ["Oasis Trading Est."]),
        ("zoe", ["Zoë Ltd"]),
        ("احمد", ["أحمد العُمري"]),
        ("العمري", ["أحمد العُمري"]),
        ("055", ["Trade Winds", "أحمد العُمري"]),
        ("0501234567", ["Oasis Trading Est."]),
        ("050 123", ["Oasis Trading Est."]),
        ("00966501234567", ["Oasis Trading Est."]),
        ("+966 55 987 6543", ["أحمد العُمري"]),
        ("٠٥٥٩٨٧", ["أحمد العُمري"]),
        ("310122393500003", ["Oasis Trading Est."]),
        ("3101 2239", ["Oasis Trading Est."]),
        ("nobody", []),
        ("%", []),
        ("'\"", []),
        ("", ["Zoë Ltd", "Trade Winds", "أحمد العُمري", "Oasis Trading Est."]),
        (" ", ["Zoë Ltd", "Trade Winds", "أحمد العُمري", "Oasis Trading Est."]),
    ],
)
def test_a_customer_is_found_by_name_phone_and_vat_number(
    peopled: Store, text: str, names: list[str]
) -> None:
    assert found(peopled, text) == names


def test_no_more_are_found_than_wanted_and_none_twice(peopled: Store) -> None:
    assert found(peopled, "trad", 1) == ["Trade Winds"]
    assert found(peopled, "", 2) == ["Zoë Ltd", "Trade Winds"]


def test_a_new_customer_is_there_journalled_and_waits_to_be_sent(store: Store) -> None:
    with store.write() as unit:
        added, changes = customers.add(unit, OASIS, counter_of(unit))
    assert added.id is not None
    assert changes == Changes(customers=frozenset({added.id}), outbox=True)
    with store.read() as unit:
        assert customers.get(unit, added.id) == added
        assert customers.get(unit, added.id + 1) is None
        sent = unit.raw("SELECT kind, record_id, state FROM outbox").fetchone()
        entry = unit.raw("SELECT event, subject, actor FROM journal ORDER BY 1").fetchone()
    assert sent == ("customer", added.id, "READY")
    assert entry == ("customer_added", "Oasis Trading Est.", "Sara")
    assert findings(store) == []


def test_what_was_typed_is_tidied(store: Store) -> None:
    typed = Customer(
        9, " Abu\tAli ", phone="٠٥٠ ١٢٣ ٤٥٦٧", address="a\nb", vat_number="3101 2239 3500 003"
    )
    added = add(store, typed)
    assert (added.name, added.phone, added.address) == ("Abu Ali", "050 123 4567", "a b")
    assert added.vat_number == "310122393500003"
    assert added.id == 1


@pytest.mark.parametrize(
    ("customer", "code"),
    [
        (Customer(None, ""), "incomplete"),
        (Customer(None, " \n"), "incomplete"),
        (Customer(None, "x" * 121), "too_long"),
        (Customer(None, "Ali", phone="call me"), "bad_phone"),
        (Customer(None, "Ali", phone="12"), "bad_phone"),
        (Customer(None, "Ali", phone="+"), "bad_phone"),
        (Customer(None, "Ali", phone="4111 1111 1111 1111"), "bad_phone"),
        (Customer(None, "Ali", email="ali"), "bad_email"),
        (Customer(None, "Ali", email="a li@shop.example"), "bad_email"),
        (Customer(None, "Ali", email="ali@shop"), "bad_email"),
        (Customer(None, "Ali", email=f"{'a' * 250}@b.example"), "too_long"),
        (Customer(None, "Ali", address="x" * 251), "too_long"),
        (Customer(None, "Ali", vat_number="123"), "bad_vat_number"),
    ],
)
def test_a_customer_that_makes_no_sense_is_refused(
    store: Store, customer: Customer, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        add(store, customer)
    assert caught.value.code == code
    assert tally(store, "SELECT count(*) FROM customer") == 0


def test_an_invoice_knows_the_customer_it_was_made_for(store: Store) -> None:
    added = add(store, OASIS)
    sell_to(store, added)
    assert tally(store, "SELECT customer_id FROM invoice") == added.id


# The list


def listed(store: Store, text: str) -> list[str]:
    with store.read() as unit:
        rows = customers.rows_of(unit, customers.ids(unit, text))
    return [row.customer.name for row in rows]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Oasis Trading Est.", "Trade Winds", "Zoë Ltd", "أحمد العُمري"]),
        ("trad", ["Trade Winds", "Oasis Trading Est."]),
        ("EST oasis", ["Oasis Trading Est."]),
        ("احمد", ["أحمد العُمري"]),
        ("٠٥٥", ["Trade Winds", "أحمد العُمري"]),
        ("050 123 4567", ["Oasis Trading Est."]),
        ("31012239", ["Oasis Trading Est."]),
        ("nobody", []),
    ],
)
def test_the_list_is_by_name_and_those_that_begin_so_come_first(
    peopled: Store, text: str, names: list[str]
) -> None:
    assert listed(peopled, text) == names


def test_a_pasted_page_of_words_is_looked_for_like_any_text(peopled: Store) -> None:
    assert listed(peopled, "oasis " * 5_000) == ["Oasis Trading Est."]
    assert listed(peopled, " ".join(map(str, range(5_000)))) == []


def test_a_row_tells_of_documents_and_of_the_last_sale(store: Store) -> None:
    buyer, other = add(store, OASIS), add(store, Customer(None, "Zoë Ltd"))
    sell_to(store, buyer, days=-2)
    sell_to(store, buyer, days=-1)
    with store.read() as unit:
        known, new = customers.rows_of(unit, [buyer.id or 0, other.id or 0])
    assert (known.customer, known.invoices) == (buyer, 2)
    assert known.last_sale == NOON - timedelta(days=1)
    assert (new.customer, new.invoices, new.last_sale) == (other, 0, None)


def test_a_customer_is_sent_once_a_back_end_has_it(store: Store) -> None:
    added = add(store, OASIS)

    def state() -> tuple[str, str]:
        with store.read() as unit:
            (row,) = customers.rows_of(unit, [added.id or 0])
        return row.sync, row.remote_id

    assert state() == ("READY", "")
    with store.write() as unit:
        unit.raw("UPDATE outbox SET state = 'UNKNOWN'")
        unit.commit()
    assert state() == ("UNKNOWN", "")
    with store.write() as unit:
        unit.raw("INSERT INTO remote_id VALUES ('customer', ?, 'main', '57')", (added.id,))
        unit.commit()
    assert state() == (customers.SENT, "57")


def test_history_tells_what_a_customer_bought(store: Store) -> None:
    buyer, other = add(store, OASIS), add(store, Customer(None, "Zoë Ltd"))
    first, second = sell_to(store, buyer), sell_to(store, buyer, TEA)
    sell_to(store, other)
    with store.read() as unit:
        known = customers.history(unit, buyer.id or 0, counter_of(unit))
    assert [row.number for row in known.latest] == [second.number, first.number]
    assert known.bought == first.totals.taxed.gross + second.totals.taxed.gross


@pytest.mark.parametrize(
    ("phone", "name"),
    [
        ("050 123 4567", "Oasis Trading Est."),
        ("00966501234567", "Oasis Trading Est."),
        ("٠٥٠١٢٣٤٥٦٧", "Oasis Trading Est."),
        ("+966 (0)55 987 6543", "أحمد العُمري"),
        ("1234567", None),
        ("3101 2239 3500 003", None),
        ("call me", None),
        ("000", None),
        ("", None),
    ],
)
def test_a_phone_is_known_however_it_is_written(
    peopled: Store, phone: str, name: str | None
) -> None:
    with peopled.read() as unit:
        found = customers.with_phone(unit, phone)
    assert (found and found.name) == name


# Changes


def test_a_change_is_found_and_journalled_but_not_sent(store: Store) -> None:
    added = add(store, OASIS)
    wanted = replace(added, name="واحة التجارة", phone="٠٥٥ ١١١ ٢٢٢٢")
    changed, changes = change(store, wanted)
    assert changed == replace(wanted, phone="055 111 2222")
    assert changes == Changes(customers=frozenset({added.id or 0}))
    assert found(store, "واحه") == found(store, "0551112222") == ["واحة التجارة"]
    assert found(store, "oasis") == found(store, "0501234567") == []
    assert tally(store, "SELECT count(*) FROM outbox") == 1
    with store.read() as unit:
        last = "SELECT event, subject, actor, data FROM journal ORDER BY sequence DESC"
        event, subject, actor, data = unit.raw(last).fetchone()
    assert (event, subject, actor) == ("customer_changed", "واحة التجارة", "Sara")
    assert json.loads(data) == {
        "customer_id": added.id,
        "name": ["Oasis Trading Est.", "واحة التجارة"],
        "phone": ["+966 50 123 4567", "055 111 2222"],
    }
    assert findings(store) == []


def test_no_change_leaves_no_trace(store: Store) -> None:
    added = add(store, OASIS)
    assert change(store, replace(added, name=f" {added.name} ")) == (added, Changes())
    assert tally(store, "SELECT count(*) FROM journal WHERE event = 'customer_changed'") == 0


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "incomplete"),
        ({"phone": "call me"}, "bad_phone"),
        ({"email": "ali@shop"}, "bad_email"),
        ({"vat_number": "123"}, "bad_vat_number"),
        ({"address": "x" * 251}, "too_long"),
        ({"id": 99}, "unknown_customer"),
        ({"id": None}, "unknown_customer"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    store: Store, fields: dict[str, Any], code: str
) -> None:
    added = add(store, OASIS)
    with pytest.raises(Refusal) as caught:
        change(store, replace(added, **fields))
    assert caught.value.code == code
    with store.read() as unit:
        assert customers.get(unit, added.id or 0) == added


def test_a_document_keeps_the_customer_of_its_day(store: Store) -> None:
    added = add(store, OASIS)
    sell_to(store, added)
    change(store, replace(added, name="Another"))
    was = "SELECT customer ->> 'name' FROM invoice"
    with store.read() as unit:
        assert unit.raw(was).fetchone() == ("Oasis Trading Est.",)
