"""Whatever a server answers to a sale, or does not: it is booked once, or a manager sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.fakes import fault
from tests.fakes.apex import ApexServer
from tests.fakes.server import Fault
from tests.faults.sync.oracle import messages, rows, settled
from tests.shop import DATES, LATTE, TEA
from tests.sync.till import Clock, Till

POST: dict[str, Any] = {"method": "POST", "path": "/invoices"}

# After these nobody knows whether the sale is booked; the first word tells whether it is.
UNSURE: dict[str, Callable[[], Fault]] = {
    "absent: dropped unread": fault.drop_unread,
    "absent: dropped": lambda: fault.drop(committed=False),
    "absent: reset": lambda: fault.drop(committed=False, reset=True),
    "absent: 500": lambda: fault.status(500),
    "absent: 502 without words": lambda: fault.status(502, reasoned=False),
    "absent: 503": lambda: fault.status(503),
    "absent: 408": lambda: fault.status(408),
    "absent: 409": lambda: fault.status(409),
    "absent: a page": fault.html,
    "absent: cut": lambda: fault.truncated(committed=False),
    "absent: half of a body": lambda: fault.cut(committed=False),
    "absent: nothing in 200": lambda: fault.body(lambda _: b"", committed=False),
    "absent: failed without a reason": fault.unexplained,
    "absent: 301": lambda: fault.redirect(301),
    "absent: 302": lambda: fault.redirect(302),
    "absent: 303": lambda: fault.redirect(303),
    "absent: 307": lambda: fault.redirect(307),
    "absent: 308": lambda: fault.redirect(308),
    "absent: 400 without words": lambda: fault.status(400, reasoned=False),
    "booked: dropped": lambda: fault.drop(committed=True),
    "booked: reset": lambda: fault.drop(committed=True, reset=True),
    "booked: 500": lambda: fault.status(500, committed=True),
    "booked: 502 without words": lambda: fault.status(502, committed=True, reasoned=False),
    "booked: 504": lambda: fault.status(504, committed=True),
    "booked: 404 without words": lambda: fault.status(404, committed=True, reasoned=False),
    "booked: a page": lambda: fault.html(committed=True),
    "booked: cut": fault.truncated,
    "booked: half of a body": fault.cut,
    "booked: nothing in 200": lambda: fault.body(lambda _: b""),
    "booked: another shape": lambda: fault.shape([]),
    "booked: a number": lambda: fault.shape(7),
    "booked: no id": lambda: fault.lacking("invoice_id"),
    "booked: null for an id": lambda: fault.having(invoice_id=None),
    "booked: a list for an id": lambda: fault.having(invoice_id=[1]),
    "booked: true for an id": lambda: fault.having(invoice_id=True),
    "booked: blanks for an id": lambda: fault.having(invoice_id="  "),
    "booked: a broken number for an id": lambda: fault.having(invoice_id=1.5),
    "booked: NaN": lambda: fault.having(total=fault.NAN),
    "booked: an id told twice": lambda: fault.doubled("invoice_id", 999),
    "booked: a total told twice": lambda: fault.doubled("total", 1),
    "booked: 20 MB": fault.huge,
    "booked: 20 MB, packed": lambda: fault.huge(compressed=True),
    "booked: UTF-16": lambda: fault.encoded("utf-16"),
    "booked: not packed though it says so": fault.not_compressed,
    "booked: success is no": lambda: fault.having(success=False),
}
# These take as long as the request's deadline.
SLOW: dict[str, Callable[[], Fault]] = {
    "absent: silence": lambda: fault.hang(committed=False, answers=False),
    "booked: silence": lambda: fault.hang(committed=True),
    "booked: silence, then gone": lambda: fault.hang(committed=True, answers=False),
    "absent: a dripping head": lambda: fault.drip_head(committed=False, every_s=0.05),
    "booked: a dripping head": lambda: fault.drip_head(every_s=0.05),
    "booked: a dripping body": lambda: fault.drip(every_s=0.05),
}
ALL = UNSURE | SLOW


@pytest.fixture
def hasty(till: Till) -> Till:
    """A till that does not wait long."""
    till.set(deadline_seconds="0.25")
    return till


@pytest.mark.parametrize("name", ALL)
def test_a_sale_whose_answer_is_lost_is_booked_once(
    hasty: Till, server: ApexServer, name: str
) -> None:
    hasty.sell(DATES)
    hasty.round()  # from here on a search is known to find what is there
    hasty.sell(DATES, LATTE)
    server.fail(ALL[name](), **POST)
    hasty.round()
    assert hasty.states() == ["ACKED", "UNKNOWN"]
    assert settled(hasty, server) == ["ACKED", "ACKED"]
    assert hasty.entries("invoice")[1].resent == name.startswith("absent")
    assert server.complaints == []


@pytest.mark.parametrize("name", ["absent: dropped", "absent: 500", "booked: dropped"])
def test_the_very_first_sale_is_found_or_comes_before_a_manager(
    till: Till, server: ApexServer, name: str
) -> None:
    till.sell(DATES)
    till.sell(LATTE)
    server.fail(ALL[name](), **POST)
    till.round()
    assert till.states() == ["UNKNOWN", "READY"]  # nothing more goes until it is known
    expected = "ACKED" if name.startswith("booked") else "MANAGER"
    assert settled(till, server) == [expected, "ACKED"]


@pytest.mark.parametrize("committed", [True, False])
def test_where_invoices_show_no_notes_what_is_lost_comes_before_a_manager_and_the_rest_flows(
    till: Till, server: ApexServer, *, committed: bool
) -> None:
    server.knobs.shows_notes = False
    till.sell(DATES)
    till.round()
    till.sell(LATTE)
    till.sell(TEA)
    server.fail(fault.drop(committed=committed), **POST)
    till.round()
    assert settled(till, server) == ["ACKED", "MANAGER", "ACKED"]
    assert "does not tell" in messages(till)[0]


@pytest.mark.parametrize("said", fault.TOO_MANY)
def test_too_many_requests_are_waited_out_and_nothing_is_sent_meanwhile(
    till: Till, server: ApexServer, clock: Clock, said: str
) -> None:
    till.sell(DATES)
    till.sell(LATTE)
    server.fail(fault.TOO_MANY[said], **POST)
    till.round()
    assert till.states() == ["READY", "READY"]
    wait = till.state().next_try_at
    assert wait is not None
    seconds = (wait - clock.now()).total_seconds()
    assert 0 < seconds <= 3600
    asked = len(server.requests)
    clock.advance(seconds - 0.01)
    till.round(forced=False)
    till.round(forced=True)
    assert len(server.requests) == asked
    clock.advance(0.02)
    till.round(forced=False)
    assert till.states() == ["ACKED", "ACKED"]
    assert settled(till, server) == ["ACKED", "ACKED"]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("seconds", 2), ("a fraction", 1.5), ("huge", 3600), ("reset seconds", 2)],
)
def test_the_server_says_how_long(
    till: Till, server: ApexServer, clock: Clock, said: str, seconds: float
) -> None:
    till.sell(DATES)
    server.fail(fault.TOO_MANY[said], **POST)
    till.round()
    wait = till.state().next_try_at
    assert wait is not None
    assert (wait - clock.now()).total_seconds() == seconds


@pytest.mark.parametrize("code", [400, 404, 422])
def test_a_refused_sale_stands_before_the_manager_in_the_servers_words_and_the_rest_flows(
    till: Till, server: ApexServer, code: int
) -> None:
    till.sell(DATES)
    till.sell(LATTE)
    server.fail(fault.status(code, message="No such thing"), **POST)
    till.round()
    assert settled(till, server) == ["REJECTED", "ACKED"]
    assert messages(till) == ["No such thing"]
    assert till.level(DATES) == server.ledger.level(1) - 1


def test_a_sale_that_is_booked_and_yet_refused_in_words_is_not_sent_again_by_itself(
    till: Till, server: ApexServer
) -> None:
    till.sell(DATES)
    server.fail(fault.status(422, committed=True, message="Printer is off"), **POST)
    till.round()
    assert settled(till, server) == ["REJECTED"]
    assert len(server.seen("POST", "/invoices")) == 1


@pytest.mark.parametrize("code", [401, 403])
def test_a_wrong_key_pauses_and_burns_no_attempt(
    till: Till, server: ApexServer, clock: Clock, code: int
) -> None:
    till.sell(DATES)
    till.sell(LATTE)
    server.fail(fault.status(code), **POST)
    report = till.round()
    assert report.problem in {"wrong_key", "forbidden"}
    assert till.state().paused
    assert [(each.state, each.attempts) for each in rows(till)] == [("READY", 0), ("READY", 0)]
    clock.advance(1)
    before = len(server.seen("POST"))
    till.round(forced=False)
    assert len(server.seen("POST")) == before
    assert settled(till, server) == ["ACKED", "ACKED"]
    assert not till.state().paused


def test_a_revoked_key_pauses_until_there_is_a_new_one(till: Till, server: ApexServer) -> None:
    till.round()
    till.sell(DATES)
    revoked, server.knobs.keys = server.knobs.keys, {"apx_new"}
    for _ in range(3):
        assert till.round().problem == "wrong_key"
    assert rows(till)[0].attempts == 0
    server.knobs.keys |= revoked
    assert settled(till, server) == ["ACKED"]


@pytest.mark.parametrize("total", ["0.01", "1000000"])
def test_another_total_is_shown_with_ours_and_not_sent_again(
    till: Till, server: ApexServer, total: str
) -> None:
    sale = till.sell(DATES)
    server.fail(fault.having(total=total), **POST)
    till.round()
    assert settled(till, server) == ["CONFLICT"]
    (message,) = messages(till)
    assert total in message
    assert str(sale.totals.taxed.gross.amount) in message
    assert len(server.seen("POST", "/invoices")) == 1


def test_another_total_is_also_seen_when_a_lost_sale_is_found(
    till: Till, server: ApexServer
) -> None:
    till.sell(DATES)
    till.round()
    till.sell(DATES)
    server.knobs.total_of = lambda items, _: items[0].price + 1
    server.fail(fault.drop(committed=True), **POST)
    till.round()
    assert settled(till, server) == ["ACKED", "CONFLICT"]


def test_three_lost_answers_in_a_row_are_enough(till: Till, server: ApexServer) -> None:
    till.sell(DATES)
    till.round()
    for _ in range(6):
        till.sell(LATTE)
    server.fail(fault.drop(committed=True), **POST, rate=1)
    assert till.round().problem == "unstable"
    assert till.states().count("UNKNOWN") == 3
    assert settled(till, server) == ["ACKED"] * 7


def test_several_lost_at_once_are_told_apart(till: Till, server: ApexServer) -> None:
    till.sell(DATES)
    till.round()
    for _ in range(2):
        till.sell(LATTE)
        till.sell(TEA)
    for committed in (True, False, True, False):
        server.fail(fault.drop(committed=committed), **POST)
    till.round()
    till.clock.advance(100)
    till.round()
    assert till.states() == ["ACKED", *["UNKNOWN"] * 4]
    assert settled(till, server) == ["ACKED"] * 5


def test_while_nobody_listens_sales_wait(till: Till, server: ApexServer, clock: Clock) -> None:
    with server.offline():
        for _ in range(3):
            till.sell(DATES)
            assert till.round().problem == "no_server"
            clock.advance(400)
    assert till.states() == ["READY"] * 3
    assert settled(till, server) == ["ACKED"] * 3
