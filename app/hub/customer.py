"""Customers of the hub."""

from __future__ import annotations

import re

import sqlalchemy as sa

from app.domain.errors import Refusal
from app.domain.text import digits, fold
from app.hub.answer import Answer
from app.hub.body import NewCustomer
from app.hub.database import Database, new_id
from app.hub.deed import Deed
from app.hub.listing import Page, total
from app.hub.table import customer

_PHONE = re.compile(r"[\d\s()+./-]*\d[\d\s()+./-]*", re.ASCII)
_NO_DIGIT = re.compile(r"\D+")


def page(database: Database, wanted: Page, *, search: str) -> Answer:
    """A page of the customers whose name, phone or e-mail holds the text."""
    query = sa.select(customer).order_by(customer.c.id)
    if terms := _terms(search):
        found = (customer.c.searched.contains(term, autoescape=True) for term in terms)
        query = query.where(sa.or_(*found))
    with database.read() as connection:
        rows = wanted.rows(connection, query)
        count = total(connection, query)
    data: list[Answer] = [
        # Nothing is sold on account: every invoice is paid.
        {"id": row.id, "name": row.name, "phone": row.phone, "email": row.email, "balance": 0}
        for row in rows
    ]
    return wanted.answer(data, count)


def create(deed: Deed, body: NewCustomer) -> Answer:
    """Make a customer."""
    parts = [body.name, body.email or "", body.phone or ""]
    searched = "\n".join([*map(fold, parts), *_phone(body.phone or "")])
    customer_id = new_id(deed.connection, customer, {**body.model_dump(), "searched": searched})
    return {"success": True, "customer_id": customer_id, "message": "Customer created"}


def require(connection: sa.Connection, customer_id: int) -> None:
    """Refuse an id that no customer has."""
    query = sa.select(customer.c.id).where(customer.c.id == customer_id)
    if connection.scalar(query) is None:
        raise Refusal("unknown_customer", f"There is no customer {customer_id}.")


def _terms(search: str) -> list[str]:
    folded = fold(search)
    return [folded, *_phone(search)] if folded else []


def _phone(text: str) -> list[str]:
    # However it is spaced, a phone number is its digits.
    plain = digits(text)
    return [_NO_DIGIT.sub("", plain)] if _PHONE.fullmatch(plain) else []
