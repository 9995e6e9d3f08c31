"""A back end's product as one of the shop's: theirs, except where we have news to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from app.domain import barcode
from app.domain.catalog import Product, ProductBarcode, ProductDraft, draft_of
from app.domain.currency import Currency
from app.domain.errors import Refusal
from app.domain.money import money
from app.domain.tax import TaxRate, tax_rate
from app.domain.text import one_line
from app.sync.contract import RemoteProduct

MAX_NAME, MAX_CODE = 5_000, 80


@dataclass(frozen=True, slots=True)
class Rules:
    """What a product of this shop is like; the same few rates come again and again."""

    currency: Currency
    standard: TaxRate
    rates: dict[Decimal, TaxRate] = field(default_factory=dict)

    def amount(self, value: Decimal, what: str) -> Decimal:
        """A price or cost of the shop's currency; raises Refusal too_many_decimals, bad_price."""
        amount = money(value, self.currency, what).amount
        if amount < 0:
            raise Refusal("bad_price", f"The {what} is negative.")
        return amount

    def rate(self, percent: Decimal, own: TaxRate) -> TaxRate:
        """A tax rate; raises Refusal bad_tax_rate.

        Zero percent may be exempt or out of scope here: the server does not know the difference.
        """
        if not percent and not own.percent:
            return own
        known = self.rates.get(percent)
        if known is None:
            known = self.rates[percent] = tax_rate(percent)
        return known


@dataclass(frozen=True, slots=True)
class Known:
    """What must be known besides the product itself.

    `ours`: fields that the till changed and did not tell yet. `category`: the shop's name of
    theirs. `code`: its barcode, empty where it has none or another product has it. `sku` is for a
    new one.
    """

    ours: frozenset[str]
    category: str | None
    code: str
    sku: str
    active: bool


def new_draft(theirs: RemoteProduct, known: Known, rules: Rules) -> ProductDraft:
    """A product that the shop does not have yet; raises Refusal where it can't be one."""
    _refuse_currency(theirs, rules)
    if theirs.price is None:
        raise Refusal("no_price", "The product has no price that can be read.")
    tax = rules.standard
    return ProductDraft(
        sku=known.sku,
        name=_name(theirs),
        name_ar=one_line(theirs.name_ar or "", "Arabic name", MAX_NAME),
        price=rules.amount(theirs.price, "price"),
        tax=tax if theirs.tax_rate is None else rules.rate(theirs.tax_rate, tax),
        category=known.category or "",
        cost=None if theirs.cost is None else rules.amount(theirs.cost, "cost"),
        barcodes=(ProductBarcode(known.code),) if known.code else (),
    )


def changed_draft(theirs: RemoteProduct, old: Product, known: Known, rules: Rules) -> ProductDraft:
    """A product that the shop has, with what they say of it; None is what they do not say."""
    _refuse_currency(theirs, rules)
    said: Mapping[str, Any] = {
        "name": _name(theirs),
        "name_ar": _line(theirs.name_ar),
        "price": None if theirs.price is None else rules.amount(theirs.price, "price"),
        "cost": None if theirs.cost is None else rules.amount(theirs.cost, "cost"),
        "tax_rate": None if theirs.tax_rate is None else rules.rate(theirs.tax_rate, old.tax),
        "category": known.category,
        "barcode": _with_code(old.barcodes, known.code) if known.code else None,
    }
    columns = {"tax_rate": "tax", "barcode": "barcodes"}
    values: dict[str, Any] = {
        columns.get(name, name): value
        for name, value in said.items()
        if value is not None and name not in known.ours
    }
    return replace(draft_of(old), active=known.active, **values)


def _refuse_currency(theirs: RemoteProduct, rules: Rules) -> None:
    if theirs.currency and theirs.currency != rules.currency.code:
        said = f"The product's price is in {theirs.currency[:40]}, not in {rules.currency.code}."
        raise Refusal("other_currency", said)


def _name(theirs: RemoteProduct) -> str:
    name = one_line(theirs.name, "name", MAX_NAME) or _line(theirs.name_ar)
    if not name:
        raise Refusal("no_name", "The product has no name.")
    return name


def _line(text: str | None) -> str | None:
    return None if text is None else one_line(text, "Arabic name", MAX_NAME)


def _with_code(kept: tuple[ProductBarcode, ...], code: str) -> tuple[ProductBarcode, ...]:
    key = barcode.key(code)
    if any(barcode.key(own.code) == key for own in kept):
        return kept
    return (ProductBarcode(code), *kept[1:])


def code_of(theirs: RemoteProduct) -> str:
    """Its barcode as it is kept; raises Refusal too_long."""
    return one_line(theirs.barcode, "barcode", MAX_CODE) if theirs.barcode else ""
