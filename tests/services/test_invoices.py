"""Invoices: found by day of the shop, by status and by text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.domain.cart import Cart
from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.money import money
from app.domain.payment import Method, Payment
from app.services import checkout, invoices
from app.services.invoices import Wanted
from app.storage.store import Store
from tests.shop import DATES, cart_of, counter_of, exactly, sell


def numbers(store: Store, **wanted: str) -> list[str]:
    """The last digits of the numbers that are found."""
    with store.read() as unit:
        rows = invoices.find(unit, counter_of(unit).shop, **wanted)
    return [row.number[-1] for row in rows]


@pytest.fixture
def week(store: Store) -> Store:
    """Sales around two midnights of Riyadh, which is three hours before UTC's."""
    for day, hour, minute, second in (
        (1, 20, 59, 59),  # 1 March, 23:59:59
        (1, 21, 0, 0),  # 2 March, 00:00
        (2, 20, 59, 59),  # 2 March, 23:59:59
        (2, 21, 0, 0),  # 3 March, 00:00
    ):
        sell(store, at=datetime(2026, 3, day, hour, minute, second, tzinfo=UTC))
    return store


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("", "", "4321"),
        ("2026-03-02", "2026-03-02", "32"),
        ("2026-03-01", "2026-03-01", "1"),
        ("2026-03-03", "2026-03-03", "4"),
        ("2026-03-02", "", "432"),
        ("", "2026-03-02", "321"),
        ("2026-03-04", "", ""),
        ("", "2026-02-28", ""),
        ("2026-03-03", "2026-03-01", ""),
    ],
)
def test_a_day_begins_and_ends_at_the_shops_midnight(
    week: Store, first: str, last: str, wanted: str
) -> None:
    assert "".join(numbers(week, first_day=first, last_day=last)) == wanted


@pytest.mark.parametrize(
    "day", ["yesterday", "2026-02-30", "01/02/2026", "2026-13-01", "0001-01-01", "9999-12-31"]
)
def test_what_is_no_day_is_refused(store: Store, day: str) -> None:
    with pytest.raises(Refusal) as caught:
        numbers(store, first_day=day, last_day=day)
    assert caught.value.code == "bad_date"


def test_a_text_is_found_in_number_reference_customer_and_note(store: Store) -> None:
    plain = sell(store)
    with store.write() as unit:
        counter = counter_of(unit)
        cart = replace(
            cart_of(unit, counter, DATES),
            customer=Customer(None, "Fatima Al Zahra, Éclair فاطمة"),
            notes="birthday cake",
        )
        checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    assert numbers(store, text="zahra") == ["2"]
    assert numbers(store, text="BIRTHDAY") == ["2"]
    assert numbers(store, text="a1-000001") == ["1"]
    assert numbers(store, text="Éclair فاطمة") == ["2"]
    assert numbers(store, text=plain.reference[-7:].lower()) == ["1"]
    assert numbers(store, text="%") == []
    assert numbers(store, text="nobody") == []


@pytest.fixture
def two(store: Store) -> Store:
    """A sale of 160.95 to أحمد, with a note, and one of 24.50 to nobody."""
    sell(store)
    with store.write() as unit:
        counter = counter_of(unit)
        line = replace(cart_of(unit, counter, DATES).lines[0], unit_price=Decimal("160.95"))
        cart = Cart(
            counter.shop.pricing,
            (line,),
            customer=Customer(None, "أحمد الزهراني Éclair"),
            notes="يوصل بعد العصر ١٢",
        )
        checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    return store


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("احمد", "2"),
        ("الزهراني eclair", "2"),
        ("  ÉCLAIR  ", "2"),
        ("عصر 12", "2"),
        ("A1-٠٠٠٠٠٢", "2"),
        ("160.95", "2"),
        ("١٦٠٫٩٥", "2"),
        ("\u206624.50\u2069", "1"),
        ("24.5", "1"),
        ("24.", "1"),
        ("−160.95", "2"),
        ("160.9", "2"),
        ("160", "2"),
        ("16.0", ""),
        ("160.94", ""),
        ("161", ""),
        ("024.50", ""),
        ("9" * 40, ""),
        ("160.9500000", ""),
        (".", ""),
        ("-", "21"),  # as in A1-000001
        ("   ", "21"),
    ],
)
def test_texts_are_folded_and_amounts_found_by_their_beginning(
    two: Store, text: str, wanted: str
) -> None:
    assert "".join(numbers(two, text=text)) == wanted


