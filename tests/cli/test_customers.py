"""`customers`: added, found and shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.services import checkout, customers
from app.storage import customer
from app.storage.store import Store
from tests.sanduq import Sanduq
from tests.shop import DATES, cart_of, counter_of, exactly

SARA = ("--name", "Sara Ali", "--phone", "+966 50 987 6543", "--email", "sara@example.com")


def test_a_customer_is_added_and_waits_to_be_sent(store: Store, sanduq: Sanduq) -> None:
    added = sanduq("customers", "add", *SARA, "--address", "Riyadh", "--credit-limit", "٥٠٠").json
    assert added == {
        "id": added["id"],
        "name": "Sara Ali",
        "phone": "+966 50 987 6543",
        "email": "sara@example.com",
        "address": "Riyadh",
        "vat_number": "",
        "invoices": 0,
        "last_sale": None,
        "remote_id": None,
        "sync": "READY",
    }
    assert sanduq("outbox").json[-1]["kind"] == "customer"
    shown = sanduq("customers", "show", added["id"]).json
    assert (shown["credit_limit"], shown["bought"], shown["latest"]) == ("500.00", "0.00", [])
    with store.read() as unit:
        assert customer.credit_limit(unit, added["id"]) == Decimal(500)


def test_customers_are_listed_and_found(sanduq: Sanduq) -> None:
    for name in ("Sara Ali", "Omar", "سارة محمود"):
        sanduq("customers", "add", "--name", name)
    assert {each["name"] for each in sanduq("customers", "list").json} >= {"Sara Ali", "Omar"}
    assert len(sanduq("customers", "list", "--limit", "1").json) == 1
    found = sanduq("customers", "search", "ساره").json
    assert [each["name"] for each in found] == ["سارة محمود"]
    assert sanduq("customers", "search", "nobody at all").json == []


def test_what_a_customer_bought_is_shown(store: Store, sanduq: Sanduq) -> None:
    added = sanduq("customers", "add", *SARA).json
    with store.write() as unit:
        counter = counter_of(unit)
        cart = replace(cart_of(unit, counter, DATES), customer=customers.get(unit, added["id"]))
        total = cart.totals().taxed.gross
        sale, _ = checkout.complete(unit, cart, [exactly(total)], counter)
    shown = sanduq("customers", "show", added["id"]).json
    assert (shown["bought"], shown["invoices"]) == (str(total), 1)
    assert [each["number"] for each in shown["latest"]] == [sale.number]
    assert "A1-000001" in sanduq.plain("customers", "show", added["id"]).out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "--name", " "), "incomplete"),
        (("add", "--name", "A", "--phone", "call me"), "bad_phone"),
        (("add", "--name", "A", "--email", "here"), "bad_email"),
        (("add", "--name", "A", "--vat-number", "12"), "bad_vat_number"),
        (("add", "--name", "A", "--credit-limit", "much"), "bad_number"),
        (("add", "--name", "A", "--credit-limit", "-1"), "bad_price"),
        (("add", "--name", "A", "--credit-limit", "1.005"), "too_many_decimals"),
        (("show", "4711"), "unknown_customer"),
        (("search", "\udcff"), "bad_text"),
    ],
)
def test_what_can_not_be_is_refused(sanduq: Sanduq, arguments: tuple[str, ...], code: str) -> None:
    before = sanduq("customers", "list").json
    assert sanduq("customers", *arguments).refusal == code
    assert sanduq("customers", "list").json == before
