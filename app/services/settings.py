"""Settings: what the shop is and how its window looks; every change is written in the journal."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.country import country, vat_number
from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.preference import Preferences
from app.domain.shop import FORMS, Seller, Shop
from app.domain.text import one_line
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import journal, print_queue, setting
from app.storage.store import Unit

# The most characters that each text may have.
MAX_NAME, MAX_ADDRESS, MAX_CODE, MAX_WORDS = 120, 250, 40, 300

_SELLER_TEXTS = {
    "name": MAX_NAME,
    "name_ar": MAX_NAME,
    "address": MAX_ADDRESS,
    "address_ar": MAX_ADDRESS,
    "phone": MAX_CODE,
    "commercial_registration": MAX_CODE,
}
_SHOP_TEXTS = {
    "header": MAX_WORDS,
    "header_ar": MAX_WORDS,
    "footer": MAX_WORDS,
    "footer_ar": MAX_WORDS,
}
_HAS_AMOUNTS = (
    "SELECT EXISTS (SELECT 1 FROM invoice) OR EXISTS (SELECT 1 FROM product) "
    "OR EXISTS (SELECT 1 FROM kept_cart WHERE state = 'held')"
)


def preferences(unit: Unit) -> Preferences:
    """What was chosen for this till's window."""
    return setting.load_preferences(unit)


def save_preferences(unit: Unit, new: Preferences, counter: Counter) -> tuple[Preferences, Changes]:
    """Keep these choices for this till's window."""
    old = setting.load_preferences(unit)
    differences = _differences(_flat(old), _flat(new))
    if not differences:
        return new, Changes()
    setting.save_preferences(unit, new)
    _commit(unit, "window", differences, counter)
    return new, Changes(settings=True)


def save_shop(unit: Unit, new: Shop, counter: Counter) -> tuple[Shop, Changes]:
    """Keep the shop's settings as they are now; what waits for another printer moves to this one.

    Raises Refusal incomplete, too_long, unknown_country, bad_vat_number, bad_time_zone,
    unknown_currency, currency_fixed, bad_form and what a cash rounding refuses.
    """
    old = setting.load_shop(unit)
    shop = _checked(new)
    if shop.currency != old.currency:
        _refuse_new_currency(unit, old)
    differences = _differences(_flat(old), _flat(shop))
    if not differences:
        return shop, Changes()
    setting.save_shop(unit, shop)
    moved = bool(shop.printer) and shop.printer != old.printer
    if moved:
        print_queue.move(unit, old=old.printer, new=shop.printer)
    _commit(unit, "shop", differences, counter)
    return shop, Changes(settings=True, print_jobs=moved)


def is_currency_fixed(unit: Unit) -> bool:
    """Whether there are prices, invoices or held sales, so that the currency can't change."""
    return bool(unit.raw(_HAS_AMOUNTS).fetchone()[0])


def checked_seller(seller: Seller) -> Seller:
    """The seller with tidy texts and a VAT number of its country's form."""
    rules = country(seller.country)
    texts = _tidy(seller, _SELLER_TEXTS)
    name = texts["name"] or texts["name_ar"]
    if not name:
        raise Refusal("incomplete", "The shop needs a name.")
    number = vat_number(seller.vat_number, rules)
    return replace(seller, **{**texts, "name": name}, country=rules.code, vat_number=number)


def _checked(shop: Shop) -> Shop:
    currency(shop.currency)
    if shop.receipt_form not in FORMS:
        names = ", ".join(FORMS)
        raise Refusal("bad_form", f"There is no form “{shop.receipt_form}”; choose {names}.")
    try:
        ZoneInfo(shop.time_zone)
    except (LookupError, OSError, ValueError) as error:
        raise Refusal("bad_time_zone", f"There is no time zone “{shop.time_zone}”.") from error
    checked = replace(shop, seller=checked_seller(shop.seller), **_tidy(shop, _SHOP_TEXTS))
    rule = checked.cash_rounding
    return replace(checked, cash_rounding_step=rule.step if rule else None)


def _tidy(record: Seller | Shop, texts: dict[str, int]) -> dict[str, Any]:
    return {
        name: one_line(getattr(record, name), name.removesuffix("_ar").replace("_", " "), most)
        for name, most in texts.items()
    }


def _refuse_new_currency(unit: Unit, old: Shop) -> None:
    if is_currency_fixed(unit):
        raise Refusal(
            "currency_fixed",
            f"The shop's prices and invoices are in {old.currency}; its currency can't change"
            " any more.",
        )


def _flat(record: Preferences | Shop) -> dict[str, object]:
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    seller = values.pop("seller", None)
    if seller is not None:
        values |= {f"seller.{name}": value for name, value in asdict(seller).items()}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value if value is None or type(value) in {bool, int, str} else str(value)


def _differences(old: dict[str, object], new: dict[str, object]) -> dict[str, object]:
    """What changed: its name, with the old and the new value."""
    return {name: [old[name], value] for name, value in new.items() if value != old[name]}


def _commit(unit: Unit, subject: str, data: dict[str, object], counter: Counter) -> None:
    at = counter.source.now()
    journal.write(unit, "settings_changed", subject, data, actor=counter.cashier, at=at)
    unit.commit()
