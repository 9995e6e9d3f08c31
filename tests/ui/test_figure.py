from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.currency import currency
from app.domain.money import Money, money
from app.ui import figure, language
from app.ui.tender.quick import quick_amounts


def sar(amount: str) -> Money:
    return money(amount, currency("SAR"))


@pytest.fixture
def arabic(app: QApplication) -> None:
    language.apply(app, language.ARABIC)


def test_money_in_english_has_its_code_before_it(app: QApplication) -> None:
    assert figure.money(sar("1160.95")) == "SAR \u20661,160.95\u2069"


def test_money_in_arabic_has_its_sign_after_it_and_latin_digits(arabic: None) -> None:
    assert figure.money(sar("160.95")) == "\u2066160.95\u2069 \u2068ر.س\u2069"


def test_negative_money_has_a_real_minus_inside_its_isolate(app: QApplication) -> None:
    assert figure.plain(sar("-5.90")) == "\u2066\u22125.90\u2069"


def test_weight_shows_the_three_decimals_of_the_scale(app: QApplication) -> None:
    assert figure.quantity(Decimal("0.75"), "kg") == "\u20660.750\u2069"
    assert figure.quantity(Decimal(2), "kg") == "\u20662\u2069"


def test_name_of_the_language_comes_first(arabic: None) -> None:
    assert figure.names("Dates", "تمر") == ("تمر", "Dates")
    assert figure.names("Dates", "") == ("Dates", "")


@pytest.mark.parametrize(
    ("due", "code", "sums"),
    [
        ("60.95", "SAR", "70.00 100.00 200.00"),
        ("100.00", "SAR", "110.00 200.00 500.00"),
        ("3.20", "SAR", "5.00 10.00 20.00"),
        ("1250.00", "SAR", "1260.00 1500.00 2000.00"),
        ("3.250", "KWD", "4.000 5.000 10.000"),
        ("1750", "IQD", "2000 5000 10000"),
        ("12.40", "EUR", "20.00 50.00 100.00"),
    ],
)
def test_quick_amounts_are_the_next_ten_and_the_next_notes(due: str, code: str, sums: str) -> None:
    found = quick_amounts(money(due, currency(code)))
    assert " ".join(map(str, found)) == sums


@pytest.mark.parametrize("code", ["SAR", "KWD", "IQD", "JPY", "EUR"])
@pytest.mark.parametrize("due", ["1", "999", "123456", "99999999"])
def test_quick_amounts_are_always_three_and_more_than_what_is_due(code: str, due: str) -> None:
    found = quick_amounts(money(due, currency(code)))
    assert len(found) == 3
    assert all(each > money(due, currency(code)) for each in found)
    assert found == sorted(set(found))
