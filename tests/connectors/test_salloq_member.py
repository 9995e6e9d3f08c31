"""Salloq: customers, their points and their subscriptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest

from app.connectors.salloq import Salloq
from app.domain.membership import (
    Loyalty,
    LoyaltyRules,
    Member,
    MemberOrder,
    NewSubscription,
    Subscription,
    SubscriptionChange,
    Upcoming,
)
from app.sync.contract import Ack, CustomerChange
from app.sync.membership import Membership
from app.sync.problem import OutcomeUnknown, Rejected, Transient, Unserved
from tests.connectors.contract_suite import HINT, raised
from tests.connectors.salloq_shop import JANE, NOW, connect, data_having, order, shop, total_told
from tests.connectors.trouble import BROKEN
from tests.fakes import fault
from tests.fakes.salloq import KEY, SalloqServer
from tests.fakes.server import Fault

MEMBER = Member(
    id="2186",
    first_name="Jane",
    last_name="Smith",
    email="customer@example.com",
    phone="555-0123",
    created_at=datetime(2024, 1, 15, 10, tzinfo=UTC),
)
SUBSCRIPTION = Subscription(
    id="42",
    customer_id="2186",
    product_id="163",
    quantity=Decimal(1),
    status="active",
    frequency_id="2",
    frequency="Every 30 days",
    price=Decimal("130.50"),
    next_billing=date(2026, 1, 8),
)
WANTED = NewSubscription("2186", "163", "2", 1, date(2025, 12, 8))


@pytest.fixture
def server() -> Iterator[SalloqServer]:
    """The shop; nothing beyond the document is sent to it."""
    with shop() as made:
        yield made
    assert made.complaints == []


@pytest.fixture
def salloq(server: SalloqServer) -> Iterator[Salloq]:
    """The connector."""
    with closing(connect(server)) as connector:
        yield connector


@pytest.fixture
def subscribed(server: SalloqServer) -> None:
    """Jane has the document's subscription."""
    server.shop.add_subscription(
        customer_id=2186,
        product_id=163,
        frequency_id=2,
        quantity=1,
        next_billing=date(2026, 1, 8),
    )


def test_salloq_knows_members(salloq: Salloq) -> None:
    def name(known: Membership) -> str:
        return type(known).__name__

    assert name(salloq) == "Salloq"


# Every question, and what is asked for by it

READS: dict[str, tuple[Callable[[Salloq], object], str]] = {
    "member": (lambda salloq: salloq.member("2186"), "/customers/2186"),
    "orders": (lambda salloq: salloq.member_orders("2186"), "/customers/2186/orders"),
    "loyalty": (lambda salloq: salloq.loyalty("2186"), "/customers/2186/loyalty"),
    "rules": (lambda salloq: salloq.loyalty_rules(), "/loyalty/settings"),
    "subscription": (lambda salloq: salloq.subscription("42"), "/subscriptions/42"),
    "upcoming": (lambda salloq: salloq.upcoming("42"), "/subscriptions/42/upcoming"),
}


@pytest.mark.parametrize("name", READS)
@pytest.mark.usefixtures("subscribed")
def test_each_question_is_one_request(salloq: Salloq, server: SalloqServer, name: str) -> None:
    ask, path = READS[name]

    ask(salloq)

    assert [(seen.method, seen.path) for seen in server.seen()] == [("GET", path)]


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("case", ["closed before commit", "web page", "500", "cut", "null"])
@pytest.mark.usefixtures("subscribed")
def test_a_question_without_a_good_answer_may_be_asked_again(
    salloq: Salloq, server: SalloqServer, case: str, name: str
) -> None:
    broken, code, _ = BROKEN[case]
    server.fail(broken, rate=1)

    problem = raised(lambda: READS[name][0](salloq))

    assert (type(problem), problem.code) == (Transient, code)


@pytest.mark.parametrize("name", READS)
def test_a_key_without_the_scope_needs_a_manager(
    salloq: Salloq, server: SalloqServer, name: str
) -> None:
    server.knobs.keys = {KEY: {"products:read"}}

    assert isinstance(raised(lambda: READS[name][0](salloq)), Unserved)


