"""`customers link`, `customers member` and `subscription`, against a shop at Salloq."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import remote
from app.storage.store import Store
from tests.fakes import fault
from tests.fakes.salloq import KEY, SalloqServer
from tests.sanduq import Sanduq
from tests.shop import BREAD, DATES, counter_of
from tests.ui.salloq import running

STARTS = ("--start", "2025-12-08")


@pytest.fixture
def server() -> Iterator[SalloqServer]:
    """The online shop."""
    with running() as made:
        yield made


@pytest.fixture
def jane(sanduq: Sanduq, server: SalloqServer, store: Store, tmp_path: Path) -> int:
    """A customer of a shop that sells at Salloq too, where one of its products is known."""
    (tmp_path / "key.txt").write_text(KEY)
    key = ("--key-file", tmp_path / "key.txt", "--key-store", "file")
    sanduq("backend", "add", "salloq", "--name", "web", "--url", server.url, *key)
    assert sanduq("backend", "check", "web").code == 0
    with store.write() as unit:
        found = counter_of(unit).catalog(unit).find(DATES)
        assert found is not None
        remote.link(unit, "web", "product", found.product.id, "163")
        unit.commit()
    return int(sanduq("customers", "add", "--name", "Jane Smith").json["id"])


@pytest.fixture
def linked(jane: int, sanduq: Sanduq) -> int:
    """The same customer, whom Salloq knows."""
    link = ("customers", "link", jane, "--backend", "web", "--remote-id", "2186")
    assert sanduq(*link).json == {"customer": jane, "remote_ids": {"web": "2186"}}
    return jane


def subscribe(sanduq: Sanduq, customer: int, *more: str) -> str:
    """Make a subscription; its number."""
    wanted = ("--customer", customer, "--product", DATES, "--frequency", "2", *STARTS, *more)
    return str(sanduq("subscription", "create", *wanted).json["id"])


def test_all_that_the_shop_knows_of_a_customer_is_told(
    sanduq: Sanduq, linked: int, server: SalloqServer
) -> None:
    found = sanduq("customers", "member", linked).json
    assert found["member"]["email"] == "customer@example.com"
    assert found["loyalty"] == {"balance": "2500", "lifetime": "5000", "worth": "25.00"}
    assert found["rules"] == {
        "points_per_unit": "100",
        "point_value": "0.01",
        "least_points": "500",
        "enabled": True,
        "plausible": False,
    }
    assert (found["backend"], found["remote_id"], found["orders"]) == ("web", "2186", [])
    assert found["problems"] == {}
    assert "balance: 2500" in sanduq.plain("customers", "member", linked).out


def test_what_the_key_is_not_for_is_among_the_problems(
    sanduq: Sanduq, linked: int, server: SalloqServer
) -> None:
    server.knobs.keys[KEY] = {"customers:read", "loyalty:read", "products:read"}
    server.fail(fault.status(403), path="/loyalty/settings")
    found = sanduq("customers", "member", linked, "--backend", "web").json
    assert found["rules"] is None
    assert found["loyalty"]["balance"] == "2500"
    assert found["problems"] == {"rules": "The server does not allow this with this key."}


def test_a_subscription_is_made_shown_changed_and_cancelled(
    sanduq: Sanduq, linked: int, server: SalloqServer
) -> None:
    number = subscribe(sanduq, linked, "--quantity", "2")
    shown = sanduq("subscription", "show", number).json
    assert (shown["status"], shown["quantity"], shown["product_id"]) == ("active", "2", "163")
    assert (shown["frequency"], shown["next_billing"]) == ("Every 30 days", "2026-01-08")
    coming = sanduq("subscription", "upcoming", number).json
    assert (coming["on"], coming["lines"]) == ("2026-01-08", ["Dates × 2"])
    change = ("--quantity", "3", "--frequency", "3", "--next-billing", "2026-02-01")
    changed = sanduq("subscription", "change", number, *change).json
    assert (changed["quantity"], changed["frequency_id"]) == ("3", "3")
    assert changed["next_billing"] == "2026-02-01"
    ended = sanduq("subscription", "cancel", number, "--reason", "Moving away").json
    assert ended == {"cancelled": number}
    kept = server.shop.subscriptions[int(number)]
    assert (kept.status, kept.reason) == ("cancelled", "Moving away")


def test_a_lost_answer_is_told_and_nothing_is_made_twice(
    sanduq: Sanduq, linked: int, server: SalloqServer
) -> None:
    server.fail(fault.drop(committed=True), method="POST", path="/subscriptions", times=1)
    wanted = ("--customer", linked, "--product", DATES, "--frequency", "2", *STARTS)
    assert sanduq("subscription", "create", *wanted).refusal == "no_answer"
    assert len(server.shop.subscriptions) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("customers", "member", "4711"), "unknown_customer"),
        (("customers", "member", "{}", "--backend", "nowhere"), "unknown_backend"),
        (("customers", "member", "{}"), "not_linked"),
        (
            ("customers", "link", "4711", "--backend", "web", "--remote-id", "1"),
            "unknown_customer",
        ),
        (("customers", "link", "{}", "--backend", "web", "--remote-id", " "), "bad_remote_id"),
        (("subscription", "show", "4711"), "unknown_subscription"),
        (("subscription", "upcoming", "4711"), "unknown_subscription"),
        (("subscription", "change", "42"), "incomplete"),
        (("subscription", "cancel", "42", "--reason", " "), "needs_reason"),
    ],
)
def test_what_can_not_be_is_refused(
    sanduq: Sanduq, jane: int, arguments: tuple[str, ...], code: str
) -> None:
    assert sanduq(*(each.format(jane) for each in arguments)).refusal == code


def test_only_what_the_shop_has_can_be_subscribed_to(sanduq: Sanduq, linked: int) -> None:
    wanted = ("--customer", linked, "--frequency", "2", *STARTS, "--product")
    assert sanduq("subscription", "create", *wanted, BREAD).refusal == "not_there"
    assert sanduq("subscription", "create", *wanted, "nothing").refusal == "unknown_product"


def test_whom_the_shop_does_not_know_any_more_is_said(sanduq: Sanduq, jane: int) -> None:
    sanduq("customers", "link", jane, "--backend", "web", "--remote-id", "9999")
    assert sanduq("customers", "member", jane).refusal == "unknown_customer"


def test_without_such_a_back_end_there_is_nobody_to_ask(sanduq: Sanduq) -> None:
    customer = sanduq("customers", "add", "--name", "Jane").json["id"]
    assert sanduq("customers", "member", customer).refusal == "which_backend"


def test_a_day_is_a_day(sanduq: Sanduq) -> None:
    assert sanduq("subscription", "change", "42", "--next-billing", "soon").code == 2
