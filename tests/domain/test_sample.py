from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.country import country
from app.domain.money import Money
from app.domain.payment import Status
from app.domain.receipt import receipt
from app.domain.sale import Sale
from app.domain.sample import sample_sale
from app.domain.shop import Seller, Shop

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def shop_of(code: str) -> Shop:
    rules = country(code)
    return Shop(
        Seller("Market", "متجر", code), rules.currency, rules.time_zone, True, rules.rounding
    )


def sampled(shop: Shop) -> Sale:
    def coded(_shop: Shop, _at: datetime, total: Money, _tax: Money) -> str:
        return f"{total}"

    return sample_sale(shop, NOON, cashier="Sara", coded=coded)


@pytest.mark.parametrize("code", ["SA", "AE", "KW", "IQ", "EG"])
def test_sample_is_a_paid_sale_in_every_country(code: str) -> None:
    sale = sampled(shop_of(code))
    assert sale.settlement.status is Status.PAID
    assert sale.settlement.change.amount == 0
    assert sale.qr == str(sale.totals.taxed.gross)
    assert len(receipt(sale, shop_of(code)).items) == 3


def test_sample_follows_the_cash_rounding() -> None:
    sale = sampled(replace(shop_of("SA"), cash_rounding_step=Decimal(1)))
    assert sale.settlement.payable.amount == 41
    assert sale.settlement.rounding_adjustment.amount == Decimal("-0.25")
