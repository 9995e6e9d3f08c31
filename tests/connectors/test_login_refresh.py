"""Refresh tokens, which are good once: by threads, processes, restarts and lost answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.commerce import Commerce
from app.sync.problem import Transient
from tests.connectors.commerce_shop import (
    ORDER,
    SHIRT,
    SHOE,
    Kept,
    log_in,
)
from tests.connectors.contract_suite import PATIENT, raised
from tests.connectors.trouble import saying
from tests.fakes import fault
from tests.fakes.commerce import CommerceServer
from tests.fakes.commerce_login import EMAIL
from tests.fakes.server import Exchange, Fault

LOGIN, REFRESH = "/auth/login", "/auth/refresh"


@pytest.fixture
def server() -> Iterator[CommerceServer]:
    """The shop; nothing that its document doesn't name may be sent to it."""
    with CommerceServer(products=[SHOE, SHIRT], orders=[ORDER]) as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def connect(server: CommerceServer) -> Iterator[Callable[..., Commerce]]:
    """Makes connectors by login, which are closed in the end."""
    with ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(
            closing(log_in(server, *args, **options))
        )


def _paths(server: CommerceServer) -> list[str]:
    return [seen.path for seen in server.seen()]


def _seen(server: CommerceServer, path: str) -> int:
    return len(server.seen(path=path))


def test_two_threads_renew_once(server: CommerceServer, connect: Callable[..., Commerce]) -> None:
    connector = connect()
    connector.check()
    server.logins.expire()
    server.requests.clear()
    both_refused = threading.Barrier(2)

    def refuse(exchange: Exchange) -> None:
        both_refused.wait(PATIENT)
        exchange.send(exchange.answer())

    server.fail(Fault("together", refuse), path="/products", times=2)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(connector.check) for _ in range(2)]:
            done.result()

    assert sorted(_paths(server)) == [REFRESH, *["/products"] * 4]
    assert [seen.status for seen in server.seen(path="/products")].count(401) == 2
    assert server.logins.thefts == 0


def test_many_threads_log_in_once(server: CommerceServer, connect: Callable[..., Commerce]) -> None:
    connector = connect()
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(connector.check) for _ in range(8)]:
            done.result()

    assert _seen(server, LOGIN) == 1


