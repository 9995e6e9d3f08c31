"""The shop's settings in the store: one JSON value a key."""

from __future__ import annotations

import json

from app.domain.number import Rounding, exact
from app.domain.shop import FORMS, Seller, Shop
from app.domain.tax import TaxRounding
from app.storage.store import Unit

_SELLER = (
    "name",
    "name_ar",
    "country",
    "vat_number",
    "address",
    "address_ar",
    "phone",
    "commercial_registration",
)


def save_shop(unit: Unit, shop: Shop) -> None:
    """Store the shop's settings."""
    values: dict[str, object] = {
        **{f"seller.{key}": getattr(shop.seller, key) for key in _SELLER},
        "currency": shop.currency,
        "time_zone": shop.time_zone,
        "prices_include_tax": shop.prices_include_tax,
        "rounding": shop.rounding,
        "cash_rounding.step": (
            None if shop.cash_rounding_step is None else str(shop.cash_rounding_step)
        ),
        "cash_rounding.mode": shop.cash_rounding_mode,
        "footer": shop.footer,
        "footer_ar": shop.footer_ar,
        "printer": shop.printer,
        "receipt_form": shop.receipt_form,
    }
    unit.sql(
        "INSERT INTO setting (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()],
    )


def load_shop(unit: Unit) -> Shop:
    """The shop's settings."""
    values = {key: json.loads(value) for key, value in unit.sql("SELECT key, value FROM setting")}
    step = values["cash_rounding.step"]
    return Shop(
        seller=Seller(**{key: values[f"seller.{key}"] for key in _SELLER}),
        currency=values["currency"],
        time_zone=values["time_zone"],
        prices_include_tax=values["prices_include_tax"],
        rounding=TaxRounding(values["rounding"]),
        cash_rounding_step=None if step is None else exact(step, "cash rounding step"),
        cash_rounding_mode=Rounding(values["cash_rounding.mode"]),
        footer=values["footer"],
        footer_ar=values["footer_ar"],
        printer=values.get("printer", ""),
        receipt_form=values.get("receipt_form", FORMS[0]),
    )
