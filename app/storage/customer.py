"""Customers in the store."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain

from app.domain.currency import Currency
from app.domain.customer import Customer
from app.domain.money import Money
from app.domain.text import digits, fold
from app.storage.store import Unit
from app.storage.value import from_millionths, to_millionths

_CUSTOMER = "SELECT id, name, phone, email, address, vat_number FROM customer"
_INSERT = (
    "INSERT INTO customer (name, name_key, codes_key, phone, email, address, vat_number) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE = (
    "UPDATE customer SET name = ?, name_key = ?, codes_key = ?, phone = ?, email = ?, "
    "address = ?, vat_number = ? WHERE id = ?"
)
LEAST_DIGITS = 3  # fewer stand in most phone numbers
OWN_DIGITS = 8  # at the end of a phone number, its subscriber's own
PHONE_DIGITS = 14  # at most, with 00; a VAT number has 15
PARTS = 30  # words of one question; who pastes more looks for these
SENT = "ACKED"


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in a list, with how many documents there are and when the last sale was.

    `sync` is its state in the outbox, SENT as soon as a back end calls it by a `remote_id`, and
    empty where it is not to be sent.
    """

    customer: Customer
    invoices: int
    last_sale: datetime | None
    remote_id: str
    sync: str


def insert(unit: Unit, customer: Customer) -> int:
    """Store a new customer; the id."""
    return int(unit.raw(_INSERT, _values(customer)).lastrowid)


def update(unit: Unit, customer: Customer) -> None:
    """Store what is known of a customer now."""
    unit.raw(_UPDATE, (*_values(customer), customer.id))


def set_credit_limit(unit: Unit, customer_id: int, limit: Decimal | None) -> None:
    """How much a customer may owe; None for no limit that we know of."""
    millionths = None if limit is None else to_millionths(limit)
    unit.raw("UPDATE customer SET credit_limit = ? WHERE id = ?", (millionths, customer_id))


def credit_limit(unit: Unit, customer_id: int) -> Decimal | None:
    """How much a customer may owe; None when nobody said."""
    row = unit.raw("SELECT credit_limit FROM customer WHERE id = ?", (customer_id,)).fetchone()
    return None if row is None or row[0] is None else from_millionths(row[0])


def _values(customer: Customer) -> tuple[str, ...]:
    return (
        customer.name,
        fold(customer.name),
        f"{figures(customer.phone)} {fold(customer.vat_number)}".strip(),
        customer.phone,
        customer.email,
        customer.address,
        customer.vat_number,
    )


def correct(unit: Unit, customer_id: int, customer: Customer) -> None:
    """Take over name, phone and e-mail; address and VAT number stay what they are."""
    unit.raw(
        "UPDATE customer SET name = ?, name_key = ?, phone = ?, email = ?, "
        "codes_key = trim(? || ' ' || lower(vat_number)) WHERE id = ?",
        (
            customer.name,
            fold(customer.name),
            customer.phone,
            customer.email,
            figures(customer.phone),
            customer_id,
        ),
    )


def get(unit: Unit, customer_id: int) -> Customer | None:
    """The customer with this id."""
    row = unit.raw(f"{_CUSTOMER} WHERE id = ?", (customer_id,)).fetchone()
    return Customer(*row) if row else None


def search(unit: Unit, text: str, limit: int) -> list[Customer]:
    """The customers whose name, phone or VAT number fits, best first; the newest for no text."""
    newest = "SELECT id FROM customer ORDER BY id DESC LIMIT ?"
    found = ids(unit, text, limit) if fold(text) else _ids(unit, newest, limit)
    rows = unit.raw(
        "SELECT c.id, c.name, c.phone, c.email, c.address, c.vat_number "
        "FROM json_each(?) wanted CROSS JOIN customer c ON c.id = wanted.value ORDER BY wanted.key",
        (json.dumps(list(found)),),
    )
    return [Customer(*row) for row in rows]


