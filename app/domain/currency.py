"""Currencies that are legal tender today, and how many decimals each has.

Source: Unicode CLDR, supplemental data `currencyData` (fractions and regions), as shipped with
Babel; a test compares this table with the installed Babel.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from app.domain.errors import Refusal

_CODES_BY_DIGITS = {
    0: (
        "AFN ALL BIF CLP DJF GNF IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PYG RSD RWF "
        "SOS SYP UGX VND VUV XAF XOF XPF YER"
    ),
    2: (
        "AED AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
        "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL "
        "GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LKR LRD "
        "LSL MAD MDL MKD MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB "
        "PEN PGK PHP PKR PLN QAR RON RUB SAR SBD SCR SDG SEK SGD SHP SLE SRD SSP STN SZL "
        "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG ZAR ZMW ZWG"
    ),
    3: ("BHD JOD KWD LYD OMR TND"),
}
_DIGITS = {code: digits for digits, codes in _CODES_BY_DIGITS.items() for code in codes.split()}


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code; `step` is its smallest amount, 10 ** -digits."""

    code: str
    digits: int
    step: Decimal = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "step", Decimal(1).scaleb(-self.digits))

    def __str__(self) -> str:
        return self.code


@cache
def currency(code: str) -> Currency:
    """The currency with this ISO 4217 code; refuses what is no legal tender."""
    digits = _DIGITS.get(code)
    if digits is None:
        raise Refusal("unknown_currency", f"There is no currency “{code}”; use a code such as SAR.")
    return Currency(code, digits)


def codes() -> tuple[str, ...]:
    """All known currency codes, in alphabetical order."""
    return tuple(sorted(_DIGITS))
