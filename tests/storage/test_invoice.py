"""The list of invoices: ids and sums as a plain look at every document gives them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.currency import currency
from app.domain.number import ZERO
from app.domain.payment import Method
from app.domain.text import fold
from app.storage import invoice
from app.storage.invoice import InvoiceFilter, InvoiceRow
from app.storage.opening import open_store
from app.storage.store import Store, Unit
from tests.invoices import fill
from tests.shop import NOON, findings, make_shop

DAYS = 10
SAR = currency("SAR")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A shop with three hundred documents of ten days; tests only read it."""
    opened = open_store(make_shop(tmp_path_factory.mktemp("filled")))
    fill(opened, 300, DAYS)
    yield opened
    opened.close()


def every(unit: Unit) -> list[InvoiceRow]:
    """All documents, the oldest first."""
    return invoice.rows_of(unit, range(1, 301))


def test_the_books_of_a_filled_shop_agree(filled: Store) -> None:
    assert findings(filled) == []


def test_ids_come_the_newest_first(filled: Store) -> None:
    with filled.read() as unit:
        found = invoice.ids(unit, InvoiceFilter())
        times = [row.issued_at for row in invoice.rows_of(unit, found)]
    assert isinstance(found, array)
    assert len(found) == 300
    assert times == sorted(times, reverse=True)
    assert times[0] == NOON


def test_of_documents_of_one_moment_the_last_comes_first(store: Store) -> None:
    fill(store, 12, 0)
    with store.read() as unit:
        assert list(invoice.ids(unit, InvoiceFilter())) == list(range(12, 0, -1))


def test_rows_come_in_the_order_of_their_ids(filled: Store) -> None:
    wanted = [7, 300, 1, 42]
    with filled.read() as unit:
        assert [row.id for row in invoice.rows_of(unit, wanted)] == wanted
        assert invoice.rows_of(unit, []) == []
        assert invoice.rows_of(unit, [999]) == []


def test_methods_stand_in_the_order_of_payment_and_each_once(filled: Store) -> None:
    card, cash = Method.CARD, Method.CASH
    with filled.read() as unit:
        kinds = {row.methods for row in every(unit)}
    assert kinds == {(), (Method.BANK,), (cash,), (card,), (card, cash)}


moments = st.none() | st.integers(-1, DAYS * 24 + 1).map(
    lambda hours: NOON - timedelta(hours=hours)
)
texts = st.sampled_from(
    [
        "",
        "um khalid",
        "Um KHALID",
        "النور",
        "احمد",
        "birthday",
        "A1-00001",
        "pos:a1",
        "عصر",
        "nobody",
    ]
)
totals = st.none() | st.integers(0, 400).map(lambda whole: (Decimal(whole), Decimal(whole + 20)))
filters = st.builds(
    InvoiceFilter,
    since=moments,
    until=moments,
    status=st.sampled_from(["", "paid", "partial", "unpaid"]),
    text=texts.map(fold),
    totals=totals,
)


def holds(unit: Unit, row: InvoiceRow, wanted: InvoiceFilter) -> bool:
    """Whether the document fits, whatever its status, by looking at all of it."""
    note = unit.sql("SELECT notes FROM invoice WHERE id = ?", (row.id,)).scalar_one()
    text = fold(f"{row.number} {row.reference} {note} {row.customer}")
    low, high = wanted.totals or (ZERO, ZERO)
    return (
        (wanted.since is None or row.issued_at >= wanted.since)
        and (wanted.until is None or row.issued_at < wanted.until)
        and (
            not wanted.text
            or wanted.text in text
            or any(low <= abs(each) < high for each in (row.total, row.payable))
        )
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(filters)
def test_what_is_found_is_what_a_look_at_each_document_finds(
    filled: Store, wanted: InvoiceFilter
) -> None:
    with filled.read() as unit:
        fitting = [row for row in reversed(every(unit)) if holds(unit, row, wanted)]
        found = [row for row in fitting if wanted.status in ("", row.status)]
        told = invoice.summary(unit, wanted, SAR)
        assert list(invoice.ids(unit, wanted)) == [row.id for row in found]
    assert told.count == len(found)
    assert told.total.amount == sum((row.total for row in found), ZERO)
    assert told.owed.amount == sum((row.payable - row.paid for row in found), ZERO)
    none = {"paid": 0, "partial": 0, "unpaid": 0}
    assert told.by_status == none | Counter(row.status for row in fitting)


def test_money_of_another_currency_is_counted_but_not_summed(filled: Store) -> None:
    with filled.read() as unit:
        told = invoice.summary(unit, InvoiceFilter(), currency("KWD"))
    assert told.count == 300
    assert str(told.total) == str(told.owed) == "0.000"


def test_lists_are_read_from_the_index_alone(filled: Store) -> None:
    asked: list[str] = []
    wanted = InvoiceFilter(NOON, NOON, "paid", "text", (ZERO, ZERO))
    with filled.read() as unit:
        unit.connection.set_trace_callback(asked.append)
        for each in (wanted, InvoiceFilter()):
            invoice.ids(unit, each)
            invoice.summary(unit, each, SAR)
        unit.connection.set_trace_callback(None)
        plans = [" ".join(row[3] for row in unit.sql(f"EXPLAIN QUERY PLAN {sql}")) for sql in asked]
    assert len(plans) == 4
    assert all("COVERING INDEX ix_invoice_list" in plan for plan in plans), plans


def test_a_document_is_found_by_its_number(filled: Store) -> None:
    with filled.read() as unit:
        (row,) = invoice.rows_of(unit, [7])
        assert invoice.id_of(unit, row.number) == 7
        assert invoice.id_of(unit, "A1-999999") is None


def test_the_newest_document_of_a_register_has_its_highest_number(filled: Store) -> None:
    with filled.read() as unit:
        assert invoice.last_number(unit, 1) == max(row.number for row in every(unit))
        assert invoice.last_number(unit, 99) == ""


def test_a_document_bears_how_it_is_sent(store: Store) -> None:
    fill(store, 20, 1)
    with store.read() as unit:
        states = Counter(row.sync for row in invoice.rows_of(unit, range(1, 21)))
    assert states == {"ACKED": 14, "READY": 2, "UNKNOWN": 2, "MANAGER": 2}


def test_a_row_is_the_document_as_it_was_stored(store: Store) -> None:
    fill(store, 1, 1, until=datetime.fromisoformat("2026-01-31T23:59:59.123456Z"))
    with store.read() as unit:
        (row,) = invoice.rows_of(unit, [1])
    assert (row.id, row.kind, row.number, row.currency) == (1, "sale", "A1-000001", "SAR")
    assert row.issued_at == datetime.fromisoformat("2026-01-31T23:59:59.123456Z")
    assert row.cashier
