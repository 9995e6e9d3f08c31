"""Refresh tokens, which are good once: by threads, processes, restarts and lost answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.commerce import Commerce
from app.sync.problem import Transient
from tests.connectors import commerce_shop
from tests.connectors.commerce_shop import LOGIN, REFRESH, SHOE, Kept, paths
from tests.connectors.contract_suite import PATIENT, raised
from tests.connectors.trouble import saying
from tests.fakes import fault
from tests.fakes.commerce import CommerceServer
from tests.fakes.commerce_login import EMAIL
from tests.fakes.server import Exchange, Fault


def test_two_threads_renew_once(market: CommerceServer, log_in: Callable[..., Commerce]) -> None:
    connector = log_in()
    connector.check()
    market.logins.expire()
    market.requests.clear()
    both_refused = threading.Barrier(2)

    def refuse(exchange: Exchange) -> None:
        both_refused.wait(PATIENT)
        exchange.send(exchange.answer())

    market.fail(Fault("together", refuse), path="/products", times=2)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(connector.check) for _ in range(2)]:
            done.result()

    assert sorted(paths(market)) == [REFRESH, *["/products"] * 4]
    assert [seen.status for seen in market.seen(path="/products")].count(401) == 2
    assert market.logins.thefts == 0


def test_many_threads_log_in_once(market: CommerceServer, log_in: Callable[..., Commerce]) -> None:
    connector = log_in()
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(connector.check) for _ in range(8)]:
            done.result()

    assert len(market.seen(path=LOGIN)) == 1


def test_the_new_pair_is_kept_before_it_is_used(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    used: list[tuple[str, bool]] = []

    def note(exchange: Exchange) -> None:
        token = exchange.request.headers["authorization"].removeprefix("Bearer ")
        used.append((token, token in (kept.text or "")))
        exchange.send(exchange.answer())

    market.fail(Fault("note", note), path="/products", rate=1)
    connector = log_in(kept)
    connector.check()
    market.logins.expire()
    connector.check()

    (session,) = market.logins.sessions
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
    market: CommerceServer, log_in: Callable[..., Commerce], room: int
) -> None:
    """The first text is the login's, the second says that its refresh token is being sent."""
    kept = Full(room)
    connector = log_in(kept)
    if room:
        connector.check()
        market.logins.expire()
    market.requests.clear()

    with pytest.raises(OSError, match="full"):
        connector.check()
    assert paths(market) == {0: [LOGIN], 1: ["/products"], 2: ["/products", REFRESH]}[room]

    kept.room = 9
    market.requests.clear()
    connector.check()  # the new pair of before is never seen
    again = {0: [LOGIN], 1: ["/products", REFRESH], 2: ["/products", LOGIN]}[room]
    assert paths(market) == [*again, "/products"]
    assert market.logins.thefts == 0


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
    market: CommerceServer, log_in: Callable[..., Commerce], lost: Fault
) -> None:
    kept = Kept()
    connector = log_in(kept)
    connector.check()
    market.logins.expire()
    market.requests.clear()
    market.fail(lost, path=REFRESH, times=1)

    connector.check()

    assert paths(market) == ["/products", REFRESH, LOGIN, "/products"]
    connector.check()
    market.logins.expire()
    connector.check()
    assert len(market.seen(path=REFRESH)) == 2
    assert market.logins.thefts == 0