def test_amounts_of_thousands_are_found_with_their_comma(store: Store) -> None:
    with store.write() as unit:
        counter = counter_of(unit)
        line = replace(cart_of(unit, counter, DATES).lines[0], unit_price=Decimal(1284))
        cart = Cart(counter.shop.pricing, (line,))
        checkout.complete(unit, cart, [exactly(cart.totals().taxed.gross)], counter)
    for text in ("1,284.00", "1284", "١٬٢٨٤", "١،٢٨٤٫٠"):
        assert numbers(store, text=text) == ["1"], text


def test_a_status_chooses(week: Store) -> None:
    assert numbers(week, status="paid") == list("4321")
    assert numbers(week, status="unpaid") == []
    with pytest.raises(Refusal, match="paid, partial, unpaid") as caught:
        numbers(week, status="lost")
    assert caught.value.code == "bad_status"


def test_a_row_shows_what_was_kept_and_how_it_is_sent(store: Store) -> None:
    sale = sell(store)
    with store.read() as unit:
        (row,) = invoices.find(unit, counter_of(unit).shop)
    assert row.uuid == sale.uuid
    assert row.reference == sale.reference
    assert row.total == row.paid == sale.totals.taxed.gross.amount
    assert row.issued_at == sale.issued_at
    assert row.sync == "READY"


def test_each_method_is_told_once_in_the_order_of_payment(store: Store) -> None:
    with store.write() as unit:
        counter = counter_of(unit)
        cart = cart_of(unit, counter, DATES)
        tenders = [(Method.CARD, "5"), (Method.CASH, "50"), (Method.CARD, "1")]
        payments = [Payment(way, money(amount, counter.currency)) for way, amount in tenders]
        checkout.complete(unit, cart, payments, counter)
    with store.read() as unit:
        (row,) = invoices.find(unit, counter.shop)
    assert row.methods == (Method.CARD, Method.CASH)


def test_an_unknown_number_is_refused(store: Store) -> None:
    with store.read() as unit, pytest.raises(Refusal, match="A1-000007") as caught:
        invoices.get(unit, "A1-000007")
    assert caught.value.code == "unknown_invoice"


def test_the_receipt_of_a_stored_sale_shows_it_and_marks_copies(store: Store) -> None:
    sale = sell(store)
    with store.read() as unit:
        shop = counter_of(unit).shop
        first = invoices.document(unit, shop, sale.number)
        copy = invoices.document(unit, shop, sale.number, copy=True)
    assert first.number == copy.number == sale.number
    assert first.title.mark is None
    assert copy.title.mark is not None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), "4321"),
        (Wanted(date(2026, 3, 2), date(2026, 3, 2)), "32"),
        (Wanted(first_day=date(2026, 3, 2)), "432"),
        (Wanted(last_day=date(2026, 3, 1)), "1"),
        (Wanted(status="paid", text="a1-000003"), "3"),
        (Wanted(status="unpaid"), ""),
        (Wanted(date(2026, 3, 3), text="24.50"), "4"),
    ],
)
def test_ids_rows_and_summary_are_of_the_same_documents(
    week: Store, wanted: Wanted, found: str
) -> None:
    with week.read() as unit:
        shop = counter_of(unit).shop
        ids = invoices.ids(unit, shop, wanted)
        rows = invoices.rows_of(unit, ids)
        told = invoices.summary(unit, shop, wanted)
    assert "".join(row.number[-1] for row in rows) == found
    assert told.count == len(ids)
    assert told.total.amount == sum(row.total for row in rows)
    assert not told.owed


def test_the_chips_count_all_statuses_whichever_is_chosen(week: Store) -> None:
    with week.read() as unit:
        shop = counter_of(unit).shop
        told = invoices.summary(unit, shop, Wanted(status="unpaid"))
    assert told.count == 0
    assert told.by_status == {"paid": 4, "partial": 0, "unpaid": 0}


@pytest.mark.parametrize("day", [date.min, date.max])
def test_days_at_the_end_of_time_are_refused(store: Store, day: date) -> None:
    with store.read() as unit, pytest.raises(Refusal) as caught:
        invoices.ids(unit, counter_of(unit).shop, Wanted(day, day))
    assert caught.value.code == "bad_date"
