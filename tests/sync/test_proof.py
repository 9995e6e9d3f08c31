"""Whether a server deducts what its invoices sell: found out from its own figures, on wish."""

from __future__ import annotations

from tests.fakes.apex import ApexServer
from tests.shop import DATES
from tests.sync.till import Till


def deducts(till: Till) -> str:
    with till.store.read() as unit:
        return str(till.link.can(unit, "deducts_stock"))  # type: ignore[arg-type]


def answered(till: Till) -> str:
    till.link.facts.clear()
    return deducts(till)


def test_a_server_whose_stock_falls_by_what_was_sold_deducts_it(
    till: Till, server: ApexServer
) -> None:
    till.set(deducts_stock="check")
    till.round()
    assert answered(till) == "unknown"
    till.sell(DATES)
    till.round()
    assert answered(till) == "yes"


def test_a_server_whose_stock_stays_twice_does_not_deduct_and_is_told(
    till: Till, server: ApexServer
) -> None:
    server.knobs.deducts_stock = False
    till.set(deducts_stock="check")
    for expected in ("unknown", "no"):
        till.sell(DATES)
        till.round()
        assert answered(till) == expected
    till.round()
    assert server.ledger.level(1) == till.level(DATES) == 98


def test_nobody_reads_stock_around_a_sale_unless_that_was_wished(
    till: Till, server: ApexServer
) -> None:
    till.round()
    before = len(server.seen("GET", "/inventory"))
    till.sell(DATES)
    till.round(forced=False)
    assert len(server.seen("GET", "/inventory")) == before
