"""The shop's settings in the store: one JSON value a key."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

from app.domain.errors import Refusal
from app.domain.number import Rounding, exact
from app.domain.preference import Preferences
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
_RECEIPT = ("print_automatically", "show_codes", "show_cashier", "header", "header_ar")
_PREFIX = "window."
_WINDOW = (_PREFIX, "window/")  # every key that begins with the prefix lies between the two


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
        **{key: getattr(shop, key) for key in _RECEIPT},
    }
    _put(unit, values)


def load_shop(unit: Unit) -> Shop:
    """The shop's settings."""
    rows = unit.raw("SELECT key, value FROM setting WHERE NOT (key >= ? AND key < ?)", _WINDOW)
    values = {key: json.loads(value) for key, value in rows}
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
        # A shop that was made before there was such a choice keeps the default.
        **{key: values[key] for key in _RECEIPT if key in values},
    )


def currency_code(unit: Unit) -> str:
    """The shop's currency alone, which every sale on its way out is held against."""
    text = unit.raw("SELECT value FROM setting WHERE key = 'currency'").fetchone()[0]
    return str(json.loads(text))


def save_preferences(unit: Unit, preferences: Preferences) -> None:
    """Store what was chosen for this till's window."""
    values = {each.name: getattr(preferences, each.name) for each in fields(Preferences)}
    values["muted"] = sorted(preferences.muted)
    _put(unit, {f"{_PREFIX}{name}": value for name, value in values.items()})


def load_preferences(unit: Unit) -> Preferences:
    """What was chosen for this till's window; whatever is missing or unreadable is the default."""
    found = Preferences()
    rows = unit.raw("SELECT key, value FROM setting WHERE key >= ? AND key < ?", _WINDOW)
    for key, text in rows:
        # No choice about the window may ever stop the till.
        with suppress(ValueError, TypeError, RecursionError, Refusal):
            name, value = key.removeprefix(_PREFIX), json.loads(text)
            choice: dict[str, Any] = {name: frozenset(value) if name == "muted" else value}
            found = replace(found, **choice)
    return found


def _put(unit: Unit, values: dict[str, object]) -> None:
    unit.raw_many(
        "INSERT INTO setting (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()],
    )