@pytest.mark.parametrize("name", ["", "9", "x/y", ".."])
def test_nobody_knows_what_is_not_there(salloq: Salloq, name: str) -> None:
    assert salloq.member(name) is None
    assert salloq.member_orders(name) == []
    assert salloq.loyalty(name) is None
    assert salloq.subscription(name) is None
    assert salloq.upcoming(name) is None


# Customers


def test_a_customer_comes_as_the_document_shows_them(salloq: Salloq) -> None:
    assert salloq.member("2186") == MEMBER


def test_a_customer_may_leave_things_out(salloq: Salloq, server: SalloqServer) -> None:
    server.fail(data_having(phone=None, last_name=[], created_at="x"), times=1)
    server.fail(data_having(id=None), times=1)

    assert salloq.member("2186") == replace(MEMBER, phone="", last_name="", created_at=None)
    assert raised(lambda: salloq.member("2186")).code == "wrong_shape"


def test_a_customers_orders_come_newest_first(salloq: Salloq, server: SalloqServer) -> None:
    server.knobs.newest_first = False
    server.knobs.page_cap = 2
    for days_ago in (3, 2, 1):
        order(server, days_ago=days_ago)
    order(server, customer_id=2187)

    found = salloq.member_orders("2186")

    assert [each.id for each in found] == ["309", "308", "307"]
    assert found[0] == MemberOrder("309", "pending", Decimal("165.18"), NOW.replace(day=7))
    assert [seen.query for seen in server.seen()] == [
        {"page": str(number), "per_page": "100"} for number in (1, 2)
    ]


def test_a_history_that_contradicts_itself_is_told(salloq: Salloq, server: SalloqServer) -> None:
    order(server)
    server.fail(total_told(2), rate=1)

    assert raised(lambda: salloq.member_orders("2186")).code == "incomplete_scan"


def test_a_customer_is_made_with_the_password_that_was_typed(
    salloq: Salloq, server: SalloqServer
) -> None:
    made = salloq.create_member(
        "newcustomer@example.com",
        "securepassword123",
        first_name="John",
        last_name="Doe",
        phone="555-0199",
    )

    assert made == Member(
        "2188", "John", "Doe", "newcustomer@example.com", "555-0199", created_at=NOW
    )
    (seen,) = server.seen("POST", "/customers")
    assert seen.json == {
        "email": "newcustomer@example.com",
        "password": "securepassword123",
        "first_name": "John",
        "last_name": "Doe",
        "phone": "555-0199",
    }


def test_a_customer_whose_answer_is_short_is_who_was_sent(
    salloq: Salloq, server: SalloqServer
) -> None:
    server.knobs.shows_written = False

    made = salloq.create_member(
        "sara@example.com", "securepassword123", first_name="Sara", last_name=""
    )

    assert made == Member("2188", "Sara", email="sara@example.com")
    assert server.seen()[0].json.keys() == {"email", "password", "first_name"}


def test_a_refusal_does_not_repeat_the_password(salloq: Salloq) -> None:
    def make(email: str, password: str) -> None:
        salloq.create_member(email, password, first_name="Sara", last_name="Ali")

    short = raised(lambda: make("sara@example.com", "hunter2"))
    taken = raised(lambda: make(JANE.email, "securepassword123"))

    assert isinstance(short, Rejected)
    assert short.message == "The password … is too short"
    assert taken.message == "This email is taken"


def test_a_customer_without_an_id_may_be_there(salloq: Salloq, server: SalloqServer) -> None:
    server.fail(fault.lacking("data"), rate=1)

    problem = raised(
        lambda: salloq.create_member("a@b.example", "password123", first_name="A", last_name="B")
    )

    assert (type(problem), problem.code) == (OutcomeUnknown, "no_id")


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"phone": "555-9876"}, {"phone": "555-9876"}),
        ({"email": "jane@example.com"}, {"email": "jane@example.com"}),
        ({"name": "Jane Smith"}, {"first_name": "Jane", "last_name": "Smith"}),
        ({"name": " Jane  van Smith "}, {"first_name": "Jane  van", "last_name": "Smith"}),
        ({"name": "Jane"}, {"first_name": "Jane", "last_name": ""}),
        ({"name": "سارة علي"}, {"first_name": "سارة", "last_name": "علي"}),
    ],
)
def test_only_what_changed_of_a_customer_is_sent(
    salloq: Salloq, server: SalloqServer, fields: dict[str, str], sent: dict[str, str]
) -> None:
    ack = salloq.push(CustomerChange("2186", fields), idempotency_key=HINT)

    assert ack == Ack("2186")
    (seen,) = server.seen("PATCH", "/customers/2186")
    assert seen.json == sent


