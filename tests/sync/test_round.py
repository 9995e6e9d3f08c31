"""A round of sync when all is well: what is sold is booked, and the server's news come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.sync import engine
from app.sync.news import News
from tests.fakes.apex import ApexServer
from tests.shop import BREAD, DATES, LATTE
from tests.sync.till import Clock, Till


def test_a_sale_is_booked_once_with_its_total_and_reference(till: Till, server: ApexServer) -> None:
    sale = till.sell(DATES, LATTE)
    report = till.round()
    assert (report.problem, report.message) == ("", "")
    assert till.states() == ["ACKED"]
    (booked,) = server.ledger.invoices_by_reference(sale.reference)
    assert booked.total == sale.totals.taxed.gross.amount
    assert server.complaints == []
    till.round()
    assert len(server.ledger.invoices_by_reference(sale.reference)) == 1
    assert till.findings() == []


def test_products_of_the_server_are_known_by_their_barcode(till: Till, server: ApexServer) -> None:
    before = till.product(DATES)
    till.round()
    after = till.product(DATES)
    assert after.id == before.id
    assert after.name == "Product 1"
    assert after.price.amount == Decimal("18.00")
    assert after.remote_ids == (("apex", "1"),)
    assert till.product("5901234123457").name == "Product 4"


def test_stock_is_the_servers_figure_and_what_it_was_not_told(
    till: Till, server: ApexServer
) -> None:
    till.round()
    assert till.level(DATES) == 100
    till.sell(DATES)
    assert till.level(DATES) == 99
    server.other_till.sell(1, 5)
    till.round()
    assert till.level(DATES) == 94
    assert server.ledger.level(1) == 94
    assert till.findings() == []


def test_a_product_that_the_server_lacks_is_made_there_before_its_sale(
    till: Till, server: ApexServer
) -> None:
    level = till.level(BREAD)
    sale = till.sell(BREAD)
    till.round()
    assert till.states("product") == ["ACKED"]
    assert till.states() == ["ACKED"]
    made = till.product(BREAD)
    assert server.ledger.level(int(made.remote_ids[0][1])) == level - 1
    assert len(server.ledger.invoices_by_reference(sale.reference)) == 1
    till.round()
    assert till.level(BREAD) == level - 1


def test_an_adjustment_becomes_the_servers_new_quantity(till: Till, server: ApexServer) -> None:
    till.round()
    till.adjust(DATES, 20)
    assert till.level(DATES) == 120
    till.round()
    assert till.states("stock") == ["ACKED"]
    assert server.ledger.level(1) == 120
    server.other_till.sell(1, 7)
    till.adjust(DATES, -3)
    till.round()
    assert server.ledger.level(1) == 110
    assert till.level(DATES) == 110


def test_without_news_a_round_costs_few_requests(
    till: Till, server: ApexServer, clock: Clock
) -> None:
    till.round()
    before = len(server.requests)
    clock.advance(10)
    till.round(forced=False)
    assert [each.path for each in server.requests[before:]] == ["/health"]


def test_a_round_that_is_stopped_while_it_reads_changes_nothing(till: Till) -> None:
    engine.run(replace(till.link, stopping=lambda: True), forced=True)
    assert till.product("5901234123457") is None
    assert till.state().pulled_at is None
    assert till.state().reading is None
    till.round()
    assert till.product("5901234123457").name == "Product 4"


def test_a_long_reading_tells_how_many_products_it_has_read(
    till: Till, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.product_pull.TELL", timedelta(0))
    told: list[int | None] = []

    def hear(news: News) -> None:
        if news.state:
            told.append(till.state().reading)

    engine.run(replace(till.link, tell=hear), forced=True)
    assert told == [4, None]