def ids(unit: Unit, text: str, limit: int = -1) -> array[int]:
    """The ids of the customers whose name, phone or VAT number fits, by name; all for no text.

    Those whose name begins so come first.
    """
    folded = fold(text)
    if not folded:
        return _ids(unit, "SELECT id FROM customer ORDER BY name_key LIMIT ?", limit)
    bounds = (folded, f"{folded}\U0010ffff")
    begins = "name_key >= ? AND name_key < ?"
    sql = f"SELECT id FROM customer WHERE {begins} ORDER BY name_key LIMIT ?"
    found = _ids(unit, sql, *bounds, limit)
    parts = list(dict.fromkeys(folded.split()))[:PARTS]
    holds = " AND ".join("instr(name_key, ?) > 0" for _ in parts)
    return found + _ids(
        unit,
        f"SELECT id FROM customer WHERE NOT ({begins}) AND (({holds}) "
        "OR instr(codes_key, ?) > 0 OR instr(codes_key, ?) > 0) ORDER BY name_key LIMIT ?",
        *bounds,
        *parts,
        *_codes(folded),
        limit if limit < 0 else limit - len(found),
    )


def rows_of(unit: Unit, ids: Sequence[int]) -> list[CustomerRow]:
    """The customers with these ids, in this order."""
    found = unit.raw(
        "SELECT c.id, c.name, c.phone, c.email, c.address, c.vat_number, "
        "(SELECT count(*) FROM invoice WHERE customer_id = c.id), "
        "(SELECT issued_at FROM invoice WHERE customer_id = c.id AND kind = 'sale' "
        "ORDER BY id DESC LIMIT 1), "
        "coalesce((SELECT remote_id FROM remote_id WHERE kind = 'customer' AND local_id = c.id "
        "ORDER BY backend LIMIT 1), ''), "
        "coalesce((SELECT state FROM outbox WHERE kind = 'customer' AND record_id = c.id "
        "ORDER BY id DESC LIMIT 1), '') "
        "FROM json_each(?) wanted CROSS JOIN customer c ON c.id = wanted.value ORDER BY wanted.key",
        (json.dumps(list(ids)),),
    )
    return [
        CustomerRow(
            customer=Customer(*row[:6]),
            invoices=row[6],
            last_sale=None if row[7] is None else datetime.fromisoformat(row[7]),
            remote_id=row[8],
            sync=SENT if row[8] else row[9],
        )
        for row in found
    ]


def with_phone(unit: Unit, phone: str) -> Customer | None:
    """The first customer who has this phone, however it is written; None for no phone."""
    own = _own(phone)
    if not own:
        return None
    holds = "SELECT id FROM customer WHERE instr(codes_key, ?) > 0"
    rows = unit.raw(f"{_CUSTOMER} WHERE id IN ({holds}) ORDER BY id", (own,))
    found = (Customer(*row) for row in rows)
    return next((each for each in found if _own(each.phone) == own), None)


def invoice_ids(unit: Unit, customer_id: int, limit: int) -> array[int]:
    """The ids of a customer's latest documents, the newest first."""
    sql = "SELECT id FROM invoice WHERE customer_id = ? ORDER BY id DESC LIMIT ?"
    return _ids(unit, sql, customer_id, limit)


def bought(unit: Unit, customer_id: int, currency: Currency) -> Money:
    """What a customer's documents in this currency come to."""
    total = unit.sql(
        "SELECT coalesce(sum(total), 0) FROM invoice WHERE customer_id = ? AND currency = ?",
        (customer_id, currency.code),
    ).scalar_one()
    return Money(from_millionths(total), currency)


def figures(text: str) -> str:
    """The digits of a text, Latin ones."""
    return "".join(char for char in digits(text) if char.isdigit())


def _codes(folded: str) -> tuple[str, str]:
    # One phone number is written as 050…, 50…, +966 50… and 00966 50…: its end is the same.
    number = figures(folded).lstrip("0")
    if len(number) < LEAST_DIGITS or any(char.isalpha() for char in folded):
        return folded, folded
    is_phone = OWN_DIGITS < len(number) <= PHONE_DIGITS
    return number, number[-OWN_DIGITS:] if is_phone else number


def _own(phone: str) -> str:
    return figures(phone).lstrip("0")[-OWN_DIGITS:]


def _ids(unit: Unit, sql: str, *values: object) -> array[int]:
    return array("q", chain.from_iterable(unit.raw(sql, values)))
