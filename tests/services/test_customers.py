"""Customers: found by name in both scripts, phone and VAT number; added once they make sense."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.services import checkout, customers
from app.services.changes import Changes
from app.storage.store import Store
from tests.shop import DATES, cart_of, counter_of, exactly, findings, tally

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
    with store.write() as unit:
        counter = counter_of(unit)
        cart = replace(cart_of(unit, counter, DATES), customer=added)
        checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    assert tally(store, "SELECT customer_id FROM invoice") == added.id
