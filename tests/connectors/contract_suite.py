"""What every connector has to do, tested against a fake server that fails as it is told.

A back end's own tests subclass `ContractSuite` and give it a `harness` fixture. A test is skipped
only where the connector itself says that its system can't do what is tested.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app import __version__
from app.sync.contract import (
    Access,
    Ack,
    Answer,
    Capability,
    CategoryPush,
    Connector,
    CustomerChange,
    CustomerPush,
    Gate,
    InvoiceItem,
    InvoicePush,
    OrderPush,
    ProductPush,
    ProductRemoval,
    Push,
    StockPush,
)
from app.sync.problem import OutcomeUnknown, Rejected, SyncProblem, Transient, Unserved
from tests.connectors.trouble import BROKEN, PAUSES, REDIRECTS, REFUSING, SLOW, endless, saying
from tests.fakes import fault
from tests.fakes.server import FakeServer

DAY = date(2026, 4, 24)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
REFERENCE = "POS:A1-000017:7K3QZ8M"
HINT = "0b8f7a1e-a-hint"

PATIENT = 5.0  # seconds; a test that comes near it has failed
HASTY = 0.3


@dataclass(frozen=True, slots=True)
class Harness:
    """A connector's fake server, a key that it knows, and records that it takes.

    `records` has one for each write that the connector does not rule out. `product_id` and
    `order_id` are known to the server. `names_business`: the API says whose books it keeps.
    `silent`: writes that are done where a status of success comes alone. `refuses`: cases of BROKEN
    by which this system refuses a record.
    """

    server: FakeServer
    key: str
    make: Callable[[Access, Gate], Connector]
    records: Mapping[Capability, Push]
    product_id: str = "1"
    order_id: str = "1"
    names_business: bool = True
    silent: frozenset[Capability] = frozenset()
    refuses: frozenset[str] = frozenset()

    def connect(
        self,
        *,
        key: str | None = None,
        url: str | None = None,
        deadline: float = PATIENT,
        gate: Gate = lambda _: None,
    ) -> Connector:
        """A connector to the server; close it."""
        access = Access(url or self.server.url, self.key if key is None else key, deadline)
        return self.make(access, gate)


# What is asked of a connector, each read to its end.
READS: Mapping[str, Callable[[Connector, Harness], object]] = {
    "check": lambda connector, _: connector.check(),
    "products": lambda connector, _: list(connector.products()),
    "product": lambda connector, harness: connector.product(harness.product_id),
    "categories": lambda connector, _: list(connector.categories()),
    "levels": lambda connector, _: list(connector.levels()),
    "level": lambda connector, harness: connector.level(harness.product_id),
    "customers": lambda connector, _: list(connector.customers()),
    "look up": lambda connector, _: connector.look_up(REFERENCE, DAY, DAY),
    "orders": lambda connector, _: list(connector.orders(LONG_AGO)),
    "order": lambda connector, harness: connector.order(harness.order_id),
}
NEEDS = {
    "products": Capability.PULL_PRODUCTS,
    "product": Capability.FIND_PRODUCT,
    "categories": Capability.PULL_CATEGORIES,
    "levels": Capability.PULL_STOCK,
    "level": Capability.PULL_STOCK,
    "customers": Capability.PULL_CUSTOMERS,
    "look up": Capability.LOOKUP_BY_REF,
    "orders": Capability.PULL_ORDERS,
    "order": Capability.PULL_ORDERS,
}
WRITES = (
    Capability.CREATE_INVOICE,
    Capability.CREATE_PRODUCT,
    Capability.UPDATE_PRODUCT,
    Capability.DELETE_PRODUCT,
    Capability.CREATE_CATEGORY,
    Capability.CREATE_CUSTOMER,
    Capability.UPDATE_CUSTOMER,
    Capability.SET_STOCK,
    Capability.CREATE_ORDER,
    Capability.UPDATE_ORDER,
)

# Ids that could lead elsewhere, and how they stand in a path.
ODD = {".": "%2E", "..": "%2E%2E", "a/b": "a%2Fb", "a?b": "a%3Fb", "ä": "%C3%A4"}

NOBODY = "16fd2706-0000-4000-8000-000000000000"  # no record has this id

ALONE = {"empty", "no content"}  # of BROKEN, what is a status of success alone

NOT_FOUND = "Product 9 not found"


class ContractSuite:
    """The tests; a subclass has a `harness` fixture."""

    # Reads

    @pytest.mark.parametrize("name", ["check", "products"])
    @pytest.mark.parametrize("case", BROKEN)
    def test_a_read_without_a_good_answer_may_be_asked_again(
        self, harness: Harness, case: str, name: str
    ) -> None:
        broken, code, _ = BROKEN[case]
        harness.server.fail(broken, rate=1)

        problem = _problem_of_read(harness, name)

        assert (type(problem), problem.code) == (Transient, code)

    @pytest.mark.parametrize("name", READS)
    def test_no_read_takes_a_web_page_for_data(self, harness: Harness, name: str) -> None:
        harness.server.fail(fault.html(), rate=1)

        problem = _problem_of_read(harness, name)

        assert (type(problem), problem.code) == (Transient, "proxy_page")

    @pytest.mark.parametrize("name", ["check", "products"])
    @pytest.mark.parametrize("case", SLOW)
    def test_a_read_ends_at_its_deadline(self, harness: Harness, case: str, name: str) -> None:
        harness.server.fail(SLOW[case], rate=1)
        threads = set(threading.enumerate())
        began = time.monotonic()

        problem = _problem_of_read(harness, name, deadline=HASTY)

        assert (type(problem), problem.code) == (Transient, "timeout")
        assert HASTY <= time.monotonic() - began < PATIENT
        assert _new_threads(threads) == []

    @pytest.mark.parametrize("name", READS)
    @pytest.mark.parametrize("case", REFUSING)
    def test_a_refused_key_needs_a_manager(self, harness: Harness, case: str, name: str) -> None:
        refusing, code = REFUSING[case]
        harness.server.fail(refusing, rate=1)

        problem = _problem_of_read(harness, name)

        assert (type(problem), problem.code) == (Unserved, code)

    def test_a_wrong_key_needs_a_manager_and_is_told_to_nobody(self, harness: Harness) -> None:
        key = harness.key + "_revoked"

        problem = _problem_of_read(harness, "check", key=key)

        assert (type(problem), problem.code) == (Unserved, "wrong_key")
        assert all(key not in text for text in _texts(problem))

    @pytest.mark.parametrize("key", ["", " ", "a key", "key\r\nX-Other: 1", "مفتاح", "a\x00"])
    def test_a_key_that_no_header_can_hold_is_a_wrong_one(self, harness: Harness, key: str) -> None:
        problem = _problem_of_read(harness, "check", key=key)

        assert (type(problem), problem.code) == (Unserved, "wrong_key")
        assert harness.server.seen() == []
        assert not key.strip() or all(key not in text for text in _texts(problem))

    @pytest.mark.parametrize("status", REDIRECTS)
    @pytest.mark.parametrize("name", READS)
    def test_a_read_is_never_redirected(self, harness: Harness, name: str, status: int) -> None:
        harness.server.fail(fault.redirect(status), rate=1)

        problem = _problem_of_read(harness, name)

        assert (type(problem), problem.code) == (Unserved, "redirected")
        assert len(harness.server.seen()) == 1

    @pytest.mark.parametrize("location", ["", "http://[", "//", "https://x:99999/"])
    def test_an_odd_redirect_is_one_too(self, harness: Harness, location: str) -> None:
        harness.server.fail(saying(302, b"", Location=location), rate=1)

        problem = _problem_of_read(harness, "check")

        assert (type(problem), problem.code) == (Unserved, "redirected")

    @pytest.mark.parametrize("case", fault.TOO_MANY)
    def test_a_read_that_is_throttled_tells_how_long(self, harness: Harness, case: str) -> None:
        harness.server.fail(fault.TOO_MANY[case], rate=1)

        problem = _problem_of_read(harness, "check")

        assert isinstance(problem, Transient)
        assert (problem.code, problem.throttled) == ("throttled", True)
        assert _is_about(problem.retry_after, PAUSES[case])

    @pytest.mark.parametrize(
        ("status", "code"), [(401, "wrong_key"), (429, "throttled"), (302, "redirected")]
    )
    def test_a_status_that_says_it_all_needs_no_body(
        self, harness: Harness, status: int, code: str
    ) -> None:
        harness.server.fail(endless(status), rate=1)

        problem = _problem_of_read(harness, "check", deadline=HASTY)

        assert problem.code == code

    def test_a_throttled_write_was_not_taken_even_if_its_answer_never_ends(
        self, harness: Harness
    ) -> None:
        harness.server.fail(endless(429), rate=1)

        problem = _problem_of_write(harness, deadline=HASTY)

        assert (type(problem), problem.code) == (Transient, "throttled")

    def test_a_busy_server_may_say_how_long(self, harness: Harness) -> None:
        harness.server.fail(saying(503, b"", Retry_After="7"), rate=1)

        problem = _problem_of_read(harness, "check")

        assert isinstance(problem, Transient)
        assert (problem.code, problem.throttled, problem.retry_after) == ("server_error", False, 7)

    def test_an_address_without_the_api_needs_a_manager(self, harness: Harness) -> None:
        root = harness.server.url.removesuffix(harness.server.base) + "/elsewhere"

        problem = _problem_of_read(harness, "check", url=root)

        assert (type(problem), problem.code) == (Unserved, "wrong_address")

    def test_a_server_that_is_off_is_told(self, harness: Harness) -> None:
        with harness.server.offline():
            problem = _problem_of_read(harness, "check")

        assert (type(problem), problem.code) == (Transient, "no_server")

    def test_check_tells_whose_books_these_are_and_the_servers_clock(
        self, harness: Harness
    ) -> None:
        with closing(harness.connect()) as connector:
            health = connector.check()

        assert bool(health.business) is harness.names_business
        assert health.server_time is not None
        assert abs(health.server_time - harness.server.now()).total_seconds() < PATIENT

    def test_reads_share_a_connection(self, harness: Harness) -> None:
        with closing(harness.connect()) as connector:
            connector.check()
            list(connector.products())
            connector.check()

        assert len({seen.connection for seen in harness.server.seen()}) == 1

    def test_the_gate_is_asked_before_each_request(self, harness: Harness) -> None:
        asked: list[tuple[str, int]] = []

        def gate(method: str) -> None:
            asked.append((method, len(harness.server.seen())))

        with closing(harness.connect(gate=gate)) as connector:
            connector.check()
            list(connector.products())
            _push(harness, connector, _writable(connector)[0])

        assert asked == [(seen.method, seen.number - 1) for seen in harness.server.seen()]

    def test_a_gate_that_is_closed_sends_nothing(self, harness: Harness) -> None:
        closed = Transient("throttled", "Wait.", retry_after=9, throttled=True)

        def gate(_: str) -> None:
            raise closed

        with closing(harness.connect(gate=gate)) as connector:
            for ask in (connector.check, *_pushes(harness, connector)):
                assert raised(ask) is closed

        assert harness.server.seen() == []

    @pytest.mark.parametrize("odd", ODD)
    def test_an_odd_id_stays_one_part_of_the_path(self, harness: Harness, odd: str) -> None:
        record = harness.records[Capability.UPDATE_PRODUCT]
        assert isinstance(record, ProductPush)

        with closing(harness.connect()) as connector:
            connector.check()
            before = len(harness.server.seen())
            for ask in (
                partial(connector.product, odd),
                partial(connector.order, odd),
                partial(connector.push, replace(record, id=odd), idempotency_key=HINT),
            ):
                with suppress(Transient, Rejected):
                    ask()

        requests = harness.server.seen()[before:]
        asked = {seen.raw.removeprefix(harness.server.base) for seen in requests}
        assert asked
        assert asked <= {f"/products/{ODD[odd]}", f"/orders/{ODD[odd]}"}

    def test_a_product_that_is_not_there_is_none(self, harness: Harness) -> None:
        with closing(harness.connect()) as connector:
            assert connector.product(NOBODY) == []

    def test_requests_say_who_asks(self, harness: Harness) -> None:
        with closing(harness.connect()) as connector:
            connector.check()

        (seen,) = harness.server.seen()
        assert seen.headers["user-agent"] == f"Sanduq/{__version__}"

    # Writes

    @pytest.mark.parametrize("what", WRITES)
    def test_a_record_is_sent_once_over_a_connection_of_its_own(
        self, harness: Harness, what: Capability
    ) -> None:
        with closing(harness.connect()) as connector:
            _need(connector, what)
            connector.check()
            ack = _push(harness, connector, what)
            connector.check()

        before, write, after = harness.server.seen()
        assert ack.id
        assert write.connection not in {before.connection, after.connection}
        assert before.connection == after.connection
        assert write.idempotency_key == HINT
        assert write.headers["connection"] == "close"

    @pytest.mark.parametrize("what", WRITES)
    @pytest.mark.parametrize("case", BROKEN)
    def test_a_write_without_a_good_answer_may_have_happened(
        self, harness: Harness, case: str, what: Capability
    ) -> None:
        broken, _, code = BROKEN[case]
        if what in harness.silent and case in ALONE:
            pytest.skip(f"a status is all that comes of it: {what}")
        if case in harness.refuses:
            pytest.skip(f"it says that nothing was done: {case}")
        harness.server.fail(broken, rate=1)

        problem = _problem_of_write(harness, what)

        assert (type(problem), problem.code) == (OutcomeUnknown, code)
        assert len(harness.server.seen()) == 1

    @pytest.mark.parametrize("case", SLOW)
    def test_a_write_ends_at_its_deadline(self, harness: Harness, case: str) -> None:
        harness.server.fail(SLOW[case], rate=1)
        threads = set(threading.enumerate())
        began = time.monotonic()

        problem = _problem_of_write(harness, deadline=HASTY)

        assert (type(problem), problem.code) == (OutcomeUnknown, "late_answer")
        assert HASTY <= time.monotonic() - began < PATIENT
        assert _new_threads(threads) == []
        assert len(harness.server.seen()) == 1

    @pytest.mark.parametrize("status", REDIRECTS)
    def test_a_write_is_never_redirected(self, harness: Harness, status: int) -> None:
        harness.server.fail(fault.redirect(status), rate=1)

        problem = _problem_of_write(harness)

        assert (type(problem), problem.code) == (OutcomeUnknown, "redirected_write")
        assert len(harness.server.seen()) == 1

    @pytest.mark.parametrize("what", WRITES)
    def test_a_write_to_a_server_that_is_off_was_not_sent(
        self, harness: Harness, what: Capability
    ) -> None:
        with harness.server.offline():
            problem = _problem_of_write(harness, what)

        assert (type(problem), problem.code) == (Transient, "no_server")

    @pytest.mark.parametrize("case", fault.TOO_MANY)
    def test_a_write_that_is_throttled_was_not_taken(self, harness: Harness, case: str) -> None:
        harness.server.fail(fault.TOO_MANY[case], rate=1)

        problem = _problem_of_write(harness)

        assert isinstance(problem, Transient)
        assert (problem.code, problem.throttled) == ("throttled", True)
        assert _is_about(problem.retry_after, PAUSES[case])

    @pytest.mark.parametrize("case", REFUSING)
    def test_a_write_with_a_refused_key_was_not_taken(self, harness: Harness, case: str) -> None:
        refusing, code = REFUSING[case]
        harness.server.fail(refusing, rate=1)

        problem = _problem_of_write(harness)

        assert (type(problem), problem.code) == (Unserved, code)

    @pytest.mark.parametrize("status", [400, 404, 422])
    def test_a_refused_record_comes_with_the_servers_words(
        self, harness: Harness, status: int
    ) -> None:
        harness.server.fail(fault.status(status, message=NOT_FOUND), rate=1)

        problem = _problem_of_write(harness)

        assert isinstance(problem, Rejected)
        assert (problem.code, problem.status) == ("rejected", status)
        assert problem.message == NOT_FOUND

    def test_the_servers_words_are_one_short_line_without_our_key(self, harness: Harness) -> None:
        said = f"Bad key {harness.key}\r\n\x1b[31m\ud800 in\tbody " + "x" * 5000
        harness.server.fail(saying(422, _json_text(said)), rate=1)

        problem = _problem_of_write(harness)

        assert isinstance(problem, Rejected)
        assert problem.message.startswith("Bad key … [31m in body xxx")
        assert len(problem.message) == 200
        assert all(harness.key not in text for text in _texts(problem))

    def test_a_problem_keeps_the_key_to_itself(self, harness: Harness) -> None:
        for broken in (fault.drop(committed=True), fault.html(), fault.status(500)):
            harness.server.fail(broken, times=1)

            problem = _problem_of_write(harness)

            assert all(harness.key not in text for text in _texts(problem))

    def test_a_connector_does_not_show_its_key(self, harness: Harness) -> None:
        with closing(harness.connect()) as connector:
            connector.check()

            assert harness.key not in repr(connector)
            assert harness.key not in str(vars(connector))
        assert all(harness.key not in str(seen.query) for seen in harness.server.seen())

    def test_capabilities_cost_no_request_and_say_how_we_know(self, harness: Harness) -> None:
        with closing(harness.connect()) as connector:
            findings = connector.capabilities()

        assert set(findings) == set(Capability)
        assert all(finding.evidence for finding in findings.values())
        assert harness.server.seen() == []

    def test_a_closed_connector_leaves_no_connection(self, harness: Harness) -> None:
        with closing(harness.connect()) as connector:
            connector.check()
            _push(harness, connector, _writable(connector)[0])

        for thread in threading.enumerate():
            if thread.name.startswith("fake-connection"):
                thread.join(PATIENT)
                assert not thread.is_alive()


def _need(connector: Connector, what: Capability | None) -> None:
    if what and connector.capabilities()[what].answer is Answer.NO:
        pytest.skip(f"{connector.kind} can't: {what}")


def _writable(connector: Connector) -> list[Capability]:
    findings = connector.capabilities()
    return [what for what in WRITES if findings[what].answer is not Answer.NO]


def _push(harness: Harness, connector: Connector, what: Capability) -> Ack:
    return connector.push(harness.records[what], idempotency_key=HINT)


def _pushes(harness: Harness, connector: Connector) -> list[Callable[[], object]]:
    return [partial(_push, harness, connector, what) for what in _writable(connector)]


def _problem_of_read(harness: Harness, name: str, **options: Any) -> SyncProblem:
    with closing(harness.connect(**options)) as connector:
        _need(connector, NEEDS.get(name))
        return raised(lambda: READS[name](connector, harness))


def _problem_of_write(
    harness: Harness, what: Capability | None = None, **options: Any
) -> SyncProblem:
    with closing(harness.connect(**options)) as connector:
        _need(connector, what)
        chosen = what or _writable(connector)[0]
        return raised(lambda: _push(harness, connector, chosen))


def raised(ask: Callable[[], object]) -> SyncProblem:
    """The problem that comes of it."""
    with pytest.raises(SyncProblem) as caught:
        ask()
    return caught.value


def _texts(problem: BaseException) -> Iterable[str]:
    """Everything that a log could show of a problem and of what led to it."""
    error: BaseException | None = problem
    while error is not None:
        yield from (str(error), repr(error), str(vars(error)))
        error = error.__cause__ or error.__context__


def _json_text(message: str) -> bytes:
    return json.dumps({"success": False, "message": message}).encode()


def _is_about(seconds: float | None, wanted: float | None) -> bool:
    """A date has whole seconds, and passes while it is under way."""
    if seconds is None or wanted is None:
        return seconds is wanted
    return wanted - 1 <= seconds <= wanted


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in set(threading.enumerate()) - before
        if not thread.name.startswith("fake-")
    ]


def records(product_id: str, warehouse_id: str, customer_id: str) -> Mapping[Capability, Push]:
    """Records that a shop with these could send."""
    return {
        Capability.CREATE_INVOICE: InvoicePush(
            reference=REFERENCE,
            items=(InvoiceItem(product_id, Decimal(2), Decimal("3.50")),),
            total=Decimal("7.00"),
            method="card",
            notes=f"{REFERENCE} 2026-04-24T10:32:00Z A1",
            customer_id=customer_id,
            location_id=warehouse_id,
        ),
        Capability.CREATE_PRODUCT: ProductPush(
            {"name": "Latte", "name_ar": "لاتيه", "price": Decimal("4.50"), "cost": None}
        ),
        Capability.UPDATE_PRODUCT: ProductPush({"price": Decimal("5.00")}, id=product_id),
        Capability.CREATE_CUSTOMER: CustomerPush("Sara Ali", phone="+966509876543"),
        Capability.SET_STOCK: StockPush(product_id, warehouse_id, Decimal(150), "Restock"),
        Capability.DELETE_PRODUCT: ProductRemoval(product_id),
        Capability.CREATE_CATEGORY: CategoryPush("Drinks"),
        Capability.UPDATE_CUSTOMER: CustomerChange(customer_id, {"phone": "+966509876543"}),
        Capability.CREATE_ORDER: OrderPush(
            reference=REFERENCE,
            items=(InvoiceItem(product_id, Decimal(2), Decimal("3.50")),),
            customer_id=customer_id,
            notes=f"{REFERENCE} at the counter",
        ),
    }
