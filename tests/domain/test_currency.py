"""Currencies: today's legal tender of CLDR with its decimals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel.core import get_global

from app.domain.currency import codes, currency
from app.domain.errors import Refusal


def tender_of_cldr() -> dict[str, int]:
    """Code → decimals of every currency that a territory has for legal tender."""
    fractions = get_global("currency_fractions")
    active = {
        code
        for currencies in get_global("territory_currencies").values()
        for code, _, end, tender in currencies
        if tender and (end is None or date(*end) > date.today())  # noqa: DTZ011
    }
    return {code: fractions.get(code, fractions["DEFAULT"])[0] for code in active}


def test_the_table_is_that_of_cldr() -> None:
    assert {code: currency(code).digits for code in codes()} == tender_of_cldr()


@pytest.mark.parametrize(
    ("names", "digits", "step"),
    [
        ("SAR AED QAR EGP", 2, "0.01"),
        ("KWD BHD OMR JOD", 3, "0.001"),
        ("IQD JPY", 0, "1"),
    ],
)
def test_the_decimals_of_our_currencies(names: str, digits: int, step: str) -> None:
    for code in names.split():
        assert currency(code).digits == digits
        assert currency(code).step == Decimal(step)
        assert str(currency(code)) == code


@pytest.mark.parametrize("code", ["", "XXX", "sar", " SAR", "DEM", "ريال", "BTC"])
def test_what_is_no_legal_tender_is_refused(code: str) -> None:
    with pytest.raises(Refusal) as refused:
        currency(code)
    assert refused.value.code == "unknown_currency"


def test_codes_are_sorted_and_distinct() -> None:
    assert list(codes()) == sorted(set(codes()))