def test_a_program_that_dies_during_a_refresh_does_not_send_its_token_again(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    log_in(kept).check()
    market.logins.expire()
    at_the_refresh: list[str | None] = []

    def die(exchange: Exchange) -> None:
        exchange.answer()
        at_the_refresh.append(kept.text)
        exchange.drop()

    market.fail(Fault("die", die), path=REFRESH, times=1)
    log_in(kept).check()

    (text,) = at_the_refresh
    market.logins.expire()
    market.requests.clear()
    log_in(Kept(text)).check()  # the next start finds what was kept then
    assert paths(market) == ["/products", LOGIN, "/products"]
    assert market.logins.thefts == 0


def test_a_refresh_that_is_throttled_may_go_later(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = log_in(kept)
    connector.check()
    market.logins.expire()
    market.requests.clear()
    market.fail(fault.too_many("3"), path=REFRESH, times=1)

    problem = raised(connector.check)
    assert isinstance(problem, Transient)
    assert (problem.throttled, problem.retry_after) == (True, 3)
    assert paths(market) == ["/products", REFRESH]

    connector.check()
    assert len(market.seen(path=LOGIN)) == 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refused_refresh_is_logged_in_anew(
    market: CommerceServer, log_in: Callable[..., Commerce], status: int
) -> None:
    connector = log_in()
    connector.check()
    market.logins.expire()
    market.requests.clear()
    market.fail(fault.status(status), path=REFRESH, rate=1)

    connector.check()

    assert paths(market) == ["/products", REFRESH, LOGIN, "/products"]


def test_a_refresh_without_a_new_refresh_token_does_not_use_the_old_one_again(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    market.fail(fault.lacking("refreshToken"), path=REFRESH, rate=1)
    connector = log_in()
    for _ in range(3):
        connector.check()
        market.logins.expire()

    assert paths(market)[1:] == [
        "/products",
        *("/products", REFRESH, "/products"),
        *("/products", LOGIN, "/products"),
    ]
    assert market.logins.thefts == 0


def test_a_refresh_token_that_somebody_else_used_costs_only_a_login(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    log_in(kept).check()
    thief = log_in(Kept(kept.text))
    market.logins.expire()
    thief.check()
    market.logins.expire()
    market.requests.clear()

    connector = log_in(kept)
    connector.check()

    assert paths(market) == ["/products", REFRESH, LOGIN, "/products"]
    assert market.logins.thefts == 1
    assert len(market.logins.live) == 1


# Kept over a restart, and by several processes


def test_the_next_start_goes_on_with_what_was_kept(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    log_in(kept).check()
    log_in(kept).check()
    market.logins.expire()
    log_in(kept).check()

    assert len(market.seen(path=LOGIN)) == 1
    assert len(market.seen(path=REFRESH)) == 1


def test_without_a_place_to_keep_it_each_start_logs_in(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    log_in().check()
    log_in().check()

    assert len(market.seen(path=LOGIN)) == 2


def test_what_another_process_renewed_is_used_without_another_refresh(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    one, other = log_in(kept), log_in(kept)
    one.check()
    other.check()
    market.logins.expire()
    one.check()
    market.requests.clear()

    other.check()

    assert paths(market) == ["/products", "/products"]
    assert market.logins.thefts == 0


def test_what_another_process_renewed_long_ago_is_renewed_in_turn(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    one, other = log_in(kept), log_in(kept)
    one.check()
    other.check()
    market.logins.expire()
    one.check()
    market.logins.expire()
    market.requests.clear()

    other.check()

    assert paths(market) == ["/products", "/products", REFRESH, "/products"]
    assert market.logins.thefts == 0


def test_what_another_process_kept_is_not_used_when_the_servers_clock_says_it_ran_out(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    now = [1000.0]
    one, other = log_in(kept), log_in(kept, steady=lambda: now[0])
    other.check()  # it heard the server's clock at its login
    market.logins.expire()
    one.check()
    now[0] += 3600
    market.logins.expire()
    market.requests.clear()

    other.check()

    assert paths(market) == [REFRESH, "/products"]


def test_a_refresh_token_that_another_process_is_sending_is_left_to_it(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    one, other = log_in(kept), log_in(kept)
    one.check()
    other.check()
    market.logins.expire()

    def both(exchange: Exchange) -> None:
        market.heal()
        other.check()
        exchange.send(exchange.answer())

    market.fail(Fault("both", both), path=REFRESH, times=1)
    one.check()
    market.logins.expire()
    other.check()
    one.check()

    assert market.logins.thefts == 0


@given(
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(["null", "[]", "{}", '{"access": "x"}', '{"whose": 1}'])
    | st.dictionaries(
        st.sampled_from(["whose", "access", "refresh"]), st.none() | st.integers()
    ).map(json.dumps)
)
def test_what_is_no_login_of_ours_is_no_login(text: str | None) -> None:
    with CommerceServer(products=[SHOE]) as market:
        with closing(commerce_shop.log_in(market, Kept(text))) as connector:
            connector.check()

        assert paths(market) == [LOGIN, "/products"]


def test_the_tokens_of_another_user_or_server_are_not_used(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    log_in(kept).check()
    market.logins.users["other@example.com"] = market.logins.users[EMAIL]

    log_in(kept, user="other@example.com").check()

    assert len(market.seen(path=LOGIN)) == 2
