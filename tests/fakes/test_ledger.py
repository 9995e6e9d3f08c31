"""The books tell what was committed, and find it when they are wrong."""

from __future__ import annotations

from decimal import Decimal
from threading import Thread

import httpx

from tests.fakes.apex import KEY, MAIN, ApexServer
from tests.fakes.conftest import ESPRESSO, NOW
from tests.fakes.ledger import API, OTHER_TILL, Warehouse
from tests.fakes.talk import (
    REFERENCE,
    SALE,
    ask,
    client_of,
    said,
    sell,
)
from tests.fakes.wire import write_json


def test_the_ledger_tells_who_did_what_and_when(server: ApexServer, client: httpx.Client) -> None:
    sell(client)
    sell(client)
    sell(client, notes=f"see {REFERENCE}")
    sell(client, notes=f"{REFERENCE}X")
    server.other_till.sell(3, 2)
    server.other_till.set(1, 50)
    ledger = server.ledger
    assert [each.id for each in ledger.invoices_by_reference(REFERENCE)] == [1084, 1085]
    assert ledger.references() == {REFERENCE: 2, f"{REFERENCE}X": 1}
    assert ledger.total() == Decimal("52.00")
    assert (ledger.total(by=API), ledger.total(by=OTHER_TILL)) == (Decimal(28), Decimal(24))
    assert ledger.level(1) == 50
    assert ledger.level(3) == 18
    assert ledger.count() == 11
    assert (ledger.count("invoice"), ledger.count(by=OTHER_TILL)) == (5, 3)
    assert [each.number for each in ledger.events] == list(range(1, 12))
    assert {each.at for each in ledger.events} == {NOW}
    assert ledger.stock_model() == ledger.levels()


def test_the_model_finds_a_level_that_was_tampered_with(server: ApexServer) -> None:
    server.other_till.sell(1, 2)
    server.ledger._levels[1, 1] += 1
    assert server.ledger.differences() == {(1, 1): (Decimal(99), Decimal(98))}
    server.ledger._levels[1, 1] -= 1


def test_stock_stays_where_invoices_do_not_deduct_it(
    server: ApexServer, client: httpx.Client
) -> None:
    server.knobs.deducts_stock = False
    sell(client)
    server.other_till.sell(1, 2)
    assert server.ledger.level(1) == 100
    assert server.ledger.count("stockchange") == 0


def test_a_shortage_is_refused_where_that_is_wanted(
    server: ApexServer, client: httpx.Client
) -> None:
    items = [{"product_id": 3, "quantity": 11}] * 2
    server.knobs.refuses_shortage = True
    assert ask(client, "POST", "/invoices", {"items": items}).status_code == 422
    server.knobs.refuses_shortage = False
    assert ask(client, "POST", "/invoices", {"items": items}).status_code == 200
    assert server.ledger.level(3) == -2


def test_totals_follow_the_currency_and_can_be_made_wrong(
    server: ApexServer, client: httpx.Client
) -> None:
    dates = {"items": [{"product_id": 1, "quantity": Decimal("0.335"), "price": Decimal("9.99")}]}
    totals = []
    for decimals in (2, 3, 0):
        server.knobs.decimals = decimals
        totals.append(ask(client, "POST", "/invoices", dates).text.split('"total": ')[1][:5])
    assert totals == ["3.35,", "3.347", '3, "s']
    server.knobs.total_of = lambda *_: Decimal("0.01")
    assert said(sell(client))["total"] == Decimal("0.01")
    assert server.ledger.level(1) == Decimal("96.995")


def test_several_warehouses_are_kept_apart() -> None:
    souq = Warehouse(2, "Souq")
    with ApexServer(products=[ESPRESSO], warehouses=[MAIN, souq]) as server:
        with client_of(server) as client:
            body = {"product_id": 1, "warehouse_id": 2, "quantity": 5}
            ask(client, "PATCH", "/inventory/1", body)
            sell(client)
            rows = said(client.get("/inventory"))["data"]
            assert [(each["warehouse_name"], each["quantity"]) for each in rows] == [
                ("Main", 98),
                ("Souq", 5),
            ]
            assert said(client.get("/products"))["data"][0]["stock"] == 103
            server.knobs.product_stock = "initial"
            assert said(client.get("/products"))["data"][0]["stock"] == 100
        assert server.ledger.differences() == {}


def test_eight_tills_at_once_leave_the_books_right() -> None:
    with ApexServer(products=5) as server:

        def trade() -> None:
            with client_of(server) as client:
                for _ in range(20):
                    assert sell(client).status_code == 200

        tills = [Thread(target=trade) for _ in range(8)]
        with server.other_till.busy(seed=1, sets=True, every_s=0.0005):
            for till in tills:
                till.start()
            for till in tills:
                till.join()
        assert server.ledger.count("invoice", by=API) == 160
        assert server.ledger.count(by=OTHER_TILL) > 0
        assert server.ledger.differences() == {}
        assert len({each.connection for each in server.requests}) == 8


def test_the_log_tells_what_came_and_when_it_ended(
    server: ApexServer, client: httpx.Client
) -> None:
    headers = {"Idempotency-Key": "k1", "Content-Type": "application/json"}
    client.post("/invoices?x=1", content=write_json(SALE), headers=headers)
    (seen,) = server.seen("POST", "/inv*")
    assert (seen.number, seen.method, seen.path, seen.query) == (1, "POST", "/invoices", {"x": "1"})
    assert (seen.key, seen.idempotency_key, seen.json) == (KEY, "k1", SALE)
    server.until(lambda: seen.ended is not None)
    assert (seen.at, seen.ended, seen.status, seen.fault) == (NOW, NOW, 200, "")
