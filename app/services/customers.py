"""Customers: found as you type, and added at the counter."""

from __future__ import annotations

import re
from dataclasses import replace

from app.domain.country import country, vat_number
from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.text import digits, one_line
from app.services.changes import Changes
from app.services.counter import Counter
from app.storage import customer as storage
from app.storage import journal, outbox
from app.storage.store import Unit

MAX_NAME, MAX_ADDRESS, MAX_PHONE, MAX_EMAIL = 120, 250, 40, 254

_PHONE = re.compile(r"\+?[0-9 ()./-]*", re.ASCII)
_PHONE_DIGITS = range(3, 16)  # E.164 has at most 15
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def search(unit: Unit, text: str, limit: int = 20) -> list[Customer]:
    """The customers whose name, phone or VAT number fits, best first; the newest for no text."""
    return storage.search(unit, text, limit)


def get(unit: Unit, customer_id: int) -> Customer | None:
    """The customer with this id."""
    return storage.get(unit, customer_id)


def add(unit: Unit, customer: Customer, counter: Counter) -> tuple[Customer, Changes]:
    """Store a new customer; the one that comes back has its id.

    Raises Refusal incomplete, bad_phone, bad_email, bad_vat_number, too_long.
    """
    customer = _storable(customer, counter)
    customer_id = storage.insert(unit, customer)
    at = counter.source.now()
    outbox.put(unit, outbox.Outgoing("customer", customer_id), at=at)
    data: dict[str, object] = {"customer_id": customer_id}
    journal.write(unit, "customer_added", customer.name, data, actor=counter.cashier, at=at)
    unit.commit()
    added = replace(customer, id=customer_id)
    return added, Changes(customers=frozenset({customer_id}), outbox=True)


def _storable(customer: Customer, counter: Counter) -> Customer:
    name = one_line(customer.name, "name", MAX_NAME)
    if not name:
        raise Refusal("incomplete", "A customer needs a name.")
    return Customer(
        id=None,
        name=name,
        phone=_phone(customer.phone),
        email=_email(customer.email),
        address=one_line(customer.address, "address", MAX_ADDRESS),
        vat_number=vat_number(digits(customer.vat_number), country(counter.shop.seller.country)),
    )


def _phone(text: str) -> str:
    phone = one_line(digits(text), "phone number", MAX_PHONE)
    count = sum(char.isdigit() for char in phone)
    if phone and (not _PHONE.fullmatch(phone) or count not in _PHONE_DIGITS):
        raise Refusal("bad_phone", f"“{phone}” is no phone number.")
    return phone


def _email(text: str) -> str:
    email = one_line(text, "e-mail address", MAX_EMAIL)
    if email and not _EMAIL.fullmatch(email):
        raise Refusal("bad_email", f"“{email}” is no e-mail address.")
    return email
