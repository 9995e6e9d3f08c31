"""Sales in the store: read back exactly as they were made."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.cart import Cart, CartLine, Pricing
from app.domain.currency import currency
from app.domain.customer import Customer
from app.domain.discount import Discount, amount_off, percent_off
from app.domain.money import money
from app.domain.payment import CashRounding, Method, Payment, settle
from app.domain.sale import Sale, number
from app.domain.shop import Seller
from app.domain.tax import TaxRounding, tax_rate
from app.storage import sale
from app.storage.store import Store
from app.storage.table import metadata
from tests.shop import NOON, findings, sell

SELLER = Seller("Shop", "متجر", "SA", "300000000000003", "Riyadh", "الرياض", "011", "1010")
BUYER = Customer(None, "Fatima فاطمة", "050", "f@example.com", "Jeddah", "310000000000003")

rates = st.sampled_from(["15", "5", "0", "exempt", "out_of_scope"]).map(tax_rate)
percents = st.integers(0, 100).map(percent_off)
amounts = st.integers(1, 50).map(lambda cents: Discount(amount=Decimal(cents).scaleb(-3)))
lines = st.builds(
    CartLine,
    name=st.sampled_from(["Milk", "حليب", "“Quoted” | ; ' \\"]),
    name_ar=st.sampled_from(["", "حليب ١"]),
    unit_price=st.decimals("0.1", 5000, places=6),
    tax=rates,
    quantity=st.decimals("0.5", 999, places=6),
    discount=st.none() | percents | amounts,
    list_price=st.none() | st.just(Decimal("9.999999")),
    note=st.sampled_from(["", "no sugar"]),
)
carts = st.builds(
    Cart,
    pricing=st.builds(
        Pricing,
        currency=st.sampled_from(["KWD", "BHD"]).map(currency),
        prices_include_tax=st.booleans(),
        rounding=st.sampled_from(TaxRounding),
    ),
    lines=st.lists(lines, min_size=1, max_size=5).map(tuple),
    discount=st.none() | percents,
    customer=st.none() | st.just(BUYER),
    notes=st.sampled_from(["", "delivered by Omar"]),
)


def sale_of(cart: Cart) -> Sale:
    """The cart paid by card for a part, and in cash for more than the rest."""
    totals = cart.totals()
    unit = cart.pricing.currency
    payments = [Payment(Method.CASH, totals.taxed.gross + money("1", unit))]
    if totals.taxed.gross:
        payments.append(Payment(Method.CARD, money(unit.step, unit), "slip 7"))
    return Sale(
        uuid="9b2d",
        number=number("A1", 1),
        reference="POS:A1-000001:ABCDEFG",
        register="A1",
        cashier="Sara",
        issued_at=NOON,
        time_zone="Asia/Riyadh",
        seller=SELLER,
        cart=cart,
        totals=totals,
        payments=tuple(payments),
        settlement=settle(totals.taxed.gross, payments, CashRounding(Decimal("0.005"))),
        qr="AQ==",
    )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(carts)
def test_a_sale_comes_back_as_it_was(store: Store, cart: Cart) -> None:
    made = sale_of(cart)
    with store.write() as unit:
        sale.insert(unit, made, register_id=1, sequence=1)
        assert sale.load(unit, made.number) == made


def test_amounts_off_come_back_as_amounts(store: Store) -> None:
    unit_of = currency("SAR")
    line = CartLine("Milk", "", Decimal(10), tax_rate("15"), discount=amount_off("1.50", unit_of))
    pricing = Pricing(unit_of, prices_include_tax=True, rounding=TaxRounding.DOCUMENT)
    made = sale_of(Cart(pricing, (line, replace(line, discount=None)), amount_off("2", unit_of)))
    with store.write() as unit:
        sale.insert(unit, made, register_id=1, sequence=1)
        assert sale.load(unit, made.number) == made


def test_an_unknown_number_is_no_error(store: Store) -> None:
    with store.read() as unit:
        assert sale.load(unit, "A1-000001") is None


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE invoice_line SET net = net + 1, gross = gross + 1", "lines"),
        ("UPDATE invoice_line SET tax = tax + 1, gross = gross + 1", "lines"),
        ("DELETE FROM invoice_line", "lines"),
        ("UPDATE invoice_tax SET amount = amount + 1", "tax table"),
        ("UPDATE invoice_tax SET base = base + 1", "tax table"),
        ("DELETE FROM invoice_tax", "tax table"),
        ("UPDATE payment SET amount = amount + 1", "payments"),
        ("DELETE FROM payment", "payments"),
        ("DELETE FROM stock_move WHERE invoice_id IS NOT NULL", "stock moves"),
        ("DELETE FROM outbox", "outbox"),
        ("DELETE FROM journal WHERE event = 'sale_completed'", "journal"),
    ],
)
def test_a_document_that_lost_a_part_is_found(store: Store, statement: str, part: str) -> None:
    sell(store)
    with store.write() as unit:
        for name in metadata.tables:
            for action in ("update", "delete"):
                unit.sql(f"DROP TRIGGER IF EXISTS {name}_never_{action}")
        unit.sql(statement)
        unit.commit()
    assert f"Invoice A1-000001: its {part} do not agree with it." in findings(store)


def test_a_document_that_was_taken_out_is_found(store: Store) -> None:
    sell(store)
    sell(store)
    with store.write() as unit:
        for name in metadata.tables:
            unit.sql(f"DROP TRIGGER IF EXISTS {name}_never_delete")
        for name in ("invoice_line", "invoice_tax", "payment", "stock_move"):
            unit.sql(f"DELETE FROM {name} WHERE invoice_id = 1")
        unit.sql("DELETE FROM invoice WHERE id = 1")
        unit.commit()
    found = findings(store)
    assert "Register A1 gave 2 numbers but has 1 documents, the last one 2." in found
