"""A login: tokens got by a password, renewed when they run out, ended, and never shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing

import pytest

from app.connectors.commerce import Commerce
from app.connectors.kind import KINDS
from app.sync.contract import Access, ProductRemoval
from app.sync.problem import Transient, Unserved
from tests.connectors.commerce_shop import (
    ORDER,
    SHIRT,
    SHOE,
    SHOE_ID,
    Kept,
    log_in,
    sale,
)
from tests.connectors.contract_suite import HASTY, HINT, PATIENT, raised
from tests.connectors.trouble import BROKEN
from tests.fakes import fault
from tests.fakes.commerce import CommerceServer
from tests.fakes.commerce_login import EMAIL, SESAME
from tests.fakes.server import Exchange, Fault
from tests.fakes.wire import answer_json

LOGIN, REFRESH, LOGOUT = "/auth/login", "/auth/refresh", "/auth/logout"


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


def _texts(problem: BaseException) -> Iterable[str]:
    error: BaseException | None = problem
    while error is not None:
        yield from (str(error), repr(error), str(vars(error)))
        error = error.__cause__ or error.__context__


# Logging in


def test_the_first_request_logs_in_and_the_others_use_its_token(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    connector = connect()

    connector.check()
    connector.check()

    assert _paths(server) == [LOGIN, "/products", "/products"]
    login, first, second = server.seen()
    assert login.json == {"email": EMAIL, "password": SESAME}
    assert "authorization" not in login.headers
    (session,) = server.logins.sessions
    assert first.headers["authorization"] == f"Bearer {session.access}"
    assert first.headers["authorization"] == second.headers["authorization"]
    assert "x-api-key" not in first.headers


def test_a_user_makes_a_login_of_a_key(server: CommerceServer) -> None:
    kept = Kept()
    access = Access(server.url, SESAME, PATIENT, user=EMAIL, tokens=kept)
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
    server: CommerceServer, connect: Callable[..., Commerce], names: dict[str, str], wraps: str
) -> None:
    server.logins.names, server.logins.wraps = names, wraps
    kept = Kept()
    connector = connect(kept)
    connector.check()
    server.logins.expire()
    connector.check()

    assert _paths(server)[-2:] == [REFRESH, "/products"]
    assert all("expires_at" in text for text in kept.saved)


def test_a_wrong_password_needs_a_manager(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    for options in ({"key": "wrong"}, {"user": "nobody@example.com"}):
        problem = raised(connect(**options).check)
        assert (type(problem), problem.code) == (Unserved, "wrong_key")

    assert _paths(server) == [LOGIN, LOGIN]


@pytest.mark.parametrize("status", [400, 401, 403, 409, 422, 423])
def test_a_refused_login_needs_a_manager_whatever_its_status(
    server: CommerceServer, connect: Callable[..., Commerce], status: int
) -> None:
    server.fail(fault.status(status, message=f"No {SESAME}"), path=LOGIN, rate=1)

    problem = raised(connect().check)

    assert (type(problem), problem.code) == (Unserved, "wrong_key")
    assert all(SESAME not in text for text in _texts(problem))


def test_a_server_that_knows_no_login_is_another_one(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    server.fail(fault.status(404), path=LOGIN, rate=1)

    assert raised(connect().check).code == "wrong_address"


@pytest.mark.parametrize("case", BROKEN)
def test_a_login_without_a_good_answer_sends_nothing_else(
    server: CommerceServer, connect: Callable[..., Commerce], case: str
) -> None:
    """Nothing was booked, also for a write."""
    broken, code, _ = BROKEN[case]
    server.fail(broken, path=LOGIN, rate=1)

    problem = raised(lambda: connect().push(sale(), idempotency_key=HINT))

    refused = code == "refused"
    assert type(problem) is (Unserved if refused else Transient)
    # An empty answer is no web page and no JSON: it just has no token.
    assert problem.code == ("wrong_key" if refused else code)
    assert _paths(server) == [LOGIN]


@pytest.mark.parametrize(
    "token", [None, "", 0.5, [], {}, "two words", "a\nb", "ключ", True, {"token": "x"}]
)
def test_a_login_without_a_token_is_of_the_wrong_shape(
    server: CommerceServer, connect: Callable[..., Commerce], token: object
) -> None:
    fields = fault.changed(lambda value: value | {"accessToken": token})
    server.fail(fields if token != 0.5 else fault.lacking("accessToken"), path=LOGIN, rate=1)

    problem = raised(connect().check)

    assert (type(problem), problem.code) == (Transient, "wrong_shape")


def test_a_login_that_is_throttled_tells_how_long(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    server.fail(fault.too_many("7"), path=LOGIN, rate=1)

    problem = raised(connect().check)

    assert isinstance(problem, Transient)
    assert (problem.throttled, problem.retry_after) == (True, 7)


def test_a_login_ends_at_its_deadline(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    server.fail(fault.hang(committed=True), path=LOGIN, rate=1)

    assert raised(connect(deadline=HASTY).check).code == "timeout"


# Running out


@pytest.mark.parametrize("ask", ["read", "write"])
def test_a_token_that_ran_out_is_renewed_and_the_request_goes_once_more(
    server: CommerceServer, connect: Callable[..., Commerce], ask: str
) -> None:
    connector = connect()
    connector.check()
    server.logins.expire()
    server.requests.clear()

    if ask == "read":
        connector.check()
    else:
        connector.push(sale(), idempotency_key=HINT)

    path = "/products" if ask == "read" else "/orders"
    assert _paths(server) == [path, REFRESH, path]
    assert [seen.status for seen in server.seen()][:2] == [401, 200]
    assert len(server.deeds) == (ask == "write")
    assert server.logins.thefts == 0


def test_a_token_about_to_run_out_is_renewed_before_it_is_used(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    now = [1000.0]
    connector = connect(steady=lambda: now[0])
    connector.check()
    for passed, paths in ((3569.0, ["/products"]), (3570.0, [REFRESH, "/products"])):
        server.requests.clear()
        now[0] = 1000.0 + passed
        connector.check()
        assert _paths(server) == paths


def test_a_token_that_lives_for_seconds_is_used_all_the_same(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    now = [1000.0]
    server.logins.token_seconds = 20
    connector = connect(steady=lambda: now[0])
    connector.check()
    now[0] += 9
    connector.check()
    now[0] += 1
    connector.check()

    assert _paths(server) == [LOGIN, "/products", "/products", REFRESH, "/products"]


@pytest.mark.parametrize("life", [None, "an hour", -1, 0, [], True, 10**14])
def test_a_token_without_a_life_is_used_until_it_is_refused(
    server: CommerceServer, connect: Callable[..., Commerce], life: object
) -> None:
    server.fail(fault.having(expiresIn=life), path=LOGIN, rate=1)
    connector = connect()
    connector.check()
    connector.check()
    server.logins.expire()
    connector.check()

    assert _paths(server)[3:] == ["/products", REFRESH, "/products"]


@pytest.mark.parametrize(
    "date", ["", "soon", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT"]
)
def test_a_server_without_a_usable_clock_is_logged_in_to(
    server: CommerceServer, connect: Callable[..., Commerce], date: str
) -> None:
    server.fail(fault.body(lambda text: text, headers={"Date": date}), path=LOGIN, rate=1)
    kept = Kept()

    connect(kept).check()
    connect(kept).check()

    assert _paths(server) == [LOGIN, "/products", "/products"]


def test_a_revoked_session_is_logged_in_anew(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    connector = connect()
    connector.check()
    server.logins.revoke()
    server.requests.clear()

    connector.check()

    assert _paths(server) == ["/products", REFRESH, LOGIN, "/products"]


def test_a_revoked_session_with_a_changed_password_needs_a_manager(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    connector = connect()
    connector.check()
    server.logins.revoke()
    server.logins.users[EMAIL].password = "changed"  # noqa: S105 - of a fake
    server.requests.clear()

    problem = raised(lambda: connector.push(sale(), idempotency_key=HINT))

    assert (type(problem), problem.code) == (Unserved, "wrong_key")
    assert _paths(server) == ["/orders", REFRESH, LOGIN]


def test_a_server_that_refuses_every_token_is_not_asked_for_ever(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    server.fail(fault.status(401), path="/products", rate=1)

    problem = raised(connect().check)

    assert (type(problem), problem.code) == (Unserved, "wrong_key")
    assert _seen(server, "/products") == 3


# The gate


def test_the_gate_is_asked_for_logins_and_refreshes_too(server: CommerceServer) -> None:
    asked: list[str] = []
    access = Access(server.url, SESAME, PATIENT, user=EMAIL)
    with closing(Commerce(access, asked.append)) as connector:
        connector.check()
        server.logins.expire()
        connector.check()
        connector.logout()

    assert asked == [seen.method for seen in server.seen()]
    assert asked == ["POST", "GET", "GET", "POST", "GET", "DELETE"]


def test_a_gate_that_closes_before_a_refresh_burns_no_token(server: CommerceServer) -> None:
    closed = Transient("own_limit", "Wait.", retry_after=9, throttled=True)
    is_open = [True]

    def gate(method: str) -> None:
        if method == "POST" and not is_open[0]:
            raise closed

    access = Access(server.url, SESAME, PATIENT, user=EMAIL, tokens=Kept())
    with closing(Commerce(access, gate)) as connector:
        connector.check()
        server.logins.expire()
        is_open[0] = False
        assert raised(connector.check) is closed
        is_open[0] = True
        connector.check()

    assert (_seen(server, LOGIN), _seen(server, REFRESH)) == (1, 1)


# Logging out


def test_a_logout_ends_the_session_and_forgets_it(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = connect(kept)
    connector.check()

    connector.logout()

    (seen,) = server.seen("DELETE", LOGOUT)
    assert (seen.status, seen.body) == (204, b"")
    assert (kept.text, server.logins.live) == (None, [])


def test_a_logout_at_the_next_start_ends_the_session_too(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connect(kept).check()

    connect(kept).logout()

    assert (kept.text, server.logins.live) == (None, [])
    assert _paths(server) == [LOGIN, "/products", LOGOUT]


def test_a_logout_with_a_token_that_ran_out_ends_what_it_could_be_renewed_for(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = connect(kept)
    connector.check()
    server.logins.expire()
    server.requests.clear()

    connector.logout()

    assert _paths(server) == [LOGOUT, REFRESH, LOGOUT]
    assert (kept.text, server.logins.live) == (None, [])


def test_a_logout_of_a_session_that_ended_is_done(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = connect(kept)
    connector.check()
    server.logins.revoke()

    connector.logout()

    assert kept.text is None
    assert _seen(server, LOGIN) == 1


def test_nobody_who_is_not_logged_in_logs_in_to_log_out(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    connect(Kept("nothing of ours")).logout()
    connect().logout()

    assert server.seen() == []


def test_a_logout_that_nobody_hears_is_forgotten_all_the_same(
    server: CommerceServer, connect: Callable[..., Commerce]
) -> None:
    kept = Kept()
    connector = connect(kept)
    connector.check()

    with server.offline():
        problem = raised(connector.logout)

    assert (type(problem), problem.code) == (Transient, "no_server")
    assert kept.text is None


# Secrets


def test_no_token_is_shown_by_anything(
    server: CommerceServer, connect: Callable[..., Commerce], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    kept = Kept()
    connector = connect(kept)
    connector.check()
    server.logins.expire()
    connector.check()

    def leak(exchange: Exchange) -> None:
        said = " ".join(["Bad", *server.logins.given, SESAME])
        exchange.send(answer_json(422, {"code": "X", "message": said, "details": []}))

    server.fail(Fault("leak", leak), path="/products*", times=2)
    problems = [raised(connector.check)]
    problems.append(raised(lambda: connector.push(ProductRemoval(SHOE_ID), idempotency_key=HINT)))
    server.logins.revoke()
    server.fail(Fault("leak", leak), path="/auth/*", rate=1)
    problems.append(raised(connector.check))

    secrets = {*server.logins.given, SESAME}
    shown = [text for problem in problems for text in _texts(problem)]
    shown += [repr(connector), str(vars(connector)), caplog.text]
    shown += [f"{seen.path} {seen.query}" for seen in server.seen()]
    assert len(secrets) == 5
    assert [secret for secret in secrets for text in shown if secret in text] == []


@pytest.mark.parametrize(
    "broken", [fault.cut(), fault.encoded("utf-16"), fault.body(lambda text: text[1:])]
)
def test_an_answer_that_can_not_be_read_shows_no_token(
    server: CommerceServer, connect: Callable[..., Commerce], broken: Fault
) -> None:
    server.fail(broken, path=LOGIN, rate=1)

    problem = raised(connect().check)

    assert problem.code == "wrong_shape"
    assert all("access1" not in text and "rt_1" not in text for text in _texts(problem))
