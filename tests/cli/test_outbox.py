"""`outbox`: a manager's verdict from the command line."""

from __future__ import annotations

import pytest

from app.storage.store import Store
from tests.backends import add_backend, mark
from tests.sanduq import Sanduq
from tests.shop import sell


@pytest.fixture
def sold(store: Store) -> Store:
    """A shop with a back end and a sale that waits for it."""
    add_backend(store)
    sell(store)
    return store


def actor(store: Store) -> tuple[str, str]:
    with store.read() as unit:
        sql = "SELECT event, actor FROM journal ORDER BY sequence DESC LIMIT 1"
        event, name = unit.sql(sql).fetchone()
    return event, name


def test_a_refused_sale_is_sent_again(sold: Store, sanduq: Sanduq) -> None:
    mark(sold, 1, "REJECTED", verdict="http_404", message="Product 7 not found", attempts=1)
    assert sanduq("outbox", "--state", "rejected").json[0]["message"] == "Product 7 not found"
    answer = sanduq("outbox", "retry", "1", "--cashier", "Mona", "--why", "mended").json
    assert answer["reference"].startswith("POS:A1-000001:")
    assert answer == {
        "id": 1,
        "backend": "apex",
        "kind": "invoice",
        "state": "READY",
        "reference": answer["reference"],
        "number": "A1-000001",
        "attempts": 1,
        "not_before": None,
        "verdict": "",
        "message": "",
        "remote_id": "",
    }
    assert actor(sold) == ("outbox_retried", "Mona")


def test_a_sale_that_is_there_is_linked(sold: Store, sanduq: Sanduq) -> None:
    mark(sold, 1, "MANAGER")
    answer = sanduq("outbox", "link", "1", "--remote-id", "1084").json
    assert (answer["state"], answer["remote_id"]) == ("ACKED", "1084")


def test_a_sale_is_taken_out_for_a_reason(sold: Store, sanduq: Sanduq) -> None:
    assert sanduq("outbox", "drop", "1").refusal == "needs_why"
    answer = sanduq("outbox", "drop", "1", "--why", "typed in by hand").json
    assert (answer["state"], answer["verdict"]) == ("REJECTED", "dropped")


def test_a_sale_without_a_name_has_no_customer_to_go_without(sold: Store, sanduq: Sanduq) -> None:
    assert sanduq("outbox", "without-customer", "1").refusal == "no_customer"


@pytest.mark.parametrize(
    ("state", "code"), [("UNKNOWN", "checking"), ("ACKED", "already_sent"), ("READY", "")]
)
def test_a_verdict_depends_on_how_it_stands(
    sold: Store, sanduq: Sanduq, state: str, code: str
) -> None:
    mark(sold, 1, state)
    answer = sanduq("outbox", "retry", "1")
    assert answer.code == (1 if code else 0)
    if code:
        assert answer.refusal == code


def test_what_is_not_there_is_refused(sanduq: Sanduq) -> None:
    assert sanduq("outbox", "retry", "7").refusal == "unknown_entry"
    assert sanduq("outbox", "--state", "lost").refusal == "unknown_state"


def test_people_read_a_table(sold: Store, sanduq: Sanduq) -> None:
    del sold
    said = sanduq.plain("outbox").out
    assert said.splitlines()[0].split() == [
        *("id", "kind", "state", "number", "reference", "attempts", "message")
    ]
    assert "A1-000001" in said
