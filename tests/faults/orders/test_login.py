"""A login at Commerce: tokens run out, are revoked, rotated by others and lost; nothing loops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap_sync
from app.domain.errors import Trouble
from app.storage.outbox import ACKED
from app.sync.contract import Tokens
from app.sync.limit import Bucket
from app.sync.link import Link
from app.sync.server_clock import ServerClock
from tests.connectors.commerce_shop import Kept
from tests.fakes import fault
from tests.fakes.commerce_login import EMAIL, SESAME
from tests.fakes.server import Seen
from tests.faults.orders.desk import SETTLED_S, Desk
from tests.faults.orders.lost import LOST
from tests.faults.orders.system import BRUSH, SOAP, Market, System
from tests.sync.till import Clock

OpenSystem = Callable[[str], System]


class User(Desk):
    """A till that logs in."""

    def __init__(self, folder: Path, system: Market, clock: Clock, tokens: Tokens) -> None:
        self.tokens = tokens
        self.market = system
        system.key = SESAME
        system.settings = replace(system.settings, user=EMAIL)
        super().__init__(folder, system, clock)

    def _link(self) -> Link:
        bucket = Bucket(
            self.store, self.backend, self.clock.now, self.clock.advance, steady=self.clock.steady
        )
        return Link(
            store=self.store,
            backend=self.backend,
            connector=bootstrap_sync.connector(self.backend, self.key, bucket, self.tokens),
            now=self.clock.now,
            clock=ServerClock(self.clock.now, self.clock.steady),
            tell=self.news.append,
            stopping=lambda: False,
        )

    def logins(self) -> int:
        """How often anybody asked for tokens."""
        return len(self.market.server.seen("POST", "/auth/*"))


@pytest.fixture
def user(open_system: OpenSystem, folder: Path, clock: Clock) -> Iterator[User]:
    """A till that has logged in once."""
    market = open_system("commerce")
    assert isinstance(market, Market)
    made = User(folder, market, clock, Kept())
    assert made.round().problem == ""
    yield made
    made.close()


def test_sales_and_orders_flow_by_a_login_too(user: User) -> None:
    order_id = user.system.order(1)
    user.later()
    user.take(BRUSH)
    user.bring(order_id, "delivered")
    user.settle()
    assert user.states() == [ACKED]
    assert user.status(order_id) == "delivered"
    assert user.logins() == 1


def test_tokens_that_run_out_are_renewed_and_nothing_is_sent_twice(user: User) -> None:
    for _ in range(5):
        user.take(BRUSH)
        user.market.server.logins.expire()
        user.round()
    user.settle()
    assert user.states() == [ACKED] * 5
    assert len(user.system.sales()) == 5
    assert user.logins() == 1 + 5
    assert user.market.server.logins.thefts == 0


def test_tokens_that_run_out_between_reading_and_writing_lose_nothing(user: User) -> None:
    user.take(BRUSH)
    late = fault.around(after=user.market.server.logins.expire)
    user.market.server.fail(late, method="GET", path="/orders", times=1)
    user.round()
    user.settle()
    assert user.states() == [ACKED]


def test_revoked_tokens_are_got_anew_with_the_password(user: User) -> None:
    user.take(BRUSH)
    user.market.server.logins.revoke()
    user.round()
    assert user.states() == [ACKED]
    assert user.logins() <= 3
    user.settle()


def test_another_password_pauses_and_is_not_tried_for_ever(user: User) -> None:
    user.take(BRUSH)
    user.market.server.logins.revoke()
    user.market.server.logins.users[EMAIL].password = SESAME[::-1]
    before = user.logins()
    assert user.round().problem == "wrong_key"
    assert user.state().paused
    assert user.logins() - before <= 4
    before = user.logins()
    for _ in range(20):
        user.clock.advance(10)
        user.round(forced=False)
    assert user.logins() - before <= 4
    assert user.rows("invoice")[0].attempts == 0
    user.market.server.logins.users[EMAIL].password = SESAME
    user.settle()
    assert user.states() == [ACKED]


def test_a_server_that_takes_logins_and_refuses_every_token_is_not_asked_for_ever(
    user: User,
) -> None:
    user.take(BRUSH)
    for path in ("/products*", "/orders*"):
        user.market.server.fail(fault.status(401), path=path, rate=1)
    before = user.logins()
    assert user.round().problem == "wrong_key"
    assert user.logins() - before <= 6
    user.settle()


@pytest.mark.parametrize("what", LOST)
def test_a_refresh_whose_answer_is_lost_is_made_good_by_a_login(user: User, what: str) -> None:
    user.take(BRUSH)
    user.market.server.logins.expire()
    user.market.server.fail(LOST[what](), path="/auth/refresh", times=1)
    user.round()
    user.settle()
    assert user.states() == [ACKED]
    # A refresh token that was sent is never sent again: the server would take it for stolen.
    sent = [each.json["refreshToken"] for each in _refreshes(user) if each.body]
    assert len(sent) == len(set(sent))
    assert user.market.server.logins.thefts == 0


@pytest.mark.parametrize("what", LOST)
def test_a_login_whose_answer_is_lost_is_made_again(user: User, what: str) -> None:
    user.take(BRUSH)
    user.market.server.logins.revoke()
    user.market.server.fail(LOST[what](), path="/auth/login", times=1)
    user.round()
    before = user.logins()
    user.settle()
    assert user.states() == [ACKED]
    assert user.logins() - before <= 6


def test_two_processes_with_one_login_rotate_it_without_a_theft(user: User) -> None:
    other = User(user.folder, user.market, user.clock, user.tokens)
    for turn in range(6):
        user.market.server.logins.expire()
        user.take(BRUSH)
        (user if turn % 2 else other).round()
    user.settle()
    assert user.states() == [ACKED] * 6
    assert user.market.server.logins.thefts == 0
    assert user.logins() <= 8
    other.close()


def test_a_kill_between_the_refresh_and_its_saving_costs_a_login(user: User) -> None:
    kept = user.tokens
    assert isinstance(kept, Kept)
    user.market.server.logins.expire()
    before = kept.text
    user.round()
    # The pair that the process got was never kept: it knows what it kept before the answer came.
    kept.text = next(each for each in reversed(kept.saved) if '"refresh":""' in each)
    assert kept.text != before
    user.reopen()
    user.take(BRUSH)
    user.settle()
    assert user.states() == [ACKED]
    assert user.market.server.logins.thefts == 0


@pytest.mark.parametrize("text", [None, "", "{}", "no json", '{"whose": "x", "access": "y"}'])
def test_tokens_that_are_lost_or_spoilt_cost_a_login(user: User, text: str | None) -> None:
    kept = user.tokens
    assert isinstance(kept, Kept)
    kept.text = text
    user.reopen()
    user.take(BRUSH)
    user.settle()
    assert user.states() == [ACKED]


def test_a_place_for_tokens_that_fails_loses_no_sale(user: User) -> None:
    class Locked(Kept):
        def save(self, text: str) -> None:
            del text
            raise Trouble("no_keyring", "The keyring is locked.")

    user.take(BRUSH)
    user.tokens = Locked()
    user.reopen()
    with pytest.raises(Trouble):
        user.round()
    assert user.rows("invoice")[0].state == "READY"
    user.tokens = Kept()
    user.reopen()
    user.settle()
    assert user.states() == [ACKED]


def test_a_user_who_sees_only_their_own_orders_still_sells(user: User) -> None:
    user.market.server.logins.users[EMAIL].is_admin = False
    foreign = user.system.order(1)
    user.take(BRUSH)
    user.later()
    user.take(SOAP)
    user.system.server.fail(fault.drop(committed=True), method="POST", path="/orders", times=1)
    user.round()
    user.clock.advance(SETTLED_S)
    user.settle()
    assert user.states() == [ACKED, ACKED]
    assert foreign not in [each.remote_id for each in user.orders()]


def test_a_logout_ends_it_at_the_server(user: User) -> None:
    user.link.connector.logout()  # type: ignore[attr-defined]
    assert user.market.server.logins.live == []
    assert user.tokens.load() is None
    user.take(BRUSH)
    user.settle()
    assert user.states() == [ACKED]


def _refreshes(user: User) -> list[Seen]:
    return user.market.server.seen("POST", "/auth/refresh")
