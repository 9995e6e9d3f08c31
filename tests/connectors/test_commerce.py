"""Commerce API: the contract by key and by login, and the check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from app.connectors import commerce_answer
from app.connectors.commerce import Commerce
from app.sync.contract import (
    Access,
    Answer,
    Capability,
    CategoryPush,
    CustomerPush,
    Gate,
    OrderChange,
    Push,
)
from app.sync.problem import Unserved
from tests.connectors.commerce_shop import (
    CUSTOMER_ID,
    NOW,
    ORDER,
    ORDER_ID,
    SHIRT,
    SHOE,
    SHOE_ID,
    Kept,
    connect,
    log_in,
)
from tests.connectors.contract_suite import HINT, ContractSuite, Harness, raised, records
from tests.connectors.trouble import saying
from tests.fakes import fault
from tests.fakes.commerce import KEY, CommerceServer
from tests.fakes.commerce_login import EMAIL, SESAME


@pytest.fixture
def server() -> Iterator[CommerceServer]:
    """The shop; nothing that its document doesn't name may be sent to it."""
    with CommerceServer(products=[SHOE, SHIRT], orders=[ORDER], now=lambda: NOW) as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def shop(server: CommerceServer) -> Iterator[Commerce]:
    """A connector with a key."""
    with closing(connect(server)) as connector:
        yield connector


RECORDS: Mapping[Capability, Push] = {
    **records(SHOE_ID, commerce_answer.WAREHOUSE, CUSTOMER_ID),
    Capability.UPDATE_ORDER: OrderChange(ORDER_ID, "confirmed"),
}


def _harness(server: CommerceServer, key: str, make: Any) -> Harness:
    server.knobs.removed = 200  # so that a removal has an answer that can go wrong
    return Harness(
        server,
        key,
        make,
        RECORDS,
        product_id=SHOE_ID,
        order_id=ORDER_ID,
        names_business=False,
        silent=frozenset({Capability.DELETE_PRODUCT}),
        refuses=frozenset({"409"}),
    )


class TestContract(ContractSuite):
    @pytest.fixture
    def harness(self, server: CommerceServer) -> Harness:
        return _harness(server, KEY, Commerce)


class TestContractByLogin(ContractSuite):
    """The same with a user whose tokens were kept at an earlier start."""

    @pytest.fixture
    def harness(self, server: CommerceServer) -> Harness:
        kept = Kept()
        with closing(log_in(server, kept)) as connector:
            connector.check()
        server.requests.clear()

        def make(access: Access, gate: Gate) -> Commerce:
            tokens = Kept(kept.text if access.key == SESAME else None)
            return Commerce(replace(access, user=EMAIL, tokens=tokens), gate)

        return _harness(server, SESAME, make)

    @pytest.mark.parametrize("key", ["", " ", "a key", "key\r\nX-Other: 1", "مفتاح", "a\x00"])
    def test_a_key_that_no_header_can_hold_is_a_wrong_one(self, harness: Harness, key: str) -> None:
        with closing(harness.connect(key=key)) as connector:
            problem = raised(connector.check)

        assert (type(problem), problem.code) == (Unserved, "wrong_key")
        # A password is no header: any but an empty one is tried.
        assert [seen.path for seen in harness.server.seen()] == ["/auth/login"][: len(key)]


def test_the_document_names_what_it_names(shop: Commerce) -> None:
    findings = shop.capabilities()

    said = {answer: {w for w, f in findings.items() if f.answer is answer} for answer in Answer}
    assert said[Answer.NO] == {
        Capability.PULL_CATEGORIES,
        Capability.CREATE_CATEGORY,
        Capability.DECIMAL_STOCK,
        Capability.CONDITIONAL_STOCK,
        Capability.PULL_CUSTOMERS,
        Capability.CREATE_CUSTOMER,
        Capability.UPDATE_CUSTOMER,
        Capability.MEMBERSHIP,
        Capability.NEEDS_LOCATION,
    }
    assert said[Answer.UNKNOWN] == {
        Capability.LOOKUP_BY_REF,
        Capability.IDEMPOTENCY_KEY,
        Capability.TOTALS_AGREE,
        Capability.SANDBOX,
    }
    assert shop.kind == "commerce"


def test_what_the_document_has_no_call_for_costs_no_request(
    shop: Commerce, server: CommerceServer
) -> None:
    assert list(shop.customers("Sara")) == []
    assert list(shop.categories()) == []
    for record in (CustomerPush("Sara"), CategoryPush("home")):
        with pytest.raises(LookupError, match="commerce has no call"):
            shop.push(record, idempotency_key=HINT)
    shop.logout()  # a key has none

    assert server.seen() == []


def test_the_check_asks_for_one_product(shop: Commerce, server: CommerceServer) -> None:
    health = shop.check()

    assert (health.business, health.server_time, health.currency) == ("", NOW, "SAR")
    assert [(s.path, s.query) for s in server.seen()] == [
        ("/products", {"page": "1", "pageSize": "1"})
    ]


@pytest.mark.parametrize("rows", [[], [None], [{"currency": None}], [{"currency": 7}], ["x"]])
def test_a_shop_that_tells_no_currency_is_there_too(
    shop: Commerce, server: CommerceServer, rows: list[object]
) -> None:
    server.fail(fault.rows(lambda _: rows), rate=1)

    assert shop.check().currency in {"", "7"}


def test_what_is_no_list_is_no_shop(shop: Commerce, server: CommerceServer) -> None:
    server.fail(saying(200, b'{"status": "ok"}'), rate=1)

    assert raised(shop.check).code == "wrong_shape"
