"""A login: tokens got by a password, renewed when they run out, ended, and never shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing

import pytest

from app.connectors.commerce import Commerce
from app.connectors.kind import KINDS
from app.sync.contract import Access, ProductRemoval
from app.sync.problem import Transient, Unserved
from tests.connectors.commerce_shop import (
    LOGIN,
    LOGOUT,
    REFRESH,
    SHOE_ID,
    Kept,
    paths,
    sale,
)
from tests.connectors.contract_suite import HASTY, HINT, PATIENT, raised
from tests.connectors.trouble import BROKEN
from tests.fakes import fault
from tests.fakes.commerce import CommerceServer
from tests.fakes.commerce_login import EMAIL, SESAME
from tests.fakes.server import Exchange, Fault
from tests.fakes.wire import answer_json


def _texts(problem: BaseException) -> Iterable[str]:
    error: BaseException | None = problem
    while error is not None:
        yield from (str(error), repr(error), str(vars(error)))
        error = error.__cause__ or error.__context__


# Logging in


def test_the_first_request_logs_in_and_the_others_use_its_token(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    connector = log_in()

    connector.check()
    connector.check()

    assert paths(market) == [LOGIN, "/products", "/products"]
    login, first, second = market.seen()
    assert login.json == {"email": EMAIL, "password": SESAME}
    assert "authorization" not in login.headers
    (session,) = market.logins.sessions
    assert first.headers["authorization"] == f"Bearer {session.access}"
    assert first.headers["authorization"] == second.headers["authorization"]
    assert "x-api-key" not in first.headers


def test_a_user_makes_a_login_of_a_key(market: CommerceServer) -> None:
    kept = Kept()
    access = Access(market.url, SESAME, PATIENT, user=EMAIL, tokens=kept)
    with closing(KINDS["commerce"].connect(access, lambda _: None)) as connector:
        connector.check()

    assert kept.text


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"accessToken": "access_token", "refreshToken": "refresh_token", "expiresIn": "expires_in"},
    ],
)
@pytest.mark.parametrize("wraps", ["", "data"])
def test_tokens_are_read_in_many_spellings(
    market: CommerceServer, log_in: Callable[..., Commerce], names: dict[str, str], wraps: str
) -> None:
    market.logins.names, market.logins.wraps = names, wraps
    kept = Kept()
    connector = log_in(kept)
    connector.check()
    market.logins.expire()
    connector.check()

    assert paths(market)[-2:] == [REFRESH, "/products"]
    assert all("expires_at" in text for text in kept.saved)


def test_a_wrong_password_needs_a_manager(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    for options in ({"key": "wrong"}, {"user": "nobody@example.com"}):
        problem = raised(log_in(**options).check)
        assert (type(problem), problem.code) == (Unserved, "wrong_key")

    assert paths(market) == [LOGIN, LOGIN]


@pytest.mark.parametrize("status", [400, 401, 403, 409, 422, 423])
def test_a_refused_login_needs_a_manager_whatever_its_status(
    market: CommerceServer, log_in: Callable[..., Commerce], status: int
) -> None:
    market.fail(fault.status(status, message=f"No {SESAME}"), path=LOGIN, rate=1)

    problem = raised(log_in().check)

    assert (type(problem), problem.code) == (Unserved, "wrong_key")
    assert all(SESAME not in text for text in _texts(problem))


def test_a_server_that_knows_no_login_is_another_one(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    market.fail(fault.status(404), path=LOGIN, rate=1)

    assert raised(log_in().check).code == "wrong_address"


@pytest.mark.parametrize("case", BROKEN)
def test_a_login_without_a_good_answer_sends_nothing_else(
    market: CommerceServer, log_in: Callable[..., Commerce], case: str
) -> None:
    """Nothing was booked, also for a write."""
    broken, code, _ = BROKEN[case]
    market.fail(broken, path=LOGIN, rate=1)

    problem = raised(lambda: log_in().push(sale(), idempotency_key=HINT))

    refused = code == "refused"
    assert type(problem) is (Unserved if refused else Transient)
    # An empty answer is no web page and no JSON: it just has no token.
    assert problem.code == ("wrong_key" if refused else code)
    assert paths(market) == [LOGIN]


@pytest.mark.parametrize(
    "token", [None, "", 0.5, [], {}, "two words", "a\nb", "ключ", True, {"token": "x"}]
)
def test_a_login_without_a_token_is_of_the_wrong_shape(
    market: CommerceServer, log_in: Callable[..., Commerce], token: object
) -> None:
    fields = fault.changed(lambda value: value | {"accessToken": token})
    market.fail(fields if token != 0.5 else fault.lacking("accessToken"), path=LOGIN, rate=1)

    problem = raised(log_in().check)

    assert (type(problem), problem.code) == (Transient, "wrong_shape")


def test_a_login_that_is_throttled_tells_how_long(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    market.fail(fault.too_many("7"), path=LOGIN, rate=1)

    problem = raised(log_in().check)

    assert isinstance(problem, Transient)
    assert (problem.throttled, problem.retry_after) == (True, 7)


def test_a_login_ends_at_its_deadline(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    market.fail(fault.hang(committed=True), path=LOGIN, rate=1)

    assert raised(log_in(deadline=HASTY).check).code == "timeout"


# Running out


@pytest.mark.parametrize("ask", ["read", "write"])
def test_a_token_that_ran_out_is_renewed_and_the_request_goes_once_more(
    market: CommerceServer, log_in: Callable[..., Commerce], ask: str
) -> None:
    connector = log_in()
    connector.check()
    market.logins.expire()
    market.requests.clear()

    if ask == "read":
        connector.check()
    else:
        connector.push(sale(), idempotency_key=HINT)

    path = "/products" if ask == "read" else "/orders"
    assert paths(market) == [path, REFRESH, path]
    assert [seen.status for seen in market.seen()][:2] == [401, 200]
    assert len(market.deeds) == (ask == "write")
    assert market.logins.thefts == 0


def test_a_token_about_to_run_out_is_renewed_before_it_is_used(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    now = [1000.0]
    connector = log_in(steady=lambda: now[0])
    connector.check()
    for passed, asked in ((3569.0, ["/products"]), (3570.0, [REFRESH, "/products"])):
        market.requests.clear()
        now[0] = 1000.0 + passed
        connector.check()
        assert paths(market) == asked


def test_a_token_that_lives_for_seconds_is_used_all_the_same(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    now = [1000.0]
    market.logins.token_seconds = 20
    connector = log_in(steady=lambda: now[0])
    connector.check()
    now[0] += 9
    connector.check()
    now[0] += 1
    connector.check()

    assert paths(market) == [LOGIN, "/products", "/products", REFRESH, "/products"]


@pytest.mark.parametrize("life", [None, "an hour", -1, 0, [], True, 10**14])
def test_a_token_without_a_life_is_used_until_it_is_refused(
    market: CommerceServer, log_in: Callable[..., Commerce], life: object
) -> None:
    market.fail(fault.having(expiresIn=life), path=LOGIN, rate=1)
    connector = log_in()
    connector.check()
    connector.check()
    market.logins.expire()
    connector.check()

    assert paths(market)[3:] == ["/products", REFRESH, "/products"]


@pytest.mark.parametrize(
    "date", ["", "soon", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT"]
)
def test_a_server_without_a_usable_clock_is_logged_in_to(
    market: CommerceServer, log_in: Callable[..., Commerce], date: str
) -> None:
    market.fail(fault.body(lambda text: text, headers={"Date": date}), path=LOGIN, rate=1)
    kept = Kept()

    log_in(kept).check()
    log_in(kept).check()

    assert paths(market) == [LOGIN, "/products", "/products"]


def test_a_revoked_session_is_logged_in_anew(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    connector = log_in()
    connector.check()
    market.logins.revoke()
    market.requests.clear()

    connector.check()

    assert paths(market) == ["/products", REFRESH, LOGIN, "/products"]


def test_a_revoked_session_with_a_changed_password_needs_a_manager(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    connector = log_in()
    connector.check()
    market.logins.revoke()
    market.logins.users[EMAIL].password = "changed"  # noqa: S105 - of a fake
    market.requests.clear()

    problem = raised(lambda: connector.push(sale(), idempotency_key=HINT))

    assert (type(problem), problem.code) == (Unserved, "wrong_key")
    assert paths(market) == ["/orders", REFRESH, LOGIN]


def test_a_server_that_refuses_every_token_is_not_asked_for_ever(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    market.fail(fault.status(401), path="/products", rate=1)

    problem = raised(log_in().check)

    assert (type(problem), problem.code) == (Unserved, "wrong_key")
    assert len(market.seen(path="/products")) == 3


# The gate


def test_the_gate_is_asked_for_logins_and_refreshes_too(market: CommerceServer) -> None:
    asked: list[str] = []
    access = Access(market.url, SESAME, PATIENT, user=EMAIL)
    with closing(Commerce(access, asked.append)) as connector:
        connector.check()
        market.logins.expire()
        connector.check()
        connector.logout()

    assert asked == [seen.method for seen in market.seen()]
    assert asked == ["POST", "GET", "GET", "POST", "GET", "DELETE"]


def test_a_gate_that_closes_before_a_refresh_burns_no_token(market: CommerceServer) -> None:
    closed = Transient("own_limit", "Wait.", retry_after=9, throttled=True)
    is_open = [True]

    def gate(method: str) -> None:
        if method == "POST" and not is_open[0]:
            raise closed

    access = Access(market.url, SESAME, PATIENT, user=EMAIL, tokens=Kept())
    with closing(Commerce(access, gate)) as connector:
        connector.check()
        market.logins.expire()
        is_open[0] = False
        assert raised(connector.check) is closed
        is_open[0] = True
        connector.check()

    assert (len(market.seen(path=LOGIN)), len(market.seen(path=REFRESH))) == (1, 1)


# Logging out


def test_a_logout_ends_the_session_and_forgets_it(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = log_in(kept)
    connector.check()

    connector.logout()

    (seen,) = market.seen("DELETE", LOGOUT)
    assert (seen.status, seen.body) == (204, b"")
    assert (kept.text, market.logins.live) == (None, [])


def test_a_logout_at_the_next_start_ends_the_session_too(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    log_in(kept).check()

    log_in(kept).logout()

    assert (kept.text, market.logins.live) == (None, [])
    assert paths(market) == [LOGIN, "/products", LOGOUT]


def test_a_logout_with_a_token_that_ran_out_ends_what_it_could_be_renewed_for(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = log_in(kept)
    connector.check()
    market.logins.expire()
    market.requests.clear()

    connector.logout()

    assert paths(market) == [LOGOUT, REFRESH, LOGOUT]
    assert (kept.text, market.logins.live) == (None, [])


def test_a_logout_of_a_session_that_ended_is_done(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = log_in(kept)
    connector.check()
    market.logins.revoke()

    connector.logout()

    assert kept.text is None
    assert len(market.seen(path=LOGIN)) == 1


def test_nobody_who_is_not_logged_in_logs_in_to_log_out(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    log_in(Kept("nothing of ours")).logout()
    log_in().logout()

    assert market.seen() == []


def test_a_logout_that_nobody_hears_is_forgotten_all_the_same(
    market: CommerceServer, log_in: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = log_in(kept)
    connector.check()

    with market.offline():
        problem = raised(connector.logout)

    assert (type(problem), problem.code) == (Transient, "no_server")
    assert kept.text is None


# Secrets


def test_no_token_is_shown_by_anything(
    market: CommerceServer, log_in: Callable[..., Commerce], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    kept = Kept()
    connector = log_in(kept)
    connector.check()
    market.logins.expire()
    connector.check()

    def leak(exchange: Exchange) -> None:
        said = " ".join(["Bad", *market.logins.given, SESAME])
        exchange.send(answer_json(422, {"code": "X", "message": said, "details": []}))

    market.fail(Fault("leak", leak), path="/products*", times=2)
    problems = [raised(connector.check)]
    problems.append(raised(lambda: connector.push(ProductRemoval(SHOE_ID), idempotency_key=HINT)))
    market.logins.revoke()
    market.fail(Fault("leak", leak), path="/auth/*", rate=1)
    problems.append(raised(connector.check))

    secrets = {*market.logins.given, SESAME}
    shown = [text for problem in problems for text in _texts(problem)]
    shown += [repr(connector), str(vars(connector)), caplog.text]
    shown += [f"{seen.path} {seen.query}" for seen in market.seen()]
    assert len(secrets) == 5
    assert [secret for secret in secrets for text in shown if secret in text] == []


@pytest.mark.parametrize(
    "broken", [fault.cut(), fault.encoded("utf-16"), fault.body(lambda text: text[1:])]
)
def test_an_answer_that_can_not_be_read_shows_no_token(
    market: CommerceServer, log_in: Callable[..., Commerce], broken: Fault
) -> None:
    market.fail(broken, path=LOGIN, rate=1)

    problem = raised(log_in().check)

    assert problem.code == "wrong_shape"
    assert all("access1" not in text and "rt_1" not in text for text in _texts(problem))
