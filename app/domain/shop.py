"""The shop: its names, its place, and how it prices."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain.cart import Pricing
from app.domain.currency import currency
from app.domain.number import Rounding
from app.domain.payment import CashRounding, cash_rounding
from app.domain.tax import TaxRounding

# How a receipt is printed: on a roll of that many millimetres, or as a sheet.
FORMS = ("slip80", "slip58", "a4")


@dataclass(frozen=True, slots=True)
class Seller:
    """Who issues a document. Each document keeps its own copy, as it was on that day."""

    name: str
    name_ar: str
    country: str
    vat_number: str = ""
    address: str = ""
    address_ar: str = ""
    phone: str = ""
    commercial_registration: str = ""


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop's own settings, as kept in its store; it prints no receipts without a `printer`.

    `print_automatically`: each sale prints its receipt. `show_codes`: barcode or SKU stand beneath
    each line of a receipt. Header and footer are the shop's own words on it.
    """

    seller: Seller
    currency: str
    time_zone: str
    prices_include_tax: bool
    rounding: TaxRounding
    cash_rounding_step: Decimal | None = None
    cash_rounding_mode: Rounding = Rounding.HALF_UP
    footer: str = ""
    footer_ar: str = ""
    printer: str = ""
    receipt_form: str = FORMS[0]
    print_automatically: bool = True
    show_codes: bool = False
    show_cashier: bool = True
    header: str = ""
    header_ar: str = ""

    @property
    def pricing(self) -> Pricing:
        """How a new cart is priced."""
        return Pricing(currency(self.currency), self.prices_include_tax, self.rounding)

    @property
    def cash_rounding(self) -> CashRounding | None:
        """The cash rounding rule, None when it is off."""
        if self.cash_rounding_step is None:
            return None
        unit = currency(self.currency)
        return cash_rounding(self.cash_rounding_step, unit, self.cash_rounding_mode)
