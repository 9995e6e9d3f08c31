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
from app.storage import backend as backends
from app.storage import customer as storage
from app.storage import invoice, journal, outbox, remote
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
    "link",
    "remote_ids",
    "rows_of",
    "search",
    "with_phone",
]

# How many characters a text may have.
MOST = {"name": 120, "phone": 40, "email": 254, "address": 250}
MAX_REMOTE_ID = 254
_TOLD = {"name", "phone", "email"}  # of these an online shop may be told
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
    """Store what is known of a customer now; a back end that takes changes hears of it.

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
    told = sorted(data.keys() & _TOLD)
    data["customer_id"] = customer_id
    at = counter.source.now()
    tells = bool(told) and _hears(unit, customer_id)
    if tells:
        changed = outbox.Outgoing("customer", customer_id, payload={"fields": told})
        outbox.put(unit, changed, at=at)
    journal.write(unit, "customer_changed", new.name, data, actor=counter.cashier, at=at)
    unit.commit()
    return new, Changes(customers=frozenset({customer_id}), outbox=tells)


def link(unit: Unit, customer_id: int, backend: str, remote_id: str, counter: Counter) -> Changes:
    """A customer is this one of an online shop; somebody has looked.

    Raises Refusal unknown_customer, unknown_backend, bad_remote_id, remote_id_taken.
    """
    found = storage.get(unit, customer_id)
    if found is None:
        raise Refusal("unknown_customer", "There is no such customer.")
    name = backends.get(unit, backend).name
    remote_id = remote_id.strip()
    if not (0 < len(remote_id) <= MAX_REMOTE_ID and remote_id.isprintable()):
        raise Refusal("bad_remote_id", "This can't be an id of a customer.")
    known = remote.local_id(unit, name, "customer", remote_id)
    if known not in {None, customer_id}:
        raise Refusal("remote_id_taken", f"Another customer is known by {remote_id} at {name}.")
    remote.link(unit, name, "customer", customer_id, remote_id)
    at = counter.source.now()
    data: dict[str, object] = {"customer_id": customer_id, "backend": name, "remote_id": remote_id}
    journal.write(unit, "customer_linked", found.name, data, actor=counter.cashier, at=at)
    unit.commit()
    return Changes(customers=frozenset({customer_id}))


def remote_ids(unit: Unit, customer_id: int) -> dict[str, str]:
    """What each back end calls a customer, by the back end's name."""
    return remote.names_of(unit, "customer", customer_id)


def _hears(unit: Unit, customer_id: int) -> bool:
    """Whether the back end that keeps the books takes changes of a customer that it knows."""
    books = backends.books(unit)
    if books is None or remote.remote_id(unit, books.name, "customer", customer_id) is None:
        return False
    known = backends.capabilities(unit, books.name).get("update_customer")
    return known is not None and known.answer != "no"


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
