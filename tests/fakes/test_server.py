"""Rules, connections, what hangs and what commits late."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Thread

import httpx
import pytest

from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.conftest import NOW
from tests.fakes.server import HOST, Fault
from tests.fakes.talk import (
    REFERENCE,
    ask,
    everything,
    raw,
    said,
    sell,
)
from tests.fakes.wire import read_json, write_json


def test_numbers_are_written_as_they_stand() -> None:
    given = {"a": Decimal("3.50"), "b": [Decimal("1E+3"), 7], "c": '"3.50"', "d": Decimal("0.10")}
    assert write_json(given).decode() == (
        '{"a": 3.50, "b": [1000, 7], "c": "\\"3.50\\"", "d": 0.10}'
    )
    assert read_json(write_json(given)) == given


def test_a_rule_meets_only_what_it_names(server: ApexServer, client: httpx.Client) -> None:
    rule = server.fail(fault.status(503), method="PUT", path="/products/*", nth=2, times=2)
    statuses = []
    for _ in range(4):
        assert client.get("/products").status_code == 200
        statuses.append(ask(client, "PUT", "/products/1", {"price": 1}).status_code)
    assert statuses == [200, 503, 503, 200]
    assert (rule.met, rule.fired) == (4, 2)


def test_a_rule_can_name_a_page(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.empty_page(), path="/products", query={"page": 2}, rate=1)
    pages = [
        said(client.get("/products", params={"page": page, "limit": 1}))["data"] for page in (1, 2)
    ]
    assert [len(each) for each in pages] == [1, 0]


def test_a_rate_is_the_same_for_the_same_seed(server: ApexServer, client: httpx.Client) -> None:
    def statuses() -> list[int]:
        server.heal()
        server.fail(fault.status(500), rate=0.5, seed=4)
        return [client.get("/health").status_code for _ in range(20)]

    first = statuses()
    assert statuses() == first
    assert set(first) == {200, 500}


@pytest.mark.parametrize(
    ("broken", "booked"),
    [
        (fault.drop_unread(), 0),
        (fault.drop(committed=False), 0),
        (fault.drop(committed=False, reset=True), 0),
        (fault.drop(committed=True), 1),
        (fault.drop(committed=True, reset=True), 1),
        (fault.truncated(), 1),
        (fault.truncated(committed=False), 0),
    ],
    ids=lambda each: each.name if isinstance(each, Fault) else str(each),
)
def test_a_lost_answer_says_nothing_of_what_was_booked(
    server: ApexServer, client: httpx.Client, broken: Fault, booked: int
) -> None:
    server.fail(broken, method="POST")
    with pytest.raises((httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)):
        sell(client)
    assert len(server.ledger.invoices_by_reference(REFERENCE)) == booked
    assert server.requests[-1].fault == broken.name
    assert sell(client).status_code == 200


def test_an_unread_request_is_reset_before_its_body_is_taken(server: ApexServer) -> None:
    server.fail(fault.drop_unread(), path="/health")
    with raw(server) as connection, pytest.raises(ConnectionResetError):
        connection.recv(1)
    assert server.requests[-1].headers == {}


def test_a_truncated_answer_promises_more_than_comes(server: ApexServer) -> None:
    server.fail(fault.truncated())
    head, _, body = everything(raw(server)).partition(b"\r\n\r\n")
    promised = re.search(rb"Content-Length: (\d+)", head)
    assert promised
    assert int(promised[1]) > len(body) > 0


@pytest.mark.parametrize("committed", [True, False])
def test_a_hanging_request_waits_until_it_is_told(
    server: ApexServer, client: httpx.Client, committed: bool
) -> None:
    server.fail(fault.hang(committed=committed), method="POST")
    answers: list[httpx.Response] = []
    waits = Thread(target=lambda: answers.append(sell(client)))
    waits.start()
    server.until(lambda: server.hanging == 1)
    assert server.ledger.count("invoice") == committed
    server.release()
    waits.join()
    assert answers[0].status_code == 200
    assert server.ledger.count("invoice") == 1


def test_a_hanging_request_may_end_in_nothing(server: ApexServer) -> None:
    server.fail(fault.hang(committed=False, answers=False))
    connection = raw(server)
    server.until(lambda: server.hanging == 1)
    server.heal()
    assert everything(connection) == b""


@pytest.mark.parametrize(
    "endless",
    [
        fault.hang(committed=False),
        fault.drip(every_s=60),
        fault.drip_head(every_s=60),
        fault.slow(60),
    ],
    ids=lambda each: str(each.name),
)
def test_the_end_of_the_server_ends_what_hangs_and_drips(endless: Fault) -> None:
    with ApexServer() as server:
        server.fail(endless)
        connection = raw(server)
        server.until(lambda: len(server.requests) == 1)
        began = datetime.now(UTC)
    assert datetime.now(UTC) - began < timedelta(seconds=2)
    assert b"timestamp" not in everything(connection)
    assert not [each for each in threading.enumerate() if each.name.startswith("fake-")]


def test_the_end_of_the_server_cuts_a_connection_that_is_idle() -> None:
    with ApexServer() as server:
        connection = raw(server)
        server.until(lambda: server.requests[-1:] != [] and server.requests[-1].ended is not None)
    assert b"timestamp" in everything(connection)


def test_a_drip_sends_a_blank_at_a_time_and_then_the_answer(
    server: ApexServer, client: httpx.Client
) -> None:
    server.fail(fault.drip(every_s=0.001, times=20))
    answer = client.get("/health")
    assert answer.content.startswith(b" " * 20 + b"{")
    assert said(answer)["status"] == "ok"


def test_an_endless_drip_keeps_a_read_timeout_from_ever_coming(server: ApexServer) -> None:
    server.fail(fault.drip_head(every_s=0.001))
    with raw(server) as connection, connection.makefile("rb") as stream:
        assert stream.read(500) == b"HTTP/1.1 200 OK\r\nX-Drip: " + b"x" * 475


def test_a_slow_answer_is_honest(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.slow(0.001))
    assert client.get("/health").status_code == 200


def test_offline_refuses_connections_and_keeps_books_and_port(
    server: ApexServer, client: httpx.Client
) -> None:
    sell(client)
    with server.offline(), pytest.raises(httpx.ConnectError):
        client.get("/health")
    assert len(said(client.get("/invoices"))["data"]) == 1


def test_a_late_commit_waits_until_it_is_told(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.late(), method="POST")
    with pytest.raises(httpx.RemoteProtocolError):
        sell(client)
    assert (server.late, server.ledger.count()) == (1, 0)
    (answer,) = server.commit_late()
    assert answer.value["invoice_id"] == 1084
    assert (server.late, server.ledger.count("invoice")) == (0, 1)


def test_a_late_commit_follows_the_clock(server: ApexServer, client: httpx.Client) -> None:
    server.fail(fault.late(timedelta(seconds=90), status=504), method="POST", times=2)
    assert [sell(client).status_code for _ in range(2)] == [504, 504]
    server.advance(timedelta(seconds=89))
    assert server.ledger.count() == 0
    server.advance(timedelta(seconds=1))
    assert len(server.ledger.invoices_by_reference(REFERENCE)) == 2
    assert server.ledger.invoices[1084].at == NOW + timedelta(seconds=90)


def test_a_port_is_kept_from_start_to_start() -> None:
    server = ApexServer()
    with server:
        first = server.url
    with server:
        assert server.url == first
    with closing(socket.socket()) as probe, pytest.raises(ConnectionRefusedError):
        probe.connect((HOST, server.port))