# Points


def test_points_come_as_the_document_shows_them(salloq: Salloq) -> None:
    assert salloq.loyalty("2186") == Loyalty(Decimal(2500), Decimal(5000), Decimal("25.00"))
    assert salloq.loyalty_rules() == LoyaltyRules(
        Decimal(100), Decimal("0.01"), Decimal(500), is_enabled=True
    )


def test_points_that_are_no_number_are_of_the_wrong_shape(
    salloq: Salloq, server: SalloqServer
) -> None:
    server.fail(data_having(dollar_value="soon", enabled="yes"), times=2)
    assert salloq.loyalty("2186") == Loyalty(Decimal(2500), Decimal(5000))
    assert not salloq.loyalty_rules().is_enabled

    server.fail(data_having(current_balance=None, point_value=[]), rate=1)
    assert raised(lambda: salloq.loyalty("2186")).code == "wrong_shape"
    assert raised(salloq.loyalty_rules).code == "wrong_shape"


# Subscriptions


@pytest.mark.usefixtures("subscribed")
def test_a_subscription_comes_as_the_document_shows_it(salloq: Salloq) -> None:
    assert salloq.subscription("42") == SUBSCRIPTION


@pytest.mark.usefixtures("subscribed")
def test_a_subscription_may_leave_things_out(salloq: Salloq, server: SalloqServer) -> None:
    server.fail(data_having(next_billing_date="soon", price=None), times=1)
    server.fail(data_having(quantity="one"), times=1)

    assert salloq.subscription("42") == replace(SUBSCRIPTION, next_billing=None, price=None)
    assert raised(lambda: salloq.subscription("42")).code == "wrong_shape"


@pytest.mark.usefixtures("subscribed")
def test_the_next_order_is_told(salloq: Salloq) -> None:
    assert salloq.upcoming("42") == Upcoming(
        date(2026, 1, 8), Decimal("149.46"), ("Iris Élysée × 1",)
    )


@pytest.mark.parametrize(
    ("answer", "upcoming"),
    [
        (
            {"data": {"date": "2026-01-08T00:00:00Z", "price": "130.50", "product_name": "Iris"}},
            Upcoming(date(2026, 1, 8), Decimal("130.50"), ("Iris",)),
        ),
        (
            {
                "upcoming": {
                    "billing_date": "2026-01-08",
                    "items": [{"name": "A", "quantity": 2}, 7],
                }
            },
            Upcoming(date(2026, 1, 8), None, ("A × 2",)),
        ),
        ({"success": True, "data": {"soon": True}}, Upcoming(None, None)),
    ],
    ids=count(),
)
@pytest.mark.usefixtures("subscribed")
def test_the_next_order_may_be_told_otherwise(
    salloq: Salloq, server: SalloqServer, answer: object, upcoming: Upcoming
) -> None:
    server.fail(fault.shape(answer), rate=1)

    assert salloq.upcoming("42") == upcoming


def test_a_subscription_is_made_as_the_document_says(salloq: Salloq, server: SalloqServer) -> None:
    assert salloq.subscribe(WANTED) == SUBSCRIPTION
    (seen,) = server.seen("POST", "/subscriptions")
    assert seen.body == (
        b'{"customer_id":2186,"product_id":163,"frequency_id":2,"quantity":1,'
        b'"start_date":"2025-12-08"}'
    )


def test_a_subscription_whose_answer_is_short_is_what_was_sent(
    salloq: Salloq, server: SalloqServer
) -> None:
    server.knobs.shows_written = False

    assert salloq.subscribe(WANTED) == Subscription(
        "42", "2186", "163", Decimal(1), status="", frequency_id="2"
    )


def test_what_the_answer_leaves_out_of_a_subscription_is_what_was_sent(
    salloq: Salloq, server: SalloqServer
) -> None:
    server.fail(data_having(quantity=None, product_id=None), rate=1)

    assert salloq.subscribe(WANTED) == SUBSCRIPTION


