"""Customers and products made at the till: told once, in the order that their sales need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import pytest

from app.domain.catalog import ProductBarcode, ProductDraft
from app.domain.customer import Customer
from app.domain.sale import Sale
from app.domain.tax import tax_rate
from app.services import checkout, customers, products
from app.services import outbox as verdicts
from app.storage import backend as backends
from app.storage import outbox, remote, setting
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.server import Fault
from tests.faults.sync.oracle import messages, rows, settled
from tests.shop import BREAD, DATES, LATTE, cart_of, counter_of, exactly
from tests.sync.till import Clock, Till, server_product

PERSON: dict[str, Any] = {"method": "POST", "path": "/customers"}
PRODUCT: dict[str, Any] = {"method": "POST", "path": "/products"}


def add_customer(till: Till, name: str, phone: str = "") -> Customer:
    """A customer made at the till."""
    with till.store.write() as unit:
        counter = counter_of(unit, at=till.clock.now())
        made, _ = customers.add(unit, Customer(None, name, phone), counter)
    return made


def sell_to(till: Till, customer: Customer, *codes: str) -> Sale:
    """A sale with a name on it."""
    with till.store.write() as unit:
        counter = counter_of(unit, at=till.clock.now())
        cart = replace(cart_of(unit, counter, *(codes or (DATES,))), customer=customer)
        sale, _ = checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    return sale


def add_product(till: Till, name: str, code: str = "", opening: int = 0) -> int:
    """A product made at the till; its id."""
    draft = ProductDraft(
        sku=f"own-{name}",
        name=name,
        name_ar="",
        price=Decimal(5),
        tax=tax_rate("15"),
        barcodes=(ProductBarcode(code),) if code else (),
    )
    with till.store.write() as unit:
        counter = counter_of(unit, at=till.clock.now())
        made, _ = products.add(unit, draft, counter, Decimal(opening))
    return made.id


def change_product(till: Till, code: str, **changes: Any) -> None:
    """A product changed at the till."""
    with till.store.write() as unit:
        counter = counter_of(unit, at=till.clock.now())
        products.change(unit, till.product(code).id, changes, counter)


LOST: dict[str, Callable[[], Fault]] = {
    "absent: dropped": lambda: fault.drop(committed=False),
    "absent: 500": lambda: fault.status(500),
    "absent: a page": fault.html,
    "made: dropped": lambda: fault.drop(committed=True),
    "made: 500": lambda: fault.status(500, committed=True),
    "made: cut": fault.cut,
    "made: no id": lambda: fault.lacking("customer_id", "product_id"),
}


@pytest.mark.parametrize("name", LOST)
@pytest.mark.parametrize("phone", ["0507654321", ""])
def test_a_customer_whose_answer_is_lost_is_there_once_and_the_sale_follows(
    till: Till, server: ApexServer, name: str, phone: str
) -> None:
    till.round()
    sell_to(till, add_customer(till, "Noura", phone))
    till.sell(LATTE)
    server.fail(LOST[name](), **PERSON)
    till.round()
    assert till.states() == ["BLOCKED", "ACKED"]
    assert settled(till, server) == ["ACKED", "ACKED"]
    assert len(server.ledger.customers) == 1
    (booked,) = [each for each in server.ledger.invoices.values() if each.customer_id]
    assert booked.customer_id == next(iter(server.ledger.customers))
    assert count(till, "customer") == 1


def count(till: Till, table: str) -> int:
    """How many rows a table has."""
    with till.store.read() as unit:
        return int(unit.raw(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize("name", LOST)
@pytest.mark.parametrize("code", ["n-1", ""])
def test_a_product_whose_answer_is_lost_is_there_once_and_the_sale_follows(
    till: Till, server: ApexServer, name: str, code: str
) -> None:
    till.round()
    before = len(server.ledger.products), count(till, "product")
    add_product(till, "Halwa", code, opening=10)
    till.sell("own-Halwa")
    till.sell(LATTE)
    server.fail(LOST[name](), **PRODUCT)
    till.round()
    assert till.states() == ["BLOCKED", "ACKED"]
    assert settled(till, server) == ["ACKED", "ACKED"]
    assert len(server.ledger.products) == before[0] + 1
    assert count(till, "product") == before[1] + 1
    assert server.ledger.level(max(server.ledger.products)) == 9
    assert till.level("own-Halwa") == 9


@pytest.mark.parametrize("search", ["text", "digits"])
@pytest.mark.parametrize("written", ["+966507654321", "0507654321", "00966 50 765 4321"])
def test_the_same_phone_is_the_same_customer_however_it_is_written(
    till: Till, server: ApexServer, search: str, written: str
) -> None:
    server.knobs.phone_search = search
    server.ledger.add_customer({"name": "Noura Al-Otaibi", "phone": "050 765 4321"})
    sell_to(till, add_customer(till, "Noura", written))
    till.round()
    assert settled(till, server) == ["ACKED"]
    assert len(server.ledger.customers) == 1
    assert server.ledger.invoices[1].customer_id == 1


@pytest.mark.parametrize("name", LOST)
def test_of_two_with_one_phone_each_is_there_once_though_an_answer_is_lost(
    till: Till, server: ApexServer, name: str
) -> None:
    till.round()
    noura, brother = (add_customer(till, each, "0507654321") for each in ("Noura", "Her brother"))
    sell_to(till, noura)
    sell_to(till, brother)
    server.fail(LOST[name](), **PERSON)
    till.round()
    assert settled(till, server) == ["ACKED", "ACKED"]
    assert [each.name for each in server.ledger.customers.values()] == ["Noura", "Her brother"]
    booked = [each.customer_id for each in server.ledger.invoices.values()]
    assert sorted(booked, key=str) == sorted(server.ledger.customers, key=str)
    assert count(till, "customer") == 2


def test_where_keys_are_honoured_nobody_is_joined_with_one_that_is_sent_again(
    till: Till, server: ApexServer
) -> None:
    server.knobs.health = {"server": "sanduq-hub", "capabilities": ["idempotency_key"]}
    till.round()
    for each in ("Noura", "Her brother"):
        sell_to(till, add_customer(till, each, "0507654321"))
    server.fail(fault.drop(committed=True), **PERSON)
    till.round()
    assert till.states("customer") == ["READY", "READY"]
    assert len(server.ledger.customers) == 1


def test_what_another_of_the_same_phone_was_joined_with_meanwhile_is_not_made_again(
    till: Till, server: ApexServer
) -> None:
    till.round()
    sell_to(till, add_customer(till, "Noura", "0507654321"))
    server.fail(fault.drop(committed=True), **PERSON)
    till.round()
    other = add_customer(till, "Her brother")
    with till.store.write() as unit:
        remote.link(unit, "apex", "customer", other.id or 0, "1")
        unit.commit()
    assert settled(till, server) == ["BLOCKED"]
    assert [each.name for each in server.ledger.customers.values()] == ["Noura"]
    (told,) = messages(till)
    assert told == (
        "The server has somebody with the same phone number (1), who is another customer here."
    )


def test_two_of_the_same_phone_are_not_joined(till: Till, server: ApexServer) -> None:
    for name in ("Noura", "Her brother"):
        server.ledger.add_customer({"name": name, "phone": "0507654321"})
    sell_to(till, add_customer(till, "Noura A.", "0507654321"))
    till.round()
    assert settled(till, server) == ["ACKED"]
    assert len(server.ledger.customers) == 3


def test_a_refused_customer_holds_up_only_its_own_sales(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    till.round()
    noura = add_customer(till, "Noura", "0507654321")
    waits = sell_to(till, noura)
    till.sell(LATTE)
    server.fail(fault.status(422, message="No such name"), **PERSON)
    till.round()
    assert settled(till, server) == ["BLOCKED", "ACKED"]
    assert messages(till) == ["No such name"]
    (entry,) = [each for each in till.entries() if each.number == waits.number]
    with till.store.write() as unit:
        counter = counter_of(unit, at=clock.now())
        verdicts.send_without_customer(unit, entry.id, counter)
    assert settled(till, server) == ["ACKED", "ACKED"]
    assert server.ledger.invoices_by_reference(waits.reference)[0].customer_id is None


def test_a_dropped_customer_brings_its_sales_before_the_manager(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    till.round()
    sell_to(till, add_customer(till, "Noura", "0507654321"))
    server.fail(fault.status(422, message="No such name"), **PERSON)
    till.round()
    with till.store.write() as unit:
        counter = counter_of(unit, at=clock.now())
        verdicts.drop(unit, till.entries("customer")[0].id, counter, "A joke.")
    assert settled(till, server) == ["MANAGER"]


def test_a_back_end_that_was_removed_and_set_up_again_gets_the_sales(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    """Its ids are forgotten, so what was made there before is looked for or made again."""
    add_product(till, "Halwa")
    noura = add_customer(till, "Noura")
    sell_to(till, noura, "own-Halwa")
    assert settled(till, server) == ["ACKED"]
    with till.store.write() as unit:
        backends.remove(unit, "apex")
        till.backend = backends.add(unit, till.backend, at=clock.now())
        unit.commit()
    till.reopen()
    sell_to(till, noura, "own-Halwa")
    assert settled(till, server) == ["ACKED", "ACKED"]


def test_only_the_changed_fields_are_put_and_ours_outlive_a_pull(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    till.round()
    change_product(till, DATES, price=Decimal("19.50"))
    server.ledger.change_product(1, name="Office name", price=Decimal("17.00"))
    server.fail(fault.status(500), method="PUT", path="/products/1", rate=1)
    till.round()
    clock.advance(301)
    till.round()
    assert till.product(DATES).price.amount == Decimal("19.50")
    assert till.product(DATES).name == "Office name"
    settled(till, server)
    assert [each.json for each in server.seen("PUT")][-1] == {"price": Decimal("19.50")}
    assert server.ledger.products[1].price == Decimal("19.50")
    assert server.ledger.products[1].name == "Office name"


@pytest.mark.parametrize("name", LOST)
def test_a_change_of_a_product_whose_answer_is_lost_arrives(
    till: Till, server: ApexServer, name: str
) -> None:
    till.round()
    change_product(till, DATES, price=Decimal("19.50"))
    server.fail(LOST[name](), method="PUT", path="/products/1")
    till.round()
    settled(till, server)
    assert server.ledger.products[1].price == Decimal("19.50")
    assert till.states("product") == ["ACKED"]


def test_all_products_are_pushed_where_that_is_wanted(till: Till, server: ApexServer) -> None:
    till.set(push_products="all")
    till.round()
    server.fail(fault.drop(committed=True), **PRODUCT, times=2)
    settled(till, server)
    assert len(server.ledger.products) == 31
    assert till.product(BREAD).remote_ids
    assert till.findings() == []


def test_another_business_stops_everything(till: Till, server: ApexServer) -> None:
    till.round()
    till.sell(DATES)
    server.knobs.business = "Other Store"
    asked = len(server.requests)
    report = till.round()
    assert report.problem == "other_business"
    assert "Other Store" in report.message
    assert [each.path for each in server.requests[asked:]] == ["/health"]
    server.knobs.business = "My Store"
    assert settled(till, server) == ["ACKED"]


def test_another_currency_stops_everything(till: Till, server: ApexServer) -> None:
    till.sell(DATES)
    server.knobs.health = {"currency": "USD"}
    report = till.round()
    assert report.problem == "other_currency"
    assert [each.path for each in server.requests] == ["/health"]
    server.knobs.health = {"currency": "SAR"}
    assert settled(till, server) == ["ACKED"]


def test_a_sale_in_another_currency_than_the_books_is_held(till: Till, server: ApexServer) -> None:
    till.sell(DATES)
    with till.store.write() as unit:
        setting.save_shop(unit, replace(setting.load_shop(unit), currency="USD"))
        unit.commit()
    assert settled(till, server) == ["MANAGER"]
    assert "SAR" in messages(till)[0]
    assert server.seen("POST") == []


def test_books_that_are_set_to_another_currency_are_not_touched(
    till: Till, server: ApexServer
) -> None:
    till.set(currency="USD")
    till.sell(DATES)
    report = till.round()
    assert (report.problem, report.waiting) == ("other_currency", 1)
    assert [each.path for each in server.requests] == ["/health"]
    till.set(currency="")
    assert settled(till, server) == ["ACKED"]


@pytest.mark.parametrize("code", [400, 404, 422])
def test_a_refused_product_holds_up_only_its_own_sales(
    till: Till, server: ApexServer, code: int
) -> None:
    till.round()
    add_product(till, "Halwa")
    till.sell("own-Halwa")
    till.sell(DATES)
    server.fail(fault.status(code, message="Not that one"), **PRODUCT)
    till.round()
    assert settled(till, server) == ["BLOCKED", "ACKED"]
    assert messages(till) == ["Not that one"]


def test_a_refused_product_that_turns_out_to_be_there_is_that_one(
    till: Till, server: ApexServer
) -> None:
    code = "6291041500213"
    till.round()
    product_id = add_product(till, "Halwa", code, opening=5)
    server.fail(fault.status(422, message="It exists"), times=1, **PRODUCT)
    till.sell("own-Halwa")
    till.round()
    there = asdict(server_product(0, code, "5.00", stock=9))
    del there["id"]
    server.ledger.add_product(there)

    assert settled(till, server) == ["ACKED"]
    with till.store.read() as unit:
        assert remote.remote_id(unit, "apex", "product", product_id) == "5"
    assert till.level(code) == 8


def test_a_product_deleted_at_the_server_brings_its_sale_before_the_manager(
    till: Till, server: ApexServer
) -> None:
    till.round()
    till.sell(DATES)
    till.sell(LATTE)
    server.ledger.delete_product(1)
    assert settled(till, server) == ["REJECTED", "ACKED"]
    assert "1" in messages(till)[0]
    assert outbox.REJECTED in {row.state for row in rows(till)}
