"""Customers: found as you type, added at the counter, and changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

from app.domain.country import country, vat_number
from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.money import Money
from app.domain.text import digits, one_line
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import customer as storage
from app.storage import invoice, journal, outbox
from app.storage.customer import SENT, CustomerRow, credit_limit, get, ids, rows_of, with_phone
from app.storage.invoice import InvoiceRow
from app.storage.store import Unit

__all__ = [
    "MOST",
    "SENT",
    "CustomerRow",
    "History",
    "add",
    "change",
    "credit_limit",
    "get",
    "history",
    "ids",
    "rows_of",
    "search",
    "with_phone",
]

# How many characters a text may have.
MOST = {"name": 120, "phone": 40, "email": 254, "address": 250}
LATEST = 20  # documents that are shown of a customer

_PHONE = re.compile(r"\+?[0-9 ()./-]*", re.ASCII)
_PHONE_DIGITS = range(3, 16)  # E.164 has at most 15
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class History:
    """What a customer bought in the shop's currency, and the latest documents, newest first."""

    bought: Money
    latest: Sequence[InvoiceRow]


def search(unit: Unit, text: str, limit: int = 20) -> list[Customer]:
    """The customers whose name, phone or VAT number fits, best first; the newest for no text."""
    return storage.search(unit, text, limit)


def history(unit: Unit, customer_id: int, counter: Counter) -> History:
    """What the shop knows of a customer's purchases."""
    latest = storage.invoice_ids(unit, customer_id, LATEST)
    bought = storage.bought(unit, customer_id, counter.currency)
    return History(bought, invoice.rows_of(unit, latest))


def add(
    unit: Unit, customer: Customer, counter: Counter, *, credit_limit: Decimal | None = None
) -> tuple[Customer, Changes]:
    """Store a new customer; the one that comes back has its id.

    Raises Refusal incomplete, bad_phone, bad_email, bad_vat_number, too_long.
    """
    customer = _storable(customer, counter)
    customer_id = storage.insert(unit, customer)
    storage.set_credit_limit(unit, customer_id, credit_limit)
    at = counter.source.now()
    outbox.put(unit, outbox.Outgoing("customer", customer_id), at=at)
    data: dict[str, object] = {"customer_id": customer_id}
    journal.write(unit, "customer_added", customer.name, data, actor=counter.cashier, at=at)
    unit.commit()
    added = replace(customer, id=customer_id)
    return added, Changes(customers=frozenset({customer_id}), outbox=True)


def change(unit: Unit, customer: Customer, counter: Counter) -> tuple[Customer, Changes]:
    """Store what is known of a customer now; no back end hears of it.

    Raises Refusal unknown_customer and those of a new customer.
    """
    customer_id = customer.id or 0
    old = storage.get(unit, customer_id)
    if old is None:
        raise Refusal("unknown_customer", "There is no such customer.")
    new = replace(_storable(customer, counter), id=customer_id)
    was, now = asdict(old), asdict(new)
    data: dict[str, object] = {
        name: [was[name], value] for name, value in now.items() if value != was[name]
    }
    if not data:
        return old, Changes()
    storage.update(unit, new)
    data["customer_id"] = customer_id
    at = counter.source.now()
    journal.write(unit, "customer_changed", new.name, data, actor=counter.cashier, at=at)
    unit.commit()
    return new, Changes(customers=frozenset({customer_id}))


def _storable(customer: Customer, counter: Counter) -> Customer:
    name = one_line(customer.name, "name", MOST["name"])
    if not name:
        raise Refusal("incomplete", "A customer needs a name.")
    return Customer(
        id=None,
        name=name,
        phone=_phone(customer.phone),
        email=_email(customer.email),
        address=one_line(customer.address, "address", MOST["address"]),
        vat_number=vat_number(digits(customer.vat_number), country(counter.shop.seller.country)),
    )


def _phone(text: str) -> str:
    phone = one_line(digits(text), "phone number", MOST["phone"])
    count = sum(char.isdigit() for char in phone)
    if phone and (not _PHONE.fullmatch(phone) or count not in _PHONE_DIGITS):
        raise Refusal("bad_phone", f"“{phone}” is no phone number.")
    return phone


def _email(text: str) -> str:
    email = one_line(text, "e-mail address", MOST["email"])
    if email and not _EMAIL.fullmatch(email):
        raise Refusal("bad_email", f"“{email}” is no e-mail address.")
    return email
