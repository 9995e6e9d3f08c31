"""StackNex: what the sandbox proves of a server's writes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

import pytest

from app.connectors.stacknex import StackNex
from app.sync.contract import Answer, Capability, Finding
from app.sync.problem import Rejected
from tests.connectors.contract_suite import raised
from tests.connectors.stacknex_shop import connect, shop
from tests.fakes import fault
from tests.fakes.stacknex import LIVE_KEY, StackNexServer

WRITES = (
    Capability.CREATE_CATEGORY,
    Capability.CREATE_PRODUCT,
    Capability.UPDATE_PRODUCT,
    Capability.SET_STOCK,
    Capability.CREATE_CUSTOMER,
    Capability.UPDATE_CUSTOMER,
    Capability.CREATE_INVOICE,
    Capability.UPDATE_ORDER,
    Capability.DELETE_PRODUCT,
)
PROVEN = Finding(Answer.YES, "proven in the sandbox")


def unproven(stacknex: StackNex) -> Mapping[Capability, Finding]:
    """The findings that are no clear yes; each write has one finding."""
    found = list(stacknex.prove())
    assert tuple(what for what, _ in found) == WRITES
    return {what: finding for what, finding in found if finding != PROVEN}


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
@pytest.mark.parametrize("row_ids", [True, False])
@pytest.mark.parametrize("envelope", ["data", "named", "bare"])
@pytest.mark.parametrize("deletes", ["hard", "soft"])
def test_a_server_that_does_all_is_proven_to(
    stacknex: StackNex,
    cloud: StackNexServer,
    method: str,
    row_ids: bool,
    envelope: str,
    deletes: str,
) -> None:
    cloud.knobs.change, cloud.knobs.row_ids = method, row_ids
    cloud.knobs.envelope, cloud.knobs.deletes = envelope, deletes

    assert unproven(stacknex) == {}
    deeds = [(deed.what, deed.collection) for deed in cloud.deeds]
    assert deeds == [
        ("create", "categories"),
        ("create", "products"),
        ("change", "products"),
        ("change", "inventory"),
        ("create", "customers"),
        ("change", "customers"),
        ("create", "orders"),
        ("change", "orders"),
        ("delete", "products"),
    ]


def test_what_is_made_says_that_it_is_a_test(stacknex: StackNex, cloud: StackNexServer) -> None:
    assert unproven(stacknex) == {}
    assert unproven(stacknex) == {}

    names = [
        deed.fields["name"]
        for deed in cloud.deeds
        if deed.what == "create" and deed.collection != "orders"
    ]
    assert all(name.startswith("Sanduq test ") for name in names)
    assert len(set(names)) == 2
    hints = [seen.idempotency_key for seen in cloud.seen() if seen.method != "GET"]
    assert len(set(hints)) == len(hints)


def test_an_open_order_is_brought_to_its_next_step(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.order_status = "pending"

    assert unproven(stacknex) == {}
    assert [deed.fields for deed in cloud.deeds if deed.collection == "orders"][-1] == {
        "status": "processing"
    }


def test_a_live_key_proves_nothing() -> None:
    with shop() as cloud, closing(connect(cloud, LIVE_KEY)) as connector:
        problem = raised(connector.prove)

        assert (type(problem), problem.code) == (Rejected, "no_sandbox")
        assert "nxp_test_" in problem.message
        assert cloud.seen() == []


@pytest.mark.parametrize("lacking", [404, 405])
def test_a_server_without_some_calls_is_proven_in_the_others(
    stacknex: StackNex, cloud: StackNexServer, lacking: int
) -> None:
    cloud.knobs.lacks = {"POST categories", "customers"}
    cloud.knobs.lacking = lacking

    found = unproven(stacknex)

    words = "No such endpoint" if lacking == 404 else "Method not allowed"
    assert found == {
        Capability.CREATE_CATEGORY: Finding(Answer.NO, words),
        Capability.CREATE_CUSTOMER: Finding(Answer.NO, words),
        Capability.UPDATE_CUSTOMER: Finding(
            Answer.UNKNOWN, "not tried, since no customer could be made"
        ),
    }


def test_without_products_there_is_no_stock_and_no_order(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.lacks = {"POST products"}

    found = unproven(stacknex)

    assert {what: finding.answer for what, finding in found.items()} == {
        Capability.CREATE_PRODUCT: Answer.NO,
        Capability.UPDATE_PRODUCT: Answer.UNKNOWN,
        Capability.SET_STOCK: Answer.UNKNOWN,
        Capability.CREATE_INVOICE: Answer.UNKNOWN,
        Capability.UPDATE_ORDER: Answer.UNKNOWN,
        Capability.DELETE_PRODUCT: Answer.UNKNOWN,
    }


def test_without_a_location_nothing_is_sold(stacknex: StackNex, cloud: StackNexServer) -> None:
    cloud.knobs.lacks = {"inventory"}

    found = unproven(stacknex)

    untried = Finding(Answer.UNKNOWN, "not tried, since the inventory names no location")
    assert found == {
        Capability.SET_STOCK: untried,
        Capability.CREATE_INVOICE: untried,
        Capability.UPDATE_ORDER: Finding(Answer.UNKNOWN, "not tried, since no order could be made"),
    }
    assert cloud.deeds[-1].what == "delete"


def test_what_can_not_be_read_back_is_believed(stacknex: StackNex, cloud: StackNexServer) -> None:
    cloud.knobs.lacks = {"GET products/", "GET customers/", "GET orders/", "GET inventory/"}

    assert unproven(stacknex) == {}


def test_a_change_that_does_not_show_is_not_proven(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.knobs.ignores = {"products", "customers", "inventory", "orders"}
    cloud.knobs.order_status = "pending"

    found = unproven(stacknex)

    assert {what: finding.evidence for what, finding in found.items()} == {
        Capability.UPDATE_PRODUCT: "the price was set to 5.99 and reads 4.99",
        Capability.SET_STOCK: "the stock was set to 7 and does not read so",
        Capability.UPDATE_CUSTOMER: "the phone number was changed and does not read so",
        Capability.UPDATE_ORDER: "the status was changed and does not read so",
        Capability.DELETE_PRODUCT: "the product was deleted and is still there",
    }
    assert {finding.answer for finding in found.values()} == {Answer.UNKNOWN}


def test_a_refusal_proves_neither_and_is_told_in_the_servers_words(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    cloud.fail(fault.status(422, message="An SKU is too long"), method="PATCH", path="/products/*")

    found = unproven(stacknex)

    assert found == {Capability.UPDATE_PRODUCT: Finding(Answer.UNKNOWN, "An SKU is too long")}


def test_a_key_without_a_scope_is_told(stacknex: StackNex, cloud: StackNexServer) -> None:
    cloud.knobs.scopes = {
        f"{name}:{what}"
        for name in ("products", "orders", "categories", "inventory")
        for what in ("read", "write")
    }

    found = unproven(stacknex)

    words = "The server does not allow this with this key."
    assert found[Capability.CREATE_CUSTOMER] == Finding(Answer.UNKNOWN, words)
    assert found.keys() == {Capability.CREATE_CUSTOMER, Capability.UPDATE_CUSTOMER}


def test_a_server_that_is_off_proves_nothing_and_says_so(
    stacknex: StackNex, cloud: StackNexServer
) -> None:
    with cloud.offline():
        found = unproven(stacknex)

    assert found.keys() == set(WRITES)
    assert {finding.answer for finding in found.values()} == {Answer.UNKNOWN}
