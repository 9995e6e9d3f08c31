"""Customers in the store."""

from __future__ import annotations

from app.domain.customer import Customer
from app.domain.text import digits, fold
from app.storage.store import Unit

_CUSTOMER = "SELECT id, name, phone, email, address, vat_number FROM customer"
_INSERT = (
    "INSERT INTO customer (name, name_key, codes_key, phone, email, address, vat_number) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
LEAST_DIGITS = 3  # fewer stand in most phone numbers
OWN_DIGITS = 8  # at the end of a phone number, its subscriber's own
PHONE_DIGITS = 14  # at most, with 00; a VAT number has 15


def insert(unit: Unit, customer: Customer) -> int:
    """Store a new customer; the id."""
    row = (
        customer.name,
        fold(customer.name),
        f"{figures(customer.phone)} {fold(customer.vat_number)}".strip(),
        customer.phone,
        customer.email,
        customer.address,
        customer.vat_number,
    )
    return int(unit.raw(_INSERT, row).lastrowid)


def get(unit: Unit, customer_id: int) -> Customer | None:
    """The customer with this id."""
    row = unit.raw(f"{_CUSTOMER} WHERE id = ?", (customer_id,)).fetchone()
    return Customer(*row) if row else None


def search(unit: Unit, text: str, limit: int) -> list[Customer]:
    """The customers whose name, phone or VAT number fits, best first; the newest for no text."""
    folded = fold(text)
    if not folded:
        rows = unit.raw(f"{_CUSTOMER} ORDER BY id DESC LIMIT ?", (limit,))
        return [Customer(*row) for row in rows]
    begins = f"{_CUSTOMER} WHERE name_key >= ? AND name_key < ? ORDER BY name_key LIMIT ?"
    found = [Customer(*row) for row in unit.raw(begins, (folded, f"{folded}\U0010ffff", limit))]
    if len(found) < limit:
        known = set(found)
        found += [each for each in _anywhere(unit, folded, limit) if each not in known]
    return found[:limit]


def _anywhere(unit: Unit, folded: str, limit: int) -> list[Customer]:
    parts = folded.split()
    holds = " AND ".join("instr(name_key, ?) > 0" for _ in parts)
    rows = unit.raw(
        f"{_CUSTOMER} WHERE id IN (SELECT id FROM customer WHERE ({holds}) "
        "OR instr(codes_key, ?) > 0 OR instr(codes_key, ?) > 0 ORDER BY name_key LIMIT ?) "
        "ORDER BY name_key",
        (*parts, *_codes(folded), limit),
    )
    return [Customer(*row) for row in rows]


def _codes(folded: str) -> tuple[str, str]:
    # One phone number is written as 050…, 50…, +966 50… and 00966 50…: its end is the same.
    number = figures(folded).lstrip("0")
    if len(number) < LEAST_DIGITS or any(char.isalpha() for char in folded):
        return folded, folded
    is_phone = OWN_DIGITS < len(number) <= PHONE_DIGITS
    return number, number[-OWN_DIGITS:] if is_phone else number


def figures(text: str) -> str:
    """The digits of a text, Latin ones."""
    return "".join(char for char in digits(text) if char.isdigit())
