"""A sample sale: what a shop's receipt looks like before anything was sold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from app.domain.cart import Cart, CartLine
from app.domain.country import country
from app.domain.money import Money
from app.domain.payment import Method, Payment, settle
from app.domain.sale import Sale, number
from app.domain.shop import Shop
from app.domain.tax import tax_rate

# Takes shop, time, total and tax; gives the payload of the QR code, empty where none is due.
Coded = Callable[[Shop, datetime, Money, Money], str]


def sample_sale(shop: Shop, at: datetime, *, cashier: str, coded: Coded) -> Sale:
    """A paid sale of three lines as this shop would make it; it is no document of the shop."""
    cart = _cart(shop)
    totals = cart.totals()
    due = settle(totals.taxed.gross, (), shop.cash_rounding).payable
    payments = (Payment(Method.CASH, due),)
    return Sale(
        uuid="",
        number=number("A1", 123),
        reference="",
        register="A1",
        cashier=cashier,
        issued_at=at,
        time_zone=shop.time_zone,
        seller=shop.seller,
        cart=cart,
        totals=totals,
        payments=payments,
        settlement=settle(totals.taxed.gross, payments, shop.cash_rounding),
        qr=coded(shop, at, totals.taxed.gross, totals.taxed.tax),
    )


def _cart(shop: Shop) -> Cart:
    rate = tax_rate(country(shop.seller.country).standard_rate)
    lines = (
        CartLine("Karak Tea", "شاي كرك", Decimal(6), rate, Decimal(2), barcode="6281000000038"),
        CartLine("Sukkari Dates 500 g", "تمر سكري 500 غ", Decimal(24), rate, sku="DATES-500"),
        CartLine("Bananas", "موز", Decimal(7), rate, Decimal("0.750"), "kg", sku="BANANA"),
    )
    return Cart(shop.pricing, lines)