def test_the_new_pair_is_kept_before_it_is_used(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    used: list[tuple[str, bool]] = []

    def note(exchange: Exchange) -> None:
        token = exchange.request.headers["authorization"].removeprefix("Bearer ")
        used.append((token, token in (kept.text or "")))
        exchange.send(exchange.answer())

    server.fail(Fault("note", note), path="/products", rate=1)
    connector = connect(kept)
    connector.check()
    server.logins.expire()
    connector.check()

    (session,) = server.logins.sessions
    assert [was_kept for _, was_kept in used] == [True] * 3
    assert json.loads(kept.text or "")["refresh"] == session.refresh


class Full(Kept):
    """A secret place that takes no more after so many texts."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def save(self, text: str) -> None:
        if len(self.saved) >= self.room:
            raise OSError("The disk is full.")
        super().save(text)


@pytest.mark.parametrize("room", [0, 1, 2])
def test_a_pair_that_could_not_be_kept_is_not_used(
    server: CommerceServer, connect: Callable[..., Commerce], room: int
) -> None:
    """The first text is the login's, the second says that its refresh token is being sent."""
    kept = Full(room)
    connector = connect(kept)
    if room:
        connector.check()
        server.logins.expire()
    server.requests.clear()

    with pytest.raises(OSError, match="full"):
        connector.check()
    assert _paths(server) == {0: [LOGIN], 1: ["/products"], 2: ["/products", REFRESH]}[room]

    kept.room = 9
    server.requests.clear()
    connector.check()  # the new pair of before is never seen
    again = {0: [LOGIN], 1: ["/products", REFRESH], 2: ["/products", LOGIN]}[room]
    assert _paths(server) == [*again, "/products"]
    assert server.logins.thefts == 0


@pytest.mark.parametrize(
    "lost",
    [
        fault.drop(committed=True),
        fault.drop(committed=False),
        fault.drop_unread(),
        fault.truncated(),
        fault.cut(),
        fault.html(committed=True),
        fault.status(500, committed=True),
        fault.lacking("accessToken"),
        saying(204, b""),
        fault.redirect(307),
    ],
    ids=lambda lost: lost.name,
)
def test_a_lost_refresh_is_never_tried_again_but_logged_in_anew(
    server: CommerceServer, connect: Callable[..., Commerce], lost: Fault
) -> None:
    kept = Kept()
    connector = connect(kept)
    connector.check()
    server.logins.expire()
    server.requests.clear()
    server.fail(lost, path=REFRESH, times=1)

    connector.check()

    assert _paths(server) == ["/products", REFRESH, LOGIN, "/products"]
    connector.check()
    server.logins.expire()
    connector.check()
    assert _seen(server, REFRESH) == 2
    assert server.logins.thefts == 0


def test_a_program_that_dies_during_a_refresh_does_not_send_its_token_again(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connect(kept).check()
    server.logins.expire()
    at_the_refresh: list[str | None] = []

    def die(exchange: Exchange) -> None:
        exchange.answer()
        at_the_refresh.append(kept.text)
        exchange.drop()

    server.fail(Fault("die", die), path=REFRESH, times=1)
    connect(kept).check()

    (text,) = at_the_refresh
    server.logins.expire()
    server.requests.clear()
    connect(Kept(text)).check()  # the next start finds what was kept then
    assert _paths(server) == ["/products", LOGIN, "/products"]
    assert server.logins.thefts == 0


def test_a_refresh_that_is_throttled_may_go_later(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = connect(kept)
    connector.check()
    server.logins.expire()
    server.requests.clear()
    server.fail(fault.too_many("3"), path=REFRESH, times=1)

    problem = raised(connector.check)
    assert isinstance(problem, Transient)
    assert (problem.throttled, problem.retry_after) == (True, 3)
    assert _paths(server) == ["/products", REFRESH]

    connector.check()
    assert _seen(server, LOGIN) == 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refused_refresh_is_logged_in_anew(
    server: CommerceServer, connect: Callable[..., Commerce], status: int
) -> None:
    connector = connect()
    connector.check()
    server.logins.expire()
    server.requests.clear()
    server.fail(fault.status(status), path=REFRESH, rate=1)

    connector.check()

    assert _paths(server) == ["/products", REFRESH, LOGIN, "/products"]


def test_a_refresh_without_a_new_refresh_token_does_not_use_the_old_one_again(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    server.fail(fault.lacking("refreshToken"), path=REFRESH, rate=1)
    connector = connect()
    for _ in range(3):
        connector.check()
        server.logins.expire()

    assert _paths(server)[1:] == [
        "/products",
        *("/products", REFRESH, "/products"),
        *("/products", LOGIN, "/products"),
    ]
    assert server.logins.thefts == 0


def test_a_refresh_token_that_somebody_else_used_costs_only_a_login(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connect(kept).check()
    thief = connect(Kept(kept.text))
    server.logins.expire()
    thief.check()
    server.logins.expire()
    server.requests.clear()

    connector = connect(kept)
    connector.check()

    assert _paths(server) == ["/products", REFRESH, LOGIN, "/products"]
    assert server.logins.thefts == 1
    assert len(server.logins.live) == 1


# Kept over a restart, and by several processes


def test_the_next_start_goes_on_with_what_was_kept(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connect(kept).check()
    connect(kept).check()
    server.logins.expire()
    connect(kept).check()

    assert _seen(server, LOGIN) == 1
    assert _seen(server, REFRESH) == 1


def test_without_a_place_to_keep_it_each_start_logs_in(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    connect().check()
    connect().check()

    assert _seen(server, LOGIN) == 2


def test_what_another_process_renewed_is_used_without_another_refresh(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    one, other = connect(kept), connect(kept)
    one.check()
    other.check()
    server.logins.expire()
    one.check()
    server.requests.clear()

    other.check()

    assert _paths(server) == ["/products", "/products"]
    assert server.logins.thefts == 0


def test_what_another_process_renewed_long_ago_is_renewed_in_turn(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    one, other = connect(kept), connect(kept)
    one.check()
    other.check()
    server.logins.expire()
    one.check()
    server.logins.expire()
    server.requests.clear()

    other.check()

    assert _paths(server) == ["/products", "/products", REFRESH, "/products"]
    assert server.logins.thefts == 0


def test_what_another_process_kept_is_not_used_when_the_servers_clock_says_it_ran_out(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    now = [1000.0]
    one, other = connect(kept), connect(kept, steady=lambda: now[0])
    other.check()  # it heard the server's clock at its login
    server.logins.expire()
    one.check()
    now[0] += 3600
    server.logins.expire()
    server.requests.clear()

    other.check()

    assert _paths(server) == [REFRESH, "/products"]


def test_a_refresh_token_that_another_process_is_sending_is_left_to_it(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    one, other = connect(kept), connect(kept)
    one.check()
    other.check()
    server.logins.expire()

    def both(exchange: Exchange) -> None:
        server.heal()
        other.check()
        exchange.send(exchange.answer())

    server.fail(Fault("both", both), path=REFRESH, times=1)
    one.check()
    server.logins.expire()
    other.check()
    one.check()

    assert server.logins.thefts == 0


@given(
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(["null", "[]", "{}", '{"access": "x"}', '{"whose": 1}'])
    | st.dictionaries(
        st.sampled_from(["whose", "access", "refresh"]), st.none() | st.integers()
    ).map(json.dumps)
)
def test_what_is_no_login_of_ours_is_no_login(text: str | None) -> None:
    with CommerceServer(products=[SHOE]) as server:
        with closing(log_in(server, Kept(text))) as connector:
            connector.check()

        assert _paths(server) == [LOGIN, "/products"]


def test_the_tokens_of_another_user_or_server_are_not_used(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connect(kept).check()
    server.logins.users["other@example.com"] = server.logins.users[EMAIL]

    connect(kept, user="other@example.com").check()

    assert _seen(server, LOGIN) == 2
