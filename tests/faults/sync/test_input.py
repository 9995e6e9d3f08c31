"""Bad input from a server: a manager reads one sentence, the rest comes in, selling goes on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.server import Fault
from tests.fakes.wire import Answer, answer_json, read_json, write_json
from tests.faults.sync.oracle import is_sentence, settled
from tests.shop import DATES
from tests.sync.till import Clock, Till

PRODUCTS: dict[str, Any] = {"method": "GET", "path": "/products"}
NEW = "5901234123457"
MARK = "(half)"
LONG = "طويل جدا " * 700

# What may stand in a product's fields, and whether a product like that can be sold.
FIELDS: dict[str, tuple[dict[str, Any], bool]] = {
    "more decimals than the currency": ({"price": Decimal("3.505")}, False),
    "a negative price": ({"price": Decimal(-1)}, False),
    "no price": ({"price": None}, False),
    "a word for a price": ({"price": "dear"}, False),
    "a list for a price": ({"price": [1]}, False),
    "a huge price": ({"price": Decimal("1e30")}, False),
    "a price in quotes": ({"price": "9.95"}, True),
    "a price with zeros": ({"price": Decimal("9.950000")}, True),
    "a cost with more decimals": ({"cost": Decimal("1.2345")}, False),
    "no cost": ({"cost": None}, True),
    "a word for a tax": ({"tax_rate": "some"}, True),
    "a tax of 400": ({"tax_rate": 400}, False),
    "a negative tax": ({"tax_rate": -15}, False),
    "no name": ({"name": None, "name_ar": None}, False),
    "blanks for a name": ({"name": " ", "name_ar": ""}, False),
    "a number for a name": ({"name": 7}, True),
    "emoji": ({"name": "Tea 🫖👩‍👩‍👧‍👦"}, True),
    "control characters": ({"name": "Te\x00a\n\x1b[31m"}, True),
    "overrides of direction": ({"name": "\u202eaeT\u2066"}, True),
    "a name of 5,000 characters": ({"name": "x" * 5_000}, True),
    "a name of 6,300 characters": ({"name": LONG}, False),
    "half a character": ({"name": "Tea \ud800"}, True),
    "half a character in Arabic": ({"name_ar": "شاي \ud800"}, True),
    "half a character in a barcode": ({"barcode": "12\ud800"}, True),
    "no barcode": ({"barcode": None}, True),
    "an empty barcode": ({"barcode": ""}, True),
    "a number for a barcode": ({"barcode": 5901234123457}, True),
    "a barcode of 500 digits": ({"barcode": "1" * 500}, False),
    "a barcode with blanks": ({"barcode": " 59 01 "}, True),
    "a category that is a word": ({"category_id": "drinks"}, True),
    "a category that is a list": ({"category_id": []}, True),
    "fields that nobody knows": ({"colour": "red", "parts": [{"a": [None]}]}, True),
    "a negative stock": ({"stock": -5}, True),
    "a word for a stock": ({"stock": "plenty"}, True),
}


def strange_row(fields: Mapping[str, object], **which: object) -> Fault:
    """A list one of whose rows has these fields; half characters are written as escapes."""

    def edit(text: bytes) -> bytes:
        value = read_json(text)
        for row in value["data"]:
            if which.items() <= row.items():
                row |= {name: _marked(each) for name, each in fields.items()}
        return write_json(value).replace(MARK.encode(), b"\\ud800")

    return fault.body(edit)


def _marked(value: object) -> object:
    return value.replace("\ud800", MARK) if isinstance(value, str) else value


@pytest.mark.parametrize("name", FIELDS)
def test_a_product_with_strange_fields_hurts_no_other(
    till: Till, server: ApexServer, clock: Clock, name: str
) -> None:
    fields, is_sold = FIELDS[name]
    server.fail(strange_row(fields, id=4), **PRODUCTS, rate=1)
    till.round()
    assert till.product(DATES).remote_ids
    till.sell(DATES)
    clock.advance(301)
    till.round()
    assert till.states() == ["ACKED"]
    linked = has(till, "product", "4")
    assert linked == is_sold, till.reviews()
    if not is_sold:
        (review,) = till.reviews()
        assert is_sentence(review.message)
        assert review.message.endswith(".")
    assert settled(till, server) == ["ACKED"]
    assert has(till, "product", "4")
    assert till.reviews() == [] or is_sold


def has(till: Till, kind: str, remote_id: str) -> bool:
    """Whether the till knows that record of the server."""
    with till.store.read() as unit:
        sql = "SELECT count(*) FROM remote_id WHERE kind = ? AND remote_id = ?"
        return bool(unit.raw(sql, (kind, remote_id)).fetchone()[0])


@pytest.mark.parametrize("identity", [None, "", [], {}, True, 1.5, " ", "\ud800", "a\nb"])
def test_a_row_that_names_no_product_is_left_out(
    till: Till, server: ApexServer, identity: object
) -> None:
    server.fail(strange_row({"id": identity}, id=4), **PRODUCTS, rate=1)
    till.sell(DATES)
    till.round()
    assert till.states() == ["ACKED"]
    assert settled(till, server) == ["ACKED"]


def test_two_products_with_one_barcode_are_both_there_and_a_manager_knows(
    till: Till, server: ApexServer
) -> None:
    server.ledger.add_product({"name": "Twin", "price": Decimal(2), "barcode": NEW})
    till.round()
    assert till.product(NEW).name == "Product 4"
    assert has(till, "product", "5")
    (review,) = till.reviews()
    assert "Twin" in review.message
    assert NEW in review.message
    till.sell(DATES)
    assert settled(till, server) == ["ACKED"]


def test_a_twin_with_half_a_character_in_its_name_is_told_too(
    till: Till, server: ApexServer
) -> None:
    server.ledger.add_product({"name": "Twin", "price": Decimal(2), "barcode": NEW})
    server.fail(strange_row({"name": "Tw\ud800n"}, id=5), **PRODUCTS, rate=1)
    till.sell(DATES)
    till.round()
    assert till.states() == ["ACKED"]
    assert len(till.reviews()) == 1


CUSTOMERS: dict[str, dict[str, Any]] = {
    "no name": {"name": None},
    "no name and no phone": {"name": "", "phone": ""},
    "half a character": {"name": "No\ud800ra"},
    "half a character in a phone": {"phone": "05\ud800"},
    "a long name": {"name": "x" * 5_000},
    "a long name with half a character": {"name": "\ud800" + "x" * 5_000},
    "a number for a phone": {"phone": 507654321},
    "a list for a phone": {"phone": []},
    "control characters": {"name": "No\x00ra\n"},
    "a word for a phone": {"phone": "ask her"},
    "emoji": {"name": "👩🏽‍🦰"},
    "a strange e-mail": {"email": "\ud800@"},
}


@pytest.mark.parametrize("name", CUSTOMERS)
def test_a_customer_with_strange_fields_hurts_nobody(
    till: Till, server: ApexServer, clock: Clock, name: str
) -> None:
    for each in ("Ahmed", "Noura", "Sara"):
        phone = f"050111111{len(each)}"
        server.ledger.add_customer({"name": each, "phone": phone, "email": f"{each}@example.com"})
    server.fail(strange_row(CUSTOMERS[name], id=2), method="GET", path="/customers", rate=1)
    till.sell(DATES)
    till.round()
    clock.advance(301)
    report = till.round()
    assert (report.problem, till.states()) == ("", ["ACKED"])
    assert has(till, "customer", "1")
    assert has(till, "customer", "3")
    assert has(till, "customer", "2") or len(till.reviews()) == 1
    assert settled(till, server) == ["ACKED"]


WAREHOUSES: dict[str, dict[str, Any]] = {
    "no name": {"warehouse_name": None},
    "half a character": {"warehouse_name": "Ma\ud800n"},
    "a long name": {"warehouse_name": "x" * 5_000},
    "control characters": {"warehouse_name": "\x00\x1b"},
    "a list": {"warehouse_name": []},
    "a quantity with seven decimals": {"quantity": Decimal("1.1234567")},
    "a huge quantity": {"quantity": Decimal("1e14")},
    "an unknown product": {"product_id": 999},
    "a product that is a word": {"product_id": "x\ud800"},
}


@pytest.mark.parametrize("name", WAREHOUSES)
def test_a_level_with_strange_fields_hurts_no_other(
    till: Till, server: ApexServer, clock: Clock, name: str
) -> None:
    strange = strange_row(WAREHOUSES[name], product_id=4, warehouse_id=2)
    server.fail(strange, method="GET", path="/inventory", rate=1)
    till.sell(DATES)
    till.round()
    clock.advance(301)
    assert till.round().problem == ""
    assert till.level(DATES) == 99
    assert settled(till, server) == ["ACKED"]


@pytest.mark.parametrize(
    "words",
    [
        f"{MARK} no",
        "x" * 100_000,
        "\x00\x1b[31m",
        "السعر خطأ",
        {"a": {"b": ["no"]}},
        ["no", "never"],
    ],
)
def test_the_servers_words_are_shown_whatever_they_are(
    till: Till, server: ApexServer, words: object
) -> None:
    till.round()
    till.sell(DATES)
    whole = answer_json(422, {"success": False, "message": words})
    said = Answer(422, whole.body.replace(MARK.encode(), b"\\ud800"))
    refusal = Fault("refusal", lambda exchange: exchange.send(said))
    server.fail(refusal, method="POST", path="/invoices")
    till.round()
    assert till.states() == ["REJECTED"]
    assert settled(till, server) == ["REJECTED"]


@pytest.mark.parametrize(
    "health",
    [
        {"business": None},
        {"business": 7},
        {"business": ""},
        {"status": "down"},
        {"status": None},
        {"timestamp": None},
        {"timestamp": "soon"},
        {"timestamp": "0001-01-01T00:00:00+14:00"},
        {"timestamp": 10**30},
        {"capabilities": {"x": 1}, "server": "sanduq-hub"},
        {"currency": ["SAR"]},
    ],
)
def test_a_strange_greeting_loses_nothing(
    till: Till, server: ApexServer, health: dict[str, object]
) -> None:
    till.sell(DATES)
    server.knobs.health = health
    report = till.round()
    assert report.problem == "" or report.message.endswith(".")
    server.knobs.health = {}
    assert settled(till, server) == ["ACKED"]


def test_twenty_megabytes_of_anything_lose_nothing(till: Till, server: ApexServer) -> None:
    till.sell(DATES)
    for path in ("/health", "/products", "/inventory", "/customers", "/invoices"):
        server.fail(fault.huge(), path=path, method="GET")
        report = till.round()
        assert report.problem == "" or report.message.endswith(".")
        till.clock.advance(301)
    assert settled(till, server) == ["ACKED"]


def test_noise_for_an_answer_loses_nothing(till: Till, server: ApexServer) -> None:
    till.sell(DATES)
    noise = fault.body(lambda _: os.urandom(2_000))
    for path in ("/health", "/products", "/inventory", "/customers"):
        server.fail(noise, path=path, method="GET", rate=1)
        report = till.round()
        assert report.problem
        assert report.message.endswith(".")
        server.heal()
        till.clock.advance(301)
    assert settled(till, server) == ["ACKED"]
