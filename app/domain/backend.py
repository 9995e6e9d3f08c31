"""A back end: another system that this shop's sales go to, and what a manager sets of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.currency import currency
from app.domain.errors import Refusal
from app.domain.number import number, plain

KEY_STORES = ("keyring", "file", "env")
MAX_SECONDS = Decimal(7 * 24 * 3600)

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}", re.ASCII)
_CHOICES = {
    "deducts_stock": ("", "yes", "no", "check"),
    "lookup_by_ref": ("", "yes", "no"),
    "push_products": ("new", "all"),
    "role": ("", "books", "shop"),
    "trust_unproven": ("", "yes", "no"),
}
# What is the same as not to set it.
_USUAL = {("trust_unproven", "no"): ""}
_IDS = ("warehouse_id", "account_id", "location_id", "customer_id", "user")
MAX_ID = 254


@dataclass(frozen=True, slots=True)
class BackendSettings:
    """What a manager may set of a back end; times in seconds.

    `settle_seconds`: how long a request without an answer may still be booked. `scan_gap_seconds`:
    between the two searches that prove a record absent. `deadline_seconds`: for one request.
    `requests_per_window` requests may go within `window_seconds`. An empty currency or time zone
    is the shop's own. `warehouse_id`, or without it `location_id`, is where this shop sells from;
    sales are booked at `location_id`, `account_id` is credited, `customer_id` stands for buyers
    without a name. An empty `lookup_by_ref` is found out, and so is `deducts_stock` where it is
    “check”: by reading the stock before and after the next sales are booked. `push_products`: those
    made at the till from now on, or all that are not there yet.

    `role`: the one back end that keeps the books decides prices and stock; the others are online
    shops that may sell what is left over a `buffer`. Empty: the first one that is no shop keeps the
    books. `orders_every_seconds`: how often online orders are read. `trust_unproven`: calls that
    no sandbox has proven may be made all the same.
    """

    settle_seconds: Decimal = Decimal(300)
    scan_gap_seconds: Decimal = Decimal(60)
    deadline_seconds: Decimal = Decimal(30)
    pull_every_seconds: Decimal = Decimal(300)
    requests_per_window: Decimal = Decimal(6000)
    window_seconds: Decimal = Decimal(60)
    time_zone: str = ""
    currency: str = ""
    warehouse_id: str = ""
    account_id: str = ""
    location_id: str = ""
    customer_id: str = ""
    deducts_stock: str = ""
    lookup_by_ref: str = ""
    push_products: str = "new"
    user: str = ""
    role: str = ""
    buffer: Decimal = Decimal(0)
    orders_every_seconds: Decimal = Decimal(60)
    trust_unproven: str = ""

    @property
    def place_id(self) -> str:
        """Where the back end keeps what this shop sells; empty where it has one place only."""
        return self.warehouse_id or self.location_id

    def texts(self) -> dict[str, str]:
        """What was set, as text: all that differs from the usual."""
        usual = BackendSettings()
        return {
            each.name: _text(getattr(self, each.name))
            for each in fields(self)
            if getattr(self, each.name) != getattr(usual, each.name)
        }


# How each system is called.
SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "apex_pos": "Apex POS",
        "apexloge": "Apexloge",
        "salloq": "Salloq",
        "stacknex": "StackNex",
        "commerce": "Commerce API",
    }
)

# How the keys of a system's sandbox begin, where nothing is real.
SANDBOX_KEYS: Mapping[str, str] = MappingProxyType({"stacknex": "nxp_test_"})

# Systems at which no sale of ours can be booked: they only offer what the shop has.
TAKES_NO_SALES = frozenset({"apexloge"})

# Systems whose prices are without tax, as their document's example reckons.
PRICES_WITHOUT_TAX = frozenset({"salloq"})

# Systems whose document names one currency in its fields.
PRICES_IN = MappingProxyType({"apexloge": "EUR"})


@dataclass(frozen=True, slots=True)
class Backend:
    """A back end of this shop; `business` is whose books it turned out to keep."""

    id: int
    name: str
    kind: str
    url: str
    key_store: str
    settings: BackendSettings
    business: str = ""

    @property
    def takes_sales(self) -> bool:
        """Whether sales of the counter can be booked there."""
        return self.kind not in TAKES_NO_SALES


def backend_name(text: str) -> str:
    """A back end's name as it is stored: small letters, digits, - and _."""
    name = text.strip().lower()
    if not _NAME.fullmatch(name):
        raise Refusal(
            "bad_name", "A back end's name has 1 to 32 small letters, digits, “-” or “_”."
        )
    return name


def backend_settings(
    texts: Mapping[str, str], old: BackendSettings | None = None
) -> BackendSettings:
    """Settings with these set; raises Refusal bad_setting, unknown_currency."""
    settings = old or BackendSettings()
    known = {each.name for each in fields(BackendSettings)}
    for key, text in texts.items():
        if key not in known:
            names = ", ".join(sorted(known))
            raise Refusal("bad_setting", f"There is no setting “{key}”; there is {names}.")
        value: Any = _value(key, text.strip())
        settings = replace(settings, **{key: value})
    return settings


def _value(key: str, text: str) -> str | Decimal:
    if key in _CHOICES:
        if text not in _CHOICES[key]:
            words = ", ".join(filter(None, _CHOICES[key]))
            raise Refusal("bad_setting", f"The setting {key} is one of {words}.")
        return _USUAL.get((key, text), text)
    if key == "currency":
        return currency(text.upper()).code if text else ""
    if key == "time_zone":
        return _time_zone(text)
    if key in _IDS:
        if len(text) > MAX_ID or not text.isprintable():
            raise Refusal("bad_setting", f"The setting {key} is no id.")
        return text
    value = number(text, key)
    least = Decimal(1) if key in {"requests_per_window", "window_seconds"} else Decimal(0)
    if not least <= value <= MAX_SECONDS or (key == "deadline_seconds" and not value):
        raise Refusal("bad_setting", f"The setting {key} can't be {text[:40]}.")
    return value


def _time_zone(text: str) -> str:
    if not text:
        return ""
    try:
        return ZoneInfo(text).key
    except (LookupError, OSError, ValueError) as error:
        raise Refusal("bad_time_zone", f"There is no time zone “{text[:60]}”.") from error


def _text(value: str | Decimal) -> str:
    return value if isinstance(value, str) else plain(value)
