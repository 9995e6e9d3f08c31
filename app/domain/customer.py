"""Customers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Customer:
    """A buyer whose name stands on the document; a VAT number makes it a full tax invoice."""

    id: int | None
    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    vat_number: str = ""
