"""The shop's settings come back as they were stored."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.number import Rounding
from app.domain.preference import Preferences
from app.domain.shop import Seller
from app.domain.tax import TaxRounding
from app.storage import setting
from app.storage.store import Store


def test_settings_come_back_as_they_were(store: Store) -> None:
    with store.write() as unit:
        shop = replace(
            setting.load_shop(unit),
            seller=Seller("“Shop”", "متجر", "KW", "12345", "Street\n2", "شارع", "5", "CR 1"),
            currency="KWD",
            time_zone="Asia/Kuwait",
            prices_include_tax=False,
            rounding=TaxRounding.LINE,
            cash_rounding_step=Decimal("0.005"),
            cash_rounding_mode=Rounding.DOWN,
            footer="Bye",
            footer_ar="مع السلامة",
        )
        setting.save_shop(unit, shop)
        assert setting.load_shop(unit) == shop


def test_no_cash_rounding_is_stored_as_none(store: Store) -> None:
    with store.write() as unit:
        shop = replace(setting.load_shop(unit), cash_rounding_step=None)
        setting.save_shop(unit, shop)
        assert setting.load_shop(unit).cash_rounding is None


def test_choices_about_receipts_come_back_as_they_were(store: Store) -> None:
    with store.write() as unit:
        shop = replace(
            setting.load_shop(unit),
            print_automatically=False,
            show_codes=True,
            show_cashier=False,
            header="Open day and night",
            header_ar="مفتوح ليلًا ونهارًا",
        )
        setting.save_shop(unit, shop)
        assert setting.load_shop(unit) == shop


def test_a_shop_made_before_there_were_such_choices_has_the_defaults(store: Store) -> None:
    with store.write() as unit:
        shop = setting.load_shop(unit)
        unit.sql(
            "DELETE FROM setting WHERE key IN "
            "('print_automatically', 'show_codes', 'show_cashier', 'header', 'header_ar')"
        )
        assert setting.load_shop(unit) == shop


CHOSEN = Preferences(
    language="ar",
    theme="dark",
    scale=150,
    reduce_motion=True,
    sounds=False,
    volume=35,
    muted=frozenset({"scan", "order"}),
    cashier="نورة",
    product_view="list",
    webhook_port=8_090,
    webhook_host="::1",
)


def test_preferences_come_back_as_they_were(store: Store) -> None:
    with store.write() as unit:
        assert setting.load_preferences(unit) == Preferences()
        setting.save_preferences(unit, CHOSEN)
        assert setting.load_preferences(unit) == CHOSEN


def test_preferences_are_no_part_of_the_shop(store: Store) -> None:
    with store.write() as unit:
        shop = setting.load_shop(unit)
        setting.save_preferences(unit, CHOSEN)
        assert setting.load_shop(unit) == shop


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", '"pink"'),
        ("theme", "[[]]"),
        ("scale", "1e400"),
        ("scale", "100.0"),
        ("volume", '"loud"'),
        ("muted", "7"),
        ("muted", "[[]]"),
        ("muted", '["fanfare"]'),
        ("cashier", "12"),
        ("language", "{}"),
        ("sounds", "null"),
        ("webhook_port", "70000"),
        ("webhook_port", '"8080"'),
        ("webhook_host", '"a b"'),
        ("webhook_host", "[1]"),
        ("shoe_size", "43"),
        ("", "1"),
    ],
)
def test_garbage_is_the_default_and_spares_the_other_choices(
    store: Store, name: str, value: str
) -> None:
    with store.write() as unit:
        unit.sql("INSERT INTO setting VALUES ('window.scale', '150')")
        unit.sql("INSERT OR REPLACE INTO setting VALUES (?, ?)", (f"window.{name}", value))
        scale = 100 if name == "scale" else 150
        assert setting.load_preferences(unit) == Preferences(scale=scale)
        setting.load_shop(unit)


@pytest.mark.parametrize("value", ["no JSON", "[" * 100_000])
def test_not_even_broken_json_stops_the_till(store: Store, value: str) -> None:
    with store.write() as unit:
        unit.sql("PRAGMA ignore_check_constraints = ON")
        unit.sql("INSERT INTO setting VALUES ('window.theme', ?)", (value,))
        assert setting.load_preferences(unit) == Preferences()
        setting.load_shop(unit)
        unit.sql("PRAGMA ignore_check_constraints = OFF")
