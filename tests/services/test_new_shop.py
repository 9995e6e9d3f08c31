from __future__ import annotations

from pathlib import Path

import pytest

from app import bootstrap
from app.domain.catalog import Product
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.money import money
from app.domain.preference import Preferences
from app.domain.shop import Seller
from app.services import new_shop, settings
from app.services.new_shop import NewShop
from app.storage.opening import open_store
from tests.shop import DATES, NOON, make_shop

OWN = NewShop(
    demo=True,
    products=30,
    country="AE",
    name="Corner",
    name_ar="الركن",
    vat_number="100000000000003",
    address="",
    address_ar="دبي",
    phone="04 000 0000",
    prices_include_tax=False,
    printer="Roll",
    receipt_form="slip58",
    preferences=Preferences(language="ar", theme="dark"),
)


def product_of(folder: Path) -> Product:
    store = open_store(folder)
    with store.read() as unit:
        found = bootstrap.counter(unit).catalog(unit).find(DATES)
    store.close()
    assert found is not None
    return found.product


def test_everything_that_is_wanted_of_a_shop_is_in_it(tmp_path: Path) -> None:
    shop, products = new_shop.make(tmp_path, OWN, at=NOON)
    assert products == 30
    assert shop.seller == Seller(
        "Corner", "الركن", "AE", "100000000000003", "", "دبي", "04 000 0000"
    )
    assert (shop.currency, shop.printer, shop.receipt_form) == ("AED", "Roll", "slip58")
    assert not shop.prices_include_tax
    store = open_store(tmp_path)
    with store.read() as unit:
        assert bootstrap.counter(unit).shop == shop == new_shop.planned(OWN)
        assert settings.preferences(unit) == Preferences(language="ar", theme="dark")
    store.close()


@pytest.mark.parametrize(
    ("wanted", "tax"),
    [
        (NewShop(demo=True, products=30), "15"),
        (OWN, "5"),
        (NewShop(demo=True, products=30, country="KW"), "0"),
        (NewShop(demo=True, products=30, vat_number=""), "out_of_scope"),
    ],
)
def test_demo_products_bear_the_tax_of_the_shop_s_country(
    tmp_path: Path, wanted: NewShop, tax: str
) -> None:
    assert str(product_of(make_shop(tmp_path, wanted)).tax) == tax


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (NewShop(name="", name_ar=" "), "incomplete"),
        (NewShop(vat_number="123"), "bad_vat_number"),
        (NewShop(country="XX"), "unknown_country"),
    ],
)
def test_impossible_shop_is_refused_and_nothing_is_made(
    tmp_path: Path, wanted: NewShop, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        new_shop.make(tmp_path, wanted, at=NOON)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_demo_prices_are_in_the_shop_s_money(tmp_path: Path) -> None:
    folder = make_shop(tmp_path, NewShop(demo=True, products=30, currency="IQD"))
    assert product_of(folder).price == money("2450", currency("IQD"))
