"""`init`: its options as a new shop."""

from __future__ import annotations

from argparse import Namespace

from app.domain.tax import TaxRounding
from app.services.new_shop import NewShop


def wanted_shop(wanted: Namespace) -> NewShop:
    """The shop that the options ask for."""
    return NewShop(
        demo=wanted.demo,
        products=wanted.products,
        seed=wanted.seed,
        country=wanted.country or "",
        currency=wanted.currency or "",
        name=wanted.name,
        name_ar=wanted.name_ar,
        vat_number=wanted.vat_number,
        address=wanted.address,
        address_ar=wanted.address_ar,
        prices_include_tax=wanted.prices_include_tax != "no",
        rounding=TaxRounding(wanted.rounding) if wanted.rounding else None,
    )
