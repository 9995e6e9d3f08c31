"""Countries: defaults that exist, and VAT numbers right and wrong."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from app.domain.country import country, vat_number
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.tax import TaxRounding, tax_rate

CODES = ("SA", "AE", "BH", "OM", "EG", "KW", "QA", "JO", "IQ")


@pytest.mark.parametrize("code", CODES)
def test_the_defaults_of_a_country_exist(code: str) -> None:
    rules = country(code)
    assert rules.code == code
    assert currency(rules.currency).code == rules.currency
    assert ZoneInfo(rules.time_zone).key == rules.time_zone
    assert str(tax_rate(rules.standard_rate)) == rules.standard_rate
    for words in (rules.simplified_title, rules.full_title, rules.tax_name, rules.vat_label):
        assert words.ar.strip()
        assert words.en.isascii()
        assert not words.ar.isascii()


@pytest.mark.parametrize(
    ("code", "money", "rate", "rounding"),
    [
        ("SA", "SAR", "15", TaxRounding.DOCUMENT),
        ("AE", "AED", "5", TaxRounding.LINE),
        ("BH", "BHD", "10", TaxRounding.LINE),
        ("OM", "OMR", "5", TaxRounding.LINE),
        ("EG", "EGP", "14", TaxRounding.LINE),
        ("KW", "KWD", "0", TaxRounding.DOCUMENT),
    ],
)
def test_money_rate_and_rounding_of_a_country(
    code: str, money: str, rate: str, rounding: TaxRounding
) -> None:
    rules = country(code)
    assert (rules.currency, rules.standard_rate, rules.rounding) == (money, rate, rounding)


def test_only_a_saudi_receipt_bears_the_zatca_code() -> None:
    assert [code for code in CODES if country(code).shows_zatca_qr] == ["SA"]


def test_a_country_is_found_in_small_letters_too() -> None:
    assert country("sa") is country("SA")


@pytest.mark.parametrize("code", ["", "XX", " SA", "SAU", "US", "السعودية"])
def test_a_country_whose_rules_are_not_known_is_refused(code: str) -> None:
    with pytest.raises(Refusal, match=r"choose SA, AE, .*IQ\.$") as refused:
        country(code)
    assert refused.value.code == "unknown_country"


@pytest.mark.parametrize(
    ("code", "text", "kept"),
    [
        ("SA", "300000000000003", "300000000000003"),
        ("SA", " 3000 0000 0000 003 ", "300000000000003"),
        ("SA", "", ""),
        ("SA", "   ", ""),
        ("AE", "100123456700003", "100123456700003"),
        ("BH", "200012345600002", "200012345600002"),
        ("OM", "OM1100000000", "OM1100000000"),
        ("EG", "123-456-789", "123-456-789"),
        ("EG", "123456789", "123456789"),
        ("KW", "AB-12345", "AB-12345"),
        ("QA", "5000123456", "5000123456"),
        ("JO", "12345678", "12345678"),
        ("IQ", "12345", "12345"),
    ],
)
def test_a_vat_number_of_the_right_form_is_kept_without_spaces(
    code: str, text: str, kept: str
) -> None:
    assert vat_number(text, country(code)) == kept


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("SA", "30000000000003"),  # 14 digits
        ("SA", "3000000000000003"),  # 16 digits
        ("SA", "100000000000003"),  # begins with 1
        ("SA", "300000000000001"),  # ends with 1
        ("SA", "30000000000000A3"),
        ("SA", "3٠٠٠٠٠٠٠٠٠٠٠٠٠3"),
        ("SA", "300000000000003\N{RIGHT-TO-LEFT MARK}"),
        ("AE", "200123456700003"),
        ("AE", "10012345670000"),
        ("BH", "20001234560000"),
        ("OM", "1100000000"),
        ("OM", "OM110000000"),
        ("EG", "12345678"),
        ("EG", "123-456-7890"),
        ("KW", "1234"),
        ("KW", "123456789012345678901"),
        ("QA", "12_345"),
    ],
)
def test_a_vat_number_of_the_wrong_form_is_refused_with_the_rule(code: str, text: str) -> None:
    rules = country(code)
    with pytest.raises(Refusal) as refused:
        vat_number(text, rules)
    assert refused.value.code == "bad_vat_number"
    assert rules.vat_rule in refused.value.message
