"""Apex POS: lists in pages, honest and lying, and the search for an invoice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.connectors.apex_pos import ApexPos
from app.sync.contract import (
    RemoteInvoice,
)
from app.sync.problem import Transient
from tests.connectors.apex_shop import NOW, TODAY, connect, invoice
from tests.connectors.contract_suite import (
    HINT,
    REFERENCE,
    raised,
)
from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.ledger import Customer
from tests.fakes.server import Fault

OTHER_REFERENCE = "POS:A1-000018:0000008"


@pytest.fixture
def large() -> Iterator[ApexServer]:
    """A shop with two and a half pages of products, and as many customers."""
    customers = [Customer(id=number, name=f"Customer {number}") for number in range(1, 251)]
    with ApexServer(products=250, customers=customers, now=lambda: NOW) as made:
        made.knobs.page_size = 100
        yield made


def test_pages_of_products_are_as_large_as_the_document_allows(large: ApexServer) -> None:
    with closing(connect(large)) as connector:
        pages = list(connector.products())

    assert [len(page) for page in pages] == [100, 100, 50]
    assert [seen.query for seen in large.seen()] == [
        {"limit": "100", "page": str(number)} for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "lie",
    [
        fault.limit_ignored(30),
        fault.overlapping(1),
        fault.rows(lambda rows: rows + rows, name="twice"),
        fault.rows(lambda rows: rows[::-1], name="reversed"),
    ],
    ids=lambda lie: lie.name,
)
def test_paging_that_is_only_odd_is_read_through(large: ApexServer, lie: Fault) -> None:
    large.fail(lie, rate=1)
    with closing(connect(large)) as connector:
        ids = [product.id for page in connector.products() for product in page]

    assert sorted(map(int, ids)) == list(range(1, 251))


@pytest.mark.parametrize(
    ("lie", "query"),
    [
        (fault.same_page(), {}),
        (fault.empty_page(), {"page": 2}),
        (fault.total_off(1), {}),
        (fault.total_off(-1), {}),
        (fault.total_drifting(), {}),
        (fault.rows(lambda rows: rows[:-1], name="one lost"), {"page": 2}),
    ],
    ids=lambda lie: getattr(lie, "name", None),
)
def test_products_whose_pages_contradict_each_other_are_not_whole(
    large: ApexServer, lie: Fault, query: dict[str, object]
) -> None:
    large.fail(lie, query=query, rate=1)
    with closing(connect(large)) as connector:
        problem = raised(lambda: list(connector.products()))

    assert (type(problem), problem.code) == (Transient, "incomplete_scan")


def test_customers_without_a_total_are_read_to_the_empty_page(large: ApexServer) -> None:
    with closing(connect(large)) as connector:
        pages = list(connector.customers())

    assert [len(page) for page in pages] == [100, 100, 50]
    assert [seen.query for seen in large.seen()] == [{"page": str(n)} for n in (1, 2, 3, 4)]


# Looking up


def test_a_booked_invoice_is_found_by_its_reference(apex: ApexPos, server: ApexServer) -> None:
    ack = apex.push(invoice(), idempotency_key=HINT)
    apex.push(replace(invoice(), reference=OTHER_REFERENCE, notes=""), idempotency_key=HINT)

    found = apex.look_up(REFERENCE, TODAY - timedelta(1), TODAY + timedelta(1))

    assert found.found == (RemoteInvoice(ack.id, REFERENCE, Decimal("19.00"), "paid"),)
    assert (found.complete, found.shows_references) == (True, True)
    asked = server.seen("GET")[0].query
    assert asked == {"date_from": "2026-04-23", "date_to": "2026-04-25", "page": "1"}


def test_without_a_reference_every_invoice_of_ours_is_found(
    apex: ApexPos, server: ApexServer
) -> None:
    for reference in (REFERENCE, OTHER_REFERENCE, REFERENCE):
        apex.push(invoice(reference), idempotency_key=HINT)
    server.other_till.sell(1, notes="by hand")

    found = apex.look_up("", TODAY, TODAY)

    assert [each.reference for each in found.found] == [REFERENCE, OTHER_REFERENCE, REFERENCE]
    assert len({each.id for each in found.found}) == 3


def test_a_reference_is_asked_for_by_name_where_the_server_finds_it(
    apex: ApexPos, server: ApexServer
) -> None:
    server.knobs.health = {"server": "sanduq-hub", "capabilities": ["lookup_by_reference"]}
    apex.check()

    apex.look_up(REFERENCE, TODAY, TODAY)
    apex.look_up("", TODAY, TODAY)

    by_name, all_ = [seen.query for seen in server.seen("GET", "/invoices")]
    assert by_name["reference"] == REFERENCE
    assert "reference" not in all_


def test_a_list_without_notes_shows_no_references(apex: ApexPos, server: ApexServer) -> None:
    server.knobs.shows_notes = False
    apex.push(invoice(), idempotency_key=HINT)

    found = apex.look_up(REFERENCE, TODAY, TODAY)

    assert (found.found, found.complete, found.shows_references) == ((), True, False)


def test_empty_notes_are_shown_all_the_same(apex: ApexPos, server: ApexServer) -> None:
    server.fail(fault.rows_having(notes=""), rate=1, method="GET")
    apex.push(invoice(), idempotency_key=HINT)

    assert apex.look_up(REFERENCE, TODAY, TODAY).shows_references


def test_an_invoice_may_be_named_by_invoice_id(apex: ApexPos, server: ApexServer) -> None:
    rows = [{"invoice_id": "inv_9", "notes": f"late {REFERENCE} {OTHER_REFERENCE}", "total": None}]
    server.fail(fault.rows(lambda _: rows), times=1, path="/invoices")

    found = apex.look_up(REFERENCE, TODAY, TODAY)

    assert found.found == (RemoteInvoice("inv_9", REFERENCE, None),)


def test_an_invoice_list_may_be_bare(apex: ApexPos, server: ApexServer) -> None:
    server.fail(fault.shape([{"id": 7, "notes": REFERENCE}]), times=1)
    server.fail(fault.shape([]), times=1)

    found = apex.look_up(REFERENCE, TODAY, TODAY)

    assert found.found == (RemoteInvoice("7", REFERENCE, None),)
    assert found.complete


def test_a_list_that_repeats_its_first_page_proves_no_absence(
    apex: ApexPos, server: ApexServer
) -> None:
    apex.push(invoice(OTHER_REFERENCE), idempotency_key=HINT)
    server.fail(fault.same_page(), rate=1)

    assert not apex.look_up(REFERENCE, TODAY, TODAY).complete


def test_a_list_that_repeats_its_first_page_is_whole_if_its_total_says_so(
    apex: ApexPos, server: ApexServer
) -> None:
    server.knobs.tells_total = ("invoices",)
    apex.push(invoice(OTHER_REFERENCE), idempotency_key=HINT)
    server.fail(fault.same_page(), rate=1)

    assert apex.look_up(REFERENCE, TODAY, TODAY).complete


@pytest.mark.parametrize("by", [-1, 1])
def test_a_list_whose_total_is_wrong_proves_no_absence(
    apex: ApexPos, server: ApexServer, by: int
) -> None:
    server.knobs.tells_total = ("invoices",)
    for _ in range(3):
        apex.push(invoice(OTHER_REFERENCE), idempotency_key=HINT)
    server.fail(fault.total_off(by), rate=1)

    assert not apex.look_up(REFERENCE, TODAY, TODAY).complete


def test_a_row_that_nothing_names_proves_no_absence(apex: ApexPos, server: ApexServer) -> None:
    for _ in range(2):
        apex.push(invoice(OTHER_REFERENCE), idempotency_key=HINT)
    server.fail(fault.rows(lambda rows: [rows[0] | {"id": None}, *rows[1:]]), times=1, path="/inv*")

    assert not apex.look_up(REFERENCE, TODAY, TODAY).complete


def test_a_look_up_that_breaks_off_finds_nothing_at_all(apex: ApexPos, server: ApexServer) -> None:
    for _ in range(2):
        apex.push(invoice(), idempotency_key=HINT)
    server.knobs.page_size = 1
    server.fail(fault.status(500), query={"page": 2})

    assert raised(lambda: apex.look_up(REFERENCE, TODAY, TODAY)).code == "server_error"
