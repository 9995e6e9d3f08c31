"""What differs by country: currency, time zone, tax titles, and the form of the VAT number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.tax import TaxRounding


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Arabic and English."""

    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country's defaults and the words that its tax documents must bear."""

    code: str
    currency: str
    time_zone: str
    standard_rate: str
    rounding: TaxRounding
    simplified_title: Bilingual
    full_title: Bilingual
    tax_name: Bilingual
    vat_label: Bilingual
    vat_pattern: str = r"[0-9A-Za-z-]{5,20}"
    vat_rule: str = "5 to 20 letters and digits"
    shows_zatca_qr: bool = False


_TAX_INVOICE = Bilingual("فاتورة ضريبية", "Tax Invoice")
_RECEIPT = Bilingual("إيصال", "Receipt")
_INVOICE = Bilingual("فاتورة", "Invoice")
_VAT = Bilingual("ضريبة القيمة المضافة", "VAT")
_VAT_NUMBER = Bilingual("الرقم الضريبي", "VAT No.")
_TRN = Bilingual("رقم التسجيل الضريبي", "TRN")

# Titles, fields and rounding: Saudi Arabia, ZATCA SDK 3.3.3 sample PDFs and VAT Implementing
# Regulations Art. 53(8); UAE, Cabinet Decision 52/2017 Art. 59(2) and FTA VATP006 (tax rounded
# per line); Bahrain, Executive Regulations Art. 53; Oman, Executive Regulations Art. 147. For
# Kuwait, Qatar, Iraq and Jordan no rule of a simplified tax invoice was found: a plain receipt.
_COUNTRIES = {
    country.code: country
    for country in (
        Country(
            "SA",
            "SAR",
            "Asia/Riyadh",
            "15",
            TaxRounding.DOCUMENT,
            Bilingual("فاتورة ضريبية مبسطة", "Simplified Tax Invoice"),
            _TAX_INVOICE,
            _VAT,
            Bilingual("رقم تسجيل ضريبة القيمة المضافة", "VAT Registration Number"),
            vat_pattern=r"3\d{13}3",
            vat_rule="15 digits that begin and end with 3",
            shows_zatca_qr=True,
        ),
        Country(
            "AE",
            "AED",
            "Asia/Dubai",
            "5",
            TaxRounding.LINE,
            _TAX_INVOICE,
            _TAX_INVOICE,
            _VAT,
            _TRN,
            vat_pattern=r"100\d{12}",
            vat_rule="15 digits that begin with 100",
        ),
        Country(
            "BH",
            "BHD",
            "Asia/Bahrain",
            "10",
            TaxRounding.LINE,
            Bilingual("فاتورة ضريبية مبسطة", "Simplified Tax Invoice"),
            _TAX_INVOICE,
            _VAT,
            _VAT_NUMBER,
            vat_pattern=r"\d{15}",
            vat_rule="15 digits",
        ),
        Country(
            "OM",
            "OMR",
            "Asia/Muscat",
            "5",
            TaxRounding.LINE,
            Bilingual("فاتورة ضريبية مبسطة", "Simplified Tax Invoice"),
            _TAX_INVOICE,
            _VAT,
            _VAT_NUMBER,
            vat_pattern=r"OM\d{10}",
            vat_rule="OM and 10 digits",
        ),
        Country(
            "EG",
            "EGP",
            "Africa/Cairo",
            "14",
            TaxRounding.LINE,
            _RECEIPT,
            _INVOICE,
            _VAT,
            Bilingual("رقم التسجيل الضريبي", "Tax Registration No."),
            vat_pattern=r"\d{3}-?\d{3}-?\d{3}",
            vat_rule="9 digits",
        ),
        *(
            Country(
                code,
                currency,
                zone,
                rate,
                TaxRounding.DOCUMENT,
                _RECEIPT,
                _INVOICE,
                Bilingual("الضريبة", "Tax"),
                Bilingual("الرقم الضريبي", "Tax No."),
            )
            for code, currency, zone, rate in (
                ("KW", "KWD", "Asia/Kuwait", "0"),
                ("QA", "QAR", "Asia/Qatar", "0"),
                ("JO", "JOD", "Asia/Amman", "16"),
                ("IQ", "IQD", "Asia/Baghdad", "0"),
            )
        ),
    )
}


def country(code: str) -> Country:
    """The country with this ISO 3166 code; refuses one whose rules we do not know."""
    found = _COUNTRIES.get(code.upper())
    if found is None:
        names = ", ".join(_COUNTRIES)
        raise Refusal("unknown_country", f"There is no country “{code}” here; choose {names}.")
    return found


def by_currency(code: str) -> Country:
    """The country whose money this is, Saudi Arabia when none of ours has it."""
    return next((each for each in _COUNTRIES.values() if each.currency == code), country("SA"))


def vat_number(text: str, rules: Country) -> str:
    """The VAT number without spaces, empty when there is none; refuses one of the wrong form."""
    compact = "".join(text.split())
    if compact and not re.fullmatch(rules.vat_pattern, compact, re.ASCII):
        raise Refusal(
            "bad_vat_number",
            f"“{text}” is no VAT number of {rules.code}: it has {rules.vat_rule}.",
        )
    return compact
