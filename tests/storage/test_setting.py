"""The shop's settings come back as they were stored."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.domain.number import Rounding
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
