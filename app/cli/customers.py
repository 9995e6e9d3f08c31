"""`customers`: who buys by name."""

from __future__ import annotations

from argparse import Namespace

from app.cli import answer, session
from app.cli.answer import Answer
from app.domain.customer import Customer
from app.domain.errors import Refusal
from app.domain.money import Money
from app.domain.text import digits
from app.services import customers, products


def every(wanted: Namespace) -> list[Answer]:
    """The customers whose name, phone or VAT number fits, by name; all for no text."""
    with session.reading(wanted) as (unit, _):
        wanted.text.encode()  # folding would drop half of a pair; here it is refused
        rows = customers.rows_of(unit, customers.ids(unit, wanted.text, wanted.limit))
    return [answer.customer(row) for row in rows]


def show(wanted: Namespace) -> Answer:
    """One customer, what they bought, and their latest documents."""
    with session.reading(wanted) as (unit, counter):
        rows = customers.rows_of(unit, [wanted.id])
        if not rows:
            raise Refusal("unknown_customer", f"There is no customer {wanted.id}.")
        history = customers.history(unit, wanted.id, counter)
        limit = customers.credit_limit(unit, wanted.id)
        latest = [answer.invoice(each, counter.currency.digits) for each in history.latest]
    return {
        **answer.customer(rows[0]),
        "credit_limit": None if limit is None else str(Money(limit, counter.currency)),
        "bought": str(history.bought),
        "latest": latest,
    }


def add(wanted: Namespace) -> Answer:
    """Store a new customer."""
    asked = Customer(
        None, wanted.name, wanted.phone, wanted.email, wanted.address, wanted.vat_number
    )
    with session.writing(wanted) as (unit, counter):
        limit = None
        if wanted.credit_limit:
            limit = products.amount(digits(wanted.credit_limit), counter.currency, "credit limit")
        customer, _ = customers.add(unit, asked, counter, credit_limit=limit)
    with session.reading(wanted) as (unit, _):
        return answer.customer(customers.rows_of(unit, [customer.id or 0])[0])
