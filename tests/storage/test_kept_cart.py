"""Kept carts: what is written is read back exactly, and what is no cart is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cart import MAX_QUANTITY, Cart, CartLine, Pricing
from app.domain.currency import codes, currency
from app.domain.customer import Customer
from app.domain.discount import Discount
from app.domain.errors import Refusal
from app.domain.tax import TaxCategory, TaxRate, TaxRounding
from app.storage import kept_cart
from app.storage.kept_cart import read, written
from app.storage.store import Store
from tests.shop import NOON

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.none() | st.integers(1, 2**62)
prices = st.decimals(0, 999_999, places=6)
rates = st.sampled_from(
    [TaxRate(each) for each in TaxCategory if each is not TaxCategory.STANDARD]
) | st.builds(TaxRate, st.just(TaxCategory.STANDARD), st.decimals(Decimal("0.0001"), 100, places=4))
percents = st.builds(Discount, percent=st.decimals(0, 100, places=4))


@st.composite
def carts(draw: st.DrawFn) -> Cart:
    money = currency(draw(st.sampled_from(codes())))
    amounts = st.builds(Discount, amount=st.decimals(0, 9_999, places=money.digits))
    discounts = st.none() | percents | amounts
    lines = st.builds(
        CartLine,
        name=texts,
        name_ar=texts,
        unit_price=prices,
        tax=rates,
        quantity=st.decimals(Decimal("0.000001"), MAX_QUANTITY - 1, places=6),
        unit=texts,
        discount=discounts,
        product_id=ids,
        sku=texts,
        barcode=texts,
        tracked=st.booleans(),
        list_price=st.none() | prices,
        note=texts,
    )
    customers = st.builds(
        Customer, id=ids, name=texts, phone=texts, email=texts, address=texts, vat_number=texts
    )
    return Cart(
        pricing=Pricing(money, draw(st.booleans()), draw(st.sampled_from(TaxRounding))),
        lines=tuple(draw(st.lists(lines, max_size=3))),
        discount=draw(discounts),
        customer=draw(st.none() | customers),
        notes=draw(texts),
    )


@given(carts())
def test_what_is_written_is_read_back_exactly(cart: Cart) -> None:
    assert read(written(cart)) == cart


LINE = CartLine("Dates", "تمر", Decimal("24.50"), TaxRate(TaxCategory.STANDARD, Decimal(15)))
CART = Cart(
    Pricing(currency("SAR"), True, TaxRounding.DOCUMENT),
    (LINE,),
    Discount(percent=Decimal(5)),
    Customer(7, "Oasis Trading"),
)


def changed(*path: str | int, value: Any) -> str:
    """The written cart with another value at this place."""
    values = json.loads(written(CART))
    place = values
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(values)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        changed("currency", value="XXX"),
        changed("currency", value=None),
        changed("rounding", value="never"),
        changed("rounding", value=[]),
        changed("prices_include_tax", value=1),
        changed("lines", value=None),
        changed("lines", value="ab"),
        changed("lines", value=[None]),
        changed("lines", value=[{}] * 5_001),
        changed("lines", 0, "name", value=5),
        changed("lines", 0, "unit_price", value=24.5),
        changed("lines", 0, "unit_price", value="-1"),
        changed("lines", 0, "quantity", value="0"),
        changed("lines", 0, "quantity", value="NaN"),
        changed("lines", 0, "tax", "percent", value="0"),
        changed("lines", 0, "tax", "category", value="luxury"),
        changed("lines", 0, "product_id", value="7"),
        changed("lines", 0, "product_id", value=True),
        changed("lines", 0, "discount", value={"amount": "0.001"}),
        changed("discount", value={"percent": "101"}),
        changed("discount", value={}),
        changed("discount", value=5),
        changed("customer", value={"name": "Ali"}),
        changed("customer", "id", value=1.5),
        changed("notes", value=None),
    ],
)
def test_what_no_cart_can_be_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read(text)
    assert caught.value.code == "bad_cart"


def test_the_unspoilt_cart_is_read() -> None:
    assert read(changed("notes", value="")) == CART


def test_an_open_cart_is_not_taken_for_a_held_one(store: Store) -> None:
    with store.write() as unit:
        kept_cart.put_open(unit, 1, "{}", cashier="Sara", at=NOON)
        (open_id,) = unit.raw("SELECT id FROM kept_cart").fetchone()
        kept_cart.drop_held(unit, open_id)
        assert kept_cart.held_one(unit, open_id) is None
        assert kept_cart.open_text(unit, 1) == "{}"