@pytest.mark.usefixtures("subscribed")
def test_only_what_changed_of_a_subscription_is_sent(salloq: Salloq, server: SalloqServer) -> None:
    wanted = SubscriptionChange(2, "3", date(2026, 2, 1))

    changed = salloq.change_subscription("42", wanted)

    assert changed.quantity == Decimal(2)
    assert (changed.frequency_id, changed.next_billing) == ("3", date(2026, 2, 1))
    salloq.change_subscription("42", SubscriptionChange(quantity=1))
    assert [seen.body for seen in server.seen("PATCH", "/subscriptions/42")] == [
        b'{"quantity":2,"frequency_id":3,"next_billing_date":"2026-02-01"}',
        b'{"quantity":1}',
    ]


@pytest.mark.usefixtures("subscribed")
def test_a_change_whose_answer_is_short_is_read(salloq: Salloq, server: SalloqServer) -> None:
    server.knobs.shows_written = False

    changed = salloq.change_subscription("42", SubscriptionChange(quantity=2))

    assert changed == replace(SUBSCRIPTION, quantity=Decimal(2))
    assert [seen.method for seen in server.seen()] == ["PATCH", "GET"]


@pytest.mark.parametrize("failing", [fault.status(500), fault.status(404), fault.status(401)])
@pytest.mark.usefixtures("subscribed")
def test_a_change_that_can_not_be_read_may_be_there(
    salloq: Salloq, server: SalloqServer, failing: Fault
) -> None:
    server.knobs.shows_written = False
    server.fail(failing, method="GET", rate=1)

    problem = raised(lambda: salloq.change_subscription("42", SubscriptionChange(quantity=2)))

    assert (type(problem), problem.code) == (OutcomeUnknown, "bad_answer")


@pytest.mark.usefixtures("subscribed")
def test_a_subscription_is_cancelled_with_its_reason(salloq: Salloq, server: SalloqServer) -> None:
    salloq.cancel_subscription("42", "Customer request")

    (seen,) = server.seen("POST", "/subscriptions/42/cancel")
    assert seen.body == b'{"reason":"Customer request"}'
    assert server.shop.subscriptions[42].status == "cancelled"


# Every wish, and an answer that is lost

WRITES: dict[str, Callable[[Salloq], object]] = {
    "customer": lambda salloq: salloq.create_member(
        "a@b.example", "password123", first_name="A", last_name="B"
    ),
    "subscribe": lambda salloq: salloq.subscribe(WANTED),
    "change": lambda salloq: salloq.change_subscription("42", SubscriptionChange(quantity=2)),
    "cancel": lambda salloq: salloq.cancel_subscription("42", "no"),
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("case", ["closed after commit", "500 after commit", "web page", "cut"])
@pytest.mark.usefixtures("subscribed")
def test_a_wish_whose_answer_is_lost_is_sent_once(
    salloq: Salloq, server: SalloqServer, case: str, name: str
) -> None:
    broken, _, code = BROKEN[case]
    server.fail(broken, rate=1)

    problem = raised(lambda: WRITES[name](salloq))

    assert (type(problem), problem.code) == (OutcomeUnknown, code)
    assert len(server.seen()) == 1


@pytest.mark.parametrize("name", ["change", "cancel"])
@pytest.mark.usefixtures("subscribed")
def test_a_wish_without_a_clear_yes_may_be_there(
    salloq: Salloq, server: SalloqServer, name: str
) -> None:
    server.fail(fault.shape({}), rate=1)

    assert isinstance(raised(lambda: WRITES[name](salloq)), OutcomeUnknown)


def test_each_wish_is_one_of_its_own(salloq: Salloq, server: SalloqServer) -> None:
    salloq.subscribe(WANTED)
    salloq.subscribe(WANTED)

    assert len({seen.idempotency_key for seen in server.seen()}) == 2


@pytest.mark.parametrize("name", ["change", "cancel"])
def test_a_wish_for_a_subscription_that_is_not_there_is_refused(salloq: Salloq, name: str) -> None:
    problem = raised(lambda: WRITES[name](salloq))

    assert isinstance(problem, Rejected)
    assert (problem.status, problem.message) == (404, "Subscription 42 not found")
